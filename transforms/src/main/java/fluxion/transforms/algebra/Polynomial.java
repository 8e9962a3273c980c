package fluxion.transforms.algebra;

import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.HashSet;
import java.util.Set;

/**
 * A sum of monomials with coefficients, none 0, in order of first appearance.
 *
 * @param terms the coefficient of each monomial
 */
record Polynomial(Seq<Term> terms) {
    static final Polynomial ZERO = new Polynomial(Array.empty());

    /** A coefficient and a monomial. */
    record Term(Coefficient coefficient, Monomial monomial) {
        Term times(Term other) {
            return new Term(coefficient.times(other.coefficient), monomial.times(other.monomial));
        }
    }

    static Polynomial of(Term term) {
        return term.coefficient().isZero() ? ZERO : new Polynomial(Array.of(term));
    }

    static Polynomial of(Seq<Term> terms) {
        java.util.LinkedHashMap<Monomial, Coefficient> sums = new java.util.LinkedHashMap<>();
        for (Term term : terms) {
            sums.merge(term.monomial(), term.coefficient(), Coefficient::plus);
        }
        java.util.ArrayList<Term> kept = new java.util.ArrayList<>();
        sums.forEach((monomial, coefficient) -> {
            if (!coefficient.isZero()) {
                kept.add(new Term(coefficient, monomial));
            }
        });
        return new Polynomial(Array.ofAll(kept));
    }

    int size() {
        return terms.size();
    }

    Polynomial plus(Polynomial other) {
        // a sum is read term by term: the terms before need not be sorted into a table for each
        if (other.size() == 1 && !terms.exists(t -> t.monomial().equals(other.terms.get(0).monomial()))) {
            return new Polynomial(terms.append(other.terms.get(0)));
        }
        return of(terms.appendAll(other.terms));
    }

    Polynomial negate() {
        return new Polynomial(terms.map(t -> new Term(t.coefficient().negate(), t.monomial())));
    }

    Polynomial times(Polynomial other) {
        if (size() == 1 || other.size() == 1) {
            // different monomials stay different
            Seq<Term> products = other.size() == 1 ? terms.map(t -> t.times(other.terms.get(0)))
                    : other.terms.map(terms.get(0)::times);
            return products.exists(t -> t.coefficient().isZero()) ? of(products) : new Polynomial(products);
        }
        return of(terms.flatMap(a -> other.terms.map(a::times)));
    }

    /** Whether two terms share a factor, or all their number. */
    boolean shares() {
        Set<Integer> seen = new HashSet<>();
        return terms.exists(t -> t.monomial().exists(f -> !seen.add(f)))
                || terms.forAll(t -> t.coefficient().abs().equals(terms.get(0).coefficient().abs()))
                && !terms.get(0).coefficient().abs().isOne();
    }

    /** What it costs at the very least, however it is built: its additions, and its numbers where they differ. */
    double least() {
        int numbers = terms.count(t -> !t.monomial().isOne() && !t.coefficient().abs().isOne());
        return 0.9 * (terms.size() - 1) + 0.9 * (terms.forAll(t -> t.coefficient().abs().equals(terms.get(0).coefficient().abs()))
                ? Math.min(1, numbers) : numbers);
    }

    boolean isFinite() {
        return terms.forAll(t -> t.coefficient().isFinite());
    }

    /** The coefficient of each monomial. */
    Map<Monomial, Coefficient> coefficients() {
        return LinkedHashMap.ofEntries(terms.map(t -> io.vavr.Tuple.of(t.monomial(), t.coefficient())));
    }
}
