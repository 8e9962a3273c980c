/**
 * Functions, tensors and trees through Kryo, as Spark uses it.
 *
 * <p>Knows Kryo, and of the library what may be written. Begin with {@link fluxion.kryo.FluxionKryo}.
 */
package fluxion.kryo;
