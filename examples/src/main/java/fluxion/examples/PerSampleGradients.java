package fluxion.examples;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Layers;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.nn.Pooling;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Per-sample gradients of a convolutional network on real images: one gradient for each of 64 examples, once by a loop over
 * the examples and once by {@code vmap(grad(loss))}.
 */
public final class PerSampleGradients {
    private static final int BATCH = 64;

    private PerSampleGradients() {}

    /**
     * conv(1, 32, 3), relu, conv(32, 64, 3), relu, max pool 2, linear 9216–128, relu, linear 128–10.
     */
    record Cnn(Expr conv1, Expr bias1, Expr conv2, Expr bias2, Expr w1, Expr b1, Expr w2, Expr b2) {
        static Cnn init(RandomKey key) {
            Seq<RandomKey> keys = key.split(8);
            return new Cnn(uniformWeights(keys.get(0), 9, f32(32, 1, 3, 3)), uniformWeights(keys.get(1), 9, f32(32)),
                    uniformWeights(keys.get(2), 288, f32(64, 32, 3, 3)), uniformWeights(keys.get(3), 288, f32(64)),
                    uniformWeights(keys.get(4), 9216, f32(128, 9216)), uniformWeights(keys.get(5), 9216, f32(128)),
                    uniformWeights(keys.get(6), 128, f32(10, 128)), uniformWeights(keys.get(7), 128, f32(10)));
        }

        /** Uniform within ±1/√fanIn. */
        private static Expr uniformWeights(RandomKey key, int fanIn, TensorType type) {
            double bound = 1 / Math.sqrt(fanIn);
            return eval(uniform(key, type, -bound, bound));
        }

        /** One image [1, 28, 28] to logits [10]. */
        Expr apply(Expr image) {
            Expr h = relu(Convolutions.conv2d(image.expandDims(0), conv1, bias1));
            Expr pooled = Pooling.maxPool2d(relu(Convolutions.conv2d(h, conv2, bias2)), 2);
            return Layers.linear(relu(Layers.linear(pooled.flatten(), w1, b1)), w2, b2);
        }
    }

    public static void main(String[] args) {
        FashionMnist data = FashionMnist.training();
        Tensor images = eval(data.images().slice(0, 0, BATCH).reshape(BATCH, 1, 28, 28));
        Tensor labels = eval(data.labels().slice(0, 0, BATCH));
        Cnn net = Cnn.init(key(0));

        var loss = fn((Cnn n, Expr image, Expr label) -> Losses.crossEntropy(n.apply(image), label));
        var single = grad(loss);
        var perSample = vmap(grad(loss)).in(none(), axis(0), axis(0));

        Cnn batched = perSample.apply(net, images, labels);
        IO.println("One gradient for each of " + BATCH + " images of clothes, every leaf with a leading axis of " + BATCH + ":");
        IO.println("   " + leaves(batched).map(Expr::shape).mkString(", "));

        Seq<Cnn> looped = loop(single, net, images, labels);
        double difference = leaves(batched).zipWithIndex((all, leaf) -> Array.range(0, BATCH)
                .map(i -> toDouble(all.get(i).minus(leaves(looped.get(i)).get(leaf)).abs().max())).max().get()).max().get();
        IO.println("Largest difference from the loop over examples: %.1e".formatted(difference));

        double vmapSeconds = Timing.median(3, 7, () -> perSample.apply(net, images, labels));
        double loopSeconds = Timing.median(3, 7, () -> loop(single, net, images, labels));
        IO.println("The loop takes %.0f ms, vmap %.0f ms: %.1f times as fast.".formatted(1e3 * loopSeconds, 1e3 * vmapSeconds,
                loopSeconds / vmapSeconds));
    }

    private static Seq<Cnn> loop(fluxion.dsl.function.Fun3<Cnn, Expr, Expr, Cnn> gradient, Cnn net, Tensor images,
            Tensor labels) {
        return Array.range(0, BATCH).map(i -> gradient.apply(net, eval(images.get(i)), eval(labels.get(i))));
    }
}
