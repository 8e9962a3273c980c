package fluxion.transforms.algebra;

import fluxion.core.Expr;
import fluxion.transforms.algebra.Polynomial.Term;
import fluxion.transforms.algebra.PolynomialBuilder.Part;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A polynomial in powers of one factor, with common factors taken out: what {@link PolynomialBuilder#factored} makes of it,
 * in time
 * linear in its terms. Each step of it leaves the terms of higher powers, divided by the power that all of them share; so
 * what it asks of them is known from the terms once sorted.
 */
final class Horner {
    private final PolynomialBuilder assembly;
    private final int factor;
    private final boolean given;
    /** By power, ascending. */
    private final Term[] terms;
    private final int[] powers;
    /** Where each stands among the terms as they first appeared. */
    private final int[] places;
    /**
     * The least place of this and all later terms, whether their numbers are the same but for the sign, how many are
     * negative.
     */
    private final int[] first;
    private final boolean[] alike;
    private final int[] negatives;

    private Horner(Polynomial p, int factor, PolynomialBuilder assembly) {
        this.assembly = assembly;
        this.factor = factor;
        this.given = assembly.reading().isGiven(factor / 2);
        int n = p.size();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Term[] all = p.terms().toJavaArray(Term[]::new);
        Arrays.sort(order, Comparator.comparingInt(i -> all[i].monomial().powerOf(factor)));
        terms = new Term[n];
        powers = new int[n];
        places = new int[n];
        first = new int[n];
        alike = new boolean[n];
        negatives = new int[n + 1];
        for (int i = n - 1; i >= 0; i--) {
            terms[i] = all[order[i]];
            powers[i] = terms[i].monomial().powerOf(factor);
            places[i] = order[i];
            boolean last = i == n - 1;
            first[i] = last ? places[i] : Math.min(places[i], first[i + 1]);
            alike[i] = last || alike[i + 1] && terms[i].coefficient().abs().equals(terms[i + 1].coefficient().abs());
            negatives[i] = negatives[i + 1] + (terms[i].coefficient().over() < 0 ? 1 : 0);
        }
    }

    /** The polynomial, where it has terms in powers of one factor only, none below a line. */
    static Option<Horner> of(Polynomial p, PolynomialBuilder assembly) {
        int factor = -1;
        for (Term term : p.terms()) {
            if (term.monomial().size() > 1) {
                return Option.none();
            }
            if (!term.monomial().isOne()) {
                int own = term.monomial().factor(0);
                if (own % 2 == 1 || factor >= 0 && own != factor) {
                    return Option.none();
                }
                factor = own;
            }
        }
        int one = factor;
        return Option.when(factor >= 0 && p.size() > 1, () -> new Horner(p, one, assembly));
    }

    Option<Expr> built() {
        return built(new Rest(0, 0, false, false));
    }

    /**
     * What is left.
     *
     * @param from the first term that is
     * @param divided the power that they were divided by
     * @param negated whether their signs were changed
     * @param ones whether they were divided by the number that they share
     */
    private record Rest(int from, int divided, boolean negated, boolean ones) {}

    private Coefficient coefficient(Rest rest, int i) {
        Coefficient own = terms[i].coefficient();
        Coefficient c = rest.ones ? Coefficient.of(Math.signum(own.over())) : own;
        return rest.negated ? c.negate() : c;
    }

    private Option<Expr> built(Rest rest) {
        int n = terms.length - rest.from;
        if (n < 2) {
            return plain(rest);
        }
        int least = powers[rest.from] - rest.divided;
        Coefficient number = alike[rest.from] ? coefficient(rest, rest.from).abs() : Coefficient.ONE;
        if ((least > 0 || !number.isOne()) && isReversible(rest.from)) {
            Rest inner = new Rest(rest.from, powers[rest.from], rest.negated, rest.ones || !number.isOne());
            Monomial common = least == 0 ? Monomial.ONE : Monomial.of(factor, least);
            return built(inner).flatMap(e -> assembly.times(new Term(number, common), e));
        }
        if (least > 0 || n < 3 || !isReversible(rest.from + 1)) {
            return plain(rest);
        }
        int higher = rest.from + 1;
        boolean negative = negatives[higher] == (rest.negated ? 0 : n - 1);
        Rest with = new Rest(higher, rest.divided, rest.negated != negative, rest.ones);
        Part part = new Part(negative ? Coefficient.ONE.negate() : Coefficient.ONE, _ -> built(with));
        Part constant = new Part(coefficient(rest, rest.from), c -> assembly.term(new Term(c, Monomial.ONE)));
        boolean swap = first[rest.from] == places[rest.from];
        return assembly.sum(swap ? Array.of(constant, part) : Array.of(part, constant));
    }

    /**
     * Whether what remains of the terms from one on, divided by its power, may stand in brackets:
     * {@link PolynomialReader#isRounded}.
     */
    private boolean isReversible(int from) {
        boolean two = from + 1 < terms.length && powers[from + 1] - powers[from] == 1 && given;
        return !two || terms.length - from > 2;
    }

    /** Term by term, in their own order. */
    private Option<Expr> plain(Rest rest) {
        Integer[] order = new Integer[terms.length - rest.from];
        Arrays.setAll(order, i -> rest.from + i);
        Arrays.sort(order, Comparator.comparingInt(i -> places[i]));
        return assembly.sum(new Polynomial(Array.of(order).map(i -> new Term(coefficient(rest, i),
                powers[i] == rest.divided ? Monomial.ONE : Monomial.of(factor, powers[i] - rest.divided)))));
    }
}
