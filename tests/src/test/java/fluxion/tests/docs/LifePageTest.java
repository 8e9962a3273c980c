package fluxion.tests.docs;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import fluxion.core.print.Svg;
import fluxion.core.print.Tree;
import fluxion.core.rewrite.Cost;
import fluxion.core.rewrite.Derivation;
import fluxion.core.rewrite.Step;
import fluxion.dsl.function.Fun2;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.functions.CircularF64;
import fluxion.transforms.Algebra;
import fluxion.transforms.Grad;
import fluxion.transforms.Jvp;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page that follows one function from its lambda to a number: whatever it shows is computed here. */
class LifePageTest {
    private static final Tensor X = vector(0.5, -1, 2);
    private static final Tensor A = tensor(f64(2, 3), 1, 2, 3, 4, 5, 6);
    private static final String LAMBDA = "fn((Expr x, Expr A) -> sum(sin(A.matmul(x)).square())).named(\"x\", \"A\")";
    private static final Fun2<Expr, Expr, Expr> F = fn((Expr x, Expr A) -> sum(sin(A.matmul(x)).square())).named("x", "A");
    private static final Fn TRACED = F.on(f64(3), f64(2, 3));
    private static final Fn RAW = Grad.of(TRACED, Ints.of(0));
    private static final Derivation SIMPLIFIED = Simplify.with().derive(RAW);

    @Test
    void thePictures() {
        Page.check("life-function.svg", Svg.of(TRACED));
        Page.check("life-gradient.svg", Svg.of(SIMPLIFIED.goal()));
    }

    @Test
    void thePage() {
        StringBuilder page = new StringBuilder();
        page.append("""
                # The life of an expression

                One function on its way from a lambda to numbers, and the class to read at each step. Every listing and every picture
                on this page is made by a test (`LifePageTest`) from the code as it is.

                ## 1. A lambda

                The user writes Java:

                """).append(code("var f = " + LAMBDA + ";")).append("""

                `fn` is a verb of the front door, `Fluxion`. It wraps the lambda into a `Fun2` around a `TracedFunction`. Nothing has been
                computed, and nothing is known yet: neither shapes nor dtypes.

                ## 2. An expression

                Asked for arguments of some types, here a vector of 3 numbers and a 2×3 matrix, the program *traces* the lambda: it
                calls it once, with a variable (`Var`) for each tensor. Each verb of `Expr` that the lambda uses makes one node, an
                `Apply` of an operation (`Op`) to its operands, whose type the operation infers: a wrong shape is an exception on the
                line of the verb. The result is a closed function, `Fn`, printed by `LetForm`:

                """).append(code(TRACED.toString())).append("""

                or, from the result downwards, by `Tree`:

                """).append(code(Tree.of(TRACED))).append("""

                ![The graph of the function](life-function.svg)

                As mathematics (`MathText`, which reads the graph as notation and writes it as text) it is

                """).append(code(MathText.of(TRACED))).append("""

                The trace is kept for arguments of these types, so that the lambda does not run again.

                ## 3. Forward mode

                `grad(f)` is the transpose of forward mode. So `Jvp` comes first: it walks the nodes from the parameters on and asks
                `Rules.jvp` for the tangent of each, which the family of the operation knows. With dx for the tangent of an operand
                that moves, the rules used here say:

                """).append(table(Array.of("operation", "value", "tangent"), rules())).append("""

                Put together, the function has two results, its value and its derivative along dx. Nodes of the function are shared, not
                copied:

                """).append(code(Jvp.of(TRACED, Ints.of(0)).toString())).append("""

                ## 4. Reverse mode

                The tangent is linear in dx. `Transpose` walks from it backwards with a cotangent, here the number 1, and asks
                `Rules.transpose` what each operation does to it: a sum repeats it, a product with a matrix becomes a product with the
                transposed matrix. `Vjp` is these two together, `Grad` is `Vjp` at one. There is no tape: what the way back needs of the
                way there are simply the same nodes. What comes out is right, and not yet what one would write:

                """).append(code(RAW + "\n\n" + MathText.of(RAW))).append("""

                ## 5. Simplification

                `Simplify` rebuilds the function from the parameters on and tries at each node the rules of `Algebra`, until none applies.
                Each rule has a name, both sides, a law that says how far they agree, and a reason. These fired (`Simplify.derive`):

                """).append(table(Array.of("rule", "says", "before", "after"), SIMPLIFIED.steps().map(LifePageTest::step))).append("""

                A step shows its operands as they are in the end: a rule's replacement is simplified before the next rule sees it. By the
                model of `Cost` the function went from %s to %s additions of a number.

                """.formatted(whole(Cost.of(RAW)), whole(Cost.of(SIMPLIFIED.goal())))).append(code(MathText.of(SIMPLIFIED.goal()))).append("""

                ![The graph of the gradient](life-gradient.svg)

                This is what `grad(f)` prints once it knows the types of its arguments. Transforms compose: `vmap(grad(f))`, with a
                leading axis of 64 for x, is again a product:

                """).append(code(MathText.of(vmap(grad(F)).in(axis(0), none()).on(f64(64, 3), f64(2, 3))))).append("""

                ## 6. A plan

                Called with numbers, the function goes to the `Evaluator`, which makes a `Plan` once: `Lowering` lists the distinct values,
                `Planner` finds views, gathers elementwise operations with the reductions that close them into a `FusedKernel`, and
                `ProgramBuilder` gives arrays to what must be stored. Of the function and of its gradient:

                """).append(code(Evaluator.plan(TRACED).toString().strip() + "\n\n" + Evaluator.plan(SIMPLIFIED.goal()).toString().strip()))
                .append("""

                A line is a `PlanStep`. What is fused passes through memory once, tile by tile.

                ## 7. Kernels

                A step calls kernels: static loops over arrays. A product goes to `Gemm`, which packs and blocks what is large. The sine
                of a tile goes to `ElementwiseKernels`, and from there to a loop over vectors that the build wrote from
                `CircularF64.sin`, the one definition of the sine in scalar Java. For a few elements, until the virtual machine has
                compiled the loop, and on machines without vectors, the definition itself runs. An element has the same bits either
                way:

                """).append(table(Array.of("i", "2·(A·x)ᵢ", "`CircularF64.sin` of it", "the plan's", "same bits"), sines())).append("""

                ## 8. A number

                With x = %s and A = %s:

                """.formatted(X, line(A))).append(code("f(x, A)       = " + F.apply(X, A) + "\n" + "grad(f)(x, A) = " + grad(F).apply(X, A))).append("""

                A difference of two values, (f(x + h) − f(x − h))/2h with h = 10⁻⁵ along each axis, agrees:

                """).append(code(numbers(differences())));
        Page.check("life.md", page.toString());
    }

    @Test
    void theLambdaIsTheOneShown() throws IOException {
        Path file = Path.of("src/test/java/fluxion/tests/docs/LifePageTest.java");
        assertThat(Files.readString(Files.exists(file) ? file : Path.of("tests").resolve(file))).contains(" F = " + LAMBDA + ";");
    }

    @Test
    void theGradientIsRight() {
        double[] exact = grad(F).apply(X, A) instanceof Tensor t ? t.doubles() : new double[0];
        assertThat(exact).containsExactly(differences(), within(1e-8));
    }

    // ---- what it shows ----

    private static String code(String text) {
        return "```\n" + text.strip() + "\n```\n";
    }

    private static String table(Seq<String> head, Seq<Seq<String>> rows) {
        return row(head) + row(head.map(_ -> "---")) + rows.map(LifePageTest::row).mkString();
    }

    private static String row(Seq<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|")).mkString("| ", " | ", " |\n");
    }

    /** Each operation of the function by itself: its value and its tangent, as its rule makes it. */
    private static Seq<Seq<String>> rules() {
        return Graph.topological(TRACED.results()).filter(Apply.class::isInstance).map(Apply.class::cast).map(apply -> {
            Seq<Var> names = apply.inputs().size() == 1 ? Array.of(new Var("x", apply.input(0).tensorType()))
                    : Array.of("A", "x").zipWith(apply.inputs(), (name, input) -> new Var(name, input.tensorType()));
            Fn one = Fn.of(names, Apply.of(apply.op(), names.map(v -> (Expr) v)).results());
            Fn jvp = Jvp.of(one, Ints.of(names.size() - 1));
            return Array.of("`" + apply.op().label() + "`", "`" + body(one) + "`",
                    "`" + body(new Fn(jvp.params(), jvp.results().drop(1))) + "`");
        });
    }

    private static String body(Fn fn) {
        String text = MathText.unbroken(fn);
        return text.substring(text.indexOf('↦') + 1).strip();
    }

    private static Seq<String> step(Step step) {
        return Array.of("`" + step.rule() + "`", Algebra.rule(step.rule()).map(rule -> rule.statement() + " (" + rule.law() + ")").get(),
                "`" + MathText.of(step.before()) + "`", "`" + MathText.of(step.after()) + "`");
    }

    private static Seq<Seq<String>> sines() {
        double[] angles = eval(A.matmul(X).times(2)).doubles();
        double[] planned = eval(sin(A.matmul(X).times(2))).doubles();
        return Array.range(0, angles.length).map(i -> {
            double defined = CircularF64.sin(angles[i]);
            return Array.of(Integer.toString(i), Double.toString(angles[i]), Double.toString(defined), Double.toString(planned[i]),
                    Double.doubleToRawLongBits(defined) == Double.doubleToRawLongBits(planned[i]) ? "yes" : "no");
        });
    }

    private static double[] differences() {
        double h = 1e-5;
        return Array.range(0, 3).map(i -> {
            Tensor step = eval(full(f64(3), 0).at(i).set(h));
            return (number(F.apply(eval(X.plus(step)), A)) - number(F.apply(eval(X.minus(step)), A))) / (2 * h);
        }).toJavaStream().mapToDouble(d -> d).toArray();
    }

    private static double number(Expr x) {
        return ((Tensor) x).toDouble();
    }

    private static String numbers(double[] values) {
        return Array.ofAll(values).map(v -> String.format(Locale.ROOT, "%.6f", v)).mkString("[", ", ", "]");
    }

    private static String whole(double cost) {
        return Long.toString(Math.round(cost));
    }

    private static String line(Tensor matrix) {
        return matrix.toString().replaceAll("\\s*\\n\\s*", " ");
    }
}
