package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A pendulum swung up by the iterative linear quadratic regulator (Li and Todorov 2004; Tassa, Erez and Todorov 2012): along a
 * path the motion is made linear and the cost quadratic, the best feedback follows backwards in time, and gives the next path.
 * Derivatives along the path are a {@code vmap}, both passes a {@code scan}. What it ends with is optimal where the gradient of
 * the whole cost is zero, which is one {@code grad} through the motion.
 */
public final class SwingUp {
    private static final double STEP = 0.05;

    private SwingUp() {}

    /** Angle and speed after a step: θ̈ = −9.81·sin θ − 0.1·θ̇ + u; θ = 0 is down. */
    static Expr motion(Expr x, Expr u) {
        Expr turn = sin(x.get(0)).times(-9.81).minus(x.get(1).times(0.1)).plus(u.get(0));
        Expr speed = x.get(1).plus(turn.times(STEP));
        return stack(0, x.get(0).plus(speed.times(STEP)), speed);
    }

    static Expr cost(Expr u) {
        return u.square().sum().times(STEP / 20);
    }

    /** Upright and at rest. */
    static Expr lastCost(Expr x) {
        return x.get(0).minus(Math.PI).square().times(50).plus(x.get(1).square().times(5));
    }

    /** States [T + 1, 2] and controls [T, 1]. */
    record Path(Expr x, Expr u) {}

    /** At each time u = ū + α·k + K·(x − x̄), [T, 1] and [T, 1, 2], about a path. */
    record Feedback(Path about, Expr k, Expr gain) {}

    /** What the last cost and all that follow are like at a time: a gradient and a Hessian. */
    record Value(Expr slope, Expr curvature) {}

    /** A step along a path, and its derivatives by state and control. */
    record Step(Expr x, Expr u, Expr a, Expr b) {}

    static Path roll(Expr start, Feedback f, Expr alpha) {
        Step along = new Step(f.about().x().get(":-1"), f.about().u(), f.k(), f.gain());
        var rolled = scan(start, along, (Expr x, Step at) -> {
            Expr u = at.u().plus(at.a().times(alpha)).plus(at.b().matmul(x.minus(at.x())));
            return pair(motion(x, u), pair(x, u));
        });
        return new Path(concatenate(0, rolled._2()._1(), rolled._1().expandDims(0)), rolled._2()._2());
    }

    static Expr totalCost(Path p) {
        return vmap(fn((Expr u) -> cost(u))).apply(p.u()).sum().plus(lastCost(p.x().get(-1)));
    }

    /** The best feedback for the linear motion and the quadratic cost about a path. */
    static Feedback backward(Path p) {
        var linear = fn((Expr x, Expr u) -> new Step(x, u, jacfwd(fn((Expr s) -> motion(s, u))).apply(x),
                jacfwd(fn((Expr c) -> motion(x, c))).apply(u)));
        Step steps = vmap(linear).apply(p.x().get(":-1"), p.u());
        var last = fn((Expr x) -> lastCost(x));
        Value end = new Value(grad(last).apply(p.x().get(-1)), hessian(last).apply(p.x().get(-1)));
        var gains = scan(end, steps, (Value v, Step s) -> {
            Expr qx = s.a().t().matmul(v.slope());
            Expr qu = grad(fn((Expr u) -> cost(u))).apply(s.u()).plus(s.b().t().matmul(v.slope()));
            Expr qxx = s.a().t().matmul(v.curvature()).matmul(s.a());
            Expr quu = hessian(fn((Expr u) -> cost(u))).apply(s.u()).plus(s.b().t().matmul(v.curvature()).matmul(s.b()));
            Expr qux = s.b().t().matmul(v.curvature()).matmul(s.a());
            Expr k = solve(quu, qu).neg();
            Expr gain = solve(quu, qux).neg();
            Value before = new Value(qx.plus(qux.t().matmul(k)), qxx.plus(qux.t().matmul(gain)));
            return pair(before, pair(k, gain));
        }, reversed());
        return new Feedback(p, gains._2()._1(), gains._2()._2());
    }

    /**
     * What was found.
     *
     * @param path the last one
     * @param costs of all paths
     * @param slope the largest element of the gradient of the cost by the controls
     */
    record Result(Path path, Array<Double> costs, double slope) {}

    static Result run(int times, int iterations) {
        Tensor start = vector(0, 0);
        Tensor nothing = zerosOf(times);
        Tensor alphas = vector(1, 0.5, 0.25, 0.1, 0.03, 0.01);
        var free = new Path(eval(zeros(f64(times + 1, 2))), nothing);
        var first = new Feedback(free, zerosOf(times), eval(zeros(f64(times, 1, 2))));
        // pushed a little one way, for down and at rest is a saddle
        Path path = eval(roll(start, new Feedback(free, eval(ones(f64(times, 1))), first.gain()), scalar(1)));
        var improved = fn((Path p) -> {
            Feedback f = backward(p);
            // all lengths at once, of which the best is taken
            Path tried = vmap(fn((Expr alpha) -> roll(start, f, alpha))).apply(alphas);
            Expr best = argmin(vmap(fn((Path q) -> totalCost(q))).apply(tried), 0);
            Path next = map(tried, leaf -> take(leaf, best, 0));
            Expr better = totalCost(next).lt(totalCost(p));
            return zip(p, next, (o, n) -> better.where(n, o));
        });
        Array<Double> costs = Array.of(toDouble(totalCost(path)));
        for (int i = 0; i < iterations; i++) {
            path = improved.apply(path);
            costs = costs.append(toDouble(totalCost(path)));
        }
        var whole = fn((Expr u) -> totalCost(roll(start, new Feedback(new Path(free.x(), u), nothing, first.gain()), scalar(0))));
        return new Result(path, costs, toDouble(grad(whole).apply(path.u()).abs().max()));
    }

    private static Tensor zerosOf(int times) {
        return eval(zeros(f64(times, 1)));
    }

    static Figure figure(Result r) {
        int times = r.path().u().shape().dim(0);
        Tensor t = eval(linspace(0, times * STEP, times + 1));
        return curve("angle", t, r.path().x().get(":, 0")).and(curve("speed", t, r.path().x().get(":, 1")))
                .and(curve("torque", t.get(":-1"), r.path().u().get(":, 0"))).title("A pendulum swings up").xLabel("seconds")
                .yLabel("");
    }

    public static void main(String[] args) {
        Result r = run(100, args.length > 0 ? Integer.parseInt(args[0]) : 60);
        IO.println("cost: " + r.costs().zipWithIndex().filter(c -> c._2() % 10 == 0).map(c -> "%.4f".formatted(c._1()))
                .mkString(", "));
        IO.println("The gradient of the cost by all torques is %.1e at most.".formatted(r.slope()));
        IO.println("In the end it stands at %.4f (π = 3.1416) and moves at %.4f.".formatted(toDouble(r.path().x().get(-1, 0)),
                toDouble(r.path().x().get(-1, 1))));
        Pictures.save("swing-up", figure(r));
    }
}
