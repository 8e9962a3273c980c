package fluxion.core.op;

/**
 * The Hurwitz zeta function ζ(s, q) = Σ_{k ≥ 0} (q + k)^(−s) for s &gt; 1, and its derivatives in s; for q &lt; 0, where the
 * powers are real for integers s only, NaN elsewhere; +∞ at the poles s = 1 and q = 0, −1, −2, ….
 *
 * @param order how many times it is differentiated in s
 */
public record Zeta(int order) implements Special.Ordered {
    /** Refuses a negative order. */
    public Zeta {
        Special.requireOrder("zeta", order);
    }
}
