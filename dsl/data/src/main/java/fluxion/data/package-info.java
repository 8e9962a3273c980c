/**
 * Data in: what programs learn from, as tensors.
 *
 * <p>{@link fluxion.data.Table} is a CSV file by columns, each of which is numbers, truth values or categories;
 * {@link fluxion.data.Images} reads and writes pictures as tensors of floats from 0 to 1, and {@link fluxion.data.Idx} the
 * files of MNIST and its kin.
 *
 * <p>Knows {@code fluxion.dsl}, Commons CSV and the JDK's ImageIO. Begin with {@code Table}.
 */
package fluxion.data;
