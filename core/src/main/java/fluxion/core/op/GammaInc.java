package fluxion.core.op;

/**
 * The lower incomplete gamma function, regularised: P(a, x) = 1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt for a &gt; 0 and x ≥ 0, and its
 * derivatives in a.
 *
 * @param order how many times it is differentiated in a
 */
public record GammaInc(int order) implements Special.Ordered {
    /** Refuses a negative order. */
    public GammaInc {
        Special.requireOrder("gammainc", order);
    }
}
