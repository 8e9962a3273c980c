package fluxion.bench;

import static fluxion.dsl.Fluxion.axis;
import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.f64;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.grad;
import static fluxion.dsl.Fluxion.hessian;
import static fluxion.dsl.Fluxion.key;
import static fluxion.dsl.Fluxion.logsumexp;
import static fluxion.dsl.Fluxion.mean;
import static fluxion.dsl.Fluxion.none;
import static fluxion.dsl.Fluxion.normal;
import static fluxion.dsl.Fluxion.sum;
import static fluxion.dsl.Fluxion.tanh;
import static fluxion.dsl.Fluxion.valueAndGrad;
import static fluxion.dsl.Fluxion.vmap;

import fluxion.core.Expr;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * How long a function takes the first time it is called, in a JVM that has called many others: tracing, transforming,
 * simplifying, planning and one small run. Sizes and numbers are others each time, so that nothing is remembered.
 */
@Command(name = "new", mixinStandardHelpOptions = true, description = "Prints what functions take that were never seen before.")
final class NewFunctions implements Callable<Integer> {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    @CommandLine.Option(names = "--rounds", defaultValue = "10", description = "Rounds (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @CommandLine.Option(names = "--functions", defaultValue = "50",
            description = "Functions a round (default: ${DEFAULT-VALUE}).")
    private int functions;

    /** One layer of a network. */
    public record Layer(Expr weights, Expr offsets) {
        Expr of(Expr x) {
            return x.matmul(weights).plus(offsets);
        }
    }

    /** A network of two layers. */
    public record Network(Layer first, Layer second) {
        Expr of(Expr x) {
            return second.of(tanh(first.of(x)));
        }
    }

    /**
     * A kind of function, of which there is one for each number.
     *
     * @param name what it is
     * @param first its first call, with arguments that are there; once more, another call of the same
     * @param planned whether only what comes before the plan stands is of interest, as a call itself takes long
     */
    private record Kind(String name, IntFunction<Runnable> first, boolean planned) {
        Kind(String name, IntFunction<Runnable> first) {
            this(name, first, false);
        }
    }

    private static Seq<Kind> kinds() {
        return Array.of(
                new Kind("hessian", i -> {
                    Expr weights = random(i, 5 + i % 37, 16);
                    Expr offsets = random(i + 1, 5 + i % 37);
                    Expr at = random(i, 16);
                    return () -> hessian(fn((Expr x) -> sum(tanh(weights.matmul(x).plus(offsets)).times(factor(i))))).apply(at);
                }),
                new Kind("gradient of a network", i -> {
                    Network at = network(i, 8, 5 + i % 41, 3);
                    Expr inputs = random(i, 10, 8);
                    return () -> valueAndGrad(fn((Network net, Expr x) -> mean(net.of(x).square()).times(factor(i))))
                            .apply(at, inputs);
                }),
                new Kind("gradients per example", i -> perExample(network(i, 8, 5 + i % 41, 10), random(i, 4, 8),
                        random(i, 4, 10), factor(i))),
                // of the size that the tour's network has
                new Kind("the tour's, until planned", i -> perExample(network(i, 784, 16 + i % 37, 10), random(i, 64, 784),
                        random(i, 64, 10), factor(i)), true));
    }

    private static Runnable perExample(Network at, Expr inputs, Expr targets, double factor) {
        var gradients = vmap(grad(fn((Network net, Expr x, Expr y) -> logsumexp(net.of(x)).minus(net.of(x).dot(y))
                .times(factor)))).in(none(), axis(0), axis(0));
        return () -> gradients.apply(at, inputs, targets);
    }

    private static double factor(int i) {
        return 0.5 + i * 0.001;
    }

    private static Network network(int seed, int in, int hidden, int out) {
        return new Network(new Layer(random(seed, in, hidden), random(seed + 1, hidden)),
                new Layer(random(seed + 2, hidden, out), random(seed + 3, out)));
    }

    private static Expr random(int seed, int... dims) {
        return eval(normal(key(seed), f64(dims)));
    }

    @Override
    public Integer call() {
        IO.println("%-10s%s".formatted("ms", kinds().map(kind -> "%30s".formatted(kind.name())).mkString()));
        for (int round = 0; round < rounds; round++) {
            int start = round * functions;
            IO.println("%-10s%s".formatted("after " + start, kinds().map(kind -> {
                Seq<Double> times = Array.range(start, start + functions).map(i -> timed(kind, i)).sorted();
                return "%30s".formatted("%.2f (least %.2f)".formatted(times.get(functions / 2), times.get(0)));
            }).mkString()));
        }
        return 0;
    }

    /** Of this thread alone, so that what else the machine does counts little. */
    private static double timed(Kind kind, int i) {
        Runnable first = kind.first().apply(i);
        long start = CLOCK.getCurrentThreadCpuTime();
        first.run();
        long end = CLOCK.getCurrentThreadCpuTime();
        if (kind.planned()) {
            first.run();
            return (2 * end - start - CLOCK.getCurrentThreadCpuTime()) / 1e6;
        }
        return (end - start) / 1e6;
    }
}
