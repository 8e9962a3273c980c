/**
 * Where a tensor's elements are: immutable storage of one dtype, views into it, and copies out of it. Only for those who
 * compute with arrays; what users see of it is {@link fluxion.core.Tensor}.
 */
package fluxion.core.storage;
