package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether a lambda is being traced. Inside, everything stays symbolic, so that what is written is what is seen; outside,
 * whatever does not depend on a variable is computed.
 */
public final class Tracing {
    private static final ScopedValue<Boolean> ACTIVE = ScopedValue.newInstance();

    private Tracing() {}

    static boolean active() {
        return ACTIVE.isBound();
    }

    static <T> T inside(Supplier<T> body) {
        return ScopedValue.where(ACTIVE, true).call(body::get);
    }

    /**
     * The values of expressions that depend on no variable.
     *
     * @throws FluxionException where one does; the message begins with {@code operation}
     */
    public static Array<Tensor> values(String operation, Seq<Expr> expressions) {
        for (Expr x : expressions) {
            Seq<Var> variables = x instanceof Tensor ? Array.empty() : Graph.variables(Array.of(x));
            if (!variables.isEmpty()) {
                throw new FluxionException(operation + ": the value must be known; got an expression " + x.type() + " of "
                        + variables.mkString(", ") + ", which is a number only when its function is called. Return the "
                        + "expression from the function instead");
            }
        }
        return settled(expressions).map(Tensor.class::cast);
    }

    /**
     * Outside of any tracing, each expression that depends on no variable as its value; otherwise the expressions as they
     * are.
     */
    public static Array<Expr> settle(Seq<? extends Expr> expressions) {
        return active() ? Array.ofAll(expressions) : settled(expressions);
    }

    /** What a computation of many steps gives, written down as a whole before any of it is computed. */
    public static <T> T whole(Supplier<T> body) {
        if (active()) {
            return body.get();
        }
        Trees.Flat made = Trees.flatten(inside(body));
        return Trees.unflatten(made.structure(), settled(made.leaves()));
    }

    private static Array<Expr> settled(Seq<? extends Expr> expressions) {
        Array<Expr> open = Array.<Expr>ofAll(expressions)
                .filter(e -> !(e instanceof Tensor) && Graph.variables(Array.of(e)).isEmpty());
        if (open.isEmpty()) {
            return Array.ofAll(expressions);
        }
        ComputedAgain.note(open);
        Seq<Tensor> values = StepInterpreter.run(new Fn(Array.empty(), open), Array.empty(), () -> FunctionForms.values(open));
        Map<Expr, Expr> known = new IdentityHashMap<>();
        open.zip(values).forEach(pair -> known.put(pair._1, pair._2));
        return Array.<Expr>ofAll(expressions).map(e -> known.getOrDefault(e, e));
    }
}
