package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.StopGradient;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.InverseTransform;
import fluxion.dsl.random.RandomKey;

/**
 * The normal distribution on condition that the number lies between two bounds, which may be infinite.
 *
 * @param location μ, of the whole distribution
 * @param scale σ &gt; 0, of the whole distribution
 * @param low the least number
 * @param high the largest, above low
 */
public record TruncatedNormal(Expr location, Expr scale, Expr low, Expr high) implements Univariate {
    /** So many deviations off is as good as infinity, and has derivatives. */
    private static final double FAR = 1e8;
    /** Bounds closer together than this, times 1 + |m|, need the series. */
    private static final double CLOSE = 1e-3;

    /** With numbers as parameters. */
    public TruncatedNormal(double location, double scale, double low, double high) {
        this(Tensor.of(location), Tensor.of(scale), Tensor.of(low), Tensor.of(high));
    }

    /** The whole distribution. */
    public Normal whole() {
        return new Normal(location, scale);
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, scale, low, high);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("truncated normal: the scale", scale)).clip(-FAR, FAR);
    }

    /**
     * ln(Φ(b) − Φ(a)) for a &lt; b: mirrored to the tail where the two are small, and where b − a is small by the first terms of
     * the series around the middle m, h·φ(m)·(1 + (m² − 1)h²/24 + (m⁴ − 6m² + 3)h⁴/1920 + …).
     *
     * @param h b − a
     */
    private static Expr logMass(Expr a, Expr b, Expr h) {
        Expr m = a.plus(b).times(0.5);
        Expr close = h.times(m.abs().plus(1)).lt(CLOSE);
        Expr right = a.gt(0);
        Expr upper = right.where(a.neg(), b).logNdtr();
        Expr lower = right.where(b.neg(), a).logNdtr();
        Expr wide = upper.plus(close.where(-1, lower.minus(upper)).expm1().neg().log());
        Expr at = close.where(m.square(), 0);
        Expr small = close.where(h, 1);
        Expr terms = at.minus(1).times(small.square().div(24))
                .plus(at.square().minus(at.times(6)).plus(3).times(small.pow(4).div(1920)));
        Expr narrow = at.times(-0.5).minus(0.5 * Math.log(2 * Math.PI)).plus(small.log()).plus(terms.log1p());
        return close.where(narrow, wide);
    }

    /** The mass between two numbers. */
    private Expr logMass(Expr from, Expr to) {
        return logMass(standard(from), standard(to), to.minus(from).div(scale));
    }

    private Expr logMass() {
        return logMass(low, high);
    }

    private Expr inside(Expr x) {
        return x.gt(low).and(x.lt(high));
    }

    /** A number inside. */
    private Expr middle() {
        Expr below = low.gt(Double.NEGATIVE_INFINITY);
        Expr above = high.lt(Double.POSITIVE_INFINITY);
        Expr finiteLow = below.where(low, high.minus(1));
        Expr either = below.or(above).where(above.where(high, low.plus(1)).plus(finiteLow).times(0.5), location);
        return Expr.apply(new StopGradient(), either);
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return quantile(Distributions.uniform(key, Domain.type(draws, location, scale, low, high)).maximum(0x1p-54));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr within = x.ge(low).and(x.le(high));
        return Domain.within(within, whole().logProb(within.where(x, middle())).minus(logMass()));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        Expr mass = logMass(low, inside(x).where(x, middle()));
        return inside(x).where(mass.minus(logMass()).exp(), x.ge(high).cast(scale.dtype()));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        Expr mass = logMass(inside(x).where(x, middle()), high);
        return inside(x).where(mass.minus(logMass()).exp(), x.le(low).cast(scale.dtype()));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        return InverseTransform.truncatedNormal(p, standard(low), standard(high)).times(scale).plus(location);
    }

    /** φ(z) over the mass. */
    private Expr density(Expr z) {
        return z.square().times(-0.5).minus(0.5 * Math.log(2 * Math.PI)).minus(logMass()).exp();
    }

    /** (φ(α) − φ(β)) over the mass: how many deviations the mean lies off. */
    private Expr shift() {
        return density(standard(low)).minus(density(standard(high)));
    }

    /** (α·φ(α) − β·φ(β)) over the mass. */
    private Expr moment() {
        Expr a = standard(low);
        Expr b = standard(high);
        return a.times(density(a)).minus(b.times(density(b)));
    }

    @Override
    public Expr mean() {
        return shift().times(scale).plus(location);
    }

    @Override
    public Expr variance() {
        return moment().plus(1).minus(shift().square()).times(scale.square());
    }

    @Override
    public Expr entropy() {
        return scale.log().plus(logMass()).plus(moment().times(0.5)).plus(0.5 * Math.log(2 * Math.PI * Math.E));
    }
}
