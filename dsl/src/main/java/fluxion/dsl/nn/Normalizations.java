package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;

/** Normalisations: numbers brought to mean 0 and variance 1, over the axes that each names. */
public final class Normalizations {
    private Normalizations() {}

    /**
     * (x − mean)/√(var + ε)·weight + bias over the last axes, those of the weight (Ba, Kiros and Hinton, Layer Normalization,
     * 2016).
     */
    public static Expr layerNorm(Expr x, Expr weight, Expr bias, double epsilon) {
        Given.arguments("layerNorm", x, weight, bias);
        requireLast("layerNorm", x, weight);
        requireLast("layerNorm", x, bias);
        return layerNorm(x, weight.rank(), epsilon).times(weight).plus(bias);
    }

    /** (x − mean)/√(var + ε) over the last axes, so many. */
    public static Expr layerNorm(Expr x, int axes, double epsilon) {
        Given.arguments("layerNorm", x);
        return standardized(x, last("layerNorm", x, axes), epsilon);
    }

    /** x/√(mean(x²) + ε)·weight over the last axes, those of the weight (Zhang and Sennrich, 2019). */
    public static Expr rmsNorm(Expr x, Expr weight, double epsilon) {
        Given.arguments("rmsNorm", x, weight);
        requireLast("rmsNorm", x, weight);
        return rmsNorm(x, weight.rank(), epsilon).times(weight);
    }

    /** x/√(mean(x²) + ε) over the last axes, so many. */
    public static Expr rmsNorm(Expr x, int axes, double epsilon) {
        Given.arguments("rmsNorm", x);
        int[] last = last("rmsNorm", x, axes);
        Expr mean = last.length == 0 ? x.square() : x.keep(x.square().mean(last), last); // of each element alone, or not
        return x.times(mean.plus(epsilon).rsqrt());
    }

    /**
     * (x − mean)/√(variance + ε)·weight + bias for each channel, with running statistics, as at inference.
     *
     * @param x [N, C, …]; all others are [C]
     */
    public static Expr batchNorm(Expr x, Expr mean, Expr variance, Expr weight, Expr bias, double epsilon) {
        Given.arguments("batchNorm", x, mean, variance, weight, bias);
        requireChannels("batchNorm", x, mean, variance, weight, bias);
        Expr centred = x.minus(Convolutions.alongChannels(mean, x));
        return scaled(centred.times(Convolutions.alongChannels(variance.plus(epsilon).rsqrt(), x)), weight, bias);
    }

    /**
     * (x − mean)/√(variance + ε)·weight + bias with the batch's own statistics, and the running statistics
     * (1 − momentum)·old + momentum·batch, the batch's variance there divided by n − 1 (Ioffe and Szegedy, Batch
     * Normalization, 2015). The statistics are constant to derivatives.
     *
     * @param x [N, C, …]; all others are [C]
     */
    public static BatchNorm batchNormTraining(Expr x, Expr mean, Expr variance, Expr weight, Expr bias, double momentum,
            double epsilon) {
        Given.arguments("batchNormTraining", x, mean, variance, weight, bias);
        requireChannels("batchNormTraining", x, mean, variance, weight, bias);
        int[] axes = Ints.range(0, x.rank()).without(Ints.of(1)).toArray();
        return new BatchNorm(scaled(standardized(x, axes, epsilon), weight, bias),
                mean.times(1 - momentum).plus(x.mean(axes).stopGradient().times(momentum)),
                variance.times(1 - momentum).plus(x.variance(1, axes).stopGradient().times(momentum)));
    }

    /** (x − mean)/√(var + ε)·weight + bias over each group of channels and all positions (Wu and He, 2018); x is [N, C, …]. */
    public static Expr groupNorm(Expr x, int groups, Expr weight, Expr bias, double epsilon) {
        Given.arguments("groupNorm", x, weight, bias);
        requireChannels("groupNorm", x, weight, bias);
        return scaled(groupNorm(x, groups, epsilon), weight, bias);
    }

    /** (x − mean)/√(var + ε) over each group of channels and all positions; x is [N, C, …]. */
    public static Expr groupNorm(Expr x, int groups, double epsilon) {
        Given.arguments("groupNorm", x);
        requireChannels("groupNorm", x);
        int channels = x.shape().dim(1);
        if (groups < 1 || channels % groups != 0) {
            throw new ShapeException("groupNorm: groups must divide the channels; got " + groups + " groups for " + x.type());
        }
        Shape grouped = new Shape(Ints.of(x.shape().dim(0), groups, channels / groups).concat(x.shape().dims().drop(2)));
        Expr split = x.reshape(grouped);
        return standardized(split, Ints.range(2, grouped.rank()).toArray(), epsilon).reshape(x.shape());
    }

    /** (x − mean)/√(var + ε)·weight + bias over the positions of each channel of each example; x is [N, C, …]. */
    public static Expr instanceNorm(Expr x, Expr weight, Expr bias, double epsilon) {
        Given.arguments("instanceNorm", x, weight, bias);
        requireChannels("instanceNorm", x, weight, bias);
        return scaled(instanceNorm(x, epsilon), weight, bias);
    }

    /** (x − mean)/√(var + ε) over the positions of each channel of each example; x is [N, C, …]. */
    public static Expr instanceNorm(Expr x, double epsilon) {
        Given.arguments("instanceNorm", x);
        requireChannels("instanceNorm", x);
        return standardized(x, Ints.range(2, x.rank()).toArray(), epsilon);
    }

    private static Expr standardized(Expr x, int[] axes, double epsilon) {
        if (axes.length == 0) { // each element alone: its own mean
            return x.minus(x);
        }
        Expr deviation = x.minus(x.keep(x.mean(axes), axes));
        return deviation.times(x.keep(deviation.square().mean(axes), axes).plus(epsilon).rsqrt());
    }

    private static Expr scaled(Expr x, Expr weight, Expr bias) {
        return x.times(Convolutions.alongChannels(weight, x)).plus(Convolutions.alongChannels(bias, x));
    }

    private static int[] last(String operation, Expr x, int axes) {
        if (axes < 0 || axes > x.rank()) {
            throw new ShapeException(operation + ": the number of axes must be from 0 to the operand's rank; got " + axes
                    + " for " + x.type());
        }
        return Ints.range(x.rank() - axes, x.rank()).toArray();
    }

    private static void requireLast(String operation, Expr x, Expr weight) {
        if (weight.rank() > x.rank() || !x.shape().dims().drop(x.rank() - weight.rank()).equals(weight.shape().dims())) {
            throw new ShapeException(operation + ": weight and bias must have the lengths of the last axes; got " + weight.type()
                    + " for " + x.type());
        }
    }

    private static void requireChannels(String operation, Expr x, Expr... perChannel) {
        if (x.rank() < 2) {
            throw new ShapeException(operation + ": requires an input [N, C, …]; got " + x.type());
        }
        for (Expr each : perChannel) {
            if (!each.shape().equals(Shape.of(x.shape().dim(1)))) {
                throw new ShapeException(operation + ": requires an input [N, C, …] and parameters [C]; got " + x.type() + " and "
                        + each.type());
            }
        }
    }
}
