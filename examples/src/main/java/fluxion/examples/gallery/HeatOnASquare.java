package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Schedule;
import fluxion.dsl.random.RandomKey;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A network that solves −Δu = f on a square, u = 0 around (Raissi, Perdikaris and Karniadakis 2019): the loss is what is left of
 * the equation at random points. The Laplacian is the sum of the second Taylor coefficients along the axes, twice over
 * (Bettencourt, Johnson and Duvenaud 2019): no Hessian is made. For f = 2π²·sin πx·sin πy the solution is sin πx·sin πy.
 */
public final class HeatOnASquare {
    private HeatOnASquare() {}

    /** A network times x·(1 − x)·y·(1 − y), which is 0 on the boundary. */
    static Expr solution(Perceptron net, Expr p) {
        return net.apply(p).get(0).times(p.times(p.subtractedFrom(1)).prod()).times(16);
    }

    /** Δu = Σᵢ d²/dt² u(p + t·eᵢ) at t = 0. */
    static Expr laplacian(Perceptron net, Expr p) {
        var along = fn((Expr direction) -> taylor(fn((Expr t) -> solution(net, p.plus(direction.times(t)))), scalar(0), 2)
                .derivative(2));
        return vmap(along).apply(eye(2)).sum();
    }

    static Expr heat(Expr p) {
        return sin(p.times(Math.PI)).prod().times(2 * Math.PI * Math.PI);
    }

    /**
     * How it went.
     *
     * @param losses mean squares of what is left of the equation, every hundred steps
     * @param error of u relative to the solution, both as vectors over a grid
     * @param laplacians how far the Laplacian is from the trace of the Hessian
     */
    record Result(Array<Double> losses, double error, double laplacians) {}

    static Result run(int steps, int points) {
        var adam = new Adam(Schedule.cosine(3e-3, steps / 20 + 1, steps));
        var left = fn((Perceptron n, Expr p) -> laplacian(n, p).plus(heat(p)).square());
        var step = fn((Adam.State<Perceptron> s) -> {
            Expr here = uniform(key(5).foldIn(s.step()), f64(points, 2));
            var at = valueAndGrad(fn((Perceptron n) -> vmap(left).in(none(), axis(0)).apply(n, here).mean()))
                    .apply(s.parameters());
            return pair(at._1, adam.update(at._2, s));
        });
        var state = adam.init(eval(Perceptron.init(key(2), 2, 32, 32, 1)));
        Array<Double> losses = Array.empty();
        for (int i = 0; i < steps; i++) {
            var next = step.apply(state);
            state = next._2;
            if (i % 100 == 0) {
                losses = losses.append(toDouble(next._1));
            }
        }
        Perceptron net = state.parameters();
        Expr line = linspace(0.025, 0.975, 20);
        Tensor grid = eval(stack(2, meshgrid(line, line).toJavaArray(Expr[]::new)).reshape(400, 2));
        Expr found = vmap(fn((Perceptron n, Expr p) -> solution(n, p))).in(none(), axis(0)).apply(net, grid);
        Expr exact = sin(grid.times(Math.PI)).prod(1);
        Tensor p = vector(0.3, 0.6);
        Expr byHessian = trace(hessian(fn((Expr q) -> solution(net, q))).apply(p));
        return new Result(losses, toDouble(norm(found.minus(exact)).div(norm(exact))),
                toDouble(laplacian(net, p).minus(byHessian).abs()));
    }

    static Figure figure(Result r) {
        return curve("mean square of Δu + f", linspace(0, 100 * (r.losses().size() - 1), r.losses().size()),
                Tensor.of(r.losses().toJavaStream().mapToDouble(Double::doubleValue).toArray())).logY()
                .title("Training on an equation").xLabel("step").yLabel("loss");
    }

    public static void main(String[] args) {
        Result r = run(args.length > 0 ? Integer.parseInt(args[0]) : 3000, 128);
        IO.println("u differs from sin πx·sin πy by %.1e of its norm; the loss fell from %.3g to %.3g.".formatted(r.error(),
                r.losses().head(), r.losses().last()));
        IO.println("Taylor's Laplacian is the trace of the Hessian to %.0e.".formatted(r.laplacians()));
        Pictures.save("heat-on-a-square", figure(r));
    }
}
