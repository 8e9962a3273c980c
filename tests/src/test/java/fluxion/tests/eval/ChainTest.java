package fluxion.tests.eval;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.simd.VectorKernel;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A group that has worked on many elements gets loops of its own for its arithmetic: their bits are those of the single operations. */
class ChainTest {
    private static final double[] SPECIAL = {0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e-310, 1e308, 0.1};
    /** Elements after which loops are compiled, and some more. */
    private static final int MANY = 5 << 19;

    @ParameterizedTest
    @CsvSource({"F32, 1000", "F64, 1000", "F32, 517", "F64, 9", "F32, 4096"})
    void hotGroupsKeepTheirBits(DType dtype, int n) {
        // all are made hot before any is waited for: the compiler takes its time once, not for each
        Seq<Hot> all = Array.range(0, 4).map(seed -> {
            Random random = new Random(seed * 31L + n);
            Fn fn = function(random, dtype, n);
            Seq<Tensor> arguments = fn.params().map(p -> tensor(random, p.type())).toArray();
            Seq<Tensor> cold = Evaluator.evaluate(fn, arguments);
            for (int done = 0; done < MANY; done += n) {
                Evaluator.evaluate(fn, arguments);
            }
            return new Hot(seed, fn, arguments, cold);
        });
        VectorKernel.settle(20_000);
        for (Hot each : all) {
            for (int again = 0; again < 3; again++) {
                Seq<Tensor> hot = Evaluator.evaluate(each.fn(), each.arguments());
                for (int r = 0; r < hot.size(); r++) {
                    assertThat(bits(hot.get(r))).as("%s%nresult %d, seed %d", each.fn(), r, each.seed())
                            .isEqualTo(bits(each.cold().get(r)));
                }
            }
        }
    }

    /** A function that has run often, and what it computed at first. */
    private record Hot(int seed, Fn fn, Seq<Tensor> arguments, Seq<Tensor> cold) {}

    /** Arithmetic with a few other operations in between, on arrays and numbers, with several results. */
    private static Fn function(Random random, DType dtype, int n) {
        List<Var> params = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Var v = new Var("x", new TensorType(dtype, Shape.of(n)));
            params.add(v);
            values.add(v);
        }
        Var scalar = new Var("x", new TensorType(dtype, Shape.of()));
        params.add(scalar);
        for (int i = 0; i < 24; i++) {
            Expr a = values.get(random.nextInt(values.size()));
            Expr b = random.nextInt(5) == 0 ? scalar : values.get(random.nextInt(values.size()));
            values.add(switch (random.nextInt(13)) {
                case 0, 1 -> a.plus(b);
                case 2 -> a.minus(b);
                case 3 -> b.minus(a);
                case 4, 5 -> a.times(b);
                case 6 -> a.div(b);
                case 7 -> a.neg();
                case 8 -> a.abs();
                case 9 -> a.square();
                case 10 -> a.relu();
                case 11 -> random.nextBoolean() ? a.pow(3) : a.reciprocal();
                default -> random.nextBoolean() ? a.abs().sqrt() : a.floor();
            });
        }
        int last = values.size() - 1;
        return Fn.of(Array.ofAll(params), Array.of(values.get(last), values.get(last - 3), values.get(last - 9), values.get(last).sum()));
    }

    private static long[] bits(Tensor tensor) {
        return Arrays.stream(tensor.doubles()).mapToLong(Double::doubleToLongBits).toArray();
    }

    private static Tensor tensor(Random random, TensorType type) {
        double[] numbers = new double[(int) type.shape().size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextInt(8) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
        }
        return Evaluator.evaluate(Tensor.of(numbers).reshape(type.shape()).cast(type.dtype()));
    }
}
