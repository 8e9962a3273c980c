package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.op.Cast;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Jvp;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random expressions have the same values before and after simplification, and simplifying again changes nothing. One that
 * fails is repeated with {@code -Dfluxion.fuzz.seed=N -Dfluxion.fuzz.count=1}.
 */
class FuzzTest {
    private static final long FIRST = Long.getLong("fluxion.fuzz.seed", 0);
    private static final int COUNT = Integer.getInteger("fluxion.fuzz.count", 300);

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F64", "F32", "I32"})
    void valuesStay(DType dtype) {
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            RandomExpressions random = new RandomExpressions(seed, dtype);
            check(seed, dtype, random, Fn.of(random.vars, Array.of(random.expression(4 + (int) (seed % 30)))));
        }
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F64"})
    void gradientsStay(DType dtype) {
        for (long seed = FIRST; seed < FIRST + COUNT / 3; seed++) {
            RandomExpressions random = new RandomExpressions(seed, dtype);
            Fn loss = Fn.of(random.vars, Array.of(random.expression(3 + (int) (seed % 10)).sum()));
            check(seed, dtype, random, Grad.of(loss, Ints.of(0, 1, 3)));
        }
    }

    /** What transforms make of structured tensors, each firing of each rule looked at. */
    @ParameterizedTest
    @EnumSource(Made.class)
    void eachStepKeepsValues(Made made) {
        for (long seed = FIRST; seed < FIRST + COUNT / made.share; seed++) {
            Fn fn = new RandomStructures(seed).program(3 + (int) (seed % 10));
            Option<Fn> whole = made.of(fn);
            String what = "-Dfluxion.fuzz.seed=" + seed + " -Dfluxion.fuzz.count=1, " + made + "\n" + fn;
            long at = seed;
            whole.forEach(f -> assertThatCode(() -> CHECKED.checked(at).apply(f)).as(what).doesNotThrowAnyException());
        }
    }

    private static final Simplify CHECKED = Simplify.with();

    /** What is simplified. */
    private enum Made {
        VALUE(1) {
            @Override
            Fn made(Fn fn, Ints wrt) {
                return fn;
            }
        },
        GRADIENT(3) {
            @Override
            Fn made(Fn fn, Ints wrt) {
                return Grad.of(loss(fn), wrt);
            }
        },
        FORWARD_JACOBIAN(10) {
            @Override
            Fn made(Fn fn, Ints wrt) {
                return Jacobian.forward(fn, wrt, 0);
            }
        },
        REVERSE_JACOBIAN(10) {
            @Override
            Fn made(Fn fn, Ints wrt) {
                return Jacobian.reverse(fn, wrt, 0);
            }
        },
        HESSIAN_VECTOR_PRODUCT(5) {
            @Override
            Fn made(Fn fn, Ints wrt) {
                return Jvp.of(Grad.of(loss(fn), wrt), wrt);
            }
        };

        final int share;

        Made(int share) {
            this.share = share;
        }

        abstract Fn made(Fn fn, Ints wrt);

        Option<Fn> of(Fn fn) {
            boolean big = fn.results().exists(e -> e.shape().size() > 30) || fn.params().exists(v -> v.shape().size() > 30);
            return Option.when(this == VALUE || !fn.params().isEmpty() && !(big && name().endsWith("JACOBIAN")), () -> made(fn, Ints.range(0, fn.params().size())));
        }

        private static Fn loss(Fn fn) {
            return Fn.of(fn.params(), Array.of(fn.results().get(0).sin().sum()));
        }
    }

    private static void check(long seed, DType dtype, RandomExpressions random, Fn before) {
        Fn after = CHECKED.checked(seed).apply(before);
        String what = "-Dfluxion.fuzz.seed=" + seed + " -Dfluxion.fuzz.count=1, " + dtype + "\n" + before + "\nbecame\n" + after + "\n";
        Fn again = Simplify.of(after);
        assertThat(Graph.topological(again.results()).zip(Graph.topological(after.results())).forAll(p -> p._1 == p._2))
                .as(what + "but again became\n" + again).isTrue();
        assertThat(after.resultTypes()).as(what).isEqualTo(before.resultTypes());
        if (dtype.isFloat() && !finiteThroughout(before, random)) {
            return;
        }
        Seq<Tensor> a = Evaluator.evaluate(before, random.values(0));
        Seq<Tensor> b = Evaluator.evaluate(after, random.values(0));
        Seq<Tensor> nudged = dtype.isFloat() ? Evaluator.evaluate(before, random.values(dtype == DType.F64 ? 1e-12 : 1e-5)) : a;
        for (int i = 0; i < a.size(); i++) {
            compare(what, dtype, doubles(a.get(i)), doubles(b.get(i)), doubles(nudged.get(i)));
        }
    }

    /** Infinities and NaN on the way are not kept: 1/(0·x) has the sign of x, but 1/0 has not. */
    private static boolean finiteThroughout(Fn fn, RandomExpressions random) {
        Seq<Expr> steps = Graph.topological(fn.results()).filter(e -> e instanceof Apply && e.dtype().isFloat());
        return Evaluator.evaluate(Fn.of(fn.params(), steps), random.values(0))
                .forAll(t -> java.util.Arrays.stream(doubles(t)).allMatch(Double::isFinite));
    }

    private static double[] doubles(Tensor t) {
        return Evaluator.evaluate((Expr) Expr.apply(new Cast(DType.F64), t)).doubles();
    }

    /** Where the original is finite, both agree as well as the original does with itself on nearly the same numbers. */
    private static void compare(String what, DType dtype, double[] a, double[] b, double[] nudged) {
        double scale = java.util.Arrays.stream(a).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        double eps = dtype == DType.F64 ? 1e-9 : dtype == DType.F32 ? 1e-3 : 0;
        for (int i = 0; i < a.length; i++) {
            if (Double.isFinite(a[i]) && Double.isFinite(nudged[i]) && scale < 1e30) {
                assertThat(Math.abs(a[i] - b[i])).as("%selement %d: %s and %s", what, i, a[i], b[i])
                        .isLessThanOrEqualTo(eps * (1 + scale) + 1e4 * Math.abs(a[i] - nudged[i]));
            }
        }
    }
}
