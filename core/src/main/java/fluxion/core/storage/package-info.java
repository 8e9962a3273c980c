/**
 * Where a tensor's elements are: immutable storage of one dtype, views into it, and copies out of it.
 *
 * <p>{@link fluxion.core.storage.Storage} is one line of elements, in an array of the dtype's Java type. A tensor is a
 * type, a storage, an offset and a stride for each axis, so that slices, transposes and repetitions copy nothing
 * ({@link fluxion.core.storage.View}). A changed version shares all pages that did not change ({@code
 * Paged}); it becomes one array again, once, when a kernel asks for it. No array that is handed in or out is the one that
 * is kept.
 *
 * <p>Exported to {@code fluxion.ops} and {@code fluxion.dsl} only: users see tensors. Knows types of {@code fluxion.core},
 * no tensors and no expressions.
 *
 * <p>Begin with {@code Storage}, then {@code View}.
 */
package fluxion.core.storage;
