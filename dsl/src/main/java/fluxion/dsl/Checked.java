package fluxion.dsl;

import fluxion.core.FluxionException;
import io.vavr.collection.Array;

/**
 * A value, and what went wrong on the way to it.
 *
 * @param value the value; where an index was out of range, the nearest one was taken
 * @param problems in the order in which they came up
 * @param <T> the type of the value
 */
public record Checked<T>(T value, Array<Problem> problems) {
    /** What a problem is. */
    public enum Kind {
        /** An index that is not there. */
        INDEX_OUT_OF_RANGE,
        /** A divisor that is zero. */
        DIVISION_BY_ZERO,
        /** A condition of {@code check} that does not hold. */
        ASSERTION
    }

    /**
     * One operation that something was wrong with.
     *
     * @param kind what
     * @param operation the operation's name
     * @param message what was wrong and where
     */
    public record Problem(Kind kind, String operation, String message) {
        @Override
        public String toString() {
            return message;
        }
    }

    /** Whether nothing was wrong. */
    public boolean isFine() {
        return problems.isEmpty();
    }

    /**
     * The value.
     *
     * @throws FluxionException where something was wrong; the message lists all problems
     */
    public T get() {
        if (!isFine()) {
            throw new FluxionException(problems.mkString("checked: ", "\n", ""));
        }
        return value;
    }
}
