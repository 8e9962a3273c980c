package fluxion.transforms.algebra;

import fluxion.core.Expr;
import fluxion.transforms.algebra.Polynomial.Term;
import fluxion.transforms.algebra.PolynomialReader.Read;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Sums of fractions over one divisor: {@code 1 − x/(x + 1) = (x + 1 − x)/(x + 1) = 1/(x + 1)}. */
final class Fractions {
    private static final int TERMS = 64;

    private Fractions() {}

    /** The polynomial with all fractions over a sum brought to their common divisor, for each such sum. */
    static Seq<Polynomial> joined(Polynomial p, PolynomialReader reading) {
        return Array.ofAll(p.terms().toJavaStream().flatMapToInt(t -> t.monomial().factors()).filter(f -> f % 2 == 1).distinct()
                .toArray())
                .flatMap(f -> joined(p, f, reading));
    }

    private static Option<Polynomial> joined(Polynomial p, int divisor, PolynomialReader reading) {
        Expr atom = reading.atom(divisor / 2);
        Option<Polynomial> sum = reading.get(atom).map(Read::polynomial)
                .filter(s -> s.size() > 1 && s.terms().forAll(t -> t.monomial().powerOf(divisor - 1) == 0));
        int most = p.terms().map(t -> t.monomial().powerOf(divisor)).max().getOrElse(0);
        int least = p.terms().map(t -> t.monomial().powerOf(divisor)).min().getOrElse(0);
        if (sum.isEmpty() || most == least || most - least > 4 || p.size() * Math.pow(sum.get().size(), most - least) > TERMS) {
            return Option.none();
        }
        Polynomial total = Polynomial.ZERO;
        for (Term term : p.terms()) {
            Polynomial part = Polynomial.of(new Term(term.coefficient(), term.monomial().with(divisor, most)));
            for (int i = term.monomial().powerOf(divisor); i < most; i++) {
                part = part.times(sum.get());
            }
            total = total.plus(part);
        }
        return Option.of(total).filter(t -> t.size() > 0 && t.size() <= p.size() && t.isFinite());
    }
}
