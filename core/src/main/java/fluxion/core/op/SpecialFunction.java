package fluxion.core.op;

import java.util.Locale;

/** The special functions without a static parameter. */
public enum SpecialFunction implements Special {
    /** 1 − erf x, accurate where erf x is near 1. */
    ERFC(1),
    /** The x with erf x = y, for −1 ≤ y ≤ 1 (±∞ at the ends, NaN beyond). */
    ERFINV(1),
    /** The distribution function of the normal distribution, Φ(x) = erfc(−x/√2)/2; small values keep their digits. */
    NDTR(1),
    /** The quantile of the normal distribution: the x with Φ(x) = p, for 0 ≤ p ≤ 1 (±∞ at the ends, NaN beyond). */
    NDTRI(1),
    /** ln |Γ(x)|; +∞ at 0, −1, −2, … and ±∞. */
    LGAMMA(1),
    /** −x·ln x; −0 at 0 (with derivative +∞), −∞ below. */
    ENTR(1),
    /**
     * x·ln y, and 0 where x is 0 (but NaN for NaN). Derivatives: ln y in x and x/y in y; both 0 at (0, 0), where neither has a
     * limit.
     */
    XLOGY(2),
    /** x·ln(1 + y), and 0 where x is 0 (but NaN for NaN). Derivatives: ln(1 + y) and x/(1 + y); both 0 at (0, −1). */
    XLOG1PY(2),
    /** The upper incomplete gamma function, regularised: Q(a, x) = 1/Γ(a) ∫ₓ^∞ t^(a−1) e^(−t) dt, for a &gt; 0 and x ≥ 0. */
    GAMMAINCC(2),
    /** The quantile of the gamma distribution: the x with P(a, x) = p, for a &gt; 0 and 0 ≤ p ≤ 1. */
    GAMMAINCINV(2),
    /** ln of the quantile of the gamma distribution, which does not underflow for small a: ln P⁻¹(a, p). */
    LOG_GAMMAINCINV(2),
    /** The quantile of the beta distribution: the x with I(a, b, x) = p, for a, b &gt; 0 and 0 ≤ p ≤ 1. */
    BETAINCINV(3),
    /**
     * The quantile of the Poisson distribution: the least integer k with Q(k + 1, λ) ≥ p, for λ ≥ 0 and 0 ≤ p &lt; 1 (∞ at
     * 1); derivative 0.
     */
    POISSON_QUANTILE(2),
    /** ln Φ(x), with its digits where Φ(x) underflows and where it is near 1. */
    LOG_NDTR(1),
    /** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b), for a, b &gt; 0, without the cancelling of large logarithms. */
    LBETA(2),
    /** ln(x/(1 − x)), the inverse of the logistic function, for 0 ≤ x ≤ 1 (∓∞ at the ends, NaN beyond); exact near ½. */
    LOGIT(1);

    private final int arity;

    SpecialFunction(int arity) {
        this.arity = arity;
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
