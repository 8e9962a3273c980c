package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.print.MathText;
import fluxion.core.rewrite.Derivation;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.dsl.equality.Conventions;
import fluxion.dsl.equality.EqualSlopes;
import fluxion.dsl.equality.MatrixIdentities;
import fluxion.dsl.equality.NormalForms;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * Whether two functions are the same over the real numbers: proven by rules, refuted by a point at which they certainly
 * differ, or neither. A proof rests on no samples: a rule that needs a condition takes part only where the form of its operands
 * proves the condition, or the answer says it. A point refutes only where intervals that contain both values, rounded outwards,
 * do not meet (for operations without interval arithmetic, intervals a hundred times as wide as small changes of their operands
 * account for).
 *
 * <pre>{@code
 * equivalent(grad(x -> x.square().exp()), x -> x.times(2).times(exp(x.square())), f64());   // Proven
 * equivalent(x -> exp(log(x)), x -> x, f64());                                              // Proven where x > 0
 * equivalent(x -> sin(x).times(2), x -> sin(x.times(2)), f64());                            // Refuted at x = …
 * }</pre>
 */
public sealed interface Equivalence {
    /**
     * Equal over the real numbers, wherever both are defined and the conditions hold.
     *
     * @param chain how the difference of both, or each of both, became the same
     * @param conditions where it holds, {@code x > 0}: what rules rest on, and what one side needs to be defined where the
     *     other is; empty where it holds everywhere
     */
    record Proven(Derivation chain, Seq<String> conditions) implements Equivalence {
        /** The names of the rules in the chain, each once, in order of first use. */
        public Seq<String> rules() {
            return chain.steps().map(Step::rule).distinct();
        }

        @Override
        public String toString() {
            return "proven " + (conditions.isEmpty() ? "" : conditions.mkString("where ", " and ", " "))
                    + "by " + (chain.steps().isEmpty() ? "being the same but for the order of operands" : rules().mkString(", "));
        }
    }

    /**
     * Different at a point.
     *
     * @param at arguments
     * @param left what the first function gives there
     * @param right what the second gives
     */
    record Refuted(Seq<Tensor> at, Tensor left, Tensor right) implements Equivalence {
        @Override
        public String toString() {
            return "refuted at (" + at.mkString(", ") + "): " + left + " and " + right;
        }
    }

    /**
     * No rules were found that make both the same, and no point at which they certainly differ.
     *
     * @param points how many points were compared at which both are defined and known well
     * @param within how far apart both can be at these, relative to their size
     * @param tried by what they were not found to be the same; where it says that they are, against what points say, something
     *     is wrong in this library
     */
    record Undecided(int points, double within, Seq<String> tried) implements Equivalence {
        @Override
        public String toString() {
            return points == 0 ? "undecided: not proven by " + tried.mkString(", ")
                    + ", and no point was found at which both are known well"
                    : "undecided: equal at " + points + " points"
                    + (within == 0 ? "" : String.format(Locale.ROOT, " within %.0e of their size", within))
                    + ", but not proven by " + tried.mkString(", ");
        }
    }

    /** Whether two functions of the same parameters and results are the same. */
    static Equivalence of(Fn f, Fn g) {
        if (!f.parameterTypes().equals(g.parameterTypes()) || !f.resultTypes().equals(g.resultTypes())) {
            throw new TransformException("equivalent: both functions must take and return the same types; got "
                    + f.parameterTypes().mkString("(", ", ", ")") + " → " + f.resultTypes().mkString(", ") + " and "
                    + g.parameterTypes().mkString("(", ", ", ")") + " → " + g.resultTypes().mkString(", "));
        }
        Seq<Expr> right = g.on(f.params().map(Expr.class::cast));
        Seq<Expr> both = Array.ofAll(f.results()).appendAll(right);
        Seq<Expr> differences = f.resultTypes().forAll(t -> t.dtype().isNumeric())
                ? f.results().zip(right).map(p -> Expr.apply(Binary.SUB, p._1, p._2)) : Array.empty();
        // a counterexample first, whatever rules say; then what holds everywhere; then what holds where all is defined
        Comparison compared = Comparison.of(Fn.of(f.params(), both));
        Option<NormalForms.Equal> forms = Option.when(differences.nonEmpty() && compared.common() > 0, both)
                .flatMap(roots -> byNormalForm(f.params(), roots));
        if (compared.refuted().isDefined()) {
            return forms.isDefined() ? new Undecided(compared.points(), Double.POSITIVE_INFINITY,
                    Array.of("a point that contradicts " + forms.get().rules().mkString(", "))) : compared.refuted().get();
        }
        return proof(Simplify.without(), f, both, differences, compared)
                .orElse(() -> forms.map(equal -> proven(chain(equal, f.params(), both, differences), Array.empty(), f, both,
                        compared)))
                .orElse(() -> proof(Simplify.assuming(), f, both, differences, compared))
                .getOrElse(() -> new Undecided(compared.points(), compared.within(),
                        Array.of("rules", "normal forms", "derivatives")));
    }

    /** By products of matrices, by quotients of polynomials in elementary functions, by derivatives. */
    private static Option<NormalForms.Equal> byNormalForm(Seq<Var> parameters, Seq<Expr> results) {
        Seq<Expr> both = Conventions.without(results);
        boolean numbers = parameters.forAll(p -> p.rank() == 0);
        return Option.when(!numbers, both).flatMap(MatrixIdentities::equal).map(Equivalence::unwritten)
                .orElse(() -> NormalForms.equal(both))
                .orElse(() -> Option.when(!numbers, both).flatMap(roots -> MatrixIdentities.equal(Simplify.of(roots)))
                        .map(Equivalence::unwritten))
                .orElse(() -> EqualSlopes.equal(parameters, both).map(Equivalence::unwritten));
    }

    private static NormalForms.Equal unwritten(Seq<String> rules) {
        return new NormalForms.Equal(rules, Option.none());
    }

    /** Both sides become their common form where that is written; else their difference becomes 0. */
    private static Derivation chain(NormalForms.Equal equal, Seq<Var> parameters, Seq<Expr> both, Seq<Expr> differences) {
        if (equal.form().isDefined()) {
            Expr form = equal.form().get();
            Seq<Expr> others = both.reject(side -> MathText.of(side).equals(MathText.of(form)));
            // each rule takes part in what makes either side the form
            return new Derivation(Fn.of(parameters, both), equal.rules().flatMap(rule -> (others.isEmpty() ? both : others)
                    .map(side -> new Step(rule, side, form))), Fn.of(parameters, both.map(_ -> form)));
        }
        Seq<Expr> zeros = differences.map(d -> Literal.zerosLike(d));
        // each rule takes part in what makes the whole difference 0
        Seq<Step> steps = equal.rules().map(rule -> new Step(rule, differences.get(0), zeros.get(0)));
        return new Derivation(Fn.of(parameters, differences), steps, Fn.of(parameters, zeros));
    }

    private static Option<Equivalence> proof(Simplify rules, Fn f, Seq<Expr> both, Seq<Expr> differences, Comparison compared) {
        // together, so that what they have in common is one node
        Derivation forms = rules.derive(Fn.of(f.params(), both));
        Seq<Expr> goals = forms.goal().results();
        int n = goals.size() / 2;
        if (Array.range(0, n).forAll(i -> goals.get(i) == goals.get(n + i))) {
            return Option.of(proven(forms, rules.rules(), f, both, compared));
        }
        Derivation difference = rules.derive(Fn.of(f.params(), differences));
        return Option.when(differences.nonEmpty() && difference.goal().results().forAll(Literal::isZero),
                () -> proven(difference, rules.rules(), f, both, compared));
    }

    private static Proven proven(Derivation chain, Seq<Rule> rules, Fn f, Seq<Expr> both, Comparison compared) {
        int n = both.size() / 2;
        Seq<Conditions.Condition> needed = Conditions.needed(both.take(n), both.drop(n), condition -> condition.expression()
                .exists(that -> f.params().containsAll(Graph.variables(Array.of(that)))
                        && compared.oneSided().exists(at -> fails(that, f, at))));
        return new Proven(chain, Conditions.together(Conditions.of(chain, rules).appendAll(needed)));
    }

    private static boolean fails(Expr condition, Fn f, Seq<Tensor> at) {
        return Array.ofAll(Points.doubles(Evaluator.evaluate(Fn.of(f.params(), Array.of(condition)), at).get(0))).contains(0.0);
    }
}
