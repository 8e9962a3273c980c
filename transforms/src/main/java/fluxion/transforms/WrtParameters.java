package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.NodeMap;
import fluxion.core.TransformException;
import fluxion.core.Var;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Map;

/** The parameters that a transform differentiates with respect to. */
public final class WrtParameters {
    private WrtParameters() {}

    /** Refuses positions that are out of range or repeated, and parameters that are not floating-point. */
    public static void check(String transform, Fn fn, Ints wrt) {
        int n = fn.params().size();
        if (!wrt.isDistinct() || !wrt.forAll(i -> i >= 0 && i < n)) {
            throw new TransformException(transform + ": positions must be distinct and from 0 to " + (n - 1) + "; got " + wrt);
        }
        for (int position : wrt) {
            Var param = fn.params().get(position);
            if (!param.dtype().isFloat()) {
                throw new TransformException(transform
                        + ": requires floating-point arguments to differentiate with respect to; got "
                        + param + " (argument " + position + "); cast it, or leave it out of wrt");
            }
        }
    }

    /** The parameters at these positions. */
    public static Seq<Var> params(Fn fn, Ints wrt) {
        return Array.ofAll(wrt).map(fn.params()::get);
    }

    /** A variable for the tangent of a parameter. */
    public static Var tangent(Var of) {
        return new Var("d" + of.name(), of.type());
    }

    /** What each variable is replaced by. */
    public static Map<Var, Expr> seeds(Seq<Var> variables, Seq<? extends Expr> values) {
        Map<Var, Expr> seeds = new NodeMap<>();
        for (int i = 0; i < variables.size(); i++) {
            seeds.put(variables.get(i), values.get(i));
        }
        return seeds;
    }
}
