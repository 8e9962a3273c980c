/**
 * Functions of the library on Apache Spark: sums of values and gradients over what outgrows a machine, functions of rows as
 * columns, training.
 *
 * <p>Data is an RDD of trees, each a batch of examples with a leading axis; {@link fluxion.spark.Spark#batches} makes it of the
 * columns of a DataFrame. {@link fluxion.spark.Spark#sum} adds what a function gives for each, in an order that depends on the
 * partitions alone: one thread, many, and executors that fail in between give the same bits. {@link fluxion.spark.Training}
 * makes steps of it. Functions travel as {@link fluxion.dsl.function.FunctionBase} says, trees need not be
 * {@link java.io.Serializable}; each JVM keeps the functions that it was sent, with their traces and plans.
 *
 * <p>Knows {@code fluxion.dsl}, Spark SQL and ProgressBar; class path only, as Spark itself. Begin with
 * {@link fluxion.spark.Spark}.
 */
package fluxion.spark;
