package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random expressions beside their simplified forms. Where all that is computed on the way is an ordinary number, both agree but for
 * rounding, whichever rules fire. Where an argument is NaN or infinite, functions run in the form without the rules that cancel,
 * {@link Simplify#keeping()}: there what is NaN because an argument is stays NaN, and what is a number is the same. What is NaN as
 * ∞ − ∞ or ∞/∞ is may become what it tends to, and what is infinite NaN, in another order of terms.
 * {@code -Dfluxion.simplified.count=N -Dfluxion.simplified.seed=M} takes more, and others.
 */
class SimplifiedValuesTest {
    private static final long FIRST = Long.getLong("fluxion.simplified.seed", 1);
    private static final int COUNT = Integer.getInteger("fluxion.simplified.count", 100);
    private static final double[] FINITE = {0.5, -0.5, 1, -1, 2, -3, 1.25, 0.1};
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    /** Numbers on the way beyond this are no ordinary ones. */
    private static final double LARGE = 1e6;
    private static final double SMALL = 1e-6;

    private static final Var X = new Var("x", TensorType.scalar(fluxion.core.DType.F64));
    private static final Var Y = new Var("y", TensorType.scalar(fluxion.core.DType.F64));

    @Test
    void simplifiedFormsHaveTheSameValues() {
        List<String> different = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Fn made = Fn.of(Array.of(X, Y), Array.of(expression(random, 4)));
            Fn fn = seed % 3 == 0 ? Fn.of(made.params(), Grad.of(made, fluxion.core.Ints.of(0)).on(made.params())) : made;
            String at = "-Dfluxion.simplified.seed=" + seed + " -Dfluxion.simplified.count=1: ";
            numbers(fn, Simplify.of(fn), random).map(w -> at + w).forEach(different::add);
            numbers(fn, Simplify.keeping().apply(fn), random).map(w -> at + w).forEach(different::add);
            notNumbers(fn, Simplify.keeping().apply(fn), random).map(w -> at + w).forEach(different::add);
        }
        assertThat(different).isEmpty();
    }

    private static Expr expression(SplittableRandom random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(5)) {
                case 0, 1 -> X;
                case 2 -> Y;
                case 3 -> Tensor.of(random.nextInt(-2, 4));
                default -> Tensor.of(0.5);
            };
        }
        Expr u = expression(random, depth - 1);
        Expr v = random.nextInt(3) == 0 ? u : expression(random, random.nextInt(depth));
        u = u.cast(fluxion.core.DType.F64);
        v = v.cast(fluxion.core.DType.F64);
        return switch (random.nextInt(22)) {
            case 0, 1 -> u.plus(v);
            case 2, 3 -> u.minus(v);
            case 4, 5 -> u.times(v);
            case 6, 7 -> u.div(v);
            case 8 -> u.neg();
            case 9 -> u.square();
            case 10 -> u.pow(3);
            case 11 -> u.exp();
            case 12 -> u.log();
            case 13 -> u.sqrt();
            case 14 -> u.sin();
            case 15 -> u.cos();
            case 16 -> u.tanh();
            case 17 -> u.abs();
            case 18 -> u.maximum(v);
            case 19 -> u.minimum(v);
            case 20 -> u.gt(0).where(u, v);
            default -> u.sigmoid();
        };
    }

    /** Where all numbers on the way are ordinary: those of the original, and of it nearby. */
    private static Option<String> numbers(Fn fn, Fn simple, SplittableRandom random) {
        for (int k = 0; k < 4; k++) {
            double x = FINITE[random.nextInt(FINITE.length)];
            double y = FINITE[random.nextInt(FINITE.length)] + 0.3;
            double here = at(fn, x, y);
            double noise = Math.abs(at(fn, x * (1 + 1e-12), y * (1 - 1e-12)) - here) + Math.abs(at(fn, x * (1 - 1e-12), y * (1 + 1e-12)) - here);
            if (isOrdinary(fn, x, y) && noise < 1e-6 * Math.max(1, Math.abs(here))) {
                double there = at(simple, x, y);
                if (!(Math.abs(here - there) <= 1e-10 * Math.max(1, Math.abs(here)) + 100 * noise)) {
                    return Option.of(said(fn, simple, x, y, here, there));
                }
            }
        }
        return Option.none();
    }

    /** What is NaN because an argument is stays so; what is a number where one is infinite is the same. */
    private static Option<String> notNumbers(Fn fn, Fn keeping, SplittableRandom random) {
        for (double special : SPECIAL) {
            double other = FINITE[random.nextInt(FINITE.length)];
            double finite = FINITE[random.nextInt(FINITE.length)];
            boolean first = random.nextBoolean();
            double x = first ? special : other;
            double y = first ? other : special;
            double here = at(fn, x, y);
            double there = at(keeping, x, y);
            boolean because = Double.isNaN(special) && !Double.isNaN(at(fn, first ? finite : other, first ? other : finite));
            boolean wrong = Double.isNaN(here) ? because && !Double.isNaN(there)
                    : here != there && !(Double.isInfinite(here) && Double.isNaN(there)) && !(Math.abs(here - there) <= 1e-9 * Math.max(1, Math.abs(here)));
            if (wrong) {
                return Option.of(said(fn, keeping, x, y, here, there));
            }
        }
        return Option.none();
    }

    private static String said(Fn fn, Fn simple, double x, double y, double here, double there) {
        return MathText.of(fn) + " is " + here + " at x = " + x + ", y = " + y + "; simplified, " + MathText.of(simple) + " is " + there;
    }

    private static double at(Fn fn, double x, double y) {
        return Evaluator.evaluate(fn, Array.of(Tensor.of(x), Tensor.of(y))).get(0).toDouble();
    }

    private static boolean isOrdinary(Fn fn, double x, double y) {
        Seq<Expr> nodes = Array.ofAll(Graph.topological(fn.results())).filter(n -> n.type() instanceof TensorType t && t.dtype().isFloat());
        return Evaluator.evaluate(Fn.of(fn.params(), nodes), Array.of(Tensor.of(x), Tensor.of(y)))
                .forAll(t -> t.toDouble() == 0 || Math.abs(t.toDouble()) < LARGE && Math.abs(t.toDouble()) > SMALL);
    }
}
