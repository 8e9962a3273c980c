package fluxion.core.op;

import fluxion.core.FluxionException;

/**
 * The incomplete beta function, regularised: I(a, b, x) = 1/B(a, b) ∫₀ˣ t^(a−1) (1 − t)^(b−1) dt for a, b &gt; 0 and
 * 0 ≤ x ≤ 1, and its derivatives in a and b.
 *
 * @param a how many times it is differentiated in a
 * @param b how many times it is differentiated in b
 */
public record BetaInc(int a, int b) implements Special {
    /** Refuses negative orders. */
    public BetaInc {
        if (a < 0 || b < 0) {
            throw new FluxionException("betainc: the orders must not be negative; got " + a + " and " + b);
        }
    }

    @Override
    public int arity() {
        return 3;
    }

    @Override
    public String label() {
        return "betainc";
    }

    @Override
    public String parameters() {
        return a == 0 && b == 0 ? "" : "orders=[" + a + ", " + b + "]";
    }
}
