package fluxion.core.op;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * All windows over the last k axes: {@code y[…, o, j] = x[…, o·stride + j·dilation]}, shapes [..., n₁…n_k] to
 * [..., o₁…o_k, size₁…size_k] with {@code o = ⌊(n − dilation·(size − 1) − 1)/stride⌋ + 1}. Pooling reduces the window axes.
 *
 * @param size window length per axis
 * @param stride distance between neighbouring windows per axis
 * @param dilation distance between neighbours within a window per axis
 */
public record Windows(Ints size, Ints stride, Ints dilation) implements GatherScatter {
    /** How many windows fit on the i-th windowed axis of length n. */
    public int count(int i, int n) {
        long reach = dilation.get(i) * (size.get(i) - 1L) + 1;
        return n < reach ? 0 : (int) ((n - reach) / stride.get(i)) + 1;
    }

    /** Whether there are a size, a stride and a dilation of at least 1 for each windowed axis. */
    boolean isPossible() {
        return stride.size() == size.size() && dilation.size() == size.size()
                && size.concat(stride).concat(dilation).forAll(v -> v >= 1);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        int k = size.size();
        OperandChecks.shape(this, isPossible() && k <= x.rank(),
                "requires size, stride and dilation ≥ 1 for each windowed axis",
                () -> "size " + size + ", stride " + stride + ", dilation " + dilation + " for " + x);
        Ints lead = x.shape().dims().take(x.rank() - k);
        Ints counts = Ints.tabulate(k, i -> count(i, x.shape().dim(x.rank() - k + i)));
        return x.withShape(new Shape(lead.concat(counts).concat(size)));
    }
}
