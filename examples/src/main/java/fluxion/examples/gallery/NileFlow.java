package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.band;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Bfgs;
import fluxion.plot.Figure;

/**
 * The flow of the Nile as a level that wanders and is seen with noise, y = α + ε, α ← α + η: Kalman's filter, variances of
 * maximum likelihood, and a smoother that nobody has to write. Durbin and Koopman, Time Series Analysis by State Space Methods
 * (2001), chapter 2, find σ²(ε) = 15,099, σ²(η) = 1,469.1.
 *
 * <p>The smoother: y is α and normal noise, so that E[α | y] = y + σ²·∂ln p(y)/∂y and Var[α | y] = σ² + σ⁴·∂²ln p(y)/∂y²
 * (Robbins 1956).
 */
public final class NileFlow {
    /** The annual flow at Aswan in 10⁸ m³, 1871–1970 (Cobb 1978; public numbers, R's data set Nile). */
    static final Tensor FLOW = vector(1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960,
            1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692,
            1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
            759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890, 744, 749,
            838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740);

    private NileFlow() {}

    /**
     * The variances.
     *
     * @param noise of what is seen, σ²(ε)
     * @param step of the level from year to year, σ²(η)
     */
    record Variances(Expr noise, Expr step) {}

    /** What is believed of the level before a year's flow is seen: its mean and variance. */
    record Belief(Expr mean, Expr variance) {}

    /** ln p(y) of all years after the first, which is all that is known of the level at first. */
    static Expr logLikelihood(Variances s, Expr y) {
        Belief first = new Belief(y.get(0), s.noise().plus(s.step()));
        return scan(first, y.get("1:"), (Belief b, Expr seen) -> {
            Expr error = seen.minus(b.mean());
            Expr spread = b.variance().plus(s.noise());
            Expr gain = b.variance().div(spread);
            Belief next = new Belief(b.mean().plus(gain.times(error)), b.variance().times(gain.subtractedFrom(1)).plus(s.step()));
            return pair(next, log(spread.times(2 * Math.PI)).plus(error.square().div(spread)).div(-2));
        })._2().sum();
    }

    /**
     * What was found.
     *
     * @param noise σ²(ε)
     * @param step σ²(η)
     * @param logLikelihood with them
     * @param level E[α | y]
     * @param deviation √Var[α | y]
     */
    record Result(double noise, double step, double logLikelihood, Tensor level, Tensor deviation) {}

    static Result run() {
        // in logarithms, and in units of 100, so that all numbers are about one
        var loss = fn((Expr logs) -> logLikelihood(new Variances(exp(logs.get(0)), exp(logs.get(1))), FLOW.div(100)).neg());
        Tensor best = eval(new Bfgs().minimize(loss, vector(0, 0)).parameters());
        Variances found = new Variances(exp(best.get(0)).times(1e4), exp(best.get(1)).times(1e4));
        Variances known = eval(found);
        var likelihood = fn((Expr y) -> logLikelihood(known, y));
        Expr level = FLOW.plus(grad(likelihood).apply(FLOW).times(known.noise()));
        Expr curvature = hessian(likelihood).apply(FLOW).diag();
        Expr variance = curvature.times(known.noise().square()).plus(known.noise());
        return new Result(toDouble(known.noise()), toDouble(known.step()), toDouble(likelihood.apply(FLOW)), eval(level),
                eval(sqrt(variance)));
    }

    static Figure figure(Result r) {
        Tensor year = eval(linspace(1871, 1970, 100));
        Expr width = r.deviation().times(1.645);
        return band("90 % of its density", year, r.level().minus(width), r.level().plus(width))
                .and(curve("level", year, r.level()))
                .and(scatter("flow", year, FLOW))
                .title("The Nile at Aswan").xLabel("year").yLabel("10⁸ m³");
    }

    public static void main(String[] args) {
        Result r = run();
        IO.println("σ²(ε) = %.0f, σ²(η) = %.1f (Durbin and Koopman: 15099 and 1469.1); ln L = %.2f".formatted(r.noise(), r.step(),
                r.logLikelihood()));
        IO.println("The level of 1871 is %.1f ± %.1f, of 1970 %.1f ± %.1f.".formatted(r.level().doubleAt(0),
                r.deviation().doubleAt(0), r.level().doubleAt(99), r.deviation().doubleAt(99)));
        Pictures.save("nile-flow", figure(r));
    }
}
