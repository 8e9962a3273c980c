package fluxion.dsl;

import fluxion.core.FluxionException;
import io.vavr.collection.Array;

/**
 * How derivatives compare with differences, see {@link Fluxion#checkGradients}; printed it says which leaf and which element are
 * wrong, what was expected and what came.
 *
 * @param levels each mode that was tried, of each order
 * @param tolerance how large an error may be, see {@link Element#error}
 */
public record GradientCheck(Array<Level> levels, double tolerance) {
    /** How a derivative is computed. */
    public enum Mode {
        /** Along tangents, {@code jvp}. */
        FORWARD,
        /** From cotangents, {@code grad}. */
        REVERSE
    }

    /**
     * What one sequence of modes gave.
     *
     * @param modes how the derivatives were taken, the first first; as many as the order
     * @param elements all that were compared
     */
    public record Level(Array<Mode> modes, Array<Element> elements) {
        /** The largest error. */
        public double largestError() {
            return elements.map(Element::error).foldLeft(0.0,
                    (a, b) -> Double.isNaN(b) ? Double.POSITIVE_INFINITY : Math.max(a, b));
        }

        /** {@code forward over reverse}: the last first. */
        public String name() {
            return modes.reverse().map(mode -> switch (mode) {
                case FORWARD -> "forward";
                case REVERSE -> "reverse";
            }).mkString(" over ");
        }
    }

    /**
     * One element of one leaf.
     *
     * @param leaf where the leaf is: {@code layers[0].bias}; the empty text for an expression alone
     * @param index of the element in it
     * @param expected by differences
     * @param got by the mode
     */
    public record Element(String leaf, Array<Integer> index, double expected, double got) {
        /** |got − expected|/max(1, |expected|); NaN where one of them is NaN or they are not equal and infinite. */
        public double error() {
            return got == expected ? 0 : Math.abs(got - expected) / Math.max(1, Math.abs(expected));
        }

        private boolean isWithin(double tolerance) {
            return error() <= tolerance || Double.isNaN(expected) && Double.isNaN(got);
        }

        @Override
        public String toString() {
            return (leaf.isEmpty() ? "x" : leaf) + index.mkString("[", ", ", "]") + ": expected " + expected + ", got " + got;
        }
    }

    /** Whether all is within the tolerance. */
    public boolean passed() {
        return levels.forAll(level -> wrong(level).isEmpty());
    }

    private Array<Element> wrong(Level level) {
        return level.elements().filter(element -> !element.isWithin(tolerance));
    }

    /** The elements that differ by more than the tolerance. */
    public Array<Element> mismatches() {
        return levels.flatMap(this::wrong);
    }

    /**
     * This, where all is within the tolerance.
     *
     * @throws FluxionException with the report where it is not
     */
    public GradientCheck orThrow() {
        if (!passed()) {
            throw new FluxionException("checkGradients: derivatives must agree with differences; got\n" + this);
        }
        return this;
    }

    private static final int SHOWN = 5;

    @Override
    public String toString() {
        return levels.map(level -> {
            Array<Element> wrong = wrong(level);
            String line = "order " + level.modes().size() + ", " + level.name() + ": " + level.elements().size() + " elements, ";
            return wrong.isEmpty() ? line + "largest error %.1e".formatted(level.largestError())
                    : line + wrong.size() + " wrong" + wrong.take(SHOWN).map(each -> "\n    " + each).mkString()
                    + (wrong.size() > SHOWN ? "\n    …" : "");
        }).mkString("\n");
    }
}
