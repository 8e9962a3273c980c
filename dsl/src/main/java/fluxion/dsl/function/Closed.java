package fluxion.dsl.function;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Var;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Function;

/**
 * A lambda whose captured expressions have become an argument, so that a rule may say how it depends on them.
 *
 * @param captured what the lambda uses of what was made before it, to hand to {@link #apply}
 * @param fn of (captured, the leaves of the argument)
 * @param result the structure of what it returns
 * @param <A> the type of the argument
 * @param <R> the type of the result
 */
public record Closed<A, R>(Array<Expr> captured, Fn fn, Structure result) {
    /** The function for arguments like one whose values do not count. */
    public static <A, R> Closed<A, R> of(Function<? super A, ? extends R> f, A example) {
        CallSignature signature = CallSignature.of(example);
        Array<Var> params = signature.variables();
        Structure structure = Trees.structure(example);
        ClosureConversion closing = ClosureConversion.of(Array.of(new ClosureConversion.Lambda(params,
                () -> f.apply(Trees.<A>unflatten(structure, params)))));
        return new Closed<>(closing.captured(), closing.fns().get(0), closing.results().get(0));
    }

    /** The value, with what stands for the captured expressions. */
    public R apply(Seq<? extends Expr> captured, A x) {
        return Trees.unflatten(result, fn.on(Array.<Expr>ofAll(captured).appendAll(Trees.leaves(x))));
    }
}
