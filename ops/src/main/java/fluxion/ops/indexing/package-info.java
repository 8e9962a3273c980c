/**
 * Reading and writing at positions that are computed: rules, and the operations in terms of simpler ones. How elements are
 * picked and put when a program runs is in {@code ops.eval}.
 *
 * <p>{@link fluxion.ops.indexing.IndexingRules}: picking along an axis and its transpose, adding at positions.
 * {@link fluxion.ops.indexing.PlacementRules}: blocks at computed positions, and writing where the last update stays, the
 * greatest, or their product; of updates that compete for one position {@code Winners} says which one has the derivative,
 * and {@code ScatterProducts} how those of a product share it. {@link fluxion.ops.indexing.PlacePrograms}: blocks and
 * searching by
 * reading at positions.
 *
 * <p>Knows {@code fluxion.core} and the vocabulary of {@code fluxion.ops.rule}. Begin with {@code IndexingRules} and
 * {@link fluxion.core.op.Take}.
 */
package fluxion.ops.indexing;
