package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.curve;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * A signal found from magnitudes alone by Wirtinger flow (Candès, Li and Soltanolkotabi, IEEE Trans. Inf. Theory 61, 2015):
 * gradient descent on Σ (|⟨a, z⟩|² − y)²/m from the eigenvector of Σ y·a·a* by power iteration. The paper's figure 1: with m =
 * 4.5·n and more random measurements of n = 128 complex numbers nearly all are found exactly, with m = 2.5·n none.
 */
public final class PhaseRetrieval {
    private PhaseRetrieval() {}

    /** Complex numbers as pairs of real ones. */
    record Complex(Expr re, Expr im) {
        static Complex normal(RandomKey key, int... shape) {
            var keys = key.split(2);
            return new Complex(fluxion.dsl.Fluxion.normal(keys.get(0), f64(shape)).div(Math.sqrt(2)),
                    fluxion.dsl.Fluxion.normal(keys.get(1), f64(shape)).div(Math.sqrt(2)));
        }

        /** The product with a matrix from the left. */
        Complex by(Complex a) {
            return new Complex(a.re.matmul(re).minus(a.im.matmul(im)), a.re.matmul(im).plus(a.im.matmul(re)));
        }

        Expr square() {
            return re.square().plus(im.square());
        }

        Expr norm() {
            return sqrt(square().sum());
        }
    }

    /**
     * One trial, a function from its key to the errors on the way: the relative distance up to a phase every 50 steps.
     *
     * @param n numbers
     * @param m measurements
     * @param steps of descent
     */
    static Expr errors(RandomKey key, int n, int m, int steps) {
        var keys = key.split(3);
        Complex a = Complex.normal(keys.get(0), m, n);
        Complex truth = Complex.normal(keys.get(1), n);
        Expr y = truth.by(a).square();
        Complex adjoint = new Complex(a.re().t(), a.im().t().neg());
        // the direction that the measurements weigh most, as long as they are on average
        Complex start = fori(0, 50, Complex.normal(keys.get(2), n), (Expr i, Complex z) -> {
            Complex seen = z.by(a);
            Complex next = new Complex(seen.re().times(y), seen.im().times(y)).by(adjoint);
            return map(next, part -> part.div(next.norm()));
        });
        Complex first = map(start, part -> part.times(sqrt(y.mean())));
        var loss = grad(fn((Complex z) -> z.by(a).square().minus(y).square().mean().div(4)));
        return scan(first, arange(steps), (Complex z, Expr t) -> {
            Expr rate = minimum(exp(t.cast(F64).plus(1).div(-330)).subtractedFrom(1), 0.2).div(y.mean());
            Complex slope = loss.apply(z);
            return pair(zip(z, slope, (p, g) -> p.minus(g.times(rate))), distance(z, truth));
        })._2().get("::50");
    }

    /** ‖z·e^(iφ) − x‖/‖x‖ for the best φ. */
    static Expr distance(Complex z, Complex x) {
        Expr re = z.re().dot(x.re()).plus(z.im().dot(x.im()));
        Expr im = z.re().dot(x.im()).minus(z.im().dot(x.re()));
        Expr total = z.square().sum().plus(x.square().sum()).minus(re.hypot(im).times(2));
        return sqrt(maximum(total, 0)).div(x.norm());
    }

    /** Of how many trials the signal was found, to a relative error of 10⁻⁵. */
    static double share(int n, double ratio, int trials, int steps) {
        var trial = fn((RandomKey k) -> errors(k, n, (int) Math.round(ratio * n), steps));
        Expr last = vmap(trial).apply(key(3).foldIn((int) (10 * ratio)).batch(trials)).get(":, -1");
        return toDouble(last.lt(1e-5).cast(F64).mean());
    }

    public static void main(String[] args) {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 64;
        Array<Double> ratios = Array.rangeBy(2, 6.25, 0.5);
        Array<Double> shares = ratios.map(ratio -> {
            double share = share(n, ratio, 20, 2500);
            IO.println("m = %.1f·n: found in %3.0f %% of 20 trials".formatted(ratio, 100 * share));
            return share;
        });
        Pictures.save("phase-retrieval", figure(ratios, shares));
    }

    static Figure figure(Array<Double> ratios, Array<Double> shares) {
        Tensor x = Tensor.of(ratios.toJavaStream().mapToDouble(Double::doubleValue).toArray());
        Tensor y = Tensor.of(shares.toJavaStream().mapToDouble(Double::doubleValue).toArray());
        return curve("share of signals found", x, y).title("Signals from magnitudes").xLabel("m/n").yLabel("share")
                .yRange(-0.05, 1.05);
    }
}
