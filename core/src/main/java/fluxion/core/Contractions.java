package fluxion.core;

import fluxion.core.op.Conv;
import fluxion.core.op.Dot;

/** The verbs that sum products. */
public sealed interface Contractions permits Expr {
    /** This expression. */
    Expr self();

    /** The general product {@link Dot}: side by side over the batch axes, summed over the contracting ones. */
    default Expr contract(Expr other, Ints leftBatch, Ints rightBatch, Ints leftContract, Ints rightContract) {
        DType dtype = self().dtype().promote(other.dtype());
        return Expr.apply(new Dot(leftBatch, rightBatch, leftContract, rightContract), self().cast(dtype), other.cast(dtype));
    }

    /**
     * The matrix product, as NumPy's matmul: the last axis of this with the one before the last of the other (its only one
     * for a vector); a vector loses its axis; leading axes are batch axes and broadcast.
     */
    default Expr matmul(Expr other) {
        Expr left = self();
        int m = left.rank();
        int n = other.rank();
        if (m == 0 || n == 0) {
            throw new ShapeException("matmul: scalars have no matrix product; got " + left.type() + " · " + other.type() + "; use times");
        }
        int inner = left.shape().dim(m - 1);
        int inner2 = other.shape().dim(n == 1 ? 0 : n - 2);
        if (inner != inner2) {
            throw new ShapeException("matmul: the inner sizes must agree; got " + left.type() + " · " + other.type() + " (" + inner + " ≠ " + inner2 + ")");
        }
        if (n <= 2) {
            return left.contract(other, Ints.empty(), Ints.empty(), Ints.of(m - 1), Ints.of(n == 1 ? 0 : n - 2));
        }
        int batch = Math.max(Math.max(m - 2, 0), n - 2);
        Shape lead = Align.common("matmul", new Shape(left.shape().dims().take(Math.max(0, m - 2))), new Shape(other.shape().dims().take(n - 2)));
        Expr b = other.broadcastTo(new Shape(lead.dims().concat(other.shape().dims().drop(n - 2))));
        Ints axes = Ints.range(0, batch);
        if (m == 1) {
            return b.contract(left, Ints.empty(), Ints.empty(), Ints.of(batch), Ints.of(0));
        }
        Expr a = left.broadcastTo(new Shape(lead.dims().concat(left.shape().dims().drop(m - 2))));
        return a.contract(b, axes, axes, Ints.of(batch + 1), Ints.of(batch));
    }

    /** As NumPy's dot: the last axis of this with the one before the last of the other (its only one for a vector); scalars multiply. */
    default Expr dot(Expr other) {
        int m = self().rank();
        int n = other.rank();
        if (m == 0 || n == 0) {
            return self().times(other);
        }
        return contract(other, Ints.empty(), Ints.empty(), Ints.of(m - 1), Ints.of(n == 1 ? 0 : n - 2));
    }

    /** The last axis of this with the last axis of the other. */
    default Expr inner(Expr other) {
        if (self().rank() == 0 || other.rank() == 0) {
            return self().times(other);
        }
        return contract(other, Ints.empty(), Ints.empty(), Ints.of(self().rank() - 1), Ints.of(other.rank() - 1));
    }

    /** All products of an element of this with one of the other, both flattened: {@code y[i, j] = a[i]·b[j]}. */
    default Expr outer(Expr other) {
        return self().flatten().tensordot(other.flatten(), 0);
    }

    /** Sums of products over the last {@code axes} axes of this and the first {@code axes} of the other. */
    default Expr tensordot(Expr other, int axes) {
        if (axes < 0 || axes > self().rank() || axes > other.rank()) {
            throw new ShapeException("tensordot: the number of axes must be from 0 to both ranks; got " + axes + " for " + self().type() + " and " + other.type());
        }
        return contract(other, Ints.empty(), Ints.empty(), Ints.range(self().rank() - axes, self().rank()), Ints.range(0, axes));
    }

    /** Sums of products over pairs of axes. */
    default Expr tensordot(Expr other, Ints axes, Ints otherAxes) {
        return contract(other, Ints.empty(), Ints.empty(), self().shape().axes("tensordot", axes.toArray()), other.shape().axes("tensordot", otherAxes.toArray()));
    }

    /**
     * Cross-correlation with a kernel [O, C/groups, k…]; this is the input [N, C, n…].
     *
     * @param stride per spatial axis
     * @param padding zeros on both sides, per spatial axis
     * @param dilation distance between neighbours of the kernel, per spatial axis
     * @param groups how many separate convolutions the channels are split into
     */
    default Expr conv(Expr kernel, Ints stride, Ints padding, Ints dilation, int groups) {
        DType dtype = self().dtype().promote(kernel.dtype());
        return Expr.apply(new Conv(stride, padding, padding, Ints.fill(stride.size(), 1), dilation, groups), self().cast(dtype), kernel.cast(dtype));
    }
}
