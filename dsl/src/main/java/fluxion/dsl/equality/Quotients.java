package fluxion.dsl.equality;

import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.Rational;
import fluxion.transforms.normal.RationalFunction;
import fluxion.transforms.normal.SparsePolynomial;
import fluxion.transforms.normal.SparsePolynomial.Monomial;
import io.vavr.Tuple2;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/** Arithmetic of quotients of polynomials in atoms, where powers of roots become what is under the root. */
final class Quotients {
    /** How many terms may be multiplied in all. */
    private static final long WORK = 400_000;
    /** Denominators of more terms keep their roots. */
    private static final int CONJUGATES = 8;

    private final AtomTable atoms;
    private final Signs signs;
    private long work;

    Quotients(AtomTable atoms, Signs signs) {
        this.atoms = atoms;
        this.signs = signs;
    }

    static <T> T known(Option<T> result) {
        return result.getOrElseThrow(() -> new BeyondReach("polynomials of so many terms"));
    }

    private void spend(RationalFunction x, RationalFunction y) {
        work += (long) (x.numerator().size() + x.denominator().size()) * (y.numerator().size() + y.denominator().size());
        if (work > WORK) {
            throw new BeyondReach("so many terms");
        }
    }

    RationalFunction plus(RationalFunction x, RationalFunction y) {
        spend(x, y);
        return y.isZero() ? x : x.isZero() ? y : reduced(known(x.plus(y)));
    }

    RationalFunction minus(RationalFunction x, RationalFunction y) {
        return plus(x, y.negate());
    }

    RationalFunction times(RationalFunction x, RationalFunction y) {
        spend(x, y);
        return x.equals(RationalFunction.ONE) ? y : y.equals(RationalFunction.ONE) ? x : reduced(known(x.times(y)));
    }

    RationalFunction over(RationalFunction x, RationalFunction y) {
        if (y.isZero()) {
            throw new BeyondReach("division by zero");
        }
        spend(x, y);
        if (y.numerator().constant().isEmpty()) {
            atoms.used("common denominator");
        }
        return reduced(known(x.over(y)));
    }

    RationalFunction power(RationalFunction x, int exponent) {
        if (Math.abs(exponent) > 64) {
            throw new BeyondReach("powers beyond 64");
        }
        if (exponent < 0) {
            return power(over(RationalFunction.ONE, x), -exponent);
        }
        spend(x, x);
        return reduced(known(x.raised(exponent)));
    }

    static RationalFunction number(long p) {
        return RationalFunction.of(Rational.of(p));
    }

    static RationalFunction number(long p, long q) {
        return RationalFunction.of(Rational.of(p, q));
    }

    static Option<Rational> constant(RationalFunction x) {
        return x.denominator().isOne() ? x.numerator().constant() : Option.none();
    }

    // ---- roots ----

    /** With powers of roots below their index, and without roots in denominators that are a term or have one square root. */
    RationalFunction reduced(RationalFunction x) {
        SparsePolynomial n = reduced(x.numerator());
        SparsePolynomial d = reduced(x.denominator());
        for (int i = 0; i < d.variables(); i++) {
            if (atoms.atom(i) instanceof Atom.Radical(_, int index) && d.has(i) && !n.isZero()) {
                Option<SparsePolynomial> factor = conjugate(d, i, index);
                if (factor.isDefined()) {
                    n = reduced(known(n.times(factor.get())));
                    d = reduced(known(d.times(factor.get())));
                }
            }
        }
        if (d.isZero()) {
            throw new BeyondReach("division by zero");
        }
        return n == x.numerator() && d == x.denominator() ? x : known(RationalFunction.quotient(n, d));
    }

    private Option<SparsePolynomial> conjugate(SparsePolynomial d, int root, int index) {
        if (d.size() == 1) {
            return Option.of(SparsePolynomial.of(Rational.ONE, PowerProduct.of(root, index - d.degree(root))));
        }
        if (index != 2 || d.size() > CONJUGATES) {
            return Option.none();
        }
        return Option.of(SparsePolynomial.sum(d.terms().map(t -> t.powers().exponent(root) == 1
                ? new Monomial(t.coefficient().negate(), t.powers()) : t)));
    }

    private SparsePolynomial reduced(SparsePolynomial p) {
        SparsePolynomial at = p;
        for (int i = at.variables() - 1; i >= 0; i--) {
            if (i < at.variables() && atoms.atom(i) instanceof Atom.Radical(var under, int index) && at.degree(i) >= index) {
                at = reduced(replaced(at, i, index, under));
            }
        }
        return at;
    }

    private SparsePolynomial replaced(SparsePolynomial p, int root, int index, SparsePolynomial under) {
        SparsePolynomial square = under.constant().isDefined() ? under : under.times(Rational.of(signs.of(under)));
        SparsePolynomial sum = SparsePolynomial.ZERO;
        for (Tuple2<Integer, SparsePolynomial> part : p.coefficients(root)) {
            SparsePolynomial rest = part._2.times(PowerProduct.of(root, Math.floorMod(part._1, index)));
            sum = sum.plus(known(known(square.raised(part._1 / index)).times(rest)));
        }
        return sum;
    }

    // ---- factors ----

    /** A factor, whose size is taken to a power. */
    record Factor(SparsePolynomial of, int exponent) {}

    /**
     * The factors of a quotient that is not 0: prime numbers, variables, polynomials without common factors.
     *
     * @param sign of what is left of the coefficients
     */
    record Product(int sign, List<Factor> factors) {}

    Product factored(RationalFunction x) {
        if (x.isZero()) {
            throw new BeyondReach("functions of zero");
        }
        List<Factor> factors = new ArrayList<>();
        int sign = factored(x.numerator(), 1, factors) * factored(x.denominator(), -1, factors);
        return new Product(sign, factors);
    }

    private int factored(SparsePolynomial p, int exponent, List<Factor> into) {
        var parts = fluxion.transforms.normal.Factorization.of(p)
                .getOrElseThrow(() -> new BeyondReach("factors of large polynomials"));
        primes(parts.number(), exponent, into);
        for (int i = 0; i < parts.powers().size(); i++) {
            if (parts.powers().exponent(i) != 0) {
                into.add(new Factor(SparsePolynomial.variable(i), exponent * parts.powers().exponent(i)));
            }
        }
        int sign = parts.number().signum();
        for (Tuple2<SparsePolynomial, Integer> part : parts.factors()) {
            // the leading coefficients of factors of primitive polynomials are positive
            SparsePolynomial primitive = part._1.primitive();
            sign *= part._2 % 2 == 0 ? 1 : part._1.content().signum();
            primes(part._1.content().raised(part._2), exponent, into);
            for (SparsePolynomial factor : atoms.factors(primitive)) {
                into.add(new Factor(factor, exponent * part._2));
            }
        }
        return sign;
    }

    private static void primes(Rational number, int exponent, List<Factor> into) {
        primes(number.numerator().abs(), exponent, into);
        primes(number.denominator(), -exponent, into);
    }

    private static void primes(java.math.BigInteger number, int exponent, List<Factor> into) {
        java.math.BigInteger rest = number;
        for (long p = 2; p < 1000 && rest.bitLength() > 1; p++) {
            java.math.BigInteger prime = java.math.BigInteger.valueOf(p);
            int count = 0;
            while (rest.mod(prime).signum() == 0) {
                rest = rest.divide(prime);
                count++;
            }
            if (count > 0) {
                into.add(new Factor(SparsePolynomial.of(Rational.of(p)), exponent * count));
            }
        }
        if (rest.bitLength() > 1) {
            into.add(new Factor(SparsePolynomial.of(new Rational(rest, java.math.BigInteger.ONE)), exponent));
        }
    }
}
