package fluxion.ops.special;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Derivatives of the special functions, in every operand; none is linear, and lanes are just more elements. */
public final class SpecialRules {
    private static final double HALF_SQRT_PI = Math.sqrt(Math.PI) / 2;
    private static final double SQRT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

    private SpecialRules() {}

    /** The tangent of y = op(x, …), none where the derivative is 0 everywhere. */
    public static Option<Expr> jvp(Special op, Apply y, Seq<Option<Expr>> tangents) {
        return Array.range(0, tangents.size()).flatMap(i -> tangents.get(i).toArray().flatMap(t -> term(op, y, i, t).toArray()))
                .reduceOption(Expr::plus);
    }

    /** What the i-th operand's tangent t contributes. */
    private static Option<Expr> term(Special op, Apply y, int i, Expr t) {
        Expr x = y.input(0);
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFC -> Option.of(t.times(x.square().neg().exp()).times(-1 / HALF_SQRT_PI));
                case ERFINV -> Option.of(t.times(y.square().exp()).times(HALF_SQRT_PI));
                case NDTR -> Option.of(t.times(x.square().times(-0.5).exp()).times(1 / SQRT_TWO_PI));
                case NDTRI -> Option.of(t.times(y.square().times(0.5).exp()).times(SQRT_TWO_PI));
                case LGAMMA -> Option.of(t.times(x.digamma()));
                case ENTR -> Option.of(t.times(x.log().plus(1)).neg());
                case XLOGY -> {
                    Expr positive = unlessBothZero(x, y.input(1), 0);
                    yield Option.of(i == 0 ? t.times(positive.log()) : t.times(x.div(positive)));
                }
                case XLOG1PY -> {
                    Expr above = unlessBothZero(x, y.input(1), -1);
                    yield Option.of(i == 0 ? t.times(above.log1p()) : t.times(x.div(above.plus(1))));
                }
                case GAMMAINCC -> Option.of(t.times(gammaInc(0, i, x, y.input(1))).neg());
                // with y = P⁻¹(a, p): ∂y/∂p = 1/P′(y), ∂y/∂a = −(∂P/∂a)/P′(y)
                case GAMMAINCINV -> {
                    Expr density = gammaInc(0, 1, x, y);
                    yield Option.of(i == 1 ? t.div(density) : t.times(gammaInc(0, 0, x, y).div(density)).neg());
                }
                // the same over y, of e^y
                case LOG_GAMMAINCINV -> {
                    Expr quantile = y.exp();
                    Expr density = x.times(y).minus(quantile).minus(x.lgamma()).exp(); // of y = ln x: x times that of x
                    yield Option.of(i == 1 ? t.div(density) : t.times(gammaInc(0, 0, x, quantile).div(density)).neg());
                }
                case BETAINCINV -> {
                    Expr density = betaInc(0, 0, 2, x, y.input(1), y);
                    yield Option.of(i == 2 ? t.div(density) : t.times(betaInc(0, 0, i, x, y.input(1), y).div(density)).neg());
                }
                case POISSON_QUANTILE -> Option.none();
                // φ(x)/Φ(x) without the quotient of two numbers that underflow
                case LOG_NDTR -> Option.of(t.div(x.times(-Math.sqrt(0.5)).erfcx()).times(SQRT_TWO_OVER_PI));
                case LBETA -> Option.of(t.times(y.input(i).digamma().minus(x.plus(y.input(1)).digamma())));
                case LOGIT -> Option.of(t.div(x.times(x.subtractedFrom(1))));
            };
            case Erfcx(int n) -> Option.of(t.times(Expr.apply(new Erfcx(n + 1), x)));
            case Polygamma(int n) -> Option.of(t.times(x.polygamma(n + 1)));
            case Zeta(int m) -> Option.of(t.times(zeta(m, i, x, y.input(1))));
            case GammaInc(int m) -> Option.of(t.times(gammaInc(m, i, x, y.input(1))));
            case BetaInc(int a, int b) -> Option.of(t.times(betaInc(a, b, i, x, y.input(1), y.input(2))));
            case Bessel(var kind, int n) -> Option.of(t.times(bessel(kind, n, x, y)));
        };
    }

    /** y, and 1 more than {@code at} where x = 0 and y = at, so that 0·ln 0 has the derivatives 0. */
    private static Expr unlessBothZero(Expr x, Expr y, double at) {
        return Literal.value(y).exists(v -> v != at) || Literal.value(x).exists(v -> v != 0) ? y
                : x.eq(0).and(y.eq(at)).where(at + 1, y);
    }

    /** ∂ζ⁽ᵐ⁾/∂s = ζ⁽ᵐ⁺¹⁾; ∂ζ⁽ᵐ⁾/∂q = ∂ᵐ(−s ζ(s + 1, q))/∂sᵐ. */
    private static Expr zeta(int m, int i, Expr s, Expr q) {
        if (i == 0) {
            return Expr.apply(new Zeta(m + 1), s, q);
        }
        Expr next = s.plus(1);
        Expr first = s.times(Expr.apply(new Zeta(m), next, q)).neg();
        return m == 0 ? first : first.minus(Expr.apply(new Zeta(m - 1), next, q).times(m));
    }

    /** ∂P⁽ᵐ⁾/∂a = P⁽ᵐ⁺¹⁾; ∂P⁽ᵐ⁾/∂x = ∂ᵐ(x^(a−1) e^(−x)/Γ(a))/∂aᵐ. */
    private static Expr gammaInc(int m, int i, Expr a, Expr x) {
        if (i == 0) {
            return Expr.apply(new GammaInc(m + 1), a, x);
        }
        Expr density = a.minus(1).xlogy(x).minus(x).minus(a.lgamma()).exp();
        // ln x − ψ(a), −ψ′(a), −ψ″(a), …: the logarithm's derivatives in a
        return m == 0 ? density : density.times(bell(m, k -> k == 0 ? x.log().minus(a.digamma()) : a.polygamma(k).neg()));
    }

    private interface Derivatives {
        /** The (k + 1)-th derivative of h. */
        Expr of(int k);
    }

    /** The m-th derivative of eʰ over eʰ, a Bell polynomial in h's derivatives: Bₘ₊₁ = Σ C(m, k) Bₘ₋ₖ h⁽ᵏ⁺¹⁾. */
    private static Expr bell(int m, Derivatives h) {
        Expr sum = h.of(m - 1);
        for (int k = 0; k < m - 1; k++) {
            sum = sum.plus(bell(m - 1 - k, h).times(h.of(k)).times(binomial(m - 1, k)));
        }
        return sum;
    }

    private static double binomial(int n, int k) {
        double product = 1;
        for (int i = 1; i <= k; i++) {
            product = product * (n - k + i) / i;
        }
        return product;
    }

    /** As for the gamma function: ∂I/∂x = x^(a−1) (1 − x)^(b−1)/B(a, b) and its derivatives in a and b. */
    private static Expr betaInc(int i, int j, int operand, Expr a, Expr b, Expr x) {
        if (operand < 2) {
            return Expr.apply(new BetaInc(operand == 0 ? i + 1 : i, operand == 1 ? j + 1 : j), a, b, x);
        }
        Expr logarithm = a.minus(1).xlogy(x).plus(b.minus(1).xlog1py(x.neg()))
                .minus(a.lgamma().plus(b.lgamma()).minus(a.plus(b).lgamma()));
        return i == 0 && j == 0 ? logarithm.exp() : logarithm.exp().times(bell(i, j, a, b, x));
    }

    /** ∂ⁱ∂ʲ eʰ over eʰ: one derivative taken of h by Leibniz's rule, the others of the rest. */
    private static Expr bell(int i, int j, Expr a, Expr b, Expr x) {
        boolean inA = i > 0;
        int m = inA ? i - 1 : i;
        int n = inA ? j : j - 1;
        Option<Expr> sum = Option.none();
        for (int k = 0; k <= m; k++) {
            for (int l = 0; l <= n; l++) {
                Expr h = logarithm(inA ? k + 1 : k, inA ? l : l + 1, a, b, x);
                Expr rest = m == k && n == l ? h : h.times(bell(m - k, n - l, a, b, x));
                Expr term = rest.times(binomial(m, k) * binomial(n, l));
                sum = Option.of(sum.map(s -> s.plus(term)).getOrElse(term));
            }
        }
        return sum.get();
    }

    /** ∂ⁱ∂ʲ of a·ln x + b·ln(1 − x) − ln B(a, b), i + j ≥ 1. */
    private static Expr logarithm(int i, int j, Expr a, Expr b, Expr x) {
        Expr both = a.plus(b).polygamma(i + j - 1);
        Expr own = j == 0 ? both.minus(a.polygamma(i - 1)) : i == 0 ? both.minus(b.polygamma(j - 1)) : both;
        return i + j > 1 ? own : own.plus(i == 1 ? x.log() : x.neg().log1p());
    }

    private static Expr bessel(Bessel.Kind kind, int n, Expr x, Expr y) {
        Expr above = Expr.apply(new Bessel(kind, n + 1), x);
        return switch (kind) {
            case J -> n == 0 ? above.neg() : below(kind, n, x).minus(above).times(0.5);
            case I -> n == 0 ? above : below(kind, n, x).plus(above).times(0.5);
            case SCALED_I -> (n == 0 ? above : below(kind, n, x).plus(above).times(0.5)).minus(x.sign().times(y));
            case SPHERICAL_J -> n == 0 ? above.neg() : below(kind, n, x).times(n).minus(above.times(n + 1)).div(2 * n + 1);
        };
    }

    private static Expr below(Bessel.Kind kind, int n, Expr x) {
        return Expr.apply(new Bessel(kind, n - 1), x);
    }
}
