package fluxion.transforms;

import fluxion.core.Fn;
import fluxion.core.Ints;

/** Second derivatives: forward over reverse, the Jacobian of the Jacobian. */
public final class Hessian {
    private Hessian() {}

    /** As {@link #of(Fn, Ints, int)}, all lanes at once. */
    public static Fn of(Fn fn, Ints wrt) {
        return of(fn, wrt, 0);
    }

    /**
     * For each floating-point result r and each pair of parameters a, b of {@code wrt}, a tensor with the axes of r, then a's,
     * then b's.
     *
     * @param chunk how many lanes at a time in each mode; 0 for all at once
     */
    public static Fn of(Fn fn, Ints wrt, int chunk) {
        return Jacobian.forward(Jacobian.reverse(fn, wrt, chunk), wrt, chunk);
    }
}
