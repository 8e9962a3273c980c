package fluxion.ops.movement;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Conv;
import fluxion.core.op.Dot;
import fluxion.core.op.Fold;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Slice;
import fluxion.core.op.Windows;

/** Diagonals, windows, interior padding and convolution by moving, reading and adding elements. */
public final class ArrangementPrograms {
    private ArrangementPrograms() {}

    /** [..., n] to [..., m, m], m = n + |offset|: row by row, neighbours on the diagonal are m + 1 apart. */
    public static Expr diag(int offset, Expr x) {
        int rank = x.rank();
        int n = x.shape().dim(rank - 1);
        int m = n + Math.abs(offset);
        int first = offset >= 0 ? offset : -offset * m;
        int last = first + Math.max(0, n - 1) * (m + 1) + (n == 0 ? 0 : 1);
        Ints none = Ints.fill(rank, 0);
        Expr zero = Tensor.zeros(TensorType.scalar(x.dtype()));
        Expr flat = Expr.apply(new Pad(none.with(rank - 1, first), none.with(rank - 1, m * m - last), none.with(rank - 1, m)), x,
                zero);
        return flat.reshape(new Shape(x.shape().dims().take(rank - 1).append(m).append(m)));
    }

    /** Elements (i, i + offset) of the matrices in the last two axes, read from their rows laid end to end. */
    public static Expr diagonal(int offset, Expr x) {
        int rank = x.rank();
        int m = x.shape().dim(rank - 2);
        int n = x.shape().dim(rank - 1);
        int row = Math.max(0, -offset);
        int column = Math.max(0, offset);
        int count = Math.max(0, Math.min(m - row, n - column));
        Expr flat = x.reshape(new Shape(x.shape().dims().take(rank - 2).append(m * n)));
        return flat.take(positions(Ints.tabulate(count, i -> (row + i) * n + column + i)), rank - 2);
    }

    private static Expr positions(Ints values) {
        return Tensor.of(values.toArray());
    }

    private static Expr table(int rows, int columns, int rowStep, int columnStep) {
        return Tensor.of(Shape.of(rows, columns),
                Ints.tabulate(rows * columns, k -> k / columns * rowStep + k % columns * columnStep).toArray());
    }

    /** Each windowed axis read at its windows' positions, the windows' axes then moved last. */
    public static Expr windows(Windows op, Expr x) {
        int k = op.size().size();
        int lead = x.rank() - k;
        Expr y = x;
        for (int i = 0; i < k; i++) {
            int count = op.count(i, x.shape().dim(lead + i));
            y = y.take(table(count, op.size().get(i), op.stride().get(i), op.dilation().get(i)), lead + 2 * i);
        }
        return Expr.apply(new Permute(Ints.range(0, lead).concat(Ints.tabulate(k, i -> lead + 2 * i))
                .concat(Ints.tabulate(k, i -> lead + 2 * i + 1))), y);
    }

    /** Each axis of windows added back at the positions it was read from. */
    public static Expr fold(Fold op, Expr x) {
        Windows windows = op.windows();
        int k = windows.size().size();
        int lead = x.rank() - 2 * k;
        Expr y = Expr.apply(new Permute(Ints.range(0, lead)
                .concat(Ints.tabulate(2 * k, i -> lead + (i % 2 == 0 ? i / 2 : k + i / 2)))), x);
        for (int i = k - 1; i >= 0; i--) {
            int axis = lead + 2 * i;
            Shape to = new Shape(y.shape().dims().take(axis).append(op.to().get(i)).concat(y.shape().dims().drop(axis + 2)));
            Expr zeros = Tensor.zeros(x.tensorType().withShape(to));
            y = Expr.apply(new ScatterAdd(0, axis), zeros, table(windows.count(i, op.to().get(i)), windows.size().get(i),
                    windows.stride().get(i), windows.dilation().get(i)), y);
        }
        return y;
    }

    /** Padding between elements: a new axis behind each, padded, and joined with it again. */
    public static Expr pad(Pad op, Expr x, Expr value) {
        Expr y = x;
        for (int i = 0; i < x.rank(); i++) {
            int k = op.interior().get(i);
            int n = x.shape().dim(i);
            if (k == 0 || n == 0) {
                continue;
            }
            Ints dims = y.shape().dims();
            Ints none = Ints.fill(y.rank() + 1, 0);
            Expr apart = Expr.apply(new Pad(none, none.with(i + 1, k), none), y.reshape(new Shape(dims.insert(i + 1, 1))), value);
            y = apart.reshape(new Shape(dims.with(i, n * (k + 1)))).slice(i, 0, n * (k + 1) - k);
        }
        return Expr.apply(new Pad(op.low(), op.high(), Ints.fill(x.rank(), 0)), y, value);
    }

    /** Whether neither input dilation nor padding is left to do. */
    private static boolean isPlain(Conv op) {
        return op.inputDilation().forAll(d -> d == 1) && op.low().concat(op.high()).forAll(p -> p == 0);
    }

    /** Dilated and padded first; what is plain then is a product with windows. */
    public static Expr conv(Conv op, Expr x, Expr kernel) {
        int k = op.stride().size();
        Expr padded = isPlain(op) ? x : padded(op, x, k);
        Windows windows = new Windows(kernel.shape().dims().drop(2), op.stride(), op.kernelDilation());
        // [N, G, C, o…, k…] and [G, O, C, k…], by groups, to [G, N, o…, O]
        int groups = op.groups();
        int n = x.shape().dim(0);
        int channels = kernel.shape().dim(1);
        int out = kernel.shape().dim(0) / groups;
        Expr seen = Expr.apply(windows, padded);
        Ints spatial = seen.shape().dims().slice(2, 2 + k);
        Expr left = seen.reshape(new Shape(Ints.of(n, groups, channels).concat(seen.shape().dims().drop(2))));
        Expr right = kernel.reshape(new Shape(Ints.of(groups, out, channels).concat(kernel.shape().dims().drop(2))));
        Expr product = Expr.apply(new Dot(Ints.of(1), Ints.of(0), Ints.of(2).concat(Ints.range(3 + k, 3 + 2 * k)),
                Ints.range(2, 3 + k)), left, right);
        Expr ordered = Expr.apply(new Permute(Ints.of(1, 0, 2 + k).concat(Ints.range(2, 2 + k))), product);
        return ordered.reshape(new Shape(Ints.of(n, groups * out).concat(spatial)));
    }

    private static Expr padded(Conv op, Expr x, int k) {
        Ints none = Ints.of(0, 0);
        Expr zero = Tensor.zeros(TensorType.scalar(x.dtype()));
        Expr wide = Expr.apply(new Pad(none.concat(op.low().map(p -> Math.max(0, p))),
                none.concat(op.high().map(p -> Math.max(0, p))),
                none.concat(op.inputDilation().map(d -> d - 1))), x, zero);
        Ints dims = wide.shape().dims();
        return Expr.apply(new Slice(none.concat(op.low().map(p -> Math.max(0, -p))),
                dims.take(2).concat(Ints.tabulate(k, i -> dims.get(2 + i) - Math.max(0, -op.high().get(i)))),
                Ints.fill(k + 2, 1)), wide);
    }
}
