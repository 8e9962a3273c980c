package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.plot.Figure;

/**
 * How fast neighbours part on Lorenz' (1963) attractor: tangents are carried along the motion by {@code jvp}, set upright by QR
 * after each step (Benettin et al. 1980), and the logarithms of R's diagonal are Lyapunov's exponents. Sprott, Chaos and
 * Time-Series Analysis (2003), has 0.9056, 0 and −14.5723; their sum is the divergence −(σ + 1 + β) = −13.6667 exactly.
 */
public final class LorenzAttractor {
    private static final double STEP = 0.01;

    private LorenzAttractor() {}

    /** ẋ = σ·(y − x), ẏ = x·(ρ − z) − y, ż = x·y − β·z with σ = 10, ρ = 28, β = 8/3. */
    static Expr flow(Expr p) {
        Expr x = p.get(0);
        Expr y = p.get(1);
        Expr z = p.get(2);
        return stack(0, y.minus(x).times(10), x.times(z.subtractedFrom(28)).minus(y), x.times(y).minus(z.times(8.0 / 3)));
    }

    /** A step of Runge and Kutta's. */
    static Expr step(Expr p) {
        Expr k1 = flow(p);
        Expr k2 = flow(p.plus(k1.times(STEP / 2)));
        Expr k3 = flow(p.plus(k2.times(STEP / 2)));
        Expr k4 = flow(p.plus(k3.times(STEP)));
        return p.plus(k1.plus(k2.plus(k3).times(2)).plus(k4).times(STEP / 6));
    }

    /** A point and three directions, columns at right angles. */
    record Frame(Expr point, Expr directions) {}

    /**
     * What was found.
     *
     * @param exponents largest first
     * @param path of the last steps, [steps, 3]
     */
    record Result(Tensor exponents, Tensor path) {}

    static Result run(int steps) {
        var carried = vmap(fn((Expr p, Expr v) -> jvp(fn((Expr q) -> step(q)), p, v).tangent())).in(none(), axis(1)).out(1);
        var walk = fn((Expr start) -> {
            Expr settled = fori(0, 5000, start, (i, p) -> step(p));
            return scan(new Frame(settled, eye(3)), zeros(f64(steps)), (Frame f, Expr none) -> {
                var qr = qr(carried.apply(f.point(), f.directions()));
                Expr next = step(f.point());
                return pair(new Frame(next, qr.q()), pair(log(qr.r().diag()), next));
            })._2();
        });
        var seen = eval(walk.apply(vector(1, 1, 1)));
        return new Result(eval(seen._1().mean(0).div(STEP)), eval(seen._2().slice(0, 0, Math.min(steps, 3000))));
    }

    static Figure figure(Result r) {
        return curve("50 units of time", r.path().get(":, 0"), r.path().get(":, 2")).title("Lorenz' attractor").xLabel("x")
                .yLabel("z")
                .size(640, 520);
    }

    public static void main(String[] args) {
        Result r = run(args.length > 0 ? Integer.parseInt(args[0]) : 500_000);
        IO.println("Lyapunov's exponents: " + r.exponents() + " (Sprott: 0.9056, 0, −14.5723)");
        IO.println("Their sum: %.6f (−13.666667)".formatted(toDouble(r.exponents().sum())));
        Pictures.save("lorenz-attractor", figure(r));
    }
}
