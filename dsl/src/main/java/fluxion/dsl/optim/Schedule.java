package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.dsl.Fluxion;
import io.vavr.collection.SortedMap;
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

    /**
     * η·d^(t/n): after n steps d times as much, in between as much as that makes; in stairs only after whole n steps.
     *
     * @param rate η, that of the first step
     * @param steps n
     * @param decay d, above 0
     * @param stairs whether it stays the same for n steps
     */
    static Schedule exponential(double rate, int steps, double decay, boolean stairs) {
        if (!(rate >= 0) || !(decay > 0) || steps < 1) {
            throw new FluxionException("exponential: requires rate ≥ 0, decay > 0 and steps ≥ 1; got rate " + rate + ", decay "
                    + decay + " and steps " + steps);
        }
        return step -> {
            Expr times = step.cast(Fluxion.F64).div(steps);
            return Fluxion.scalar(decay).pow(stairs ? times.floor() : times).times(rate);
        };
    }

    /**
     * (a − b)·(1 − min(t, n)/n)ᵏ + b: from a to b in n steps, then b.
     *
     * @param from a
     * @param to b
     * @param power k; 1 for a straight line
     * @param steps n
     */
    static Schedule polynomial(double from, double to, double power, int steps) {
        if (!(from >= 0) || !(to >= 0) || !(power > 0) || steps < 1) {
            throw new FluxionException("polynomial: requires rates ≥ 0, power > 0 and steps ≥ 1; got " + from + " to " + to
                    + ", power " + power + ", steps " + steps);
        }
        return step -> {
            Expr left = step.cast(Fluxion.F64).div(steps).clip(0, 1).subtractedFrom(1);
            return (power == 1 ? left : left.pow(power)).times(from - to).plus(to);
        };
    }

    /** Evenly from one rate to another in so many steps, then the other. */
    static Schedule linear(double from, double to, int steps) {
        return polynomial(from, to, 1, steps);
    }

    /**
     * b + (a − b)·(1 + cos(π·min(t, n)/n))/2: from a to b along half a cosine in n steps, then b.
     *
     * @param from a
     * @param to b
     * @param steps n
     */
    static Schedule cosineDecay(double from, double to, int steps) {
        if (!(from >= 0) || !(to >= 0) || steps < 1) {
            throw new FluxionException("cosineDecay: requires rates ≥ 0 and steps ≥ 1; got " + from + " to " + to + ", steps "
                    + steps);
        }
        return step -> step.cast(Fluxion.F64).div(steps).clip(0, 1).times(Math.PI).cos().plus(1).times((from - to) / 2).plus(to);
    }

    /**
     * Evenly from a to the peak, then along half a cosine down to b: a + (η − a)·t/w for t &lt; w, then
     * b + (η − b)·(1 + cos(π·(t − w)/(n − w)))/2.
     *
     * @param from a
     * @param peak η
     * @param to b
     * @param warmup w, how many steps it goes up
     * @param steps n, after how many it is b
     */
    static Schedule warmupCosine(double from, double peak, double to, int warmup, int steps) {
        if (warmup < 1 || steps <= warmup) {
            throw new FluxionException("warmupCosine: requires 1 ≤ warmup < steps; got warmup " + warmup + ", steps " + steps);
        }
        return linear(from, peak, warmup).until(warmup, cosineDecay(peak, to, steps - warmup));
    }

    /**
     * A rate that is multiplied by numbers from given steps on.
     *
     * @param rate that of the first step
     * @param factors what it is multiplied by, by the step from which it is
     */
    static Schedule piecewise(double rate, SortedMap<Integer, Double> factors) {
        Given.arguments("piecewise", factors);
        if (!(rate >= 0) || factors.exists(each -> !(each._2 >= 0))) {
            throw new FluxionException("piecewise: requires a rate and factors ≥ 0; got " + rate + " and " + factors);
        }
        // the steps and the products up to each: one value where t passes one
        return step -> factors.foldLeft((Expr) Fluxion.scalar(rate),
                (value, each) -> step.ge(each._1).where(value.times(each._2), value));
    }

    /**
     * One cycle (Smith and Topin 2018) along half cosines: from peak/25 up to the peak at 30 % of the steps, then down to
     * peak/250000 at the last.
     */
    static Schedule oneCycle(double peak, int steps) {
        return oneCycle(peak, steps, 0.3, 25, 1e4);
    }

    /**
     * One cycle along half cosines: from peak/d up to the peak, then down to peak/(d·f).
     *
     * @param peak the largest rate
     * @param steps of the cycle
     * @param rise the share of the steps that go up, rounded down to whole steps
     * @param division d
     * @param end f
     */
    static Schedule oneCycle(double peak, int steps, double rise, double division, double end) {
        int up = (int) (rise * steps);
        if (up < 1 || up >= steps || !(division > 0) || !(end > 0)) {
            throw new FluxionException("oneCycle: requires at least one step up and one down, and divisions > 0; got " + steps
                    + " steps, of these " + up + " up, divisions " + division + " and " + end);
        }
        double low = peak / division;
        return cosineDecay(low, peak, up).until(up, cosineDecay(peak, low / end, steps - up));
    }

    /** This before a step, and from there on another, whose steps begin again with 0. */
    default Schedule until(int step, Schedule next) {
        Given.arguments("until", next);
        return t -> t.lt(step).where(at(t), next.at(t.minus(step)));
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
