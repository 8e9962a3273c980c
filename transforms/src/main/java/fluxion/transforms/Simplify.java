package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.TransformException;
import fluxion.core.rewrite.Derivation;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.transforms.algebra.PolynomialNormalForm;
import fluxion.transforms.algebra.RuleGroup;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Rewrites expressions by the rules of {@link Algebra} until none applies, sharing common subexpressions on the way. The
 * result is what a person would write: no ones, zeros, double negations or repeated work; and it never costs more to
 * evaluate.
 *
 * <p>By default fire the rules that are {@link Law#EXACT} or {@link Law#REAL}, and those of {@link Law.Domain} whose guard is
 * proven from the form of the operands ({@code exp(x)/exp(x)} is 1; {@code x/x} stays). Sums of what may differ in size are
 * not reordered, and masks stay where they protect.
 *
 * <p>It ends because each rule makes the expression smaller in the order (cost of evaluation; signs and numbers further
 * inside; conditions negated), and it takes time linear in the number of distinct nodes.
 */
public final class Simplify {
    /** Where the points of checks start; none where nothing is checked. */
    private static final Option<Long> CHECKED = Option.when(Boolean.getBoolean("fluxion.simplify.checked"), 0L);
    private static final Simplify STANDARD =
            new Simplify(Algebra.groups(), Option.of(PolynomialNormalForm.cancelling()), Array.empty(), CHECKED);
    private static final Simplify KEEPING = new Simplify(Algebra.groups().map(group -> group.reject(Rule::cancels)),
            Option.of(PolynomialNormalForm.keeping()), Array.empty(), CHECKED);
    /** The most walks: each after the first finds only what the one before made possible across nodes. */
    private static final int WALKS = 12;
    /** The most firings for each operation; more come from rules that grow what they replace. */
    private static final int FIRINGS = 200;
    private final Seq<RuleGroup> groups;
    private final Seq<String> assumed;
    private final Option<Long> checked;
    private final RuleIndex local;
    private final Option<PolynomialNormalForm> collect;
    /** Functions inside operations that are in simplest form, and whether on the way to it something cancelled. */
    private final Map<Fn, Boolean> simple = new WeakHashMap<>();

    private Simplify(Seq<RuleGroup> groups, Option<PolynomialNormalForm> collect, Seq<String> assumed, Option<Long> checked) {
        this.groups = groups;
        this.collect = collect;
        this.assumed = assumed;
        this.checked = checked;
        this.local = new RuleIndex(groups);
    }

    private static Simplify of(Seq<Rule> rules, Seq<String> assumed, Option<Long> checked) {
        return new Simplify(Array.of(RuleGroup.always(() -> rules.reject(PolynomialNormalForm.class::isInstance))),
                rules.find(PolynomialNormalForm.class::isInstance).map(PolynomialNormalForm.class::cast), assumed, checked);
    }

    /** The function in simplest form. */
    public static Fn of(Fn fn) {
        return STANDARD.apply(fn);
    }

    /** The expressions in simplest form, sharing what they have in common. */
    public static Seq<Expr> of(Seq<? extends Expr> roots) {
        return STANDARD.apply(roots);
    }

    /** The standard rules. */
    public static Simplify standard() {
        return STANDARD;
    }

    /** The standard rules without some. */
    public static Simplify without(String... names) {
        return STANDARD.except(names);
    }

    /**
     * The standard rules without those that cancel ({@link Rule#cancels()}), which take numbers for finite: x·0 stays, and
     * x − x, so that NaN and ∞ reach the result. Functions run in this form where an argument is not finite and something
     * cancelled, unless {@code -Dfluxion.assume.finite=true}; what is read (printed functions, derivatives, explanations) takes
     * numbers for finite.
     */
    public static Simplify keeping() {
        return KEEPING;
    }

    /** The standard rules and more, tried first; a {@link Law.Domain} rule given here fires without proof of its guard. */
    public static Simplify with(Rule... more) {
        return STANDARD.and(more);
    }

    /** Some rules only. */
    public static Simplify only(Rule... rules) {
        return of(Array.empty(), Array.empty(), CHECKED).and(rules);
    }

    /** The standard rules, those of {@link Law.Domain} without proof of their guards: as on paper, where x/x is 1. */
    public static Simplify assuming() {
        return STANDARD.and(STANDARD.rules().filter(rule -> rule.law() instanceof Law.Domain).toJavaArray(Rule[]::new));
    }

    /** These rules without some. */
    public Simplify except(String... names) {
        Seq<Rule> rules = rules();
        for (String name : names) {
            if (!rules.exists(rule -> rule.name().equals(name))) {
                throw new TransformException("simplify: there must be a rule of the name; got " + name
                        + "; Algebra.rules() lists them");
            }
        }
        Seq<String> gone = Array.of(names);
        return of(rules.reject(rule -> gone.contains(rule.name())), assumed, checked);
    }

    /** These rules and more, tried first; a rule of a name that is there already takes its place. */
    public Simplify and(Rule... more) {
        if (more.length == 0) {
            return this;
        }
        Seq<Rule> added = Array.of(more);
        Seq<String> names = added.map(Rule::name);
        return of(added.appendAll(rules().reject(rule -> names.contains(rule.name()))),
                assumed.appendAll(names).distinct(), checked);
    }

    /**
     * These rules, each firing of each looked at: what it replaces and what it puts there are evaluated at random points, and
     * where they differ a {@link RewriteException} names the rule, both expressions and the inputs. Exact rules must give the
     * same bits at NaN, infinities and zeros of both signs too; all others agree but for rounding where the numbers on the
     * way are of ordinary size. Functions inside control flow are checked likewise. This takes many times as long; it is for
     * trying rules of one's own, {@code Simplify.with(mine).checked().apply(f)}, and for tests. The JVM's option
     * {@code -Dfluxion.simplify.checked=true} checks every simplification, those inside transforms too.
     */
    public Simplify checked() {
        return checked(0);
    }

    /** {@link #checked()} at other points. */
    public Simplify checked(long seed) {
        return new Simplify(groups, collect, assumed, Option.of(seed));
    }

    /** The rules that fire. */
    public Seq<Rule> rules() {
        return Array.<Rule>ofAll(groups.flatMap(RuleGroup::rules)).appendAll(collect);
    }

    /** The function rewritten by these rules. */
    public Fn apply(Fn fn) {
        return Fn.of(fn.params(), apply(fn.results()));
    }

    /** The expressions rewritten by these rules. */
    public Seq<Expr> apply(Seq<? extends Expr> roots) {
        return new Run(Option.none()).of(roots);
    }

    /**
     * A function in simplest form.
     *
     * @param fn the function
     * @param cancelled whether on the way something may have cancelled, so that a NaN or ∞ of the arguments may be lost
     */
    public record Outcome(Fn fn, boolean cancelled) {}

    /** The function rewritten by these rules, and whether something cancelled. */
    public Outcome outcome(Fn fn) {
        Run run = new Run(Option.none());
        Fn simple = Fn.of(fn.params(), run.of(fn.results()));
        return new Outcome(simple, run.cancelled);
    }

    /** The function rewritten by these rules, and every step on the way. */
    public Derivation derive(Fn fn) {
        List<Step> steps = new ArrayList<>();
        Seq<Expr> results = new Run(Option.of(steps)).of(fn.results());
        return new Derivation(fn, Array.ofAll(steps), Fn.of(fn.params(), results));
    }

    /** One simplification. */
    private final class Run {
        private final Option<List<Step>> steps;
        private final Option<RewriteCheck> check = checked.map(RewriteCheck::new);
        private boolean cancelled;

        Run(Option<List<Step>> steps) {
            this.steps = steps;
        }

        Seq<Expr> of(Seq<? extends Expr> roots) {
            Seq<Expr> after = rewritten(roots);
            check.filter(_ -> isProven()).forEach(c -> c.whole(Array.ofAll(roots), after));
            return after;
        }

        /** Whether no rule fires without proof of its guard. */
        private boolean isProven() {
            return !rules().exists(rule -> rule.law() instanceof Law.Domain && assumed.contains(rule.name()));
        }

        private Seq<Expr> rewritten(Seq<? extends Expr> roots) {
            Seq<Expr> before = ControlFlowSimplifier.simplified(Array.narrow(Array.ofAll(roots)), this::body);
            long fuel = 10_000 + (long) FIRINGS * Graph.operations(before);
            Set<Expr> settled = NodeMap.set();
            Map<Expr, List<Rule>> open = new NodeMap<>();
            boolean collected = false;
            for (int i = 0; i < WALKS; i++) {
                Rewriter rewriter = new Rewriter(local, assumed, open, steps, fuel, check);
                Seq<Expr> walked = rewriter.walk(before);
                fuel = rewriter.fuel();
                // what collecting left as it was and no rule changed since is collected
                Seq<Expr> after = collected && same(before, walked) ? walked : collected(walked, settled);
                cancelled |= rewriter.cancelled();
                if (same(before, after)) {
                    return after;
                }
                collected = same(walked, after);
                before = after;
            }
            return before;
        }

        /** Expressions with their arithmetic collected. */
        private Seq<Expr> collected(Seq<Expr> walked, Set<Expr> settled) {
            return collect.map(rule -> rule.over(walked, HashConsing.of(walked), (step, cancels) -> {
                cancelled |= cancels;
                check.forEach(c -> c.fired(rule, (Apply) step.before(), step.after()));
                steps.forEach(list -> list.add(step));
            }, settled)).getOrElse(walked);
        }

        /** A function inside an operation; one that is in simplest form already stays what it is. */
        private Fn body(Fn fn) {
            synchronized (simple) {
                if (simple.containsKey(fn)) {
                    cancelled |= simple.get(fn);
                    return fn;
                }
            }
            Run inside = new Run(Option.none());
            Seq<Expr> results = inside.of(fn.results());
            Fn simplest = same(results, fn.results()) ? fn : new Fn(fn.params(), results);
            synchronized (simple) {
                simple.put(simplest, inside.cancelled);
            }
            cancelled |= inside.cancelled;
            return simplest;
        }
    }

    private static boolean same(Seq<Expr> a, Seq<Expr> b) {
        return a.zip(b).forAll(pair -> pair._1 == pair._2);
    }
}
