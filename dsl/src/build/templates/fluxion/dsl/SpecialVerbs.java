package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;

/** The special functions, written in front. */
final class SpecialVerbs {
    private SpecialVerbs() {}

    //@ functions of fluxion.core.Specials and erfc, erfcx, erfinv, ndtr, logNdtr, lgamma, digamma, entr, xlogy, xlog1py

    /** Φ⁻¹(p), the quantile of the standard normal distribution. */
    public static Expr ndtri(Expr p) { Given.arguments("ndtri", p); return p.ndtri(); }

    /** ψ⁽ⁿ⁾(x), the n-th derivative of ψ(x). */
    public static Expr polygamma(int n, Expr x) { Given.arguments("polygamma", x); return x.polygamma(n); }

    /** ln B(a, b). */
    public static Expr lbeta(Expr a, Expr b) { Given.arguments("lbeta", a, b); return a.lbeta(b); }

    /** ζ(s, q) = Σ (q + k)^(−s), the Hurwitz zeta function. */
    public static Expr zeta(Expr s, Expr q) { Given.arguments("zeta", s, q); return s.zeta(q); }

    /** P(a, x), the lower incomplete gamma function, regularised. */
    public static Expr gammainc(Expr a, Expr x) { Given.arguments("gammainc", a, x); return a.gammainc(x); }

    /** Q(a, x) = 1 − P(a, x), the upper incomplete gamma function, regularised. */
    public static Expr gammaincc(Expr a, Expr x) { Given.arguments("gammaincc", a, x); return a.gammaincc(x); }

    /** The x with P(a, x) = p. */
    public static Expr gammaincinv(Expr a, Expr p) { Given.arguments("gammaincinv", a, p); return a.gammaincinv(p); }

    /** I(a, b, x), the incomplete beta function, regularised. */
    public static Expr betainc(Expr a, Expr b, Expr x) { Given.arguments("betainc", a, b, x); return a.betainc(b, x); }

    /** The x with I(a, b, x) = p. */
    public static Expr betaincinv(Expr a, Expr b, Expr p) { Given.arguments("betaincinv", a, b, p); return a.betaincinv(b, p); }

    /** Jₙ(x), Bessel's function of the first kind. */
    public static Expr besselJ(int n, Expr x) { Given.arguments("besselJ", x); return x.besselJ(n); }

    /** Iₙ(x), Bessel's modified function of the first kind. */
    public static Expr besselI(int n, Expr x) { Given.arguments("besselI", x); return x.besselI(n); }

    /** e^(−|x|) Iₙ(x). */
    public static Expr besselIe(int n, Expr x) { Given.arguments("besselIe", x); return x.besselIe(n); }

    /** jₙ(x), the spherical Bessel function of the first kind. */
    public static Expr sphericalBesselJ(int n, Expr x) { Given.arguments("sphericalBesselJ", x); return x.sphericalBesselJ(n); }

    /** I₀(x). */
    public static Expr i0(Expr x) { Given.arguments("i0", x); return x.besselI(0); }

    /** e^(−|x|) I₀(x). */
    public static Expr i0e(Expr x) { Given.arguments("i0e", x); return x.besselIe(0); }

    /** I₁(x). */
    public static Expr i1(Expr x) { Given.arguments("i1", x); return x.besselI(1); }

    /** e^(−|x|) I₁(x). */
    public static Expr i1e(Expr x) { Given.arguments("i1e", x); return x.besselIe(1); }

    /** sin(πx)/(πx), and 1 at 0. */
    public static Expr sinc(Expr x) { Given.arguments("sinc", x); return x.sinc(); }

    /** ln(x/(1 − x)), the inverse of the sigmoid. */
    public static Expr logit(Expr x) { Given.arguments("logit", x); return x.logit(); }

    /** log₂(2ˣ + 2ʸ). */
    public static Expr logaddexp2(Expr x, Expr y) { Given.arguments("logaddexp2", x, y); return x.logaddexp2(y); }

    /** x, with 0 for NaN and the largest and smallest number of its dtype for ∞ and −∞. */
    public static Expr nanToNum(Expr x) {
        Given.arguments("nanToNum", x);
        double most = x.dtype() == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
        return x.nanToNum(0, most, -most);
    }

    /** x, with numbers in the places of NaN, ∞ and −∞. */
    public static Expr nanToNum(Expr x, double nan, double positive, double negative) {
        Given.arguments("nanToNum", x);
        return x.nanToNum(nan, positive, negative);
    }
}
