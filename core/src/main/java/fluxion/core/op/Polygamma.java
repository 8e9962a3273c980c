package fluxion.core.op;

/**
 * The n-th derivative of ψ(x) = Γ′(x)/Γ(x): ψ itself (digamma) for n = 0, ψ⁽ⁿ⁾ = (−1)ⁿ⁺¹ n! ζ(n + 1, x) beyond. ψ is ∓∞ at
 * ±0 and NaN at −1, −2, …; odd orders are +∞ at all poles, even ones NaN (∓∞ at ±0).
 *
 * @param order n ≥ 0
 */
public record Polygamma(int order) implements Special.Ordered {
    /** Refuses a negative order. */
    public Polygamma {
        Special.requireOrder("polygamma", order);
    }
}
