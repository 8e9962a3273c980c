package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Schedule;
import fluxion.plot.Figure;

/**
 * A differential equation whose right side is a network (Chen, Rubanova, Bettencourt and Duvenaud, NeurIPS 2018): it learns the
 * spiral ẏ = A·y³ from pieces of one path, as in the example of the authors' torchdiffeq. The gradient through the solver goes by
 * the adjoint equation backwards in time; that through its steps is the same to the tolerance.
 */
public final class NeuralOde {
    private static final Tensor A = matrix(row(-0.1, -2), row(2, -0.1));
    private static final Tensor START = vector(2, 0);
    /** How many points a piece has. */
    private static final int PIECE = 10;

    private NeuralOde() {}

    static Tensor spiral(int points, double end) {
        return eval(odeint((y, t) -> A.matmul(y.pow(3)), START, linspace(0, end, points), dormandPrince8()));
    }

    /** The rates of a state: the network is given the cubes, as the authors' is. */
    static Expr rates(Perceptron net, Expr y) {
        return net.apply(y.pow(3));
    }

    static Expr path(Perceptron net, Expr start, Expr times, boolean adjoint) {
        var solver = dormandPrince5().tolerances(1e-6, 1e-6);
        return odeint((y, t) -> rates(net, y), start, times, adjoint ? solver.adjoint() : solver);
    }

    /**
     * How it went.
     *
     * @param before mean |difference| from the path over all of it, untrained
     * @param after the same after training
     * @param gradients how far the two ways to a gradient are apart, relative
     * @param truth the path
     * @param learned the network's
     */
    record Result(double before, double after, double gradients, Tensor truth, Tensor learned) {}

    static Result run(int points, double end, int steps, int batch) {
        Tensor truth = spiral(points, end);
        Tensor times = eval(linspace(0, end, points));
        Tensor span = eval(times.slice(0, 0, PIECE));
        Tensor pieces = eval(unfold(truth, 0, PIECE, 1).permute(0, 2, 1));
        var loss = fn((Perceptron n, Expr seen) ->
                vmap(fn((Expr piece) -> path(n, piece.get(0), span, true).minus(piece).abs().mean())).apply(seen).mean());
        var adam = new Adam(Schedule.cosine(5e-3, steps / 20 + 1, steps));
        var step = fn((Adam.State<Perceptron> s) -> {
            Expr rows = randint(key(6).foldIn(s.step()), 0, points - PIECE, i32(batch));
            return adam.update(grad(loss).apply(s.parameters(), take(pieces, rows, 0)), s);
        });
        var state = adam.init(eval(Perceptron.init(key(4), 2, 50, 2)));
        double before = toDouble(path(state.parameters(), START, times, false).minus(truth).abs().mean());
        for (int i = 0; i < steps; i++) {
            state = step.apply(state);
        }
        Perceptron net = state.parameters();
        Expr piece = pieces.get(0);
        Expr one = ravel(grad(fn((Perceptron n) -> path(n, START, span, true).minus(piece).square().sum())).apply(net));
        Expr other = ravel(grad(fn((Perceptron n) -> path(n, START, span, false).minus(piece).square().sum())).apply(net));
        Tensor learned = eval(path(net, START, times, false));
        return new Result(before, toDouble(learned.minus(truth).abs().mean()), toDouble(norm(one.minus(other)).div(norm(other))),
                truth, learned);
    }

    static Figure figure(Result r) {
        return scatter("the spiral", r.truth().get("::5, 0"), r.truth().get("::5, 1"))
                .and(curve("the network's path", r.learned().get(":, 0"), r.learned().get(":, 1")))
                .title("A spiral learned").xLabel("y₁").yLabel("y₂").size(560, 520);
    }

    public static void main(String[] args) {
        Result r = run(1000, 25, args.length > 0 ? Integer.parseInt(args[0]) : 3000, 20);
        IO.println("mean difference from the path: %.3f before, %.4f after".formatted(r.before(), r.after()));
        IO.println("the gradient by the adjoint equation is that through the steps to %.0e".formatted(r.gradients()));
        Pictures.save("neural-ode", figure(r));
    }
}
