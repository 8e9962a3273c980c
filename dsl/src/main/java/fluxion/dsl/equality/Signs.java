package fluxion.dsl.equality;

import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.SparsePolynomial;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * What is taken for granted of the signs of polynomials: in the case that is looked at, and where both sides are defined.
 *
 * @param atoms what the variables stand for
 * @param assumed signs of primitive polynomials, maybe 0
 * @param strict those of them that are not 0 where they are assumed not to be
 * @param products polynomials whose product has a sign
 */
record Signs(AtomTable atoms, Map<SparsePolynomial, Integer> assumed, Set<SparsePolynomial> strict,
        Seq<Tuple2<Seq<SparsePolynomial>, Integer>> products) {
    /** Systems of more inequalities are not looked at. */
    private static final int ROWS = 60;

    /** The sign of a polynomial has to be known before anything can be said. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SparsePolynomial polynomial;
        private final boolean exactly;

        Unknown(SparsePolynomial polynomial, boolean exactly) {
            super(null, null, false, false);
            this.polynomial = polynomial;
            this.exactly = exactly;
        }

        SparsePolynomial polynomial() {
            return polynomial;
        }

        /** Whether it matters where it is 0. */
        boolean exactly() {
            return exactly;
        }
    }

    static Signs none(AtomTable atoms) {
        return new Signs(atoms, HashMap.empty(), HashSet.empty(), Array.empty());
    }

    Signs with(SparsePolynomial p, int sign, boolean exactly) {
        return new Signs(atoms, assumed.put(p, sign), exactly ? strict.add(p) : strict, products);
    }

    Signs with(Seq<SparsePolynomial> factors, int sign) {
        return new Signs(atoms, assumed, strict, products.append(new Tuple2<>(factors, sign)));
    }

    Signs nonzero(SparsePolynomial p) {
        return new Signs(atoms, assumed, strict.add(p), products);
    }

    /** The sign where the polynomial is not 0. */
    int of(SparsePolynomial polynomial) {
        SparsePolynomial p = exponents(polynomial).getOrElse(polynomial);
        return find(p).getOrElseThrow(() -> new Unknown(p, false));
    }

    /** The sign, which is 0 where the polynomial is. */
    int exactly(SparsePolynomial polynomial) {
        SparsePolynomial p = exponents(polynomial).getOrElse(polynomial);
        Option<Integer> known = find(p);
        boolean sure = known.isDefined() && (assumed.get(p).exists(s -> s == 0) || isNonzero(p));
        return known.filter(_ -> sure).getOrElseThrow(() -> new Unknown(p, true));
    }

    boolean isNonzero(SparsePolynomial p) {
        return strict.contains(p) || definite(p, true).isDefined();
    }

    Option<Integer> find(SparsePolynomial polynomial) {
        SparsePolynomial p = exponents(polynomial).getOrElse(polynomial);
        return assumed.get(p).orElse(() -> definite(p, false)).orElse(() -> fromProducts(p)).orElse(() ->
                with(p, -1, false).isImpossible() ? Option.of(1)
                : with(p, 1, false).isImpossible() ? Option.of(-1) : Option.none());
    }

    /** eᵘ − eᵛ has the sign of u − v. */
    private Option<SparsePolynomial> exponents(SparsePolynomial p) {
        if (p.size() != 2 || !p.terms().get(0).coefficient().plus(p.terms().get(1).coefficient()).isZero()) {
            return Option.none();
        }
        PowerProduct powers = p.terms().get(0).powers().over(p.terms().get(1).powers());
        SparsePolynomial sum = SparsePolynomial.ZERO;
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0) {
                if (!(atoms.atom(i) instanceof Atom.Exponential(var unit, int parts)) || !unit.denominator().isOne()) {
                    return Option.none();
                }
                sum = sum.plus(unit.numerator().times(Rational.of(powers.exponent(i), parts)));
            }
        }
        // with the sign of its leading coefficient it would be another question
        return Option.of(sum).filter(q -> !q.isZero() && q.content().signum() > 0
                && p.leading().coefficient().signum() > 0).map(SparsePolynomial::primitive);
    }

    /** a·√u + q has the sign of a where a²·u > q², and that of q where q² > a²·u. */
    private Option<Integer> besideRoot(SparsePolynomial p) {
        for (int i = p.variables() - 1; i >= 0; i--) {
            if (p.degree(i) == 1 && atoms.atom(i) instanceof Atom.Radical(var under, int index) && index == 2
                    && definite(under, false).contains(1)) {
                SparsePolynomial a = p.leadingCoefficient(i);
                SparsePolynomial q = p.minus(a.times(PowerProduct.of(i, 1)));
                Option<SparsePolynomial> excess = a.times(a).flatMap(square -> square.times(under))
                        .flatMap(first -> q.times(q).map(first::minus));
                Option<Integer> sign = excess.flatMap(e -> definite(e, true)).flatMap(s -> definite(s > 0 ? a : q, true));
                if (sign.isDefined()) {
                    return sign;
                }
            }
        }
        return Option.none();
    }

    private Option<Integer> fromProducts(SparsePolynomial p) {
        for (Tuple2<Seq<SparsePolynomial>, Integer> product : products) {
            if (product._1.contains(p)) {
                Seq<Option<Integer>> others = product._1.reject(p::equals)
                        .map(q -> assumed.get(q).orElse(() -> definite(q, false)));
                if (others.forAll(Option::isDefined)) {
                    return Option.of(others.map(Option::get).fold(product._2, (a, b) -> a * b));
                }
            }
        }
        return Option.none();
    }

    /** By the form: all terms of one sign, or a square that is completed. */
    private Option<Integer> definite(SparsePolynomial p, boolean strictly) {
        if (atoms.isPositive(p)) {
            return Option.of(1);
        }
        int sign = 0;
        boolean positive = false;
        for (SparsePolynomial.Monomial term : p.terms()) {
            Option<Integer> own = sign(term.powers()).map(s -> s * term.coefficient().signum());
            if (own.isEmpty() || sign != 0 && own.get() != sign) {
                return completed(p).orElse(() -> besideRoot(p));
            }
            sign = own.get();
            positive |= isStrict(term.powers());
        }
        return Option.when(sign != 0 && (positive || !strictly), sign);
    }

    /** The sign of powers of variables where they are not 0. */
    private Option<Integer> sign(PowerProduct powers) {
        int sign = 1;
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) % 2 != 0 && !isPositive(i)) {
                Option<Integer> own = assumed.get(SparsePolynomial.variable(i)).filter(s -> s != 0);
                if (own.isEmpty()) {
                    return Option.none();
                }
                sign *= own.get();
            }
        }
        return Option.of(sign);
    }

    private boolean isStrict(PowerProduct powers) {
        for (int i = 0; i < powers.size(); i++) {
            if (powers.exponent(i) != 0 && !(isPositive(i) && !(atoms.atom(i) instanceof Atom.Radical(var under, _)
                    && under.constant().isEmpty())) && !strict.contains(SparsePolynomial.variable(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isPositive(int place) {
        return atoms.isPositive(SparsePolynomial.variable(place)) || switch (atoms.atom(place)) {
            case Atom.Exponential _, Atom.Pi _, Atom.Radical _ -> true;
            case Atom.Logarithm(var of) -> of.constant().isDefined();
            case Atom.Parameter _, Atom.HalfTangent _, Atom.Opaque _ -> false;
        };
    }

    /** a·v² + b·v + c with b² < 4ac, in one variable. */
    private static Option<Integer> completed(SparsePolynomial p) {
        int last = p.variables() - 1;
        boolean alone = p.terms().forAll(t -> t.powers().isOne() || t.powers().degree() == t.powers().exponent(last));
        if (!alone || p.degree(last) % 2 != 0) {
            return Option.none();
        }
        int half = p.degree(last) / 2;
        Rational a = Rational.ZERO;
        Rational b = Rational.ZERO;
        Rational c = Rational.ZERO;
        for (SparsePolynomial.Monomial term : p.terms()) {
            int degree = term.powers().exponent(last);
            if (degree == 2 * half) {
                a = term.coefficient();
            } else if (degree == half) {
                b = term.coefficient();
            } else if (degree == 0) {
                c = term.coefficient();
            } else {
                return Option.none();
            }
        }
        return Option.when(b.times(b).minus(Rational.of(4).times(a).times(c)).signum() < 0, a.signum());
    }

    // ---- systems of inequalities ----

    /** Whether what is assumed contradicts itself, by positive combinations of the inequalities. */
    boolean isImpossible() {
        Map<SparsePolynomial, Integer> known = assumed;
        for (Tuple2<Seq<SparsePolynomial>, Integer> product : products) {
            Map<SparsePolynomial, Integer> now = known;
            Seq<SparsePolynomial> open = product._1.filter(q -> now.get(q).orElse(() -> definite(q, false)).isEmpty());
            int sign = product._1.removeAll(open).map(q -> now.get(q).orElse(() -> definite(q, false)).get())
                    .fold(product._2, (a, b) -> a * b);
            if (open.isEmpty() && sign < 0) {
                return true;
            }
            if (open.size() == 1) {
                known = known.put(open.get(0), sign);
            }
        }
        List<SparsePolynomial> rows = new ArrayList<>();
        java.util.Set<PowerProduct> columns = new java.util.LinkedHashSet<>();
        for (Tuple2<SparsePolynomial, Integer> entry : known) {
            if (definite(entry._1, false).exists(s -> s * entry._2 < 0)) {
                return true;
            }
            if (entry._2 != 0) {
                rows.add(entry._1.times(Rational.of(entry._2)));
            }
            entry._1.terms().map(SparsePolynomial.Monomial::powers).reject(PowerProduct::isOne).forEach(columns::add);
        }
        for (PowerProduct column : columns) {
            sign(column).forEach(s -> rows.add(SparsePolynomial.of(Rational.of(s), column)));
        }
        return contradict(rows, columns);
    }

    /** Eliminates one column after the other (Fourier and Motzkin), until a number that is not positive is to be positive. */
    private static boolean contradict(List<SparsePolynomial> start, Iterable<PowerProduct> columns) {
        List<SparsePolynomial> rows = start;
        for (PowerProduct column : columns) {
            List<SparsePolynomial> next = new ArrayList<>();
            for (SparsePolynomial row : rows) {
                Rational a = coefficient(row, column);
                if (a.isZero()) {
                    next.add(row);
                } else if (a.signum() > 0) {
                    for (SparsePolynomial other : rows) {
                        Rational b = coefficient(other, column);
                        if (b.signum() < 0) {
                            next.add(row.times(b.negate()).plus(other.times(a)));
                        }
                    }
                }
            }
            if (next.size() > ROWS) {
                return false;
            }
            rows = next;
        }
        return rows.stream().anyMatch(row -> row.constant().exists(c -> c.signum() <= 0));
    }

    private static Rational coefficient(SparsePolynomial p, PowerProduct column) {
        return p.terms().find(t -> t.powers().equals(column)).map(SparsePolynomial.Monomial::coefficient)
                .getOrElse(Rational.ZERO);
    }
}
