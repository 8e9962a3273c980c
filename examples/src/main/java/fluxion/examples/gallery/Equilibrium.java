package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.solve.Root;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A layer that is an equation (Bai, Kolter and Koltun, Deep Equilibrium Models, NeurIPS 2019): z = tanh(W·z + U·x + b) is solved,
 * and differentiated by the theorem on implicit functions, whatever found z. Layers of depth n are the equation's n-th iterate;
 * their gradients come near the equation's as fast as ‖W‖ⁿ goes down. It learns two spirals, which no line divides.
 */
public final class Equilibrium {
    private static final int WIDTH = 24;

    private Equilibrium() {}

    /** The weights: W [width, width], U [width, 2], b, and the logit's v and c. */
    record Weights(Expr w, Expr u, Expr b, Expr v, Expr c) {
        static Weights init(RandomKey key) {
            var keys = key.split(3);
            return new Weights(normal(keys.get(0), f64(WIDTH, WIDTH)).times(0.5 / Math.sqrt(WIDTH)),
                    normal(keys.get(1), f64(WIDTH, 2)).times(2), zeros(f64(WIDTH)),
                    normal(keys.get(2), f64(WIDTH)).div(Math.sqrt(WIDTH)), zeros(f64()));
        }

        /** W as the equation has it: no longer than 0.9, so that there is one solution. */
        Expr contraction() {
            return w.times(minimum(frobeniusNorm(w).dividedInto(0.9), 1));
        }

        Expr layer(Expr z, Expr x) {
            return tanh(contraction().matmul(z).plus(u.matmul(x)).plus(b));
        }

        Expr logit(Expr z) {
            return v.dot(z).plus(c);
        }

        Expr solved(Expr x) {
            Root<Expr> root = fixedPoint(z -> layer(z, x), zeros(f64(WIDTH)), rootOptions().tolerance(1e-9));
            return logit(root.x());
        }

        Expr unrolled(Expr x, int depth) {
            return logit(fori(0, depth, zeros(f64(WIDTH)), (i, z) -> layer(z, x)));
        }
    }

    /** Points of two spirals [n, 2] and which one each is on, 0 or 1. */
    static Tensor[] spirals(int n) {
        Expr t = linspace(0.25, 1, n / 2).times(3 * Math.PI);
        Expr one = stack(1, t.times(cos(t)), t.times(sin(t))).div(10);
        return new Tensor[] {eval(concatenate(0, one, one.neg())), eval(concatenate(0, zeros(f64(n / 2)), ones(f64(n / 2))))};
    }

    /**
     * What was found.
     *
     * @param losses as training went on
     * @param right the share of points on the right spiral
     * @param depths of layers
     * @param apart how far their gradients are from the equation's, relative
     */
    record Result(Array<Double> losses, double right, Array<Integer> depths, Array<Double> apart) {}

    static Result run(int points, int steps, int deepest) {
        Tensor[] data = spirals(points);
        var logits = fn((Weights w) -> vmap(fn((Expr x) -> w.solved(x))).apply(data[0]));
        var loss = fn((Weights w) -> binaryCrossEntropyWithLogits(logits.apply(w), data[1]));
        var adam = new Adam(0.01);
        var step = fn((Adam.State<Weights> s) -> {
            var at = valueAndGrad(loss).apply(s.parameters());
            return pair(at._1, adam.update(at._2, s));
        });
        var state = adam.init(eval(Weights.init(key(3))));
        Array<Double> losses = Array.empty();
        for (int i = 0; i < steps; i++) {
            var next = step.apply(state);
            losses = losses.append(toDouble(next._1));
            state = next._2;
        }
        Weights found = state.parameters();
        Tensor x = vector(0.3, -0.5);
        Tensor exact = eval(ravel(grad(fn((Weights w) -> w.solved(x))).apply(found)));
        Array<Integer> depths = Array.rangeClosedBy(5, deepest, 5);
        Array<Double> apart = depths.map(depth -> {
            Expr slope = ravel(grad(fn((Weights w) -> w.unrolled(x, depth))).apply(found));
            return toDouble(norm(slope.minus(exact)).div(norm(exact)));
        });
        Expr right = logits.apply(found).gt(0).eq(data[1].gt(0.5));
        return new Result(losses, toDouble(right.mean()), depths, apart);
    }

    static Figure figure(Result r) {
        Tensor depth = Tensor.of(r.depths().toJavaStream().mapToDouble(Integer::doubleValue).toArray());
        Tensor apart = Tensor.of(r.apart().toJavaStream().mapToDouble(Double::doubleValue).toArray());
        return curve("relative distance of gradients", depth, apart).logY().title("From layers to their equation")
                .xLabel("layers")
                .yLabel("distance");
    }

    public static void main(String[] args) {
        Result r = run(100, args.length > 0 ? Integer.parseInt(args[0]) : 400, 60);
        IO.println("loss %.3f to %.4f, %.1f %% of the points right".formatted(r.losses().head(), r.losses().last(),
                100 * r.right()));
        IO.println("gradients of layers differ from the equation's by " + r.depths().zip(r.apart())
                .map(d -> "%.0e at %d".formatted(d._2(), d._1())).mkString(", "));
        Pictures.save("equilibrium", figure(r));
    }
}
