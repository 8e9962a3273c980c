package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.LevenbergMarquardt;
import fluxion.dsl.optim.Minimum;
import fluxion.plot.Figure;

/**
 * An epidemic fitted to what was seen of it: influenza in a boarding school of 763 boys in 1978 (British Medical Journal, 4 March
 * 1978) and Kermack and McKendrick's (1927) equations, by Levenberg's and Marquardt's method through the solver of the
 * differential equation. Murray, Mathematical Biology I (2002), section 10.2, gives for the same data β·N = 1.66 and γ = 0.44 a
 * day.
 */
public final class Influenza {
    private static final double BOYS = 763;
    /** How many were confined to bed, day by day (a table of 14 numbers; the figure of the journal's report). */
    static final Tensor IN_BED = vector(3, 8, 26, 76, 225, 298, 258, 233, 189, 128, 68, 29, 14, 4);

    private Influenza() {}

    /**
     * Rates a day.
     *
     * @param infection β·N: how many a sick boy would infect a day among healthy ones
     * @param recovery γ
     */
    record Rates(Expr infection, Expr recovery) {}

    /** Who may still fall ill, and who is ill, as shares. */
    record School(Expr susceptible, Expr infected) {}

    /** Ṡ = −β·S·I, İ = β·S·I − γ·I, from one sick boy on the first day on. */
    static Expr infected(Rates r, Expr days) {
        Expr first = scalar(1 / BOYS);
        return odeint((School s, Expr t) -> {
            Expr fallIll = r.infection().times(s.susceptible()).times(s.infected());
            return new School(fallIll.neg(), fallIll.minus(r.recovery().times(s.infected())));
        }, new School(first.subtractedFrom(1), first), days, dormandPrince5().tolerances(1e-7, 1e-9)).infected().times(BOYS);
    }

    /**
     * A fit.
     *
     * @param rates what fits best
     * @param errors their standard errors
     * @param rms the root of the mean square of what remains
     */
    record Result(Rates rates, Tensor errors, double rms) {
        double reproduction() {
            return toDouble(rates.infection().div(rates.recovery()));
        }
    }

    static Result fit() {
        Tensor days = eval(linspace(0, 14, 15));
        var residuals = fn((Rates r) -> infected(r, days).get("1:").minus(IN_BED));
        Minimum<Rates> best = new LevenbergMarquardt(100, 1e-7, 1e-8).minimize(residuals, new Rates(scalar(1.5), scalar(0.5)));
        // (JᵀJ)⁻¹·s², the covariance of least squares
        var flat = fn((Expr p) -> residuals.apply(new Rates(p.get(0), p.get(1))));
        Expr j = jacfwd(flat).apply(stack(0, best.parameters().infection(), best.parameters().recovery()));
        Expr variance = best.value().times(2).div(14 - 2);
        return new Result(eval(best.parameters()), eval(sqrt(inv(j.t().matmul(j)).diag().times(variance))),
                toDouble(sqrt(best.value().times(2).div(14))));
    }

    static Figure figure(Result r) {
        Tensor days = eval(linspace(0, 14, 141));
        return scatter("seen", linspace(1, 14, 14), IN_BED).and(curve("fitted", days, infected(r.rates(), days)))
                .title("Influenza in a boarding school").xLabel("day").yLabel("boys in bed");
    }

    public static void main(String[] args) {
        Result r = fit();
        IO.println("β·N = %.4f, γ = %.4f a day (Murray: 1.66 and 0.44); standard errors %s".formatted(
                toDouble(r.rates().infection()), toDouble(r.rates().recovery()), r.errors()));
        IO.println("Each infects %.2f others at first; what remains is %.1f boys a day.".formatted(r.reproduction(), r.rms()));
        Pictures.save("influenza", figure(r));
    }
}
