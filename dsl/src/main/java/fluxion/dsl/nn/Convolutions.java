package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.op.Conv;
import io.vavr.control.Option;

/**
 * Convolutions, strictly cross-correlations, of [N, C, …] with weights [O, C/groups, k…], and bias [O]. One example without
 * its axis N is fine: the result then has none.
 */
public final class Convolutions {
    private Convolutions() {}

    /** Cross-correlation of images with kernels, stride 1, no padding, no bias. */
    public static Expr conv2d(Expr x, Expr weight) {
        Given.arguments("conv2d", x, weight);
        return conv2d(x, weight, Option.none(), 1, 0);
    }

    /** Stride 1, no padding. */
    public static Expr conv2d(Expr x, Expr weight, Expr bias) {
        Given.arguments("conv2d", x, weight, bias);
        return conv2d(x, weight, Option.of(bias), 1, 0);
    }

    /** The same stride and padding for both axes. */
    public static Expr conv2d(Expr x, Expr weight, Option<Expr> bias, int stride, int padding) {
        Given.arguments("conv2d", x, weight, bias);
        return conv2d(x, weight, bias, Ints.fill(2, stride), Ints.fill(2, padding), Ints.of(1, 1), 1);
    }

    /**
     * {@code y[n, o, p, q] = b[o] + Σ x[n, c, p·stride + i·dilation − padding, q·…]·w[o, c, i, j]}, with zeros outside x:
     * [N, C, H, W] to [N, O, H', W'].
     *
     * @param weight [O, C/groups, kh, kw]
     * @param bias [O]
     * @param groups how many separate convolutions the channels are split into
     */
    public static Expr conv2d(Expr x, Expr weight, Option<Expr> bias, Ints stride, Ints padding, Ints dilation, int groups) {
        Given.arguments("conv2d", x, weight, bias, stride, padding, dilation);
        return convolve("conv2d", 2, x, weight, bias, stride, padding, dilation, groups);
    }

    /** The one-dimensional {@link #conv2d}: [N, C, L] with weights [O, C/groups, k] to [N, O, L']. */
    public static Expr conv1d(Expr x, Expr weight, Option<Expr> bias, int stride, int padding, int dilation, int groups) {
        Given.arguments("conv1d", x, weight, bias);
        return convolve("conv1d", 1, x, weight, bias, Ints.of(stride), Ints.of(padding), Ints.of(dilation), groups);
    }

    /** Stride 1, no padding. */
    public static Expr conv1d(Expr x, Expr weight, Expr bias) {
        Given.arguments("conv1d", x, weight, bias);
        return conv1d(x, weight, Option.of(bias), 1, 0, 1, 1);
    }

    /** Stride 1, no padding, no bias. */
    public static Expr conv1d(Expr x, Expr weight) {
        Given.arguments("conv1d", x, weight);
        return conv1d(x, weight, Option.none(), 1, 0, 1, 1);
    }

    /** The three-dimensional {@link #conv2d}: [N, C, D, H, W] with weights [O, C/groups, kd, kh, kw]. */
    public static Expr conv3d(Expr x, Expr weight, Option<Expr> bias, Ints stride, Ints padding, Ints dilation, int groups) {
        Given.arguments("conv3d", x, weight, bias, stride, padding, dilation);
        return convolve("conv3d", 3, x, weight, bias, stride, padding, dilation, groups);
    }

    /** Stride 1, no padding. */
    public static Expr conv3d(Expr x, Expr weight, Expr bias) {
        Given.arguments("conv3d", x, weight, bias);
        Ints one = Ints.fill(3, 1);
        return conv3d(x, weight, Option.of(bias), one, Ints.fill(3, 0), one, 1);
    }

    private static Expr convolve(String operation, int spatial, Expr x, Expr weight, Option<Expr> bias, Ints stride, Ints padding,
            Ints dilation, int groups) {
        require(operation, spatial, x, weight, stride, padding, dilation);
        Expr batch = x.rank() == spatial + 2 ? x : x.expandDims(0);
        Expr y = biased(operation, batch.conv(weight, stride, padding, dilation, groups), bias);
        return x.rank() == spatial + 2 ? y : y.squeeze(0);
    }

    /**
     * The transpose of {@link #conv2d} in x, for upsampling: [N, C, H, W] with weights [C, O/groups, kh, kw] to
     * [N, O, H', W'], H' = (H − 1)·stride − 2·padding + dilation·(kh − 1) + outputPadding + 1.
     *
     * @param outputPadding rows and columns more at the end, which conv2d's stride would have skipped
     */
    public static Expr convTranspose2d(Expr x, Expr weight, Option<Expr> bias, Ints stride, Ints padding, Ints outputPadding,
            Ints dilation,
            int groups) {
        Given.arguments("convTranspose2d", x, weight, bias, stride, padding, outputPadding, dilation);
        return transposed("convTranspose2d", 2, x, weight, bias, stride, padding, outputPadding, dilation, groups);
    }

    /** No padding, no dilation: H' = (H − 1)·stride + kh. */
    public static Expr convTranspose2d(Expr x, Expr weight, Option<Expr> bias, int stride) {
        Given.arguments("convTranspose2d", x, weight, bias);
        return convTranspose2d(x, weight, bias, Ints.fill(2, stride), Ints.of(0, 0), Ints.of(0, 0), Ints.of(1, 1), 1);
    }

    /** The one-dimensional {@link #convTranspose2d}: [N, C, L] with weights [C, O/groups, k] to [N, O, L']. */
    public static Expr convTranspose1d(Expr x, Expr weight, Option<Expr> bias, int stride, int padding, int outputPadding,
            int dilation, int groups) {
        Given.arguments("convTranspose1d", x, weight, bias);
        return transposed("convTranspose1d", 1, x, weight, bias, Ints.of(stride), Ints.of(padding), Ints.of(outputPadding),
                Ints.of(dilation), groups);
    }

    /** No padding, no dilation: L' = (L − 1)·stride + k. */
    public static Expr convTranspose1d(Expr x, Expr weight, Option<Expr> bias, int stride) {
        Given.arguments("convTranspose1d", x, weight, bias);
        return convTranspose1d(x, weight, bias, stride, 0, 0, 1, 1);
    }

    private static Expr transposed(String operation, int spatial, Expr x, Expr weight, Option<Expr> bias, Ints stride,
            Ints padding,
            Ints outputPadding, Ints dilation, int groups) {
        require(operation, spatial, x, weight, stride, padding, dilation);
        int channels = weight.shape().dim(0);
        if (groups < 1 || channels % groups != 0) {
            throw new ShapeException(operation + ": groups must divide the weight's channels; got " + groups + " groups for "
                    + weight.type());
        }
        if (outputPadding.size() != spatial || !outputPadding.forAll(p -> p >= 0)) {
            throw new ShapeException(operation + ": outputPadding ≥ 0 is for each of " + spatial + " spatial axes; got "
                    + outputPadding);
        }
        Ints kernel = weight.shape().dims().drop(2);
        int out = weight.shape().dim(1);
        Expr flipped = weight.reshape(new Shape(Ints.of(groups, channels / groups, out).concat(kernel))).swapAxes(1, 2)
                .reshape(new Shape(Ints.of(groups * out, channels / groups).concat(kernel)))
                .flip(Ints.range(2, spatial + 2).toArray());
        Ints low = Ints.tabulate(spatial, i -> dilation.get(i) * (kernel.get(i) - 1) - padding.get(i));
        Ints high = Ints.tabulate(spatial, i -> low.get(i) + outputPadding.get(i));
        Conv op = new Conv(Ints.fill(spatial, 1), low.map(p -> Math.max(0, p)), high.map(p -> Math.max(0, p)), stride, dilation,
                groups);
        Expr batch = x.rank() == spatial + 2 ? x : x.expandDims(0);
        Expr y = Expr.apply(op, batch.cast(x.dtype().promote(weight.dtype())), flipped.cast(x.dtype().promote(weight.dtype())));
        for (int i = 0; i < spatial; i++) { // more padding than the kernel reaches cuts rows off
            int n = y.shape().dim(i + 2);
            int cutLow = Math.max(0, -low.get(i));
            int cutHigh = Math.max(0, -high.get(i));
            y = cutLow == 0 && cutHigh == 0 ? y : y.slice(i + 2, cutLow, n - cutHigh);
        }
        Expr result = biased(operation, y, bias);
        return x.rank() == spatial + 2 ? result : result.squeeze(0);
    }

    private static void require(String operation, int spatial, Expr x, Expr weight, Ints stride, Ints padding, Ints dilation) {
        if (x.rank() != spatial + 2 && x.rank() != spatial + 1 || weight.rank() != spatial + 2) {
            throw new ShapeException(operation + ": requires an input [N, C, …] or [C, …] and a weight with " + spatial
                    + " spatial "
                    + (spatial == 1 ? "axis" : "axes") + " each; got " + x.type() + " and " + weight.type());
        }
        if (stride.size() != spatial || padding.size() != spatial || dilation.size() != spatial || !padding.forAll(p -> p >= 0)) {
            throw new ShapeException(operation + ": stride, padding ≥ 0 and dilation are for each of " + spatial
                    + " spatial axes; got " + stride
                    + ", " + padding + " and " + dilation);
        }
    }

    private static Expr biased(String operation, Expr y, Option<Expr> bias) {
        bias.forEach(b -> {
            if (!b.shape().equals(Shape.of(y.shape().dim(1)))) {
                throw new ShapeException(operation + ": the bias must have one number for each output channel, ["
                        + y.shape().dim(1) + "]; got " + b.type());
            }
        });
        return bias.map(b -> y.plus(alongChannels(b, y))).getOrElse(y);
    }

    /** [C] as [C, 1, …], to broadcast against [N, C, …]. */
    static Expr alongChannels(Expr channels, Expr x) {
        return channels.reshape(new Shape(channels.shape().dims().concat(Ints.fill(x.rank() - 2, 1))));
    }
}
