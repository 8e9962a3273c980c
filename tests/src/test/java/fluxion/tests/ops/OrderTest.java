package fluxion.tests.ops;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Quantile;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TopK;
import fluxion.core.op.Scatter;
import fluxion.core.op.SearchSorted.Side;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sorting, searching and what goes along an axis: at special points, in other dtypes, and in sizes that use every kernel. */
class OrderTest {
    private static final double NAN = Double.NaN;

    private static double[] values(Expr x) {
        return eval(x).doubles();
    }

    private static int[] ints(Expr x) {
        return eval(x).ints();
    }

    /** Of any order, and where factors are zero. */
    @Test
    void productsOfOthersExistAtZeros() {
        assertThat(values(prodOfOthers(vector(0.0, 2.0, 3.0), 0))).containsExactly(6, 0, 0);
        assertThat(values(grad(x -> x.prod()).apply(vector(0.0, 2.0, 3.0)))).containsExactly(6, 0, 0);
        assertThat(values(hessian(x -> x.prod()).apply(vector(0.0, 0.0, 3.0)))).containsExactly(0, 3, 0, 3, 0, 0, 0, 0, 0);
        double[] third = values(jacobian(hessian(x -> x.prod())).apply(vector(0.0, 0.0, 0.0)));
        for (int i = 0; i < 27; i++) {
            boolean apart = i / 9 != i / 3 % 3 && i / 9 != i % 3 && i / 3 % 3 != i % 3;
            assertThat(third[i]).isEqualTo(apart ? 1 : 0);
        }
        Tensor rows = matrix(new double[][] {{0, 2, 3}, {0, 0, 3}});
        assertThat(values(grad(x -> x.prod(1).sum()).apply(rows))).containsExactly(6, 0, 0, 0, 0, 0);
        assertThat(values(vmap(grad(x -> x.prod())).apply(rows))).containsExactly(6, 0, 0, 0, 0, 0);
        assertThat(values(vmap(hessian(x -> x.prod())).apply(rows))).containsExactly(0, 3, 2, 3, 0, 0, 2, 0, 0, 0, 3, 0, 3, 0, 0, 0, 0, 0);
        assertThat(values(grad(x -> x.prod()).apply(rows))).containsOnly(0);
        assertThat(values(grad(x -> x.cumprod(0).sum()).apply(vector(0.0, 2.0, 3.0)))).containsExactly(9, 0, 0);
    }

    // ---- order ----

    @Test
    void nanIsTheLargestAndZerosKeepTheirOrder() {
        Tensor x = vector(2.0, NAN, 0.0, -0.0, Double.NEGATIVE_INFINITY, 0.0, NAN, -1.0);
        assertThat(values(sort(x))).containsExactly(Double.NEGATIVE_INFINITY, -1, 0.0, -0.0, 0.0, 2, NAN, NAN);
        assertThat(values(x.sort(0, true))).containsExactly(NAN, NAN, 2, 0.0, -0.0, 0.0, -1, Double.NEGATIVE_INFINITY);
        assertThat(ints(argsort(x))).containsExactly(4, 7, 2, 3, 5, 0, 1, 6);
        assertThat(ints(x.argsort(0, true))).containsExactly(1, 6, 0, 2, 3, 5, 7, 4);
        assertThat(values(sort(x.cast(DType.F32)).cast(DType.F64))).containsExactly(Double.NEGATIVE_INFINITY, -1, 0.0, -0.0, 0.0, 2, NAN, NAN);
        assertThat(values(x.cast(DType.F32).sort(0, true).cast(DType.F64))).containsExactly(NAN, NAN, 2, 0.0, -0.0, 0.0, -1, Double.NEGATIVE_INFINITY);
    }

    @Test
    void positionsAreStableInEveryDtypeAndSize() {
        SplittableRandom random = new SplittableRandom(7);
        for (int n : new int[] {0, 1, 2, 23, 24, 25, 49, 300, 5000}) {
            int[] numbers = random.ints(n, -40, 40).toArray();
            for (DType dtype : new DType[] {DType.F64, DType.F32, DType.I64, DType.I32}) {
                Expr x = Tensor.of(numbers).cast(dtype);
                assertThat(ints(argsort(x))).as(dtype + " " + n).containsExactly(order(numbers, false));
                assertThat(ints(x.argsort(0, true))).as(dtype + " falling " + n).containsExactly(order(numbers, true));
                for (int k : new int[] {0, Math.min(1, n), n / 20, n / 2, n}) {
                    TopK top = topK(x, k);
                    assertThat(ints(top.indices())).as(dtype + " largest " + k + " of " + n).containsExactly(Arrays.copyOf(order(numbers, true), k));
                    assertThat(ints(top.values().cast(DType.I32))).containsExactly(Arrays.stream(order(numbers, true)).limit(k).map(i -> numbers[i]).toArray());
                }
                int[] sorted = numbers.clone();
                Arrays.sort(sorted);
                assertThat(ints(sort(x).cast(DType.I32))).as(dtype + " " + n).containsExactly(sorted);
            }
        }
    }

    private static int[] order(int[] numbers, boolean descending) {
        Comparator<Integer> rising = Comparator.comparingInt(i -> numbers[i]);
        return IntStream.range(0, numbers.length).boxed().sorted(descending ? rising.reversed() : rising).mapToInt(i -> i).toArray();
    }

    @Test
    void largeLongsDoNotMeetAsDoubles() {
        long big = (1L << 53) + 1;
        Tensor x = Tensor.of(new long[] {big, big - 1, Long.MIN_VALUE, Long.MAX_VALUE});
        assertThat(eval(sort(x)).longs()).containsExactly(Long.MIN_VALUE, big - 1, big, Long.MAX_VALUE);
        assertThat(ints(x.argsort(0, true))).containsExactly(3, 0, 1, 2);
        assertThat(ints(searchsorted(sort(x), Tensor.of(new long[] {big})))).containsExactly(2);
    }

    @Test
    void manyLinesAlongEveryAxis() {
        SplittableRandom random = new SplittableRandom(11);
        Tensor x = Tensor.of(Shape.of(40, 30, 50), random.doubles(60000).toArray());
        for (int axis = 0; axis < 3; axis++) {
            Tensor last = eval(eval(x.moveAxis(axis, -1)).sort(-1).moveAxis(-1, axis));
            assertThat(eval(x.sort(axis)).doubles()).containsExactly(last.doubles());
            assertThat(eval(x.takeAlongAxis(x.argsort(axis), axis)).doubles()).containsExactly(last.doubles());
            double[] lines = eval(last.moveAxis(axis, -1)).doubles();
            int n = x.shape().dim(axis);
            assertThat(IntStream.range(1, lines.length).filter(i -> i % n != 0 && lines[i] < lines[i - 1]).count()).isZero();
        }
    }

    @Test
    void searching() {
        Tensor sorted = vector(-1.0, -0.0, 0.0, 2.0, 2.0, NAN);
        Tensor wanted = vector(-3.0, 0.0, -0.0, 2.0, 5.0, NAN);
        assertThat(ints(searchsorted(sorted, wanted))).containsExactly(0, 1, 1, 3, 5, 5);
        assertThat(ints(searchsorted(sorted, wanted, Side.RIGHT))).containsExactly(0, 3, 3, 5, 5, 6);
        assertThat(ints(searchsorted(vector(), wanted))).containsOnly(0);
        assertThat(ints(searchsorted(Tensor.of(new int[] {1, 3, 5}), Tensor.of(new long[] {3, 4})))).containsExactly(1, 2);
    }

    @Test
    void mediansAndQuantiles() {
        assertThat(toDouble(median(vector(3.0, 1.0, 2.0)))).isEqualTo(2);
        assertThat(toDouble(median(vector(4.0, 1.0, 2.0, 3.0)))).isEqualTo(2.5);
        assertThat(toDouble(median(vector(1.0, NAN, 2.0)))).isNaN();
        assertThat(values(grad(fn((Expr x) -> median(x))).apply(vector(4.0, 1.0, 2.0, 3.0)))).containsExactly(0, 0, 0.5, 0.5);
        assertThat(values(grad(fn((Expr x) -> median(x))).apply(vector(1.0, NAN, 2.0)))).containsExactly(0, 0, 0);
        Tensor x = vector(1.0, 2.0, 4.0, 8.0, 16.0, 32.0);
        // against NumPy 2 at q = 0.3
        double[] want = {3, 2, 4, 3, 4, 2.6, 2.2, 2.466666666666667, 2.5};
        for (Quantile method : Quantile.values()) {
            assertThat(toDouble(x.quantile(0.3, 0, method))).as(method.name()).isCloseTo(want[method.ordinal()], within(1e-14));
            assertThat(values(x.quantiles(new double[] {0, 0.3, 1}, 0, method))).as(method.name())
                    .containsExactly(new double[] {1, want[method.ordinal()], 32}, within(1e-14));
        }
        assertThat(eval(Tensor.zeros(f32(3, 4)).quantiles(new double[] {0.1, 0.2}, 1)).type()).isEqualTo(f32(2, 3));
        assertThat(values(grad(fn((Expr v) -> v.quantile(0.25))).apply(vector(4.0, 1.0, 2.0, 3.0)))).containsExactly(0, 0.25, 0.75, 0);
    }

    // ---- step by step ----

    @Test
    void b46_runningProductsBesideZeros() {
        assertThat(values(grad(fn((Expr x) -> sum(cumprod(x, 0)))).apply(vector(0.0, 2.0, 3.0)))).containsExactly(9, 0, 0);
        assertThat(values(grad(fn((Expr x) -> sum(cumprod(x, 0)))).apply(vector(2.0, 0.0, 0.0)))).containsExactly(1, 2, 0);
        assertThat(values(hessian(fn((Expr x) -> cumprod(x, 0).get(2))).apply(vector(0.0, 0.0, 3.0)))).containsExactly(0, 3, 0, 3, 0, 0, 0, 0, 0);
        assertThat(values(jacfwd(fn((Expr x) -> cumprod(x, 0))).apply(vector(0.0, 2.0, 3.0)))).containsExactly(1, 0, 0, 2, 0, 0, 6, 0, 0);
    }

    @Test
    void b44_runningExtremaShareTiesEvenly() {
        assertThat(values(grad(fn((Expr x) -> sum(cummax(x, 0)))).apply(vector(1.0, 1.0, 0.0)))).containsExactly(2, 1, 0);
        assertThat(values(grad(fn((Expr x) -> sum(cummin(x, 0)))).apply(vector(1.0, 1.0, 2.0)))).containsExactly(2, 1, 0);
        assertThat(values(grad(fn((Expr x) -> cummax(x, 0).get(3))).apply(vector(3.0, 1.0, 3.0, 3.0)))).containsExactly(new double[] {1 / 3.0, 0, 1 / 3.0, 1 / 3.0}, within(1e-15));
        assertThat(values(grad(fn((Expr x) -> sum(cummax(x, 0)))).apply(vector(1.0, 5.0, 2.0)))).containsExactly(1, 2, 0);
        assertThat(values(grad(fn((Expr x) -> sum(x.cummax(0, true)))).apply(vector(1.0, 5.0, 2.0)))).containsExactly(0, 2, 1);
    }

    @Test
    void runningExtremaHaveDerivativeZeroFromANanOn() {
        assertThat(values(cummax(vector(1.0, NAN, 2.0), 0))).containsExactly(1, NAN, NAN);
        assertThat(values(grad(fn((Expr x) -> sum(cummax(x, 0)))).apply(vector(1.0, NAN, 2.0)))).containsExactly(1, 0, 0);
    }

    @Test
    void runningLogarithmsOfSumsAreStable() {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(values(logcumsumexp(vector(1000.0, 1000.0, -infinite), 0))).containsExactly(new double[] {1000, 1000 + Math.log(2), 1000 + Math.log(2)}, within(1e-12));
        assertThat(values(logcumsumexp(vector(-infinite, -infinite, 3.0), 0))).containsExactly(-infinite, -infinite, 3);
        assertThat(values(logcumsumexp(vector(1.0, infinite, 2.0), 0))).containsExactly(1, infinite, infinite);
        assertThat(values(logcumsumexp(vector(1.0, NAN, 2.0), 0))).containsExactly(1, NAN, NAN);
        assertThat(values(grad(fn((Expr x) -> logcumsumexp(x, 0).get(2))).apply(vector(-infinite, 1.0, 1.0)))).containsExactly(new double[] {0, 0.5, 0.5}, within(1e-15));
        assertThat(values(grad(fn((Expr x) -> logcumsumexp(x, 0).get(2))).apply(vector(1e6, 1e6, -1e6)))).containsExactly(new double[] {0.5, 0.5, 0}, within(1e-10));
    }

    @Test
    void aRecurrenceForgetsWhereItsFactorIsZero() {
        assertThat(values(recurrence(vector(9.0, 2.0, 0.0, 1.0), vector(1.0, 1.0, 5.0, 1.0), 0))).containsExactly(1, 3, 5, 6);
        assertThat(values(recurrence(vector(9.0, 2.0, 0.0, 1.0), vector(1.0, NAN, 5.0, 1.0), 0))).containsExactly(1, NAN, 5, 6);
        assertThat(values(vector(1.0, 1.0, 1.0).recurrence(scalar(0.5), 0, true))).containsExactly(1.75, 1.5, 1);
        var discounted = fn((Expr r, Expr g) -> r.recurrence(g, 0, true).get(0));
        assertThat(values((Expr) grad(discounted).wrt(0).apply(vector(1.0, 2.0, 4.0), scalar(0.5)))).containsExactly(1, 0.5, 0.25);
        assertThat(values((Expr) grad(discounted).wrt(1).apply(vector(1.0, 2.0, 4.0), scalar(0.5)))).containsExactly(2 + 2 * 0.5 * 4);
    }

    @Test
    void longLinesAndManyOfThem() {
        SplittableRandom random = new SplittableRandom(3);
        Tensor x = Tensor.of(Shape.of(3, 300, 40), random.doubles(36000, 0.5, 1.5).toArray());
        for (int axis = 0; axis < 3; axis++) {
            Expr products = x.cumprod(axis);
            Expr logarithms = x.log().cumsum(axis).exp();
            assertThat(toDouble(products.minus(logarithms).abs().div(products).max())).isLessThan(1e-11);
            assertThat(eval(x.logcumsumexp(axis)).doubles()).containsExactly(values(x.exp().cumsum(axis).log()), within(1e-11));
            assertThat(values(x.cummax(axis, true))).containsExactly(values(x.flip(axis).cummax(axis).flip(axis)));
            assertThat(values(x.recurrence(Tensor.of(1.0), axis))).containsExactly(values(x.cumsum(axis)), within(1e-9));
        }
    }

    // ---- elements scattered along an axis ----

    @Test
    void scatteringAlongAnAxisInEveryMode() {
        Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        Tensor at = Tensor.of(Shape.of(1, 2), 0, 0);
        Tensor u = Tensor.of(new double[][] {{7, 0.5}});
        assertThat(values(x.scatter(Scatter.Kind.SET, at, u, 1))).containsExactly(0.5, 2, 3, 4, 5, 6);
        assertThat(values(x.scatter(Scatter.Kind.MULTIPLY, at, u, 1))).containsExactly(3.5, 2, 3, 4, 5, 6);
        assertThat(values(x.scatter(Scatter.Kind.MIN, at, u, 0))).containsExactly(1, 0.5, 3, 4, 5, 6);
        assertThat(values(x.scatter(Scatter.Kind.MAX, Tensor.of(Shape.of(1, 2), -1, 1), u, 0))).containsExactly(1, 2, 3, 7, 5, 6);
    }

    @Test
    void largeScattersAndTakesAgreeWithLoops() {
        SplittableRandom random = new SplittableRandom(5);
        int n = 60_000;
        int[] at = random.ints(n, -500, 500).toArray();
        double[] u = random.doubles(n).toArray();
        double[] sums = new double[500];
        double[] last = new double[500];
        for (int i = 0; i < n; i++) {
            sums[Math.floorMod(at[i], 500)] += u[i];
            last[Math.floorMod(at[i], 500)] = u[i];
        }
        Tensor zeros = Tensor.zeros(f64(500));
        assertThat(values(zeros.at(Tensor.of(at)).add(Tensor.of(u)))).containsExactly(sums);
        assertThat(values(zeros.at(Tensor.of(at)).set(Tensor.of(u)))).containsExactly(last);
        assertThat(values(zeros.plus(Tensor.of(last)).get(Tensor.of(at)))).containsExactly(Arrays.stream(at).mapToDouble(i -> last[Math.floorMod(i, 500)]).toArray());
        Tensor rows = Tensor.of(Shape.of(1000, 60), u);
        Tensor few = Tensor.of(Arrays.copyOf(at, 1000));
        double[] table = new double[500 * 60];
        for (int i = 0; i < n; i++) {
            table[Math.floorMod(at[i / 60], 500) * 60 + i % 60] += u[i];
        }
        assertThat(values(Tensor.zeros(f64(500, 60)).at(few).add(rows))).containsExactly(table);
        assertThat(values(Tensor.zeros(f64(60, 500)).at(all(), few).add(eval(rows.transpose())).transpose())).containsExactly(table);
    }

    @Test
    void theBitsDoNotDependOnTheNumberOfThreads() {
        SplittableRandom random = new SplittableRandom(17);
        Tensor x = Tensor.of(Shape.of(300, 200), random.doubles(60_000, -1, 1).toArray());
        Tensor rows = Tensor.of(random.ints(300, 0, 40).toArray());
        Tensor all = Tensor.of(random.ints(60_000, 0, 700).toArray());
        Supplier<Seq<Tensor>> work = () -> Array.of(sort(x, 0), argsort(x, 1).cast(DType.F64), cumprod(x, 0), logcumsumexp(x, 1), recurrence(x, x, 0),
                Tensor.zeros(f64(40, 200)).at(rows).add(x), Tensor.zeros(f64(700)).at(all).add(x.flatten()), Tensor.zeros(f64(700)).plus(1).at(all).multiply(x.flatten()),
                x.get(rows), x.takeAlongAxis(argsort(x, 1), 1), searchsorted(sort(x.get(0)), x).cast(DType.F64)).map(e -> eval(e));
        int threads = Evaluator.threads();
        try {
            Evaluator.threads(1);
            Seq<Tensor> alone = work.get();
            Evaluator.threads(3);
            Seq<Tensor> together = work.get();
            alone.zip(together).forEach(pair -> assertThat(pair._2.doubles()).containsExactly(pair._1.doubles()));
        } finally {
            Evaluator.threads(threads);
        }
    }

    @Test
    void theFirstOfTiesAndTheFirstNanIsTheLargest() {
        assertThat(ints(argmax(vector(1.0, 3.0, 3.0)))).containsExactly(1);
        assertThat(ints(argmin(vector(1.0, 3.0, 1.0)))).containsExactly(0);
        assertThat(ints(argmax(vector(1.0, NAN, 3.0, NAN)))).containsExactly(1);
    }
}
