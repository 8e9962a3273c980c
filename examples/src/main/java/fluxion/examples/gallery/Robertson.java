package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.ode.OdeSolver;
import fluxion.plot.Figure;

/**
 * A stiff chemical reaction and how it depends on its rates. Robertson's (1966) A → B, B + B → C + B, B + C → A + C with rates
 * 0.04, 3·10⁷ and 10⁴, and the sensitivities ∂y/∂p that Hindmarsh's and Serban's example cvsRoberts_FSA_dns of CVODES prints: the
 * Jacobian of a function that has a solver in it.
 */
public final class Robertson {
    static final Tensor RATES = vector(0.04, 1e4, 3e7);

    private Robertson() {}

    /** The concentrations [times, 3] for rates p, from (1, 0, 0) on. */
    static Expr concentrations(Expr p, Expr times) {
        OdeSolver solver = rosenbrock().tolerances(1e-8, 1e-12);
        return odeint((y, t) -> {
            Expr decay = p.get(0).times(y.get(0));
            Expr back = p.get(1).times(y.get(1)).times(y.get(2));
            Expr burn = p.get(2).times(y.get(1).square());
            return stack(0, back.minus(decay), decay.minus(back).minus(burn), burn);
        }, vector(1, 0, 0), times, solver);
    }

    /**
     * A solution.
     *
     * @param times at which
     * @param y concentrations, [times, 3]
     * @param sensitivities ∂y/∂p, [times, 3, 3]
     */
    record Result(Tensor times, Tensor y, Tensor sensitivities) {}

    /** At 0 and at 0.4, 4, 40, … as often as asked. */
    static Result run(int decades) {
        double[] times = new double[decades + 1];
        for (int i = 0; i < decades; i++) {
            times[i + 1] = 0.4 * Math.pow(10, i);
        }
        Tensor t = Tensor.of(times);
        return new Result(t, eval(concentrations(RATES, t)), eval(jacfwd(fn((Expr p) -> concentrations(p, t))).apply(RATES)));
    }

    static Figure figure() {
        double[] times = new double[121];
        for (int i = 1; i < times.length; i++) {
            times[i] = 1e-5 * Math.pow(10, i * 0.1);
        }
        Tensor t = Tensor.of(times);
        Tensor y = eval(concentrations(RATES, t));
        return curve("A", t, y.get(":, 0")).and(curve("10⁴·B", t, y.get(":, 1").times(1e4))).and(curve("C", t, y.get(":, 2")))
                .logX()
                .title("Robertson's reaction").xLabel("time").yLabel("concentration");
    }

    public static void main(String[] args) {
        Result r = run(7);
        for (int i = 1; i < r.times().shape().dim(0); i++) {
            IO.println("t = %.4e: y = %s, ∂y/∂p₁ = %s".formatted(r.times().doubleAt(i), eval(r.y().get(i)),
                    eval(r.sensitivities().get(i).get(":, 0"))));
        }
        IO.println("CVODES at 0.4: y = 0.98517, 3.3864e-5, 0.014794; ∂y/∂p₁ = −0.35595, 3.9025e-4, 0.35556");
        Pictures.save("robertson", figure());
    }
}
