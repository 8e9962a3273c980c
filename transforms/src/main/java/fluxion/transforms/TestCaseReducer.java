package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Predicate;

/**
 * Makes a failing expression as small as it gets while it fails: takes a part for the whole, an operand for an operation of
 * its type, a one or a zero for an operation, again and again, until nothing that can be left out is left
 * (Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE 2002). A candidate that cannot even be
 * tried, because the predicate is refused something, does not count as failing.
 */
public final class TestCaseReducer {
    private TestCaseReducer() {}

    /**
     * The smallest failing expression found.
     *
     * @throws TransformException where the expression given does not fail
     */
    public static Expr of(Expr failing, Predicate<? super Expr> fails) {
        return of(new Fn(Array.empty(), Array.of(failing)), fn -> fails.test(fn.results().get(0))).results().get(0);
    }

    /**
     * The smallest failing function found, of the same parameters and one or more of the results.
     *
     * @throws TransformException where the function given does not fail
     */
    public static Fn of(Fn failing, Predicate<? super Fn> fails) {
        if (!fails.test(failing)) {
            throw new TransformException("shrink: the predicate must hold of what is given; got one that does not");
        }
        Fn smallest = failing;
        while (true) {
            Option<Fn> smaller = smaller(smallest, fails);
            if (smaller.isEmpty()) {
                return smallest;
            }
            smallest = smaller.get();
        }
    }

    private static Option<Fn> smaller(Fn fn, Predicate<? super Fn> fails) {
        int size = Graph.operations(fn.results());
        Seq<Expr> nodes = Graph.topological(fn.results());
        Seq<Seq<Expr>> parts = nodes.filter(node -> node.type() instanceof TensorType && !fn.results().contains(node))
                .map(Array::of);
        Seq<Seq<Expr>> fewer = fn.results().size() < 2 ? Array.empty() : fn.results().map(Array::of);
        return fewer.appendAll(parts).find(results -> Graph.operations(results) < size
                + (results.size() < fn.results().size() ? 1 : 0) && holds(fn, results, fails))
                .orElse(() -> nodes.reverse().filter(Apply.class::isInstance).map(Apply.class::cast)
                .filter(a -> a.type() instanceof TensorType)
                        .flatMap(node -> instead(node).map(by -> replaced(fn.results(), node, by)))
                        .find(results -> Graph.operations(results) < size && holds(fn, results, fails)))
                .map(results -> new Fn(fn.params(), results));
    }

    private static boolean holds(Fn fn, Seq<Expr> results, Predicate<? super Fn> fails) {
        try {
            return fails.test(new Fn(fn.params(), results));
        } catch (FluxionException refused) {
            return false;
        }
    }

    /** Operands of the node's type, one, zero. */
    private static Seq<Expr> instead(Apply node) {
        TensorType type = node.tensorType();
        Seq<Expr> operands = node.inputs().filter(x -> x.type().equals(type));
        return type.dtype() == DType.BOOL ? operands : operands.append(Literal.of(type, 1)).append(Literal.of(type, 0));
    }

    private static Seq<Expr> replaced(Seq<Expr> roots, Apply node, Expr by) {
        return Graph.rebuild(roots, leaf -> leaf, (apply, inputs) -> apply == node ? by : apply.on(inputs));
    }
}
