package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.dsl.nn.Activations;
import fluxion.dsl.nn.Convolutions;
import fluxion.dsl.nn.Layers;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.nn.Pooling;
import fluxion.dsl.nn.Reduction;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.Key;
import io.vavr.control.Option;

/** Layers, losses and random numbers: the verbs of {@code fluxion.dsl.nn} and {@code fluxion.dsl.random}. */
abstract sealed class NetworkVerbs extends ArrayVerbs permits LiteralVerbs {
    NetworkVerbs() {}

    /** The random key of a seed. */
    public static Key key(long seed) { return Key.of(seed); }

    /** max(0, min(x, 6)); the derivative is 1 strictly between, 0 elsewhere. */
    public static Expr relu6(Expr x) { return Activations.relu6(x); }

    /** x where x &gt; 0, else slope·x. */
    public static Expr leakyRelu(Expr x, double slope) { return Activations.leakyRelu(x, slope); }

    /** x where x &gt; 0, else 0.01·x. */
    public static Expr leakyRelu(Expr x) { return Activations.leakyRelu(x); }

    /** x where x &gt; 0, else α·(eˣ − 1) (Clevert, Unterthiner and Hochreiter, ICLR 2016). */
    public static Expr elu(Expr x, double alpha) { return Activations.elu(x, alpha); }

    /** x where x &gt; 0, else eˣ − 1. */
    public static Expr elu(Expr x) { return Activations.elu(x); }

    /** 1.0507…·elu(x, 1.6732…): keeps mean 0 and variance 1 (Klambauer et al., Self-Normalizing Neural Networks, 2017). */
    public static Expr selu(Expr x) { return Activations.selu(x); }

    /** x where x &gt; 0, else α·(e^(x/α) − 1): elu with a continuous derivative for every α (Barron, 2017). */
    public static Expr celu(Expr x, double alpha) { return Activations.celu(x, alpha); }

    /** x·Φ(x) = x·(1 + erf(x/√2))/2 (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016). */
    public static Expr gelu(Expr x) { return Activations.gelu(x); }

    /** gelu's approximation x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))/2. */
    public static Expr geluTanh(Expr x) { return Activations.geluTanh(x); }

    /** x·sigmoid(x), also known as swish. */
    public static Expr silu(Expr x) { return Activations.silu(x); }

    /** x·tanh(softplus(x)) (Misra, 2019). */
    public static Expr mish(Expr x) { return Activations.mish(x); }

    /** ln sigmoid(x) = −softplus(−x). */
    public static Expr logSigmoid(Expr x) { return Activations.logSigmoid(x); }

    /** softplus(β·x)/β: the larger β, the closer to relu. */
    public static Expr softplus(Expr x, double beta) { return Activations.softplus(x, beta); }

    /** x/(1 + |x|). */
    public static Expr softsign(Expr x) { return Activations.softsign(x); }

    /** relu6(x + 3)/6. */
    public static Expr hardSigmoid(Expr x) { return Activations.hardSigmoid(x); }

    /** x·relu6(x + 3)/6 (Howard et al., Searching for MobileNetV3, 2019). */
    public static Expr hardSwish(Expr x) { return Activations.hardSwish(x); }

    /** x between −1 and 1, else the nearer of the two. */
    public static Expr hardTanh(Expr x) { return Activations.hardTanh(x); }

    /** a·sigmoid(b) for the halves a and b of x along an axis (Dauphin et al., 2017). */
    public static Expr glu(Expr x, int axis) { return Activations.glu(x, axis); }

    /** x·Wᵀ over the last axis: [..., in] with weights [out, in] to [..., out]. */
    public static Expr linear(Expr x, Expr weight) { return Layers.linear(x, weight); }

    /** x·Wᵀ + b, with a bias [out]. */
    public static Expr linear(Expr x, Expr weight, Expr bias) { return Layers.linear(x, weight, bias); }

    /** The rows of a weight [count, …] at integer indices: [I…] to [I…, …]. */
    public static Expr embedding(Expr indices, Expr weight) { return Layers.embedding(indices, weight); }

    /**
     * (x − mean)/√(var + ε)·weight + bias over the last axes, those of the weight (Ba, Kiros and Hinton, Layer
     * Normalization, 2016).
     */
    public static Expr layerNorm(Expr x, Expr weight, Expr bias, double epsilon) { return Layers.layerNorm(x, weight, bias, epsilon); }

    /** (x − mean)/√(var + ε) over the last axes, so many. */
    public static Expr layerNorm(Expr x, int axes, double epsilon) { return Layers.layerNorm(x, axes, epsilon); }

    /** x/√(mean(x²) + ε)·weight over the last axes, those of the weight (Zhang and Sennrich, 2019). */
    public static Expr rmsNorm(Expr x, Expr weight, double epsilon) { return Layers.rmsNorm(x, weight, epsilon); }

    /** (x − mean)/√(variance + ε)·weight + bias for each channel, with running statistics, as at inference.      * */
    public static Expr batchNorm(Expr x, Expr mean, Expr variance, Expr weight, Expr bias, double epsilon) { return Layers.batchNorm(x, mean, variance, weight, bias, epsilon); }

    /** (x − mean)/√(var + ε)·weight + bias over each group of channels and all positions (Wu and He, 2018); x is [N, C, …]. */
    public static Expr groupNorm(Expr x, int groups, Expr weight, Expr bias, double epsilon) { return Layers.groupNorm(x, groups, weight, bias, epsilon); }

    /** (x − mean)/√(var + ε)·weight + bias over the positions of each channel of each example; x is [N, C, …]. */
    public static Expr instanceNorm(Expr x, Expr weight, Expr bias, double epsilon) { return Layers.instanceNorm(x, weight, bias, epsilon); }

    /**
     * Each element 0 with probability {@code rate}, else divided by 1 − rate, so that the expectation stays (Srivastava et
     * al., Dropout, 2014).
     */
    public static Expr dropout(Key key, double rate, Expr x) { return Layers.dropout(key, rate, x); }

    /** Attention of every query to every key, scaled by 1/√E: see the other one. */
    public static Expr attention(Expr query, Expr key, Expr value) { return Layers.attention(query, key, value); }

    /**
     * Scaled dot-product attention softmax(Q·Kᵀ·scale + mask)·V (Vaswani et al., Attention Is All You Need, 2017): [...,
     * L, E], [..., S, E] and [..., S, V] to [..., L, V].      *
     */
    public static Expr attention(Expr query, Expr key, Expr value, Option<Expr> mask, boolean causal, Option<Double> scale) { return Layers.attention(query, key, value, mask, causal, scale); }

    /** Stride 1, no padding, no bias. */
    public static Expr conv2d(Expr x, Expr weight) { return Convolutions.conv2d(x, weight); }

    /** Stride 1, no padding. */
    public static Expr conv2d(Expr x, Expr weight, Expr bias) { return Convolutions.conv2d(x, weight, bias); }

    /** The same stride and padding for both axes. */
    public static Expr conv2d(Expr x, Expr weight, Option<Expr> bias, int stride, int padding) { return Convolutions.conv2d(x, weight, bias, stride, padding); }

    /**
     * {@code y[n, o, p, q] = b[o] + Σ x[n, c, p·stride + i·dilation − padding, q·…]·w[o, c, i, j]}, with zeros outside x:
     * [N, C, H, W] to [N, O, H', W'].      *
     */
    public static Expr conv2d(Expr x, Expr weight, Option<Expr> bias, Ints stride, Ints padding, Ints dilation, int groups) { return Convolutions.conv2d(x, weight, bias, stride, padding, dilation, groups); }

    /** The one-dimensional {@link Convolutions#conv2d}: [N, C, L] with weights [O, C/groups, k] to [N, O, L']. */
    public static Expr conv1d(Expr x, Expr weight, Option<Expr> bias, int stride, int padding, int dilation, int groups) { return Convolutions.conv1d(x, weight, bias, stride, padding, dilation, groups); }

    /** Stride 1, no padding. */
    public static Expr conv1d(Expr x, Expr weight, Expr bias) { return Convolutions.conv1d(x, weight, bias); }

    /**
     * The transpose of {@link Convolutions#conv2d} in x, for upsampling: [N, C, H, W] with weights [C, O/groups, kh, kw]
     * to [N, O, H', W'], H' = (H − 1)·stride − 2·padding + dilation·(kh − 1) + outputPadding + 1.      *
     */
    public static Expr convTranspose2d(Expr x, Expr weight, Option<Expr> bias, Ints stride, Ints padding, Ints outputPadding, Ints dilation, int groups) { return Convolutions.convTranspose2d(x, weight, bias, stride, padding, outputPadding, dilation, groups); }

    /** The largest element of each of the size×size squares that x divides into. */
    public static Expr maxPool2d(Expr x, int size) { return Pooling.maxPool2d(x, size); }

    /** The largest element of each window; outside x is −∞. Ties share the derivative evenly. */
    public static Expr maxPool2d(Expr x, Ints size, Ints stride, Ints padding) { return Pooling.maxPool2d(x, size, stride, padding); }

    /** The mean of each of the size×size squares that x divides into. */
    public static Expr avgPool2d(Expr x, int size) { return Pooling.avgPool2d(x, size); }

    /** The mean of each window; outside x is 0.      * */
    public static Expr avgPool2d(Expr x, Ints size, Ints stride, Ints padding, boolean countPadding) { return Pooling.avgPool2d(x, size, stride, padding, countPadding); }

    /** The mean of (x − y)². */
    public static Expr mse(Expr prediction, Expr target) { return Losses.mse(prediction, target); }

    /** (x − y)². */
    public static Expr mse(Expr prediction, Expr target, Reduction reduction) { return Losses.mse(prediction, target, reduction); }

    /** The mean of |x − y|. */
    public static Expr l1(Expr prediction, Expr target) { return Losses.l1(prediction, target); }

    /** |x − y|; its derivative where they are equal is 0. */
    public static Expr l1(Expr prediction, Expr target, Reduction reduction) { return Losses.l1(prediction, target, reduction); }

    /** d²/2 where |d| ≤ δ, else δ·(|d| − δ/2), for d = x − y (Huber, 1964). */
    public static Expr huber(Expr prediction, Expr target, double delta, Reduction reduction) { return Losses.huber(prediction, target, delta, reduction); }

    /** The mean of −p[target]: see {@link Losses#nll(Expr, Expr, Reduction)}. */
    public static Expr nll(Expr logProbabilities, Expr target) { return Losses.nll(logProbabilities, target); }

    /** The negative log-likelihood {@code −p[n, target[n, …], …]} of classes.      * */
    public static Expr nll(Expr logProbabilities, Expr target, Reduction reduction) { return Losses.nll(logProbabilities, target, reduction); }

    /** The mean cross-entropy: see {@link Losses#crossEntropy(Expr, Expr, Reduction, double, Option)}. */
    public static Expr crossEntropy(Expr logits, Expr target) { return Losses.crossEntropy(logits, target); }

    /** The cross-entropy: see {@link Losses#crossEntropy(Expr, Expr, Reduction, double, Option)}. */
    public static Expr crossEntropy(Expr logits, Expr target, Reduction reduction) { return Losses.crossEntropy(logits, target, reduction); }

    /** The cross-entropy {@code −Σ_c t[c]·ln softmax(z)[c]} of logits z and a target distribution t.      * */
    public static Expr crossEntropy(Expr logits, Expr target, Reduction reduction, double labelSmoothing, Option<Integer> ignoreIndex) { return Losses.crossEntropy(logits, target, reduction, labelSmoothing, ignoreIndex); }

    /** The mean of −y·ln p − (1 − y)·ln(1 − p). */
    public static Expr binaryCrossEntropy(Expr probability, Expr target) { return Losses.binaryCrossEntropy(probability, target); }

    /** −y·ln p − (1 − y)·ln(1 − p), each logarithm at least −100. From logits, the other one is more exact. */
    public static Expr binaryCrossEntropy(Expr probability, Expr target, Reduction reduction) { return Losses.binaryCrossEntropy(probability, target, reduction); }

    /** The mean of softplus(z) − y·z. */
    public static Expr binaryCrossEntropyWithLogits(Expr logits, Expr target) { return Losses.binaryCrossEntropyWithLogits(logits, target); }

    /** The binary cross-entropy of the probabilities sigmoid(z): softplus(z) − y·z. */
    public static Expr binaryCrossEntropyWithLogits(Expr logits, Expr target, Reduction reduction) { return Losses.binaryCrossEntropyWithLogits(logits, target, reduction); }

    /**
     * The Kullback-Leibler divergence t·(ln t − x) of a target distribution t from one given by its logarithm x; 0 where t
     * is 0. {@link Reduction#BATCH_MEAN} makes it the divergence of each example, averaged.
     */
    public static Expr klDiv(Expr logProbabilities, Expr target, Reduction reduction) { return Losses.klDiv(logProbabilities, target, reduction); }

    /** The same for a target given by its logarithm y: eʸ·(y − x). */
    public static Expr klDivOfLogs(Expr logProbabilities, Expr logTarget, Reduction reduction) { return Losses.klDivOfLogs(logProbabilities, logTarget, reduction); }

    /** The cosine of the angle between vectors along an axis, with ε = 10⁻⁸. */
    public static Expr cosineSimilarity(Expr a, Expr b, int axis) { return Losses.cosineSimilarity(a, b, axis); }

    /** a·b / √(max(a·a, ε²)·max(b·b, ε²)) along an axis: 0 for a vector of zeros. */
    public static Expr cosineSimilarity(Expr a, Expr b, int axis, double epsilon) { return Losses.cosineSimilarity(a, b, axis, epsilon); }

    /** Uniform on [0, 1): multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
    public static Expr uniform(Key key, TensorType type) { return Distributions.uniform(key, type); }

    /** Uniform from low to high; high itself by rounding only. */
    public static Expr uniform(Key key, TensorType type, double low, double high) { return Distributions.uniform(key, type, low, high); }

    /** Normal with mean 0 and variance 1. */
    public static Expr normal(Key key, TensorType type) { return Distributions.normal(key, type); }

    /** Normal with a mean and a standard deviation. */
    public static Expr normal(Key key, TensorType type, double mean, double deviation) { return Distributions.normal(key, type, mean, deviation); }

    /** True (1 in a numeric type) with probability p, from 0 to 1. */
    public static Expr bernoulli(Key key, double p, TensorType type) { return Distributions.bernoulli(key, p, type); }

    /** True (1 in a numeric type) with probabilities that broadcast to the type's shape. */
    public static Expr bernoulli(Key key, Expr p, TensorType type) { return Distributions.bernoulli(key, p, type); }

    /** Integers from low to high − 1, each with the same probability but for a part of at most (high − low)/2⁶⁴. */
    public static Expr integers(Key key, int low, int high, TensorType type) { return Distributions.integers(key, low, high, type); }
}
