package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Bfgs;
import fluxion.plot.Figure;

/**
 * Step sizes learned by gradients through gradient descent (Maclaurin, Duvenaud and Adams 2015), where the best ones are known:
 * for n steps on quadratic functions with curvatures between m and M they are one over the zeros of Chebyshev's polynomial, and
 * the error of the worst one shrinks by T_n((M + m)/(M − m)) (Young 1953).
 */
public final class ChebyshevSteps {
    private static final double LEAST = 0.05;
    private static final double MOST = 1;

    private ChebyshevSteps() {}

    /** What n steps of gradient descent on ½·c·x² leave of x = 1; the gradient is one of the function. */
    static Expr left(Expr steps, Expr curvature) {
        var slope = grad(fn((Expr x, Expr c) -> x.square().times(c).div(2)));
        return scan(scalar(1), steps, (x, h) -> pair(x.minus(slope.apply(x, curvature).times(h)), x))._1();
    }

    /** Of all curvatures on a grid the largest |x|, made smooth: ln Σ x^(2p)/2p. */
    static Expr worst(Expr logSteps, Tensor curvatures, double p) {
        Expr rest = vmap(fn((Expr c) -> left(exp(logSteps), c))).apply(curvatures);
        return logsumexp(log(rest.square().plus(1e-300)).times(p)).div(2 * p);
    }

    /**
     * What was learned.
     *
     * @param steps from the longest to the shortest
     * @param chebyshev the best ones
     * @param worst |x| of the worst curvature
     * @param bound 1/T_n((M + m)/(M − m))
     */
    record Result(Tensor steps, Tensor chebyshev, double worst, double bound) {}

    static Result learn(int n, int curvatures) {
        Tensor grid = eval(linspace(LEAST, MOST, curvatures));
        Tensor logs = eval(linspace(1, 0.1, n));
        for (double p = 2; p <= 4096; p *= 2) {
            double power = p;
            logs = eval(new Bfgs(100, 1e-9).minimize(fn((Expr l) -> worst(l, grid, power)), logs).parameters());
        }
        Tensor best = eval(cos(linspace(1, 2 * n - 1, n).times(Math.PI / (2 * n))).times(-(MOST - LEAST) / 2)
                .plus((MOST + LEAST) / 2).reciprocal());
        Tensor steps = eval(sort(exp(logs)).flip(0));
        double t = Math.cosh(n * Math.log((MOST + LEAST + 2 * Math.sqrt(MOST * LEAST)) / (MOST - LEAST)));
        Expr rest = vmap(fn((Expr c) -> left(steps, c))).apply(grid);
        return new Result(steps, best, toDouble(rest.abs().max()), 1 / t);
    }

    static Figure figure(Result r) {
        Tensor c = eval(linspace(0, 1.05, 301));
        int n = r.steps().shape().dim(0);
        Expr learned = vmap(fn((Expr x) -> left(r.steps(), x))).apply(c);
        Expr constant = vmap(fn((Expr x) -> left(full(f64(n), 2 / (MOST + LEAST)), x))).apply(c);
        return curve("learned steps", c, learned).and(curve("the best constant step", c, constant))
                .title("What is left after six steps").xLabel("curvature").yLabel("x").yRange(-0.6, 1);
    }

    public static void main(String[] args) {
        Result r = learn(6, 400);
        IO.println("learned steps    " + r.steps());
        IO.println("Chebyshev's      " + r.chebyshev());
        IO.println("the worst error is %.6f, the bound %.6f".formatted(r.worst(), r.bound()));
        Pictures.save("chebyshev-steps", figure(r));
    }
}
