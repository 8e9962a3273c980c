package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Cast;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Algebra;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each rule by itself holds as its law says, on random tensors of several shapes and dtypes, and fires where it should. */
class RulesTest {
    private static final Seq<Shape> SHAPES = Array.of(Shape.SCALAR, Shape.of(5), Shape.of(2, 4));
    private static final Seq<DType> DTYPES = Array.of(DType.F64, DType.F32, DType.I32, DType.I64);

    @TestFactory
    Stream<DynamicTest> equations() {
        return Algebra.rules().appendAll(Algebra.costly()).filter(Equation.class::isInstance).map(Equation.class::cast)
                .map(rule -> dynamicTest(rule.name(), () -> check(rule))).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> rulesThatPatternsCannotSay() {
        return Algebra.rules().appendAll(Algebra.costly()).reject(Equation.class::isInstance).map(rule -> dynamicTest(rule.name(), () -> {
            Seq<Expr> examples = RuleExamples.of(rule.name());
            assertThat(examples).as("examples of " + rule.text()).isNotEmpty();
            examples.forEach(example -> check(rule, example));
        })).toJavaStream();
    }

    // ---- equations --------------------------------------------------------------------------------------------------

    static void check(Equation rule) {
        int checked = 0;
        for (DType dtype : DTYPES) {
            for (Shape shape : SHAPES) {
                checked += check(rule, new TensorType(dtype, shape));
            }
        }
        assertThat(checked).as("elements checked of " + rule.text()).isGreaterThan(10);
    }

    private static int check(Equation rule, TensorType type) {
        Seq<Var> vars = rule.left().holes().map(h -> new Var(h.name(), h.dtype() == DType.BOOL ? type.withDtype(DType.BOOL) : type));
        Option<Expr> left = build(rule.left(), vars, type);
        if (left.isEmpty()) {
            return 0; // not for this dtype
        }
        Expr right = rule.rewrite((Apply) left.get(), Make.PLAIN).getOrElseThrow(() -> new AssertionError(rule.text() + " must match " + left.get()));
        assertThat(right.type()).as(rule.text()).isEqualTo(left.get().type());
        Option<ExprPattern> guard = rule.law() instanceof Law.Domain(ExprPattern condition) ? Option.of(condition) : Option.none();
        Expr holds = guard.flatMap(g -> build(g, vars.take(g.holes().size()), type)).getOrElse(Tensor.of(true).broadcastTo(type.shape()));
        int checked = 0;
        for (int round = 0; round < 4; round++) {
            SplittableRandom random = new SplittableRandom(round);
            boolean special = rule.law() == Law.EXACT && type.dtype().isFloat() && round % 2 == 1;
            Seq<Tensor> values = vars.map(v -> random(v.type(), random, special));
            Seq<Tensor> results;
            try {
                results = Evaluator.evaluate(Fn.of(vars, Array.of(left.get(), right, holds)), values);
            } catch (FluxionException refused) {
                continue; // negative exponents of integers
            }
            checked += compare(rule.text() + " at " + type + " of " + values.map(Tensor::toString), rule.law(), type.dtype(),
                    doubles(results.get(0)), doubles(results.get(1)), doubles(results.get(2)));
        }
        return checked;
    }

    private static Option<Expr> build(ExprPattern pattern, Seq<Var> vars, TensorType type) {
        try {
            return pattern.build(vars.map(v -> Option.of((Expr) v)), type, Make.PLAIN);
        } catch (DTypeException notForThis) {
            return Option.none();
        }
    }

    static Tensor random(TensorType type, SplittableRandom random, boolean special) {
        int n = (int) type.shape().size();
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, Double.MIN_VALUE, -1, 1};
        double[] numbers = random.doubles(n, -2.5, 2.5).map(x -> special && random.nextBoolean() ? odd[random.nextInt(odd.length)] : x).toArray();
        return switch (type.dtype()) {
            case F64 -> Tensor.of(type.shape(), numbers);
            case F32 -> {
                float[] floats = new float[n];
                for (int i = 0; i < n; i++) {
                    floats[i] = (float) numbers[i];
                }
                yield Tensor.of(type.shape(), floats);
            }
            case I32 -> Tensor.of(type.shape(), java.util.Arrays.stream(numbers).mapToInt(x -> (int) (3 * x)).toArray());
            case I64 -> Tensor.of(type.shape(), java.util.Arrays.stream(numbers).mapToLong(x -> (long) (3 * x)).toArray());
            case BOOL -> {
                boolean[] bools = new boolean[n];
                for (int i = 0; i < n; i++) {
                    bools[i] = random.nextBoolean();
                }
                yield Tensor.of(type.shape(), bools);
            }
        };
    }

    // ---- others -----------------------------------------------------------------------------------------------------

    static void check(Rule rule, Expr before) {
        Fn fn = Fn.of(Graph.variables(Array.of(before)), Array.of(before));
        Fn after = Simplify.only(rule).apply(fn);
        String what = rule.text() + "\n" + fn + "\nbecame\n" + after;
        assertThat(after.results().get(0)).as(what).isNotSameAs(before);
        assertThat(after.resultTypes()).as(what).isEqualTo(fn.resultTypes());
        DType dtype = before.dtype();
        for (int round = 0; round < 4; round++) {
            SplittableRandom random = new SplittableRandom(round);
            Seq<Tensor> values = fn.params().map(v -> random(v.type(), random, false));
            double[] a = doubles(Evaluator.evaluate(fn, values).get(0));
            double[] b = doubles(Evaluator.evaluate(after, values).get(0));
            compare(what, rule.law(), dtype, a, b, java.util.Arrays.stream(a).map(_ -> 1).toArray());
        }
    }

    private static double[] doubles(Tensor t) {
        return Evaluator.evaluate((Expr) Expr.apply(new Cast(DType.F64), t)).doubles();
    }

    /** How many elements were compared: all, or the finite ones, where the guard holds. */
    private static int compare(String what, Law law, DType dtype, double[] a, double[] b, double[] holds) {
        int checked = 0;
        for (int i = 0; i < a.length; i++) {
            boolean compared = switch (law) {
                case Law.Everywhere.EXACT -> {
                    assertThat(Double.compare(a[i], b[i])).as("%s: %s and %s", what, a[i], b[i]).isZero();
                    yield true;
                }
                case Law.Everywhere.REAL -> near(what, dtype, a[i], b[i]);
                case Law.Domain _ -> holds[i] != 0 && near(what, dtype, a[i], b[i]);
            };
            checked += compared ? 1 : 0;
        }
        return checked;
    }

    private static boolean near(String what, DType dtype, double a, double b) {
        if (!Double.isFinite(a)) {
            return false;
        }
        double eps = dtype == DType.F32 ? 1e-4 : dtype == DType.F64 ? 1e-11 : 0;
        assertThat(Math.abs(a - b)).as("%s: %s and %s", what, a, b).isLessThanOrEqualTo(eps * (1 + Math.abs(a)));
        return true;
    }
}
