package fluxion.ops.eval;

import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.op.Slice;
import fluxion.core.op.Windows;
import io.vavr.control.Option;
import java.util.Arrays;

/**
 * Where the elements of a tensor lie in an array: the one with index i at {@code offset + Σ i[d]·strides[d]}. Movements of
 * a tensor are other layouts of the same array. Immutable; the arrays are never written.
 */
final class Layout {
    final int[] dims;
    final int[] strides;
    final int offset;

    Layout(int[] dims, int[] strides, int offset) {
        this.dims = dims;
        this.strides = strides;
        this.offset = offset;
    }

    /** Row-major without gaps, from position 0. */
    static Layout contiguous(int[] dims) {
        int[] strides = new int[dims.length];
        int step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = step;
            step *= dims[d];
        }
        return new Layout(dims, strides, 0);
    }

    static Layout of(Tensor tensor) {
        return new Layout(tensor.shape().dims().toArray(), tensor.strides().toArray(), tensor.offset());
    }

    /** The tensor's layout with its first element at position 0. */
    static Layout relative(Tensor tensor) {
        return new Layout(tensor.shape().dims().toArray(), tensor.strides().toArray(), 0);
    }

    static long count(int[] dims) {
        long count = 1;
        for (int d : dims) {
            count = Math.multiplyExact(count, (long) d);
        }
        return count;
    }

    int rank() {
        return dims.length;
    }

    long size() {
        return count(dims);
    }

    boolean isEmpty() {
        for (int d : dims) {
            if (d == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether the elements lie in row-major order without gaps, from the offset on. */
    boolean isContiguous() {
        if (isEmpty()) {
            return true;
        }
        long step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            if (dims[d] != 1 && strides[d] != step) {
                return false;
            }
            step *= dims[d];
        }
        return true;
    }

    /** Whether all indices mean one position (or there are none). */
    boolean isConstant() {
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] > 1 && strides[d] != 0) {
                return isEmpty();
            }
        }
        return true;
    }

    Layout permute(Ints permutation) {
        return new Layout(select(dims, permutation), select(strides, permutation), offset);
    }

    private static int[] select(int[] values, Ints positions) {
        int[] result = new int[positions.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[positions.get(i)];
        }
        return result;
    }

    Layout broadcast(int[] to, Ints axes) {
        int[] wide = new int[to.length];
        for (int i = 0; i < axes.size(); i++) {
            wide[axes.get(i)] = strides[i];
        }
        return new Layout(to, wide, offset);
    }

    Layout slice(Slice op, int[] to) {
        int[] steps = new int[dims.length];
        int start = offset;
        for (int d = 0; d < dims.length; d++) {
            steps[d] = to[d] <= 1 ? 0 : strides[d] * op.step().get(d);
            start += to[d] == 0 ? 0 : op.start().get(d) * strides[d];
        }
        return new Layout(to, steps, start);
    }

    Layout flip(Ints axes) {
        int[] steps = strides.clone();
        int start = offset;
        for (int axis : axes) {
            start += Math.max(0, dims[axis] - 1) * strides[axis];
            steps[axis] = -strides[axis];
        }
        return isEmpty() ? this : new Layout(dims, steps, start);
    }

    Layout windows(Windows op, int[] to) {
        int k = op.size().size();
        int lead = dims.length - k;
        int[] steps = Arrays.copyOf(strides, to.length);
        for (int i = 0; i < k; i++) {
            steps[lead + i] = strides[lead + i] * op.stride().get(i);
            steps[lead + k + i] = strides[lead + i] * op.dilation().get(i);
        }
        return new Layout(to, steps, offset);
    }

    Layout diagonal(int which, int[] to) {
        int rank = dims.length;
        int[] steps = Arrays.copyOf(strides, rank - 1);
        steps[rank - 2] = strides[rank - 2] + strides[rank - 1];
        int start = to[rank - 2] == 0 ? 0
                : which >= 0 ? which * strides[rank - 1] : -which * strides[rank - 2];
        return new Layout(to, steps, offset + start);
    }

    /** The same positions in row-major order under other lengths; none where strides cannot say it. */
    Option<Layout> reshape(int[] to) {
        if (isEmpty()) {
            return Option.some(new Layout(to, contiguous(to).strides, offset));
        }
        Layout runs = coalesced();
        int[] steps = new int[to.length];
        int run = runs.dims.length - 1;
        long left = run < 0 ? 1 : runs.dims[run];
        long step = run < 0 ? 0 : runs.strides[run];
        for (int d = to.length - 1; d >= 0; d--) {
            if (to[d] == 1) {
                continue;
            }
            if (left == 1 && run > 0) {
                run--;
                left = runs.dims[run];
                step = runs.strides[run];
            }
            if (left % to[d] != 0) {
                return Option.none();
            }
            steps[d] = (int) step;
            left /= to[d];
            step *= to[d];
        }
        return Option.some(new Layout(to, steps, offset));
    }

    /** The same positions in the same order with as few axes as possible and none of length 1; not for empty layouts. */
    Layout coalesced() {
        int[] n = new int[dims.length];
        int[] s = new int[dims.length];
        int last = -1;
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] == 1) {
                continue;
            }
            if (last >= 0 && s[last] == (long) strides[d] * dims[d]) {
                n[last] *= dims[d];
                s[last] = strides[d];
            } else {
                last++;
                n[last] = dims[d];
                s[last] = strides[d];
            }
        }
        return new Layout(Arrays.copyOf(n, last + 1), Arrays.copyOf(s, last + 1), offset);
    }

    /** The position of the element with a row-major number. */
    int position(int index) {
        int position = offset;
        for (int d = dims.length - 1; d >= 0 && index != 0; d--) {
            position += index % dims[d] * strides[d];
            index /= dims[d];
        }
        return position;
    }

    boolean same(Layout other) {
        return offset == other.offset && Arrays.equals(dims, other.dims) && Arrays.equals(strides, other.strides);
    }

    @Override
    public String toString() {
        return Arrays.toString(dims) + Arrays.toString(strides) + (offset == 0 ? "" : "+" + offset);
    }
}
