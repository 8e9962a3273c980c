package fluxion.examples.workbench;

import fluxion.core.FluxionException;
import io.vavr.collection.Array;
import java.util.Locale;
import java.util.SplittableRandom;

/** Functions to differentiate, made from seeds: the same seed makes the same one, on every machine. */
final class Exercises {
    private static final Array<String> POWERS = Array.of("√(%s)", "(%s)²", "(%s)³");
    private static final Array<String> OUTER = Array.of("sin(%s)", "cos(%s)", "e^(%s)", "ln(%s)").appendAll(POWERS);
    private static final Array<String> FACTORS = Array.of("x", "x²", "x³", "sin(x)", "cos(x)", "e^x", "ln(x)", "√x");

    /** What is practised. */
    enum Set { CHAIN, PRODUCT, QUOTIENT, PARTIAL }

    /** A formula, and with respect to which of its parameters it is differentiated. */
    record Exercise(String formula, String parameter) {}

    private Exercises() {}

    /**
     * One of a set.
     *
     * @param level from 1, one rule, to 3, three within each other
     */
    static Exercise of(String set, int level, long seed) {
        Set known = Array.of(Set.values()).find(s -> s.name().equalsIgnoreCase(set)).getOrElseThrow(() -> new FluxionException(
                "exercise: the sets are " + Array.of(Set.values()).mkString(", ").toLowerCase(Locale.ROOT) + "; got " + set));
        if (level < 1 || level > 3) {
            throw new FluxionException("exercise: the level must be from 1 to 3; got " + level);
        }
        var random = new SplittableRandom(seed * 31 + known.ordinal() * 7 + level);
        random.nextLong();
        return switch (known) {
            case CHAIN -> new Exercise(chain(random, level, linear(random)), "x");
            case PRODUCT -> new Exercise(product(random, level), "x");
            case QUOTIENT -> new Exercise(bracketed(numerator(random, level)) + "/(" + denominator(random, level) + ")", "x");
            case PARTIAL -> new Exercise(partial(random, level), random.nextBoolean() ? "x" : "y");
        };
    }

    /** In brackets where it is a sum or product. */
    private static String bracketed(String text) {
        return text.contains("·") ? "(" + text + ")" : text;
    }

    private static String one(SplittableRandom random, Array<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String linear(SplittableRandom random) {
        return random.nextInt(2, 8) + "·x + " + random.nextInt(1, 6);
    }

    private static String chain(SplittableRandom random, int depth, String inner) {
        String within = inner;
        Array<String> left = OUTER;
        for (int i = 0; i < depth; i++) {
            String outer = one(random, left);
            within = outer.formatted(within);
            // a power of a power is one power, and the logarithm of an exponential neither
            left = left.removeAll(POWERS.contains(outer) ? POWERS : outer.startsWith("e^") || outer.startsWith("ln")
                    ? Array.of("e^(%s)", "ln(%s)") : Array.of(outer));
        }
        return within;
    }

    private static String product(SplittableRandom random, int level) {
        String first = one(random, FACTORS);
        String second = one(random, FACTORS.remove(first));
        return switch (level) {
            case 1 -> first + "·" + second;
            case 2 -> first + "·" + chain(random, 1, linear(random));
            default -> chain(random, 1, random.nextInt(2, 6) + "·x") + "·" + chain(random, 1, "x² + " + random.nextInt(1, 6));
        };
    }

    private static String numerator(SplittableRandom random, int level) {
        return level == 1 ? random.nextInt(2, 6) + "·x + " + random.nextInt(1, 6) : level == 2 ? one(random, FACTORS)
                : chain(random, 1, random.nextInt(2, 6) + "·x");
    }

    private static String denominator(SplittableRandom random, int level) {
        return level == 1 ? "x + " + random.nextInt(1, 6) : "x² + " + random.nextInt(1, 6);
    }

    private static String partial(SplittableRandom random, int level) {
        int n = random.nextInt(2, 5);
        return switch (level) {
            case 1 -> "x^" + n + "·y + " + random.nextInt(2, 6) + "·y²";
            case 2 -> one(random, OUTER).formatted("x·y + " + random.nextInt(1, 6));
            default -> "x·" + one(random, OUTER).formatted("x^" + n + " + y²");
        };
    }
}
