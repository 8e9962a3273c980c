package fluxion.spark;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import io.vavr.Tuple2;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sums over elements: right, the same bits however they are computed, errors on the caller's line. */
class SumTest {
    private static final AtomicInteger FAILURES = new AtomicInteger();

    /** Not Serializable: as researchers write them. */
    private record Line(Expr slope, Expr offset) {}

    private static double[] numbers(int n) {
        // of many sizes, so that every order of summation has bits of its own
        return new Random(5).doubles(n).map(u -> Math.exp(40 * u - 20)).toArray();
    }

    private static JavaRDD<Tensor> tensors(double[] values, int partitions) {
        return LocalSession.context().parallelize(IntStream.range(0, values.length).mapToObj(i -> Tensor.of(values[i]))
                .toList(), partitions);
    }

    /** The definition: each partition from first to last, then pairs of neighbours. */
    private static double byDefinition(double[] values, int partitions) {
        List<Double> sums = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            int from = (int) ((long) p * values.length / partitions);
            int to = (int) ((long) (p + 1) * values.length / partitions);
            double sum = values[from];
            for (int i = from + 1; i < to; i++) {
                sum += values[i];
            }
            sums.add(sum);
        }
        while (sums.size() > 1) {
            List<Double> pairs = new ArrayList<>();
            for (int i = 0; i < sums.size(); i += 2) {
                pairs.add(i + 1 < sums.size() ? sums.get(i) + sums.get(i + 1) : sums.get(i));
            }
            sums = pairs;
        }
        return sums.get(0);
    }

    @Test
    void theOrderIsThatOfThePartitions() {
        double[] values = numbers(997);
        for (int partitions : new int[] {1, 2, 5, 8, 19}) {
            Expr sum = Spark.sum(fn((Expr x) -> x), tensors(values, partitions));
            assertThat(toDouble(sum)).as("%d partitions", partitions).isEqualTo(byDefinition(values, partitions));
        }
    }

    @Test
    void andIsTheSameWhereExecutorsAddUpSubtrees() throws Exception {
        double[] values = numbers(300);
        JavaRDD<Tensor> data = tensors(values, 75);
        for (int width : new int[] {2, 4, 16}) {
            Tensor sum = PartitionSums.<Tensor, Tensor>of("sum", data, x -> x, width, 3).get();
            assertThat(sum.toDouble()).as("by %d", width).isEqualTo(byDefinition(values, 75));
        }
    }

    @Test
    void emptyPartitionsAreLeftOut() {
        JavaRDD<Tensor> data = tensors(new double[] {1e16, 1, -1e16}, 1)
                .union(LocalSession.context().<Tensor>emptyRDD().repartition(3))
                .union(tensors(new double[] {5}, 1));
        assertThat(Spark.<Tensor, Expr>sum(fn((Expr x) -> x), data)).isEqualTo(scalar(5));
        assertThatThrownBy(() -> Spark.sum(fn((Expr x) -> x), tensors(new double[0], 2)))
                .isInstanceOf(FluxionException.class).hasMessage("sum: there must be at least one element; got none");
    }

    @Test
    void gradientsOfTreesAreSummed() {
        var loss = fn((Line line, Expr x) -> sum(line.slope().times(x).plus(line.offset()).square()));
        Line at = new Line(scalar(0.5), scalar(-1));
        JavaRDD<Tensor> data = tensors(new double[] {1, 2, 3, 4, 5}, 3);
        Tuple2<Expr, Line> total = Spark.sum(valueAndGrad(loss), at, data);
        Tuple2<Expr, Line> alone = valueAndGrad(fn((Line line, Expr xs) ->
                sum(line.slope().times(xs).plus(line.offset()).square()))).apply(at, vector(1, 2, 3, 4, 5));
        assertThat(total).isEqualTo(alone);
    }

    @Test
    void lambdasCaptureWhatTheLibraryHas() {
        Expr weights = vector(1, 2);
        double rate = 0.5;
        var inner = fn((Expr x) -> x.times(weights).sum());
        Expr sum = Spark.sum(fn((Expr x) -> inner.apply(x).times(rate)), tensors(new double[] {1, 2, 3}, 2));
        assertThat(sum).isEqualTo(scalar(9));
        // and Spark's own closures
        assertThat(tensors(new double[] {1, 2, 3}, 2).map(x -> toDouble(inner.apply(x))).collect())
                .containsExactly(3.0, 6.0, 9.0);
    }

    @Test
    void whatCannotTravelSaysWhy() {
        Thread thread = Thread.currentThread();
        assertThatThrownBy(() -> Spark.sum(fn((Expr x) -> thread == null ? x : x.sin()), tensors(new double[] {1}, 1)))
                .isInstanceOf(FluxionException.class).hasMessageStartingWith("sum: ")
                        .hasMessageContaining("captures a java.lang.Thread");
    }

    /** Elements that twice come to an end in the middle, in every third partition. */
    private static Iterator<Tensor> failing(Iterator<Tensor> elements) {
        TaskContext task = TaskContext.get();
        List<Tensor> all = new ArrayList<>();
        elements.forEachRemaining(all::add);
        return IntStream.range(0, all.size()).mapToObj(i -> {
            if (task.partitionId() % 3 == 1 && task.attemptNumber() < 2 && i == all.size() / 2) {
                FAILURES.incrementAndGet();
                throw new IllegalStateException("a failure in the middle of a partition");
            }
            return all.get(i);
        }).iterator();
    }

    @Test
    void aTaskThatFailsIsComputedAgainWithTheSameBits() {
        double[] values = numbers(400);
        FAILURES.set(0);
        JavaRDD<Tensor> data = tensors(values, 8).mapPartitions(SumTest::failing);
        Expr sum = Spark.sum(fn((Expr x) -> x), data);
        assertThat(toDouble(sum)).isEqualTo(byDefinition(values, 8));
        assertThat(FAILURES).hasValue(6);
    }

    @Test
    void tasksShareOneFunction() {
        var traced = fn((Expr x) -> {
            FAILURES.incrementAndGet();
            return x.sin();
        });
        FAILURES.set(0);
        JavaRDD<Tensor> data = tensors(numbers(64), 16);
        Expr first = Spark.sum(traced, data);
        assertThat(Spark.<Tensor, Expr>sum(traced, data)).isEqualTo(first);
        assertThat(FAILURES.get()).isBetween(1, 2);
    }

    @Test
    void elementsAreMapped() {
        JavaRDD<Expr> doubled = Spark.map(fn((Expr a, Expr x) -> x.times(a)), scalar(3), Spark.<Tensor, Expr>map(
                fn((Expr x) -> x.plus(1)), tensors(new double[] {1, 2}, 2)).map(x -> x));
        assertThat(doubled.collect()).containsExactly(scalar(6), scalar(9));
    }

    @Test
    void theProgramOfTheReadmeCompiles(@TempDir Path folder) throws IOException {
        assertThat(ReadmeProgram.in(folder).compile()).isNotEmptyFile();
    }

    @Test
    void kernelsAreNamed() {
        assertThat(Spark.kernels(LocalSession.session())).hasSize(1).first().asString()
                .startsWith("executor driver: vector kernels, ").contains(" × f64 (");
    }
}
