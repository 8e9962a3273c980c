/**
 * Distributions as values: records of their parameters, with densities, distribution functions, quantiles, moments, divergences
 * and samples, all of them expressions and differentiable in the parameters. New distributions are made of others by mixing
 * ({@link fluxion.dsl.stats.Mixture}), by maps ({@link fluxion.dsl.stats.Transformed}) and side by side
 * ({@link fluxion.dsl.stats.Independent}).
 *
 * <p>Knows {@code fluxion.core}, {@code dsl.random} and loops of {@code dsl.function}. Begin with
 * {@link fluxion.dsl.stats.Distribution}.
 */
package fluxion.dsl.stats;
