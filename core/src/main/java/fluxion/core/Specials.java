package fluxion.core;

import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import io.vavr.collection.Seq;

/**
 * The special functions of expressions, elementwise; operands are brought to one dtype and shape as for {@link Elementwise}.
 * With several operands this expression is the first.
 */
public sealed interface Specials permits Expr {
    /** This expression. */
    Expr self();

    private Expr special(Special op) {
        return Expr.apply(op, self());
    }

    private Expr special(Special op, Expr other) {
        return Broadcasting.apply(op, self(), other);
    }

    /** 1 − erf x, accurate where erf x is near 1. */
    default Expr erfc() { return special(SpecialFunction.ERFC); }

    /** e^(x²)·erfc x, the scaled complementary error function: erfc without its underflow. */
    default Expr erfcx() { return special(new Erfcx(0)); }

    /** The inverse of the error function. */
    default Expr erfinv() { return special(SpecialFunction.ERFINV); }

    /** Φ(x), the distribution function of the standard normal distribution. */
    default Expr ndtr() { return special(SpecialFunction.NDTR); }

    /** ln Φ(x), also where Φ(x) underflows or is near 1. */
    default Expr logNdtr() { return special(SpecialFunction.LOG_NDTR); }

    /** Φ⁻¹(p), the quantile of the standard normal distribution. */
    default Expr ndtri() { return special(SpecialFunction.NDTRI); }

    /** ln |Γ(x)|. */
    default Expr lgamma() { return special(SpecialFunction.LGAMMA); }

    /** ψ(x), the derivative of ln Γ(x). */
    default Expr digamma() { return special(new Polygamma(0)); }

    /** ψ⁽ⁿ⁾(x), the n-th derivative of ψ(x). */
    default Expr polygamma(int n) { return special(new Polygamma(n)); }

    /** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b). */
    default Expr lbeta(Expr b) { Given.arguments("lbeta", b); return special(SpecialFunction.LBETA, b); }

    /** ζ(s, q), the Hurwitz zeta function. */
    default Expr zeta(Expr q) { Given.arguments("zeta", q); return special(new Zeta(0), q); }

    /** P(a, x), the lower incomplete gamma function, regularised. */
    default Expr gammainc(Expr x) { Given.arguments("gammainc", x); return special(new GammaInc(0), x); }

    /** Q(a, x) = 1 − P(a, x), the upper incomplete gamma function, regularised. */
    default Expr gammaincc(Expr x) { Given.arguments("gammaincc", x); return special(SpecialFunction.GAMMAINCC, x); }

    /** The x with P(a, x) = p. */
    default Expr gammaincinv(Expr p) { Given.arguments("gammaincinv", p); return special(SpecialFunction.GAMMAINCINV, p); }

    /** ln of the x with P(a, x) = p, also where x is too small for a number. */
    default Expr logGammaincinv(Expr p) {
        Given.arguments("logGammaincinv", p);
        return special(SpecialFunction.LOG_GAMMAINCINV, p);
    }

    /** I(a, b, x), the incomplete beta function, regularised. */
    default Expr betainc(Expr b, Expr x) { Given.arguments("betainc", b, x); return special(new BetaInc(0, 0), b, x); }

    /** The x with I(a, b, x) = p. */
    default Expr betaincinv(Expr b, Expr p) {
        Given.arguments("betaincinv", b, p);
        return special(SpecialFunction.BETAINCINV, b, p);
    }

    private Expr special(Special op, Expr second, Expr third) {
        Seq<Expr> operands = Broadcasting.promote(io.vavr.collection.Array.of(self(), second, third));
        Shape shape = operands.map(Expr::shape).reduce((s, t) -> Broadcasting.common(op.label(), s, t));
        return Apply.of(op, operands.map(operand -> Broadcasting.broadcast(operand, shape)));
    }

    /** Jₙ(x), Bessel's function of the first kind. */
    default Expr besselJ(int n) { return special(new Bessel(Bessel.Kind.J, n)); }

    /** Iₙ(x), Bessel's modified function of the first kind. */
    default Expr besselI(int n) { return special(new Bessel(Bessel.Kind.I, n)); }

    /** e^(−|x|) Iₙ(x). */
    default Expr besselIe(int n) { return special(new Bessel(Bessel.Kind.SCALED_I, n)); }

    /** jₙ(x), the spherical Bessel function of the first kind. */
    default Expr sphericalBesselJ(int n) { return special(new Bessel(Bessel.Kind.SPHERICAL_J, n)); }

    /** sin(πx)/(πx), and 1 at 0: j₀(πx), smooth to every order. */
    default Expr sinc() { return self().times(Math.PI).sphericalBesselJ(0); }

    /** −x·ln x, and 0 at 0. */
    default Expr entr() { return special(SpecialFunction.ENTR); }

    /** x·ln y, and 0 where x is 0. */
    default Expr xlogy(Expr y) { Given.arguments("xlogy", y); return special(SpecialFunction.XLOGY, y); }

    /** x·ln(1 + y), and 0 where x is 0. */
    default Expr xlog1py(Expr y) { Given.arguments("xlog1py", y); return special(SpecialFunction.XLOG1PY, y); }

    /** ln(x/(1 − x)), the inverse of the logistic function. */
    default Expr logit() { return special(SpecialFunction.LOGIT); }

    /** log₂(2ˣ + 2ʸ). */
    default Expr logaddexp2(Expr other) {
        Given.arguments("logaddexp2", other);
        return self().times(Math.log(2)).logaddexp(other.times(Math.log(2))).times(1 / Math.log(2));
    }

    /** x, with numbers in the places of NaN, ∞ and −∞ (derivative 0 there). */
    default Expr nanToNum(double nan, double positive, double negative) {
        Expr x = self();
        Expr finite = x.eq(Double.POSITIVE_INFINITY).where(positive, x.eq(Double.NEGATIVE_INFINITY).where(negative, x));
        return x.isNan().where(nan, finite);
    }
}
