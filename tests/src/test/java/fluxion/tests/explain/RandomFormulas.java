package fluxion.tests.explain;

import java.util.SplittableRandom;

/** Formulas of smooth functions, made at random: of numbers x and a; of vectors x and b and a matrix A. */
final class RandomFormulas {
    private final SplittableRandom random;

    RandomFormulas(long seed) {
        random = new SplittableRandom(seed);
    }

    private String one(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** A number made of numbers. */
    String scalar(int depth) {
        if (depth == 0) {
            return one("x", "x", "a", "2", "π");
        }
        String u = scalar(depth - 1);
        String v = scalar(random.nextInt(depth));
        return switch (random.nextInt(13)) {
            case 0 -> "(" + u + " + " + v + ")";
            case 1 -> "(" + u + " − " + v + ")";
            case 2, 3 -> "(" + u + ")·(" + v + ")";
            case 4 -> "(" + u + ")/(2 + (" + v + ")²)";
            case 5 -> "sin(" + u + ")";
            case 6 -> "tanh(" + u + ")";
            case 7 -> "ln(1 + (" + u + ")²)";
            case 8 -> "√(1 + (" + u + ")²)";
            case 9 -> "(" + u + ")³";
            case 10 -> "exp(−(" + u + ")²)";
            case 11 -> "(1.5 + sin(" + u + "))^(" + v + ")";
            default -> "arctan(" + u + ")";
        };
    }

    /** A vector made of vectors. */
    String vector(int depth) {
        if (depth == 0) {
            return one("x", "x", "b");
        }
        String u = vector(depth - 1);
        String v = vector(random.nextInt(depth));
        return switch (random.nextInt(9)) {
            case 0 -> "(" + u + " + " + v + ")";
            case 1 -> "(" + u + " − " + v + ")";
            case 2 -> "(" + u + ") ⊙ (" + v + ")";
            case 3 -> "A·(" + u + ")";
            case 4 -> "Aᵀ·(" + u + ")";
            case 5 -> "tanh(" + u + ")";
            case 6 -> "exp(−(" + u + ")²)";
            case 7 -> "softmax(" + u + ")";
            default -> "(" + ofVectors(depth - 1) + ")·(" + v + ")";
        };
    }

    /** A number made of vectors. */
    String ofVectors(int depth) {
        String u = vector(depth);
        String v = vector(random.nextInt(depth + 1));
        return switch (random.nextInt(7)) {
            case 0 -> "(" + u + ")ᵀ·(" + v + ")";
            case 1 -> "Σ (" + u + ")";
            case 2 -> "‖" + u + "‖²";
            case 3 -> "√(1 + ‖" + u + "‖²)";
            case 4 -> "ln(Σ exp(" + u + "))";
            case 5 -> "(" + u + ")ᵀ·A·(" + v + ")";
            default -> "exp(−‖" + u + " − (" + v + ")‖²/4)";
        };
    }
}
