/**
 * Trees: records, sequences, maps, tuples and options that hold expressions somewhere inside. {@link fluxion.dsl.tree.Trees}
 * takes them apart and puts them together; {@link fluxion.dsl.tree.Structure} is what remains of a tree without its tensors.
 */
package fluxion.dsl.tree;
