package fluxion.dsl.random;

import fluxion.core.Expr;
import fluxion.dsl.function.ControlFlow;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.function.Function;

/** Quantiles that need a search: of distributions whose distribution function has no inverse in closed form. */
public final class InverseTransform {
    /** Halvings of an interval: as many as a double has bits, and some for the interval's width. */
    private static final int HALVINGS = 60;
    /** Counts below two to this power are found. */
    private static final int BITS = 31;
    /** From here on the normal tail is taken by its logarithm. */
    private static final double FAR = 30;
    /** The guess is good to 1/x⁴, and Newton's method squares that. */
    private static final int NEWTON = 3;

    private InverseTransform() {}

    /**
     * The x in [low, high] with F(x) = p, by bisection, then by two steps of Newton's method: so it is differentiable in p and in
     * whatever F depends on, to second order.
     *
     * @param cdf F, increasing
     * @param density its derivative
     */
    public static Expr between(Function<Expr, Expr> cdf, Function<Expr, Expr> density, Expr low, Expr high, Expr p) {
        Expr all = low.plus(high).plus(p).times(0);
        Tuple2<Expr, Expr> ends = Tuple.of(low.plus(all).stopGradient(), high.plus(all).stopGradient());
        Expr target = p.stopGradient();
        Tuple2<Expr, Expr> found = ControlFlow.range(0, HALVINGS, ends, (i, at) -> {
            Expr middle = at._1.plus(at._2).times(0.5);
            Expr right = cdf.apply(middle).stopGradient().lt(target);
            return Tuple.of(right.where(middle, at._1), right.where(at._2, middle));
        });
        return newton(cdf, density, found._1.plus(found._2).times(0.5).stopGradient(), p);
    }

    /**
     * A number drawn from a distribution, with the derivatives that it has as a quantile, −(∂F/∂θ)/f, to second order.
     *
     * @param cdf F
     * @param density f
     */
    public static Expr implicit(Function<Expr, Expr> cdf, Function<Expr, Expr> density, Expr drawn) {
        Expr x = drawn.stopGradient();
        return newton(cdf, density, x, cdf.apply(x).stopGradient());
    }

    private static Expr newton(Function<Expr, Expr> cdf, Function<Expr, Expr> density, Expr start, Expr p) {
        Expr x = start;
        for (int i = 0; i < 2; i++) {
            Expr slope = density.apply(x);
            Expr step = cdf.apply(x).minus(p).div(slope.gt(0).where(slope, 1));
            x = x.minus(slope.gt(0).where(step, 0));
        }
        return x;
    }

    /**
     * The least of 0, 1, …, 2³¹ − 1 with F(k) ≥ p, bit by bit; constant to derivatives. In p's dtype, which must hold it.
     *
     * @param cdf F, increasing
     */
    public static Expr count(Function<Expr, Expr> cdf, Expr p) {
        Expr zero = cdf.apply(p.times(0)).times(0).stopGradient();
        Expr target = p.stopGradient();
        return ControlFlow.range(0, BITS, zero, (i, k) -> {
            Expr bit = i.subtractedFrom(BITS - 1).cast(zero.dtype()).exp2().round();
            Expr next = k.plus(bit);
            return cdf.apply(next.minus(1)).stopGradient().lt(target).where(next, k);
        }).stopGradient();
    }

    /**
     * The quantile of the standard normal distribution between two bounds, Φ⁻¹(Φ(l) + p(Φ(h) − Φ(l))), taken in the lower tail
     * (mirrored where l &gt; 0), so that far intervals keep their digits; beyond 30 deviations, where Φ soon underflows, by the
     * logarithms of both sides. Differentiable in all.
     */
    public static Expr truncatedNormal(Expr p, Expr low, Expr high) {
        Expr mirrored = low.gt(0);
        return quantile(mirrored.where(p.subtractedFrom(1), p), low, high);
    }

    /** As truncatedNormal, for 1 − u where low is positive. */
    static Expr quantile(Expr u, Expr low, Expr high) {
        Expr mirrored = low.gt(0);
        Expr from = mirrored.where(high.neg(), low);
        Expr to = mirrored.where(low.neg(), high);
        Expr below = from.ndtr();
        Expr near = below.plus(u.times(to.ndtr().minus(below))).ndtri();
        Expr far = to.lt(-FAR);
        Expr x = far.where(tail(u, far.where(to.neg(), FAR), far.where(from.neg(), FAR + 1)).neg(), near).maximum(from)
                .minimum(to);
        return mirrored.where(x.neg(), x);
    }

    /**
     * The x between l &lt; h, both large, beyond which lies Q(l) − (1 − u)(Q(l) − Q(h)), Q = 1 − Φ: what the density
     * x·e^(−x²/2) would
     * give, √(l² − 2 ln(…)), then Newton's method on ln Q, whose slope is −φ/Q.
     */
    private static Expr tail(Expr u, Expr l, Expr h) {
        Expr start = l.neg().logNdtr();
        Expr left = u.subtractedFrom(1).times(h.neg().logNdtr().minus(start).expm1()).log1p();
        Expr x = l.square().minus(left.times(2)).sqrt();
        Expr target = start.plus(left);
        for (int i = 0; i < NEWTON; i++) {
            Expr slope = x.times(Math.sqrt(0.5)).erfcx().dividedInto(Math.sqrt(2 / Math.PI));
            x = x.plus(x.neg().logNdtr().minus(target).div(slope));
        }
        return x;
    }
}
