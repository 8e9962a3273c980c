package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.random.RandomKey;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.nio.file.Path;

/**
 * Training over epochs of batches: a loss of parameters and rows of data goes down by an optimiser. Each option gives another
 * {@code Fit}.
 *
 * <pre>{@code
 * var fitted = new Fit(20, 32).shuffled(key(7)).stopping(3, 0).resuming(Path.of("training.safetensors"))
 *         .listening(FitListener.bar(System.err::print))
 *         .fit(Optimisers.adamw(1e-3), loss, net, data, validation);
 * Net best = fitted.parameters();
 * }</pre>
 *
 * <p>Orders and keys are made of the number of the epoch, so that a training that goes on from its file gives the bits of one
 * that never stopped.
 *
 * @param epochs how often it goes through the data, at least 1
 * @param batchSize how many rows a step takes, at least 1; the last of an epoch may have fewer
 * @param key of the order of rows and of the loss; the rows stay in order where there is none
 * @param wholeBatches whether the last batch is left out where it has fewer rows
 * @param patience when it stops early
 * @param file where its state is after each epoch, from which it goes on
 * @param listeners told how far it is
 */
public record Fit(int epochs, int batchSize, Option<RandomKey> key, boolean wholeBatches, Option<Patience> patience,
        Option<Path> file, Array<FitListener> listeners) {
    /** Refuses numbers below 1. */
    public Fit {
        if (epochs < 1 || batchSize < 1) {
            throw new FluxionException("fit: requires at least 1 epoch and 1 row in a batch; got " + epochs + " and "
                    + batchSize);
        }
    }

    /** In the order of the rows, all epochs, all rows. */
    public Fit(int epochs, int batchSize) {
        this(epochs, batchSize, Option.none(), false, Option.none(), Option.none(), Array.empty());
    }

    /**
     * When it stops: after so many epochs of which none had a loss smaller than the best before by at least so much. The loss is
     * that of the validation where there is one.
     *
     * @param epochs at least 1
     * @param least how much smaller
     */
    public record Patience(int epochs, double least) {
        /** Refuses numbers out of these ranges. */
        public Patience {
            if (epochs < 1 || !(least >= 0)) {
                throw new FluxionException("stopping: requires at least 1 epoch and a difference ≥ 0; got " + epochs + " and "
                        + least);
            }
        }
    }

    /** In another order in each epoch. */
    public Fit shuffled(RandomKey by) {
        Given.arguments("shuffled", by);
        return new Fit(epochs, batchSize, Option.some(by), wholeBatches, patience, file, listeners);
    }

    /** Without the last batch of an epoch where it has fewer rows. */
    public Fit wholeBatchesOnly() {
        return new Fit(epochs, batchSize, key, true, patience, file, listeners);
    }

    /** Stops early, and gives the best parameters of all epochs, see {@link Patience}. */
    public Fit stopping(int patienceInEpochs, double least) {
        return new Fit(epochs, batchSize, key, wholeBatches, Option.some(new Patience(patienceInEpochs, least)), file, listeners);
    }

    /** Saves its state after each epoch, and goes on from there where the file exists; {@code .safetensors} or {@code .npz}. */
    public Fit resuming(Path from) {
        Given.arguments("resuming", from);
        return new Fit(epochs, batchSize, key, wholeBatches, patience, Option.some(from), listeners);
    }

    /** Tells another listener. */
    public Fit listening(FitListener listener) {
        Given.arguments("listening", listener);
        return new Fit(epochs, batchSize, key, wholeBatches, patience, file, listeners.append(listener));
    }

    /**
     * Trains.
     *
     * @param loss of parameters and of rows of data, their mean
     * @param start the parameters before the first step
     * @param data a tree whose leaves have one row for each example along axis 0
     */
    public <P, D> Fitted<P> fit(Optimiser optimiser, Function2<P, D, Expr> loss, P start, D data) {
        Given.arguments("fit", optimiser, loss, start, data);
        return new FitRun<P, D>(this, optimiser, (p, d, _) -> loss.apply(p, d), data, Option.none()).from(start);
    }

    /** Trains, and looks after each epoch at the loss on rows that it is not trained with. */
    public <P, D> Fitted<P> fit(Optimiser optimiser, Function2<P, D, Expr> loss, P start, D data, D validation) {
        Given.arguments("fit", optimiser, loss, start, data, validation);
        return new FitRun<P, D>(this, optimiser, (p, d, _) -> loss.apply(p, d), data, Option.some(validation)).from(start);
    }

    /** Trains with a loss that is given a key too, another one in each step, as for dropout. */
    public <P, D> Fitted<P> fitWithKeys(Optimiser optimiser, Function3<P, D, RandomKey, Expr> loss, P start, D data) {
        Given.arguments("fitWithKeys", optimiser, loss, start, data);
        if (key.isEmpty()) {
            throw new FluxionException("fitWithKeys: there is no key that others could be made of; say shuffled(key) first");
        }
        return new FitRun<P, D>(this, optimiser, loss, data, Option.none()).from(start);
    }

    /** How many rows a tree has. */
    static int rows(Object data) {
        Array<Integer> counts = Fluxion.leaves(data).map(leaf -> leaf.rank() == 0 ? -1 : leaf.shape().dim(0)).distinct();
        if (counts.size() != 1 || counts.get(0) < 1) {
            throw new ShapeException("fit: all leaves of the data must have one number of rows, at least 1; got "
                    + Fluxion.leaves(data).map(Expr::type).mkString(", "));
        }
        return counts.get(0);
    }

    /**
     * What is in the file.
     *
     * @param state of the optimiser
     * @param best the best parameters so far
     * @param lowest their loss, f64
     * @param waited how many epochs there were since, i32
     * @param losses of each epoch, f64
     * @param validations of each epoch, f64
     */
    record Standing<P>(Optimiser.State<P> state, P best, Expr lowest, Expr waited, Expr losses, Expr validations) {
        /** The start of this with room for the numbers that a file has. */
        Standing<P> like(Path file) {
            var stored = Fluxion.loadTensors(file);
            return new Standing<>(state, best, lowest, waited, stored.get("losses").getOrElse((Tensor) losses),
                    stored.get("validations").getOrElse((Tensor) validations));
        }
    }
}
