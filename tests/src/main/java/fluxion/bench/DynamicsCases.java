package fluxion.bench;

import static fluxion.bench.Cases.linear;
import static fluxion.bench.Cases.names;
import static fluxion.bench.Cases.tensors;
import static fluxion.bench.Input.uniform;
import static fluxion.dsl.Fluxion.*;

import fluxion.bench.Models.Mlp2;
import fluxion.core.Expr;
import fluxion.dsl.nn.Layers;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The benchmark cases of differential equations. */
final class DynamicsCases {
    private static final int STEPS = 40;

    private DynamicsCases() {}

    /** y' = f(y), f a network, from 0 to 1 by the classical Runge-Kutta method. */
    private static Expr flow(Mlp2 net, Expr start) {
        double h = 1.0 / STEPS;
        return fori(0, STEPS, start, (_, y) -> {
            Expr k1 = slope(net, y);
            Expr k2 = slope(net, y.plus(k1.times(h / 2)));
            Expr k3 = slope(net, y.plus(k2.times(h / 2)));
            Expr k4 = slope(net, y.plus(k3.times(h)));
            return y.plus(k1.plus(k2.times(2)).plus(k3.times(2)).plus(k4).times(h / 6));
        });
    }

    private static Expr slope(Mlp2 net, Expr y) {
        return Layers.linear(tanh(Layers.linear(y, net.w1(), net.b1())), net.w2(), net.b2());
    }

    static Case neuralOde() {
        Seq<Input> parameters = linear("1", 8, 64).appendAll(linear("2", 64, 8));
        Seq<Input> inputs = parameters.append(uniform("start", 1.0, 64, 8)).append(uniform("target", 1.0, 64, 8));
        return Case.f32("neural_ode", inputs, names("grad_", parameters).prepend("loss"), () -> {
            var both = valueAndGrad(fn((Mlp2 net, Expr start, Expr target) -> mean(flow(net, start).minus(target).square())));
            return in -> {
                var result = both.apply(new Mlp2(in.get(0), in.get(1), in.get(2), in.get(3)), in.get(4), in.get(5));
                return tensors(leaves(result).toJavaArray());
            };
        });
    }
}
