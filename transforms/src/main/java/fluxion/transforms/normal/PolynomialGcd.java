package fluxion.transforms.normal;

import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Greatest common divisors of polynomials over the rational numbers, by primitive remainder sequences in one variable after
 * the other (Knuth, The Art of Computer Programming 2, 4.6.1). A divisor is primitive: whole coefficients without a common
 * factor, the leading one positive.
 */
public final class PolynomialGcd {
    /** How many terms a gcd may meet on its way. */
    private static final int WORK = 100_000;
    private int left = WORK;

    private PolynomialGcd() {}

    /** Where the way is too long. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super(null, null, false, false);
        }
    }

    /** The greatest common divisor, powers of variables included; none where the way to it is too long. */
    public static Option<SparsePolynomial> of(SparsePolynomial a, SparsePolynomial b) {
        try {
            return Option.of(new PolynomialGcd().gcd(a, b));
        } catch (TooLong _) {
            return Option.none();
        }
    }

    private static <T> T known(Option<T> result) {
        return result.getOrElseThrow(TooLong::new);
    }

    private SparsePolynomial spend(SparsePolynomial p) {
        left -= p.size();
        if (left < 0) {
            throw new TooLong();
        }
        return p;
    }

    private SparsePolynomial gcd(SparsePolynomial a, SparsePolynomial b) {
        if (a.isZero() || b.isZero()) {
            return a.plus(b).primitive();
        }
        PowerProduct over = a.commonPowers();
        PowerProduct under = b.commonPowers();
        SparsePolynomial p = a.times(over.raised(-1)).primitive();
        SparsePolynomial q = b.times(under.raised(-1)).primitive();
        PowerProduct powers = over.common(under);
        if (p.size() == 1 || q.size() == 1) {
            return SparsePolynomial.ONE.times(powers);
        }
        return p.equals(q) ? p.times(powers) : inner(p, q).times(powers);
    }

    /** Of primitive polynomials without powers in common. */
    private SparsePolynomial inner(SparsePolynomial p, SparsePolynomial q) {
        int n = Math.max(p.variables(), q.variables());
        int best = -1;
        for (int i = 0; i < n; i++) {
            if (p.has(i) != q.has(i)) {
                // what divides both is free of the variable
                return p.has(i) ? gcd(content(p, i), q) : gcd(p, content(q, i));
            }
            if (p.has(i) && (best < 0 || Math.max(p.degree(i), q.degree(i)) < Math.max(p.degree(best), q.degree(best)))) {
                best = i;
            }
        }
        return best < 0 ? SparsePolynomial.ONE : in(best, p, q);
    }

    private SparsePolynomial in(int variable, SparsePolynomial p, SparsePolynomial q) {
        SparsePolynomial pc = content(p, variable);
        SparsePolynomial qc = content(q, variable);
        SparsePolynomial a = known(p.divideExact(pc));
        SparsePolynomial b = known(q.divideExact(qc));
        if (a.degree(variable) < b.degree(variable)) {
            SparsePolynomial swapped = a;
            a = b;
            b = swapped;
        }
        while (!b.isZero() && b.degree(variable) > 0) {
            SparsePolynomial rest = remainder(variable, a, b);
            a = b;
            b = rest.isZero() ? rest : known(rest.divideExact(content(rest, variable))).primitive();
        }
        SparsePolynomial common = b.isZero() ? a : SparsePolynomial.ONE;
        return known(gcd(pc, qc).times(common)).primitive();
    }

    /** A multiple of what is left of a over b. */
    private SparsePolynomial remainder(int variable, SparsePolynomial a, SparsePolynomial b) {
        SparsePolynomial lead = b.leadingCoefficient(variable);
        int degree = b.degree(variable);
        SparsePolynomial rest = a;
        while (!rest.isZero() && rest.degree(variable) >= degree) {
            SparsePolynomial top = rest.leadingCoefficient(variable);
            PowerProduct shift = PowerProduct.of(variable, rest.degree(variable) - degree);
            rest = spend(known(rest.times(lead)).minus(known(b.times(top)).times(shift)));
        }
        return rest;
    }

    /** What divides the coefficients of all powers of a variable. */
    private SparsePolynomial content(SparsePolynomial p, int variable) {
        Seq<SparsePolynomial> parts = p.coefficients(variable).map(c -> c._2).sortBy(SparsePolynomial::size);
        SparsePolynomial common = SparsePolynomial.ZERO;
        for (SparsePolynomial part : parts) {
            common = gcd(common, spend(part));
            if (common.isOne()) {
                return common;
            }
        }
        return common;
    }
}
