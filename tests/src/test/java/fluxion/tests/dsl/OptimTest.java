package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Sgd;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.List;
import org.junit.jupiter.api.Test;

class OptimTest {
    record Params(Expr a, Expr b) {}

    private static final Params START = new Params(vector(1, 2), scalar(3));
    private static final Params GRADIENT = new Params(vector(0.5, -1), scalar(2));

    @Test
    void sgdDescends() {
        Sgd sgd = new Sgd(0.1);
        Params next = sgd.update(GRADIENT, sgd.init(START), START)._1;
        assertNear(next.a(), vector(0.95, 2.1));
        assertNear(next.b(), scalar(2.8));
    }

    @Test
    void momentumAddsUp() {
        Sgd sgd = new Sgd(0.1, 0.9);
        var one = sgd.update(GRADIENT, sgd.init(START), START);
        var two = sgd.update(GRADIENT, one._2, one._1);
        // v = g, then 0.9 g + g
        assertNear(two._2.velocity().b(), scalar(3.8));
        assertNear(two._1.b(), scalar(3 - 0.2 - 0.38));
    }

    @Test
    void adamFollowsItsFormula() {
        Adam adam = new Adam(0.01);
        var state = adam.init(START);
        Params params = START;
        double m = 0;
        double v = 0;
        double p = 3;
        for (int t = 1; t <= 5; t++) {
            double g = 2.0 / t;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            p -= 0.01 * (m / (1 - Math.pow(0.9, t))) / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-8);
            var next = adam.update(new Params(vector(0, 0), scalar(g)), state, params);
            params = next._1;
            state = next._2;
            assertThat(toDouble(params.b())).isCloseTo(p, within(1e-12));
        }
        assertNear(params.a(), vector(1, 2));
        assertThat(toDouble(state.step())).isEqualTo(5);
    }

    @Test
    void aTracedStepTrainsAndKeepsDtypes() {
        Expr x = linspace(-1, 1, 16, F32);
        Expr y = x.times(3).plus(1);
        var loss = fn((Params p) -> mean(square(x.times(p.a()).plus(p.b()).minus(y))));
        Adam adam = new Adam(0.1);
        var step = fn((Params p, Adam.State<Params> s) -> adam.update(grad(loss).apply(p), s, p));
        Params start = new Params(scalar(F32, 0), scalar(F32, 0));
        Tuple2<Params, Adam.State<Params>> trained = List.range(0, 300).foldLeft(Tuple.of(start, adam.init(start)), (at, i) -> step.apply(at._1, at._2));
        assertThat(trained._1.a().type()).isEqualTo(f32());
        assertThat(toDouble(trained._1.a())).isCloseTo(3, within(0.01));
        assertThat(toDouble(trained._1.b())).isCloseTo(1, within(0.01));
    }

    @Test
    void refusesSenselessSettings() {
        assertThatThrownBy(() -> new Sgd(-1)).isInstanceOf(FluxionException.class).hasMessageContaining("the rate must not be negative");
        assertThatThrownBy(() -> new Adam(0.1, 1, 0.9, 1e-8)).isInstanceOf(FluxionException.class).hasMessageContaining("β₁, β₂ < 1");
    }
}
