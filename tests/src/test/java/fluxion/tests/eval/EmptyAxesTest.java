package fluxion.tests.eval;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Reduce;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Axes of length 0 wherever one length might be taken from others. */
class EmptyAxesTest {
    private static final Seq<Shape> SHAPES = Array.of(Shape.of(0), Shape.of(4, 0), Shape.of(3, 0), Shape.of(0, 3), Shape.of(0, 0), Shape.of(2, 0, 3),
            Shape.of(0, 2, 3), Shape.of(2, 3, 0), Shape.of(4, 1, 0), Shape.of(200, 0), Shape.of(0, 200));

    /** Reductions of one value, spread over several shapes of no elements, along every set of axes: all in one function. */
    @Test
    void reductionsOfOneSizeButOtherRows() {
        SplittableRandom random = new SplittableRandom(1);
        for (DType dtype : Array.of(DType.F64, DType.F32, DType.I64)) {
            for (Reduce.Kind kind : Array.of(Reduce.Kind.SUM, Reduce.Kind.PROD, Reduce.Kind.MAX, Reduce.Kind.LOGSUMEXP)) {
                if (!dtype.isFloat() && kind != Reduce.Kind.SUM && kind != Reduce.Kind.PROD) {
                    continue;
                }
                Fn fn = Compared.fn(Array.of(TensorType.of(dtype, 0)), x -> {
                    Expr t = x.get(0).plus(x.get(0)).minus(1);
                    List<Expr> results = new ArrayList<>();
                    for (Shape shape : SHAPES) {
                        for (int mask = 1; mask < 1 << shape.rank(); mask++) {
                            int bits = mask;
                            results.add(Expr.apply(new Reduce(kind, Ints.range(0, shape.rank()).filter(a -> (bits >> a & 1) == 1)), t.reshape(shape)));
                        }
                    }
                    return Array.ofAll(results);
                });
                Compared.check(kind + " of " + dtype, fn, random);
            }
        }
    }

    @Test
    void productsOfNothingAreOnes() {
        Fn fn = Compared.fn(Array.of(TensorType.of(DType.F64, 0)), x -> {
            Expr t = x.get(0).tanh();
            return Array.of(t.broadcastTo(3, 0).prod(1).sum().plus(t.broadcastTo(4, 0).prod(1)), t.broadcastTo(4, 0).sum(1), t.broadcastTo(3, 0).sum(1));
        });
        assertThat(Evaluator.evaluate(fn, Array.of(Tensor.of(new double[0])))).isEqualTo(
                Array.of(Tensor.of(new double[] {4, 4, 4, 4}), Tensor.of(new double[4]), Tensor.of(new double[3])));
    }

    @Test
    void lanesThatAreNone() {
        for (int[] dims : new int[][] {{0}, {0, 3}, {0, 0}, {0, 2, 2}}) {
            Expr x = zeros(f64(dims));
            assertThat(eval(vmap(fn((Expr v) -> whileLoop(v.sum(), c -> c.lt(3), c -> c.plus(1)))).apply(x)).type()).isEqualTo(f64(0));
            assertThat(eval(vmap(grad(fn((Expr v) -> whileLoop(v.sum(), c -> c.lt(3), c -> c.times(2).plus(1))))).apply(x)).type()).isEqualTo(f64(dims));
            assertThat(eval(vmap(fn((Expr v) -> cond(v.sum().lt(3), a -> a.plus(1), a -> a.minus(1), v.sum()))).apply(x)).type()).isEqualTo(f64(0));
            assertThat(eval(vmap(fn((Expr v) -> scan(v, zeros(f64(3)), (c, e) -> pair(c.plus(e), c.sum()))._2())).apply(x)).type()).isEqualTo(f64(0, 3));
            assertThat(eval(vmap(fn((Expr v) -> v.sin().sum())).chunk(2).apply(x)).type()).isEqualTo(f64(0));
        }
    }

    @Test
    void loopsOfNoSteps() {
        Expr none = zeros(f64(0, 3));
        assertThat(eval(scan(scalar(2), none, (c, e) -> pair(c.plus(e.sum()), e))._1())).isEqualTo(scalar(2));
        assertThat(eval(grad(fn((Expr c) -> scan(c, none, (a, e) -> pair(a.times(3), e))._1())).apply(scalar(2)))).isEqualTo(scalar(1));
        assertThat(eval(mapEach(none, e -> e.sum(), batchSize(2))).type()).isEqualTo(f64(0));
        assertThat(eval(associativeScan(none, (a, b) -> a.plus(b))).type()).isEqualTo(f64(0, 3));
    }

    /** A supremum of no magnitudes is 0; what divides by the number of observations is NaN. */
    @Test
    void normsAndMoments() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(eval(vectorNorm(zeros(f64(0)), infinity))).isEqualTo(scalar(0));
        assertThat(eval(vectorNorm(zeros(f64(2, 0)), infinity, 1))).isEqualTo(vector(0, 0));
        assertThat(eval(vectorNorm(zeros(f64(2, 0)), infinity, 0)).type()).isEqualTo(f64(0));
        for (double p : new double[] {1, 2, infinity}) {
            assertThat(eval(matrixNorm(zeros(f64(0, 0)), p))).as("p = %s", p).isEqualTo(scalar(0));
            assertThat(eval(matrixNorm(zeros(f64(2, 3, 0)), p))).as("p = %s", p).isEqualTo(vector(0, 0));
            assertThat(eval(matrixNorm(zeros(f64(2, 0, 3)), p))).as("p = %s", p).isEqualTo(vector(0, 0));
        }
        assertThat(eval(cov(zeros(f64(2, 0))).isNan().all())).isEqualTo(Tensor.of(true));
        assertThat(eval(cov(zeros(f64(2, 1))).isNan().all())).isEqualTo(Tensor.of(true));
        assertThat(eval(var(zeros(f64(0))).isNan())).isEqualTo(Tensor.of(true));
        assertThat(eval(logsumexp(zeros(f64(2, 0)), 1))).isEqualTo(vector(-infinity, -infinity));
    }

    @Test
    void matrices() {
        Expr none = zeros(f64(0, 0));
        assertThat(eval(det(none))).isEqualTo(scalar(1));
        assertThat(eval(det(zeros(f64(3, 0, 0))))).isEqualTo(vector(1, 1, 1));
        assertThat(eval(trace(none))).isEqualTo(scalar(0));
        assertThat(eval(matmul(zeros(f64(2, 0)), zeros(f64(0, 2))))).isEqualTo(eval(zeros(f64(2, 2))));
        assertThat(eval(lstsq(zeros(f64(0, 3)), zeros(f64(0))))).isEqualTo(vector(0, 0, 0));
        assertThat(eval(solve(zeros(f64(2, 0, 0)), zeros(f64(2, 0, 3)))).type()).isEqualTo(f64(2, 0, 3));
        assertThat(eval(svd(zeros(f64(3, 0))).s()).type()).isEqualTo(f64(0));
        assertThat(eval(qr(zeros(f64(0, 3))).r()).type()).isEqualTo(f64(0, 3));
        assertThat(eval(expm(zeros(f64(2, 0, 0)))).type()).isEqualTo(f64(2, 0, 0));
        assertThat(eval(grad(fn((Expr a) -> sum(solve(a, zeros(f64(0, 3)))))).apply(none)).type()).isEqualTo(f64(0, 0));
    }

    @Test
    void randomGraphs() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Fn fn = RandomGraphs.withEmptyAxes(random, 8 + random.nextInt(30));
            try {
                Compared.check("seed " + seed, fn, random);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + "\n" + fn, e);
            }
        }
    }
}
