package fluxion.spark;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Lbfgs;
import fluxion.dsl.optim.Schedule;
import fluxion.dsl.optim.Sgd;
import fluxion.spark.LogisticData.Batch;
import fluxion.spark.LogisticProgram.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on an RDD makes the steps of the optimisers on the whole data, stops and carries on, and survives failures. */
class TrainingTest {
    private static final LogisticData DATA = new LogisticData(3000, 4, 6);
    private static final Fun2<Model, Batch, Expr> LOSS = LogisticProgram.LOSS;
    private static final Model START = new Model(zeros(f64(4)), scalar(0));

    private static JavaRDD<Batch> rows() {
        return LogisticProgram.batches(LocalSession.context(), DATA);
    }

    /** The mean loss of all rows. */
    private static Expr mean(Model model) {
        List<Batch> all = new ArrayList<>();
        for (int p = 0; p < DATA.partitions(); p++) {
            DATA.batches(p).forEachRemaining(all::add);
        }
        Expr sum = all.stream().map(batch -> LOSS.apply(model, batch)).reduce(Expr::plus).orElseThrow();
        return eval(sum.div(DATA.rows()));
    }

    private static <S> Training<Model, Batch, S> scaled(Training<Model, Batch, S> training) {
        return training.scaled(1.0 / DATA.rows()).regularised(fn((Model m) -> sum(m.w().square()).times(0.01)));
    }

    @Test
    void stepsAreThoseOfTheOptimiser() {
        var objective = fn((Model m, Expr x, Expr y) -> LOSS.apply(m, new Batch(x, y)).times(1.0 / DATA.rows())
                .plus(sum(m.w().square()).times(0.01)));
        List<Batch> batches = new ArrayList<>();
        for (int p = 0; p < DATA.partitions(); p++) {
            DATA.batches(p).forEachRemaining(batches::add);
        }
        Expr x = concatenate(0, batches.stream().map(Batch::x).toArray(Expr[]::new));
        Expr y = concatenate(0, batches.stream().map(Batch::y).toArray(Expr[]::new));
        Adam adam = new Adam(Schedule.cosine(0.3, 2, 10));
        var byHand = adam.init(START);
        Sgd sgd = new Sgd(0.5, 0.9);
        var downhill = sgd.init(START);
        for (int i = 0; i < 5; i++) {
            byHand = adam.update(grad(objective).apply(byHand.parameters(), x, y), byHand);
            downhill = sgd.update(grad(objective).apply(downhill.parameters(), x, y), downhill);
        }
        assertClose(scaled(Spark.train(LOSS, adam)).run(START, rows(), 5).parameters(), eval(byHand.parameters()));
        assertClose(scaled(Spark.train(LOSS, sgd)).run(START, rows(), 5).parameters(), eval(downhill.parameters()));
    }

    private static void assertClose(Model one, Model other) {
        assertThat(PlainLogistic.difference(PlainLogistic.flat(one.w(), one.b()), PlainLogistic.flat(other.w(), other.b())))
                .isLessThan(1e-12);
    }

    @Test
    void lbfgsFindsTheMinimumInFewSteps() {
        List<Double> values = new ArrayList<>();
        Lbfgs.State<Model> end = scaled(Spark.train(LOSS, new Lbfgs())).watched((_, value) -> values.add(value))
                .progress("logistic regression").until(1e-6).run(START, rows().cache(), 60);
        assertThat(values).isSortedAccordingTo((a, b) -> Double.compare(b, a)).hasSizeLessThan(12);
        Model gradient = end.gradient();
        assertThat(PlainLogistic.flat(gradient.w(), gradient.b())).usingComparatorWithPrecision(1e-6).containsOnly(0);
        Expr penalty = sum(end.parameters().w().square()).times(0.01);
        assertThat(toDouble(end.value())).isCloseTo(toDouble(mean(end.parameters()).plus(penalty)),
                org.assertj.core.data.Percentage.withPercentage(1e-10));
    }

    @Test
    void carriesOnFromTheLatestCheckpointWithTheSameBits(@TempDir Path folder) throws Exception {
        var adam = scaled(Spark.train(LOSS, new Adam(0.1)));
        Adam.State<Model> whole = adam.run(START, rows(), 7);
        var kept = adam.checkpoints(folder.resolve("adam"), 2);
        kept.run(START, rows(), 5);
        assertThat(Files.list(folder.resolve("adam")).map(file -> file.getFileName().toString()).sorted())
                .containsExactly("step-0000002.safetensors", "step-0000004.safetensors");
        List<Integer> steps = new ArrayList<>();
        assertThat(kept.watched((step, _) -> steps.add(step)).run(START, rows(), 7)).isEqualTo(whole);
        assertThat(steps).containsExactly(5, 6, 7);

        var lbfgs = scaled(Spark.train(LOSS, new Lbfgs(3)));
        Lbfgs.State<Model> all = lbfgs.run(START, rows(), 6);
        lbfgs.checkpoints(folder.resolve("lbfgs"), 3).run(START, rows(), 4);
        assertThat(lbfgs.checkpoints(folder.resolve("lbfgs"), 3).run(START, rows(), 6)).isEqualTo(all);
    }

    @Test
    void failuresLeaveNoTrace() {
        JavaRDD<Batch> failing = rows().map(batch -> {
            TaskContext task = TaskContext.get();
            if (task.attemptNumber() == 0 && (task.partitionId() + task.stageId()) % 5 == 0) {
                throw new IllegalStateException("a failure in step " + task.stageId());
            }
            return batch;
        });
        var training = scaled(Spark.train(LOSS, new Sgd(0.5)));
        assertThat(training.run(START, failing, 4)).isEqualTo(training.run(START, rows(), 4));
    }

    @Test
    void partsFollowFromTheSeed() {
        var sampled = Spark.train(LOSS, new Adam(0.1)).scaled(1.0 / DATA.rows()).sampled(0.4, 7);
        Adam.State<Model> state = sampled.run(START, rows(), 6);
        assertThat(sampled.run(START, rows(), 6)).isEqualTo(state);
        assertThat(Spark.train(LOSS, new Adam(0.1)).scaled(1.0 / DATA.rows()).sampled(0.4, 8).run(START, rows(), 6))
                .isNotEqualTo(state);
        assertThat(toDouble(mean(state.parameters()))).isLessThan(toDouble(mean(START)));
        assertThatThrownBy(() -> Spark.train(LOSS, new Lbfgs()).sampled(0.5, 1)).isInstanceOf(FluxionException.class)
                .hasMessageStartingWith("sampled: L-BFGS must see the same function");
    }

    @Test
    void theProgramOfManyRowsHoldsForAFew() {
        LogisticData few = new LogisticData(20_000, 10, 8);
        Model at = LogisticProgram.model(10);
        var there = LogisticProgram.total(at, LogisticProgram.batches(LocalSession.context(), few));
        assertThat(there).isEqualTo(LogisticProgram.alone(at, few));
        assertThat(PlainLogistic.difference(there, PlainLogistic.total(at, few))).isLessThan(1e-13);
    }
}
