package fluxion.tests.golden;

import static fluxion.tests.golden.GoldenOperations.one;
import static fluxion.tests.golden.GoldenOperations.unary;

import fluxion.dsl.nn.Activations;
import fluxion.dsl.nn.Attention;
import fluxion.dsl.nn.BatchNorm;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Layers;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.nn.Normalizations;
import fluxion.dsl.nn.Pooling;
import fluxion.dsl.nn.Reduction;
import fluxion.tests.golden.GoldenOperations.Operation;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.Locale;

/** The golden files' operations on neural networks. */
final class NnOperations {
    private NnOperations() {}

    static Option<Operation> named(String op) {
        return Option.of(activation(op)).orElse(() -> Option.of(layer(op))).orElse(() -> Option.of(loss(op)));
    }

    private static Operation activation(String op) {
        return switch (op) {
            case "relu6" -> unary(Activations::relu6);
            case "leaky_relu" -> one((p, x) -> Activations.leakyRelu(x.get(0), p.number("negative_slope")));
            case "elu" -> one((p, x) -> Activations.elu(x.get(0), p.number("alpha")));
            case "selu" -> unary(Activations::selu);
            case "celu" -> one((p, x) -> Activations.celu(x.get(0), p.number("alpha")));
            case "gelu" -> one((p, x) -> p.text("approximate").equals("tanh") ? Activations.geluTanh(x.get(0)) : Activations.gelu(x.get(0)));
            case "silu" -> unary(Activations::silu);
            case "mish" -> unary(Activations::mish);
            case "log_sigmoid" -> unary(Activations::logSigmoid);
            case "softplus_beta" -> one((p, x) -> Activations.softplus(x.get(0), p.number("beta")));
            case "hard_sigmoid" -> unary(Activations::hardSigmoid);
            case "hard_swish" -> unary(Activations::hardSwish);
            case "hard_tanh" -> unary(Activations::hardTanh);
            case "glu" -> one((p, x) -> Activations.glu(x.get(0), p.integer("axis")));
            default -> null;
        };
    }

    private static Operation layer(String op) {
        return switch (op) {
            case "conv1d" -> one((p, x) -> Convolutions.conv1d(x.get(0), x.get(1), Option.of(x.get(2)), p.ints("stride").get(0), p.ints("padding").get(0),
                    p.ints("dilation").get(0), p.integer("groups")));
            case "conv2d" -> one((p, x) -> Convolutions.conv2d(x.get(0), x.get(1), Option.of(x.get(2)), p.ints("stride"), p.ints("padding"),
                    p.ints("dilation"), p.integer("groups")));
            case "conv_transpose2d" -> one((p, x) -> Convolutions.convTranspose2d(x.get(0), x.get(1), Option.of(x.get(2)), p.ints("stride"),
                    p.ints("padding"), p.ints("output_padding"), p.ints("dilation"), p.integer("groups")));
            case "max_pool2d" -> one((p, x) -> Pooling.maxPool2d(x.get(0), p.ints("kernel_size"), p.ints("stride"), p.ints("padding")));
            case "avg_pool2d" -> one((p, x) -> Pooling.avgPool2d(x.get(0), p.ints("kernel_size"), p.ints("stride"), p.ints("padding"),
                    p.flag("count_include_pad")));
            case "embedding" -> one((p, x) -> Layers.embedding(x.get(0), x.get(1)));
            case "layer_norm" -> one((p, x) -> Normalizations.layerNorm(x.get(0), x.get(1), x.get(2), p.number("eps")));
            case "rms_norm" -> one((p, x) -> Normalizations.rmsNorm(x.get(0), x.get(1), p.number("eps")));
            case "group_norm" -> one((p, x) -> Normalizations.groupNorm(x.get(0), p.integer("num_groups"), x.get(1), x.get(2), p.number("eps")));
            case "instance_norm" -> one((p, x) -> Normalizations.instanceNorm(x.get(0), x.get(1), x.get(2), p.number("eps")));
            case "batch_norm" -> one((p, x) -> p.flag("training")
                    ? Normalizations.batchNormTraining(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), 0.1, p.number("eps")).y()
                    : Normalizations.batchNorm(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), p.number("eps")));
            case "batch_norm_update" -> (p, x) -> {
                BatchNorm result = Normalizations.batchNormTraining(x.get(0), x.get(1), x.get(2), x.get(3), x.get(4), p.number("momentum"), p.number("eps"));
                return Array.of(result.y(), result.mean(), result.variance());
            };
            case "scaled_dot_product_attention" -> one((p, x) -> Attention.attention(x.get(0), x.get(1), x.get(2),
                    Option.when(x.size() == 4, () -> x.get(3)), p.flag("is_causal"), Option.when(!p.isNull("scale"), () -> p.number("scale"))));
            default -> null;
        };
    }

    private static Operation loss(String op) {
        return switch (op) {
            case "cross_entropy" -> one((p, x) -> Losses.crossEntropy(x.get(0), x.get(1), reduction(p), p.number("label_smoothing"),
                    Option.when(!p.isNull("ignore_index"), () -> p.integer("ignore_index"))));
            case "nll_loss" -> one((p, x) -> Losses.nll(x.get(0), x.get(1), reduction(p)));
            case "mse_loss" -> one((p, x) -> Losses.mse(x.get(0), x.get(1), reduction(p)));
            case "l1_loss" -> one((p, x) -> Losses.l1(x.get(0), x.get(1), reduction(p)));
            case "huber_loss" -> one((p, x) -> Losses.huber(x.get(0), x.get(1), p.number("delta"), reduction(p)));
            case "binary_cross_entropy" -> one((p, x) -> Losses.binaryCrossEntropy(x.get(0), x.get(1), reduction(p)));
            case "binary_cross_entropy_with_logits" -> one((p, x) -> Losses.binaryCrossEntropyWithLogits(x.get(0), x.get(1), reduction(p)));
            case "kl_div" -> one((p, x) -> p.flag("log_target") ? Losses.klDivOfLogs(x.get(0), x.get(1), reduction(p))
                    : Losses.klDiv(x.get(0), x.get(1), reduction(p)));
            case "cosine_similarity" -> one((p, x) -> Losses.cosineSimilarity(x.get(0), x.get(1), p.integer("axis"), p.number("eps")));
            default -> null;
        };
    }

    private static Reduction reduction(Params p) {
        return p.text("reduction").equals("batchmean") ? Reduction.BATCH_MEAN : Reduction.valueOf(p.text("reduction").toUpperCase(Locale.ROOT));
    }
}
