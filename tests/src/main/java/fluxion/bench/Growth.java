package fluxion.bench;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Randomness;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * How what transforms and plans take grows with the number of nodes: milliseconds of processor time, the least of several
 * runs in one warm JVM, each on a function that was never seen before; the exponent, by which power of the number of nodes
 * the time grows from one size to the next; and, apart from it, the milliseconds that garbage collection took in all runs.
 */
@Command(name = "growth", mixinStandardHelpOptions = true,
        description = "Prints how the time of each transform grows with the size of a function.")
final class Growth implements Callable<Integer> {
    private static final int LANES = 4;
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    /** Runs at the smallest size before any is timed. */
    private static final int WARM = 20;

    @CommandLine.Option(names = "--nodes", split = ",", defaultValue = "1000,10000,100000",
            description = "Sizes, each some times the one before (default: ${DEFAULT-VALUE}).")
    private List<Integer> nodes;

    @CommandLine.Option(names = "--runs", defaultValue = "3",
            description = "Runs, of which the fastest counts (default: ${DEFAULT-VALUE}).")
    private int runs;

    @CommandLine.Option(names = "--stage", split = ",", description = "Stages by their names; all where none is named.")
    private List<String> stages = List.of();

    @CommandLine.Option(names = "--family", split = ",",
            description = "Families of functions by their first words; all where none is named.")
    private List<String> chosen = List.of();

    /** A kind of function that can have any number of nodes. */
    private record Family(String name, IntFunction<Fn> of) {}

    /** What is timed: made from a function, ready to run. */
    private record Stage(String name, UnaryOperator<Fn> before, UnaryOperator<Fn> timed) {}

    private static Seq<Family> families() {
        return Array.of(
                scalar("chain", n -> x -> folded(x, n, (e, _) -> e.sin())),
                scalar("doublings", n -> x -> folded(x, n, (e, _) -> e.plus(e))),
                scalar("nested polynomial", n -> x -> folded(x, n / 2, (e, y) -> e.times(y).plus(1))),
                scalar("power sum", n -> x -> Array.range(0, n / 2).map(i -> x.pow(i)).reduceLeft(Expr::plus)),
                scalar("sum of products", n -> x -> Array.range(1, n / 2).scanLeft((Expr) x, (power, _) -> power.times(x))
                        .reduceLeft(Expr::plus)),
                scalar("division chain", n -> x -> folded(x, n / 2, (e, y) -> y.plus(1).div(e))),
                scalar("wide sum", n -> x -> Array.range(0, n / 3).map(i -> x.times(i + 2).sin()).reduceLeft(Expr::plus)),
                new Family("wide sum of parameters", n -> {
                    Seq<Var> p = Array.range(0, n / 2).map(i -> new Var("x" + i, TensorType.of(DType.F64)));
                    return new Fn(p, Array.of(p.map(v -> (Expr) v.square()).reduceLeft(Expr::plus)));
                }),
                new Family("sum of products of parameters", n -> {
                    Seq<Var> p = Array.range(0, n / 2 + 1).map(i -> new Var("x" + i, TensorType.of(DType.F64)));
                    return new Fn(p, Array.of(p.zipWith(p.tail(), (a, b) -> (Expr) a.times(b)).reduceLeft(Expr::plus)));
                }),
                scalar("branches", n -> x -> folded(x, n / 3, (e, y) -> e.gt(0.5).where(e.sin(), e.plus(y)))),
                scalar("shared parts", n -> x -> folded(x, n / 3, (e, y) -> e.sin().times(e.cos()).plus(y))),
                new Family("products of matrices", n -> {
                    Seq<Var> p = Array.of("x", "w").map(name -> new Var(name, TensorType.of(DType.F64, 2, 2)));
                    return new Fn(p, Array.of(folded(p.get(0), n / 2, (e, _) -> e.matmul(p.get(1)).tanh()).sum()));
                }),
                new Family("stack of numbers", n -> {
                    Var x = new Var("x", TensorType.of(DType.F64, n / 3));
                    Seq<Expr> numbers = Array.range(0, n / 3).map(i -> x.get(i).sin().reshape(1));
                    return new Fn(Array.of(x), Array.of(Movements.concatenate(0, numbers).sum()));
                }));
    }

    private static Family scalar(String name, IntFunction<UnaryOperator<Expr>> of) {
        return new Family(name, n -> {
            Var x = new Var("x", TensorType.of(DType.F64));
            return new Fn(Array.of(x), Array.of(of.apply(n).apply(x)));
        });
    }

    private static Expr folded(Expr from, int n, BinaryOperator<Expr> step) {
        Expr e = from;
        for (int i = 0; i < n; i++) {
            e = step.apply(e, from);
        }
        return e;
    }

    private static Seq<Stage> stages() {
        return Array.of(
                new Stage("simplify", f -> f, Simplify::of),
                new Stage("grad", f -> f, Growth::gradient),
                new Stage("simplify grad", Growth::gradient, Simplify::of),
                new Stage("vmap", f -> f, Growth::lanes),
                new Stage("simplify vmap", Growth::lanes, Simplify::of),
                new Stage("plan", f -> f, Growth::planned),
                new Stage("plan grad", f -> Simplify.of(gradient(f)), Growth::planned),
                new Stage("plan vmap", f -> Simplify.of(lanes(f)), Growth::planned));
    }

    private static Fn gradient(Fn fn) {
        return Grad.of(fn, Ints.range(0, fn.params().size()));
    }

    private static Fn lanes(Fn fn) {
        return Vmap.of(fn, fn.params().map(_ -> Option.of(0)), Array.of(Option.of(0)), LANES, Randomness.ERROR);
    }

    /** Planned and run once, as some of the planning waits for the first call. */
    private static Fn planned(Fn fn) {
        Evaluator.plan(fn).run(fn.params().map(p -> Tensor.full(p.type(), 0.5)));
        return fn;
    }

    @Override
    public Integer call() {
        Seq<Family> families = families().filter(f -> chosen.isEmpty() || chosen.stream().anyMatch(f.name()::startsWith));
        for (Family family : families) {
            IO.println("%-22s%s%s".formatted(family.name(), Array.ofAll(nodes).map("%12d"::formatted).mkString(),
                    Array.ofAll(nodes).tail().map(_ -> "%9s".formatted("exponent")).mkString() + "%12s".formatted("collecting")));
            if (isChosen("build")) {
                row("build", n -> timed(() -> family.of().apply(n)));
            }
            for (Stage stage : stages().filter(stage -> isChosen(stage.name()))) {
                row(stage.name(), n -> {
                    Fn made = stage.before().apply(family.of().apply(n));
                    return timed(() -> stage.timed().apply(made));
                });
            }
        }
        return 0;
    }

    private boolean isChosen(String stage) {
        return stages.isEmpty() || stages.contains(stage);
    }

    private void row(String name, IntFunction<Double> milliseconds) {
        Array.range(0, WARM).forEach(_ -> milliseconds.apply(nodes.getFirst()));
        long before = collecting();
        Seq<Double> times = Array.ofAll(nodes).map(n -> Array.range(0, runs).map(_ -> milliseconds.apply(n)).min().get());
        long collected = collecting() - before;
        Seq<Double> exponents = Array.range(1, nodes.size()).map(i -> Math.log(times.get(i) / times.get(i - 1))
                / Math.log((double) nodes.get(i) / nodes.get(i - 1)));
        IO.println("  %-20s%s%s%12d".formatted(name, times.map("%12.2f"::formatted).mkString(),
                exponents.map("%9.2f"::formatted).mkString(), collected));
    }

    /** Milliseconds that garbage collection has taken, on threads of its own. */
    private static long collecting() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }

    /** Of this thread alone, so that what else the machine does counts little. */
    private static double timed(Supplier<Fn> work) {
        long start = CLOCK.getCurrentThreadCpuTime();
        work.get();
        return (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
    }
}
