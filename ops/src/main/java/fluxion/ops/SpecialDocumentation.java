package fluxion.ops;

import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;

/** The special functions' part of {@link Documentation}. */
final class SpecialDocumentation {
    private SpecialDocumentation() {}

    static Documentation of(Special op) {
        return switch (op) {
            case SpecialFunction function -> of(function);
            case Erfcx _ -> floats("e^(x²)·erfc x, and its derivatives", "", "neither under- nor overflows for x ≥ 0");
            case Polygamma _ -> floats("ψ⁽ⁿ⁾(x), the n-th derivative of Γ′/Γ", "x not 0, −1, −2, …",
                    "ψ is ∓∞ at ±0 and NaN at other poles; odd orders are +∞ at poles");
            case Zeta _ -> floats("Σ_{k ≥ 0} (q + k)^(−s), and derivatives in s", "s > 1", "+∞ at the poles");
            case GammaInc _ -> floats("1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt, and derivatives in a", "a > 0, x ≥ 0", "");
            case BetaInc _ -> floats("1/B(a, b) ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt, and derivatives in a and b", "a, b > 0; 0 ≤ x ≤ 1",
                    "");
            case Bessel _ -> floats("Jₙ, Iₙ, e^(−|x|)·Iₙ or jₙ, of integer order", "", "the scaled ones take sign(0) as 0");
        };
    }

    private static Documentation of(SpecialFunction op) {
        return switch (op) {
            case ERFC -> floats("1 − erf x", "", "accurate where erf x is near 1");
            case ERFINV -> floats("the x with erf x = y", "−1 ≤ y ≤ 1", "±∞ at ±1");
            case NDTR -> floats("Φ(x), the normal distribution function", "", "accurate in the tails");
            case NDTRI -> floats("the x with Φ(x) = p", "0 ≤ p ≤ 1", "±∞ at the ends");
            case LGAMMA -> floats("ln |Γ(x)|", "", "+∞ at poles");
            case ENTR -> floats("−x·ln x", "x ≥ 0", "0 at 0, with derivative +∞; −∞ below");
            case XLOGY -> floats("x·ln y", "y > 0", "0 where x is 0; both derivatives 0 at (0, 0)");
            case XLOG1PY -> floats("x·ln(1 + y)", "y > −1", "0 where x is 0; both derivatives 0 at (0, −1)");
            case GAMMAINCC -> floats("1/Γ(a) ∫ₓ^∞ t^(a−1) e^(−t) dt", "a > 0, x ≥ 0", "");
            case GAMMAINCINV -> floats("the x with P(a, x) = p", "a > 0, 0 ≤ p ≤ 1", "");
            case LOG_GAMMAINCINV -> floats("ln of the x with P(a, x) = p", "a > 0, 0 ≤ p ≤ 1", "does not underflow for small a");
            case BETAINCINV -> floats("the x with I(a, b, x) = p", "a, b > 0, 0 ≤ p ≤ 1", "");
            case POISSON_QUANTILE -> floats("the quantile of the Poisson distribution", "λ ≥ 0",
                    "constant to derivatives; NaN for λ < 0");
            case LOG_NDTR -> floats("ln Φ(x)", "", "accurate in both tails");
            case LBETA -> floats("ln B(a, b)", "a, b > 0", "large parts do not cancel");
            case LOGIT -> floats("ln(x/(1 − x))", "0 ≤ x ≤ 1", "∓∞ at the ends; accurate near ½");
        };
    }

    private static Documentation floats(String formula, String where, String convention) {
        return new Documentation(formula, where.isEmpty() ? "floating-point" : "floating-point; " + where, convention);
    }
}
