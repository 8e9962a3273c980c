package fluxion.dsl.stats;

import fluxion.core.Arrangements;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.collection.Array;

/** What distributions ask of their parameters, and the shapes and types that come of them. */
final class Domain {
    /** Euler's constant γ. */
    static final double EULER = 0.57721566490153286061;

    private Domain() {}

    /** Refuses known numbers that are not positive. */
    static Expr positive(String parameter, Expr value) {
        if (value instanceof Tensor known) {
            for (double x : known.doubles()) {
                if (!(x > 0)) {
                    throw new FluxionException(parameter + " must be greater than 0; got " + x);
                }
            }
        }
        return value;
    }

    /** The shape to which parameters broadcast. */
    static Shape batch(Expr... parameters) {
        return Arrangements.broadcast(Array.of(parameters)).head().shape();
    }

    /** The type of draws: their shape, then the batch's. */
    static TensorType type(Shape draws, Expr... parameters) {
        Expr all = Arrangements.broadcast(Array.of(parameters)).head();
        return new TensorType(dtype(parameters), new Shape(draws.dims().concat(all.shape().dims())));
    }

    /** The dtype in which parameters are. */
    static DType dtype(Expr... parameters) {
        return Array.of(parameters).map(Expr::dtype).reduce(DType::promote);
    }

    /** x as floating-point numbers of a parameter's dtype where it is integers. */
    static Expr real(Expr x, Expr parameter) {
        return x.dtype().isFloat() ? x : x.cast(parameter.dtype());
    }

    /** A number of a parameter's dtype. */
    static Expr constant(Expr like, double value) {
        return Literal.of(TensorType.scalar(like.dtype()), value);
    }

    /** logProb where x can be drawn, −∞ elsewhere. */
    static Expr within(Expr inside, Expr logProb) {
        return inside.where(logProb, Double.NEGATIVE_INFINITY);
    }

    /** x where it lies within, elsewhere a number that does. */
    static Expr safe(Expr inside, Expr x, double other) {
        return inside.where(x, other);
    }

    /** Whether x is one of 0, 1, 2, …. */
    static Expr count(Expr x) {
        return x.ge(0).and(x.eq(x.floor())).and(x.lt(Double.POSITIVE_INFINITY));
    }

    /** So close to 0 what 1 − x has left of x is too little: I(b, a, 1 − x) is 1 − I(a, b, x) there. */
    private static final double TINY = 1e-5;

    /** I(b, a, y) = 1 − I(a, b, x) for y = 1 − x, with the digits of the smaller of x and y. */
    static Expr upperBeta(Expr a, Expr b, Expr x, Expr y) {
        Expr tiny = x.lt(TINY);
        return tiny.where(a.betainc(b, tiny.where(x, 0.5)).subtractedFrom(1), b.betainc(a, tiny.where(0.5, y)));
    }

    /** k·v, and 0 where k is 0. */
    static Expr weighted(Expr k, Expr v) {
        return k.eq(0).where(0, k.times(v));
    }

    /** The error of what has no closed form. */
    static FluxionException noForm(String what, String distribution) {
        return new FluxionException(what + ": " + distribution
                + " has none in closed form; an average over samples estimates it");
    }
}
