package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.random.RandomKey;
import io.vavr.Function3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * One training.
 *
 * @param <P> the type of the parameters
 * @param <D> the type of the data
 */
final class FitRun<P, D> {
    /** Keys of the loss are not those of the order. */
    private static final int OF_THE_LOSS = 1;

    private final Fit options;
    private final Optimiser optimiser;
    private final D data;
    private final Option<D> validation;
    private final int rows;
    private final int batches;
    private final Fun3<Optimiser.State<P>, D, RandomKey, Tuple2<Optimiser.State<P>, Expr>> step;
    private final Fun3<P, D, RandomKey, Expr> value;

    FitRun(Fit options, Optimiser optimiser, Function3<P, D, RandomKey, Expr> loss, D data, Option<D> validation) {
        this.options = options;
        this.optimiser = optimiser;
        this.data = data;
        this.validation = validation;
        rows = Fit.rows(data);
        batches = options.wholeBatches() ? rows / options.batchSize() : Math.ceilDiv(rows, options.batchSize());
        if (batches == 0) {
            throw new ShapeException("fit: requires a whole batch; got " + rows + " rows for batches of "
                    + options.batchSize());
        }
        value = Fun3.of(loss);
        step = Fun3.of((state, batch, key) -> {
            Tuple2<Expr, P> there = Fluxion.valueAndGrad((P p) -> loss.apply(p, batch, key)).apply(state.parameters());
            return Tuple.of(optimiser.update(there._2, state), there._1);
        });
    }

    Fitted<P> from(P start) {
        P known = Fluxion.eval(start);
        Fit.Standing<P> standing = new Fit.Standing<>(Fluxion.eval(optimiser.init(known)), known,
                Tensor.of(Double.POSITIVE_INFINITY), Tensor.of(0), Tensor.of(new double[0]), Tensor.of(new double[0]));
        if (options.file().exists(Files::exists)) {
            standing = Fluxion.load(standing.like(options.file().get()), options.file().get());
        }
        boolean goesOn = !isOver(standing);
        while (goesOn && numbers(standing.losses()).size() < options.epochs()) {
            standing = epoch(standing);
            Fit.Standing<P> done = standing;
            options.file().forEach(file -> Fluxion.save(done, file));
            FitProgress progress = progress(standing, batches, numbers(standing.losses()).size(),
                    numbers(standing.losses()).last(), numbers(standing.validations()).lastOption());
            goesOn = !isOver(standing);
            for (FitListener listener : options.listeners()) {
                goesOn &= listener.onEpoch(progress);
            }
        }
        return new Fitted<>(options.patience().isDefined() ? standing.best() : standing.state().parameters(), standing.state(),
                numbers(standing.losses()), numbers(standing.validations()));
    }

    private Fit.Standing<P> epoch(Fit.Standing<P> before) {
        int epoch = numbers(before.losses()).size();
        Option<RandomKey> key = options.key().map(k -> k.foldIn(epoch));
        Option<Tensor> order = key.map(k -> Fluxion.eval(Fluxion.permutation(k, rows)));
        Optimiser.State<P> state = before.state();
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < batches; i++) {
            int from = i * options.batchSize();
            int to = Math.min(from + options.batchSize(), rows);
            RandomKey ofStep = key.getOrElse(() -> Fluxion.key(0)).foldIn(OF_THE_LOSS).foldIn(i);
            Tuple2<Optimiser.State<P>, Expr> next = step.apply(state, batch(data, order, from, to), Fluxion.eval(ofStep));
            state = next._1;
            sum += Fluxion.toDouble(next._2) * (to - from);
            seen += to - from;
            FitProgress progress = progress(new Fit.Standing<>(state, before.best(), before.lowest(), before.waited(),
                    before.losses(), before.validations()), i + 1, epoch + 1, sum / seen, Option.none());
            options.listeners().forEach(listener -> listener.onBatch(progress));
        }
        return after(before, state, sum / seen);
    }

    private Fit.Standing<P> after(Fit.Standing<P> before, Optimiser.State<P> state, double loss) {
        P parameters = state.parameters();
        Option<Double> validated = validation.map(other -> validated(parameters, other));
        double watched = validated.getOrElse(loss);
        double least = options.patience().map(Fit.Patience::least).getOrElse(0.0);
        double lowest = Fluxion.toDouble(before.lowest());
        boolean better = watched < lowest - least;
        return new Fit.Standing<>(state, better ? parameters : before.best(), Tensor.of(better ? watched : lowest),
                better ? Tensor.of(0) : Fluxion.eval(before.waited().plus(1)), appended(before.losses(), Option.some(loss)),
                appended(before.validations(), validated));
    }

    private double validated(P parameters, D other) {
        int count = Fit.rows(other);
        double sum = 0;
        for (int from = 0; from < count; from += options.batchSize()) {
            int to = Math.min(from + options.batchSize(), count);
            sum += Fluxion.toDouble(value.apply(parameters, batch(other, Option.none(), from, to), Fluxion.key(0))) * (to - from);
        }
        return sum / count;
    }

    private boolean isOver(Fit.Standing<P> standing) {
        return options.patience().exists(patience -> Fluxion.toDouble(standing.waited()) >= patience.epochs());
    }

    private FitProgress progress(Fit.Standing<P> standing, int batch, int epoch, double loss, Option<Double> validated) {
        return new FitProgress(epoch, options.epochs(), batch, batches, loss, validated,
                (int) Fluxion.toDouble(standing.state().step()));
    }

    private static <D> D batch(D data, Option<Tensor> order, int from, int to) {
        String range = from + ":" + to;
        Option<Expr> picked = order.map(all -> all.get(range));
        return Fluxion.eval(Fluxion.map(data, leaf -> picked.fold(() -> leaf.get(range), leaf::get)));
    }

    private static Array<Double> numbers(Expr vector) {
        return Array.ofAll(Fluxion.eval(vector).doubles());
    }

    private static Expr appended(Expr vector, Option<Double> number) {
        List<Double> all = new ArrayList<>(numbers(vector).asJava());
        number.forEach(all::add);
        return Tensor.of(all.stream().mapToDouble(d -> d).toArray());
    }
}
