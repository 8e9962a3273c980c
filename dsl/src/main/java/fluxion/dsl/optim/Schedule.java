package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.dsl.Fluxion;
import java.io.Serializable;

/**
 * A learning rate as a function of how many steps were made before, an i32 scalar that the optimiser's state counts. As the
 * step is an expression, a training step is traced once for all rates.
 *
 * <pre>{@code
 * var adam = new Adam(Schedule.cosine(1e-3, 100, 5000));
 * var sgd = new Sgd(step -> step.cast(F64).plus(1).pow(-0.5));
 * }</pre>
 */
@FunctionalInterface
public interface Schedule extends Serializable {
    /** The rate of the step after so many. */
    Expr at(Expr step);

    /** The same rate always. */
    static Schedule constant(double rate) {
        return new Constant(rate);
    }

    /**
     * η·dᵗ: after each step d times as much.
     *
     * @param rate η, that of the first step
     * @param decay d, above 0
     */
    static Schedule exponential(double rate, double decay) {
        if (!(rate >= 0) || !(decay > 0)) {
            throw new FluxionException("exponential: requires rate ≥ 0 and decay > 0; got rate " + rate + " and decay " + decay);
        }
        return step -> Fluxion.scalar(decay).pow(step.cast(Fluxion.F64)).times(rate);
    }

    /**
     * Evenly up to a peak, then down to 0 along half a cosine (Loshchilov and Hutter, ICLR 2017):
     * η·(t + 1)/w for t &lt; w, then η·(1 + cos(π·min(1, (t − w)/(n − w))))/2.
     *
     * @param peak η
     * @param warmup w, how many steps it goes up
     * @param steps n, after how many it is 0
     */
    static Schedule cosine(double peak, int warmup, int steps) {
        if (!(peak >= 0) || warmup < 0 || steps <= warmup) {
            throw new FluxionException("cosine: requires peak ≥ 0 and 0 ≤ warmup < steps; got peak " + peak + ", warmup " + warmup
                    + ", steps " + steps);
        }
        return step -> {
            Expr t = step.cast(Fluxion.F64);
            Expr down = t.minus(warmup).div(steps - warmup).clip(0, 1).times(Math.PI).cos().plus(1).times(peak / 2);
            return warmup == 0 ? down : t.lt(warmup).where(t.plus(1).times(peak / warmup), down);
        };
    }

    /** One rate. */
    record Constant(double rate) implements Schedule {
        @Override
        public Expr at(Expr step) {
            Given.arguments("constant", step);
            return Fluxion.scalar(rate);
        }
    }
}
