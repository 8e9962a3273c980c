package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.optim.Bfgs;
import fluxion.dsl.optim.Minimum;
import fluxion.plot.Figure;

/**
 * Where to measure, and how often, so that parameters are known best: det Σ w·∇η·∇ηᵀ is to be largest (D-optimality; Fedorov,
 * Theory of Optimal Experiments, 1972). For a cubic on [−1, 1] the points are ±1 and ±1/√5, equally often (Guest 1958); for
 * Michaelis' and Menten's curve V·x/(K + x) up to x = b they are b and K·b/(2K + b).
 *
 * <p>Whether a design is the best shows in d(x) = ∇η(x)ᵀ·M⁻¹·∇η(x): it is nowhere above the number of parameters (Kiefer and
 * Wolfowitz 1960).
 */
public final class OptimalDesign {
    private OptimalDesign() {}

    /** Unconstrained: points are between −1 and 1 by tanh, weights positive with sum 1 by softmax. */
    record Design(Expr places, Expr logits) {
        Expr points(double low, double high) {
            return tanh(places).plus(1).times((high - low) / 2).plus(low);
        }

        Expr weights() {
            return softmax(logits);
        }
    }

    /** M = Σ w·s·sᵀ for the sensitivities s of a model at points x. */
    static Expr information(Fun1<Expr, Expr> sensitivity, Expr x, Expr w) {
        Expr s = vmap(sensitivity).apply(x);
        return s.t().matmul(s.times(w.expandDims(1)));
    }

    /**
     * A design.
     *
     * @param points in rising order
     * @param weights of the points
     * @param grid from the least to the greatest point allowed
     * @param variance d(x) on the grid
     */
    record Result(Tensor points, Tensor weights, Tensor grid, Tensor variance) {}

    static Result best(Fun1<Expr, Expr> sensitivity, int points, double low, double high) {
        Design start = new Design(eval(linspace(-1.2, 1.1, points)), zeros(f64(points)));
        var loss = fn((Design d) -> logAbsDet(information(sensitivity, d.points(low, high), d.weights())).neg());
        Minimum<Design> found = new Bfgs(500, 1e-9).minimize(loss, start);
        Design design = found.parameters();
        Tensor x = eval(design.points(low, high));
        Tensor order = eval(argsort(x));
        Tensor grid = eval(linspace(low, high, 401));
        Tensor inverse = eval(inv(information(sensitivity, x, design.weights())));
        Expr variance = vmap(fn((Expr t) -> sensitivity.apply(t).matmul(inverse).matmul(sensitivity.apply(t)))).apply(grid);
        return new Result(eval(take(x, order, 0)), eval(take(design.weights(), order, 0)), grid, eval(variance));
    }

    static Result cubic() {
        var model = fn((Expr p, Expr x) -> polyval(p, x));
        return best(fn((Expr x) -> grad(model).apply(ones(f64(4)), x)), 4, -1, 1);
    }

    /** Locally, at V = 1, K = 0.4, up to b = 2. */
    static Result michaelisMenten() {
        var model = fn((Expr p, Expr x) -> p.get(0).times(x).div(p.get(1).plus(x)));
        return best(fn((Expr x) -> grad(model).apply(vector(1, 0.4), x)), 2, 0, 2);
    }

    static Figure figure(Result r) {
        return curve("d(x)", r.grid(), r.variance()).and(scatter("where to measure", r.points(), full(r.points().type(), 4)))
                .title("The best design for a cubic").xLabel("x").yLabel("variance of the fit").yRange(0, 5);
    }

    public static void main(String[] args) {
        Result cubic = cubic();
        IO.println("A cubic: " + cubic.points() + " (Guest: ±1, ±0.44721360)");
        IO.println("  weights " + cubic.weights() + ", d(x) at most %.9f of 4".formatted(toDouble(cubic.variance().max())));
        Result kinetics = michaelisMenten();
        IO.println("Michaelis and Menten: " + kinetics.points() + " (K·b/(2K + b) = 0.28571429 and b = 2)");
        Pictures.save("optimal-design", figure(cubic));
    }
}
