package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.TransformException;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;

/**
 * The beginning of a power series f(x + v·s) = Σ cₖ·sᵏ.
 *
 * @param coefficients c₀ to the last one asked for; each of the structure of f's result
 * @param <R> the type of the result
 */
public record Taylor<R>(Array<R> coefficients) {
    /** The last k. */
    public int order() {
        return coefficients.size() - 1;
    }

    /** The k-th derivative along v, k!·cₖ; the value itself for k = 0. */
    public R derivative(int k) {
        if (k < 0 || k > order()) {
            throw new TransformException("taylor: derivatives are known from 0 to " + order() + "; got " + k);
        }
        double factorial = 1;
        for (int i = 2; i <= k; i++) {
            factorial *= i;
        }
        double scale = factorial;
        return scale == 1 ? coefficients.get(k) : map(coefficients.get(k), c -> c.times(scale));
    }

    /** The polynomial at s: what f(x + v·s) is up to terms of higher order. */
    public R at(double s) {
        R sum = coefficients.last();
        for (int k = order() - 1; k >= 0; k--) {
            sum = Trees.zip(coefficients.get(k), sum, (c, rest) -> rest.times(s).plus(c));
        }
        return map(sum, x -> x);
    }

    private static <T> T map(T tree, java.util.function.UnaryOperator<Expr> f) {
        Trees.Flat flat = Trees.flatten(tree);
        return Trees.unflatten(flat.structure(), Tracing.settle(flat.leaves().map(f::apply)));
    }
}
