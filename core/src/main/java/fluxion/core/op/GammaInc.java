package fluxion.core.op;

import fluxion.core.FluxionException;

/**
 * The lower incomplete gamma function, regularised: P(a, x) = 1/Γ(a) ∫₀ˣ t^(a−1) e^(−t) dt for a &gt; 0 and x ≥ 0, and its
 * derivatives in a.
 *
 * @param order how many times it is differentiated in a
 */
public record GammaInc(int order) implements Special {
    public GammaInc {
        if (order < 0) {
            throw new FluxionException("gammainc: the order must not be negative; got " + order);
        }
    }

    @Override
    public int arity() {
        return 2;
    }

    @Override
    public String label() {
        return "gammainc";
    }

    @Override
    public String parameters() {
        return order == 0 ? "" : "order=" + order;
    }
}
