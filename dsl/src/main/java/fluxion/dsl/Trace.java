package fluxion.dsl;

import fluxion.core.ExprType;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import java.util.Locale;

/**
 * A value, and every step on the way to it: printed, one step a line.
 *
 * @param value the value
 * @param steps in the order in which they were computed
 * @param <T> the type of the value
 */
public record Trace<T>(T value, Array<Step> steps) {
    /**
     * One step.
     *
     * @param operation its name
     * @param type the type of its result
     * @param min the least number, NaN for none
     * @param mean the mean of the finite numbers
     * @param max the largest number, NaN for none
     * @param zeros how many elements are 0
     * @param nans how many are NaN
     * @param infinities how many are ±∞
     * @param origin where it was written, and by which rule it was made
     */
    public record Step(String operation, TensorType type, double min, double mean, double max, long zeros, long nans,
            long infinities, String origin) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-24s %-14s min %-12.6g mean %-12.6g max %-12.6g zeros %d%s%s%s", operation, type,
                    min, mean, max, zeros,
                    nans == 0 ? "" : ", NaN " + nans, infinities == 0 ? "" : ", infinite " + infinities, origin);
        }
    }

    @Override
    public String toString() {
        return steps.mkString("\n");
    }
}
