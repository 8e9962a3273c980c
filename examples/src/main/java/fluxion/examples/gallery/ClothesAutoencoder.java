package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.heatmap;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.optim.Adam;
import fluxion.dsl.optim.Schedule;
import fluxion.examples.FashionMnist;
import fluxion.plot.Figure;
import io.vavr.collection.Array;

/**
 * Images out of few numbers by a variational autoencoder (Kingma and Welling, ICLR 2014), here Fashion-MNIST's at 7 × 7 points.
 * Where the decoder is linear and all noise alike, the best there is are Tipping's and Bishop's (1999) principal components, of
 * whose likelihood the eigenvalues λ of the covariance say ln p = −½·(d·ln 2π + Σ ln λⱼ + (d − q)·ln σ² + d), σ² the mean of the
 * d − q others; the bound comes up to it (Lucas et al., NeurIPS 2019). A decoder with a hidden layer goes beyond.
 */
public final class ClothesAutoencoder {
    private static final int D = 49;
    private static final int CODES = 2;

    private ClothesAutoencoder() {}

    /** An encoder to means and logarithms of deviations, a decoder, and ln σ of the noise. */
    record Autoencoder(Perceptron encoder, Perceptron decoder, Expr logSigma) {
        static Autoencoder init(int hidden) {
            int[] in = hidden == 0 ? new int[] {D, 2 * CODES} : new int[] {D, hidden, 2 * CODES};
            int[] out = hidden == 0 ? new int[] {CODES, D} : new int[] {CODES, hidden, D};
            return eval(new Autoencoder(Perceptron.init(key(1), in), Perceptron.init(key(2), out), scalar(-1)));
        }

        /** E[ln p(x | z)] − KL(q(z | x), p(z)), by one draw of z. */
        Expr bound(Expr x, Expr noise) {
            Expr code = encoder.apply(x);
            Expr mean = code.slice(0, 0, CODES);
            Expr logDeviation = code.slice(0, CODES, 2 * CODES);
            Expr off = x.minus(decoder.apply(mean.plus(exp(logDeviation).times(noise))));
            Expr likelihood = off.square().sum().div(exp(logSigma.times(2))).plus(logSigma.times(2 * D))
                    .plus(D * Math.log(2 * Math.PI)).div(-2);
            Expr divergence = mean.square().plus(exp(logDeviation.times(2))).minus(1).div(2).minus(logDeviation).sum();
            return likelihood.minus(divergence);
        }
    }

    /** Images as rows, [n, 49], the mean of all taken off. */
    static Tensor images(int n) {
        Expr small = FashionMnist.training().images().cast(F64).slice(0, 0, n).reshape(n, 7, 4, 7, 4).mean(2, 4).reshape(n, D);
        return eval(small.minus(small.mean(0)));
    }

    /** ln p of an image, on average, by the best principal components. */
    static double byComponents(Tensor x) {
        Expr eigenvalues = eigvalsh(x.t().matmul(x).div(x.shape().dim(0)));
        Expr rest = eigenvalues.slice(0, 0, D - CODES);
        Expr all = log(eigenvalues.slice(0, D - CODES, D)).sum().plus(log(rest.mean()).times(D - CODES));
        return -0.5 * (D * Math.log(2 * Math.PI) + toDouble(all) + D);
    }

    /**
     * What was learned.
     *
     * @param bound on ln p of an image, on average
     * @param net the autoencoder
     */
    record Result(double bound, Autoencoder net) {}

    static Result train(Tensor x, int hidden, int steps, int batch) {
        int n = x.shape().dim(0);
        var bound = fn((Autoencoder a, Expr image, Expr noise) -> a.bound(image, noise));
        var mean = fn((Autoencoder a, Expr rows, Expr noise) -> vmap(bound).in(none(), axis(0), axis(0)).apply(a, rows, noise)
                .mean());
        var adam = new Adam(Schedule.cosine(5e-3, steps / 20 + 1, steps));
        var step = fn((Adam.State<Autoencoder> s) -> {
            var keys = key(3).foldIn(s.step()).split(2);
            Expr rows = take(x, randint(keys.get(0), 0, n, i32(batch)), 0);
            Expr noise = normal(keys.get(1), f64(batch, CODES));
            return adam.update(grad(fn((Autoencoder a) -> mean.apply(a, rows, noise).neg())).apply(s.parameters()), s);
        });
        var state = adam.init(Autoencoder.init(hidden));
        for (int i = 0; i < steps; i++) {
            state = step.apply(state);
        }
        Autoencoder net = state.parameters();
        double total = Array.range(0, 4).map(i -> toDouble(mean.apply(net, x, eval(normal(key(4).foldIn(i), f64(n, CODES))))))
                .average().get();
        return new Result(total, net);
    }

    /** What the decoder makes of a grid of codes. */
    static Figure figure(Result r, Tensor mean) {
        Expr line = linspace(-2, 2, 10);
        Expr codes = stack(2, meshgrid(line, line).toJavaArray(Expr[]::new)).reshape(100, CODES);
        Expr pictures = r.net().decoder().apply(codes).plus(mean).reshape(10, 10, 7, 7);
        return heatmap(clip(pictures, 0, 1).permute(0, 2, 1, 3).reshape(70, 70)).title("Clothes out of two numbers")
                .xLabel("the second number").yLabel("the first");
    }

    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 4000;
        Tensor x = images(5000);
        IO.println("by principal components ln p = %.3f".formatted(byComponents(x)));
        IO.println("a linear autoencoder's bound: %.3f".formatted(train(x, 0, steps, 128).bound()));
        Result r = train(x, 64, steps, 128);
        IO.println("with hidden layers:           %.3f".formatted(r.bound()));
        Tensor mean = eval(FashionMnist.training().images().cast(F64).reshape(5000, 7, 4, 7, 4).mean(2, 4).reshape(5000, D)
                .mean(0));
        Pictures.save("clothes-autoencoder", figure(r, mean));
    }
}
