package fluxion.core.op;

import fluxion.core.FluxionException;

/**
 * The Hurwitz zeta function ζ(s, q) = Σ_{k ≥ 0} (q + k)^(−s) for s &gt; 1, and its derivatives in s; for q &lt; 0, where the
 * powers are real for integers s only, NaN elsewhere; +∞ at the poles s = 1 and q = 0, −1, −2, ….
 *
 * @param order how many times it is differentiated in s
 */
public record Zeta(int order) implements Special {
    public Zeta {
        if (order < 0) {
            throw new FluxionException("zeta: the order must not be negative; got " + order);
        }
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public String label() {
        return "zeta";
    }

    @Override
    public String parameters() {
        return order == 0 ? "" : "order=" + order;
    }
}
