package fluxion.dsl.optim;

import fluxion.core.Given;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Told by {@link Fit} how far it is. */
public interface FitListener {
    /** After a batch. */
    default void onBatch(FitProgress progress) {}

    /** After an epoch, and after what is saved of it; whether to go on. */
    default boolean onEpoch(FitProgress progress) {
        return true;
    }

    /** Told of epochs; goes on while the answer is yes. */
    static FitListener ofEpochs(Predicate<FitProgress> goOn) {
        Given.arguments("ofEpochs", goOn);
        return new FitListener() {
            @Override
            public boolean onEpoch(FitProgress progress) {
                return goOn.test(progress);
            }
        };
    }

    /**
     * A bar of text after each batch, written over itself, and a line after each epoch:
     * {@code new Fit(10, 32).listening(FitListener.bar(System.err::print))}.
     *
     * @param out is given what to print
     */
    static FitListener bar(Consumer<String> out) {
        Given.arguments("bar", out);
        return new FitListener() {
            private static final int WIDTH = 30;

            @Override
            public void onBatch(FitProgress progress) {
                int full = WIDTH * progress.batch() / progress.batches();
                out.accept("\repoch %d/%d [%s%s] loss %.4g".formatted(progress.epoch(), progress.epochs(), "=".repeat(full),
                        " ".repeat(WIDTH - full), progress.loss()));
            }

            @Override
            public boolean onEpoch(FitProgress progress) {
                out.accept(progress.validation().map(", validation %.4g"::formatted).getOrElse("") + "\n");
                return true;
            }
        };
    }
}
