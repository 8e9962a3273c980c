package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.equivalent;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import fluxion.dsl.Equivalence;
import fluxion.dsl.Equivalence.Proven;
import fluxion.dsl.Equivalence.Refuted;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Random functions against the same after identities were applied to some of their parts, which may not be refuted, and against
 * others in which one part is changed, which may not be proven where values say otherwise.
 * {@code -Dfluxion.equalities.count=N} and {@code -Dfluxion.equalities.seed=N} ask more, or others.
 */
class RandomEqualitiesTest {
    private static final int COUNT = Integer.getInteger("fluxion.equalities.count", 12);
    private static final long SEED = Long.getLong("fluxion.equalities.seed", 0);
    private static final Var X = new Var("x", TensorType.of(fluxion.core.DType.F64));
    private static final Var Y = new Var("y", TensorType.of(fluxion.core.DType.F64));

    /** A function, and the same written otherwise or changed; parts are built alike on both sides until one is not. */
    private record Sides(Expr left, Expr right) {
        Sides map(UnaryOperator<Expr> f) {
            return new Sides(f.apply(left), f.apply(right));
        }
    }

    private static final class Maker {
        private final SplittableRandom random;
        private final boolean identities;
        private int changes;

        Maker(long seed, boolean identities, int changes) {
            this.random = new SplittableRandom(seed);
            this.identities = identities;
            this.changes = changes;
        }

        Sides make(int depth) {
            Sides made = depth == 0 ? leaf() : node(depth);
            if (changes > 0 && random.nextInt(3) == 0) {
                changes--;
                return new Sides(made.left, identities ? rewritten(made.right, depth) : mutated(made.right));
            }
            return made;
        }

        private Sides leaf() {
            return switch (random.nextInt(5)) {
                case 0, 1 -> new Sides(X, X);
                case 2 -> new Sides(Y, Y);
                case 3 -> number(random.nextInt(1, 5));
                default -> number(random.nextInt(1, 4) / 2.0);
            };
        }

        private static Sides number(double value) {
            return new Sides(Tensor.of(value), Tensor.of(value));
        }

        private Sides node(int depth) {
            Sides a = make(depth - 1);
            return switch (random.nextInt(18)) {
                case 0, 1, 2 -> two(a, make(depth - 1), Expr::plus);
                case 3, 4 -> two(a, make(depth - 1), Expr::minus);
                case 5, 6, 7 -> two(a, make(depth - 1), Expr::times);
                case 8 -> two(a, make(depth - 1), Expr::div);
                case 9 -> a.map(Expr::square);
                case 10 -> a.map(Expr::exp);
                case 11 -> a.map(e -> e.square().plus(1).log());
                case 12 -> a.map(Expr::sin);
                case 13 -> a.map(Expr::cos);
                case 14 -> a.map(Expr::tanh);
                case 15 -> a.map(e -> e.square().plus(2).sqrt());
                case 16 -> a.map(Expr::abs);
                default -> two(a, make(depth - 1), Expr::maximum);
            };
        }

        private static Sides two(Sides a, Sides b, java.util.function.BinaryOperator<Expr> f) {
            return new Sides(f.apply(a.left, b.left), f.apply(a.right, b.right));
        }

        /** The same where it is defined. */
        private Expr rewritten(Expr e, int depth) {
            Expr other = random.nextBoolean() ? X : Y.plus(1);
            return switch (random.nextInt(12)) {
                case 0 -> e.plus(other).minus(other);
                case 1 -> e.plus(other).square().minus(e.square()).minus(other.square()).div(2).plus(e).minus(e.times(other));
                case 2 -> e.times(other.square().plus(1)).div(other.square().plus(1));
                case 3 -> e.times(other.sin().square().plus(other.cos().square()));
                case 4 -> e.times(other.exp()).times(other.neg().exp());
                case 5 -> e.maximum(other).plus(e.minimum(other)).minus(other);
                case 6 -> e.plus(other.abs()).minus(other.square().sqrt());
                case 7 -> e.exp().log();
                case 8 -> e.times(2).sinh().div(e.cosh()).div(2).asinh();
                case 9 -> e.plus(other.times(2).cos()).minus(other.cos().square().times(2)).plus(1);
                case 10 -> e.asinh().sinh();
                default -> e.neg().neg().plus(other.times(0));
            };
        }

        private Expr mutated(Expr e) {
            return switch (random.nextInt(8)) {
                case 0 -> e.plus(1e-3);
                case 1 -> e.times(1.5);
                case 2 -> e.neg();
                case 3 -> e.abs();
                case 4 -> e.square();
                case 5 -> e.plus(X.sin());
                case 6 -> e.maximum(0.25);
                default -> e.cos();
            };
        }
    }

    @Test
    void identitiesAreNotRefuted() {
        int proven = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            Sides sides = new Maker(seed, true, 2).make(3);
            Equivalence answer = asked(sides);
            assertThat(answer).as("seed %d: %s = %s", seed, text(sides.left), text(sides.right)).isNotInstanceOf(Refuted.class);
            assertThat(answer.toString()).as("seed %d", seed).doesNotContain("contradicts");
            if (answer instanceof Proven p) {
                proven++;
                agrees(seed, sides, p);
            }
        }
        System.out.println(proven + " of " + COUNT + " random identities proven");
    }

    @Test
    void changesAreNotProven() {
        int refuted = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            Sides sides = new Maker(seed, false, 1).make(3);
            Equivalence answer = asked(sides);
            assertThat(answer.toString()).as("seed %d", seed).doesNotContain("contradicts");
            if (answer instanceof Proven p) {
                agrees(seed, sides, p);
            } else if (answer instanceof Refuted) {
                refuted++;
            }
        }
        System.out.println(refuted + " of " + COUNT + " random changes refuted");
    }

    private static Equivalence asked(Sides sides) {
        Array<Var> parameters = Array.of(X, Y);
        return equivalent(Fn.of(parameters, Array.of(sides.left)), Fn.of(parameters, Array.of(sides.right)));
    }

    private static String text(Expr e) {
        return MathText.of(Fn.of(Array.of(X, Y), Array.of(e)));
    }

    /** At other points than those that were looked at; without conditions both are defined at the same ones. */
    private static void agrees(long seed, Sides sides, Proven proof) {
        SplittableRandom random = new SplittableRandom(seed + 1_000_003);
        Fn both = Fn.of(Array.of(X, Y), Array.of(sides.left, sides.right));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double scale = new double[] {0.01, 0.5, 2, 6}[i % 4];
            double x = i == 0 ? 0 : scale * (2 * random.nextDouble() - 1);
            double y = i < 2 ? 0 : scale * (2 * random.nextDouble() - 1);
            var values = Evaluator.evaluate(both, Array.of(Tensor.of(x), Tensor.of(y)));
            double a = values.get(0).toDouble();
            double b = values.get(1).toDouble();
            boolean finite = Double.isFinite(a) && Double.isFinite(b) && Math.abs(a) < 1e6;
            if (finite && Math.abs(a - b) > 1e-4 * (1 + Math.abs(a))
                    || i % 4 < 3 && proof.conditions().isEmpty() && (Double.isNaN(a) && Math.abs(b) < 50 || Double.isNaN(b) && Math.abs(a) < 50)) {
                wrong.add("(" + x + ", " + y + "): " + a + " and " + b);
            }
        }
        assertThat(wrong).as("seed %d: %s = %s %s", seed, text(sides.left), text(sides.right), proof).isEmpty();
    }
}
