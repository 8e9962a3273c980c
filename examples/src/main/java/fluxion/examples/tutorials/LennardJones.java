package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A network learns the energy of two atoms and, since forces are derivatives of energies, their force: the loss has the gradient
 * of the network in it, and training differentiates once more.
 *
 * <p>The energy is that of Lennard-Jones (1924), U(r) = 4ε·((σ/r)¹² − (σ/r)⁶) with σ = 0.5 and ε = 4, the force −∇U.
 */
public final class LennardJones {
    private static final double SIGMA = 0.5;
    private static final double EPSILON = 4;

    private LennardJones() {}

    /** U of a distance. */
    static Expr energy(Expr r) {
        Expr sixth = r.reciprocal().times(SIGMA).pow(6);
        return sixth.square().minus(sixth).times(4 * EPSILON);
    }

    /** 1–16–16–16–16–1 with tanh, of the distance between two atoms. */
    record Network(Array<Dense> layers) {
        static Network init(RandomKey key) {
            return eval(new Network(Dense.layers(key, 1, 16, 16, 16, 16, 1)));
        }

        /** The energy of atoms that are this vector [3] apart. */
        Expr energy(Expr apart) {
            return Dense.through(layers, norm(apart).reshape(1), Expr::tanh).get(0);
        }
    }

    /**
     * What training came to.
     *
     * @param losses of every epoch
     * @param formula the largest difference of the force −∇U from its formula, relative to the force
     * @param network what was learned
     */
    record Result(Array<Double> losses, double formula, Network network) {}

    static Result train(int points, int epochs) {
        Tensor distances = eval(linspace(0.5, 1, points).cast(F32));
        Tensor directions = eval(normal(key(1), f32(points, 3)));
        Tensor apart = eval(directions.div(sqrt(directions.square().sum(1)).expandDims(1)).times(distances.expandDims(1)));

        // of one pair, then of all
        var potential = fn((Expr v) -> energy(norm(v)));
        Tensor energies = eval(vmap(potential).apply(apart));
        Tensor forces = eval(vmap(grad(potential)).apply(apart).neg());

        var predicted = fn((Network n, Expr v) -> n.energy(v));
        Fun2<Network, Expr, Expr> energyOfAll = vmap(predicted).in(none(), axis(0));
        Fun2<Network, Expr, Expr> slopeOfAll = vmap(grad(predicted).<Expr>wrt(1)).in(none(), axis(0));
        var loss = fn((Network n) -> mse(energyOfAll.apply(n, apart), energies)
                .plus(mse(slopeOfAll.apply(n, apart).neg(), forces).times(0.01 / 3)));

        var adam = new Adam(1e-3);
        var step = fn((Adam.State<Network> s) -> {
            var at = valueAndGrad(loss).apply(s.parameters());
            return pair(at._1, adam.update(at._2, s));
        });
        var state = adam.init(Network.init(key(2)));
        Array<Double> losses = Array.empty();
        for (int epoch = 0; epoch < epochs; epoch++) {
            var next = step.apply(state);
            losses = losses.append(toDouble(next._1));
            state = next._2;
        }
        return new Result(losses, formulaError(), state.parameters());
    }

    /** The derivative of the program against the one by hand, U′(r) = −24·ε/r·(2·(σ/r)¹² − (σ/r)⁶). */
    private static double formulaError() {
        Tensor r = eval(linspace(0.5, 1, 101));
        Expr sixth = r.reciprocal().times(SIGMA).pow(6);
        Expr byHand = sixth.square().times(2).minus(sixth).times(-24 * EPSILON).div(r);
        Expr derived = vmap(grad(fn((Expr d) -> energy(d)))).apply(r);
        return toDouble(derived.minus(byHand).abs().max().div(byHand.abs().max()));
    }

    public static void main(String[] args) throws IOException {
        IO.println("U(r) and U′(r):");
        IO.println("   " + fn((Expr r) -> energy(r)));
        IO.println("   " + grad(fn((Expr r) -> energy(r))));
        long start = System.nanoTime();
        Result result = train(1000, args.length > 0 ? Integer.parseInt(args[0]) : 400);
        IO.println("The force by grad and by the formula differ by %.0e.".formatted(result.formula()));
        IO.println("%d epochs over 1,000 pairs took %.1f s; the loss fell from %.3f to %.5f.".formatted(result.losses().size(),
                1e-9 * (System.nanoTime() - start), result.losses().head(), result.losses().last()));

        Tensor r = eval(linspace(0.5, 1, 200).cast(F32));
        Fun2<Network, Expr, Expr> ofDistance = vmap(fn((Network n, Expr d) -> n.energy(stack(0, d, d.times(0), d.times(0)))))
                .in(none(), axis(0));
        Path picture = Files.createTempDirectory("fluxion").resolve("lennard-jones.svg");
        curve("U(r)", r, energy(r)).and(curve("network", r, ofDistance.apply(result.network(), r)))
                .title("Energy of two atoms").xLabel("r").yLabel("U").save(picture);
        IO.println("The curves are in " + picture + ".");
    }
}
