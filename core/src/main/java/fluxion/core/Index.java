package fluxion.core;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * What stands for one or more axes between the brackets of {@code x[…]}, as in NumPy: a position, a range, all axes not named,
 * a new axis, or an expression: integers (an array of positions) or bools (a mask over as many axes as it has).
 */
public sealed interface Index extends java.io.Serializable permits Expr, Index.Position, Index.Range, Index.Ellipsis,
        Index.NewAxis {

    /** One position, which takes the axis away; negative ones count from the end. */
    record Position(int at) implements Index {
        @Override
        public String toString() {
            return Integer.toString(at);
        }
    }

    /**
     * Every step-th position from start up to stop, exclusive; downwards where the step is negative. Negative bounds count
     * from the end; absent ones mean as far as it goes.
     */
    record Range(Option<Integer> start, Option<Integer> stop, int step) implements Index {
        /** A whole axis. */
        public static final Range ALL = new Range(Option.none(), Option.none(), 1);

        /** Refuses a step of 0. */
        public Range {
            if (step == 0) {
                throw new ShapeException("range: the step must not be 0");
            }
        }

        @Override
        public String toString() {
            return start.fold(() -> "", String::valueOf) + ":" + stop.fold(() -> "", String::valueOf)
                    + (step == 1 ? "" : ":" + step);
        }
    }

    /** As many whole axes as are not named otherwise; at most once. */
    record Ellipsis() implements Index {
        @Override
        public String toString() {
            return "...";
        }
    }

    /** A new axis of length one. */
    record NewAxis() implements Index {
        @Override
        public String toString() {
            return "newaxis";
        }
    }

    /** NumPy's notation for everything but expressions: {@code "1:3, ..., newaxis, ::-1, -2"}. */
    static Seq<Index> parse(String text) {
        return Array.of(text.split(",", -1)).map(part -> one(part.strip(), text));
    }

    private static Index one(String part, String text) {
        try {
            return switch (part) {
                case "..." -> new Ellipsis();
                case "newaxis" -> new NewAxis();
                case String range when range.contains(":") -> range(range);
                case String position -> new Position(Integer.parseInt(position));
            };
        } catch (NumberFormatException e) {
            throw new ShapeException("get: an index in words is a position (2), a range (1:3, ::-1), ... or newaxis; got \""
                    + part + "\" in \"" + text + "\"");
        }
    }

    private static Range range(String text) {
        Array<Option<Integer>> bounds = Array.of(text.split(":", -1)).map(String::strip)
                .map(b -> Option.when(!b.isEmpty(), () -> Integer.parseInt(b)));
        if (bounds.size() > 3) {
            throw new NumberFormatException(text);
        }
        return new Range(bounds.get(0), bounds.get(1), bounds.size() == 3 ? bounds.get(2).getOrElse(1) : 1);
    }
}
