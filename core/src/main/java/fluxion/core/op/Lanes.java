package fluxion.core.op;

import fluxion.core.Fn;
import io.vavr.collection.Seq;

/**
 * Many lanes that decide for themselves: which branch to take, when to stop. The functions stay those of one lane; when the
 * operation is evaluated, the lanes that go the same way are gathered and go it together, and the others do not go it at all.
 *
 * @param size how many lanes there are
 * @param mapped for each operand that is handed to the functions whether it has a value for each lane, along axis 0; else all
 *     lanes share it
 * @param over makes a function of one lane one of several
 */
public record Lanes(int size, Seq<Boolean> mapped, Over over) {
    /** How a function of one lane becomes one of many. */
    @FunctionalInterface
    public interface Over {
        /** The function over lanes: mapped parameters have a leading axis, and so has every result. */
        Fn apply(Fn lane, Seq<Boolean> mapped, int size);
    }

    /** As many lanes, with others of the operands mapped. */
    public Lanes withMapped(Seq<Boolean> others) {
        return new Lanes(size, others, over);
    }
}
