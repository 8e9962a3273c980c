package fluxion.tests.optim;

import static fluxion.dsl.Fluxion.*;
import static fluxion.dsl.optim.Optimisers.*;
import static fluxion.dsl.optim.Transformations.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.optim.LeafMask;
import fluxion.dsl.optim.Optimiser;
import fluxion.dsl.optim.Optimisers;
import fluxion.dsl.optim.Schedule;
import fluxion.dsl.optim.Transformations;
import io.vavr.collection.TreeMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * 200 steps of each optimiser on three problems end where optax's do, and schedules give its rates. Each on one of the problems;
 * {@code -Dfluxion.optim.all=true} runs all.
 */
class GoldenOptimisersTest {
    private record Net(Expr w1, Expr b1, Expr w2, Expr b2) {}

    private static final boolean ALL = Boolean.getBoolean("fluxion.optim.all");
    private static final double TOLERANCE = 1e-10;
    private static final Map<String, double[]> GOLDEN = golden();

    private static Map<String, double[]> golden() {
        Map<String, double[]> golden = new LinkedHashMap<>();
        try (var in = GoldenOptimisersTest.class.getResourceAsStream("/optim/optax.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                golden.put(words[0] + " " + words[1], Arrays.stream(words).skip(2).mapToDouble(Double::parseDouble).toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return golden;
    }

    private static Schedule always(double rate) {
        return Schedule.constant(rate);
    }

    private static Optimiser optimiser(String name) {
        return switch (name) {
            case "sgd" -> sgd(1e-4);
            case "momentum" -> sgd(1e-4, 0.9, false);
            case "nesterov" -> sgd(1e-4, 0.9, true);
            case "adam" -> adam(0.02);
            case "adam-average" -> adam(0.02).then(averageParameters(0.9));
            case "adamw" -> adamw(0.02);
            case "adamw-matrices" -> adamw(always(0.02), 0.9, 0.999, 1e-8, 0.05, LeafMask.matrices());
            case "nadam" -> nadam(0.02);
            case "adamax" -> adamax(0.02);
            case "amsgrad" -> amsgrad(0.02);
            case "rmsprop" -> rmsprop(0.01);
            case "rmsprop-centred-momentum" -> rmsprop(always(0.001), 0.95, 1e-6, true, 0.8);
            case "adagrad" -> adagrad(0.1);
            case "adadelta" -> adadelta(1);
            case "lion" -> lion(0.003);
            case "lamb" -> lamb(0.01);
            case "lamb-decay" -> lamb(always(0.01), 0.9, 0.999, 1e-6, 0.01, LeafMask.matrices());
            case "lars" -> lars(0.1);
            case "lars-decay" -> lars(always(0.1), 0.8, 1e-3, 0.01, (path, type) -> true);
            case "adafactor" -> adafactor(0.02);
            case "adafactor-factored" -> adafactor(always(0.02), 2, 0.8, 0, 0);
            case "adafactor-momentum-decay" -> adafactor(always(0.02), 3, 0.8, 0.9, 1e-3);
            case "clip-value" -> sgd(1e-3, 0.9, false).after(clipByValue(0.5));
            case "clip-norm" -> sgd(1e-3, 0.9, false).after(clipByNorm(0.7));
            case "clip-global-norm" -> adam(0.005).after(clipByGlobalNorm(0.7));
            case "centralize" -> sgd(1e-4, 0.9, false).after(centralize());
            case "accumulate" -> new Optimiser(accumulate(4, adam(0.05).transformation()));
            case "ema" -> sgd(1e-4).after(ema(0.8, true));
            case "adam-warmup-cosine" -> Optimisers.adam(Schedule.warmupCosine(0.001, 0.05, 0.002, 30, 150));
            case "sgd-decayed" -> Optimisers.sgd(Schedule.exponential(1e-4, 50, 0.5, false)).after(addDecayedWeights(0.1));
            default -> throw new IllegalArgumentException("there is no optimiser " + name);
        };
    }

    private static final Fun1<Expr, Expr> QUADRATIC = fn((Expr x) -> sum(vector(1, Math.pow(10, 0.5), 10, Math.pow(10, 1.5), 100,
            Math.pow(10, 2.5), 1000, Math.pow(10, 3.5)).times(x.minus(vector(0, 1, 2, 3, 4, 5, 6, 7)).square())).div(2));

    private static final Fun1<Expr, Expr> ROSENBROCK = fn((Expr x) -> {
        Expr a = x.get(":-1");
        return sum(x.get("1:").minus(a.square()).square().times(100).plus(a.subtractedFrom(1).square()));
    });

    private static final Expr X = eval(sin(iota(f64(24), 0).reshape(8, 3)));
    private static final Fun1<Net, Expr> NETWORK = fn((Net p) -> {
        Expr logits = tanh(X.matmul(p.w1()).plus(p.b1())).matmul(p.w2()).plus(p.b2());
        return mean(logits.logSoftmax(1).times(oneHot(ints(0, 1, 0, 1, 0, 1, 0, 1), 2, F64)).sum(1)).neg();
    });

    private static final Net NET = eval(new Net(cos(iota(f64(12), 0).reshape(3, 4)), zeros(f64(4)),
            cos(iota(f64(8), 0).reshape(4, 2)), zeros(f64(2))));

    /** Traced once, run 200 times. */
    private static <P> P trained(Optimiser optimiser, Fun1<P, Expr> problem, P start, boolean averaged) {
        var step = fn((Optimiser.State<P> s) -> optimiser.update(grad(problem).apply(s.parameters()), s));
        Optimiser.State<P> state = optimiser.init(start);
        for (int i = 0; i < 200; i++) {
            state = step.apply(state);
        }
        return averaged ? Transformations.averageOf(state.memory()) : state.parameters();
    }

    @TestFactory
    Stream<DynamicTest> endsWhereOptaxDoes() {
        List<Map.Entry<String, double[]>> ends = GOLDEN.entrySet().stream().filter(each -> !each.getKey().endsWith(" schedule")).toList();
        // three lines of each optimiser follow each other: the first of the first, the second of the second, …
        return IntStream.range(0, ends.size()).filter(i -> ALL || i % 3 == i / 3 % 3).mapToObj(ends::get).map(each ->
                DynamicTest.dynamicTest(each.getKey(), () -> {
                    String[] words = each.getKey().split(" ");
                    Optimiser optimiser = optimiser(words[0]);
                    boolean averaged = words[0].equals("adam-average");
                    Object end = switch (words[1]) {
                        case "quadratic" -> GoldenOptimisersTest.<Expr>trained(optimiser, QUADRATIC, zeros(f64(8)), averaged);
                        case "rosenbrock" -> GoldenOptimisersTest.<Expr>trained(optimiser, ROSENBROCK, vector(-1.2, 1, -1.2, 1), averaged);
                        default -> trained(optimiser, NETWORK, NET, averaged);
                    };
                    assertNear(((Tensor) ravel(end)).doubles(), each.getValue());
                }));
    }

    private static void assertNear(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(Math.abs(found[i] - expected[i])).as("element %d, %s for %s", i, found[i], expected[i])
                    .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(expected[i])));
        }
    }

    private static Schedule schedule(String name) {
        return switch (name) {
            case "exponential" -> Schedule.exponential(0.5, 0.97);
            case "exponential-steps" -> Schedule.exponential(0.5, 20, 0.3, false);
            case "exponential-stairs" -> Schedule.exponential(0.5, 20, 0.3, true);
            case "polynomial" -> Schedule.polynomial(0.5, 0.1, 2.5, 60);
            case "linear" -> Schedule.linear(0.1, 0.7, 70);
            case "cosine-decay" -> Schedule.cosineDecay(0.5, 0.05, 80);
            case "warmup-cosine" -> Schedule.warmupCosine(0.01, 0.5, 0.02, 12, 80);
            case "piecewise" -> Schedule.piecewise(0.5, TreeMap.of(10, 0.5, 50, 0.1, 75, 3.0));
            case "one-cycle" -> Schedule.oneCycle(0.4, 90);
            default -> throw new IllegalArgumentException("there is no schedule " + name);
        };
    }

    @Test
    void schedulesGiveOptaxsRates() {
        int[] compared = {0};
        GOLDEN.forEach((name, expected) -> {
            if (name.endsWith(" schedule")) {
                var rate = vmap(fn((Expr t) -> schedule(name.split(" ")[0]).at(t)));
                Tensor steps = eval(iota(i32(20), 0).times(5));
                double[] found = ((Tensor) rate.apply(steps)).doubles();
                for (int i = 0; i < 20; i++) {
                    assertThat(Math.abs(found[i] - expected[i])).as("%s at step %d", name, 5 * i).isLessThanOrEqualTo(1e-13);
                }
                compared[0]++;
            }
        });
        assertThat(compared[0]).isEqualTo(9);
    }
}
