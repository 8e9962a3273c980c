/**
 * Trees: records, sequences, maps, tuples and options that hold expressions somewhere inside. A model, a batch and a
 * gradient are trees; every typed function takes and returns them.
 *
 * <p>{@link fluxion.dsl.tree.Trees} takes a tree apart into its leaves and a {@link fluxion.dsl.tree.Structure}, which is
 * what remains without its tensors, and puts it together again. A {@link fluxion.dsl.tree.Container} knows how one kind of
 * container comes apart and goes together. Leaves are taken in the order of components, so that two trees of one structure
 * meet leaf by leaf.
 *
 * <p>Knows {@code fluxion.core}; no function, no transform. Begin with {@code Trees}.
 */
package fluxion.dsl.tree;
