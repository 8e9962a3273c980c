package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Iota;
import fluxion.core.op.Scatter;
import io.vavr.collection.Array;
import java.util.function.BiFunction;

/** One number for each window over the spatial axes of [N, C, …], or for all of them. */
final class PoolingOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            several("MaxPool", PoolingOperators::maxPool),
            one("AveragePool", PoolingOperators::averagePool),
            one("LpPool", PoolingOperators::lpPool),
            one("MaxUnpool", PoolingOperators::maxUnpool).knowing(2),
            global("GlobalMaxPool", (x, axes) -> x.max(axes)),
            global("GlobalAveragePool", (x, axes) -> x.mean(axes)),
            one("GlobalLpPool", c -> overAll(c.x(), (x, axes) -> norm(x, c.number("p", c.whole("p", 2)), axes))));

    private PoolingOperators() {}

    private static OnnxOperator global(String name, BiFunction<Expr, int[], Expr> meaning) {
        return one(name, c -> overAll(c.x(), meaning));
    }

    private static Expr overAll(Expr x, BiFunction<Expr, int[], Expr> meaning) {
        int[] axes = Ints.range(2, x.rank()).toArray();
        return axes.length == 0 ? x : x.keep(meaning.apply(x, axes), axes);
    }

    // ---- windows ----------------------------------------------------------------------------------------------------

    /**
     * Where windows are.
     *
     * @param window how it moves
     * @param low how much there is before each axis
     * @param high how much there is after each axis, as far as it counts
     * @param more how much there is behind that, so that the last window is whole
     */
    private record Places(Window window, Ints low, Ints high, Ints more) {
        static Places of(NodeCall c, Expr x) {
            int k = x.rank() - 2;
            Ints kernel = c.ints("kernel_shape").getOrElse(Ints.empty());
            if (k < 1 || kernel.size() != k) {
                throw c.refused("requires an input [N, C, …] and a length of the kernel for each of its " + k
                        + " spatial axes; got " + x.type() + " and " + kernel);
            }
            Window window = Window.of(c, kernel);
            Ints lengths = x.shape().dims().drop(2);
            Ints pads = window.padding(lengths);
            boolean ceil = c.flag("ceil_mode");
            Ints more = Ints.tabulate(k, i -> {
                int room = lengths.get(i) + pads.get(i) + pads.get(i + k) - window.reach(i);
                int stride = window.stride().get(i);
                int last = ceil ? (room + stride - 1) / stride : room / stride;
                // a window must begin within the input or what is before it
                int begin = last * stride >= lengths.get(i) + pads.get(i) ? last - 1 : last;
                return ceil ? Math.max(0, begin * stride - room) : 0;
            });
            return new Places(window, pads.take(k), pads.drop(k), more);
        }

        /** The windows of x, the positions within each along last axes. */
        Expr of(Expr x, Number outside) {
            Ints none = Ints.of(0, 0);
            Ints after = Ints.tabulate(high.size(), i -> high.get(i) + more.get(i));
            Expr padded = low.concat(after).forAll(p -> p == 0) ? x : x.pad(none.concat(low), none.concat(after), outside);
            return padded.windows(window.kernel(), window.stride(), window.dilation());
        }

        int[] within(Expr x) {
            return Ints.range(x.rank(), 2 * x.rank() - 2).toArray();
        }
    }

    private static Number lowest(DType dtype) {
        return switch (dtype) {
            case F64, F32, BOOL -> Double.NEGATIVE_INFINITY;
            case I64 -> Long.MIN_VALUE;
            case I32 -> Integer.MIN_VALUE;
        };
    }

    private static Array<Expr> maxPool(NodeCall c) {
        Expr x = c.x();
        Places places = Places.of(c, x);
        Expr windows = places.of(x, lowest(x.dtype()));
        Expr most = windows.max(places.within(x));
        if (!c.gives(1)) {
            return Array.of(most);
        }
        Expr positions = places.of(positions(x, c.flag("storage_order")), -1);
        int rank = x.rank();
        Expr flat = windows.reshape(flattened(windows.shape(), rank));
        Expr chosen = flat.argmax(rank).expandDims(rank);
        return Array.of(most, positions.reshape(flattened(windows.shape(), rank)).takeAlongAxis(chosen, rank).squeeze(rank));
    }

    private static Shape flattened(Shape windows, int rank) {
        return new Shape(windows.dims().take(rank).append((int) new Shape(windows.dims().drop(rank)).size()));
    }

    /** Where each element is in memory, the last axis or the first spatial one changing fastest. */
    private static Expr positions(Expr x, boolean columns) {
        Shape shape = x.shape();
        Ints strides = shape.strides();
        if (columns) {
            int step = 1;
            for (int axis = 2; axis < shape.rank(); axis++) {
                strides = strides.with(axis, step);
                step *= shape.dim(axis);
            }
        }
        Expr sum = Literal.zeros(new TensorType(DType.I64, shape));
        for (int axis = 0; axis < shape.rank(); axis++) {
            sum = sum.plus(Expr.apply(new Iota(new TensorType(DType.I64, shape), axis)).times(strides.get(axis)));
        }
        return sum;
    }

    private static Expr averagePool(NodeCall c) {
        Expr x = c.x();
        Places places = Places.of(c, x);
        Expr sums = places.of(x, 0).sum(places.within(x));
        boolean all = c.flag("count_include_pad");
        Window window = places.window();
        int k = window.kernel().size();
        boolean whole = places.more().forAll(m -> m == 0) && (all || places.low().concat(places.high()).forAll(p -> p == 0));
        if (whole) {
            return sums.div((double) new Shape(window.kernel()).size());
        }
        Expr counts = Tensor.of(1.0);
        for (int i = 0; i < k; i++) {
            int axis = i;
            int from = all ? -places.low().get(i) : 0;
            int to = x.shape().dim(i + 2) + (all ? places.high().get(i) : 0);
            double[] inside = new double[sums.shape().dim(i + 2)];
            for (int o = 0; o < inside.length; o++) {
                int start = o * window.stride().get(axis) - places.low().get(axis);
                for (int j = 0; j < window.kernel().get(axis); j++) {
                    int at = start + j * window.dilation().get(axis);
                    inside[o] += at >= from && at < to ? 1 : 0;
                }
            }
            counts = counts.expandDims(-1).times(Tensor.of(inside));
        }
        return sums.div(counts.reshape(new Shape(sums.shape().dims().drop(2))).cast(x.dtype()));
    }

    private static Expr lpPool(NodeCall c) {
        Expr x = c.x();
        Places places = Places.of(c, x);
        return norm(places.of(x, 0), c.whole("p", 2), places.within(x));
    }

    private static Expr norm(Expr x, double p, int... axes) {
        return p == 1 ? x.abs().sum(axes) : p == 2 ? x.square().sum(axes).sqrt() : x.abs().pow(p).sum(axes).pow(1 / p);
    }

    private static Expr maxUnpool(NodeCall c) {
        Expr x = c.x();
        int k = x.rank() - 2;
        Window window = Window.of(c, c.ints("kernel_shape").getOrElse(Ints.empty()));
        Ints smallest = x.shape().dims().take(2).concat(Ints.tabulate(k, i -> (x.shape().dim(i + 2) - 1) * window.stride().get(i)
                + window.kernel().get(i) - window.pads().get(i) - window.pads().get(i + k)));
        Shape natural = ShapeOperators.shape(smallest);
        Shape shape = c.optional(2).map(_ -> ShapeOperators.shape(c.knownInts(2))).getOrElse(natural);
        // positions are those in the smallest shape, which a larger one holds
        Expr flat = Literal.zeros(TensorType.of(x.dtype(), natural.count("MaxUnpool")))
                .scatter(Scatter.Kind.SET, c.y().flatten(), x.flatten(), 0).reshape(natural);
        return natural.equals(shape) ? flat : flat.pad(Ints.fill(x.rank(), 0),
                Ints.tabulate(x.rank(), i -> shape.dim(i) - natural.dim(i)));
    }
}
