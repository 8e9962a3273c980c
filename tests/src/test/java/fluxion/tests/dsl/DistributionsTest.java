package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.beta;
import static fluxion.dsl.Fluxion.categorical;
import static fluxion.dsl.Fluxion.cauchy;
import static fluxion.dsl.Fluxion.chiSquare;
import static fluxion.dsl.Fluxion.choice;
import static fluxion.dsl.Fluxion.choiceWithoutReplacement;
import static fluxion.dsl.Fluxion.dirichlet;
import static fluxion.dsl.Fluxion.exponential;
import static fluxion.dsl.Fluxion.gamma;
import static fluxion.dsl.Fluxion.gumbel;
import static fluxion.dsl.Fluxion.laplace;
import static fluxion.dsl.Fluxion.logGamma;
import static fluxion.dsl.Fluxion.logistic;
import static fluxion.dsl.Fluxion.normal;
import static fluxion.dsl.Fluxion.permutation;
import static fluxion.dsl.Fluxion.poisson;
import static fluxion.dsl.Fluxion.rademacher;
import static fluxion.dsl.Fluxion.randint;
import static fluxion.dsl.Fluxion.shuffle;
import static fluxion.dsl.Fluxion.studentT;
import static fluxion.dsl.Fluxion.truncatedNormal;
import static fluxion.dsl.Fluxion.uniform;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.BetaInc;
import fluxion.core.op.GammaInc;
import fluxion.core.op.SpecialFunction;
import fluxion.dsl.random.RandomKey;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.special.SpecialKernels;
import fluxion.transforms.Jvp;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The distributions: goodness of fit (Kolmogorov and Smirnov's test, or χ², each at the level 1/1000 with fixed seeds),
 * derivatives in parameters against differences of the map that draws, and the same numbers however they are made.
 */
class DistributionsTest {
    private static final int N = 20_000;

    private static TensorType f64(int... dims) {
        return TensorType.of(DType.F64, dims);
    }

    private static TensorType f32(int... dims) {
        return TensorType.of(DType.F32, dims);
    }

    private static TensorType i32(int... dims) {
        return TensorType.of(DType.I32, dims);
    }

    private static Tensor d(double... values) {
        return Tensor.of(values);
    }

    private static double[] values(Expr drawn) {
        return Evaluator.evaluate(drawn).doubles();
    }

    private static double phi(double x) {
        return 0.5 * SpecialKernels.value(SpecialFunction.ERFC, -x * Math.sqrt(0.5), 0, 0);
    }

    private static double gammaCdf(double a, double x) {
        return SpecialKernels.value(new GammaInc(0), a, x, 0);
    }

    private static double betaCdf(double a, double b, double x) {
        return SpecialKernels.value(new BetaInc(0, 0), a, b, x);
    }

    private static double studentCdf(double k, double x) {
        double tail = 0.5 * betaCdf(k / 2, 0.5, k / (k + x * x));
        return x > 0 ? 1 - tail : tail;
    }

    /** What is drawn, and its distribution function. */
    private record Continuous(BiFunction<RandomKey, TensorType, Expr> draw, DoubleUnaryOperator cdf) {}

    private static Continuous of(BiFunction<RandomKey, TensorType, Expr> draw, DoubleUnaryOperator cdf) {
        return new Continuous(draw, cdf);
    }

    private static Map<String, Continuous> continuous() {
        return LinkedHashMap.<String, Continuous>empty()
                .put("uniform", of((k, t) -> uniform(k, t, d(-1), d(3)), x -> (x + 1) / 4))
                .put("normal", of((k, t) -> normal(k, t, d(1), d(2)), x -> phi((x - 1) / 2)))
                .put("exponential", of((k, t) -> exponential(k, t), x -> -Math.expm1(-x)))
                .put("gumbel", of((k, t) -> gumbel(k, t), x -> Math.exp(-Math.exp(-x))))
                .put("laplace", of((k, t) -> laplace(k, t), x -> x < 0 ? 0.5 * Math.exp(x) : 1 - 0.5 * Math.exp(-x)))
                .put("logistic", of((k, t) -> logistic(k, t), x -> 1 / (1 + Math.exp(-x))))
                .put("cauchy", of((k, t) -> cauchy(k, t), x -> 0.5 + Math.atan(x) / Math.PI))
                .put("truncated normal", of((k, t) -> truncatedNormal(k, -1, 2, t), x -> (phi(x) - phi(-1)) / (phi(2) - phi(-1))))
                .put("truncated normal, far", of((k, t) -> truncatedNormal(k, 10, Double.POSITIVE_INFINITY, t), x -> 1 - phi(-x) / phi(-10)))
                .put("gamma 0.1", of((k, t) -> gamma(k, 0.1, t), x -> gammaCdf(0.1, x)))
                .put("gamma 0.9", of((k, t) -> gamma(k, 0.9, t), x -> gammaCdf(0.9, x)))
                .put("gamma 3", of((k, t) -> gamma(k, 3, t), x -> gammaCdf(3, x)))
                .put("gamma 400", of((k, t) -> gamma(k, 400, t), x -> gammaCdf(400, x)))
                .put("logGamma", of((k, t) -> logGamma(k, d(0.2), t), x -> gammaCdf(0.2, Math.exp(x))))
                .put("beta 2, 5", of((k, t) -> beta(k, 2, 5, t), x -> betaCdf(2, 5, x)))
                .put("beta 0.3, 0.6", of((k, t) -> beta(k, 0.3, 0.6, t), x -> betaCdf(0.3, 0.6, x)))
                .put("beta 200, 30", of((k, t) -> beta(k, 200, 30, t), x -> betaCdf(200, 30, x)))
                .put("chiSquare", of((k, t) -> chiSquare(k, d(5), t), x -> gammaCdf(2.5, x / 2)))
                .put("studentT", of((k, t) -> studentT(k, d(3), t), x -> studentCdf(3, x)))
                // a component of a Dirichlet number is beta, with the others' sum as the second parameter
                .put("dirichlet", of((k, t) -> dirichlet(k, d(0.5, 1, 2.5), new TensorType(t.dtype(), new Shape(t.shape().dims().concat(Ints.of(3)))))
                        .take(Tensor.of(2), -1), x -> betaCdf(2.5, 1.5, x)));
    }

    @TestFactory
    Stream<DynamicTest> continuousDistributionsFit() {
        return continuous().toJavaStream().map(entry -> dynamicTest(entry._1, () -> {
            Continuous c = entry._2;
            for (TensorType type : new TensorType[] {f64(N), f32(N)}) {
                // many f32 numbers of gamma(0.1) are the least one or none at all
                if (type.dtype() == DType.F64 || !entry._1.equals("gamma 0.1")) {
                    double[] u = Arrays.stream(values(c.draw().apply(RandomKey.of(entry._1.hashCode()), type))).map(c.cdf()).toArray();
                    assertThat(kolmogorov(u)).as(entry._1 + " " + type).isLessThan(1.95);
                }
            }
        }));
    }

    @Test
    void discreteDistributionsFit() {
        assertThat(fit(values(randint(RandomKey.of(1), -2, 5, i32(N)).cast(DType.F64)), -2, 1, 1, 1, 1, 1, 1, 1)).isLessThan(critical(6));
        assertThat(fit(values(randint(RandomKey.of(2), d(0, 10).cast(DType.I64), d(3, 12).cast(DType.I64), TensorType.of(DType.I64, N / 2, 2))
                .cast(DType.F64).slice(1, 1, 2)), 10, 1, 1)).isLessThan(critical(1));
        assertThat(fit(values(rademacher(RandomKey.of(3), f64(N))), -1, 1, 0, 1)).isLessThan(critical(1));
        for (double mean : new double[] {0.3, 4, 29.5, 31, 250}) {
            int low = (int) Math.max(0, mean - 4 * Math.sqrt(mean));
            int count = (int) (8 * Math.sqrt(mean)) + 3;
            double[] p = IntStream.range(low, low + count).mapToDouble(k -> gammaUpper(k + 1, mean) - (k == 0 ? 0 : gammaUpper(k, mean))).toArray();
            assertThat(fit(values(poisson(RandomKey.of(4), mean, f64(N))), low, p)).as("Poisson " + mean).isLessThan(critical(count - 1));
        }
        assertThat(values(poisson(RandomKey.of(5), d(0, 1e12), f64(100, 2)).sum(0).div(100))[0]).isZero();
        assertThat(values(poisson(RandomKey.of(5), 1e12, f64(1000)).mean())[0]).isCloseTo(1e12, within(3.3 * 1e6 / Math.sqrt(1000)));
        Tensor logits = d(Math.log(1), Math.log(2), Double.NEGATIVE_INFINITY, Math.log(3));
        assertThat(fit(values(categorical(RandomKey.of(6), logits, Shape.of(N)).cast(DType.F64)), 0, 1, 2, 0, 3)).isLessThan(critical(2));
        assertThat(fit(values(choice(RandomKey.of(7), d(0, 1, 2), Shape.of(N))), 0, 1, 1, 1)).isLessThan(critical(2));
        assertThat(fit(values(choice(RandomKey.of(8), d(0, 1, 2), Shape.of(N), d(5, 3, 2))), 0, 5, 3, 2)).isLessThan(critical(2));
    }

    private static double gammaUpper(double a, double x) {
        return SpecialKernels.value(SpecialFunction.GAMMAINCC, a, x, 0);
    }

    @Test
    void permutationsAreEquallyLikely() {
        Tensor keys = Evaluator.evaluate(RandomKey.of(9).batch(N).value());
        int[] orders = Evaluator.evaluate(permutation(new RandomKey(keys), 4)).ints();
        int[] counts = new int[256];
        for (int i = 0; i < N; i++) {
            counts[64 * orders[4 * i] + 16 * orders[4 * i + 1] + 4 * orders[4 * i + 2] + orders[4 * i + 3]]++;
        }
        int[] seen = Arrays.stream(counts).filter(c -> c > 0).toArray();
        assertThat(seen).hasSize(24);
        assertThat(Arrays.stream(seen).mapToDouble(c -> (c - N / 24.0) * (c - N / 24.0) / (N / 24.0)).sum()).isLessThan(critical(23));
        int[] big = Evaluator.evaluate(permutation(RandomKey.of(10), 100_000)).ints();
        assertThat(Arrays.stream(big).sorted().toArray()).isEqualTo(IntStream.range(0, 100_000).toArray());
        Tensor x = d(1, 2, 3, 4, 5);
        assertThat(Arrays.stream(values(shuffle(RandomKey.of(11), x))).sorted().toArray()).isEqualTo(x.doubles());
        assertThat(values(shuffle(RandomKey.of(11), Tensor.of(Shape.of(1, 5), x.doubles()), -1))).containsExactly(values(shuffle(RandomKey.of(11), x)));
        assertThat(Arrays.stream(values(choiceWithoutReplacement(RandomKey.of(12), x, 3))).distinct().toArray()).hasSize(3);
    }

    @Test
    void drawingWithoutReplacementFollowsTheProbabilitiesOfWhatIsLeft() {
        Var key = new Var("key", i32(2));
        Fn pair = Fn.of(Array.of(key), Array.of(choiceWithoutReplacement(new RandomKey(key), d(0, 1, 2), 2, d(1, 2, 5))));
        Fn lanes = Vmap.of(pair, Array.of(Option.of(0)), Array.of(Option.of(0)), N, Randomness.ERROR);
        double[] drawn = Evaluator.evaluate(lanes, Array.of(Evaluator.evaluate(RandomKey.of(13).batch(N).value()))).get(0).doubles();
        double[] codes = IntStream.range(0, N).mapToDouble(i -> 3 * drawn[2 * i] + drawn[2 * i + 1]).toArray();
        // (first, second): p₁ · p₂/(1 − p₁), in eighths
        assertThat(fit(codes, 0, 0, 2 / 7.0, 5 / 7.0, 2 * 1 / 6.0, 0, 2 * 5 / 6.0, 5 * 1 / 3.0, 5 * 2 / 3.0, 0)).isLessThan(critical(5));
    }

    // ---- derivatives in parameters ------------------------------------------------------------------------------------

    private static Map<String, Function<Seq<Expr>, Expr>> parametrised() {
        TensorType type = f64(40);
        return LinkedHashMap.<String, Function<Seq<Expr>, Expr>>empty()
                .put("uniform", p -> uniform(RandomKey.of(1), type, p.get(0), p.get(1)))
                .put("normal", p -> normal(RandomKey.of(1), type, p.get(0), p.get(1)))
                .put("truncated normal", p -> truncatedNormal(RandomKey.of(1), p.get(0).neg(), p.get(1), type))
                .put("truncated normal above 0", p -> truncatedNormal(RandomKey.of(1), p.get(0), p.get(0).plus(p.get(1)), type))
                .put("gamma", p -> gamma(RandomKey.of(1), p.get(0), type))
                .put("logGamma", p -> logGamma(RandomKey.of(1), p.get(1), type))
                .put("beta", p -> beta(RandomKey.of(1), p.get(0), p.get(1), type))
                .put("chiSquare", p -> chiSquare(RandomKey.of(1), p.get(1), type))
                .put("studentT", p -> studentT(RandomKey.of(1), p.get(1), type))
                .put("dirichlet", p -> dirichlet(RandomKey.of(1), fluxion.dsl.Fluxion.stack(0, p.get(0), p.get(1), p.get(1)), f64(20, 3)));
    }

    @TestFactory
    Stream<DynamicTest> derivativesInParametersAreThoseOfTheMapThatDraws() {
        return parametrised().toJavaStream().map(entry -> dynamicTest(entry._1, () -> {
            Var a = new Var("a", f64());
            Var b = new Var("b", f64());
            Fn draw = Fn.of(Array.of(a, b), Array.of(entry._2.apply(Array.of(a, b))));
            Fn first = Jvp.of(draw, Ints.of(0, 1));
            for (double[] at : new double[][] {{0.7, 1.6}, {4.5, 12}}) {
                Seq<Tensor> point = Array.of(Tensor.of(at[0]), Tensor.of(at[1]));
                Seq<Tensor> along = Array.of(Tensor.of(0.3), Tensor.of(-0.8));
                close(entry._1, Evaluator.evaluate(first, point.appendAll(along)).get(1).doubles(), difference(draw, at, 0), 1e-6);
                // the second derivative against differences of the first
                Fn second = Jvp.of(first, Ints.of(0, 1));
                Fn slope = Fn.of(first.params().take(2), first.on(Array.<Expr>of(first.params().get(0), first.params().get(1)).appendAll(along)));
                close(entry._1 + ", second order", Evaluator.evaluate(second, point.appendAll(along).appendAll(along)).get(3).doubles(),
                        difference(slope, at, 1), 1e-5);
            }
        }));
    }

    private static double[] difference(Fn fn, double[] at, int result) {
        double h = 1e-4;
        double[][] y = new double[4][];
        double[] steps = {-2, -1, 1, 2};
        for (int i = 0; i < 4; i++) {
            y[i] = Evaluator.evaluate(fn, Array.of(Tensor.of(at[0] + 0.3 * h * steps[i]), Tensor.of(at[1] - 0.8 * h * steps[i]))).get(result).doubles();
        }
        return IntStream.range(0, y[0].length).mapToDouble(i -> (y[0][i] - 8 * y[1][i] + 8 * y[2][i] - y[3][i]) / (12 * h)).toArray();
    }

    private static void close(String what, double[] got, double[] want, double tolerance) {
        for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).as(what + ", element " + i).isCloseTo(want[i], within(tolerance * Math.max(1, Math.abs(want[i]))));
        }
    }

    @Test
    void aShuffleIsDifferentiableInWhatIsShuffled() {
        Var x = new Var("x", f64(5));
        Fn jvp = Jvp.of(Fn.of(Array.of(x), Array.of(shuffle(RandomKey.of(1), x))), Ints.of(0));
        Seq<Tensor> got = Evaluator.evaluate(jvp, Array.of(d(1, 2, 3, 4, 5), d(1, 2, 3, 4, 5)));
        assertThat(got.get(1)).isEqualTo(got.get(0));
    }

    // ---- the same numbers however they are made -----------------------------------------------------------------------

    private static Map<String, Function<RandomKey, Expr>> draws() {
        return continuous().<Function<RandomKey, Expr>>mapValues(c -> k -> c.draw().apply(k, f64(3)))
                .put("randint", k -> randint(k, 0, 1000, i32(5)))
                .put("rademacher", k -> rademacher(k, i32(5)))
                .put("poisson", k -> poisson(k, d(3, 300), i32(2)))
                .put("permutation", k -> permutation(k, 7))
                .put("shuffle", k -> shuffle(k, d(1, 2, 3, 4)))
                .put("categorical", k -> categorical(k, Tensor.of(Shape.of(2, 3), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), 1))
                .put("choice", k -> choice(k, d(1, 2, 3), Shape.of(4), d(1, 2, 3)))
                .put("choice without replacement", k -> choiceWithoutReplacement(k, d(1, 2, 3, 4), 2));
    }

    @TestFactory
    Stream<DynamicTest> lanesGetWhatALoopGets() {
        return draws().toJavaStream().map(entry -> dynamicTest(entry._1, () -> {
            Var key = new Var("key", i32(2));
            Fn draw = Fn.of(Array.of(key), Array.of(entry._2.apply(new RandomKey(key))));
            Fn lanes = Vmap.of(draw, Array.of(Option.of(0)), Array.of(Option.of(0)), 3, Randomness.ERROR);
            Tensor keys = Evaluator.evaluate(RandomKey.of(5).batch(3).value());
            Tensor together = Evaluator.evaluate(lanes, Array.of(keys)).get(0);
            for (int lane = 0; lane < 3; lane++) {
                Tensor alone = Evaluator.evaluate(draw, Array.of(Evaluator.evaluate(keys.get(lane)))).get(0);
                assertThat(Evaluator.evaluate(together.get(lane))).isEqualTo(alone);
            }
            // and all lanes the same of one key
            Var x = new Var("x", f64());
            Expr drawn = entry._2.apply(RandomKey.of(5));
            Fn noisy = Fn.of(Array.of(x), Array.of(drawn.cast(DType.F64).plus(x)));
            Tensor same = Evaluator.evaluate(Vmap.of(noisy, Array.of(Option.of(0)), Array.of(Option.of(0)), 2, Randomness.SAME), Array.of(d(0, 0))).get(0);
            double[] one = values(drawn.cast(DType.F64));
            assertThat(same.doubles()).containsExactly(IntStream.range(0, 2 * one.length).mapToDouble(i -> one[i % one.length]).toArray());
            assertThatThrownBy(() -> Vmap.of(noisy, Array.of(Option.of(0)), Array.of(Option.of(0)), 2, Randomness.ERROR))
                    .isInstanceOf(FluxionException.class).hasMessageContaining("key.batch");
        }));
    }

    @Test
    void theNumberOfThreadsDoesNotMatter() {
        Expr all = gamma(RandomKey.of(1), 0.7, f64(50_000)).plus(laplace(RandomKey.of(2), f64(50_000))).plus(permutation(RandomKey.of(3), 50_000).cast(DType.F64));
        int threads = Evaluator.threads();
        try {
            Evaluator.threads(1);
            double[] one = values(all);
            Evaluator.threads(3);
            assertThat(values(all)).containsExactly(one);
        } finally {
            Evaluator.threads(threads);
        }
    }

    @Test
    void smallParametersGiveNoNaN() {
        assertThat(Arrays.stream(values(dirichlet(RandomKey.of(1), d(1e-3, 1e-3, 1e-3), f64(1000, 3)).sum(1))).allMatch(s -> Math.abs(s - 1) < 1e-12)).isTrue();
        assertThat(Arrays.stream(values(logGamma(RandomKey.of(2), d(1e-5), f64(1000)))).allMatch(Double::isFinite)).isTrue();
        assertThat(Arrays.stream(values(gamma(RandomKey.of(2), 1e-5, f64(1000)))).allMatch(x -> x >= 0)).isTrue();
        assertThat(Arrays.stream(values(beta(RandomKey.of(3), 1e-3, 1e-3, f64(1000)))).allMatch(x -> x >= 0 && x <= 1)).isTrue();
        assertThat(Arrays.stream(values(truncatedNormal(RandomKey.of(4), 30, 31, f64(1000)))).allMatch(x -> x >= 30 && x <= 31)).isTrue();
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> gamma(RandomKey.of(1), 1, i32(3))).isInstanceOf(DTypeException.class)
                .hasMessage("gamma: requires f64 or f32; got i32[3]; bernoulli and randint make others");
        assertThatThrownBy(() -> truncatedNormal(RandomKey.of(1), 2, 1, f64())).isInstanceOf(FluxionException.class)
                .hasMessage("truncatedNormal: lower must be less than upper; got 2.0 and 1.0");
        assertThatThrownBy(() -> dirichlet(RandomKey.of(1), d(1), f64())).isInstanceOf(ShapeException.class)
                .hasMessage("dirichlet: requires an axis for the components; got f64[]");
        assertThatThrownBy(() -> choice(RandomKey.of(1), d(1, 2), Shape.of(3), d(1, 2, 3))).isInstanceOf(ShapeException.class)
                .hasMessage("choice: requires a probability for each of 2 slices; got f64[3]");
        assertThatThrownBy(() -> randint(RandomKey.of(1), 0, 1L << 40, i32(3))).isInstanceOf(FluxionException.class)
                .hasMessage("randint: high − low must be at most 2³¹; got 0 and 1099511627776");
    }

    /** √n times the largest distance to the uniform distribution function; below 1.95 in 999 of 1000. */
    private static double kolmogorov(double[] u) {
        double[] sorted = u.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            distance = Math.max(distance, Math.max(sorted[i] - (double) i / sorted.length, (i + 1.0) / sorted.length - sorted[i]));
        }
        return Math.sqrt(sorted.length) * distance;
    }

    /** χ² of integers from {@code low} on with weights; infinite where one of weight 0 occurs. What lies outside is left out. */
    private static double fit(double[] drawn, int low, double... weights) {
        double[] counts = new double[weights.length];
        double inside = 0;
        for (double x : drawn) {
            int cell = (int) x - low;
            if (cell >= 0 && cell < weights.length) {
                counts[cell]++;
                inside++;
            }
        }
        assertThat(inside).isGreaterThan(0.99 * drawn.length);
        double sum = Arrays.stream(weights).sum();
        double square = 0;
        for (int i = 0; i < weights.length; i++) {
            double expected = inside * weights[i] / sum;
            square += expected == 0 ? counts[i] == 0 ? 0 : Double.POSITIVE_INFINITY : (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return square;
    }

    /** The value that χ² with so many degrees of freedom exceeds once in 1000 (Wilson and Hilferty's approximation). */
    private static double critical(int degrees) {
        double c = 2.0 / (9 * degrees);
        return degrees * Math.pow(1 - c + 3.09 * Math.sqrt(c), 3);
    }
}
