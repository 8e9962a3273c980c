package fluxion.dsl.nn;

import static fluxion.dsl.random.Distributions.bernoulli;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.random.Key;
import io.vavr.control.Option;

/** Layers: linear maps, normalisation, dropout, embeddings, attention. */
public final class Layers {
    private Layers() {}

    /** x·Wᵀ over the last axis: [..., in] with weights [out, in] to [..., out]. */
    public static Expr linear(Expr x, Expr weight) {
        if (x.rank() < 1 || weight.rank() != 2 || x.shape().dims().last() != weight.shape().dim(1)) {
            throw new ShapeException("linear: requires an input [..., in] and a weight [out, in]; got " + x.type() + " and " + weight.type());
        }
        return x.contract(weight, Ints.empty(), Ints.empty(), Ints.of(x.rank() - 1), Ints.of(1));
    }

    /** x·Wᵀ + b, with a bias [out]. */
    public static Expr linear(Expr x, Expr weight, Expr bias) {
        Expr y = linear(x, weight);
        if (!bias.shape().equals(Shape.of(weight.shape().dim(0)))) {
            throw new ShapeException("linear: the bias must have the shape [" + weight.shape().dim(0) + "]; got " + bias.type());
        }
        return y.plus(bias);
    }

    /** The rows of a weight [count, …] at integer indices: [I…] to [I…, …]. */
    public static Expr embedding(Expr indices, Expr weight) {
        if (weight.rank() < 1) {
            throw new ShapeException("embedding: requires a weight [count, …]; got " + weight.type());
        }
        return weight.take(indices, 0);
    }

    /**
     * (x − mean)/√(var + ε)·weight + bias over the last axes, those of the weight (Ba, Kiros and Hinton, Layer Normalization,
     * 2016).
     */
    public static Expr layerNorm(Expr x, Expr weight, Expr bias, double epsilon) {
        requireLast("layerNorm", x, weight);
        requireLast("layerNorm", x, bias);
        return layerNorm(x, weight.rank(), epsilon).times(weight).plus(bias);
    }

    /** (x − mean)/√(var + ε) over the last axes, so many. */
    public static Expr layerNorm(Expr x, int axes, double epsilon) {
        return standardized(x, last("layerNorm", x, axes), epsilon);
    }

    /** x/√(mean(x²) + ε)·weight over the last axes, those of the weight (Zhang and Sennrich, 2019). */
    public static Expr rmsNorm(Expr x, Expr weight, double epsilon) {
        requireLast("rmsNorm", x, weight);
        int[] axes = last("rmsNorm", x, weight.rank());
        return x.times(x.keep(x.square().mean(axes), axes).plus(epsilon).rsqrt()).times(weight);
    }

    /**
     * (x − mean)/√(variance + ε)·weight + bias for each channel, with running statistics, as at inference.
     *
     * @param x [N, C, …]; all others are [C]
     */
    public static Expr batchNorm(Expr x, Expr mean, Expr variance, Expr weight, Expr bias, double epsilon) {
        requireChannels("batchNorm", x, mean, variance, weight, bias);
        return scaled(x.minus(alongChannels(mean, x)).times(alongChannels(variance.plus(epsilon).rsqrt(), x)), weight, bias);
    }

    /**
     * The result of {@link #batchNormTraining} and the statistics to go on with.
     *
     * @param y the normalised batch
     * @param mean the new running mean
     * @param variance the new running variance
     */
    public record BatchNorm(Expr y, Expr mean, Expr variance) {}

    /**
     * (x − mean)/√(variance + ε)·weight + bias with the batch's own statistics, and the running statistics
     * (1 − momentum)·old + momentum·batch, the batch's variance there divided by n − 1 (Ioffe and Szegedy, Batch
     * Normalization, 2015). The statistics are constant to derivatives.
     *
     * @param x [N, C, …]; all others are [C]
     */
    public static BatchNorm batchNormTraining(Expr x, Expr mean, Expr variance, Expr weight, Expr bias, double momentum, double epsilon) {
        requireChannels("batchNormTraining", x, mean, variance, weight, bias);
        int[] axes = Ints.range(0, x.rank()).without(Ints.of(1)).toArray();
        return new BatchNorm(scaled(standardized(x, axes, epsilon), weight, bias),
                mean.times(1 - momentum).plus(x.mean(axes).stopGradient().times(momentum)),
                variance.times(1 - momentum).plus(x.variance(1, axes).stopGradient().times(momentum)));
    }

    /** (x − mean)/√(var + ε)·weight + bias over each group of channels and all positions (Wu and He, 2018); x is [N, C, …]. */
    public static Expr groupNorm(Expr x, int groups, Expr weight, Expr bias, double epsilon) {
        requireChannels("groupNorm", x, weight, bias);
        int channels = x.shape().dim(1);
        if (groups < 1 || channels % groups != 0) {
            throw new ShapeException("groupNorm: groups must divide the channels; got " + groups + " groups for " + x.type());
        }
        Shape grouped = new Shape(Ints.of(x.shape().dim(0), groups, channels / groups).concat(x.shape().dims().drop(2)));
        Expr split = x.reshape(grouped);
        return scaled(standardized(split, Ints.range(2, grouped.rank()).toArray(), epsilon).reshape(x.shape()), weight, bias);
    }

    /** (x − mean)/√(var + ε)·weight + bias over the positions of each channel of each example; x is [N, C, …]. */
    public static Expr instanceNorm(Expr x, Expr weight, Expr bias, double epsilon) {
        requireChannels("instanceNorm", x, weight, bias);
        return scaled(standardized(x, Ints.range(2, x.rank()).toArray(), epsilon), weight, bias);
    }

    private static Expr standardized(Expr x, int[] axes, double epsilon) {
        if (axes.length == 0) { // each element alone: its own mean
            return x.minus(x);
        }
        Expr deviation = x.minus(x.keep(x.mean(axes), axes));
        return deviation.times(x.keep(deviation.square().mean(axes), axes).plus(epsilon).rsqrt());
    }

    private static Expr scaled(Expr x, Expr weight, Expr bias) {
        return x.times(alongChannels(weight, x)).plus(alongChannels(bias, x));
    }

    /** [C] as [C, 1, …], to broadcast against [N, C, …]. */
    static Expr alongChannels(Expr channels, Expr x) {
        return channels.reshape(new Shape(channels.shape().dims().concat(Ints.fill(x.rank() - 2, 1))));
    }

    private static int[] last(String operation, Expr x, int axes) {
        if (axes < 0 || axes > x.rank()) {
            throw new ShapeException(operation + ": the number of axes must be from 0 to the operand's rank; got " + axes + " for " + x.type());
        }
        return Ints.range(x.rank() - axes, x.rank()).toArray();
    }

    private static void requireLast(String operation, Expr x, Expr weight) {
        if (weight.rank() > x.rank() || !x.shape().dims().drop(x.rank() - weight.rank()).equals(weight.shape().dims())) {
            throw new ShapeException(operation + ": weight and bias must have the lengths of the last axes; got " + weight.type() + " for " + x.type());
        }
    }

    private static void requireChannels(String operation, Expr x, Expr... perChannel) {
        for (Expr each : perChannel) {
            if (x.rank() < 2 || !each.shape().equals(Shape.of(x.shape().dim(1)))) {
                throw new ShapeException(operation + ": requires an input [N, C, …] and parameters [C]; got " + x.type() + " and " + each.type());
            }
        }
    }

    /**
     * Each element 0 with probability {@code rate}, else divided by 1 − rate, so that the expectation stays (Srivastava et
     * al., Dropout, 2014).
     */
    public static Expr dropout(Key key, double rate, Expr x) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new FluxionException("dropout: the rate must be from 0 to 1; got " + rate);
        }
        Expr kept = bernoulli(key, 1 - rate, new TensorType(DType.BOOL, x.shape()));
        return kept.where(x.times(rate == 1 ? 0 : 1 / (1 - rate)), 0);
    }

    /** Attention of every query to every key, scaled by 1/√E: see the other one. */
    public static Expr attention(Expr query, Expr key, Expr value) {
        return attention(query, key, value, Option.none(), false, Option.none());
    }

    /**
     * Scaled dot-product attention softmax(Q·Kᵀ·scale + mask)·V (Vaswani et al., Attention Is All You Need, 2017):
     * [..., L, E], [..., S, E] and [..., S, V] to [..., L, V].
     *
     * @param mask bool (true: attend) or numbers to add, broadcast to [..., L, S]
     * @param causal whether position i attends to positions ≤ i only
     * @param scale none for 1/√E
     */
    public static Expr attention(Expr query, Expr key, Expr value, Option<Expr> mask, boolean causal, Option<Double> scale) {
        if (query.rank() < 2 || key.rank() < 2 || value.rank() < 2 || query.shape().dims().last() != key.shape().dims().last()
                || key.shape().dim(key.rank() - 2) != value.shape().dim(value.rank() - 2)) {
            throw new ShapeException("attention: requires queries [..., L, E], keys [..., S, E] and values [..., S, V]; got " + query.type()
                    + ", " + key.type() + " and " + value.type());
        }
        if (!query.dtype().isFloat()) {
            throw new DTypeException("attention: requires floating-point numbers; got " + query.type());
        }
        double factor = scale.getOrElse(1 / Math.sqrt(query.shape().dims().last()));
        Expr scores = query.matmul(key.t()).times(factor);
        Expr masked = mask.map(m -> m.dtype() == DType.BOOL ? m.where(scores, Double.NEGATIVE_INFINITY) : scores.plus(m)).getOrElse(scores);
        Expr allowed = causal ? past(masked).where(masked, Double.NEGATIVE_INFINITY) : masked;
        return allowed.softmax(-1).matmul(value);
    }

    /** [L, S]: true where the column is at most the row. */
    private static Expr past(Expr scores) {
        Ints matrix = scores.shape().dims().drop(scores.rank() - 2);
        return Tensor.full(new TensorType(DType.BOOL, new Shape(matrix)), 1).tril();
    }
}
