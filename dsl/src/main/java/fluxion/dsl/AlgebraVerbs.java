package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.Graph;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.TensorEquation;
import fluxion.dsl.function.Fun1;
import fluxion.transforms.Algebra;
import fluxion.transforms.Simplify;
import fluxion.transforms.reading.Reading;
import io.vavr.Function1;
import io.vavr.Function3;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Algebra as data: the rules that simplification knows, rules of one's own in one line with both sides in the language, and
 * rewriting by them.
 *
 * <pre>{@code
 * rules().forEach(IO::println);                                     // mul/one: x·1 = x (exact: one is neutral) …
 * var mine = rule("sin·csc", x -> sin(x).div(sin(x)), x -> scalar(1));
 * rewrite(f, mine);                                                 // this rule only
 * simplify(f, mine);                                                // all others too
 * Simplify.without("sin²+cos²").apply(f.on(f64(3)));                // all but one
 * }</pre>
 */
final class AlgebraVerbs {
    private static final String OWN = "a rule of one's own";

    private AlgebraVerbs() {}

    /** The rules that simplify knows, in the order in which they are tried. */
    public static Seq<Rule> rules() { return Algebra.rules(); }

    /** The rule of a name. */
    public static Rule rule(String name) {
        Given.arguments("rule", name);
        return Algebra.rule(name)
                .getOrElseThrow(() -> new fluxion.core.TransformException("rule: there must be a rule of the name; got " + name
                + ". rules() lists them"));
    }

    /** A rule for numbers x, at every shape and dtype: the left side becomes the right. */
    public static Rule rule(String name, UnaryOperator<Expr> left, UnaryOperator<Expr> right) {
        Given.arguments("rule", name, left, right);
        return Equation.of(name, left, right, Law.REAL, OWN);
    }

    /** A rule for numbers x, y, at every shape and dtype. */
    public static Rule rule(String name, BinaryOperator<Expr> left, BinaryOperator<Expr> right) {
        Given.arguments("rule", name, left, right);
        return Equation.of(name, left, right, Law.REAL, OWN);
    }

    /** A rule for numbers x, y, z, at every shape and dtype. */
    public static Rule rule(String name, Function3<Expr, Expr, Expr, Expr> left, Function3<Expr, Expr, Expr, Expr> right) {
        Given.arguments("rule", name, left, right);
        return Equation.of(name, left, right, Law.REAL, OWN);
    }

    /** A rule for tensors of the sample's rank, of any size: {@code rule("Σ exp", f64(3), x -> sum(exp(x)), …)}. */
    public static Rule rule(String name, TensorType x, UnaryOperator<Expr> left, UnaryOperator<Expr> right) {
        Given.arguments("rule", name, x, left, right);
        return TensorEquation.of(name, Array.of(new Var("x", x)), v -> left.apply(v.get(0)), v -> right.apply(v.get(0)), Law.REAL,
                OWN);
    }

    /** A rule for two tensors of the samples' ranks, of any sizes that fit. */
    public static Rule rule(String name, TensorType x, TensorType y, BinaryOperator<Expr> left, BinaryOperator<Expr> right) {
        Given.arguments("rule", name, x, y, left, right);
        return TensorEquation.of(name, Array.of(new Var("x", x), new Var("y", y)), v -> left.apply(v.get(0), v.get(1)),
                v -> right.apply(v.get(0), v.get(1)), Law.REAL, OWN);
    }

    /** A rule for three tensors of the samples' ranks, of any sizes that fit. */
    public static Rule rule(String name, TensorType x, TensorType y, TensorType z, Function3<Expr, Expr, Expr, Expr> left,
            Function3<Expr, Expr, Expr, Expr> right) {
        Given.arguments("rule", name, x, y, z, left, right);
        return TensorEquation.of(name, Array.of(new Var("x", x), new Var("y", y), new Var("z", z)),
                v -> left.apply(v.get(0), v.get(1), v.get(2)),
                v -> right.apply(v.get(0), v.get(1), v.get(2)), Law.REAL, OWN);
    }

    /** The expression rewritten by these rules only, wherever they apply. */
    public static Expr rewrite(Expr x, Rule... rules) {
        Given.arguments("rewrite", x, rules);
        return Simplify.only(rules).apply(Array.of(x)).get(0);
    }

    /** The function rewritten by these rules only, wherever they apply. */
    public static Fn rewrite(Fn f, Rule... rules) { Given.arguments("rewrite", f, rules); return Simplify.only(rules).apply(f); }

    /** The expression in simplest form by all rules and these, which are tried first. */
    public static Expr simplify(Expr x, Rule... more) {
        Given.arguments("simplify", x, more);
        return Simplify.with(more).apply(Array.of(x)).get(0);
    }

    /** The function in simplest form by all rules and these, which are tried first. */
    public static Fn simplify(Fn f, Rule... more) { Given.arguments("simplify", f, more); return Simplify.with(more).apply(f); }

    /**
     * The function in the form in which it reads best, equal wherever the function is defined: what derivatives print as.
     * Evaluation keeps its own form. See {@link Reading}.
     */
    public static Fn readable(Fn f) { Given.arguments("readable", f); return Reading.of(f); }

    /** The expression in the form in which it reads best, equal wherever the expression is defined. */
    public static Expr readable(Expr x) { Given.arguments("readable", x); return form(x, Reading::of); }

    /** The function with products of sums multiplied out, and what cancels then gone. */
    public static Fn expanded(Fn f) { Given.arguments("expanded", f); return Reading.expanded(f); }

    /** The expression with products of sums multiplied out, and what cancels then gone. */
    public static Expr expanded(Expr x) { Given.arguments("expanded", x); return form(x, Reading::expanded); }

    /**
     * The function over one denominator, with its numerator in factors: those with rational zeros, differences of squares, and
     * powers of what comes several times.
     */
    public static Fn factored(Fn f) { Given.arguments("factored", f); return Reading.factored(f); }

    /** The expression over one denominator, with its numerator in factors. */
    public static Expr factored(Expr x) { Given.arguments("factored", x); return form(x, Reading::factored); }

    /**
     * The expression by powers of a variable, the coefficient of each in one place.
     *
     * @throws fluxion.core.TransformException where the second is no variable
     */
    public static Expr collected(Expr e, Expr x) {
        Given.arguments("collected", e, x);
        return form(e, f -> Reading.collected(f, variable(x)));
    }

    /**
     * The function by powers of a parameter, the coefficient of each in one place.
     *
     * @throws fluxion.core.TransformException where no parameter has the name
     */
    public static Fn collected(Fn f, String parameter) {
        Given.arguments("collected", f, parameter);
        return Reading.collected(f, f.params().find(v -> v.name().equals(parameter)).getOrElseThrow(() ->
                new fluxion.core.TransformException("collected: there must be a parameter of the name; got " + parameter + " for "
                        + f.params().map(Var::name).mkString(", "))));
    }

    private static Var variable(Expr x) {
        if (x instanceof Var v) {
            return v;
        }
        throw new fluxion.core.TransformException("collected: the second must be a variable; got an operation");
    }

    private static Expr form(Expr x, UnaryOperator<Fn> form) {
        return form.apply(Fn.of(Graph.variables(Array.of(x)), Array.of(x))).results().get(0);
    }

    /**
     * {@link #simplify(Fn, Rule...)}, with every firing of every rule evaluated before and after at random points: a rule that
     * changes a value is a {@link fluxion.transforms.RewriteException}, which names the rule, both expressions and the inputs.
     * For trying rules of one's own; {@link Simplify#checked()} tells the rest.
     */
    public static Fn simplifyChecked(Fn f, Rule... more) {
        Given.arguments("simplifyChecked", f, more);
        return Simplify.with(more).checked().apply(f);
    }

    /** {@link #simplifyChecked(Fn, Rule...)} of an expression. */
    public static Expr simplifyChecked(Expr x, Rule... more) {
        Given.arguments("simplifyChecked", x, more);
        return Simplify.with(more).checked().apply(Array.of(x)).get(0);
    }

    /**
     * Whether two functions are the same over the real numbers: proven with the chain of rules and the conditions that it rests
     * on, refuted with a point at which they certainly differ, or undecided. Is my derivative by hand right?
     * {@code equivalent(grad(f).on(f64()), mine.on(f64()))}.
     */
    public static Equivalence equivalent(Fn f, Fn g) { Given.arguments("equivalent", f, g); return Equivalence.of(f, g); }

    /** Whether two functions of one argument of the given type are the same. */
    public static Equivalence equivalent(Function1<Expr, Expr> f, Function1<Expr, Expr> g, TensorType x) {
        Given.arguments("equivalent", f, g, x);
        return Equivalence.of(Fun1.of(f).on(x), Fun1.of(g).on(x));
    }

    /** Whether two functions of a number (f64) are the same: {@code equivalent(grad(f), fn(x -> mine))}. */
    public static Equivalence equivalent(Function1<Expr, Expr> f, Function1<Expr, Expr> g) {
        Given.arguments("equivalent", f, g);
        return equivalent(f, g, TensorType.of(DType.F64));
    }

    // ---- structure ----

    /** Where the Jacobian of a function may be other than zero, whatever its argument: {@code sparsity(f.on(f64(5)))}. */
    public static Sparsity sparsity(Fn f) { Given.arguments("sparsity", f); return Sparsity.of(f, 0); }

    /** Where the Jacobian of a function may be other than zero, whatever its argument. */
    public static Sparsity sparsity(Function1<Expr, Expr> f, TensorType x) {
        Given.arguments("sparsity", f, x);
        return Sparsity.of(Fun1.of(f).on(x), 0);
    }

    /** The Jacobian of a function by as few directional derivatives as its sparsity allows. */
    public static SparseJacobian sparseJacobian(Function1<Expr, Expr> f, TensorType x) {
        Given.arguments("sparseJacobian", f, x);
        return new SparseJacobian(Fun1.of(f).on(x), 0);
    }

    /**
     * The Jacobian of a function with respect to its first parameter by as few directional derivatives as its sparsity
     * allows.
     */
    public static SparseJacobian sparseJacobian(Fn f) { Given.arguments("sparseJacobian", f); return new SparseJacobian(f, 0); }
}
