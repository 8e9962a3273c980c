package fluxion.tests.solvers;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.ode.OdeSolution;
import fluxion.dsl.ode.OdeSolver;
import io.vavr.Function1;
import io.vavr.collection.Array;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Solutions of differential equations: their values, and their derivatives through the steps and by the adjoint equation. */
class OdeTest {
    record Pendulum(Expr angle, Expr speed) {}

    /** Whether derivatives are asked of every method and option; of some otherwise. */
    private static final boolean ALL = Boolean.getBoolean("fluxion.solvers");
    private static final Array<OdeSolver> METHODS = Array.of(dormandPrince5(), dormandPrince8(), rosenbrock());

    private static void near(Expr got, double tolerance, double... want) {
        double[] values = eval(got).doubles();
        assertThat(values).hasSize(want.length);
        IntStream.range(0, want.length).forEach(i -> assertThat(values[i]).isCloseTo(want[i], within(tolerance * (1 + Math.abs(want[i])))));
    }

    private static double slope(Function1<Expr, Expr> f, double x) {
        double h = 1e-4;
        return (toDouble(f.apply(scalar(x + h))) - toDouble(f.apply(scalar(x - h)))) / (2 * h);
    }

    /** Of the steps' number, where lengths are given by the tolerance alone: halving the tolerance by 2ᵏ⁺¹ halves lengths. */
    @Test
    void errorsFollowTheTolerances() {
        for (OdeSolver method : METHODS) {
            for (double tolerance : new double[] {1e-4, 1e-7}) {
                OdeSolution<Expr> solution = odeSolution((y, t) -> y.times(cos(t)), scalar(1), vector(0, 1, 3, 7), method.tolerances(tolerance, tolerance));
                near(solution.states(), 30 * tolerance, 1, Math.exp(Math.sin(1)), Math.exp(Math.sin(3)), Math.exp(Math.sin(7)));
            }
        }
    }

    @Test
    void timesMayGoDown() {
        METHODS.forEach(method -> near(odeint((y, t) -> y.times(t), scalar(1), vector(1, 0.5, 0.5, -1), method), 1e-6,
                1, Math.exp(-0.375), Math.exp(-0.375), 1));
    }

    @Test
    void oneTimeIsTheStartItself() {
        near(odeint((y, t) -> y, vector(2, 3), vector(5)), 0, 2, 3);
        near(odeint((y, t) -> y, vector(2, 3), vector(5, 5)), 0, 2, 3, 2, 3);
        near(grad(fn(y -> odeint((z, t) -> z, y, vector(5, 5), dormandPrince5().adjoint()).sum())).apply(vector(2, 3)), 0, 2, 2);
    }

    @Test
    void gradientsByBothWaysAreDifferences() {
        Tensor times = vector(0, 0.7, 2);
        for (OdeSolver solver : ALL ? METHODS.flatMap(m -> Array.of(m, m.checkpointed(), m.checkpointed(3), m.adjoint()))
                : Array.of(dormandPrince5(), dormandPrince8().checkpointed(3), rosenbrock(), dormandPrince5().adjoint())) {
            // a damped pendulum that is pushed, as a tree, with a parameter that the right-hand side captures
            Fun1<Expr, Expr> loss = fn(p -> {
                Pendulum swung = odeint((Pendulum s, Expr t) -> new Pendulum(s.speed(),
                        sin(s.angle()).times(p).neg().minus(s.speed().times(0.1)).plus(cos(t))), new Pendulum(p, scalar(0.5)), times,
                        solver.tolerances(1e-9, 1e-9));
                return swung.angle().square().sum().plus(swung.speed().get(2));
            });
            double want = slope(loss, 1.3);
            near(grad(loss).at(1.3), 1e-6, want);
            near(jvp(loss, scalar(1.3), scalar(1)).tangent(), 1e-6, want);
        }
    }

    @Test
    void secondDerivativesAndLanes() {
        double a = 0.5;
        double want = Math.pow(Math.sin(2), 2) * Math.exp(a * Math.sin(2));
        for (OdeSolver solver : Array.of(dormandPrince5(), dormandPrince5().adjoint())) {
            Fun1<Expr, Expr> f = fn(p -> odeint((y, t) -> y.times(p).times(cos(t)), scalar(1), vector(0, 2), solver).get(1));
            near(grad(grad(f)).at(a), 1e-5, want);
            near(hessian(f).at(a), 1e-5, want);
            Tensor lanes = vector(0.1, 0.5, 2);
            Tensor gradients = eval(vmap(grad(f)).apply(lanes));
            for (int i = 0; i < 3; i++) {
                near(gradients.get(i), 1e-12, toDouble(grad(f).at(lanes.doubles()[i])));
            }
        }
    }

    @Test
    void derivativesInTimes() {
        for (OdeSolver solver : Array.of(dormandPrince8(), dormandPrince5().adjoint())) {
            Fun1<Expr, Expr> f = fn(times -> odeint((y, t) -> y.times(cos(t)), scalar(1), times, solver).get(1));
            double y = Math.exp(Math.sin(2) - Math.sin(0.5));
            near(grad(f).apply(vector(0.5, 2)), 1e-5, -y * Math.cos(0.5), y * Math.cos(2));
            near(grad(f).apply(vector(2, 0.5)), 1e-5, -Math.cos(2) / y, Math.cos(0.5) / y);
        }
    }

    @Test
    void aStiffEquationTakesFewSteps() {
        // Curtiss and Hirschfelder: y = cos t nearly, with a transient of length 10⁻⁶
        Tensor times = vector(0, 1, 2);
        OdeSolution<Expr> solution = odeSolution((y, t) -> y.minus(cos(t)).times(-1e6), scalar(0), times, rosenbrock().tolerances(1e-6, 1e-6));
        assertThat(toDouble(solution.steps())).isLessThan(120);
        near(solution.states().get(2), 1e-5, Math.cos(2));
        OdeSolution<Expr> explicit = odeSolution((y, t) -> y.minus(cos(t)).times(-1e6), scalar(0), times, dormandPrince5().maxSteps(1000));
        assertThat(eval(explicit.isComplete()).booleans()).containsExactly(false);
        assertThat(toDouble(explicit.steps().plus(explicit.rejected()))).isEqualTo(1000);
        assertThat(eval(explicit.states()).doubles()).containsExactly(0, Double.NaN, Double.NaN);
    }

    @Test
    void robertsonsReaction() {
        // reference: SciPy's Radau at 1e-11
        OdeSolution<Expr> solution = odeSolution((y, t) -> {
            Expr slow = y.get(0).times(0.04);
            Expr back = y.get(1).times(y.get(2)).times(1e4);
            Expr fast = y.get(1).square().times(3e7);
            return stack(0, back.minus(slow), slow.minus(back).minus(fast), fast);
        }, vector(1, 0, 0), vector(0, 40), rosenbrock().tolerances(1e-8, 1e-12));
        near(solution.states().get(1), 1e-6, 0.7158270687193941, 9.185534764557546e-06, 0.2841637457458413);
    }

    @Test
    void aSingularityIsNotPassed() {
        OdeSolution<Expr> solution = odeSolution((y, t) -> y.square(), scalar(1), vector(0, 0.5, 1.5), dormandPrince5());
        assertThat(eval(solution.isComplete()).booleans()).containsExactly(false);
        near(solution.states().get(1), 1e-6, 2);
        assertThat(toDouble(solution.states().get(2))).isNaN();
    }

    @Test
    void eventsEndTheSolution() {
        // a stone thrown upwards at speed v: down again after 2·v/g
        double g = 9.81;
        (ALL ? METHODS : METHODS.take(1)).forEach(method -> {
            Fun1<Expr, Expr> falls = fn(v -> odeUntil((Pendulum s, Expr t) -> new Pendulum(s.speed(), scalar(-g)), new Pendulum(scalar(1e-9), v),
                    scalar(0), scalar(10), (s, t) -> s.angle(), method).time());
            near(falls.at(3.0), 1e-8, 2 * 3 / g);
            near(grad(falls).at(3.0), 1e-6, 2 / g);
            // with 1 − e⁻ᵗ = a, t = −ln(1 − a)
            Fun1<Expr, Expr> reaches = fn(a -> odeUntil((y, t) -> y.neg().plus(1), scalar(0), scalar(0), scalar(10), (y, t) -> y.minus(a),
                    method.tolerances(1e-10, 1e-10)).time());
            near(reaches.at(0.5), 1e-8, Math.log(2));
            near(grad(reaches).at(0.5), 1e-5, 2);
            near(grad(grad(reaches)).at(0.5), 1e-3, 4);
            near(vmap(reaches).apply(vector(0.25, 0.5)), 1e-8, -Math.log(0.75), Math.log(2));
        });
        var never = odeUntil((y, t) -> y.neg(), scalar(1), scalar(0), scalar(2), (y, t) -> y.plus(1), dormandPrince5());
        assertThat(eval(never.happened()).booleans()).containsExactly(false);
        near(never.time(), 0, 2);
        near(never.state(), 1e-7, Math.exp(-2));
    }

    @Test
    void leapfrogKeepsTheEnergy() {
        var path = leapfrog(p -> p, q -> sin(q).neg(), vector(1), vector(0), scalar(0.1), 2000);
        Expr energy = path._2().square().div(2).minus(cos(path._1()));
        assertThat(toDouble(energy.plus(Math.cos(1)).abs().max())).isLessThan(2e-3);
        // reversible: back by −h
        var back = leapfrog(p -> p, q -> sin(q).neg(), path._1().get(1999), path._2().get(1999), scalar(-0.1), 2000);
        near(back._1().get(1999), 1e-10, 1);
        Fun1<Expr, Expr> end = fn(q -> leapfrog(p -> p, x -> sin(x).neg(), q, scalar(0), scalar(0.1), 20)._1().get(19));
        near(grad(end).at(1.0), 1e-7, slope(end, 1));
    }

    @Test
    void noiseHasItsMoments() {
        // Ornstein and Uhlenbeck: mean e⁻ᵗ, variance (1 − e⁻²ᵗ)·s²/2
        Tensor start = eval(ones(f64(4000)));
        Fun1<Expr, Expr> ends = fn(s -> eulerMaruyama(key(1), (y, t) -> y.neg(), (y, t) -> y.times(0).plus(s), start, scalar(0), scalar(1), 100).get(100));
        Expr end = ends.apply(scalar(0.5));
        near(end.mean(), 0.01, Math.exp(-1));
        near(end.var(), 0.01, (1 - Math.exp(-2)) * 0.125);
        // the noise is the key's, so the derivative in its size is that of each path
        near(grad(fn(s -> ends.apply(s).square().mean())).at(0.5), 1e-6, slope(fn(s -> ends.apply(s).square().mean()), 0.5));
    }

    @Test
    void narrowStatesStayNarrow() {
        Expr states = odeint((y, t) -> y.neg(), floats(1, 2), floats(0, 1), dormandPrince5().tolerances(1e-5, 1e-5));
        assertThat(states.type()).isEqualTo(f32(2, 2));
        near(states.get(1), 1e-4, Math.exp(-1), 2 * Math.exp(-1));
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> odeint((y, t) -> y, ints(1), vector(0, 1))).isInstanceOf(DTypeException.class)
                .hasMessageContaining("odeint: requires one or more floating-point tensors; got i32[1]");
        assertThatThrownBy(() -> odeint((y, t) -> y, vector(1), scalar(0))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("odeint: the times must be a vector that is not empty; got f64[]");
        assertThatThrownBy(() -> odeint((y, t) -> y.sum(), vector(1, 2), vector(0, 1))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("odeint: the right-hand side must give what is like the state, f64[2]; got f64[]");
        assertThatThrownBy(() -> dormandPrince5().tolerances(0, 0)).isInstanceOf(FluxionException.class).hasMessageContaining("not both 0");
        assertThatThrownBy(() -> dormandPrince5().maxSteps(0)).isInstanceOf(FluxionException.class).hasMessageContaining("at least 1 step; got 0");
    }
}
