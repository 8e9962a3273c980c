/**
 * Samples of distributions whose density is known up to a factor, by Markov chains that are pure functions of a key: the same key
 * gives the same chain, and {@code vmap} over keys gives chains side by side.
 *
 * <p>Knows {@code fluxion.core}, functions, trees and random keys. Begin with {@link fluxion.dsl.sample.Sampler}.
 */
package fluxion.dsl.sample;
