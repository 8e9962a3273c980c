package fluxion.tests.eval;

import static fluxion.tests.eval.Compared.fn;
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
                Fn fn = fn(Array.of(TensorType.of(dtype, 0)), x -> {
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
        Fn fn = fn(Array.of(TensorType.of(DType.F64, 0)), x -> {
            Expr t = x.get(0).tanh();
            return Array.of(t.broadcastTo(3, 0).prod(1).sum().plus(t.broadcastTo(4, 0).prod(1)), t.broadcastTo(4, 0).sum(1), t.broadcastTo(3, 0).sum(1));
        });
        assertThat(Evaluator.evaluate(fn, Array.of(Tensor.of(new double[0])))).isEqualTo(
                Array.of(Tensor.of(new double[] {4, 4, 4, 4}), Tensor.of(new double[4]), Tensor.of(new double[3])));
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
