package fluxion.tests.optim;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.optim.Fit;
import fluxion.dsl.optim.FitListener;
import fluxion.dsl.optim.FitProgress;
import fluxion.dsl.optim.Fitted;
import fluxion.dsl.optim.Optimiser;
import fluxion.dsl.optim.Optimisers;
import fluxion.dsl.optim.Transformations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training over epochs: its parts are those of a loop by hand, it stops when it should and goes on where it stopped. */
class FitTest {
    private record Line(Expr slope, Expr offset) {}

    private record Rows(Expr x, Expr y) {}

    private static final Fun2<Line, Rows, Expr> LOSS = fn((Line line, Rows rows) ->
            line.slope().times(rows.x()).plus(line.offset()).minus(rows.y()).square().mean());
    private static final Rows DATA = eval(new Rows(linspace(-1, 1, 10), linspace(-1, 1, 10).times(2).plus(1)));
    private static final Line START = new Line(scalar(0), scalar(0));
    private static final Optimiser ADAM = Optimisers.adam(0.05).then(Transformations.averageParameters(0.9));

    @Test
    void isALoopOverShuffledBatches() {
        Fitted<Line> fitted = new Fit(3, 4).shuffled(key(7)).fit(ADAM, LOSS, START, DATA);
        Optimiser.State<Line> state = ADAM.init(START);
        double first = 0;
        for (int epoch = 0; epoch < 3; epoch++) {
            Tensor order = eval(permutation(key(7).foldIn(epoch), 10));
            for (int from = 0; from < 10; from += 4) {
                Expr rows = order.get(from + ":" + Math.min(10, from + 4));
                Rows batch = map(DATA, leaf -> leaf.get(rows));
                var there = valueAndGrad((Line p) -> LOSS.apply(p, batch)).apply(state.parameters());
                first += epoch == 0 ? toDouble(there._1) * Math.min(4, 10 - from) : 0;
                state = ADAM.update(there._2, state);
            }
        }
        Tensor found = eval(ravel(fitted.parameters()));
        assertThat(found.doubles()).usingComparatorWithPrecision(1e-14).containsExactly(eval(ravel(state.parameters())).doubles());
        assertThat(toDouble(fitted.state().step())).isEqualTo(9);
        assertThat(fitted.losses().get(0)).isCloseTo(first / 10, org.assertj.core.api.Assertions.within(1e-14));
        assertThat(new Fit(3, 4).wholeBatchesOnly().fit(ADAM, LOSS, START, DATA).state().step()).isEqualTo(scalar(I32, 6));
        assertThat(new Fit(60, 5).fit(ADAM, LOSS, START, DATA).losses().last()).isLessThan(1e-2);
    }

    @Test
    void goesOnFromItsFileWithTheSameBits(@TempDir Path folder) {
        Fit fit = new Fit(6, 4).shuffled(key(3)).stopping(100, 0);
        Fitted<Line> whole = fit.fit(ADAM, LOSS, START, DATA, DATA);
        Path file = folder.resolve("training.safetensors");
        // stopped in the middle of the fourth epoch, as by the loss of power
        FitListener failing = new FitListener() {
            @Override
            public void onBatch(FitProgress progress) {
                if (progress.step() == 11) {
                    throw new IllegalStateException("no power");
                }
            }
        };
        assertThatThrownBy(() -> fit.resuming(file).listening(failing).fit(ADAM, LOSS, START, DATA, DATA)).hasMessage("no power");
        List<Integer> epochs = new ArrayList<>();
        Fitted<Line> resumed = fit.resuming(file).listening(FitListener.ofEpochs(p -> epochs.add(p.epoch()))).fit(ADAM, LOSS, START, DATA, DATA);
        assertThat(epochs).containsExactly(4, 5, 6);
        assertThat(resumed).isEqualTo(whole);
        assertThat(resumed.epochs()).isEqualTo(6);
        // done already; and longer, which is one of nine epochs
        assertThat(fit.resuming(file).fit(ADAM, LOSS, START, DATA, DATA)).isEqualTo(whole);
        Fit longer = new Fit(9, 4).shuffled(key(3)).stopping(100, 0);
        assertThat(longer.resuming(file).fit(ADAM, LOSS, START, DATA, DATA)).isEqualTo(longer.fit(ADAM, LOSS, START, DATA, DATA));
    }

    @Test
    void stopsWhereNothingImproves() {
        // goes down to 0 at the third epoch and away from it
        var away = fn((Expr p, Expr rows) -> p.plus(rows.mean().times(0)));
        Fitted<Expr> fitted = new Fit(50, 2).stopping(3, 0)
                .fit(Optimisers.sgd(1), away, (Expr) scalar(3), (Expr) zeros(f64(2)), (Expr) zeros(f64(2)));
        assertThat(fitted.epochs()).isEqualTo(50);
        var valley = fn((Expr p, Expr rows) -> p.abs().plus(rows.mean().times(0)));
        Fitted<Expr> stopped = new Fit(50, 2).stopping(3, 0)
                .fit(Optimisers.sgd(1), valley, (Expr) scalar(3.25), (Expr) zeros(f64(2)), (Expr) zeros(f64(2)));
        assertThat(stopped.validations().map(Math::abs)).containsExactly(2.25, 1.25, 0.25, 0.75, 0.25, 0.75);
        assertThat(stopped.parameters()).isEqualTo(scalar(0.25));
        assertThat(stopped.state().parameters()).isEqualTo(scalar(-0.75));
        assertThat(new Fit(50, 2).listening(FitListener.ofEpochs(p -> p.epoch() < 4))
                .fit(Optimisers.sgd(1), valley, (Expr) scalar(3.25), (Expr) zeros(f64(2))).epochs()).isEqualTo(4);
    }

    @Test
    void tellsHowFarItIs() {
        StringBuilder bar = new StringBuilder();
        new Fit(2, 5).listening(FitListener.bar(bar::append)).fit(ADAM, LOSS, START, DATA, DATA);
        assertThat(bar.toString().replaceAll("[\\d.]+(?=[,\n\r]|$)", "#")).isEqualTo(
                "\repoch 1/2 [===============               ] loss #\repoch 1/2 [==============================] loss #, validation #\n"
                        + "\repoch 2/2 [===============               ] loss #\repoch 2/2 [==============================] loss #, validation #\n");
    }

    @Test
    void lossesGetKeysOfTheirOwn() {
        var noisy = new Fit(2, 2).shuffled(key(1));
        Fitted<Expr> fitted = noisy.<Expr, Expr>fitWithKeys(Optimisers.sgd(1), (p, rows, key) -> p.times(uniform(key, f64())).plus(rows.mean().times(0)),
                scalar(0), zeros(f64(4)));
        assertThat(fitted).isEqualTo(noisy.<Expr, Expr>fitWithKeys(Optimisers.sgd(1),
                (p, rows, key) -> p.times(uniform(key, f64())).plus(rows.mean().times(0)), scalar(0), zeros(f64(4))));
        double moved = -toDouble(fitted.parameters());
        assertThat(moved).isGreaterThan(0.4).isLessThan(3.6);
        assertThatThrownBy(() -> new Fit(2, 2).<Expr, Expr>fitWithKeys(Optimisers.sgd(1), (p, rows, key) -> p, scalar(0), zeros(f64(4))))
                .isInstanceOf(FluxionException.class).hasMessageContaining("say shuffled(key) first");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> new Fit(0, 4)).isInstanceOf(FluxionException.class).hasMessageContaining("got 0 and 4");
        assertThatThrownBy(() -> new Fit(1, 4).stopping(0, 0)).hasMessageContaining("stopping: requires at least 1 epoch");
        assertThatThrownBy(() -> new Fit(1, 4).fit(ADAM, LOSS, START, new Rows(zeros(f64(3)), zeros(f64(4))))).isInstanceOf(ShapeException.class)
                .hasMessage("fit: all leaves of the data must have one number of rows, at least 1; got f64[3], f64[4]");
        assertThatThrownBy(() -> new Fit(1, 40).wholeBatchesOnly().fit(ADAM, LOSS, START, DATA)).hasMessageContaining("10 rows for batches of 40");
    }
}
