package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import io.vavr.collection.LinkedHashMap;
import org.hipparchus.ode.ExpandableODE;
import org.hipparchus.ode.ODEIntegrator;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.ODEStateAndDerivative;
import org.hipparchus.ode.VariationalEquation;
import org.hipparchus.ode.nonstiff.AdamsMoultonIntegrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.hipparchus.ode.nonstiff.GraggBulirschStoerIntegrator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** Hipparchus' integrators solve equations of Fluxion, and solve what Fluxion knows in closed form. */
class EquationsTest {
    static ODEIntegrator[] integrators() {
        return new ODEIntegrator[] {new DormandPrince853Integrator(1e-8, 1, 1e-12, 1e-12),
                new GraggBulirschStoerIntegrator(1e-8, 1, 1e-12, 1e-12), new AdamsMoultonIntegrator(6, 1e-8, 1, 1e-12, 1e-12)};
    }

    private static final Tensor A = Tensor.of(new double[][] {{-0.3, 1.2, 0}, {-1, -0.1, 0.5}, {0.2, 0, -0.7}});

    @ParameterizedTest
    @MethodSource("integrators")
    void linearEquationsGiveTheExponential(ODEIntegrator integrator) {
        double[] start = {1, -0.5, 2};
        var linear = HipparchusEquations.ode(3, (t, y) -> A.matmul(y));
        double[] end = integrator.integrate(linear, new ODEState(0, start), 3).getPrimaryState();
        assertThat(end).containsExactly(eval(expm(A.times(3)).matmul(Tensor.of(start))).doubles(), within(1e-8));
    }

    /** The derivative of the end by the start is the exponential itself; both by exact Jacobians. */
    @Test
    void variationalEquationsGiveDerivatives() {
        ExpandableODE expandable;
        var damped = HipparchusEquations.ode(2, (Expr t, Expr y, Expr p) -> stack(0, y.get(1),
                y.get(0).times(p.get(0)).plus(y.get(1).times(p.get(1))).neg()),
                LinkedHashMap.of("stiffness", 2.0, "damping", 0.3));
        expandable = new ExpandableODE(damped);
        VariationalEquation variational = new VariationalEquation(expandable, damped);
        ODEStateAndDerivative end = new DormandPrince853Integrator(1e-8, 1, 1e-12, 1e-12).integrate(expandable,
                variational.setUpInitialState(new ODEState(0, new double[] {1, 0})), 2);
        var solution = fn((Expr start, Expr p) -> expm(stack(0, stack(0, zeros(f64()), ones(f64())),
                stack(0, p.get(0).neg(), p.get(1).neg())).times(2)).matmul(start));
        Expr start = vector(1, 0);
        Expr p = vector(2, 0.3);
        assertThat(end.getPrimaryState()).containsExactly(eval(solution.apply(start, p)).doubles(), within(1e-9));
        double[][] byStart = variational.extractMainSetJacobian(end);
        double[][] expected = HipparchusMatrices.rows(eval(jacfwd(solution).apply(start, p)));
        assertThat(byStart[0]).containsExactly(expected[0], within(1e-9));
        assertThat(byStart[1]).containsExactly(expected[1], within(1e-9));
        Tensor byParameters = eval(jacfwd(solution).wrt(1).apply(start, p));
        assertThat(variational.extractParameterJacobian(end, "stiffness"))
                .containsExactly(eval(byParameters.get(":, 0")).doubles(), within(1e-9));
        assertThat(variational.extractParameterJacobian(end, "damping"))
                .containsExactly(eval(byParameters.get(":, 1")).doubles(), within(1e-9));
    }

    /** y′ = cos(t)·y, where time counts: exp(sin(t)). */
    @ParameterizedTest
    @MethodSource("integrators")
    void timeCounts(ODEIntegrator integrator) {
        var equation = HipparchusEquations.ode(1, (t, y) -> y.times(t.cos()));
        assertThat(integrator.integrate(equation, new ODEState(0, new double[] {1}), 5).getPrimaryState()[0])
                .isCloseTo(Math.exp(Math.sin(5)), within(1e-9));
    }

    @Test
    void anotherShapeIsRefused() {
        assertThatThrownBy(() -> HipparchusEquations.ode(2, (t, y) -> y.get("0:1"))).isInstanceOf(ShapeException.class)
                .hasMessage("ode: the derivative must be f64[2], as the state is; got f64[1]");
    }
}
