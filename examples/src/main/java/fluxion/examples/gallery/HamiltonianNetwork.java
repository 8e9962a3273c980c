package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.optim.Adam;
import fluxion.plot.Figure;

/**
 * A network learns the energy of a pendulum from its motion and moves it by Hamilton's equations, q̇ = ∂H/∂p, ṗ = −∂H/∂q; another
 * learns the rates themselves (Greydanus, Dzamba and Yosinski, NeurIPS 2019, their task 2). The first keeps an energy, the second
 * does not: their figure 2.
 */
public final class HamiltonianNetwork {
    private HamiltonianNetwork() {}

    /** H(q, p) = p²/2 + 3·(1 − cos q). */
    static Expr energy(Expr s) {
        return s.get(1).square().div(2).plus(cos(s.get(0)).subtractedFrom(1).times(3));
    }

    /** (∂H/∂p, −∂H/∂q). */
    static Expr flow(Fun1<Expr, Expr> hamiltonian, Expr s) {
        Expr slope = grad(hamiltonian).apply(s);
        return stack(0, slope.get(1), slope.get(0).neg());
    }

    /** Rates by a network that is an energy. */
    static Expr byEnergy(Perceptron net, Expr s) {
        return flow(fn((Expr x) -> net.apply(x).get(0)), s);
    }

    /** Rates by a network that are any. */
    static Expr direct(Perceptron net, Expr s) {
        return net.apply(s);
    }

    /**
     * What a network came to.
     *
     * @param loss mean square of rates at states it was not trained on
     * @param energies the pendulum's true energy along the motion that the network makes
     * @param path that motion, [times, 2]
     * @param net the network
     */
    record Motion(double loss, Tensor energies, Tensor path, Perceptron net) {
        /** By how much the energy moves, relative to what it begins with. */
        double drift() {
            return toDouble(energies.minus(energies.get(0)).abs().max().div(energies.get(0)));
        }
    }

    static Motion learn(Fun2<Perceptron, Expr, Expr> rates, int outputs, int steps, double seconds) {
        Tensor states = states(1, 1000);
        Tensor seen = eval(truth(states).plus(normal(key(9), f64(1000, 2)).times(0.1)));
        var loss = fn((Perceptron n, Expr x, Expr y) -> mse(vmap(rates).in(none(), axis(0)).apply(n, x), y));
        var adam = new Adam(3e-3);
        var step = fn((Adam.State<Perceptron> s) -> {
            Expr rows = randint(key(6).foldIn(s.step()), 0, 1000, i32(128));
            return adam.update(grad(loss).apply(s.parameters(), take(states, rows, 0), take(seen, rows, 0)), s);
        });
        var state = adam.init(eval(Perceptron.init(key(4), 2, 48, 48, outputs)));
        for (int i = 0; i < steps; i++) {
            state = step.apply(state);
        }
        Perceptron net = state.parameters();
        Tensor others = states(2, 200);
        Tensor path = eval(odeint((s, t) -> rates.apply(net, s), vector(1.2, 0), linspace(0, seconds, (int) (20 * seconds) + 1)));
        return new Motion(toDouble(loss.apply(net, others, truth(others))), eval(vmap(fn((Expr s) -> energy(s))).apply(path)),
                path, net);
    }

    private static Tensor states(int seed, int n) {
        return eval(uniform(key(seed), f64(n, 2), -1, 1).times(vector(1.8, 2.6)));
    }

    private static Expr truth(Tensor states) {
        return vmap(fn((Expr s) -> flow(fn((Expr x) -> energy(x)), s))).apply(states);
    }

    static Motion withEnergy(int steps, double seconds) {
        return learn(fn((Perceptron n, Expr s) -> byEnergy(n, s)), 1, steps, seconds);
    }

    static Motion withoutEnergy(int steps, double seconds) {
        return learn(fn((Perceptron n, Expr s) -> direct(n, s)), 2, steps, seconds);
    }

    static Figure figure(Motion one, Motion other, double seconds) {
        Tensor t = eval(linspace(0, seconds, one.energies().shape().dim(0)));
        return curve("Hamiltonian network", t, one.energies()).and(curve("network of rates", t, other.energies()))
                .title("The energy of a pendulum as networks move it").xLabel("time").yLabel("energy").yRange(0, 4);
    }

    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 4000;
        Motion one = withEnergy(steps, 60);
        Motion other = withoutEnergy(steps, 60);
        IO.println("Hamiltonian network: rates to %.1e, the energy moves by %.1f %%".formatted(one.loss(), 100 * one.drift()));
        IO.println("network of rates:    rates to %.1e, the energy moves by %.1f %%".formatted(other.loss(),
                100 * other.drift()));
        Pictures.save("hamiltonian-network", figure(one, other, 60));
    }
}
