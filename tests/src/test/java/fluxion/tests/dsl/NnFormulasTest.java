package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.print.MathText;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.nn.Projections;
import fluxion.dsl.nn.Reduction;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Layers and losses against their formulas, how their gradients read, at extremes, and misused. */
class NnFormulasTest {
    private static final Expr Z = eval(normal(key(1), f64(4, 3)));
    private static final Tensor CLASSES = ints(2, 0, 1, 2);

    private static double[] values(Expr x) {
        return eval(x).doubles();
    }

    private static double value(Expr x) {
        return eval(x).toDouble();
    }

    private static void same(Expr got, Expr want) {
        assertThat(got.shape()).isEqualTo(want.shape());
        assertThat(values(got)).containsExactly(values(want), within(1e-12));
    }

    @Test
    void theGradientOfCrossEntropyReadsAsInTheBooks() {
        var loss = fn((Expr z, Expr y) -> crossEntropy(z, y));
        assertThat(read(grad(loss).on(f64(3), i32()))).isEqualTo("(x, y) ↦ softmax(x) − onehot(y, 3)");
        assertThat(read(grad(loss).on(f64(4, 3), i32(4)))).isEqualTo("(x, y) ↦ 0.25·(softmax(x, axis 1) − onehot(y, 3))");
        same(grad(loss).apply(Z, CLASSES), softmax(Z, 1).minus(oneHot(CLASSES, 3, F64)).div(4));
    }

    private static String read(Fn fn) {
        return MathText.of(simplify(fn));
    }

    /** One element of each row: no scatter in the gradient, negative indices count from the end, others are refused. */
    @Test
    void theGradientOfAPickIsOneHot() {
        var pick = fn((Expr x, Expr i) -> sum(x.takeAlongAxis(i.expandDims(1), 1).square()));
        assertThat(grad(pick).on(f64(2, 3), i32(2)).toString()).doesNotContain("scatter");
        Expr x = vector(1, 2, 3, 4, 5, 6).reshape(2, 3);
        assertThat(values(grad(pick).apply(x, ints(0, -1)))).containsExactly(2, 0, 0, 0, 0, 12);
        assertThatThrownBy(() -> grad(pick).apply(x, ints(0, 3))).isInstanceOf(FluxionException.class).hasMessageContaining("index must be from -3 to 2; got 3");
        assertThat(values(vmap(grad(pick)).in(axis(0), none()).apply(stack(0, x, x), ints(1, 1)).get(1))).containsExactly(0, 4, 0, 0, 10, 0);
    }

    @Test
    void classesHaveWeights() {
        Expr w = vector(0.5, 2, 3);
        Expr each = logSoftmax(Z, 1).times(oneHot(CLASSES, 3, F64)).sum(1).neg();
        Expr own = w.take(CLASSES, 0);
        same(crossEntropy(Z, CLASSES, Reduction.NONE, 0, Option.none(), Option.of(w)), each.times(own));
        same(crossEntropy(Z, CLASSES, Reduction.MEAN, 0, Option.none(), Option.of(w)), each.times(own).sum().div(own.sum()));
        // ignored positions count neither above nor below
        Expr counted = vector(0, 1, 1, 0);
        same(crossEntropy(Z, CLASSES, Reduction.MEAN, 0, Option.of(2), Option.of(w)), each.times(own).times(counted).sum().div(own.times(counted).sum()));
        same(nll(logSoftmax(Z, 1), CLASSES, Reduction.MEAN, Option.of(2), Option.of(w)), crossEntropy(Z, CLASSES, Reduction.MEAN, 0, Option.of(2), Option.of(w)));
        // smoothing spreads over weighted classes
        Expr spread = logSoftmax(Z, 1).times(w).mean(1).neg();
        same(crossEntropy(Z, CLASSES, Reduction.SUM, 0.2, Option.none(), Option.of(w)), each.times(own).times(0.8).plus(spread.times(0.2)).sum());
        Expr target = softmax(Z.square(), 1);
        same(crossEntropy(Z, target, Reduction.NONE, 0, Option.none(), Option.of(w)), logSoftmax(Z, 1).times(target).times(w).sum(1).neg());
    }

    @Test
    void lossesAreTheirFormulas() {
        Expr x = vector(-2, 0.2, 0.5, 3);
        Expr y = vector(-1, 0, 0.5, -1);
        assertThat(values(smoothL1(x, y, 0.5, Reduction.NONE))).containsExactly(new double[] {0.75, 0.04, 0, 3.75}, within(1e-15));
        same(smoothL1(x, y, 0, Reduction.SUM), l1(x, y, Reduction.SUM));
        same(smoothL1(x, y), huber(x, y));
        Expr signs = vector(1, -1, 1, -1);
        assertThat(values(hinge(x, signs, Reduction.NONE))).containsExactly(new double[] {3, 1.2, 0.5, 4}, within(1e-15));
        assertThat(value(hinge(x, signs))).isCloseTo(8.7 / 4, within(1e-15));
        Expr anchor = matrix(row(0, 0), row(1, 1));
        assertThat(values(triplet(anchor, anchor.plus(vector(3, 4)), anchor.plus(vector(0, 1)), 1, Reduction.NONE))).containsExactly(5, 5);
        assertThat(value(triplet(anchor, anchor, anchor.plus(5)))).isZero();
        assertThat(values(grad((Expr a) -> triplet(a, anchor, anchor)).apply(anchor))).containsOnly(0);
        Expr counts = vector(0, 1, 2, 10);
        same(poissonNll(x, counts, false, Reduction.NONE), exp(x).minus(counts.times(x)));
        double stirling = 10 * Math.log(10) - 10 + 0.5 * Math.log(20 * Math.PI);
        assertThat(values(poissonNll(x, counts, true, Reduction.NONE))[3]).isCloseTo(Math.exp(3) - 30 + stirling, within(1e-12));
        assertThat(value(gaussianNll(scalar(1), scalar(4), scalar(3), 1e-6, Reduction.MEAN))).isCloseTo((Math.log(4) + 1) / 2, within(1e-15));
        Expr p = sigmoid(x);
        Expr t = vector(0, 1, 0.5, 1);
        same(binaryCrossEntropyWithLogits(x, t, scalar(3), Reduction.NONE), t.times(log(p)).times(3).plus(t.subtractedFrom(1).times(log(p.subtractedFrom(1)))).neg());
        same(binaryCrossEntropyWithLogits(x, t, scalar(1), Reduction.MEAN), binaryCrossEntropyWithLogits(x, t));
    }

    @Test
    void lossesStayFiniteAtExtremes() {
        Tensor far = Tensor.of(new double[] {-1e4, 1e4, -700, 700});
        Tensor zero = Tensor.of(new double[] {1, 0, 1, 0});
        assertThat(values(binaryCrossEntropyWithLogits(far, zero, scalar(2), Reduction.NONE))).containsExactly(2e4, 1e4, 1400, 700);
        assertThat(values(grad((Expr z) -> binaryCrossEntropyWithLogits(z, zero, scalar(2), Reduction.SUM)).apply(far))).containsExactly(-2, 1, -2, 1);
        assertThat(values(crossEntropy(far, ints(0).get(0), Reduction.MEAN))).containsExactly(2e4);
        assertThat(values(grad((Expr z) -> crossEntropy(z, Tensor.of(0))).apply(far))).containsExactly(-1, 1, 0, 0);
        for (var f : Array.<ExprFn1>of(x -> elu(x), x -> selu(x), x -> gelu(x), x -> silu(x), x -> mish(x), x -> softplus(x), x -> logSigmoid(x),
                x -> geluTanh(x), x -> softsign(x), x -> hardSwish(x), x -> celu(x, 0.5), x -> prelu(x, scalar(0.1)))) {
            assertThat(values(f.apply(far))).doesNotContain(Double.NaN);
            assertThat(values(grad((Expr x) -> sum(f.apply(x))).apply(far))).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
    }

    /** The derivative chosen at each kink, as documented. */
    @Test
    void derivativesAtKinks() {
        slopes(x -> relu(x), 0, 0);
        slopes(x -> relu6(x), 0, 0, 6, 0);
        slopes(x -> leakyRelu(x, 0.1), 0, 1);
        slopes(x -> prelu(x, scalar(0.1)), 0, 1);
        slopes(x -> elu(x, 2), 0, 2);
        slopes(x -> celu(x, 2), 0, 1);
        slopes(x -> hardTanh(x), -1, 1, 1, 1);
        slopes(x -> hardSigmoid(x), -3, 0, 3, 0);
        slopes(x -> hardSwish(x), -3, 0, 3, 1);
        slopes(x -> softsign(x), 0, 1);
        slopes(x -> hinge(x, onesLike(x), Reduction.SUM), 1, 0);
        slopes(x -> l1(x, zerosLike(x), Reduction.SUM), 0, 0);
        slopes(x -> huber(x, zerosLike(x), 1, Reduction.SUM), 0, 0, -1, -1, 1, 1);
        slopes(x -> smoothL1(x, zerosLike(x), 2, Reduction.SUM), 0, 0, -2, -1, 2, 1);
    }

    /** Points and slopes in turn. */
    private static void slopes(ExprFn1 f, double... pointsAndSlopes) {
        for (int i = 0; i < pointsAndSlopes.length; i += 2) {
            assertThat(values(grad((Expr x) -> sum(f.apply(x))).apply(vector(pointsAndSlopes[i])))).containsExactly(pointsAndSlopes[i + 1]);
        }
    }

    @Test
    void aMaskedSoftmaxSharesAmongTheAllowed() {
        Expr mask = stack(0, bools(true, false, true), bools(false, false, false));
        Expr x = matrix(row(1, 1000, 1), row(1, 2, 3));
        assertThat(values(softmax(x, mask, 1))).containsExactly(new double[] {0.5, 0, 0.5, 0, 0, 0}, within(1e-15));
        assertThat(values(grad((Expr t) -> sum(softmax(t, mask, 1).times(vector(1, 5, 2)))).apply(x))).containsExactly(new double[] {-0.25, 0, 0.25, 0, 0, 0}, within(1e-15));
        // so does attention: a query that may attend to nothing gives zeros
        Expr q = eval(normal(key(2), f64(2, 2)));
        assertThat(values(attention(q, x.t(), x.t(), Option.of(mask), false, Option.none()).get(1))).containsExactly(0, 0);
    }

    @Test
    void headsAttendEachOnTheirOwn() {
        Expr x = eval(normal(key(3), f64(2, 5, 6)));
        Projections w = new Projections(eval(normal(key(4), f64(6, 6))), eval(normal(key(5), f64(6, 6))), eval(normal(key(6), f64(6, 6))), eye(6));
        Projections b = new Projections(vector(1, 2, 3, 4, 5, 6), zeros(f64(6)), ones(f64(6)), zeros(f64(6)));
        Expr got = multiHeadAttention(x, x, x, w, Option.of(b), 3, Option.none(), true);
        Expr each = concatenate(-1, Array.range(0, 3).map(h -> attention(
                linear(x, w.query(), b.query()).slice(-1, 2 * h, 2 * h + 2), linear(x, w.key(), b.key()).slice(-1, 2 * h, 2 * h + 2),
                linear(x, w.value(), b.value()).slice(-1, 2 * h, 2 * h + 2), Option.none(), true, Option.none())));
        same(got, each);
        same(multiHeadAttention(x, w, 1, false), attention(linear(x, w.query()), linear(x, w.key()), linear(x, w.value())));
    }

    @Test
    void adaptiveWindowsCoverTheAxis() {
        Expr x = vector(1, 2, 3, 4, 5, 6, 7);
        // windows 0..2, 2..4, 4..6
        assertThat(values(adaptiveAvgPool1d(x, 3))).containsExactly(2, 4, 6);
        assertThat(values(adaptiveMaxPool1d(x, 3))).containsExactly(3, 5, 7);
        assertThat(values(adaptiveAvgPool1d(x, 1))).containsExactly(4);
        assertThat(values(adaptiveMaxPool1d(x, 10))).containsExactly(1, 2, 3, 3, 4, 5, 5, 6, 7, 7);
        Expr image = eval(normal(key(7), f64(2, 3, 7, 5)));
        Expr means = adaptiveAvgPool2d(image, 3, 2);
        Expr largest = adaptiveMaxPool2d(image, 3, 2);
        assertThat(means.shape()).isEqualTo(Shape.of(2, 3, 3, 2));
        int[][] rows = {{0, 3}, {2, 5}, {4, 7}};
        int[][] columns = {{0, 3}, {2, 5}};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                Expr window = image.slice(2, rows[i][0], rows[i][1]).slice(3, columns[j][0], columns[j][1]);
                same(means.slice(2, i, i + 1).slice(3, j, j + 1).reshape(2, 3), window.mean(2, 3));
                same(largest.slice(2, i, i + 1).slice(3, j, j + 1).reshape(2, 3), window.max(2, 3));
            }
        }
        same(adaptiveAvgPool2d(image.slice(2, 0, 6), 2, 5), avgPool2d(image.slice(2, 0, 6), Ints.of(3, 1), Ints.of(3, 1), Ints.of(0, 0), true));
        // ties share evenly over all of a window
        assertThat(values(grad((Expr t) -> sum(adaptiveMaxPool2d(t, 1, 1))).apply(matrix(row(1, 1), row(1, 0))))).containsExactly(new double[] {1 / 3., 1 / 3., 1 / 3., 0}, within(1e-15));
        Expr infinite = vector(Double.POSITIVE_INFINITY, 0, 0, 1, 2);
        assertThat(values(adaptiveAvgPool1d(infinite, 2))).containsExactly(Double.POSITIVE_INFINITY, 1);
    }

    @Test
    void poolingInOneDimensionIsThatInTwo() {
        Expr x = eval(normal(key(8), f64(2, 3, 9)));
        Expr flat = x.expandDims(2);
        same(maxPool1d(x, 3), maxPool2d(flat, Ints.of(1, 3), Ints.of(1, 3), Ints.of(0, 0)).squeeze(2));
        same(maxPool1d(x, 4, 3, 2), maxPool2d(flat, Ints.of(1, 4), Ints.of(1, 3), Ints.of(0, 2)).squeeze(2));
        same(avgPool1d(x, 4, 3, 2, false), avgPool2d(flat, Ints.of(1, 4), Ints.of(1, 3), Ints.of(0, 2), false).squeeze(2));
        same(lpPool1d(x, 1, 3, 3), avgPool1d(abs(x), 3).times(3));
        same(lpPool2d(flat, Double.POSITIVE_INFINITY, Ints.of(1, 2), Ints.of(1, 1)), maxPool2d(abs(flat), Ints.of(1, 2), Ints.of(1, 1), Ints.of(0, 0)));
    }

    @Test
    void convolutionsInOneTwoAndThreeDimensionsAgree() {
        Expr x = eval(normal(key(9), f64(2, 4, 6, 5)));
        Expr w = eval(normal(key(10), f64(6, 2, 3, 2)));
        Expr b = eval(normal(key(11), f64(6)));
        Expr want = conv2d(x, w, Option.of(b), Ints.of(2, 1), Ints.of(1, 0), Ints.of(1, 2), 2);
        Expr deep = conv3d(x.expandDims(2), w.expandDims(2), Option.of(b), Ints.of(1, 2, 1), Ints.of(0, 1, 0), Ints.of(1, 1, 2), 2);
        same(deep.squeeze(2), want);
        Expr line = x.get(0).slice(1, 0, 1).squeeze(1);
        Expr v = eval(normal(key(12), f64(4, 3, 2)));
        same(convTranspose1d(line, v, Option.none(), 2, 1, 1, 2, 1),
                convTranspose2d(line.expandDims(1), v.expandDims(2), Option.none(), Ints.of(1, 2), Ints.of(0, 1), Ints.of(0, 1), Ints.of(1, 2), 1).squeeze(1));
        // each element stamps the kernel where the stride puts it
        assertThat(values(convTranspose1d(vector(1, 10).reshape(1, 2), vector(1, 2, 3).reshape(1, 1, 3), Option.none(), 2))).containsExactly(1, 2, 13, 20, 30);
    }

    @Test
    void normalisationsWithoutWeights() {
        Expr x = eval(normal(key(13), f64(3, 4, 5)));
        Expr one = ones(f64(4));
        Expr zero = zeros(f64(4));
        same(groupNorm(x, 2, 1e-5), groupNorm(x, 2, one, zero, 1e-5));
        same(instanceNorm(x, 1e-5), instanceNorm(x, one, zero, 1e-5));
        same(rmsNorm(x, 1, 1e-5), rmsNorm(x, ones(f64(5)), 1e-5));
        same(rmsNorm(x, 0, 0), sign(x));
    }

    /** State goes in and comes out, so that models map like anything else. */
    @Test
    void batchNormMapsOverModels() {
        Expr x = eval(normal(key(14), f64(2, 6, 3)));
        Expr state = eval(normal(key(15), f64(2, 3))).abs();
        var train = fn((Expr batch, Expr mean) -> batchNormTraining(batch, mean, mean, mean, mean, 0.1, 1e-5).mean());
        Expr each = vmap(train).apply(x, state);
        same(each, stack(0, train.apply(x.get(0), state.get(0)), train.apply(x.get(1), state.get(1))));
        same(each.get(1), state.get(1).times(0.9).plus(x.get(1).mean(0).times(0.1)));
    }

    @Test
    void everythingKeepsF32() {
        Expr x = ones(f32(2, 4, 6));
        Expr w = ones(f32(4));
        Projections p = new Projections(ones(f32(6, 6)), ones(f32(6, 6)), ones(f32(6, 6)), ones(f32(6, 6)));
        assertThat(Array.of(prelu(x, w), softmax(x, bools(true), -1), hardTanh(x, -2, 2), maxPool1d(x, 2), avgPool1d(x, 3, 1, 1, false), lpPool1d(x, 2, 2, 2),
                adaptiveAvgPool1d(x, 4), adaptiveMaxPool2d(x, 3, 4), groupNorm(x, 2, 1e-5), instanceNorm(x, 1e-5), rmsNorm(x, 1, 1e-5),
                multiHeadAttention(x, p, 2, true), smoothL1(x, x), hinge(x, x), triplet(x, x, x), poissonNll(x, x, true, Reduction.MEAN),
                gaussianNll(x, x, x, 1e-6, Reduction.SUM), crossEntropy(x.get(0), ints(0, 1, 2, 0), Reduction.MEAN, 0.1, Option.of(1), Option.of(ones(f32(6)))),
                binaryCrossEntropyWithLogits(x, x, w.get(0), Reduction.MEAN), vectorNorm(x, 3), matrixNorm(x, 1), trapz(x, 0.5, 0), average(x, x, 0))
                .map(Expr::dtype).distinct()).containsExactly(F32);
    }

    @Test
    void mistakesAreExplained() {
        refused("prelu: requires one slope, or one for each channel of an input [N, C, …]; got f64[2] for f64[4,3]", () -> prelu(Z, vector(1, 2)));
        refused("softmax: the mask must be bool, true where an element takes part; got f64[3]", () -> softmax(Z, vector(1, 0, 1), 1));
        refused("crossEntropy: requires a weight for each of 3 classes; got f64[2] for f64[4,3]",
                () -> crossEntropy(Z, CLASSES, Reduction.MEAN, 0, Option.none(), Option.of(vector(1, 2))));
        refused("multiHeadAttention: the number of heads must divide the projected query's length [..., L, E]; got 2 heads for f64[4,3]",
                () -> multiHeadAttention(Z, new Projections(eye(3), eye(3), eye(3), eye(3)), 2, false));
        refused("adaptiveAvgPool2d: requires an input [..., H, W] that is not empty, and lengths ≥ 1; got f64[4,3] and [0, 1]", () -> adaptiveAvgPool2d(Z, 0, 1));
        refused("maxPool1d: size and stride must be at least 1, and padding at most half the size; got [2], [2] and [2]", () -> maxPool1d(Z, 2, 2, 2));
        refused("lpPool1d: requires floating-point numbers; got i32[4]", () -> lpPool1d(CLASSES, 2, 2, 2));
        refused("convTranspose1d: outputPadding ≥ 0 is for each of 1 spatial axes; got [-1]",
                () -> convTranspose1d(zeros(f64(1, 2, 3)), zeros(f64(2, 1, 3)), Option.none(), 1, 0, -1, 1, 1));
        refused("hinge: prediction and target must have one shape; got f64[4,3] and i32[4]", () -> hinge(Z, CLASSES));
        refused("smoothL1: β must not be negative; got -1.0", () -> smoothL1(Z, Z, -1, Reduction.MEAN));
        refused("groupNorm: requires an input [N, C, …]; got i32[4]", () -> groupNorm(CLASSES, 2, 1e-5));
    }

    private static void refused(String message, ThrowingCallable code) {
        assertThatThrownBy(code).isInstanceOf(FluxionException.class).hasMessageContaining(message);
    }
}
