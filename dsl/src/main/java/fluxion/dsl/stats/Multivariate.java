package fluxion.dsl.stats;

/** A distribution of vectors, matrices or larger tensors. */
public sealed interface Multivariate extends Distribution permits Dirichlet, Independent, LkjCholesky,
        LowRankNormal, Multinomial, MultivariateMixture, MultivariateNormal, MultivariateTransformed, Wishart {}
