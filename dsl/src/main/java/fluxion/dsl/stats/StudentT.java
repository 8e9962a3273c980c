package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;

/**
 * Student's t distribution: density (1 + z²/ν)^(−(ν+1)/2)/(σ√ν·B(½, ν/2)), z = (x − μ)/σ.
 *
 * @param degrees ν &gt; 0
 * @param location μ
 * @param scale σ &gt; 0
 */
public record StudentT(Expr degrees, Expr location, Expr scale) implements Univariate {
    /** Closer to the centre the first terms of the series of the distribution function and of its inverse are exact. */
    private static final double CLOSE = 1e-4;

    /** With numbers as parameters. */
    public StudentT(double degrees, double location, double scale) {
        this(Tensor.of(degrees), Tensor.of(location), Tensor.of(scale));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(degrees, location, scale);
    }

    private Expr nu() {
        return Domain.positive("student-t: the degrees of freedom", degrees);
    }

    private Expr half() {
        return Domain.constant(degrees, 0.5);
    }

    private Expr standard(Expr x) {
        return x.minus(location).div(Domain.positive("student-t: the scale", scale));
    }

    /** ln of the density at the centre, σ = 1. */
    private Expr centre() {
        return nu().log().times(0.5).plus(half().lbeta(degrees.times(0.5))).neg();
    }

    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Domain.positive("student-t: the scale", scale);
        return Distributions.studentT(key, degrees, Domain.type(draws, degrees, location, scale)).times(scale).plus(location);
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr tail = standard(x).square().div(nu()).log1p().times(degrees.plus(1).times(-0.5));
        return tail.plus(centre()).minus(scale.log());
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return below(standard(x));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return below(standard(x).neg());
    }

    /** By I(½, ν/2, w) near the centre and by I(ν/2, ½, 1 − w) in the tails, w = z²/(ν + z²). */
    private Expr below(Expr z) {
        Expr nu = nu();
        Expr half = half();
        Expr close = z.abs().lt(nu.div(nu.plus(1)).sqrt().times(CLOSE));
        Expr series = z.times(centre().exp())
                .times(z.square().times(nu.plus(1).div(nu.times(6))).subtractedFrom(1)).plus(0.5);
        Expr square = close.where(1, z).square();
        Expr far = square.gt(nu);
        Expr inner = half.betainc(nu.times(0.5), far.where(0.5, square.div(square.plus(nu))));
        Expr outer = nu.times(0.5).betainc(half, far.where(nu.div(square.plus(nu)), 0.5));
        Expr tail = far.where(outer, inner.subtractedFrom(1)).times(0.5);
        return close.where(series, z.lt(0).where(tail, tail.subtractedFrom(1)));
    }

    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr nu = nu();
        Expr half = half();
        Expr left = p.lt(0.5);
        Expr q = left.where(p, p.subtractedFrom(1));
        Expr step = p.minus(0.5).div(centre().exp());
        Expr close = step.abs().lt(nu.div(nu.plus(1)).sqrt().times(CLOSE));
        Expr series = step.times(step.square().times(nu.plus(1).div(nu.times(6))).plus(1));
        Expr far = q.lt(0.25);
        Expr w = half.betaincinv(nu.times(0.5), far.or(close).where(0.5, q.times(2).subtractedFrom(1)));
        Expr v = nu.times(0.5).betaincinv(half, far.where(q.times(2), 0.5));
        Expr z = far.where(v.subtractedFrom(1).div(v), w.div(w.subtractedFrom(1))).times(nu).sqrt();
        return close.where(series, left.where(z.neg(), z)).times(Domain.positive("student-t: the scale", scale)).plus(location);
    }

    @Override
    public Expr mean() {
        Expr all = location.broadcastTo(batchShape());
        return nu().gt(1).where(all, Double.NaN);
    }

    @Override
    public Expr variance() {
        Expr finite = nu().gt(2);
        Expr safe = Domain.safe(finite, degrees, 3);
        Expr value = safe.div(safe.minus(2)).times(scale.square()).broadcastTo(batchShape());
        return degrees.gt(1).where(finite.where(value, Double.POSITIVE_INFINITY), Double.NaN);
    }

    @Override
    public Expr entropy() {
        Expr more = degrees.plus(1).times(0.5);
        return more.times(more.digamma().minus(nu().times(0.5).digamma())).minus(centre()).plus(scale.log())
                .broadcastTo(batchShape());
    }
}
