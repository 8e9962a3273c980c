package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.dsl.random.InverseTransform;
import fluxion.dsl.random.RandomKey;

/**
 * A mixture: a number of one of several distributions, which is chosen at random.
 *
 * @param logits logarithms of the probabilities of the components along the last axis, of any sum
 * @param components as many distributions along the last axis of their batch
 */
public record Mixture(Expr logits, Univariate components) implements Univariate {
    private Expr weights() {
        return logits.softmax(-1);
    }

    @Override
    public Shape batchShape() {
        return MultivariateMixture.batch(logits, components);
    }

    /**
     * {@inheritDoc} Differentiable in all parameters, also in the logits, where the components have densities: the derivative
     * −(∂F/∂θ)/f of the quantile (Figurnov, Mohamed and Mnih, NeurIPS 2018).
     */
    @Override
    public Expr sample(RandomKey key, Shape draws) {
        Given.arguments("sample", key, draws);
        Expr drawn = MultivariateMixture.drawn(logits, components, key, draws);
        return isContinuous(components) ? InverseTransform.implicit(this::cdf, this::density, drawn) : drawn;
    }

    private static boolean isContinuous(Univariate distribution) {
        return switch (distribution) {
            case Bernoulli _, Binomial _, Categorical _, Geometric _, NegativeBinomial _, Poisson _ -> false;
            case Mixture(var _, var components) -> isContinuous(components);
            case Transformed(var base, var _) -> isContinuous(base);
            case Beta _, Cauchy _, ChiSquare _, Exponential _, FisherF _, Gamma _, Gumbel _, HalfCauchy _, HalfNormal _,
                    InverseGamma _, Laplace _, LogNormal _, Logistic _, Normal _, Pareto _, StudentT _, TruncatedNormal _,
                    Uniform _, VonMises _, Weibull _ -> true;
        };
    }

    private Expr density(Expr x) {
        return logProb(x).exp();
    }

    @Override
    public Expr logProb(Expr x) {
        Given.arguments("logProb", x);
        return logits.logSoftmax(-1).plus(components.logProb(x.expandDims(-1))).logsumexp(-1);
    }

    @Override
    public Expr cdf(Expr x) {
        Given.arguments("cdf", x);
        return weights().times(components.cdf(x.expandDims(-1))).sum(-1);
    }

    @Override
    public Expr survival(Expr x) {
        Given.arguments("survival", x);
        return weights().times(components.survival(x.expandDims(-1))).sum(-1);
    }

    /** {@inheritDoc} It lies between those of the components, where bisection finds it. */
    @Override
    public Expr quantile(Expr p) {
        Given.arguments("quantile", p);
        Expr ends = components.quantile(p.expandDims(-1));
        return isContinuous(components) ? InverseTransform.between(this::cdf, this::density, ends.min(-1), ends.max(-1), p)
                : InverseTransform.count(this::cdf, p);
    }

    @Override
    public Expr mean() {
        return weights().times(components.mean()).sum(-1);
    }

    @Override
    public Expr variance() {
        Expr off = components.mean().minus(mean().expandDims(-1));
        return weights().times(components.variance().plus(off.square())).sum(-1);
    }

    @Override
    public Expr entropy() {
        throw Domain.noForm("entropy", "a mixture");
    }
}
