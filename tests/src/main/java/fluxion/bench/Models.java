package fluxion.bench;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Layers;
import fluxion.dsl.nn.Losses;
import io.vavr.control.Option;

/** The networks of the cases, as records of their parameters; weights are [out, in], kernels OIHW, images NCHW. */
final class Models {
    private Models() {}

    record Mlp2(Expr w1, Expr b1, Expr w2, Expr b2) {
        Expr apply(Expr x) {
            return Layers.linear(relu(Layers.linear(x, w1, b1)), w2, b2);
        }

        Expr loss(Expr x, Expr y) {
            return Losses.crossEntropy(apply(x), y);
        }
    }

    record Mlp3(Expr w1, Expr b1, Expr w2, Expr b2, Expr w3, Expr b3) {
        Expr apply(Expr x) {
            return Layers.linear(relu(Layers.linear(relu(Layers.linear(x, w1, b1)), w2, b2)), w3, b3);
        }

        /** With tanh, and a scalar result. */
        Expr smooth(Expr x) {
            return Layers.linear(tanh(Layers.linear(tanh(Layers.linear(x, w1, b1)), w2, b2)), w3, b3).get(0);
        }

        Expr squaredError(Expr x, Expr y) {
            return mean(apply(x).minus(y).square());
        }
    }

    record Mlp5(Expr w1, Expr b1, Expr w2, Expr b2, Expr w3, Expr b3, Expr w4, Expr b4, Expr w5, Expr b5) {
        /** The energy of one pair at distance r[1]. */
        Expr energy(Expr r) {
            Expr h = tanh(Layers.linear(tanh(Layers.linear(r, w1, b1)), w2, b2));
            return Layers.linear(tanh(Layers.linear(tanh(Layers.linear(h, w3, b3)), w4, b4)), w5, b5).get(0);
        }
    }

    /** conv, relu, conv, relu, max pool 2, linear, relu, linear. */
    record Cnn(Expr conv1W, Expr conv1B, Expr conv2W, Expr conv2B, Expr w1, Expr b1, Expr w2, Expr b2) {
        /** One image [1, 28, 28] to logits. */
        Expr apply(Expr image) {
            Expr x = image.expandDims(0);
            Expr h = relu(Convolutions.conv2d(relu(Convolutions.conv2d(x, conv1W, conv1B)), conv2W, conv2B));
            Expr pooled = halve(h).flatten();
            return Layers.linear(relu(Layers.linear(pooled, w1, b1)), w2, b2);
        }

        Expr loss(Expr image, Expr label) {
            return Losses.crossEntropy(apply(image), label);
        }
    }

    /** conv pad 1, relu, max pool 2, twice, then linear. */
    record SmallCnn(Expr conv1W, Expr conv1B, Expr conv2W, Expr conv2B, Expr w, Expr b) {
        Expr loss(Expr image, Expr label) {
            Expr x = halve(relu(same(image.expandDims(0), conv1W, conv1B)));
            Expr h = halve(relu(same(x, conv2W, conv2B)));
            return Losses.crossEntropy(Layers.linear(h.flatten(), w, b), label);
        }
    }

    /** conv, relu, conv, relu, conv, linear. */
    record NtkCnn(Expr conv1W, Expr conv1B, Expr conv2W, Expr conv2B, Expr conv3W, Expr conv3B, Expr w, Expr b) {
        Expr apply(Expr image) {
            Expr x = relu(Convolutions.conv2d(image.expandDims(0), conv1W, conv1B));
            Expr h = Convolutions.conv2d(relu(Convolutions.conv2d(x, conv2W, conv2B)), conv3W, conv3B);
            return Layers.linear(h.flatten(), w, b);
        }
    }

    /** tanh(w_x·x + w_h·h + b). */
    record Rnn(Expr wX, Expr wH, Expr b) {
        /** What all inputs add, at once. */
        Expr input(Expr xs) {
            return xs.matmul(wX.transpose()).plus(b);
        }

        Expr next(Expr h, Expr input) {
            return tanh(input.plus(h.matmul(wH.transpose())));
        }
    }

    /** Convolution 3×3 that keeps the image's size. */
    static Expr same(Expr x, Expr kernel, Expr bias) {
        return Convolutions.conv2d(x, kernel, Option.of(bias), Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 1), 1);
    }

    /** Max pooling 2×2. */
    static Expr halve(Expr x) {
        return fluxion.dsl.nn.Pooling.maxPool2d(x, 2);
    }
}
