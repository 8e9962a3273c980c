package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Schedule;
import fluxion.dsl.optim.Sgd;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;

class OptimTest {
    record Params(Expr a, Expr b) {}

    private static final Params START = new Params(vector(1, 2), scalar(3));
    private static final Params GRADIENT = new Params(vector(0.5, -1), scalar(2));

    @Test
    void sgdDescends() {
        Sgd sgd = new Sgd(0.1);
        Params next = sgd.update(GRADIENT, sgd.init(START)).parameters();
        assertNear(next.a(), vector(0.95, 2.1));
        assertNear(next.b(), scalar(2.8));
    }

    @Test
    void momentumAddsUp() {
        Sgd sgd = new Sgd(0.1, 0.9);
        var one = sgd.update(GRADIENT, sgd.init(START));
        var two = sgd.update(GRADIENT, one);
        // v = g, then 0.9 g + g
        assertNear(two.velocity().b(), scalar(3.8));
        assertNear(two.parameters().b(), scalar(3 - 0.2 - 0.38));
    }

    @Test
    void adamFollowsItsFormula() {
        Adam adam = new Adam(0.01);
        var state = adam.init(START);
        double m = 0;
        double v = 0;
        double p = 3;
        for (int t = 1; t <= 5; t++) {
            double g = 2.0 / t;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            p -= 0.01 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            state = adam.update(new Params(vector(0, 0), scalar(g)), state);
            assertThat(toDouble(state.parameters().b())).isCloseTo(p, within(1e-12));
        }
        assertNear(state.parameters().a(), vector(1, 2));
        assertThat(toDouble(state.step())).isEqualTo(5);
    }

    @Test
    void aTracedStepTrainsAndKeepsDtypes() {
        Expr x = linspace(-1, 1, 16, F32);
        Expr y = x.times(3).plus(1);
        var loss = fn((Params p) -> mean(square(x.times(p.a()).plus(p.b()).minus(y))));
        Adam adam = new Adam(0.1);
        var step = fn((Adam.State<Params> s) -> adam.update(grad(loss).apply(s.parameters()), s));
        Params start = new Params(scalar(F32, 0), scalar(F32, 0));
        Params trained = List.range(0, 300).foldLeft(adam.init(start), (at, i) -> step.apply(at)).parameters();
        assertThat(trained.a().type()).isEqualTo(f32());
        assertThat(toDouble(trained.a())).isCloseTo(3, within(0.01));
        assertThat(toDouble(trained.b())).isCloseTo(1, within(0.01));
    }

    @Test
    void ratesFollowASchedule() {
        int[] traced = {0};
        Adam adam = new Adam(Schedule.cosine(0.1, 2, 6));
        var step = fn((Adam.State<Expr> s, Expr g) -> {
            traced[0]++;
            return adam.update(g, s);
        });
        // of a gradient that stays, every direction is 1 but for ε
        var state = adam.init(scalar(0));
        double at = 0;
        for (double rate : new double[] {0.05, 0.1, 0.1, 0.05 * (1 + Math.sqrt(0.5)), 0.05, 0.05 * (1 - Math.sqrt(0.5)), 0, 0}) {
            state = step.apply(state, scalar(2));
            at -= rate;
            assertThat(toDouble(state.parameters())).isCloseTo(at, within(1e-7));
        }
        assertThat(traced[0]).isEqualTo(1);
        Sgd sgd = new Sgd(Schedule.exponential(0.5, 0.5));
        var twice = sgd.update(scalar(F32, 1), sgd.update(scalar(F32, 1), sgd.init(scalar(F32, 0))));
        assertThat(eval(twice.parameters())).isEqualTo(scalar(F32, -0.75));
        assertNear(new Sgd(t -> t.cast(F64).plus(1).pow(-0.5)).update(scalar(1), new Sgd.State<>(scalar(0), scalar(0), scalar(I32, 3)))
                .parameters(), scalar(-0.5));
    }

    @Test
    void parametersKeepTheirDtype() {
        var narrow = tensor(f32(2), 1, 2);
        assertThatThrownBy(() -> new Adam(0.1).update(narrow.times(scalar(2)), new Adam(0.1).init((Expr) narrow)))
                .isInstanceOf(fluxion.core.DTypeException.class).hasMessageContaining("got f64[2] for f32[2]");
        assertThatThrownBy(() -> new Sgd(0.1).update(narrow.times(scalar(2)), new Sgd(0.1).init((Expr) narrow)))
                .isInstanceOf(fluxion.core.DTypeException.class).hasMessageContaining("sgd: gradients must have the dtypes");
        assertThat(new Sgd(0.1).update(narrow.times(2), new Sgd(0.1).init((Expr) narrow)).parameters().dtype()).isEqualTo(F32);
    }

    @Test
    void refusesSenselessSettings() {
        assertThatThrownBy(() -> Schedule.cosine(0.1, 6, 6)).isInstanceOf(FluxionException.class).hasMessageContaining("warmup < steps");
        assertThatThrownBy(() -> Schedule.exponential(0.1, 0)).isInstanceOf(FluxionException.class).hasMessageContaining("decay > 0");
        assertThatThrownBy(() -> new Sgd(-1)).isInstanceOf(FluxionException.class).hasMessageContaining("the rate must not be negative");
        assertThatThrownBy(() -> new Adam(0.1, 1, 0.9, 1e-8)).isInstanceOf(FluxionException.class).hasMessageContaining("β₁, β₂ < 1");
    }
}
