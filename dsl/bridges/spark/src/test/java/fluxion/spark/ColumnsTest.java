package fluxion.spark;

import static fluxion.dsl.Fluxion.*;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Columns as trees, functions of columns as columns, functions in SQL. */
class ColumnsTest {
    private record Point(Expr x, Expr y) {}

    private record Weighted(Point point, Expr weight) {}

    private record Slopes(Expr dx, Expr dy) {}

    private static final SparkSession SESSION = LocalSession.session();

    private static Dataset<Row> table(String sql) {
        return SESSION.sql(sql);
    }

    private static Dataset<Row> hundred() {
        return table("select cast(id as double) / 10 as x, cast(id as float) as y, id as n, cast(id as int) % 7 as k, "
                + "id % 2 = 0 as even from range(0, 100, 1, 3)");
    }

    @Test
    void columnsOfEveryDtypeBecomeLeaves() {
        record All(Expr x, Expr y, Expr n, Expr k, Expr even) {}
        List<All> batches = Spark.collect(Spark.batches(hundred(), All.class, 20));
        assertThat(batches).extracting(batch -> batch.x().tensorType().toString())
                .containsExactly("f64[20]", "f64[13]", "f64[20]", "f64[13]", "f64[20]", "f64[14]");
        All first = batches.get(0);
        assertThat(leaves(first).map(leaf -> leaf.tensorType().dtype().toString()))
                .containsExactly("f64", "f32", "i64", "i32", "bool");
        assertThat(((Tensor) batches.get(5).n()).longs()).isEqualTo(IntStream.range(86, 100).asLongStream().toArray());
        assertThat(((Tensor) first.even()).booleans()).startsWith(true, false, true);
    }

    @Test
    void arraysAndStructsBecomeAxesAndRecords() {
        Dataset<Row> data = table("select struct(array(id, id + 1, id + 2) as x, array(array(1.0D), array(double(id))) as y) "
                + "as point, double(id) as weight from range(0, 5, 1, 1)");
        Weighted batch = Spark.collect(Spark.batches(data, Weighted.class, 10)).getFirst();
        assertThat(batch.point().x().tensorType()).hasToString("i64[5,3]");
        assertThat(batch.point().y().tensorType()).hasToString("f64[5,2,1]");
        assertThat(((Tensor) batch.point().y()).doubles()).endsWith(1, 4);
        assertThat(Spark.batches(table("select double(id) as v from range(0, 3, 1, 1)"), Expr.class, 10).first())
                .isEqualTo(vector(0, 1, 2));
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThatThrownBy(() -> Spark.batches(hundred(), Weighted.class, 10)).isInstanceOf(FluxionException.class)
                .hasMessage("batches: there must be a column point.x; of numbers there are x, y, n, k, even");
        assertThatThrownBy(() -> Spark.batches(table("select 'a' as x, 1.0D as y"), Point.class, 10))
                .isInstanceOf(DTypeException.class)
                .hasMessageContaining("x holds string");
        assertThatThrownBy(() -> Spark.batches(table("select double(null) as x, 1.0D as y"), Point.class, 10).collect())
                .hasStackTraceContaining("batches: column x must hold a value in every row; got null");
        assertThatThrownBy(() -> Spark.batches(table("select sequence(0, id) as x, id as y from range(0, 3, 1, 1)"),
                Point.class, 10)
                .collect()).hasStackTraceContaining("batches: the arrays of column x must have one length; got 2 and 1");
        assertThatThrownBy(() -> Spark.withColumn(hundred(), "y", fn((Expr x) -> x), "x")).hasMessageContaining("there is y");
        assertThatThrownBy(() -> Spark.withColumn(hundred(), "z", fn((Expr x) -> x), "x", "y"))
                .hasMessageContaining("which has 1; got 2");
        assertThatThrownBy(() -> Spark.withColumn(table("select array(1.0D) as a where false"), "z", fn((Expr x) -> x), "a"))
                .hasMessageContaining("there must be a row");
        assertThat(ShapeException.class).isAssignableTo(FluxionException.class);
    }

    @Test
    void derivativesOfRowsAreColumns() {
        var f = fn(x -> sin(x).times(x));
        List<Row> rows = Spark.withColumn(hundred(), "slope", grad(f), "x").collectAsList();
        assertThat(rows).hasSize(100);
        assertThat(rows.get(42).schema().fieldNames()).containsExactly("x", "y", "n", "k", "even", "slope");
        for (Row row : rows) {
            assertThat(row.<Double>getAs("slope")).isEqualTo(toDouble(grad(f).at(row.<Double>getAs("x"))));
            assertThat(row.getLong(2)).isEqualTo(Math.round(10 * row.getDouble(0)));
        }
    }

    @Test
    void soAreGradientsAndTrees() {
        Dataset<Row> data = hundred().withColumn("v", array(col("x"), col("x").plus(1), col("x").plus(2)));
        var norm = fn((Expr v, Expr y) -> v.square().sum().times(y.cast(F64)));
        Row row = Spark.withColumn(data, "g", grad(norm), "v", "y").where("n = 50").first();
        assertThat(row.<Double>getList(row.fieldIndex("g"))).containsExactly(500.0, 600.0, 700.0);
        var both = fn((Expr v, Expr x) -> new Slopes(grad(norm).apply(v, x.cast(F32)), x.square()));
        Row pair = Spark.withColumn(data, "s", both, "v", "x").select("s.dx", "s.dy").collectAsList().get(20);
        assertThat(pair.<Double>getList(0)).containsExactly(8.0, 12.0, 16.0);
        assertThat(pair.getDouble(1)).isEqualTo(4.0);
    }

    @Test
    void functionsServeInSql() {
        SESSION.udf().register("wave", Spark.udf(fn(x -> sin(x).times(x))));
        SESSION.udf().register("area", Spark.udf(fn((Expr x, Expr y) -> x.times(y))));
        List<Row> rows = table("select wave(x), area(id, x), wave(double(null)) "
                + "from (select double(id) / 4 as x, id from range(8))")
                .collectAsList();
        for (int i = 0; i < 8; i++) {
            assertThat(rows.get(i).getDouble(0)).isEqualTo(fn(x -> sin(x).times(x)).at(i / 4.0).toDouble());
            assertThat(rows.get(i).getDouble(1)).isEqualTo(i * i / 4.0);
            assertThat(rows.get(i).isNullAt(2)).isTrue();
        }
    }

    @Test
    void manyExamplesAtATimeAreVmap() {
        record Example(Expr v, Expr y) {}
        Dataset<Row> data = hundred().withColumn("v", array(col("x"), col("x").plus(1)));
        var loss = fn((Expr w, Example e) -> w.dot(e.v()).minus(e.y().cast(F64)).square());
        var each = vmap(grad(loss)).in(none(), axis(0));
        Expr w = vector(0.5, -1);
        List<Expr> perExample = Spark.<Expr, Example, Expr>map(each, w, Spark.batches(data, Example.class, 16)).collect();
        Expr summed = Spark.sum(fn((Expr p, Example e) -> each.apply(p, e).sum(0)), w, Spark.batches(data, Example.class, 16));
        Expr all = eval(Array.ofAll(perExample).map(g -> g.sum(0)).reduce(Expr::plus));
        assertThat(((Tensor) summed).doubles()[0])
                .isCloseTo(((Tensor) all).doubles()[0], org.assertj.core.data.Percentage.withPercentage(1e-10));
        assertThat(perExample.get(0).tensorType()).hasToString("f64[16,2]");
    }
}
