package fluxion.transforms.normal;

import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A polynomial with rational coefficients: terms of different power products, none 0, the greatest first. Negative exponents
 * may occur; division takes powers of variables for units then.
 *
 * @param terms the terms in descending order of their power products
 */
public record SparsePolynomial(Seq<Monomial> terms) {
    /** A coefficient, not 0, times a power product. */
    public record Monomial(Rational coefficient, PowerProduct powers) {
        /** The product. */
        public Monomial times(Monomial other) {
            return new Monomial(coefficient.times(other.coefficient), powers.times(other.powers));
        }

        /** The quotient. */
        public Monomial over(Monomial other) {
            return new Monomial(coefficient.over(other.coefficient), powers.over(other.powers));
        }
    }

    /** 0. */
    public static final SparsePolynomial ZERO = new SparsePolynomial(Array.empty());
    /** 1. */
    public static final SparsePolynomial ONE = of(Rational.ONE);
    /** Products of more terms are not multiplied out. */
    public static final int TERMS = 2000;
    /** Coefficients of more bits are given up. */
    private static final int BITS = 2000;
    private static final Comparator<Monomial> DESCENDING = Comparator.comparing(Monomial::powers, Comparator.reverseOrder());

    /** A number. */
    public static SparsePolynomial of(Rational value) {
        return of(value, PowerProduct.ONE);
    }

    /** A number times powers. */
    public static SparsePolynomial of(Rational coefficient, PowerProduct powers) {
        return coefficient.isZero() ? ZERO : new SparsePolynomial(Array.of(new Monomial(coefficient, powers)));
    }

    /** A variable. */
    public static SparsePolynomial variable(int variable) {
        return of(Rational.ONE, PowerProduct.of(variable, 1));
    }

    /** The sum of terms in any order. */
    public static SparsePolynomial sum(Iterable<Monomial> terms) {
        Map<PowerProduct, Rational> sums = new HashMap<>();
        for (Monomial term : terms) {
            sums.merge(term.powers, term.coefficient, Rational::plus);
        }
        List<Monomial> kept = new ArrayList<>();
        sums.forEach((powers, coefficient) -> {
            if (!coefficient.isZero()) {
                kept.add(new Monomial(coefficient, powers));
            }
        });
        kept.sort(DESCENDING);
        return new SparsePolynomial(Array.ofAll(kept));
    }

    /** How many terms it has. */
    public int size() {
        return terms.size();
    }

    /** Whether it is 0. */
    public boolean isZero() {
        return terms.isEmpty();
    }

    /** The number that it is, where no variable occurs. */
    public Option<Rational> constant() {
        return isZero() ? Option.of(Rational.ZERO)
                : Option.when(size() == 1 && leading().powers.isOne(), () -> leading().coefficient);
    }

    /** Whether it is 1. */
    public boolean isOne() {
        return constant().exists(Rational::isOne);
    }

    /** The greatest term of a polynomial that is not 0. */
    public Monomial leading() {
        return terms.get(0);
    }

    /** One more than the last variable that occurs. */
    public int variables() {
        int most = 0;
        for (Monomial term : terms) {
            most = Math.max(most, term.powers.size());
        }
        return most;
    }

    /** The highest power of a variable; 0 for no terms. */
    public int degree(int variable) {
        int most = isZero() ? 0 : Integer.MIN_VALUE;
        for (Monomial term : terms) {
            most = Math.max(most, term.powers.exponent(variable));
        }
        return most;
    }

    /** Whether a variable occurs. */
    public boolean has(int variable) {
        return terms.exists(t -> t.powers.exponent(variable) != 0);
    }

    /** The sum. */
    public SparsePolynomial plus(SparsePolynomial other) {
        return isZero() ? other : other.isZero() ? this : sum(terms.appendAll(other.terms));
    }

    /** The difference. */
    public SparsePolynomial minus(SparsePolynomial other) {
        return plus(other.negate());
    }

    /** The negative. */
    public SparsePolynomial negate() {
        return times(Rational.of(-1));
    }

    /** A multiple. */
    public SparsePolynomial times(Rational factor) {
        return factor.isZero() ? ZERO : factor.isOne() ? this
                : new SparsePolynomial(terms.map(t -> new Monomial(t.coefficient.times(factor), t.powers)));
    }

    /** Times powers of variables. */
    public SparsePolynomial times(PowerProduct factor) {
        return factor.isOne() ? this : new SparsePolynomial(terms.map(t -> new Monomial(t.coefficient, t.powers.times(factor))));
    }

    /** The product; none where it would have too many terms. */
    public Option<SparsePolynomial> times(SparsePolynomial other) {
        if ((long) size() * other.size() > TERMS) {
            return Option.none();
        }
        List<Monomial> products = new ArrayList<>(size() * other.size());
        for (Monomial a : terms) {
            for (Monomial b : other.terms) {
                Monomial product = a.times(b);
                if (product.coefficient.bits() > BITS) {
                    return Option.none();
                }
                products.add(product);
            }
        }
        return Option.of(sum(products));
    }

    /** A power that is not negative; none where it would have too many terms. */
    public Option<SparsePolynomial> raised(int exponent) {
        Option<SparsePolynomial> power = Option.of(ONE);
        for (int i = 0; i < exponent && power.isDefined(); i++) {
            power = power.get().times(this);
        }
        return power;
    }

    /** The derivative in a variable. */
    public SparsePolynomial derivative(int variable) {
        return sum(terms.filter(t -> t.powers.exponent(variable) != 0).map(t -> {
            int n = t.powers.exponent(variable);
            return new Monomial(t.coefficient.times(Rational.of(n)), t.powers.with(variable, n - 1));
        }));
    }

    /** The greatest number of which all coefficients are whole multiples, with the sign of the leading one; 0 of 0. */
    public Rational content() {
        Rational common = Rational.ZERO;
        for (Monomial term : terms) {
            common = common.gcd(term.coefficient);
        }
        return !isZero() && leading().coefficient.signum() < 0 ? common.negate() : common;
    }

    /** Without its {@link #content()}: whole coefficients without a common factor, the leading one positive; 0 stays 0. */
    public SparsePolynomial primitive() {
        return isZero() ? this : times(content().inverse());
    }

    /** The powers that all terms have in common, negative ones where a term has them; the empty product of 0. */
    public PowerProduct commonPowers() {
        return terms.map(Monomial::powers).reduceOption(PowerProduct::common).getOrElse(PowerProduct.ONE);
    }

    /** The coefficients of the powers of a variable, which are polynomials in the others, the highest first; none is 0. */
    public Seq<Tuple2<Integer, SparsePolynomial>> coefficients(int variable) {
        Map<Integer, List<Monomial>> byPower = new java.util.TreeMap<>(Comparator.reverseOrder());
        for (Monomial term : terms) {
            byPower.computeIfAbsent(term.powers.exponent(variable), _ -> new ArrayList<>())
                    .add(new Monomial(term.coefficient, term.powers.with(variable, 0)));
        }
        List<Tuple2<Integer, SparsePolynomial>> result = new ArrayList<>();
        byPower.forEach((power, part) -> result.add(Tuple.of(power, sum(part))));
        return Array.ofAll(result);
    }

    /** The coefficient of the highest power of a variable. */
    public SparsePolynomial leadingCoefficient(int variable) {
        return isZero() ? ZERO : coefficients(variable).get(0)._2;
    }

    /** The quotient where the division leaves nothing; none where it does. The divisor must not be 0. */
    public Option<SparsePolynomial> divideExact(SparsePolynomial divisor) {
        if (isZero()) {
            return Option.of(ZERO);
        }
        if (divisor.size() == 1) {
            Monomial by = divisor.leading();
            return Option.of(new SparsePolynomial(terms.map(t -> t.over(by))));
        }
        PowerProduct below = commonPowers();
        PowerProduct under = divisor.commonPowers();
        return times(below.raised(-1)).divided(divisor.times(under.raised(-1))).map(q -> q.times(below.over(under)));
    }

    private Option<SparsePolynomial> divided(SparsePolynomial divisor) {
        java.util.TreeMap<PowerProduct, Rational> rest = new java.util.TreeMap<>();
        terms.forEach(t -> rest.put(t.powers, t.coefficient));
        Monomial lead = divisor.leading();
        List<Monomial> quotient = new ArrayList<>();
        while (!rest.isEmpty()) {
            Map.Entry<PowerProduct, Rational> top = rest.lastEntry();
            Monomial factor = new Monomial(top.getValue(), top.getKey()).over(lead);
            if (factor.powers.exponents().stream().anyMatch(e -> e < 0) || quotient.size() >= TERMS
                    || factor.coefficient.bits() > BITS) {
                return Option.none();
            }
            quotient.add(factor);
            for (Monomial term : divisor.terms) {
                Monomial product = term.times(factor);
                Rational left = rest.getOrDefault(product.powers, Rational.ZERO).minus(product.coefficient);
                if (left.isZero()) {
                    rest.remove(product.powers);
                } else {
                    rest.put(product.powers, left);
                }
            }
        }
        return Option.of(sum(quotient));
    }

    /** The value with polynomials in the variables' places; none where it is too big or a power is negative. */
    public Option<SparsePolynomial> on(Seq<SparsePolynomial> values) {
        Option<SparsePolynomial> total = Option.of(ZERO);
        for (Monomial term : terms) {
            Option<SparsePolynomial> product = Option.of(of(term.coefficient));
            for (int i = 0; i < term.powers.size(); i++) {
                int exponent = term.powers.exponent(i);
                SparsePolynomial value = values.get(i);
                product = exponent < 0 ? Option.none() : product.flatMap(p -> value.raised(exponent).flatMap(p::times));
            }
            Option<SparsePolynomial> sum = total;
            total = product.flatMap(p -> sum.map(p::plus));
        }
        return total;
    }

    @Override
    public String toString() {
        return isZero() ? "0" : terms.map(t -> t.powers.isOne() ? t.coefficient.toString()
                : (t.coefficient.isOne() ? "" : t.coefficient + "·") + t.powers).mkString(" + ");
    }
}
