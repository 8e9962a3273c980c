package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.FunctionBase;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Lbfgs;
import fluxion.dsl.optim.Sgd;
import io.vavr.Function1;
import io.vavr.Function2;
import io.vavr.control.Option;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Functions on Apache Spark.
 *
 * <pre>{@code
 * record Point(Expr x, Expr y) {}
 * record Line(Expr slope, Expr offset) {}
 *
 * var loss = fn((Line line, Point p) -> sum(line.slope().times(p.x()).plus(line.offset()).minus(p.y()).square()));
 *
 * try (SparkSession session = Spark.local()) {
 *     Dataset<Row> table = session.read().parquet("points");                         // columns x and y
 *     JavaRDD<Point> points = Spark.batches(table, Point.class, 4096).cache();       // Point(f64[4096], f64[4096])
 *     var (value, gradient) = Spark.sum(valueAndGrad(loss), new Line(scalar(0), scalar(0)), points);
 *     Dataset<Row> slopes = Spark.withColumn(table, "slope", grad(fn(x -> sin(x))), "x");
 * }
 * }</pre>
 */
public final class Spark {
    private Spark() {}

    // ---- sessions ---------------------------------------------------------------------------------------------------

    /** A session in this JVM, on all of its processors, without pages for a browser. */
    public static SparkSession local() {
        return session("local[*]");
    }

    /**
     * A session for functions of the library, on a master such as {@code local[4]} or {@code spark://host:7077}: each task
     * computes in its own thread, as Spark counts them, instead of all at once in as many as there are processors. Spark
     * itself starts executors with {@code jdk.incubator.vector}, see {@link #kernels}. For more settings begin with
     * {@link #builder}.
     */
    public static SparkSession session(String master) {
        SparkSession session = builder(master).getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        return session;
    }

    /**
     * What {@link #session} starts with, to be added to. Any serialiser will do, as sums, parameters and functions are bytes when
     * they travel; elements that are sent or stored go through it as they are, for Kryo with what {@code fluxion-kryo} tells it
     * and the packages of the JDK opened that {@code spark-submit} opens.
     */
    public static SparkSession.Builder builder(String master) {
        Given.arguments("builder", master);
        SparkSession.Builder builder = SparkSession.builder().appName("Fluxion").master(master)
                .config("spark.ui.enabled", "false")
                .config("spark.executor.extraJavaOptions", "-Dfluxion.threads=1");
        boolean here = master.startsWith("local") || master.startsWith("spark://127.0.0.1")
                || master.startsWith("spark://localhost");
        return here ? builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1") : builder;
    }

    /** Which kernels executors use, a line for each: {@code executor 0: vector kernels, 4 × f64 (256 bits), …}. */
    public static List<String> kernels(SparkSession session) {
        Given.arguments("kernels", session);
        return Kernels.of(JavaSparkContext.fromSparkContext(session.sparkContext()));
    }

    // ---- data -------------------------------------------------------------------------------------------------------

    /**
     * The rows of each partition in batches: a record whose leaves are called like columns, or a single
     * {@link fluxion.core.Expr} of a single column. A leaf of a column of numbers is a tensor of as many elements as there are
     * rows; one of a column of arrays has an axis more. Columns are double (f64), float (f32), bigint (i64), int (i32) or
     * boolean, fields of structs belong to nested records; {@code functions.array("a", "b")} makes several columns one.
     *
     * <p>What is used more than once is worth {@code cache()}.
     *
     * @param size how many rows a batch has; the last one of a partition may have fewer
     * @throws fluxion.core.FluxionException where a leaf has no column; when rows are read, where a value is missing or arrays
     *     have several lengths
     */
    public static <T> JavaRDD<T> batches(Dataset<Row> data, Class<T> type, int size) {
        Given.arguments("batches", data, type);
        return Columns.batches(data, type, size);
    }

    /** Trees as an RDD of so many partitions; they need not be {@link java.io.Serializable}. */
    public static <T> JavaRDD<T> parallelize(SparkSession session, List<T> trees, int partitions) {
        Given.arguments("parallelize", session, trees);
        List<byte[]> bytes = trees.stream().map(tree -> SparkBytes.ofTree("parallelize", Fluxion.eval(tree))).toList();
        return JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(bytes, partitions)
                .map(SparkBytes::<T>readTree);
    }

    /**
     * All elements, in the order of partitions; they need not be {@link java.io.Serializable}, as {@code data.collect()} asks.
     */
    public static <T> List<T> collect(JavaRDD<T> data) {
        Given.arguments("collect", data);
        return data.map(tree -> SparkBytes.ofTree("collect", tree)).collect().stream().map(SparkBytes::<T>readTree).toList();
    }

    // ---- functions of elements --------------------------------------------------------------------------------------

    /** The function of each element, such as {@code vmap(f)} of batches. */
    public static <T, R> JavaRDD<R> map(Function1<? super T, ? extends R> f, JavaRDD<T> data) {
        Given.arguments("map", f, data);
        ShippedFunction<Fun1<T, R>> shipped = ShippedFunction.of("map", function(f));
        return data.map(element -> shipped.get().apply(element));
    }

    /** The function of the same parameters and each element, such as {@code vmap(f).in(none(), axis(0))} of batches. */
    public static <P, T, R> JavaRDD<R> map(Function2<? super P, ? super T, ? extends R> f, P parameters, JavaRDD<T> data) {
        Given.arguments("map", f, parameters, data);
        ShippedFunction<Fun2<P, T, R>> shipped = ShippedFunction.of("map", function(f));
        ShippedTree<P> sent = ShippedTree.of("map", parameters);
        return data.map(element -> shipped.get().apply(sent.get(), element));
    }

    /**
     * The sum of a function's results over all elements: Σᵢ f(xᵢ), leaf by leaf, in an order that the partitions fix, so that it
     * has the same bits wherever it is computed.
     *
     * @throws fluxion.core.FluxionException where there are no elements, or the function cannot travel
     */
    public static <T, R> R sum(Function1<? super T, ? extends R> f, JavaRDD<T> data) {
        Given.arguments("sum", f, data);
        ShippedFunction<Fun1<T, R>> shipped = ShippedFunction.of("sum", function(f));
        return PartitionSums.of("sum", data, element -> shipped.get().apply(element));
    }

    /**
     * The sum over all elements of a function of parameters and an element: Σᵢ f(p, xᵢ). With {@code valueAndGrad(loss)} it is
     * the value and the gradient of the sum of losses.
     *
     * @throws fluxion.core.FluxionException where there are no elements, or the function cannot travel
     */
    public static <P, T, R> R sum(Function2<? super P, ? super T, ? extends R> f, P parameters, JavaRDD<T> data) {
        Given.arguments("sum", f, parameters, data);
        return sum(ShippedFunction.of("sum", Spark.<P, T, R>function(f)), parameters, data);
    }

    static <P, T, R> R sum(ShippedFunction<Fun2<P, T, R>> f, P parameters, JavaRDD<T> data) {
        ShippedTree<P> sent = ShippedTree.of("sum", parameters);
        return PartitionSums.of("sum", data, element -> f.get().apply(sent.get(), element));
    }

    static <P, T, R> Option<R> trySum(ShippedFunction<Fun2<P, T, R>> f, P parameters, JavaRDD<T> data) {
        ShippedTree<P> sent = ShippedTree.of("sum", parameters);
        return PartitionSums.any("sum", data, element -> f.get().apply(sent.get(), element));
    }

    @SuppressWarnings("unchecked") // a function of a T is one of what a T is, and its results are what it promises
    static <T, R> Fun1<T, R> function(Function1<? super T, ? extends R> f) {
        return Fun1.of((Function1<T, R>) f);
    }

    @SuppressWarnings("unchecked") // likewise
    static <P, T, R> Fun2<P, T, R> function(Function2<? super P, ? super T, ? extends R> f) {
        return Fun2.of((Function2<P, T, R>) f);
    }

    // ---- training ---------------------------------------------------------------------------------------------------

    /** Minimises Σᵢ loss(p, xᵢ) by gradient descent; what there is to choose, {@link Training} has. */
    public static <P, T> Training<P, T, Sgd.State<P>> train(Function2<? super P, ? super T, ? extends Expr> loss, Sgd sgd) {
        Given.arguments("train", loss, sgd);
        return Training.of(Spark.<P, T, Expr>function(loss), OptimiserRule.of(sgd));
    }

    /** Minimises Σᵢ loss(p, xᵢ) by Adam; what there is to choose, {@link Training} has. */
    public static <P, T> Training<P, T, Adam.State<P>> train(Function2<? super P, ? super T, ? extends Expr> loss, Adam adam) {
        Given.arguments("train", loss, adam);
        return Training.of(Spark.<P, T, Expr>function(loss), OptimiserRule.of(adam));
    }

    /** Minimises Σᵢ loss(p, xᵢ) by L-BFGS; what there is to choose, {@link Training} has. */
    public static <P, T> Training<P, T, Lbfgs.State<P>> train(Function2<? super P, ? super T, ? extends Expr> loss, Lbfgs lbfgs) {
        Given.arguments("train", loss, lbfgs);
        return Training.of(Spark.<P, T, Expr>function(loss), OptimiserRule.of(lbfgs));
    }

    // ---- functions of columns ---------------------------------------------------------------------------------------

    /**
     * The data with one more column: a function of each row, over many rows at a time. {@code withColumn(data, "slope",
     * grad(f), "x")} is the derivative at each row. The function's arguments are columns, numbers or arrays of them; its result
     * is a number, an array, or a tree of them, which becomes a struct.
     *
     * @param name of the column to add
     * @param f a function of one row
     * @param columns one for each argument
     */
    public static Dataset<Row> withColumn(Dataset<Row> data, String name, FunctionBase f, String... columns) {
        Given.arguments("withColumn", data, name, f, columns);
        return Columns.withColumn(data, name, f, columns);
    }

    /**
     * A function of one number for SQL: {@code session.udf().register("f", udf(f))}, then {@code select f(x) from …}. It takes
     * any numbers, as f64; null gives null. Row by row: for many rows {@link #withColumn} is faster.
     */
    public static UserDefinedFunction udf(Function1<? super Expr, ? extends Expr> f) {
        Given.arguments("udf", f);
        ShippedFunction<FunctionBase> shipped = ShippedFunction.of("udf", Spark.<Expr, Expr>function(f));
        return functions.udf((Number x) -> number(shipped, x), DataTypes.DoubleType);
    }

    /** A function of two numbers for SQL, see {@link #udf(Function1)}. */
    public static UserDefinedFunction udf(
            Function2<? super Expr, ? super Expr, ? extends Expr> f) {
        Given.arguments("udf", f);
        ShippedFunction<FunctionBase> shipped =
                ShippedFunction.of("udf", Spark.<Expr, Expr, Expr>function(f));
        return functions.udf((Number x, Number y) -> number(shipped, x, y),
                DataTypes.DoubleType);
    }

    private static Double number(ShippedFunction<FunctionBase> f, Number... numbers) {
        Object[] arguments = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == null) {
                return null;
            }
            arguments[i] = Tensor.of(numbers[i].doubleValue());
        }
        return Fluxion.toDouble((Expr) f.get().program().call(arguments));
    }
}
