package fluxion.tests.optim;

import static fluxion.dsl.Fluxion.*;
import static fluxion.dsl.optim.Optimisers.*;
import static fluxion.dsl.optim.Transformations.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.GradientTransformation;
import fluxion.dsl.optim.LeafMask;
import fluxion.dsl.optim.TransformationMemory;
import fluxion.dsl.optim.Optimiser;
import fluxion.dsl.optim.Optimisers;
import fluxion.dsl.optim.Schedule;
import io.vavr.collection.TreeMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Chains of transformations under other transforms, in both dtypes, with masks, in files: every third optimiser, all of them where
 * {@code -Dfluxion.optim.all=true} says so.
 */
class TransformationsTest {
    private static final boolean ALL = Boolean.getBoolean("fluxion.optim.all");

    record Dense(Expr w, Expr b) implements java.io.Serializable {}

    private static final Dense START = new Dense(matrix(row(1, -2, 0.5), row(0.3, 1, -1)), vector(0.1, -0.2));

    private static Expr loss(Dense p) {
        return p.w().minus(0.7).square().sum().plus(p.b().minus(vector(1, 2)).square().sum().times(3));
    }

    static Stream<Optimiser> optimisers() {
        Schedule rate = Schedule.warmupCosine(0.001, 0.02, 0, 3, 50);
        List<Optimiser> all = List.of(Optimisers.sgd(0.01), Optimisers.sgd(rate, 0.9, true), Optimisers.adam(rate), adamw(0.02), nadam(0.02), adamax(0.02),
                amsgrad(0.02), rmsprop(0.01), rmsprop(rate, 0.9, 1e-8, true, 0.5), adagrad(0.1), adadelta(1), lion(0.003), lamb(0.01),
                lars(0.1), Optimisers.adafactor(rate, 2, 0.8, 0.9, 1e-3), new Optimiser(accumulate(2, Optimisers.adam(0.02).transformation())),
                Optimisers.sgd(0.01).after(chain(clipByGlobalNorm(1), centralize(), clipByNorm(0.9), clipByValue(0.5), ema(0.5, true)))
                        .then(averageParameters(0.9)));
        return IntStream.range(0, all.size()).filter(i -> ALL || i % 3 == 1).mapToObj(all::get);
    }

    private static Dense trained(Optimiser optimiser, Dense start, int steps) {
        var step = fn((Optimiser.State<Dense> s) -> optimiser.update(grad(fn(TransformationsTest::loss)).apply(s.parameters()), s));
        Optimiser.State<Dense> state = optimiser.init(start);
        for (int i = 0; i < steps; i++) {
            state = step.apply(state);
        }
        return state.parameters();
    }

    private static void assertNear(Object found, Object expected, double tolerance) {
        assertThat(((Tensor) eval(ravel(found).cast(DType.F64))).doubles()).usingComparatorWithPrecision(tolerance)
                .containsExactly(((Tensor) eval(ravel(expected).cast(DType.F64))).doubles());
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void lanesTrainAsEachAlone(Optimiser optimiser) {
        Dense other = map(START, p -> p.times(-0.5).plus(0.1));
        var train = fn((Dense start) -> {
            Optimiser.State<Dense> state = optimiser.init(start);
            for (int i = 0; i < 3; i++) {
                state = optimiser.update(grad(fn(TransformationsTest::loss)).apply(state.parameters()), state);
            }
            return state.parameters();
        });
        List<Dense> apart = unstackTrees(vmap(train).apply(stackTrees(io.vavr.collection.Array.of(START, other)))).asJava();
        assertNear(apart.get(0), trained(optimiser, START, 3), 1e-12);
        assertNear(apart.get(1), trained(optimiser, other, 3), 1e-12);
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void narrowParametersStayNarrowAndNear(Optimiser optimiser) {
        Dense narrow = trained(optimiser, eval(map(START, p -> p.cast(DType.F32))), 4);
        assertThat(leaves(narrow).map(leaf -> leaf.tensorType().toString())).containsExactly("f32[2,3]", "f32[2]");
        assertNear(narrow, trained(optimiser, START, 4), 2e-5);
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void statesGoThroughFilesAndStreams(Optimiser optimiser, @TempDir Path folder) throws Exception {
        var step = fn((Optimiser.State<Dense> s) -> optimiser.update(grad(fn(TransformationsTest::loss)).apply(s.parameters()), s));
        Optimiser.State<Dense> state = step.apply(step.apply(step.apply(optimiser.init(START))));
        save(state, folder.resolve("state.safetensors"));
        Optimiser.State<Dense> loaded = load(optimiser.init(zerosLike(START)), folder.resolve("state.safetensors"));
        assertThat(loaded).isEqualTo(state);
        assertThat(step.apply(loaded)).isEqualTo(step.apply(state));
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(state);
        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject()).isEqualTo(state);
    }

    /** The derivative of where training leads in where it began and in the rate, which is an expression. */
    @Test
    void trainingHasDerivatives() {
        var end = fn((Expr start, Expr rate) -> {
            Optimiser optimiser = Optimisers.adam(step -> rate);
            Optimiser.State<Expr> state = optimiser.init(start);
            for (int i = 0; i < 4; i++) {
                state = optimiser.update(grad(fn((Expr x) -> x.square().square().sum())).apply(state.parameters()), state);
            }
            return state.parameters().square().sum();
        });
        Tensor start = vector(0.5, -1.5);
        double h = 1e-6;
        assertThat(toDouble(grad(end).wrt(1).apply(start, scalar(0.1)))).isCloseTo(
                (toDouble(end.apply(start, scalar(0.1 + h))) - toDouble(end.apply(start, scalar(0.1 - h)))) / (2 * h), within(1e-6));
        assertThat(toDouble(grad(end).wrt(0).apply(start, scalar(0.1)).get(1))).isCloseTo(
                (toDouble(end.apply(vector(0.5, -1.5 + h), scalar(0.1))) - toDouble(end.apply(vector(0.5, -1.5 - h), scalar(0.1)))) / (2 * h),
                within(1e-6));
    }

    @Test
    void ratesAreNotTracedAnew() {
        int[] traced = {0};
        Optimiser optimiser = adamw(Schedule.piecewise(0.1, TreeMap.of(2, 0.1)));
        var step = fn((Optimiser.State<Expr> s, Expr g) -> {
            traced[0]++;
            return optimiser.update(g, s);
        });
        Optimiser.State<Expr> state = optimiser.init(scalar(0));
        for (double at : new double[] {-0.1, -0.2, -0.21, -0.22}) {
            state = step.apply(state, scalar(3));
            assertThat(toDouble(state.parameters())).isCloseTo(at, within(1e-4));
        }
        assertThat(traced[0]).isEqualTo(1);
    }

    @Test
    void masksLeaveOthersAlone() {
        LeafMask weights = (path, type) -> path.equals("w");
        Optimiser two = new Optimiser(masked(weights, Optimisers.adam(0.1).transformation())
                .then(masked(weights.not(), Optimisers.sgd(0.5).transformation())));
        Dense gradients = new Dense(ones(f64(2, 3)), vector(2, -4));
        Optimiser.State<Dense> next = two.update(gradients, two.init(START));
        assertNear(next.parameters().w(), START.w().minus(0.1), 1e-8);
        assertNear(next.parameters().b(), vector(0.1 - 1, -0.2 + 2), 1e-15);
        // the norm of one leaf does not count in another's limit
        GradientTransformation clip = masked(weights, clipByGlobalNorm(1));
        Dense clipped = clip.update(new GradientTransformation.Change<>(gradients, clip.init(START)), START).updates();
        assertThat(toDouble(globalNorm(clipped.w()))).isCloseTo(1, within(1e-15));
        assertThat(clipped.b()).isEqualTo(gradients.b());
    }

    @Test
    void gradientsOfZeroStayNumbers() {
        Dense zero = zerosLike(START);
        for (GradientTransformation limit : List.of(clipByGlobalNorm(1), clipByNorm(1), clipByRms(1), clipByValue(1), centralize(),
                scaleByTrustRatio(1, 0), scaleByParameters(1e-3), scaleBySum(0, 1e-7))) {
            Dense after = limit.update(new GradientTransformation.Change<>(zero, limit.init(START)), START).updates();
            assertThat(after).as(limit.toString()).isEqualTo(zero);
            var slope = grad(fn((Dense g) -> ravel(limit.update(new GradientTransformation.Change<>(g, limit.init(START)), START)
                    .updates()).sum()));
            assertThat(toDouble(globalNorm(slope.apply(zero)).isFinite().cast(DType.F64))).as(limit.toString()).isEqualTo(1);
        }
    }

    @Test
    void noiseIsOfTheKeyAndTheStep() {
        GradientTransformation noise = addNoise(key(3), 4, 0.5);
        Expr zero = zeros(f64(20_000));
        var one = noise.update(new GradientTransformation.Change<Expr>(zero, noise.init(zero)), zero);
        var two = noise.update(new GradientTransformation.Change<Expr>(zero, one.memory()), zero);
        assertThat(toDouble(one.updates().std())).isCloseTo(2, within(0.03));
        assertThat(toDouble(two.updates().std())).isCloseTo(2 * Math.pow(2, -0.25), within(0.03));
        assertThat(Math.abs(toDouble(one.updates().times(two.updates()).mean()))).isLessThan(0.1);
        assertThat(noise.update(new GradientTransformation.Change<Expr>(zero, noise.init(zero)), zero).updates()).isEqualTo(one.updates());
    }

    @Test
    void theChainOfAdamIsAdam() {
        Adam adam = new Adam(Schedule.cosine(0.1, 2, 9));
        Optimiser chain = Optimisers.adam(Schedule.cosine(0.1, 2, 9));
        var one = adam.init(START);
        var other = chain.init(START);
        for (int i = 0; i < 5; i++) {
            one = adam.update(grad(fn(TransformationsTest::loss)).apply(one.parameters()), one);
            other = chain.update(grad(fn(TransformationsTest::loss)).apply(other.parameters()), other);
        }
        assertNear(other.parameters(), one.parameters(), 1e-15);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Optimisers.sgd(-1)).isInstanceOf(FluxionException.class).hasMessageContaining("the rate must not be negative; got -1");
        assertThatThrownBy(() -> Optimisers.adam(Schedule.constant(1), 1, 0.9, 0)).hasMessageContaining("0 ≤ β₁, β₂ < 1");
        assertThatThrownBy(() -> clipByGlobalNorm(0)).hasMessageContaining("clipByGlobalNorm: requires a limit above 0; got 0.0");
        assertThatThrownBy(() -> accumulate(0, identity())).hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> ema(1, false)).hasMessageContaining("ema: requires a decay");
        assertThatThrownBy(() -> trace(2, false)).hasMessageContaining("momentum from 0 to 1");
        assertThatThrownBy(() -> addNoise(key(0), -1, 1)).hasMessageContaining("η ≥ 0");
        assertThatThrownBy(() -> averageOf(TransformationMemory.<Expr>empty())).hasMessageContaining("put averageParameters at the end");
        assertThatThrownBy(() -> TransformationMemory.<Expr>empty().tree("mean")).hasMessageContaining("no tree called mean");
        assertThatThrownBy(() -> Schedule.polynomial(0.1, 0, 0, 5)).hasMessageContaining("power > 0");
        assertThatThrownBy(() -> Schedule.oneCycle(0.1, 2)).hasMessageContaining("one step up and one down");
        assertThatThrownBy(() -> Schedule.warmupCosine(0, 1, 0, 5, 5)).hasMessageContaining("warmup < steps");
        assertThatThrownBy(() -> Schedule.cosineDecay(-1, 0, 5)).hasMessageContaining("rates ≥ 0");
        assertThatThrownBy(() -> Schedule.piecewise(0.1, TreeMap.of(3, -1.0))).hasMessageContaining("factors ≥ 0");
        assertThatThrownBy(() -> Schedule.exponential(0.1, 0, 0.5, true)).hasMessageContaining("steps ≥ 1");
        Expr narrow = tensor(f32(2), 1, 2);
        Optimiser adamw = adamw(0.1);
        assertThatThrownBy(() -> adamw.update(vector(1, 2), adamw.init(narrow))).isInstanceOf(DTypeException.class)
                .hasMessageContaining("got f64[2] for f32[2]");
    }
}
