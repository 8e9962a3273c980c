package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun3;
import fluxion.dsl.function.Fun4;
import fluxion.dsl.nn.Losses;
import fluxion.examples.FashionMnist;
import io.vavr.collection.Array;
import java.util.SplittableRandom;

/**
 * Training that keeps what single images say private (Abadi et al. 2016): the gradient of each image is clipped to a norm
 * and noise is added to their sum. What this leaks is bounded by (ε, δ), counted by Rényi divergences (Mironov, Talwar and
 * Zhang 2019).
 */
public final class PrivateTraining {
    private static final double CLIP = 1;
    private static final double DELTA = 1e-5;
    /** Expected number of images in a step, and the places for them: more come once in 10¹⁵ steps. */
    private static final int EXPECTED = 100;
    private static final int PLACES = 192;
    /** The highest order that is tried. */
    private static final int ORDERS = 256;

    /** ε of q, σ, the number of steps and δ; all orders at once, a row each. */
    private static final Fun4<Expr, Expr, Expr, Expr, Expr> SPENT = fn((Expr q, Expr sigma, Expr steps, Expr delta) -> {
        Expr order = arange(ORDERS - 1).plus(2).cast(F64).expandDims(1);
        Expr k = arange(ORDERS + 1).cast(F64);
        Expr rest = maximum(order.minus(k), 0);
        Expr choose = lgamma(order.plus(1)).minus(lgamma(k.plus(1))).minus(lgamma(rest.plus(1)));
        Expr terms = choose.plus(rest.times(log1p(q.neg()))).plus(k.times(log(q)))
                .plus(k.times(k.minus(1)).div(sigma.square().times(2)));
        Expr divergence = logsumexp(where(k.le(order), terms, Double.NEGATIVE_INFINITY), 1);
        return divergence.times(steps).minus(log(delta)).div(order.squeeze(1).minus(1)).min();
    });

    private PrivateTraining() {}

    /** 784–32–10 with relu. */
    record Network(Array<Dense> layers) {
        Expr apply(Expr image) {
            return Dense.through(layers, image, h -> relu(h));
        }
    }

    /**
     * ε of so many steps, each of which takes every image with probability q and adds noise of σ times the norm to which it
     * clips: the least over orders α of steps·ρ(α) + ln(1/δ)/(α − 1), where
     * ρ(α) = ln Σₖ C(α, k)·(1 − q)^(α−k)·qᵏ·e^(k(k−1)/(2σ²))/(α − 1).
     */
    static double epsilon(double q, double sigma, int steps, double delta) {
        return toDouble(SPENT.apply(scalar(q), scalar(sigma), scalar(steps), scalar(delta)));
    }

    /** The least noise that spends at most ε, to three digits. */
    static double noise(double q, double epsilon, int steps, double delta) {
        double low = 0.3;
        double high = 100;
        while (high - low > 1e-3 * low) {
            double middle = Math.sqrt(low * high);
            if (epsilon(q, middle, steps, delta) > epsilon) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The sum of the gradients of the images with weight 1, each clipped. */
    static Fun3<Network, Expr, Expr, Network> clippedGradient() {
        var loss = fn((Network n, Expr x, Expr y) -> Losses.crossEntropy(n.apply(x), y));
        return fn((Network n, Expr x, Expr y) -> {
            Network gradient = grad(loss).apply(n, x, y);
            Expr norm = globalNorm(gradient);
            return map(gradient, leaf -> leaf.div(maximum(norm.div(CLIP), 1)));
        });
    }

    /** The accuracy on images that were not trained on. */
    static double train(double sigma, int steps) {
        FashionMnist data = FashionMnist.training();
        Tensor images = eval(data.images().reshape(-1, 784));
        int n = images.shape().dim(0);
        var each = vmap(clippedGradient()).in(none(), axis(0), axis(0));
        var step = fn((Network net, Expr rows, Expr weights, Expr number) -> {
            Network gradients = each.apply(net, images.get(rows), data.labels().get(rows));
            Expr flat = ravel(net);
            Network noise = unravel(net, normal(key(11).foldIn(number), f32(flat.shape().dim(0))).times(sigma * CLIP));
            Network noisy = zip(gradients, noise, (g, z) -> einsum("n,n...->...", weights, g).plus(z));
            return zip(net, noisy, (p, g) -> p.minus(g.times(0.5 / EXPECTED)));
        });
        Network net = eval(new Network(Dense.layers(key(10), 784, 32, 10)));
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < steps; i++) {
            int[] rows = new int[PLACES];
            float[] weights = new float[PLACES];
            int taken = 0;
            for (int image = 0; image < n; image++) {
                if (random.nextDouble() * n < EXPECTED) {
                    rows[taken] = image;
                    weights[taken++] = 1;
                }
            }
            net = step.apply(net, ints(rows), Tensor.of(weights), ints(i).get(0));
        }
        FashionMnist test = FashionMnist.test();
        Expr right = argmax(net.apply(test.images().reshape(-1, 784)), -1).cast(I32).eq(test.labels());
        return toDouble(mean(right.cast(F64)));
    }

    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        double q = EXPECTED / (double) FashionMnist.training().labels().shape().dim(0);
        IO.println("%d steps, each with about %d of 5,000 images, gradients clipped to %.0f; δ = %.0e.".formatted(
                steps, EXPECTED, CLIP, DELTA));
        IO.println("       ε   noise σ   accuracy");
        for (double epsilon : new double[] {1, 3, 8}) {
            double sigma = noise(q, epsilon, steps, DELTA);
            IO.println("%8.2f  %8.2f  %7.1f %%".formatted(epsilon(q, sigma, steps, DELTA), sigma, 100 * train(sigma, steps)));
        }
        IO.println("       ∞      0.00  %7.1f %%".formatted(100 * train(0, steps)));
    }
}
