package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * Steepest descent in the geometry of distributions (Amari 1998): θ ← θ − F⁻¹·∇L with Fisher's information F = E[∇ln p·∇ln pᵀ].
 * The model says how probable damage to a seal of the space shuttle was at a temperature; Dalal, Fowlkes and Hoadley (1989) find
 * logit p = 15.0429 − 0.2322·t.
 */
public final class NaturalGradient {
    /** Temperatures at the 23 launches before Challenger's last, °F, and whether a seal was damaged (Rogers Commission, 1986). */
    static final Tensor TEMPERATURE = vector(66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75,
            76, 58);
    static final Tensor DAMAGED = vector(0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1);

    private NaturalGradient() {}

    /** ln p(y | t). */
    static Expr logProbability(Expr theta, Expr t, Expr y) {
        Expr z = theta.get(0).plus(theta.get(1).times(t));
        return y.times(z).minus(softplus(z));
    }

    static Expr loss(Expr theta) {
        return vmap(fn((Expr t, Expr y) -> logProbability(theta, t, y))).apply(TEMPERATURE, DAMAGED).sum().neg();
    }

    /** F = Σ over launches and both outcomes of p·∇ln p·∇ln pᵀ. */
    static Expr fisher(Expr theta) {
        var score = grad(fn((Expr p, Expr t, Expr y) -> logProbability(p, t, y)));
        return vmap(fn((Expr t) -> Array.of(0, 1).map(y -> {
            Expr s = score.apply(theta, t, scalar(y));
            return s.outer(s).times(exp(logProbability(theta, t, scalar(y))));
        }).reduce(Expr::plus))).apply(TEMPERATURE).sum(0);
    }

    /**
     * How far it came.
     *
     * @param theta the parameters
     * @param losses of the natural gradient, step by step
     * @param plain losses of gradient descent
     * @param errors standard errors √(F⁻¹)
     * @param difference of F from the Hessian of the loss, relative
     */
    record Result(Tensor theta, Array<Double> losses, Array<Double> plain, Tensor errors, double difference) {}

    static Result run(int steps) {
        var natural = fn((Expr p) -> p.minus(solve(fisher(p), grad(fn((Expr q) -> loss(q))).apply(p))));
        // the largest step with which the curvature at the start allows it to go down
        var descent = fn((Expr p) -> p.minus(grad(fn((Expr q) -> loss(q))).apply(p).times(7e-5)));
        Tensor theta = vector(0, 0);
        Tensor slow = theta;
        Array<Double> losses = Array.empty();
        Array<Double> plain = Array.empty();
        for (int i = 0; i < steps; i++) {
            losses = losses.append(toDouble(loss(theta)));
            plain = plain.append(toDouble(loss(slow)));
            theta = eval(natural.apply(theta));
            slow = eval(descent.apply(slow));
        }
        Tensor f = eval(fisher(theta));
        Expr curvature = hessian(fn((Expr q) -> loss(q))).apply(theta);
        return new Result(theta, losses, plain, eval(sqrt(inv(f).diag())),
                toDouble(curvature.minus(f).abs().max().div(f.abs().max())));
    }

    static Figure figure(Result r) {
        return curve("natural gradient", r.losses()).and(curve("gradient descent", r.plain()))
                .title("Damage to seals: −ln L").xLabel("step").yLabel("−ln L");
    }

    public static void main(String[] args) {
        Result r = run(12);
        IO.println("logit p = %.4f %+.4f·t (Dalal et al.: 15.0429 − 0.2322·t), standard errors %s".formatted(r.theta()
                .doubleAt(0),
                r.theta().doubleAt(1), r.errors()));
        IO.println("Fisher's information is the Hessian of the loss to %.0e.".formatted(r.difference()));
        IO.println("−ln L after %d steps: %.6f, by gradient descent %.6f".formatted(r.losses().size(), r.losses().last(),
                r.plain().last()));
        Pictures.save("natural-gradient", figure(r));
    }
}
