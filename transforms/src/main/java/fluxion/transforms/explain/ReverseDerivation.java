package fluxion.transforms.explain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.explain.DerivationText;
import fluxion.core.explain.Line;
import fluxion.core.op.Binary;
import fluxion.core.op.Eye;
import fluxion.ops.Rules;
import fluxion.ops.rule.Guard;
import fluxion.transforms.Transforms;
import fluxion.transforms.Transpose;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The differential of a function, from its result inwards: df = Σ ⟨ȳ, dy⟩ over those expressions y whose differentials are
 * still to be worked out, each replaced by its operands', until only parameters are left.
 */
final class ReverseDerivation {
    /** ⟨factor, d(of)⟩. */
    private record Term(Expr factor, Expr of) {
        Expr expression() {
            Expr d = Differential.D.of(of);
            if (!of.shape().isScalar() && Literal.value(factor).exists(v -> v == 1)) {
                return d.sum();
            }
            if (of.rank() == 2 && factor instanceof Apply(Eye(_, int rows, int columns, int offset), _, _) && rows == columns
                    && offset == 0) {
                return d.trace();
            }
            return of.shape().isScalar() ? Literal.value(factor).exists(v -> v == 1) ? d : factor.times(d)
                    : factor.contract(d, Ints.empty(), Ints.empty(), Ints.range(0, of.rank()), Ints.range(0, of.rank()));
        }
    }

    private final Seq<Var> params;
    private final Seq<Var> wrt;
    private final List<Line> lines;
    private final Map<Expr, Boolean> depends;
    private final Map<Expr, Integer> position = new NodeMap<>();

    private ReverseDerivation(Fn fn, Seq<Var> wrt, List<Line> lines) {
        this.params = fn.params();
        this.wrt = wrt;
        this.lines = lines;
        this.depends = Differential.dependent(fn.results(), wrt);
        Graph.topological(fn.results()).zipWithIndex().forEach(p -> position.put(p._1, p._2));
    }

    static Fn differentiate(Fn fn, Seq<Var> wrt, List<Line> lines) {
        return new ReverseDerivation(fn, wrt, lines).run(fn.results().get(0));
    }

    private Fn run(Expr f) {
        Seq<Term> terms = depends.containsKey(f) ? Array.of(new Term(Literal.of(f.tensorType(), 1), f)) : Array.empty();
        for (Option<Expr> next = next(terms); next.isDefined(); next = next(terms)) {
            terms = simplified(moved(collected(terms, next.get()), next.get()));
        }
        for (Var param : wrt) {
            terms = simplified(collected(terms, param));
        }
        Seq<Term> all = terms;
        Seq<Expr> gradients = wrt.map(v -> all.find(t -> t.of() == v).map(Term::factor).getOrElse(() -> Literal.zerosLike(v)));
        Fn end = Fn.of(params, gradients);
        Seq<Expr> asked = wrt.map(v -> new Differential(wrt.size() == 1 ? "∇" : "∂/∂" + v.name()).of(f, v.tensorType()));
        lines.add(new Line(Line.Kind.CALCULUS, "read off the gradient", "df = ⟨g, dx⟩ for every dx says that ∇f = g",
                "everywhere", "the factor of " + wrt.map(v -> "d(" + v.name() + ")").mkString(", of "), Fn.of(params, asked),
                asked, end, gradients));
        Seq<Expr> goal = SimplificationTrace.simplify(gradients, results -> Fn.of(params, results), lines);
        return Fn.of(params, goal);
    }

    /** The outermost expression whose differential is to be worked out: nothing else there depends on it. */
    private Option<Expr> next(Seq<Term> terms) {
        return terms.map(Term::of).reject(Var.class::isInstance).sortBy(position::get).lastOption();
    }

    private Fn shown(Seq<Term> terms) {
        return Fn.of(params, Array.of(sum(terms.map(Term::expression))));
    }

    private Expr sum(Seq<Expr> terms) {
        return terms.isEmpty() ? Tensor.of(0.0) : terms.reduceLeft(Expr::plus);
    }

    /** ⟨a, du⟩ + ⟨b, du⟩ = ⟨a + b, du⟩. */
    private Seq<Term> collected(Seq<Term> terms, Expr u) {
        Seq<Term> same = terms.filter(t -> t.of() == u);
        if (same.size() < 2) {
            return terms;
        }
        Term one = new Term(same.map(Term::factor).reduceLeft(Guard::plus), u);
        Seq<Term> after = terms.reject(t -> t.of() == u).append(one);
        tell(new DerivativeNames("sum over paths", "⟨a, du⟩ + ⟨b, du⟩ = ⟨a + b, du⟩", "everywhere",
                "u takes part more than once"),
                terms, same, after, Array.of(one));
        return after;
    }

    private Seq<Term> moved(Seq<Term> terms, Expr u) {
        Term term = terms.find(t -> t.of() == u).get();
        Option<KnownForms> known = KnownForms.at(u);
        if (known.isDefined()) {
            KnownForms form = known.get();
            Expr factor = form.factor();
            boolean isOne = Literal.value(term.factor()).exists(v -> v == 1);
            return replaced(terms, term, form.names(), Array.of(new Term(isOne ? factor
                    : SimplificationTrace.tidy(term.factor().broadcastTo(factor.shape()).times(factor)), form.of())));
        }
        Apply y = u instanceof Result result ? result.of() : (Apply) u;
        int index = u instanceof Result result ? result.index() : 0;
        Map<Expr, Var> tangents = new LinkedHashMap<>();
        Seq<Option<Expr>> inputs = y.inputs().map(input -> Option.when(depends.containsKey(input) && input.dtype().isFloat(),
                () -> (Expr) tangents.computeIfAbsent(input, i -> new Var("t", i.tensorType()))));
        Option<Expr> moved = inputs.forAll(Option::isEmpty) ? Option.none() : Rules.jvp(y, inputs, Transforms.THROUGH).get(index);
        Seq<Var> variables = Array.ofAll(tangents.values());
        Seq<Option<Expr>> factors = moved.map(t -> Transpose.pull(Array.of(t), Array.of(Option.of(term.factor())), variables))
                .getOrElse(() -> variables.map(_ -> Option.none()));
        Seq<Term> fresh = Array.ofAll(tangents.keySet()).zip(factors)
                .flatMap(p -> p._2.map(factor -> new Term(SimplificationTrace.tidy(factor), p._1)));
        return replaced(terms, term, rule(y), fresh);
    }

    /** The rule in the form that it has here: a term for each operand. */
    private DerivativeNames rule(Apply y) {
        Seq<Boolean> moving = y.inputs().map(depends::containsKey);
        return y.op() == Binary.DIV && moving.forAll(m -> m)
                ? new DerivativeNames("quotient rule", "d(u/v) = du/v − u·dv/v²", "where v ≠ 0", "")
                : DerivativeNames.of(y, moving);
    }

    private Seq<Term> replaced(Seq<Term> terms, Term term, DerivativeNames rule, Seq<Term> fresh) {
        int at = terms.indexOf(term);
        Seq<Term> after = Array.ofAll(terms.take(at)).appendAll(fresh).appendAll(terms.drop(at + 1));
        tell(rule, terms, Array.of(term), after, fresh);
        return after;
    }

    private Seq<Term> simplified(Seq<Term> terms) {
        Seq<Expr> factors = SimplificationTrace.tidy(terms.map(Term::factor),
                now -> shown(now.zipWith(terms, (factor, term) -> new Term(factor, term.of()))), lines);
        return factors.zipWith(terms, (factor, term) -> new Term(factor, term.of())).toArray();
    }

    /** A line whose marked parts are nodes of the wholes they stand in. */
    private void tell(DerivativeNames rule, Seq<Term> before, Seq<Term> old, Seq<Term> after, Seq<Term> fresh) {
        Map<Term, Expr> was = expressions(before);
        Map<Term, Expr> is = expressions(after);
        Fn from = Fn.of(params, Array.of(sum(before.map(was::get))));
        Fn to = Fn.of(params, Array.of(sum(after.map(is::get))));
        if (!DerivationText.alike(from, to)) {
            lines.add(new Line(Line.Kind.CALCULUS, rule.name(), rule.statement(), rule.condition(), rule.reason(), from,
                    old.map(was::get), to, fresh.map(is::get)));
        }
    }

    private static Map<Term, Expr> expressions(Seq<Term> terms) {
        Map<Term, Expr> made = new NodeMap<>();
        terms.forEach(term -> made.put(term, term.expression()));
        return made;
    }
}
