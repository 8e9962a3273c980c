/**
 * Random numbers without hidden state: a {@link fluxion.dsl.random.Key} is a value, and the same key always makes the same
 * numbers, on every machine, in every thread and under every transform. To draw twice, split the key.
 */
package fluxion.dsl.random;
