package fluxion.dsl.optim;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.dsl.Fluxion;

/** Rates where they meet directions. */
final class Rates {
    private Rates() {}

    /** The gradients, where each has its parameter's dtype: else the parameters would take another one without a word. */
    static <P> P alike(String optimiser, P gradients, P parameters) {
        return Fluxion.zip(gradients, parameters, (g, p) -> {
            if (g.dtype() != p.dtype()) {
                throw new DTypeException(optimiser + ": gradients must have the dtypes of the parameters; got " + g.type()
                        + " for " + p.type() + ". In g.times(2) the number takes g's dtype, scalar(2) is f64; cast makes either");
            }
            return g;
        });
    }

    /** η·d, in d's dtype. */
    static Expr scaled(Schedule rate, Expr step, Expr direction) {
        return rate instanceof Schedule.Constant(double always) ? direction.times(always)
                : direction.times(rate.at(step).cast(direction.dtype()));
    }
}
