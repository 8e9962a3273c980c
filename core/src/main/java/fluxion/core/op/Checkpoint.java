package fluxion.core.op;

import fluxion.core.Apply;
import fluxion.core.Fn;
import io.vavr.collection.Seq;

/**
 * A function whose intermediate values are not kept for reverse mode but computed again there, except those that a policy
 * keeps (Griewank and Walther, Evaluating Derivatives, 2nd ed., chapter 12).
 *
 * @param name what the step is called when printed
 * @param body the function, closed
 * @param keep which intermediate values are kept
 */
public record Checkpoint(String name, Fn body, Keep keep) implements CustomRule {
    /** Which intermediate values reverse mode keeps. */
    public sealed interface Keep extends java.io.Serializable {
        /** Whether the value of an operation is kept. */
        default boolean keeps(Apply node) {
            return switch (this) {
                case Everything _ -> true;
                case Nothing _ -> false;
                case Dots _ -> node.op() instanceof Dot || node.op() instanceof Conv;
                case Names(Seq<String> names) -> node.op() instanceof Named(String name) && names.contains(name);
            };
        }
    }

    /** All of them, as without a checkpoint. */
    public record Everything() implements Keep {}

    /** None: only the operands. */
    public record Nothing() implements Keep {}

    /** Results of matrix products and convolutions, which cost most to compute again. */
    public record Dots() implements Keep {}

    /** Those that were given one of these names. */
    public record Names(Seq<String> names) implements Keep {}
}
