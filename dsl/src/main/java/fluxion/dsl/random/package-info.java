/**
 * Random numbers without hidden state: a {@link fluxion.dsl.random.RandomKey} is a value, and the same key always makes the same
 * numbers, on every machine, in every thread and under every transform. To draw twice, split the key.
 *
 * <p>Every distribution is drawn by inversion, one number from one uniform number (two for Student's t), never by rejection:
 * so a number depends on its key and place alone, and where its distribution has parameters it is differentiable in them, as
 * the smooth function of them that it is. (A permutation is made as a whole; integers take a second draw where the first
 * would be biased.)
 *
 * <p>Knows {@code fluxion.core}, to draw at once where a key is known the evaluator, and loops of {@code dsl.function}, by which
 * counts are found. Begin with {@code RandomKey}, then
 * {@link fluxion.dsl.random.Distributions}.
 */
package fluxion.dsl.random;
