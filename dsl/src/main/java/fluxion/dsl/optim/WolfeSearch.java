package fluxion.dsl.optim;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.dsl.Fluxion;
import io.vavr.Function1;
import io.vavr.Tuple2;
import io.vavr.control.Option;

/**
 * A step length that fulfils the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, 2006, algorithms 3.5 and
 * 3.6): first longer steps until a minimum along the line is enclosed, then smaller enclosures by cubic interpolation. Where
 * values differ by rounding alone the slope decides whether they fall (Hager and Zhang, SIAM J. Optim. 16, 2005, eq. 4.1).
 *
 * @param <P> the type of the parameters
 */
final class WolfeSearch<P> {
    private static final int LONGER = 30;
    private static final int CLOSER = 40;

    private final Lbfgs options;
    private final Function1<P, Tuple2<Expr, P>> valueAndGrad;
    private final Lbfgs.State<P> state;
    private final double start;
    private final double rounding;

    WolfeSearch(Lbfgs options, Function1<P, Tuple2<Expr, P>> valueAndGrad, Lbfgs.State<P> state) {
        this.options = options;
        this.valueAndGrad = valueAndGrad;
        this.state = state;
        start = Fluxion.toDouble(state.value());
        rounding = 16 * Math.abs(start) * (state.value().dtype() == DType.F32 ? Math.ulp(1f) : Math.ulp(1.0));
    }

    /**
     * Where the function was asked.
     *
     * @param length α
     * @param parameters p + α·d
     * @param value f there
     * @param gradient ∇f there
     * @param height f as a number
     * @param slope ∇f·d
     */
    record Point<P>(double length, P parameters, Expr value, P gradient, double height, double slope) {}

    /** A point to go to, none where the direction leads up or no step makes the value smaller. */
    Option<Point<P>> along(P direction, double length) {
        double slope = Lbfgs.dot(state.gradient(), direction);
        if (!(slope < 0) || !Double.isFinite(slope)) {
            return Option.none();
        }
        Point<P> origin = new Point<>(0, state.parameters(), state.value(), state.gradient(), start, slope);
        Point<P> before = origin;
        double next = length;
        for (int i = 0; i < LONGER; i++) {
            Point<P> here = at(direction, next);
            if (accepts(here, slope)) {
                return Option.some(here);
            }
            if (!falls(here, slope) || i > 0 && here.height >= before.height) {
                return within(direction, slope, before, here);
            }
            if (here.slope >= 0) {
                return within(direction, slope, here, before);
            }
            before = here;
            next *= 2;
        }
        return lower(before); // ever downwards
    }

    /** Between a point that falls enough, the lowest of these so far, and another, with a minimum in between. */
    private Option<Point<P>> within(P direction, double slope, Point<P> low, Point<P> high) {
        for (int i = 0; i < CLOSER && Math.abs(high.length - low.length) > Math.ulp(low.length); i++) {
            Point<P> here = at(direction, between(low, high));
            if (accepts(here, slope)) {
                return Option.some(here);
            }
            if (!falls(here, slope) || here.height >= low.height) {
                high = here;
            } else {
                high = here.slope * (high.length - low.length) >= 0 ? low : high;
                low = here;
            }
        }
        return lower(low);
    }

    private Option<Point<P>> lower(Point<P> point) {
        return point.height < start ? Option.some(point) : Option.none();
    }

    private Point<P> at(P direction, double length) {
        P parameters = Fluxion.eval(Fluxion.zip(state.parameters(), direction, (p, d) -> p.plus(d.times(length))));
        Tuple2<Expr, P> there = valueAndGrad.apply(parameters);
        return new Point<>(length, parameters, there._1, there._2, Fluxion.toDouble(there._1), Lbfgs.dot(there._2, direction));
    }

    private boolean accepts(Point<P> here, double slope) {
        return falls(here, slope) && Math.abs(here.slope) <= -options.curvature() * slope;
    }

    /** Whether the value falls enough, or as far as rounding tells; not where it is NaN. */
    private boolean falls(Point<P> here, double slope) {
        return here.height <= start + options.decrease() * here.length * slope
                || here.height <= start + rounding && here.slope <= (2 * options.decrease() - 1) * slope;
    }

    /** The minimum of the cubic through two points with their slopes, kept away from both; the middle where there is none. */
    private double between(Point<P> low, Point<P> high) {
        double width = high.length - low.length;
        double a = low.slope + high.slope - 3 * (low.height - high.height) / (low.length - high.length);
        double b = Math.copySign(Math.sqrt(a * a - low.slope * high.slope), width);
        double cubic = high.length - width * (high.slope + b - a) / (high.slope - low.slope + 2 * b);
        double share = (cubic - low.length) / width;
        return low.length + width * (Double.isNaN(share) ? 0.5 : Math.clamp(share, 0.1, 0.9));
    }
}
