package fluxion.transforms.normal;

import fluxion.core.Ints;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A number times powers of variables times powers of polynomials that have no power in common, each primitive.
 *
 * @param number what is left of the coefficients
 * @param powers of variables
 * @param factors polynomials of at least two terms, and their exponents, at least 1
 */
public record Factorization(Rational number, PowerProduct powers, Seq<Tuple2<SparsePolynomial, Integer>> factors) {
    /** Rational zeros p/q are looked for where p and q have at most so many divisors together. */
    private static final int CANDIDATES = 2000;
    private static final long LARGE = 1_000_000_000_000L;

    /** Square-free factors: those that come once, twice, …; none where that takes too long. The polynomial must not be 0. */
    public static Option<Factorization> squareFree(SparsePolynomial p) {
        PowerProduct powers = p.commonPowers();
        SparsePolynomial rest = p.times(powers.raised(-1));
        Rational number = rest.content();
        rest = rest.times(number.inverse());
        List<Tuple2<SparsePolynomial, Integer>> factors = new ArrayList<>();
        for (int variable = 0; variable < rest.variables() && rest.size() > 1; variable++) {
            if (!rest.has(variable)) {
                continue;
            }
            Option<SparsePolynomial> left = split(rest, variable, factors);
            if (left.isEmpty()) {
                return Option.none();
            }
            rest = left.get();
        }
        return Option.of(new Factorization(number.times(rest.content()), powers, Array.ofAll(factors)));
    }

    /** Adds the square-free factors in which a variable occurs (Yun); what is left is free of it. */
    private static Option<SparsePolynomial> split(SparsePolynomial p, int variable,
            List<Tuple2<SparsePolynomial, Integer>> factors) {
        Option<SparsePolynomial> content = p.coefficients(variable).map(Tuple2::_2).foldLeft(Option.of(SparsePolynomial.ZERO),
                (common, part) -> common.flatMap(c -> PolynomialGcd.of(c, part)));
        Option<SparsePolynomial> own = content.flatMap(p::divideExact);
        if (own.isEmpty()) {
            return Option.none();
        }
        SparsePolynomial a = own.get();
        Option<SparsePolynomial> shared = PolynomialGcd.of(a, a.derivative(variable));
        if (shared.isEmpty()) {
            return Option.none();
        }
        SparsePolynomial b = a.divideExact(shared.get()).get();
        SparsePolynomial c = a.derivative(variable).divideExact(shared.get()).get();
        for (int exponent = 1; b.has(variable); exponent++) {
            SparsePolynomial d = c.minus(b.derivative(variable));
            Option<SparsePolynomial> factor = PolynomialGcd.of(b, d);
            if (factor.isEmpty()) {
                return Option.none();
            }
            if (factor.get().size() > 1) {
                factors.add(Tuple.of(factor.get(), exponent));
            }
            b = b.divideExact(factor.get()).get();
            c = d.divideExact(factor.get()).get();
        }
        return content;
    }

    /**
     * As far as linear factors with rational zeros go, and differences of two squares: irreducible over ℚ for polynomials in
     * one variable up to degree 3 in it; none where that takes too long.
     */
    public static Option<Factorization> of(SparsePolynomial p) {
        return squareFree(p).map(f -> f.refined());
    }

    private Factorization refined() {
        Rational n = number;
        List<Tuple2<SparsePolynomial, Integer>> parts = new ArrayList<>();
        for (Tuple2<SparsePolynomial, Integer> factor : factors) {
            SparsePolynomial product = SparsePolynomial.ONE;
            for (SparsePolynomial part : parts(factor._1)) {
                parts.add(Tuple.of(part, factor._2));
                product = product.times(part).getOrElse(SparsePolynomial.ONE);
            }
            n = n.times(factor._1.leading().coefficient().over(product.leading().coefficient()).raised(factor._2));
        }
        return new Factorization(n, powers, Array.ofAll(parts));
    }

    private static Seq<SparsePolynomial> parts(SparsePolynomial p) {
        Ints present = Ints.range(0, p.variables()).filter(p::has);
        return present.size() == 1 ? zeros(p, present.get(0)) : squares(p);
    }

    /** a² − b² in two terms. */
    private static Seq<SparsePolynomial> squares(SparsePolynomial p) {
        if (p.size() != 2 || p.terms().get(1).coefficient().signum() > 0) {
            return Array.of(p);
        }
        return p.terms().get(0).powers().exponents().forAll(e -> e % 2 == 0)
                && p.terms().get(1).powers().exponents().forAll(e -> e % 2 == 0)
                ? root(p.terms().get(0).coefficient()).flatMap(a -> root(p.terms().get(1).coefficient().negate()).map(b -> {
                    SparsePolynomial x = SparsePolynomial.of(a, half(p.terms().get(0).powers()));
                    SparsePolynomial y = SparsePolynomial.of(b, half(p.terms().get(1).powers()));
                    return (Seq<SparsePolynomial>) squares(x.minus(y)).append(x.plus(y));
                })).getOrElse(Array.of(p)) : Array.of(p);
    }

    private static PowerProduct half(PowerProduct powers) {
        return powers.map(i -> powers.exponent(i) / 2);
    }

    private static Option<Rational> root(Rational square) {
        BigInteger over = square.numerator().sqrt();
        BigInteger under = square.denominator().sqrt();
        return Option.when(over.multiply(over).equals(square.numerator()) && under.multiply(under).equals(square.denominator()),
                () -> new Rational(over, under));
    }

    /** Linear factors of a square-free polynomial in one variable, and what is left. */
    private static Seq<SparsePolynomial> zeros(SparsePolynomial p, int variable) {
        List<SparsePolynomial> found = new ArrayList<>();
        SparsePolynomial rest = p;
        BigInteger last = p.terms().last().coefficient().numerator();
        BigInteger first = p.leading().coefficient().numerator();
        if (p.terms().last().powers().isOne() && last.bitLength() < 40 && first.bitLength() < 40 && p.degree(variable) <= 64) {
            Seq<Long> overs = divisors(last.abs().longValue());
            Seq<Long> unders = divisors(first.abs().longValue());
            if (overs.size() * unders.size() <= CANDIDATES) {
                for (long under : unders) {
                    for (long over : overs.flatMap(d -> Array.of(d, -d))) {
                        SparsePolynomial linear = SparsePolynomial.variable(variable).times(Rational.of(under))
                                .minus(SparsePolynomial.of(Rational.of(over)));
                        Option<SparsePolynomial> quotient = rest.degree(variable) > 1 && linear.content().isOne()
                                && value(rest, variable, Rational.of(over, under)).isZero() ? rest.divideExact(linear)
                                : Option.none();
                        if (quotient.isDefined()) {
                            found.add(linear);
                            rest = quotient.get();
                        }
                    }
                }
            }
        }
        return Array.ofAll(found).append(rest.primitive());
    }

    private static Rational value(SparsePolynomial p, int variable, Rational at) {
        Rational sum = Rational.ZERO;
        for (SparsePolynomial.Monomial term : p.terms()) {
            sum = sum.plus(term.coefficient().times(at.raised(term.powers().exponent(variable))));
        }
        return sum;
    }

    private static Seq<Long> divisors(long n) {
        List<Long> found = new ArrayList<>();
        for (long d = 1; d * d <= n && d * d < LARGE; d++) {
            if (n % d == 0) {
                found.add(d);
                if (d * d != n) {
                    found.add(n / d);
                }
            }
        }
        return Array.ofAll(found).sorted();
    }

    /** The polynomial that it is; none where it is too big. */
    public Option<SparsePolynomial> expanded() {
        return factors.foldLeft(Option.of(SparsePolynomial.of(number, powers)),
                (product, factor) -> product.flatMap(p -> factor._1.raised(factor._2).flatMap(p::times)));
    }
}
