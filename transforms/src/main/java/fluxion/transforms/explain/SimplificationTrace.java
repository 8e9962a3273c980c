package fluxion.transforms.explain;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.explain.DerivationText;
import fluxion.core.explain.Explanation;
import fluxion.core.explain.Line;
import fluxion.core.rewrite.Derivation;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.transforms.Algebra;
import fluxion.transforms.Cse;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The record of a simplification, told as lines about whole expressions. The simplifier works from the inside out and
 * simplifies what a rule builds while it builds it; such inner steps are part of the step they served.
 */
final class SimplificationTrace {
    /** Expressions with more operations are simplified in one line. */
    private static final int LARGE = 2_000;
    /** So many steps, times operations, are told one by one. */
    private static final int PATIENCE = 400_000;

    private static final Simplify TIDY = Simplify.only(Simplify.standard().rules()
            .filter(rule -> Explanation.isTidying(rule.name())).toJavaArray(Rule[]::new));
    /** Masks stay where a derivative is guarded: moved outwards they would hide the norms and roots that they belong to. */
    private static final Simplify TOLD = Simplify.without("mul/mask", "mul/mask-else", "div/mask", "div/mask-else");

    private SimplificationTrace() {}

    /**
     * Lines from expressions to their simplest form.
     *
     * @param roots what to simplify
     * @param frame how the reader sees the roots: the whole they are parts of
     * @param lines where to put the lines
     * @return the roots in simplest form
     */
    static Seq<Expr> simplify(Seq<Expr> roots, Function<Seq<Expr>, Fn> frame, List<Line> lines) {
        return simplify(TOLD, roots, frame, lines);
    }

    /** Lines that take away factors 1 and summands 0, as one does without a word between rules of calculus. */
    static Seq<Expr> tidy(Seq<Expr> roots, Function<Seq<Expr>, Fn> frame, List<Line> lines) {
        return steps(TIDY.derive(fn(Cse.of(roots))), Cse.of(roots), frame, lines);
    }

    /** The same without lines. */
    static Expr tidy(Expr root) {
        return TIDY.apply(Array.of(root)).get(0);
    }

    private static Fn fn(Seq<Expr> roots) {
        return Fn.of(Graph.variables(roots), roots);
    }

    private static Seq<Expr> simplify(Simplify rules, Seq<Expr> roots, Function<Seq<Expr>, Fn> frame, List<Line> lines) {
        Seq<Expr> shared = Cse.of(roots);
        Derivation derivation = rules.derive(fn(shared));
        Seq<Expr> now = steps(derivation, shared, frame, lines);
        Seq<Expr> goal = derivation.goal().results();
        whole("simplify", "the same value, shared and collected", frame.apply(now), frame.apply(goal), lines);
        return goal;
    }

    /** The roots after the steps, each told. */
    private static Seq<Expr> steps(Derivation derivation, Seq<Expr> roots, Function<Seq<Expr>, Fn> frame, List<Line> lines) {
        Seq<Expr> now = roots;
        int operations = Graph.operations(now);
        if (operations > LARGE || (long) operations * derivation.steps().size() > PATIENCE) {
            return derivation.goal().results();
        }
        List<Step> inner = new ArrayList<>();
        for (Step step : derivation.steps()) {
            now = told(step, inner, now, frame, lines);
        }
        return now;
    }

    /**
     * The roots after a step, and a line about it, if it concerns them; else it is one of the inner steps, which the line names
     * if what they made is there.
     */
    private static Seq<Expr> told(Step step, List<Step> inner, Seq<Expr> roots, Function<Seq<Expr>, Fn> frame, List<Line> lines) {
        Seq<Expr> shared = Cse.of(roots.append(step.before()).append(step.after()));
        Seq<Expr> now = shared.dropRight(2);
        Expr old = shared.get(shared.size() - 2);
        Expr fresh = shared.get(shared.size() - 1);
        Map<Expr, Boolean> present = new NodeMap<>();
        Graph.topological(now).forEach(node -> present.put(node, true));
        if (!present.containsKey(old) || old == fresh) {
            inner.add(step);
            return now;
        }
        Seq<Step> served = served(inner, step.after());
        inner.clear();
        Seq<Expr> next = Cse.of(replace(now, old, fresh));
        Fn before = frame.apply(now);
        Fn after = frame.apply(next);
        if (!DerivationText.alike(before, after)) {
            Option<Rule> rule = Algebra.rule(step.rule());
            Seq<Rule> with = served.flatMap(s -> Algebra.rule(s.rule()));
            lines.add(new Line(Line.Kind.ALGEBRA, step.rule(),
                    rule.toArray().appendAll(with).map(Rule::statement).distinct().mkString("; "),
                    rule.map(r -> r.law().toString()).filter(law -> with.forAll(r -> r.law() == Law.EXACT)).getOrElse("real"),
                    with.isEmpty() ? rule.map(Rule::reason).getOrElse("") : "", before, Array.of(old), after, Array.of(fresh)));
        }
        return next;
    }

    /** Those inner steps that a reader cares for and whose outcome is part of what a rule built. */
    private static Seq<Step> served(List<Step> inner, Expr built) {
        Seq<Step> visible = Array.ofAll(inner).reject(s -> Explanation.isTidying(s.rule()));
        if (visible.isEmpty()) {
            return visible;
        }
        Seq<Expr> shared = Cse.of(visible.map(Step::after).prepend(built));
        Map<Expr, Boolean> parts = new NodeMap<>();
        Graph.topological(shared.take(1)).forEach(node -> parts.put(node, true));
        return visible.zip(shared.drop(1)).filter(p -> parts.containsKey(p._2)).map(p -> p._1);
    }

    private static Seq<Expr> replace(Seq<Expr> roots, Expr old, Expr fresh) {
        Map<Expr, Expr> made = new NodeMap<>();
        List<Expr> results = new ArrayList<>();
        for (Expr node : Graph.topological(roots)) {
            made.put(node, node == old ? fresh : switch (node) {
                case fluxion.core.Apply apply -> apply.on(apply.inputs().map(made::get));
                case fluxion.core.Result result -> made.get(result.of()) == result.of() ? result
                        : ((fluxion.core.Apply) made.get(result.of())).results().get(result.index());
                case fluxion.core.Tensor tensor -> tensor;
                case fluxion.core.Var variable -> variable;
            });
        }
        roots.forEach(root -> results.add(made.get(root)));
        return Array.ofAll(results);
    }

    /** A line about the whole, if a reader sees a difference. */
    static void whole(String name, String statement, Fn before, Fn after, List<Line> lines) {
        if (!DerivationText.alike(before, after)) {
            lines.add(new Line(Line.Kind.ALGEBRA, name, statement, "real", "", before, Array.empty(), after, Array.empty()));
        }
    }
}
