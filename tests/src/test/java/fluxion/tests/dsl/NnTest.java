package fluxion.tests.dsl;

import static fluxion.dsl.random.Distributions.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Windows;
import fluxion.dsl.nn.Activations;
import fluxion.dsl.nn.Attention;
import fluxion.dsl.nn.BatchNorm;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Layers;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.nn.Normalizations;
import fluxion.dsl.nn.Pooling;
import fluxion.dsl.nn.Reduction;
import fluxion.dsl.random.RandomKey;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Neural network functions beyond the golden cases: against loops, against each other, at special points, and misused. */
class NnTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    private static Tensor random(int seed, int... dims) {
        return Evaluator.evaluate(normal(RandomKey.of(seed), TensorType.of(DType.F64, dims)));
    }

    private static double[] values(Expr e) {
        return Evaluator.evaluate(e).doubles();
    }

    private static double[] derivative(UnaryOperator<Expr> f, double... at) {
        Var x = new Var("x", TensorType.of(DType.F64, at.length));
        return Evaluator.evaluate(Grad.of(Fn.of(Array.of(x), Array.of(f.apply(x).sum())), Ints.of(0)), Array.of(Tensor.of(at))).get(0).doubles();
    }

    private static boolean gathersWindows(Expr e) {
        return Array.ofAll(Graph.topological(Array.of(e))).exists(n -> n instanceof Apply a && a.op() instanceof Windows);
    }

    @Test
    void convolutionIsTheLoop() {
        Tensor x = random(1, 2, 4, 7, 6);
        Tensor w = random(2, 6, 2, 3, 2);
        Tensor b = random(3, 6);
        Tensor y = Evaluator.evaluate(Convolutions.conv2d(x, w, Option.of(b), Ints.of(2, 1), Ints.of(1, 2), Ints.of(1, 2), 2));
        assertThat(y.shape()).isEqualTo(Shape.of(2, 6, 4, 8));
        for (int n = 0; n < 2; n++) {
            for (int o = 0; o < 6; o++) {
                for (int p = 0; p < 4; p++) {
                    for (int q = 0; q < 8; q++) {
                        double sum = b.doubleAt(o);
                        for (int c = 0; c < 2; c++) {
                            for (int i = 0; i < 3; i++) {
                                for (int j = 0; j < 2; j++) {
                                    int row = 2 * p + i - 1;
                                    int column = q + 2 * j - 2;
                                    sum += row < 0 || row >= 7 || column < 0 || column >= 6 ? 0
                                            : x.doubleAt(n, o / 3 * 2 + c, row, column) * w.doubleAt(o, c, i, j);
                                }
                            }
                        }
                        assertThat(y.doubleAt(n, o, p, q)).isCloseTo(sum, within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    void oneExampleNeedsNoBatchAxis() {
        Tensor x = random(1, 3, 5, 5);
        Tensor w = random(2, 4, 3, 3, 3);
        assertThat(values(Convolutions.conv2d(x, w))).containsExactly(values(Convolutions.conv2d(x.expandDims(0), w).squeeze(0)), within(1e-13));
        assertThat(Convolutions.conv1d(random(1, 3, 5), random(2, 4, 3, 3), random(3, 4)).shape()).isEqualTo(Shape.of(4, 3));
    }

    @Test
    void transposedConvolutionIsTheAdjointOfConvolution() {
        // more padding than the kernel reaches, too
        for (int padding : new int[] {0, 1, 3}) {
            Tensor x = random(1, 1, 4, 7, 7);
            Tensor w = random(2, 6, 2, 2, 3);
            Expr y = Convolutions.conv2d(x, w, Option.none(), Ints.of(1, 1), Ints.fill(2, padding), Ints.of(1, 1), 2);
            Tensor ct = random(3, y.shape().dims().toArray());
            Expr back = Convolutions.convTranspose2d(ct, w, Option.none(), Ints.of(1, 1), Ints.fill(2, padding), Ints.of(0, 0), Ints.of(1, 1), 2);
            assertThat(back.shape()).isEqualTo(x.shape());
            assertThat(values(y.times(ct).sum())[0]).isCloseTo(values(back.times(x).sum())[0], within(1e-11));
        }
    }

    @Test
    void poolingByReshapeAgreesWithPoolingByWindows() {
        Tensor x = random(4, 2, 3, 7, 8);
        Expr fast = Pooling.maxPool2d(x, 2);
        Expr windows = x.windows(Ints.of(2, 2), Ints.of(2, 2), Ints.of(1, 1));
        assertThat(gathersWindows(fast)).isFalse();
        assertThat(fast.shape()).isEqualTo(Shape.of(2, 3, 3, 4));
        assertThat(values(fast)).containsExactly(values(windows.max(-2, -1)));
        assertThat(values(Pooling.avgPool2d(x, 2))).containsExactly(values(windows.mean(-2, -1)), within(1e-14));
        assertThat(gathersWindows(Pooling.maxPool2d(x, Ints.of(3, 3), Ints.of(2, 2), Ints.of(1, 1)))).isTrue();
        assertThat(Pooling.maxPool2d(x, 9).shape()).isEqualTo(Shape.of(2, 3, 0, 0));
    }

    @Test
    void paddingNeitherWinsNorCounts() {
        Tensor x = Tensor.full(TensorType.of(DType.F32, 1, 1, 3, 3), -5);
        assertThat(Evaluator.evaluate(Pooling.maxPool2d(x, Ints.of(2, 2), Ints.of(2, 2), Ints.of(1, 1))).floats()).containsExactly(-5, -5, -5, -5);
        assertThat(Evaluator.evaluate(Pooling.avgPool2d(x, Ints.of(2, 2), Ints.of(2, 2), Ints.of(1, 1), false)).floats()).containsExactly(-5, -5, -5, -5);
        assertThat(Evaluator.evaluate(Pooling.avgPool2d(x, Ints.of(2, 2), Ints.of(2, 2), Ints.of(1, 1), true)).floats())
                .containsExactly(-1.25f, -2.5f, -2.5f, -5);
    }

    @Test
    void normalisedNumbersHaveMeanZeroAndVarianceOne() {
        Tensor x = random(5, 4, 6, 5);
        Expr ones = Tensor.full(TensorType.of(DType.F64, 6), 1);
        Expr zeros = Tensor.zeros(TensorType.of(DType.F64, 6));
        standard(Normalizations.layerNorm(x, 2, 0), 1, 2);
        standard(Normalizations.batchNormTraining(x, zeros, ones, ones, zeros, 0.1, 0).y(), 0, 2);
        standard(Normalizations.instanceNorm(x, ones, zeros, 0), 2);
        standard(Normalizations.groupNorm(x, 3, ones, zeros, 0).reshape(4, 3, 2, 5), 2, 3);
        all(1, Normalizations.rmsNorm(x, Tensor.full(TensorType.of(DType.F64, 5), 1), 0).square().mean(-1));
        BatchNorm trained = Normalizations.batchNormTraining(x, zeros, ones, ones, zeros, 1, 0);
        Expr same = Normalizations.batchNorm(x, trained.mean(), trained.variance().times(19.0 / 20), ones, zeros, 0);
        assertThat(values(same)).containsExactly(values(trained.y()), within(1e-12));
    }

    private static void standard(Expr x, int... axes) {
        all(0, x.mean(axes));
        all(1, x.var(axes));
    }

    private static void all(double want, Expr x) {
        double[] got = values(x);
        double[] wanted = new double[got.length];
        Arrays.fill(wanted, want);
        assertThat(got).containsExactly(wanted, within(1e-12));
    }

    @Test
    void dropoutKeepsTheExpectationAndMasksTheDerivative() {
        double[] dropped = values(Layers.dropout(RandomKey.of(6), 0.25, Tensor.full(TensorType.of(DType.F64, 10_000), 3)));
        assertThat(Arrays.stream(dropped).distinct().sorted()).containsExactly(0.0, 4.0);
        assertThat(Arrays.stream(dropped).average().getAsDouble()).isCloseTo(3, within(3.3 * 4 * Math.sqrt(0.25 * 0.75 / 10_000)));
        double[] slopes = derivative(x -> Layers.dropout(RandomKey.of(6), 0.25, x), new double[10_000]);
        for (int i = 0; i < slopes.length; i++) {
            assertThat(slopes[i]).isCloseTo(dropped[i] / 3, within(1e-15));
        }
        assertThat(values(Layers.dropout(RandomKey.of(6), 0, Tensor.of(new double[] {1, INF})))).containsExactly(1, INF);
        assertThat(values(Layers.dropout(RandomKey.of(6), 1, Tensor.of(new double[] {1, INF})))).containsExactly(0, 0);
    }

    @Test
    void causalAttentionDoesNotSeeTheFuture() {
        Tensor q = random(7, 2, 4, 3);
        Tensor k = random(8, 2, 4, 3);
        Tensor v = random(9, 2, 4, 5);
        Expr whole = Attention.attention(q, k, v, Option.none(), true, Option.none());
        Expr start = Attention.attention(q.slice(1, 0, 2), k.slice(1, 0, 2), v.slice(1, 0, 2), Option.none(), true, Option.none());
        assertThat(values(whole.slice(1, 0, 2))).containsExactly(values(start), within(1e-13));
        assertThat(values(whole.slice(1, 0, 1))).containsExactly(values(v.slice(1, 0, 1)), within(1e-13));
        Expr allowed = Tensor.full(TensorType.of(DType.BOOL, 4, 4), 1).tril();
        assertThat(values(Attention.attention(q, k, v, Option.of(allowed), false, Option.none()))).containsExactly(values(whole), within(1e-13));
    }

    @Test
    void crossEntropyOfClassesIsThatOfTheirDistribution() {
        Tensor z = random(10, 4, 3, 2);
        Tensor classes = Tensor.of(Shape.of(4, 2), 0, 2, 1, 1, 2, 0, 0, 1);
        Expr oneHot = classes.oneHot(3, DType.F64).moveAxis(-1, 1);
        for (Reduction reduction : Reduction.values()) {
            assertThat(values(Losses.crossEntropy(z, classes, reduction, 0.1, Option.none())))
                    .containsExactly(values(Losses.crossEntropy(z, oneHot, reduction, 0.1, Option.none())), within(1e-12));
            assertThat(values(Losses.nll(z.logSoftmax(1), classes, reduction)))
                    .containsExactly(values(Losses.crossEntropy(z, classes, reduction)), within(1e-12));
        }
        assertThat(values(Losses.crossEntropy(z.get(0, -1).reshape(2), Tensor.of(1)))).hasSize(1);
        Expr some = Losses.crossEntropy(z, classes, Reduction.MEAN, 0, Option.of(0));
        Expr each = Losses.crossEntropy(z, classes, Reduction.NONE);
        assertThat(values(some)[0]).isCloseTo(values(classes.ne(0).where(each, 0).sum().div(5))[0], within(1e-13));
    }

    @Test
    void derivativesAreDefinedAtSpecialPoints() {
        assertThat(derivative(Activations::elu, -INF, 0, INF)).containsExactly(0, 1, 1);
        assertThat(derivative(x -> Activations.celu(x, 2), -INF, 0, INF)).containsExactly(0, 1, 1);
        assertThat(derivative(Activations::relu6, -INF, 0, 3, 6, INF, Double.NaN)).containsExactly(0, 0, 1, 0, 0, 0);
        assertThat(derivative(Activations::hardTanh, -INF, 0, INF)).containsExactly(0, 1, 0);
        assertThat(derivative(Activations::logSigmoid, -INF, 0, INF)).containsExactly(1, 0.5, 0);
        assertThat(derivative(Activations::softsign, -1, 0, 1)).containsExactly(0.25, 1, 0.25);
        Tensor target = Tensor.of(new double[] {0, 1, 1, 0});
        assertThat(derivative(p -> Losses.binaryCrossEntropy(p, target, Reduction.SUM), 0, 1, 0, 1)).doesNotContain(Double.NaN);
        assertThat(derivative(x -> Losses.klDiv(x, target, Reduction.SUM), -1, -1, -1, -1)).containsExactly(0, -1, -1, 0);
        assertThat(derivative(t -> Losses.klDiv(Tensor.of(new double[] {-1, -1}), t, Reduction.SUM), 0, 1)).containsExactly(0, 2);
        assertThat(derivative(a -> Losses.cosineSimilarity(a, Tensor.of(new double[] {3, 4}), 0), 0, 0)).doesNotContain(Double.NaN);
        assertThat(derivative(x -> Losses.l1(x, target, Reduction.SUM), 0, 0, 1, 1)).containsExactly(0, -1, 0, 1);
        assertThat(derivative(x -> Normalizations.layerNorm(x, 1, 1e-5), 2, 2, 2)).containsExactly(new double[] {0, 0, 0}, within(1e-9));
        assertThat(values(Losses.binaryCrossEntropy(Tensor.of(Double.NaN), Tensor.of(1.0)))).containsExactly(Double.NaN);
    }

    @Test
    void everythingKeepsF32() {
        Tensor x = Tensor.zeros(TensorType.of(DType.F32, 2, 4, 4, 4));
        Tensor four = Tensor.zeros(TensorType.of(DType.F32, 4));
        Seq<Expr> results = Array.of(Activations.relu6(x), Activations.leakyRelu(x), Activations.elu(x), Activations.selu(x), Activations.celu(x, 2),
                Activations.gelu(x), Activations.geluTanh(x), Activations.silu(x), Activations.mish(x), Activations.logSigmoid(x),
                Activations.softplus(x, 2), Activations.softsign(x), Activations.hardSigmoid(x), Activations.hardSwish(x), Activations.hardTanh(x),
                Activations.glu(x, 1), Losses.mse(x, x), Losses.l1(x, x), Losses.huber(x, x, 1, Reduction.MEAN), Losses.binaryCrossEntropy(x, x),
                Losses.binaryCrossEntropyWithLogits(x, x), Losses.klDiv(x, x, Reduction.BATCH_MEAN), Losses.klDivOfLogs(x, x, Reduction.SUM),
                Losses.cosineSimilarity(x, x, 1), Losses.crossEntropy(x, x), Losses.crossEntropy(x.get(0), Tensor.zeros(TensorType.of(DType.I64, 4, 4))),
                Layers.linear(x, Tensor.zeros(TensorType.of(DType.F32, 4, 4)), four), Normalizations.layerNorm(x, four, four, 1e-5),
                Normalizations.rmsNorm(x, four, 1e-5), Normalizations.batchNorm(x, four, four, four, four, 1e-5),
                Normalizations.batchNormTraining(x, four, four, four, four, 0.1, 1e-5).variance(), Normalizations.groupNorm(x, 2, four, four, 1e-5),
                Normalizations.instanceNorm(x, four, four, 1e-5), Layers.dropout(RandomKey.of(1), 0.1, x), Attention.attention(x, x, x),
                Pooling.maxPool2d(x, 2), Pooling.avgPool2d(x, Ints.of(3, 3), Ints.of(1, 1), Ints.of(1, 1), false),
                Convolutions.conv2d(x, Tensor.zeros(TensorType.of(DType.F32, 4, 4, 3, 3)), four));
        assertThat(results.map(Expr::dtype).distinct()).containsExactly(DType.F32);
    }

    @Test
    void mistakesAreExplained() {
        Tensor x = Tensor.zeros(TensorType.of(DType.F64, 2, 3, 5, 5));
        Tensor logits = Tensor.zeros(TensorType.of(DType.F64, 2, 3));
        refused("mse: prediction and target must have one shape; got f64[2,1] and f64[2]; reshape or broadcastTo makes them agree",
                () -> Losses.mse(Tensor.zeros(TensorType.of(DType.F64, 2, 1)), Tensor.zeros(TensorType.of(DType.F64, 2))));
        refused("crossEntropy: the target must have the shape [2], the input's without its class axis 1; got i32[3] for f64[2,3]",
                () -> Losses.crossEntropy(logits, Tensor.of(new int[] {0, 1, 2})));
        refused("nll: requires integer classes as target; got f64[2]", () -> Losses.nll(logits, Tensor.of(new double[] {0, 1})));
        refused("crossEntropy: label smoothing must be from 0 to 1; got 2.0",
                () -> Losses.crossEntropy(logits, Tensor.of(new int[] {0, 1}), Reduction.MEAN, 2, Option.none()));
        assertThatThrownBy(() -> Evaluator.evaluate(Losses.crossEntropy(logits, Tensor.of(new int[] {0, 3})))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("3");
        refused("linear: requires an input [..., in] and a weight [out, in]; got f64[2,3] and f64[3,4]",
                () -> Layers.linear(logits, Tensor.zeros(TensorType.of(DType.F64, 3, 4))));
        refused("layerNorm: weight and bias must have the lengths of the last axes; got f64[2] for f64[2,3]",
                () -> Normalizations.layerNorm(logits, Tensor.of(new double[2]), Tensor.of(new double[2]), 1e-5));
        refused("groupNorm: groups must divide the channels; got 2 groups for f64[2,3,5,5]",
                () -> Normalizations.groupNorm(x, 2, Tensor.of(new double[3]), Tensor.of(new double[3]), 1e-5));
        refused("dropout: the rate must be from 0 to 1; got 1.5", () -> Layers.dropout(RandomKey.of(1), 1.5, x));
        refused("glu: the axis must have an even length to be halved; got axis -1 of f64[2,3]", () -> Activations.glu(logits, -1));
        refused("conv2d: requires an input [N, C, …] or [C, …] and a weight with 2 spatial axes each; got f64[2,3] and f64[2,3,5,5]",
                () -> Convolutions.conv2d(logits, x));
        refused("conv: the input's channels must be the kernel's times groups, and groups must divide the output channels;"
                + " got f64[2,3,5,5] and f64[4,2,3,3] with groups 1", () -> Convolutions.conv2d(x, Tensor.zeros(TensorType.of(DType.F64, 4, 2, 3, 3))));
        refused("maxPool2d: size and stride must be at least 1, and padding at most half the size; got [2, 2], [2, 2] and [2, 0]",
                () -> Pooling.maxPool2d(x, Ints.of(2, 2), Ints.of(2, 2), Ints.of(2, 0)));
        refused("attention: requires queries [..., L, E], keys [..., S, E] and values [..., S, V]; got f64[2,3], f64[2,4] and f64[2,3]",
                () -> Attention.attention(logits, Tensor.zeros(TensorType.of(DType.F64, 2, 4)), logits));
    }

    private static void refused(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(FluxionException.class).hasMessage(message);
    }
}
