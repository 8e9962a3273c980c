package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.ShapeException;
import fluxion.core.Var;
import fluxion.core.op.Lanes;
import fluxion.core.parse.Calculus;
import fluxion.transforms.Grad;
import fluxion.transforms.Jvp;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Map;

/** What formulas ask for: {@code d/dx(x²)} along a number forwards, the gradient of a number backwards, loops of lanes. */
public final class FormulaCalculus implements Calculus {
    /** The one there is. */
    public static final Calculus CALCULUS = new FormulaCalculus();

    private FormulaCalculus() {}

    @Override
    public Expr derivative(Expr of, Var in) {
        if (in.rank() == 0) {
            return Jvp.push(Array.of(of), Map.of(in, Literal.of(in.type(), 1))).head().map(d -> Simplify.of(Array.of(d)).head())
                    .getOrElse(() -> Literal.of(of.tensorType(), 0));
        }
        if (of.rank() > 0) {
            throw new ShapeException("derivative: a gradient is that of a number; got " + of.type());
        }
        Seq<Var> others = Fn.of(Array.of(in), Array.of(of)).free();
        return Simplify.of(Grad.of(Fn.of(others.prepend(in), Array.of(of)), Ints.of(0))).on(others.prepend(in)).head();
    }

    @Override
    public Lanes.Over over() {
        return Vmap.over();
    }
}
