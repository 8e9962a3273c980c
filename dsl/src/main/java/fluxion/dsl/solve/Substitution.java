package fluxion.dsl.solve;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.Function1;

/**
 * An integral over a finite interval that is that of a function over another one: x = a + t/(1 − t) from a to ∞,
 * x = b − t/(1 − t) from −∞ to b, x = t/(1 − t²) over all numbers. The nodes of a rule lie inside, so that the ends are never
 * asked for.
 *
 * @param f the integrand in t
 * @param low where t begins
 * @param high where it ends
 * @param isInfinite whether x goes to infinity
 */
record Substitution(Function1<Expr, Expr> f, Expr low, Expr high, boolean isInfinite) {
    static Substitution of(String operation, Function1<Expr, Expr> f, Expr low, Expr high) {
        if (!low.shape().isScalar() || !high.shape().isScalar()) {
            throw new ShapeException(operation + ": the ends must be scalars; got " + low.type() + " and " + high.type()
                    + ". Use vmap for several intervals");
        }
        if (!low.dtype().isFloat() || !high.dtype().isFloat()) {
            throw new DTypeException(operation + ": the ends must be floating-point; got " + low.type() + " and " + high.type()
                    + ". Use cast(F64)");
        }
        DType dtype = low.dtype() == DType.F64 || high.dtype() == DType.F64 ? DType.F64 : DType.F32;
        Expr a = low.cast(dtype);
        Expr b = high.cast(dtype);
        double from = known(low);
        double to = known(high);
        if (from == Double.POSITIVE_INFINITY || to == Double.NEGATIVE_INFINITY) {
            Substitution turned = of(operation, x -> f.apply(x).neg(), high, low);
            return from == to ? new Substitution(x -> f.apply(x).times(0), Tensor.number(dtype, 0), Tensor.number(dtype, 0), true)
                    : turned;
        }
        Expr zero = Tensor.number(dtype, 0);
        Expr one = Tensor.number(dtype, 1);
        boolean down = from == Double.NEGATIVE_INFINITY;
        boolean up = to == Double.POSITIVE_INFINITY;
        if (down && up) {
            return new Substitution(t -> {
                Expr rest = t.square().neg().plus(1);
                return scaled(f.apply(t.div(rest)), t.square().plus(1).div(rest.square()));
            }, one.neg(), one, true);
        }
        if (up || down) {
            return new Substitution(t -> {
                Expr rest = t.neg().plus(1);
                Expr way = t.div(rest);
                return scaled(f.apply(up ? a.plus(way) : b.minus(way)), rest.square().reciprocal());
            }, zero, one, true);
        }
        return new Substitution(f, a, b, false);
    }

    private static Expr scaled(Expr value, Expr by) {
        return value.times(by.cast(value.dtype()));
    }

    /** The number, where it is known; otherwise 0, as finite. */
    private static double known(Expr end) {
        return end instanceof Tensor tensor ? tensor.toDouble() : 0;
    }
}
