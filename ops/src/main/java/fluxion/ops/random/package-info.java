/**
 * Random numbers: the generator and the distributions that are drawn from its bits, as kernels and as programs of simpler
 * operations that give the same bits.
 *
 * <p>A number is a function of its key, a stream and its index alone: {@link fluxion.ops.random.Threefry} makes 64 bits of
 * them, {@link fluxion.ops.random.RandomKernels} turns bits into uniform and normal numbers, integers and permutations,
 * {@link fluxion.ops.random.RandomPrograms} says the same in the language. Nothing is remembered between numbers, so that
 * any part of an array can be filled by any thread. Draws are constant to derivatives; distributions with parameters are
 * composed of draws in {@code fluxion.dsl.random} and have theirs.
 *
 * <p>Knows {@code fluxion.core}; kernels also how work is split over cores. Begin with {@code Threefry} and
 * {@link fluxion.core.op.RandomNumbers}.
 */
package fluxion.ops.random;
