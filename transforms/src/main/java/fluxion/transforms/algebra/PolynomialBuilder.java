package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.core.op.Binary;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Make;
import fluxion.transforms.algebra.Polynomial.Term;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Builds expressions from polynomials: as a sum of monomials, or with common factors taken out. */
final class PolynomialBuilder {
    /** Polynomials of fewer terms are built again sooner than looked up. */
    private static final int REMEMBERED = 6;
    private final PolynomialReader reading;
    private final TensorType type;
    private final Function<Expr, Expr> atoms;
    private final Function<Term, Option<Expr>> known;
    private final Make make;
    private final Map<Bracket, Option<Expr>> brackets;

    /**
     * What is built with factors taken out.
     *
     * @param type of the result
     * @param polynomial what is built
     * @param givenFirst whether variables are taken out before functions of them
     */
    record Bracket(TensorType type, Polynomial polynomial, boolean givenFirst) {}

    /**
     * @param type of the result
     * @param atoms what stands for each atom now
     * @param known a node that is a term already
     * @param make builds nodes
     * @param brackets what builders of the same knowledge made: a chain of sums in products holds all shorter ones
     */
    PolynomialBuilder(PolynomialReader reading, TensorType type, Function<Expr, Expr> atoms, Function<Term, Option<Expr>> known,
            Make make, Map<Bracket, Option<Expr>> brackets) {
        this.reading = reading;
        this.type = type;
        this.atoms = atoms;
        this.known = known;
        this.make = make;
        this.brackets = brackets;
    }

    /** What a sum may cost. */
    interface Budget {
        /** Whether a node is among those that are there, of which all operands are there too. */
        boolean isThere(Expr e);

        /** Whether there is no way for so many additions and these summands, beside others, to cost little enough. */
        boolean isExceeded(int additions, List<Expr> summands);
    }

    private static final Budget ANY = new Budget() {
        @Override
        public boolean isThere(Expr e) {
            return true;
        }

        @Override
        public boolean isExceeded(int additions, List<Expr> summands) {
            return false;
        }
    };

    /** The sum of the polynomial's monomials; none where the dtype does not hold a number. */
    Option<Expr> sum(Polynomial p) {
        return sum(p, ANY);
    }

    /** As {@link #sum(Polynomial)}; none, too, where it costs more than it may. */
    Option<Expr> sum(Polynomial p, Budget budget) {
        return sum(p.terms().map(t -> new Part(t.coefficient(), c -> term(new Term(c, t.monomial())))), budget);
    }

    /** A summand that can be built with any coefficient. */
    record Part(Coefficient coefficient, Function<Coefficient, Option<Expr>> build) {}

    Option<Expr> sum(Seq<Part> parts) {
        return sum(parts, ANY);
    }

    private Option<Expr> sum(Seq<Part> parts, Budget budget) {
        if (parts.isEmpty()) {
            return make.literal(type, 0);
        }
        Seq<Part> plus = parts.filter(p -> p.coefficient().over() > 0);
        Seq<Part> minus = parts.filter(p -> p.coefficient().over() <= 0);
        if (plus.isEmpty() && minus.forAll(p -> p.coefficient().negate().isOne())) {
            return sum(minus.map(p -> new Part(Coefficient.ONE, p.build())), budget).map(e -> make.apply(Unary.NEG, e));
        }
        if (plus.isEmpty()) {
            Part first = minus.find(p -> !p.coefficient().negate().isOne()).get();
            plus = Array.of(first);
            minus = minus.reject(p -> p == first);
        }
        int subtracted = plus.size();
        List<Expr> summands = new ArrayList<>(parts.size());
        for (Part part : plus.appendAll(minus)) {
            boolean subtract = !summands.isEmpty() && part.coefficient().over() <= 0;
            Option<Expr> next = part.build().apply(subtract ? part.coefficient().negate() : part.coefficient());
            if (next.isEmpty()) {
                return next;
            }
            summands.add(next.get());
        }
        Expr total = summands.getFirst();
        boolean there = true;
        for (int i = 1; i < summands.size(); i++) {
            total = make.apply(i < subtracted ? Binary.ADD : Binary.SUB, total, summands.get(i));
            if (there && !budget.isThere(total)) {
                // no longer sum is there either
                there = false;
                if (budget.isExceeded(summands.size() - i, summands.subList(i, summands.size()))) {
                    return Option.none();
                }
            }
        }
        return Option.of(total);
    }

    Option<Expr> term(Term term) {
        return known.apply(term).orElse(() -> {
            if (!term.monomial().isOne() && !term.coefficient().isOne()) {
                Option<Expr> one = known.apply(new Term(Coefficient.ONE, term.monomial()));
                if (one.isDefined()) {
                    return scaled(term.coefficient(), one.get());
                }
            }
            return product(term);
        });
    }

    private Option<Expr> scaled(Coefficient c, Expr e) {
        Option<Expr> over = c.over() == 1 ? Option.of(e) : c.over() == -1 ? Option.of(make.apply(Unary.NEG, e))
                : make.literal(type, c.over()).map(l -> make.apply(Binary.MUL, l, e));
        return c.under() == 1 ? over : over.flatMap(x -> make.literal(type, c.under()).map(l -> make.apply(Binary.DIV, x, l)));
    }

    private Option<Expr> product(Term term) {
        Monomial m = term.monomial();
        Option<Expr> over = Option.none();
        Option<Expr> under = Option.none();
        for (int i = 0; i < m.size(); i++) {
            int factor = m.factor(i);
            Expr power = power(atoms.apply(reading.atom(factor / 2)), m.power(i));
            if (factor % 2 == 0) {
                over = Option.of(over.map(e -> make.apply(Binary.MUL, e, power)).getOrElse(power));
            } else {
                under = Option.of(under.map(e -> make.apply(Binary.MUL, e, power)).getOrElse(power));
            }
        }
        Coefficient c = term.coefficient();
        if (under.isEmpty()) {
            return over.isDefined() ? scaled(c, over.get()) : make.literal(type, c.value());
        }
        Option<Expr> divisor = c.under() == 1 ? under : make.literal(type, c.under()).flatMap(l -> scaledDivisor(l, m));
        if (over.isEmpty() && c.over() == 1 && divisor.isDefined()) {
            return divisor.map(this::reciprocal);
        }
        Option<Expr> dividend = over.isDefined() ? scaled(new Coefficient(c.over(), 1), over.get())
                : make.literal(type, c.over());
        return dividend.flatMap(a -> divisor.map(b -> make.apply(Binary.DIV, a, b)));
    }

    private Option<Expr> scaledDivisor(Expr literal, Monomial m) {
        Expr product = literal;
        for (int i = 0; i < m.size(); i++) {
            if (m.factor(i) % 2 == 1) {
                product = make.apply(Binary.MUL, product, power(atoms.apply(reading.atom(m.factor(i) / 2)), m.power(i)));
            }
        }
        return Option.of(product);
    }

    private Expr reciprocal(Expr e) {
        return e instanceof Apply(Power(int n), var inputs, _) ? make.apply(new Power(-n), inputs.get(0))
                : make.apply(new Power(-1), e);
    }

    private Expr power(Expr e, int n) {
        return n == 1 ? e : make.apply(new Power(n), e);
    }

    // ---- common factors ---------------------------------------------------------------------------------------------

    /**
     * With the factors taken out that all terms share, then one that most of the others share, and so on (Horner's form,
     * greedily, in many variables). A sum stays in brackets only where it could be multiplied out again. There are two such
     * forms where it matters whether variables are taken out before functions of them.
     */
    Seq<Option<Expr>> factored(Polynomial p) {
        Option<Horner> one = Horner.of(p, this);
        if (one.isDefined()) {
            return Array.of(one.get().built());
        }
        Option<Expr> givenFirst = factored(p, true);
        return isMixed(p) ? Array.of(givenFirst, factored(p, false)) : Array.of(givenFirst);
    }

    /** Whether variables as well as functions of them occur in several terms each, so that either may be taken out first. */
    private boolean isMixed(Polynomial p) {
        Seq<Integer> shared = Array.ofAll(counts(p).entrySet()).filter(e -> e.getValue() > 1).map(Map.Entry::getKey);
        return shared.exists(f -> reading.isGiven(f / 2)) && shared.exists(f -> !reading.isGiven(f / 2));
    }

    /** In how many terms each factor occurs. */
    private static Map<Integer, Integer> counts(Polynomial p) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (Term term : p.terms()) {
            for (int i = 0; i < term.monomial().size(); i++) {
                counts.merge(term.monomial().factor(i), 1, Integer::sum);
            }
        }
        return counts;
    }

    private Option<Expr> factored(Polynomial p, boolean givenFirst) {
        if (p.size() < REMEMBERED) {
            return bracketed(p, givenFirst);
        }
        Bracket bracket = new Bracket(type, p, givenFirst);
        Option<Expr> before = brackets.get(bracket);
        if (before != null) {
            return before;
        }
        Option<Expr> made = bracketed(p, givenFirst);
        brackets.put(bracket, made);
        return made;
    }

    private Option<Expr> bracketed(Polynomial p, boolean givenFirst) {
        if (p.size() < 2) {
            return sum(p);
        }
        Option<Horner> one = Horner.of(p, this);
        if (one.isDefined()) {
            return one.get().built();
        }
        Term common = common(p);
        if (!common.monomial().isOne() || !common.coefficient().isOne()) {
            if (reading.isRounded(p, common.monomial())) {
                return factored(divided(p, common), givenFirst).flatMap(inner -> times(common, inner));
            }
        }
        Option<Integer> shared = mostShared(p, givenFirst);
        if (shared.isEmpty()) {
            return sum(p);
        }
        int factor = shared.get();
        Seq<Term> with = p.terms().filter(t -> t.monomial().powerOf(factor) > 0);
        Seq<Term> without = p.terms().filter(t -> t.monomial().powerOf(factor) == 0);
        if (without.isEmpty()) {
            return sum(p);
        }
        Seq<Part> parts = Array.of(part(new Polynomial(with), givenFirst))
                .appendAll(without.size() == 1 || mostShared(new Polynomial(without), givenFirst).isEmpty()
                ? without.map(t -> new Part(t.coefficient(), c -> term(new Term(c, t.monomial()))))
                : Array.of(part(new Polynomial(without), givenFirst)));
        boolean swap = p.terms().get(0).monomial().powerOf(factor) == 0;
        return sum(swap ? parts.tail().append(parts.head()) : parts);
    }

    /** A sum in brackets as one summand, its sign that of most of its terms. */
    private Part part(Polynomial p, boolean givenFirst) {
        boolean negative = p.terms().forAll(t -> t.coefficient().over() < 0);
        Polynomial positive = negative ? p.negate() : p;
        return new Part(negative ? Coefficient.ONE.negate() : Coefficient.ONE, c -> factored(positive, givenFirst));
    }

    Option<Expr> times(Term common, Expr inner) {
        if (common.monomial().isOne()) {
            return scaled(common.coefficient(), inner);
        }
        boolean divides = !common.monomial().exists(f -> f % 2 == 0);
        Monomial over = common.monomial();
        Monomial under = Monomial.ONE;
        for (int i = 0; i < common.monomial().size(); i++) {
            int factor = common.monomial().factor(i);
            if (factor % 2 == 1) {
                over = over.with(factor, 0);
                under = under.times(Monomial.of(factor - 1, common.monomial().power(i)));
            }
        }
        Option<Expr> product = divides ? Option.of(inner)
                : term(new Term(Coefficient.ONE, over)).map(f -> make.apply(Binary.MUL, f, inner));
        Monomial below = under;
        Option<Expr> quotient = below.isOne() ? product
                : product.flatMap(a -> term(new Term(Coefficient.ONE, below)).map(b -> make.apply(Binary.DIV, a, b)));
        return quotient.flatMap(e -> scaled(common.coefficient(), e));
    }

    PolynomialReader reading() {
        return reading;
    }

    /** What all terms have in common: factors, and the number where they all have the same. */
    private Term common(Polynomial p) {
        Monomial m = p.terms().get(0).monomial();
        for (Term term : p.terms()) {
            if (m.isOne()) {
                break;
            }
            m = m.common(term.monomial());
        }
        Coefficient c = p.terms().get(0).coefficient().abs();
        return new Term(p.terms().forAll(t -> t.coefficient().abs().equals(c)) && !averages(p, c.value()) ? c
                : Coefficient.ONE, m);
    }

    /** Whether it is an average like ½a + ½b, which does not overflow as the sum would. */
    private boolean averages(Polynomial p, double c) {
        return c < 1 && p.size() * c <= 1
                && p.terms().count(t -> t.monomial().size() == 1 && t.monomial().power(0) == 1 && t.monomial().factor(0) % 2 == 0
                && !isBounded(reading.atom(t.monomial().factor(0) / 2))) > 1;
    }

    /** Whether it is a function of small values. */
    private static boolean isBounded(Expr e) {
        return e instanceof Apply(Unary op, _, _) && switch (op) {
            case SIN, COS, TANH, SIGMOID, ERF, ATAN, ASIN, ACOS, SIGN, LOG, LOG1P, LOG2, LOG10, ASINH, ACOSH -> true;
            case Unary _ -> false;
        };
    }

    private static Polynomial divided(Polynomial p, Term common) {
        return new Polynomial(p.terms().map(t -> new Term(
                common.coefficient().isOne() ? t.coefficient() : Coefficient.of(Math.signum(t.coefficient().over())),
                t.monomial().without(common.monomial()))));
    }

    /** The factor that occurs in most terms, at least two, such that what remains of them may stand in brackets. */
    private Option<Integer> mostShared(Polynomial p, boolean givenFirst) {
        return Array.ofAll(counts(p).entrySet()).filter(e -> e.getValue() > 1)
                .sortBy(e -> (givenFirst && reading.isGiven(e.getKey() / 2) ? -1L << 40 : 0) - 100_000L * e.getValue()
                + e.getKey()).map(Map.Entry::getKey)
                .find(f -> {
                    Polynomial with = new Polynomial(p.terms().filter(t -> t.monomial().powerOf(f) > 0));
                    return reading.isRounded(with, common(with).monomial());
                });
    }
}
