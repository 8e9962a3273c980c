package fluxion.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.tests.docs.Page;
import fluxion.transforms.Jvp;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vjp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Behaviour 44: the page of conventions says what each derivative is at its special points, and each of its lines is computed:
 * in reverse mode, and where that is possible compared with forward mode and with the simplified derivative.
 */
class ConventionsPageTest {
    /** A special point that both reference systems agree on, or say nothing about. */
    private record Point(String what, String why, double[] at, UnaryOperator<Expr> f) {}

    private static Point point(String what, String why, UnaryOperator<Expr> f, double... at) {
        return new Point(what, why, at, f);
    }

    private static Seq<Point> points() {
        return Array.of(
                point("relu(x)", "0 at the kink", Expr::relu, 0),
                point("floor(x), and all rounding", "constant on both sides", Expr::floor, 1),
                point("sign(x)", "constant on both sides", Expr::sign, 0),
                point("x^n, n = 0", "0⁰ is 1 for every x", x -> x.pow(0), 0),
                point("√x", "the limit", Expr::sqrt, 0),
                point("∛x", "the limit", Expr::cbrt, 0),
                point("ln x", "the limit", Expr::log, 0),
                point("max(x₀, x₁)", "a tie gives half to each", x -> x.get(0).maximum(x.get(1)), 2, 2),
                point("min(x₀, x₁)", "a tie gives half to each", x -> x.get(0).minimum(x.get(1)), 2, 2),
                point("max of x", "k ties get 1/k each", x -> x.max(), 1, 3, 3, 3),
                point("min of x", "k ties get 1/k each", x -> x.min(), 1, 1, 5),
                point("sum of cummax(x)", "ties so far share evenly", x -> x.cummax(0).sum(), 2, 2, 1),
                point("prod of x", "the product of the others", x -> x.prod(), 0, 2, 3),
                point("sum of cumprod(x)", "as of prod", x -> x.cumprod(0).sum(), 0, 2, 3),
                point("where(x > 0, ln x, 0)", "the branch not taken passes nothing", x -> x.gt(0).where(x.log(), 0), 0),
                point("where(x > 0, √x, 0)", "the branch not taken passes nothing", x -> x.gt(0).where(x.sqrt(), 0), 0),
                point("x₀^x₁", "0 in x₁: 0^y is 0 for every y > 0", x -> x.get(0).pow(x.get(1)), 0, 2),
                point("norm(x), order 2", "0 at the kink", x -> x.norm(), 0, 0),
                point("std(x)", "0 at the kink", x -> x.std(), 1.5, 1.5),
                point("hypot(x₀, x₁)", "0 at the kink", x -> x.get(0).hypot(x.get(1)), 0, 0),
                point("atan2(x₀, x₁)", "0 where the angle is not defined", x -> x.get(0).atan2(x.get(1)), 0, 0),
                point("clip(x, −1, 1)", "half at the bound, as of a tie", x -> x.clip(-1, 1), 1),
                point("softplus(x)", "the limit, without overflow", Expr::softplus, 1000),
                point("logsumexp(x)", "ties share evenly", x -> x.logsumexp(), 1000, 1000),
                point("logsumexp(x)", "equal infinities share evenly", x -> x.logsumexp(), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                point("logsumexp(x)", "the limit", x -> x.logsumexp(), 0, Double.POSITIVE_INFINITY),
                point("sum of logcumsumexp(x)", "equal infinities share evenly", x -> x.logcumsumexp(0).sum(), Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY),
                point("xlogy(x, x)", "0 in both operands, as below; entr has the limit", x -> x.xlogy(x), 0),
                point("entr(x)", "the limit", Expr::entr, 0));
    }

    private static String why(String op) {
        return switch (op) {
            case "abs" -> "0 at the kink, as sign(0); NaN as sign(NaN)";
            case "sign" -> "NaN is no number of any sign";
            case "exp2" -> "no double is that large";
            case "lgamma", "digamma" -> "poles: the limit from the side of the zero's sign where there is one";
            case "relu" -> "by a comparison, which no NaN passes";
            case "elu", "selu", "celu", "hard_swish" -> "NaN stays NaN";
            case "leaky_relu" -> "the slope of the right side";
            case "hard_tanh" -> "the slope inside, at both ends";
            case "clip" -> "half at the bound, as of a tie";
            case "pow" -> "0⁰ is 1 for every base; a power of 0 is 0 for every exponent above 0";
            case "maximum", "minimum" -> "where NaN wins, neither operand gets the derivative";
            case "atan2" -> "0 where the angle is not defined";
            case "hypot", "norm", "std" -> "0 at the kink; nothing overflows";
            case "logaddexp" -> "the limit";
            case "xlogy", "xlog1py" -> "0 where the product is 0 whatever the logarithm is";
            case "copysign" -> "0 at the kink";
            case "cummax", "cummin", "median" -> "from a NaN on no element gets the derivative";
            case "rsqrt", "remainder", "i0" -> "as the formula says";
            default -> "";
        };
    }

    @Test
    void b44_thePageOfConventionsIsUpToDate() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Conventions

                What a derivative is where a function has none, or several, or where a formula would give NaN. Every line is computed
                by a test.

                | function | at | derivative | because |
                | --- | --- | --- | --- |
                """);
        points().forEach(p -> page.append("| %s | %s | %s | %s |%n".formatted(cell(p.what()), text(p.at()), text(gradient(p.f(), p.at())), p.why())));
        page.append("""

                These are first derivatives. Second derivatives do not continue the convention: at the kink of a norm, of hypot, or of
                std they are NaN or ∞ where they do not exist. Even functions of a norm (its square, cos ‖x‖, cosh ‖x‖, ‖x‖·sin ‖x‖), of
                hypot and of |x| are functions of the square, and have there the derivatives that those have: the Hessian of
                ‖x‖² is 2·I everywhere. Piecewise linear functions (relu, |x|, max) have the second derivative 0 at their kinks, the
                limit from both sides.

                ## NaN and infinities

                An evaluation turns no NaN or ∞ of its arguments into an ordinary number unless the formula does: `x·0`, `x − x` and
                `x/x` at NaN are NaN, of functions as they are written and of all that transforms make of them, in each element. Formulas are
                read as if numbers were finite: `x ↦ x − x` is shown as 0, so are its derivatives, and where all arguments and numbers are
                finite this shorter form runs. Where one is not, the same function runs without the rules that cancel
                (`Rule.cancels()`, `Simplify.keeping()`). The option `-Dfluxion.assume.finite=true` of the JVM always runs the shorter form,
                which is also what `f.on(…)` gives and exports write.

                Three things hide a NaN, because they say so: a branch not taken (`where(c, x, 0)` and its derivative where c is false), the zeros
                of an identity matrix (`A·I` is A), and what an operation is defined to be (`pow(x, 0)` is 1, `max` and `median` as below).

                ## Where other systems disagree

                Special points at which JAX 0.10.2 and PyTorch 2.13.0 differ, and what holds here: derivatives in each operand, what a
                cotangent is pulled back to, or values.

                | operation | at | what | here | JAX | PyTorch | because |
                | --- | --- | --- | --- | --- | --- | --- |
                """);
        try (InputStream in = ConventionsPageTest.class.getResourceAsStream("/golden/conventions.json")) {
            for (JsonNode entry : new ObjectMapper().readTree(in).get("entries")) {
                String op = entry.get("op").asText();
                Option<GoldenOperations.Operation> operation = GoldenOperations.named(op);
                assertThat(operation.isDefined()).as(op + " of the conventions").isTrue();
                String here = here(operation.get(), entry);
                page.append("| `%s`%s | %s | %s | %s | %s | %s | %s |%n".formatted(op, parameters(entry.get("params")), text(entry.get("point")),
                        entry.has("cotangent") ? "pulled back from " + text(entry.get("cotangent")) : entry.get("quantity").asText(), here,
                        text(entry.get("jax")), text(entry.get("torch")), why(op)));
            }
        }
        Page.check("conventions.md", page.toString());
    }

    private static String parameters(JsonNode params) {
        return Array.ofAll(params.properties()).filter(p -> !p.getValue().isNull() && !p.getValue().isBoolean())
                .map(p -> p.getKey() + " = " + p.getValue().asText()).mkString(" ", ", ", "").stripTrailing();
    }

    private static String here(GoldenOperations.Operation operation, JsonNode entry) {
        Seq<Tensor> at = Array.ofAll(entry.get("point")).map(node -> node.isArray()
                ? Tensor.of(Array.ofAll(node).map(Params::number).toJavaStream().mapToDouble(x -> x).toArray()) : Tensor.of(Params.number(node)));
        Seq<Var> params = at.map(x -> new Var("x", x.type()));
        Fn fn = new Fn(params, operation.apply(new Params(entry.get("params")), params.map(p -> p)).take(1));
        return switch (entry.get("quantity").asText()) {
            case "value" -> text(Evaluator.evaluate(fn, at).get(0).doubles());
            case "derivative" -> text(pulled(fn, at, ones(fn)));
            case "vjp" -> text(pulled(fn, at, Tensor.of(fn.results().get(0).shape(), Array.ofAll(entry.get("cotangent").get(0).isArray() ? entry.get("cotangent").get(0) : entry.get("cotangent"))
                    .map(Params::number).toJavaStream().mapToDouble(x -> x).toArray())));
            default -> throw new AssertionError(entry);
        };
    }

    private static Tensor ones(Fn fn) {
        Expr result = fn.results().get(0);
        return Evaluator.evaluate(fluxion.core.Literal.of(result.tensorType().withDtype(DType.F64), 1));
    }

    private static double[] pulled(Fn fn, Seq<Tensor> at, Tensor cotangent) {
        Fn pull = Vjp.of(fn, Ints.range(0, at.size()));
        return pull(pull, at, cotangent, fn.results().size());
    }

    private static double[] pull(Fn pull, Seq<Tensor> at, Tensor cotangent, int results) {
        return Evaluator.evaluate(pull, at.append(cotangent)).drop(results).toJavaStream().flatMapToDouble(x -> java.util.Arrays.stream(x.doubles())).toArray();
    }

    private static double[] gradient(UnaryOperator<Expr> f, double[] point) {
        Tensor at = point.length == 1 ? Tensor.of(point[0]) : Tensor.of(point);
        Var x = new Var("x", at.type());
        Fn fn = new Fn(Array.of(x), Array.of(f.apply(x)));
        double[] reverse = pulled(fn, Array.of(at), ones(fn));
        Fn simplified = Simplify.of(Vjp.of(fn, Ints.of(0)));
        assertThat(pull(simplified, Array.of(at), ones(fn), 1)).as("simplified").containsExactly(reverse, org.assertj.core.api.Assertions.within(1e-15));
        for (int i = 0; i < reverse.length; i++) {
            double[] unit = new double[reverse.length];
            unit[i] = 1;
            Tensor direction = Tensor.of(at.shape(), unit);
            double forward = Evaluator.evaluate(Jvp.of(fn, Ints.of(0)), Array.of(at, direction)).get(1).toDouble();
            if (!Double.isInfinite(reverse[i])) {
                assertThat(forward).as("forward mode").isCloseTo(reverse[i], org.assertj.core.api.Assertions.within(1e-15));
            }
        }
        return reverse;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String text(JsonNode node) {
        if (node.isArray()) {
            Seq<String> parts = Array.ofAll(node).map(ConventionsPageTest::text);
            return parts.size() == 1 ? parts.get(0) : parts.mkString("(", ", ", ")");
        }
        return text(Params.number(node));
    }

    private static String text(double[] values) {
        Seq<String> parts = Array.ofAll(values).map(ConventionsPageTest::text);
        return parts.size() == 1 ? parts.get(0) : parts.mkString("(", ", ", ")");
    }

    /** Five significant digits, the sign of zero shown. */
    private static String text(double x) {
        if (Double.isNaN(x)) {
            return "NaN";
        }
        if (Double.isInfinite(x)) {
            return x > 0 ? "∞" : "−∞";
        }
        String digits = x == Math.rint(x) && Math.abs(x) < 1e6 ? Long.toString(Math.abs((long) x))
                : String.format(Locale.ROOT, "%.5g", Math.abs(x)).replaceAll("(\\.\\d*?)0+(e|$)", "$1$2").replaceAll("\\.(e|$)", "$1");
        return x < 0 || 1 / x < 0 && x == 0 ? "−" + digits : digits;
    }
}
