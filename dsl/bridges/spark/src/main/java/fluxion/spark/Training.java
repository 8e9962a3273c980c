package fluxion.spark;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.spark.api.java.JavaRDD;

/**
 * Minimises c·Σᵢ loss(p, xᵢ) + r(p): each step asks executors for sums of values and gradients, in the order that partitions fix,
 * and the driver makes the step. Which executors there are, and which of them fail, leaves no trace in the bits.
 *
 * <pre>{@code
 * Lbfgs.State<Model> end = Spark.train(loss, new Lbfgs())
 *         .scaled(1.0 / rows).regularised(fn((Model m) -> sum(m.w().square()).times(1e-3)))
 *         .checkpoints(Path.of("training"), 10)
 *         .progress("logistic regression")
 *         .run(new Model(zeros(f64(100)), scalar(0)), batches, 50);
 * Model best = end.parameters();
 * }</pre>
 *
 * <p>Options give copies. Made by {@link Spark#train}.
 *
 * @param <P> the type of the parameters
 * @param <T> the type of the elements, such as batches
 * @param <S> the type of the optimiser's state
 */
public final class Training<P, T, S> {
    private static final int TRIES = 100;

    private final Fun2<P, T, Expr> loss;
    private final OptimiserRule<P, S> rule;
    private final Options<P> options;

    private record Options<P>(double factor, Option<Fun1<P, Tuple2<Expr, P>>> regularisation, double tolerance,
            Option<Sample> sample, Option<Checkpoints> checkpoints, Option<String> progress, BiConsumer<Integer, Double> watch) {}

    private record Sample(double fraction, long seed) {}

    private record Checkpoints(Path folder, int every) {}

    private Training(Fun2<P, T, Expr> loss, OptimiserRule<P, S> rule, Options<P> options) {
        this.loss = loss;
        this.rule = rule;
        this.options = options;
    }

    static <P, T, S> Training<P, T, S> of(Fun2<P, T, Expr> loss, OptimiserRule<P, S> rule) {
        return new Training<>(loss, rule, new Options<>(1, Option.none(), -1, Option.none(), Option.none(), Option.none(),
                (_, _) -> {}));
    }

    private Training<P, T, S> with(Options<P> changed) {
        return new Training<>(loss, rule, changed);
    }

    /** With a factor c before the sum, such as one over the number of examples. */
    public Training<P, T, S> scaled(double factor) {
        return with(new Options<>(factor, options.regularisation, options.tolerance, options.sample, options.checkpoints,
                options.progress, options.watch));
    }

    /** With a function r of the parameters, which the factor leaves alone; it is computed by the driver. */
    public Training<P, T, S> regularised(Function1<? super P, ? extends Expr> regularisation) {
        Given.arguments("regularised", regularisation);
        Fun1<P, Tuple2<Expr, P>> valueAndGrad = Spark.<P, Expr>function(regularisation).<P, Object>valueAndGrad();
        return with(new Options<>(options.factor, Option.some(valueAndGrad), options.tolerance, options.sample,
                options.checkpoints, options.progress, options.watch));
    }

    /** With an end where no element of the gradient of c·Σᵢ loss(p, xᵢ) + r(p) is larger: before the step, of L-BFGS after it. */
    public Training<P, T, S> until(double tolerance) {
        return with(new Options<>(options.factor, options.regularisation, tolerance, options.sample, options.checkpoints,
                options.progress, options.watch));
    }

    /**
     * With another part of the elements in each step, of about this fraction, whose sum is divided by it. The parts follow from
     * the seed, the step and the partitions.
     *
     * @param fraction above 0, at most 1
     * @throws FluxionException for L-BFGS, whose steps compare values of one function
     */
    public Training<P, T, S> sampled(double fraction, long seed) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new FluxionException("sampled: the fraction must be above 0 and at most 1; got " + fraction);
        }
        if (!rule.isStochastic()) {
            throw new FluxionException("sampled: L-BFGS must see the same function in each step; take Sgd or Adam");
        }
        return with(new Options<>(options.factor, options.regularisation, options.tolerance,
                Option.some(new Sample(fraction, seed)), options.checkpoints, options.progress, options.watch));
    }

    /**
     * With the state saved after every so many steps, as {@code step-0000010.safetensors} in a folder of the driver's, and
     * carried on from the latest one that is there: the result has the bits that it would have without a stop.
     */
    public Training<P, T, S> checkpoints(Path folder, int every) {
        Given.arguments("checkpoints", folder);
        if (every < 1) {
            throw new FluxionException("checkpoints: there must be at least one step from one to the next; got " + every);
        }
        return with(new Options<>(options.factor, options.regularisation, options.tolerance, options.sample,
                Option.some(new Checkpoints(folder, every)), options.progress, options.watch));
    }

    /** With a bar of the steps and the value on the console. */
    public Training<P, T, S> progress(String name) {
        Given.arguments("progress", name);
        return with(new Options<>(options.factor, options.regularisation, options.tolerance, options.sample, options.checkpoints,
                Option.some(name), options.watch));
    }

    /** With someone who is told each step's number, from 1, and value: that before the step, of L-BFGS that after it. */
    public Training<P, T, S> watched(BiConsumer<Integer, Double> watch) {
        Given.arguments("watched", watch);
        return with(new Options<>(options.factor, options.regularisation, options.tolerance, options.sample, options.checkpoints,
                options.progress, watch));
    }

    /**
     * The optimiser's state after so many steps, those before the latest checkpoint among them; fewer where {@link #until}
     * says so, or L-BFGS finds nothing smaller.
     *
     * @param start the parameters to begin with
     * @param data what the loss is summed over, worth {@code cache()}
     */
    public S run(P start, JavaRDD<T> data, int steps) {
        Given.arguments("run", start, data);
        ShippedFunction<Fun2<P, T, Tuple2<Expr, P>>> shipped = ShippedFunction.of("train",
                loss.<P, Object>valueAndGrad());
        S state = rule.init(p -> objective(shipped, p, data), start);
        S begun = latest(state).getOrElse(state);
        return options.progress.fold(() -> steps(begun, shipped, data, steps, (_, _) -> {}), name -> {
            try (ProgressBar bar = new ProgressBarBuilder().setTaskName(name).setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(System.out, 100)).build()) {
                bar.stepTo(rule.step(begun));
                return steps(begun, shipped, data, steps, (step, value) -> bar.stepTo(step)
                        .setExtraMessage("%.6g".formatted(value)));
            }
        });
    }

    private S steps(S begun, ShippedFunction<Fun2<P, T, Tuple2<Expr, P>>> shipped, JavaRDD<T> data, int steps,
            BiConsumer<Integer, Double> progress) {
        S state = begun;
        while (rule.step(state) < steps) {
            int step = rule.step(state);
            OptimiserRule.Next<S> next = rule.next(p -> objective(shipped, p, data, step), state);
            if (next.state() == state) {
                return state;
            }
            state = next.state();
            progress.accept(step + 1, next.value());
            options.watch.accept(step + 1, next.value());
            save(state, step + 1);
            if (next.largest() <= options.tolerance) {
                return state;
            }
        }
        return state;
    }

    // ---- the function -----------------------------------------------------------------------------------------------

    private Tuple2<Expr, P> objective(ShippedFunction<Fun2<P, T,
            Tuple2<Expr, P>>> shipped, P parameters, JavaRDD<T> data, int step) {
        return options.sample.fold(() -> objective(shipped, parameters, data), sample -> {
            // a part may be empty where the elements are few: then the next one
            for (int i = 0; i < TRIES; i++) {
                JavaRDD<T> part = data.sample(false, sample.fraction, sample.seed + TRIES * (long) step + i);
                Option<Tuple2<Expr, P>> sum = Spark.trySum(shipped, parameters, part);
                if (sum.isDefined()) {
                    return whole(sum.get(), options.factor / sample.fraction, parameters);
                }
            }
            throw new FluxionException("sampled: there must be an element in a fraction of " + sample.fraction
                    + "; got none in " + TRIES
                    + " parts");
        });
    }

    private Tuple2<Expr, P> objective(ShippedFunction<Fun2<P, T, Tuple2<Expr, P>>> shipped, P parameters, JavaRDD<T> data) {
        return whole(Spark.sum(shipped, parameters, data), options.factor, parameters);
    }

    private Tuple2<Expr, P> whole(Tuple2<Expr, P> sum, double factor, P parameters) {
        Tuple2<Expr, P> scaled = factor == 1 ? sum : Fluxion.map(sum, x -> x.times(factor));
        return options.regularisation.fold(() -> scaled, r -> {
            Tuple2<Expr, P> more = r.apply(parameters);
            return Tuple.of(Fluxion.map(scaled._1, value -> value.plus(more._1)), Fluxion.zip(scaled._2, more._2, Expr::plus));
        });
    }

    // ---- checkpoints ------------------------------------------------------------------------------------------------

    private void save(S state, int step) {
        options.checkpoints.filter(each -> step % each.every == 0).forEach(each -> {
            try {
                Files.createDirectories(each.folder);
            } catch (IOException e) {
                throw new UncheckedIOException("checkpoints: the folder " + each.folder + " cannot be made", e);
            }
            Fluxion.save(state, each.folder.resolve("step-%07d.safetensors".formatted(step)));
        });
    }

    private Option<S> latest(S like) {
        return options.checkpoints.flatMap(each -> {
            if (!Files.isDirectory(each.folder)) {
                return Option.none();
            }
            try (Stream<Path> files = Files.list(each.folder)) {
                return Option.ofOptional(files.filter(file -> file.getFileName().toString()
                        .matches("step-[0-9]{7,}\\.safetensors"))
                        .max(Comparator.comparing(file -> file.getFileName().toString()))).map(file -> Fluxion.load(like, file));
            } catch (IOException e) {
                throw new UncheckedIOException("checkpoints: the folder " + each.folder + " cannot be read", e);
            }
        });
    }
}
