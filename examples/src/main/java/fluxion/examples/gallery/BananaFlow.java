package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Schedule;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A density learned from points by a normalising flow (Dinh, Sohl-Dickstein and Bengio, Real NVP, ICLR 2017): couplings
 * y₂ = x₂·e^(s(x₁)) + t(x₁) carry a normal density to that of the points; ln p follows by the determinant, which is the sum of
 * all s. The points are a banana (Haario, Saksman and Tamminen 1999), x₂ = normal/2 + x₁², whose entropy ln 2π + 1 − ln 2 is the
 * least loss that there is.
 */
public final class BananaFlow {
    /** What a perfect model's mean −ln p is: the entropy of two normal numbers, one of them half as wide. */
    static final double ENTROPY = Math.log(2 * Math.PI) + 1 - Math.log(2);

    private BananaFlow() {}

    static Expr bananas(fluxion.dsl.random.RandomKey key, int n) {
        Expr z = normal(key, f64(n, 2));
        return stack(1, z.get(":, 0"), z.get(":, 1").div(2).plus(z.get(":, 0").square()));
    }

    /** Networks of couplings, which move the second and the first coordinate in turn. */
    record Flow(Array<Perceptron> couplings) {
        static Flow init(int couplings) {
            return eval(new Flow(Array.range(0, couplings).map(i -> Perceptron.init(key(7).foldIn(i), 1, 24, 2))));
        }

        /** From a point of the data to one of the normal density, and ln |det|. */
        record Inverse(Expr z, Expr logDet) {}

        Inverse inverse(Expr x) {
            Inverse at = new Inverse(x, scalar(0));
            for (int i = 0; i < couplings.size(); i++) {
                int fixed = i % 2;
                Expr st = couplings.get(i).apply(at.z().slice(0, fixed, fixed + 1));
                Expr s = tanh(st.get(0)).times(2);
                Expr moved = at.z().get(1 - fixed).minus(st.get(1)).times(exp(s.neg()));
                Expr kept = at.z().get(fixed);
                at = new Inverse(fixed == 0 ? stack(0, kept, moved) : stack(0, moved, kept), at.logDet().minus(s));
            }
            return at;
        }

        Expr logDensity(Expr x) {
            Inverse at = inverse(x);
            return at.z().square().sum().div(-2).minus(Math.log(2 * Math.PI)).plus(at.logDet());
        }

        /** A point of the data for one of the normal density. */
        Expr forward(Expr z) {
            for (int i = couplings.size() - 1; i >= 0; i--) {
                int fixed = i % 2;
                Expr st = couplings.get(i).apply(z.slice(0, fixed, fixed + 1));
                Expr moved = z.get(1 - fixed).times(exp(tanh(st.get(0)).times(2))).plus(st.get(1));
                z = fixed == 0 ? stack(0, z.get(0), moved) : stack(0, moved, z.get(1));
            }
            return z;
        }
    }

    /**
     * How it went.
     *
     * @param first mean −ln p of points that it is not trained with, at first
     * @param last the same in the end
     * @param determinant how far ln |det| is from that of the Jacobian
     * @param total the integral of the density over a square
     * @param flow what was learned
     */
    record Result(double first, double last, double determinant, double total, Flow flow) {}

    static Result run(int steps, int batch, int couplings) {
        var density = fn((Flow f, Expr x) -> f.logDensity(x));
        var loss = fn((Flow f, Expr points) -> vmap(density).in(none(), axis(0)).apply(f, points).mean().neg());
        var adam = new Adam(Schedule.cosine(5e-3, steps / 20 + 1, steps));
        var step = fn((Adam.State<Flow> s) -> adam.update(grad(loss).apply(s.parameters(), bananas(key(1).foldIn(s.step()),
                batch)), s));
        var state = adam.init(Flow.init(couplings));
        Tensor others = eval(bananas(key(2), 5000));
        double first = toDouble(loss.apply(state.parameters(), others));
        for (int i = 0; i < steps; i++) {
            state = step.apply(state);
        }
        Flow flow = state.parameters();
        Tensor at = vector(0.7, 0.2);
        Expr determinant = logAbsDet(jacfwd(fn((Expr x) -> flow.inverse(x).z())).apply(at)).minus(flow.inverse(at).logDet());
        Expr line = linspace(-6, 18, 241);
        Tensor grid = eval(stack(2, meshgrid(linspace(-6, 6, 241), line).toJavaArray(Expr[]::new)).reshape(241 * 241, 2));
        Expr total = exp(vmap(density).in(none(), axis(0)).apply(flow, grid)).sum().times(0.05 * 0.1);
        return new Result(first, toDouble(loss.apply(flow, others)), toDouble(determinant.abs()), toDouble(total), flow);
    }

    static Figure figure(Result r) {
        Tensor data = eval(bananas(key(4), 600));
        Tensor drawn = eval(vmap(fn((Expr z) -> r.flow().forward(z))).apply(normal(key(5), f64(600, 2))));
        return scatter("points", data.get(":, 0"), data.get(":, 1")).and(scatter("drawn from the flow", drawn.get(":, 0"),
                drawn.get(":, 1"))).title("A banana learned").xLabel("x₁").yLabel("x₂").xRange(-4, 4).yRange(-3, 12);
    }

    public static void main(String[] args) {
        Result r = run(args.length > 0 ? Integer.parseInt(args[0]) : 3000, 256, 6);
        IO.println("mean −ln p: %.4f at first, %.4f in the end; the entropy is %.4f".formatted(r.first(), r.last(), ENTROPY));
        IO.println("ln |det| is that of the Jacobian to %.0e, the density adds up to %.4f".formatted(r.determinant(), r.total()));
        Pictures.save("banana-flow", figure(r));
    }
}
