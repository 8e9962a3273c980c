package fluxion.ops.eval;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Conv;
import fluxion.core.op.Dot;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Windows;

/**
 * A convolution of integers, or of nothing, as a product: each window of the padded input times each kernel. The windows are
 * a view, so nothing but the padding is copied.
 */
final class Convolution {
    private Convolution() {}

    /** Whether {@link ConvolutionStep} does it. */
    static boolean hasKernel(Node x, Node w) {
        return x.dtype().isFloat() && x.size > 0 && w.size > 0;
    }

    static Node lower(Lowering lowering, Conv op, Node x, Node w) {
        int k = op.stride().size();
        int n = x.dims[0];
        int groups = op.groups();
        int channels = x.dims[1] / groups;
        int outputs = w.dims[0] / groups;
        Node input = cut(lowering, op, padded(lowering, op, x));
        Ints size = Ints.tabulate(k, i -> w.dims[i + 2]);
        Ints counts = Ints.tabulate(k, i -> op.length(i, x.dims[i + 2], w.dims[i + 2]));
        if (!size.forAll(s -> s > 0)) {
            Ints out = Ints.of(n, w.dims[0]).concat(counts);
            return lowering.operation(new fluxion.core.op.Broadcast(new Shape(out), Ints.empty()), lowering.zero(x.dtype()));
        }
        // [N, C, o…, k…], the channels in groups
        Node windows = lowering.operation(new Windows(size, op.stride(), op.kernelDilation()), input);
        Node left = lowering.operation(new Reshape(new Shape(Ints.of(n, groups, channels).concat(counts).concat(size))), windows);
        Node right = lowering.operation(new Reshape(new Shape(Ints.of(groups, outputs, channels).concat(size))), w);
        Dot dot = new Dot(Ints.of(1), Ints.of(0), Ints.of(2).concat(Ints.range(3 + k, 3 + 2 * k)), Ints.range(2, 3 + k));
        // [G, N, o…, O/G] to [N, G, O/G, o…]
        Node product = lowering.operation(dot, left, right);
        Node ordered = lowering.operation(new Permute(Ints.of(1, 0, 2 + k).concat(Ints.range(2, 2 + k))), product);
        return lowering.operation(new Reshape(new Shape(Ints.of(n, w.dims[0]).concat(counts))), ordered);
    }

    private static Node padded(Lowering lowering, Conv op, Node x) {
        Ints none = Ints.of(0, 0);
        Ints low = none.concat(op.low().map(p -> Math.max(0, p)));
        Ints high = none.concat(op.high().map(p -> Math.max(0, p)));
        Ints interior = none.concat(op.inputDilation().map(d -> d - 1));
        if (low.concat(high).concat(interior).forAll(p -> p == 0)) {
            return x;
        }
        return lowering.operation(new Pad(low, high, interior), x, lowering.zero(x.dtype()));
    }

    /** Negative padding cuts off. */
    private static Node cut(Lowering lowering, Conv op, Node x) {
        int rank = x.dims.length;
        if (op.low().concat(op.high()).forAll(p -> p >= 0)) {
            return x;
        }
        Ints start = Ints.tabulate(rank, d -> d < 2 ? 0 : Math.min(x.dims[d], Math.max(0, -op.low().get(d - 2))));
        Ints stop = Ints.tabulate(rank, d -> d < 2 ? x.dims[d]
                : Math.max(start.get(d), x.dims[d] + Math.min(0, op.high().get(d - 2))));
        return lowering.operation(new Slice(start, stop, Ints.fill(rank, 1)), x);
    }
}
