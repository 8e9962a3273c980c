package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.ode.OdeSolver;
import fluxion.plot.Figure;

/**
 * Three equal masses that chase each other along one figure of eight (Chenciner and Montgomery, Annals of Mathematics 152, 2000),
 * found by Newton's method: of the state after a third of the period it is asked that the masses have changed places, and the
 * Jacobian of this is one through the solver of the differential equation. With Simó's x₁ = (0.97000436, −0.24308753), which
 * chooses scale and direction, v₃ is (−0.93240737, −0.86473146) and the period 6.32591398.
 */
public final class FigureEight {
    private static final OdeSolver SOLVER = dormandPrince8().tolerances(1e-12, 1e-12);

    private static final Tensor FIRST = vector(0.97000436, -0.24308753);

    private FigureEight() {}

    /** Places and velocities, [3 masses, 2]. */
    record State(Expr x, Expr v) {}

    /** ẍᵢ = Σⱼ (xⱼ − xᵢ)/|xⱼ − xᵢ|³. */
    static State rates(State s) {
        Expr apart = s.x().minus(s.x().expandDims(1));
        Expr distance = apart.square().sum(2).plus(eye(3));
        return new State(s.v(), apart.div(distance.pow(1.5).expandDims(2)).sum(1));
    }

    /** The third mass in the middle, the others opposite, moving so that nothing moves or turns as a whole. */
    static State start(Expr p) {
        Expr v = p.slice(0, 0, 2);
        return new State(stack(0, FIRST, FIRST.neg(), zerosLike(FIRST)), stack(0, v.div(-2), v.div(-2), v));
    }

    static State after(State s, Expr time, OdeSolver solver) {
        return map(odeint((State y, Expr t) -> rates(y), s, stack(0, scalar(0), time), solver), leaf -> leaf.get(1));
    }

    /**
     * By how much the first mass is not where the third began, and the third not where the second began, after a third of a
     * period.
     */
    static Expr miss(Expr p) {
        State begin = start(p);
        State end = after(begin, p.get(2).div(3), SOLVER);
        return concatenate(0, end.x().get(2).minus(begin.x().get(1)), end.v().get(2).minus(begin.v().get(1)),
                end.x().get(0).minus(begin.x().get(2)), end.v().get(0).minus(begin.v().get(2)));
    }

    /** Three numbers, v₃ and the period: steps of Newton's from a guess, by least squares. */
    static Tensor search(Tensor guess, int steps) {
        var newton = fn((Expr p) -> p.minus(lstsq(jacfwd(fn((Expr q) -> miss(q))).apply(p), miss(p))));
        Tensor p = guess;
        for (int i = 0; i < steps; i++) {
            p = eval(newton.apply(p));
        }
        return p;
    }

    /** The places of the three masses over one period, [points, 3, 2]. */
    static Tensor orbit(Tensor p, int points) {
        Expr times = linspace(0, 1, points).times(p.get(2));
        return eval(odeint((State y, Expr t) -> rates(y), start(p), times, SOLVER).x());
    }

    /** From where the search begins: about two digits. */
    static Tensor guess() {
        return vector(-0.9, -0.9, 6.3);
    }

    static Figure figure(Tensor p) {
        Tensor orbit = orbit(p, 301);
        return curve("all three", orbit.get(":, 0, 0"), orbit.get(":, 0, 1"))
                .and(fluxion.plot.Plots.scatter("at first", orbit.get("0, :, 0"), orbit.get("0, :, 1")))
                .title("Three bodies on one curve").xLabel("x").yLabel("y").xRange(-1.2, 1.2).yRange(-0.5, 0.5).size(760, 380);
    }

    public static void main(String[] args) {
        Tensor p = guess();
        for (int i = 0; i <= 5; i++) {
            IO.println("step %d: misses by %.1e at %s".formatted(i, toDouble(norm(miss(p))), p));
            p = search(p, 1);
        }
        IO.println("Simó: v₃ = (−0.93240737, −0.86473146), period 6.32591398");
        Pictures.save("figure-eight", figure(p));
    }
}
