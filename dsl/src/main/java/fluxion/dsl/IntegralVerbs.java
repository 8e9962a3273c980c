package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.dsl.special.ExponentialIntegrals;
import fluxion.dsl.special.FurtherFunctions;
import fluxion.dsl.special.TrigonometricIntegrals;
import io.vavr.Tuple2;
import io.vavr.collection.Seq;

/** Special functions that are made of others. */
final class IntegralVerbs {
    private IntegralVerbs() {}

    /** E₁(x) = ∫ₓ^∞ e⁻ᵗ/t dt; ∞ at 0, NaN below. */
    public static Expr exp1(Expr x) { Given.arguments("exp1", x); return ExponentialIntegrals.exp1(x); }

    /** Ei(x) = −∫₋ₓ^∞ e⁻ᵗ/t dt, the principal value; −∞ at 0. */
    public static Expr expi(Expr x) { Given.arguments("expi", x); return ExponentialIntegrals.expi(x); }

    /** Eₙ(x) = ∫₁^∞ e^(−x·t)/tⁿ dt for n ≥ 0 and x > 0. */
    public static Expr expn(int n, Expr x) { Given.arguments("expn", x); return ExponentialIntegrals.expn(n, x); }

    /** Si(x) = ∫₀ˣ sin(t)/t dt and Ci(x) = γ + ln x + ∫₀ˣ (cos(t) − 1)/t dt, the latter NaN below 0. */
    public static Tuple2<Expr, Expr> sici(Expr x) { Given.arguments("sici", x); return TrigonometricIntegrals.sici(x); }

    /** S(x) = ∫₀ˣ sin(πt²/2) dt and C(x) = ∫₀ˣ cos(πt²/2) dt. */
    public static Tuple2<Expr, Expr> fresnel(Expr x) { Given.arguments("fresnel", x); return TrigonometricIntegrals.fresnel(x); }

    /** F(x) = e^(−x²) ∫₀ˣ e^(t²) dt, Dawson's integral. */
    public static Expr dawsn(Expr x) { Given.arguments("dawsn", x); return FurtherFunctions.dawsn(x); }

    /** ∫₁ˣ ln(t)/(1 − t) dt = Li₂(1 − x), the dilogarithm; NaN below 0. */
    public static Expr spence(Expr x) { Given.arguments("spence", x); return FurtherFunctions.spence(x); }

    /** (eˣ − 1)/x, and 1 at 0. */
    public static Expr exprel(Expr x) { Given.arguments("exprel", x); return FurtherFunctions.exprel(x); }

    /** T(h, a) = 1/(2π)·∫₀ᵃ e^(−h²·(1 + x²)/2)/(1 + x²) dx, Owen's function. */
    public static Expr owensT(Expr h, Expr a) {
        Given.arguments("owensT", h, a);
        Seq<Expr> both = ArrangementVerbs.broadcastArrays(h, a);
        return FurtherFunctions.owensT(both.get(0), both.get(1));
    }

    /** (x^λ − 1)/λ, and ln x for λ = 0. */
    public static Expr boxcox(Expr x, Expr lambda) {
        Given.arguments("boxcox", x, lambda);
        Expr log = x.log();
        return log.times(exprel(lambda.times(log)));
    }

    /** ((1 + x)^λ − 1)/λ, and ln(1 + x) for λ = 0. */
    public static Expr boxcox1p(Expr x, Expr lambda) {
        Given.arguments("boxcox1p", x, lambda);
        Expr log = x.log1p();
        return log.times(exprel(lambda.times(log)));
    }

    /** n! = Γ(n + 1), by its logarithm: the relative error grows with ln n! to about 10⁻¹³. */
    public static Expr factorial(Expr n) {
        Given.arguments("factorial", n);
        return n.lt(0).where(Tensor.number(n.dtype(), 0), n.plus(1).lgamma().exp());
    }

    /** n!/(k!·(n − k)!) for 0 ≤ k ≤ n, else 0. */
    public static Expr comb(Expr n, Expr k) {
        Given.arguments("comb", n, k);
        Expr within = k.ge(0).and(k.le(n));
        Expr chosen = within.where(k, k.times(0));
        Expr value = n.minus(chosen).plus(1).lbeta(chosen.plus(1)).neg().exp().div(n.plus(1));
        return within.where(value, Tensor.number(value.dtype(), 0));
    }

    /** The sign of Γ(x): 1 above 0, below −1 and 1 in turn. */
    public static Expr gammasgn(Expr x) {
        Given.arguments("gammasgn", x);
        Expr one = Tensor.number(x.dtype(), 1);
        return x.ge(0).or(x.floor().remainder(2).eq(0)).where(one, one.neg());
    }

    /** (x)ₘ = Γ(x + m)/Γ(x), by logarithms. */
    public static Expr poch(Expr x, Expr m) {
        Given.arguments("poch", x, m);
        Expr sum = x.plus(m);
        return sum.lgamma().minus(x.lgamma()).exp().times(gammasgn(sum)).times(gammasgn(x));
    }

    /** ln Γ_d(a) = d(d − 1)/4·ln π + Σ ln Γ(a − j/2) over j = 0 … d − 1, the multivariate gamma function; d ≤ 1000. */
    public static Expr multigammaln(Expr a, int d) {
        Given.arguments("multigammaln", a);
        if (d < 1 || d > 1000) {
            throw new FluxionException("multigammaln: requires a dimension from 1 to 1000; got " + d);
        }
        Expr sum = a.lgamma();
        for (int j = 1; j < d; j++) {
            sum = sum.plus(a.minus(j / 2.0).lgamma());
        }
        return sum.plus(d * (d - 1) / 4.0 * Math.log(Math.PI));
    }

    /** x·ln(x/y), 0 for x = 0 ≤ y, ∞ where that is not defined. */
    public static Expr relEntr(Expr x, Expr y) {
        Given.arguments("relEntr", x, y);
        Expr positive = x.gt(0).and(y.gt(0));
        Expr one = Tensor.number(x.dtype(), 1);
        Expr p = positive.where(x, one);
        Expr value = p.times(p.div(positive.where(y, one)).log());
        Expr beside = x.eq(0).and(y.ge(0)).where(Tensor.number(x.dtype(), 0), Tensor.number(x.dtype(), Double.POSITIVE_INFINITY));
        return x.isNan().or(y.isNan()).where(x.plus(y), positive.where(value, beside));
    }
}
