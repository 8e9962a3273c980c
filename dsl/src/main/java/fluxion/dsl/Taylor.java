package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.TransformException;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;

/**
 * The beginning of a power series f(x + v·s) = Σ cₖ·sᵏ.
 *
 * @param coefficients c₀ to the last one asked for; each of the structure of f's result
 * @param stretched the coefficients 2^(mk)·cₖ of the series along 2ᵐ·v, in f64, for derivatives whose cₖ is too small a
 *     number; none where
 *     the order is so low that none is
 * @param stretch m
 * @param <R> the type of the result
 */
public record Taylor<R>(Array<R> coefficients, Array<R> stretched, int stretch) implements java.io.Serializable {
    /** Above these orders cₖ of a derivative around 1 comes near the least numbers of f64 and of f32. */
    private static final int HIGH_F64 = 120;
    private static final int HIGH_F32 = 20;

    /** Whether a series of that order needs its stretched coefficients, where the results have these dtypes. */
    static boolean isHigh(int order, boolean single) {
        return order > (single ? HIGH_F32 : HIGH_F64);
    }

    /** The m for a series: 2ᵐ about as large as n/e, the n-th root of n!. */
    static int stretch(int order) {
        return Math.max(0, Math.getExponent(order / Math.E));
    }

    /** The last k. */
    public int order() {
        return coefficients.size() - 1;
    }

    /**
     * The k-th derivative along v, k!·cₖ; the value itself for k = 0. Exact to rounding wherever it is a normal number
     * itself.
     */
    public R derivative(int k) {
        if (k < 0 || k > order()) {
            throw new TransformException("taylor: derivatives are known from 0 to " + order() + "; got " + k);
        }
        if (k < 2) {
            return coefficients.get(k);
        }
        if (stretched.isEmpty()) {
            return map(coefficients.get(k), c -> raised(c, k, 0));
        }
        return map(Trees.zip(coefficients.get(k), stretched.get(k), (c, s) ->
                c.dtype().isFloat() ? c.abs().ge(c.dtype() == DType.F32 ? Float.MIN_NORMAL : Double.MIN_NORMAL)
                        .where(raised(c, k, 0), raised(s, k, stretch).cast(c.dtype()))
                        : raised(c, k, 0)), x -> x);
    }

    /** c·k!/2^(mk), by as many factors as it takes for none to overflow. */
    private static Expr raised(Expr c, int k, int m) {
        double most = c.dtype() == DType.F32 ? 0x1p120 : 0x1p1000;
        Expr product = c;
        double factor = 1;
        for (int i = 2; i <= k; i++) {
            double next = factor * Math.scalb((double) i, i == 2 ? -2 * m : -m);
            if (next > most || next < 1 / most) {
                product = product.times(factor);
                next = Math.scalb((double) i, -m);
            }
            factor = next;
        }
        return product.times(factor);
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
