package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Array;

/** Sampling on another grid. Axes are independent of each other: along each, a sum of elements with weights that are known. */
final class ResizeOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("Resize", ResizeOperators::resize).knowing(1, 2, 3),
            one("Upsample", ResizeOperators::upsample).knowing(1));

    private ResizeOperators() {}

    private static Expr upsample(NodeCall c) {
        Expr x = c.x();
        double[] scales = c.optional(1).isDefined() ? numbers(c, 1)
                : c.numbers("scales").toJavaStream().mapToDouble(v -> v).toArray();
        Expr y = x;
        for (int axis = 0; axis < Math.min(x.rank(), scales.length); axis++) {
            int n = x.shape().dim(axis);
            y = along(y, axis, new Resampling(c.text("mode", "nearest"), "asymmetric", "floor", 0, false, false, n,
                    length(n, scales[axis]), scales[axis], 0, 1));
        }
        return y;
    }

    private static int length(int n, double scale) {
        return (int) Math.clamp((long) Math.floor(n * scale), 0, Integer.MAX_VALUE);
    }

    private static double[] numbers(NodeCall c, int i) {
        return ElementwiseOperators.doubles(c.known(i));
    }

    private static Expr resize(NodeCall c) {
        Expr x = c.x();
        Ints axes = c.axes(c.ints("axes").getOrElse(() -> Ints.range(0, x.rank())), x.rank());
        boolean older = c.opset() < 11;
        double[] scales = c.optional(older ? 1 : 2).isDefined() ? numbers(c, older ? 1 : 2) : new double[0];
        Ints sizes = c.optional(3).map(_ -> c.knownInts(3)).getOrElse(Ints.empty());
        String coordinates = c.text("coordinate_transformation_mode", older ? "asymmetric" : "half_pixel");
        boolean crops = coordinates.equals("tf_crop_and_resize");
        double[] roi = crops ? numbers(c, 1) : new double[0];
        if (scales.length != axes.size() && sizes.size() != axes.size() || crops && roi.length != 2 * axes.size()) {
            throw c.refused("there must be a scale or a length for each of " + axes.size() + " axes; got " + scales.length
                    + " scales and " + sizes.size() + " lengths");
        }
        Factors factors = Factors.of(c, x.shape(), axes, scales, sizes);
        Expr y = x;
        Array<boolean[]> outside = Array.empty();
        for (int i = 0; i < axes.size(); i++) {
            Resampling resampling = new Resampling(c.text("mode", "nearest"), coordinates,
                    c.text("nearest_mode", older ? "floor" : "round_prefer_floor"), c.number("cubic_coeff_a", -0.75),
                    c.flag("exclude_outside"), c.flag("antialias"), x.shape().dim(axes.get(i)), factors.lengths().get(i),
                    factors.scales()[i], crops ? roi[i] : 0, crops ? roi[i + axes.size()] : 1);
            y = along(y, axes.get(i), resampling);
            outside = outside.append(resampling.outside());
        }
        return crops ? extrapolated(y, axes, outside, c.number("extrapolation_value", 0)) : y;
    }

    /** How much longer each axis becomes, and how long. */
    private record Factors(double[] scales, Ints lengths) {
        static Factors of(NodeCall c, Shape shape, Ints axes, double[] scales, Ints sizes) {
            if (sizes.isEmpty()) {
                return new Factors(scales, Ints.tabulate(axes.size(), i -> length(shape.dim(axes.get(i)), scales[i])));
            }
            double[] exact = new double[axes.size()];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = sizes.get(i) / (double) shape.dim(axes.get(i));
            }
            String policy = c.text("keep_aspect_ratio_policy", "stretch");
            if (policy.equals("stretch")) {
                return new Factors(exact, sizes);
            }
            java.util.stream.DoubleStream all = java.util.Arrays.stream(exact);
            double one = (policy.equals("not_larger") ? all.min() : all.max()).orElse(1);
            return new Factors(java.util.Arrays.stream(exact).map(_ -> one).toArray(),
                    Ints.tabulate(axes.size(), i -> (int) Math.floor(shape.dim(axes.get(i)) * one + 0.5)));
        }
    }

    /** Nearest elements are picked, others summed up with their weights. */
    private static Expr along(Expr x, int axis, Resampling resampling) {
        if (resampling.isIdentity()) {
            return x;
        }
        if (resampling.mode().equals("nearest")) {
            return x.take(Tensor.of(resampling.nearest()), axis);
        }
        Expr weights = Tensor.of(resampling.weights()).cast(x.dtype());
        return x.moveAxis(axis, -1).matmul(weights.t()).moveAxis(-1, axis);
    }

    private static Expr extrapolated(Expr y, Ints axes, Array<boolean[]> outside, double value) {
        Expr result = y;
        for (int i = 0; i < axes.size(); i++) {
            Ints dims = Ints.fill(y.rank(), 1).with(axes.get(i), outside.get(i).length);
            result = Tensor.of(outside.get(i)).reshape(new Shape(dims)).where(value, result);
        }
        return result;
    }
}
