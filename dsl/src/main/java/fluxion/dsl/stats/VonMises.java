package fluxion.dsl.stats;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.StopGradient;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.InverseTransform;
import fluxion.dsl.random.RandomKey;
import io.vavr.Tuple;

/**
 * The distribution of von Mises on the circle: density e^(κ·cos(x − μ))/(2π·I₀(κ)) for angles x from μ − π to μ + π.
 *
 * @param location μ
 * @param concentration κ &gt; 0
 */
public record VonMises(Expr location, Expr concentration) implements Univariate {
    /** Terms of the series: so many for κ = 0 … */
    private static final int TERMS = 24;
    /** … and so many times √κ more, for terms of size e^(−j²/2κ). */
    private static final double MORE = 9;

    /** With numbers as parameters. */
    public VonMises(double location, double concentration) {
        this(Tensor.of(location), Tensor.of(concentration));
    }

    @Override
    public Shape batchShape() {
        return Domain.batch(location, concentration);
    }

    private Expr kappa() {
        return Domain.positive("von Mises: the concentration", concentration);
    }

    /** A(κ) = I₁(κ)/I₀(κ), the mean of cos(x − μ). */
    private Expr meanCosine() {
        return kappa().besselIe(1).div(concentration.besselIe(0));
    }

    /** By inversion; from μ − π to μ + π. */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        return quantile(Distributions.uniform(key, Domain.type(draws, location, concentration)));
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        Expr half = x.minus(location).times(0.5).sin();
        return half.square().times(kappa()).times(-2).minus(concentration.besselIe(0).log()).minus(Math.log(2 * Math.PI));
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return below(x.minus(location));
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return below(x.minus(location).neg());
    }

    /**
     * ½ + z/2π + (1/π)·Σⱼ (Iⱼ(κ)/I₀(κ))·sin(jz)/j, the quotients from the last to the first by rⱼ = 1/(2j/κ + rⱼ₊₁) (Hill,
     * ACM Trans. Math. Softw. 3, 1977).
     */
    private Expr below(Expr z) {
        Expr kappa = kappa();
        Expr angle = z.clip(-Math.PI, Math.PI);
        Expr last = Expr.apply(new StopGradient(), kappa.max()).sqrt().times(MORE).ceil().plus(TERMS).cast(DType.I32);
        Expr zero = angle.plus(kappa).times(0);
        Expr sum = ControlFlow.range(Tensor.of(0), last, Tuple.of(zero, zero), (i, state) -> {
            Expr j = last.minus(i).cast(zero.dtype());
            Expr ratio = j.times(2).div(kappa).plus(state._1).reciprocal();
            return Tuple.of(ratio, angle.times(j).sin().div(j).plus(state._2).times(ratio));
        })._2;
        return angle.div(2).plus(sum).div(Math.PI).plus(0.5);
    }

    /** {@inheritDoc} Its digits are those of the distribution function, of which it is the inverse by bisection. */
    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr all = p.plus(kappa()).times(0);
        Expr z = InverseTransform.between(this::below, z0 -> new VonMises(zero(location), concentration).logProb(z0).exp(),
                all.minus(Math.PI), all.plus(Math.PI), p);
        return z.plus(location);
    }

    private static Expr zero(Expr like) {
        return Domain.constant(like, 0);
    }

    /** The direction μ. */
    @Override
    public Expr mean() {
        return location.broadcastTo(batchShape());
    }

    /** The circular variance, 1 − I₁(κ)/I₀(κ). */
    @Override
    public Expr variance() {
        return meanCosine().subtractedFrom(1).broadcastTo(batchShape());
    }

    @Override
    public Expr entropy() {
        return meanCosine().subtractedFrom(1).times(concentration).plus(concentration.besselIe(0).log())
                .plus(Math.log(2 * Math.PI)).broadcastTo(batchShape());
    }
}
