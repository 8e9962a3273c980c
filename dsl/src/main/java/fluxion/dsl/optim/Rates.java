package fluxion.dsl.optim;

import fluxion.core.Expr;

/** Rates where they meet directions. */
final class Rates {
    private Rates() {}

    /** η·d, in d's dtype. */
    static Expr scaled(Schedule rate, Expr step, Expr direction) {
        return rate instanceof Schedule.Constant(double always) ? direction.times(always)
                : direction.times(rate.at(step).cast(direction.dtype()));
    }
}
