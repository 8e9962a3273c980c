package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Shape;

/** A distribution of numbers: it has a distribution function and quantiles. */
public sealed interface Univariate extends Distribution permits Bernoulli, Beta, Binomial, Categorical, Cauchy, ChiSquare,
        Exponential, FisherF, Gamma, Geometric, Gumbel, HalfCauchy, HalfNormal, InverseGamma, Laplace, LogNormal, Logistic,
        Mixture, NegativeBinomial, Normal, Pareto, Poisson, StudentT, Transformed, TruncatedNormal, Uniform, VonMises, Weibull {
    @Override
    default Shape eventShape() {
        return Shape.SCALAR;
    }

    /** The probability of a number of at most x. */
    Expr cdf(Expr x);

    /** The probability of a number of more than x, 1 − cdf(x), with its digits where it is small. */
    Expr survival(Expr x);

    /** The least x with cdf(x) ≥ p, for 0 &lt; p &lt; 1. */
    Expr quantile(Expr p);
}
