package fluxion.core;

import fluxion.core.op.Conv;
import fluxion.core.op.Dot;
import io.vavr.collection.Seq;

/** The verbs that sum products. */
public sealed interface Contractions permits Expr {
    /** This expression. */
    Expr self();

    /** The general product {@link Dot}: side by side over the batch axes, summed over the contracting ones. */
    default Expr contract(Expr other, Ints leftBatch, Ints rightBatch, Ints leftContract, Ints rightContract) {
        Given.arguments("contract", other, leftBatch, rightBatch, leftContract, rightContract);
        DType dtype = self().dtype().promote(other.dtype());
        return Expr.apply(new Dot(leftBatch, rightBatch, leftContract, rightContract), self().cast(dtype), other.cast(dtype));
    }

    /**
     * The matrix product, as NumPy's matmul: the last axis of this with the one before the last of the other (its only one
     * for a vector); a vector loses its axis; leading axes are batch axes and broadcast.
     */
    default Expr matmul(Expr other) {
        Given.arguments("matmul", other);
        Expr left = self();
        int m = left.rank();
        int n = other.rank();
        if (m == 0 || n == 0) {
            throw new ShapeException("matmul: scalars have no matrix product; got " + left.type() + " · " + other.type()
                    + "; use times");
        }
        int inner = left.shape().dim(m - 1);
        int inner2 = other.shape().dim(n == 1 ? 0 : n - 2);
        if (inner != inner2) {
            throw new ShapeException("matmul: the inner sizes must agree; got " + left.type() + " · " + other.type() + " ("
                    + inner + " ≠ " + inner2 + ")");
        }
        if (n <= 2) {
            return left.contract(other, Ints.empty(), Ints.empty(), Ints.of(m - 1), Ints.of(n == 1 ? 0 : n - 2));
        }
        int batch = Math.max(Math.max(m - 2, 0), n - 2);
        Shape lead = Broadcasting.common("matmul", new Shape(left.shape().dims().take(Math.max(0, m - 2))),
                new Shape(other.shape().dims().take(n - 2)));
        Expr b = other.broadcastTo(new Shape(lead.dims().concat(other.shape().dims().drop(n - 2))));
        Ints axes = Ints.range(0, batch);
        if (m == 1) {
            return b.contract(left, Ints.empty(), Ints.empty(), Ints.of(batch), Ints.of(0));
        }
        Expr a = left.broadcastTo(new Shape(lead.dims().concat(left.shape().dims().drop(m - 2))));
        return a.contract(b, axes, axes, Ints.of(batch + 1), Ints.of(batch));
    }

    /**
     * As NumPy's dot: the last axis of this with the one before the last of the other (its only one for a vector); scalars
     * multiply.
     */
    default Expr dot(Expr other) {
        Given.arguments("dot", other);
        int m = self().rank();
        int n = other.rank();
        if (m == 0 || n == 0) {
            return self().times(other);
        }
        return contract(other, Ints.empty(), Ints.empty(), Ints.of(m - 1), Ints.of(n == 1 ? 0 : n - 2));
    }

    /** The last axis of this with the last axis of the other. */
    default Expr inner(Expr other) {
        Given.arguments("inner", other);
        if (self().rank() == 0 || other.rank() == 0) {
            return self().times(other);
        }
        return contract(other, Ints.empty(), Ints.empty(), Ints.of(self().rank() - 1), Ints.of(other.rank() - 1));
    }

    /** All products of an element of this with one of the other, both flattened: {@code y[i, j] = a[i]·b[j]}. */
    default Expr outer(Expr other) {
        Given.arguments("outer", other);
        return self().flatten().tensordot(other.flatten(), 0);
    }

    /** Sums of products over the last {@code axes} axes of this and the first {@code axes} of the other. */
    default Expr tensordot(Expr other, int axes) {
        Given.arguments("tensordot", other);
        if (axes < 0 || axes > self().rank() || axes > other.rank()) {
            throw new ShapeException("tensordot: the number of axes must be from 0 to both ranks; got " + axes + " for "
                    + self().type() + " and " + other.type());
        }
        return contract(other, Ints.empty(), Ints.empty(), Ints.range(self().rank() - axes, self().rank()), Ints.range(0, axes));
    }

    /** Sums of products over pairs of axes. */
    default Expr tensordot(Expr other, Ints axes, Ints otherAxes) {
        Given.arguments("tensordot", other, axes, otherAxes);
        return contract(other, Ints.empty(), Ints.empty(), self().shape().axes("tensordot", axes.toArray()),
                other.shape().axes("tensordot", otherAxes.toArray()));
    }

    /** Σ of the products of all elements, both flattened. */
    default Expr vdot(Expr other) {
        Given.arguments("vdot", other);
        if (self().shape().size() != other.shape().size()) {
            throw new ShapeException("vdot: the numbers of elements must agree; got " + self().type() + " and " + other.type());
        }
        return self().flatten().dot(other.flatten());
    }

    /**
     * The Kronecker product: {@code y[i·m + k, j·n + l] = a[i, j]·b[k, l]} for b[m, n], and so for any number of axes; missing
     * leading ones have length one.
     */
    default Expr kron(Expr other) {
        Given.arguments("kron", other);
        int rank = Math.max(self().rank(), other.rank());
        Ints a = Ints.fill(rank - self().rank(), 1).concat(self().shape().dims());
        Ints b = Ints.fill(rank - other.rank(), 1).concat(other.shape().dims());
        Shape left = new Shape(Ints.tabulate(2 * rank, i -> i % 2 == 0 ? a.get(i / 2) : 1));
        Shape right = new Shape(Ints.tabulate(2 * rank, i -> i % 2 == 0 ? 1 : b.get(i / 2)));
        return self().reshape(left).times(other.reshape(right)).reshape(new Shape(Ints.tabulate(rank, i -> a.get(i) * b.get(i))));
    }

    /** The vector product {@code a × b} of the three numbers along an axis. */
    default Expr cross(Expr other, int axis) {
        Given.arguments("cross", other);
        int a = self().shape().axis("cross", axis);
        int b = other.shape().axis("cross", axis);
        if (self().shape().dim(a) != 3 || other.shape().dim(b) != 3) {
            throw new ShapeException("cross: requires three numbers along axis " + axis + "; got " + self().type() + " and "
                    + other.type());
        }
        // (a × b)ᵢ = aᵢ₊₁·bᵢ₊₂ − aᵢ₊₂·bᵢ₊₁ is c rolled back by one, with cᵢ = aᵢ·bᵢ₊₁ − aᵢ₊₁·bᵢ
        Expr c = self().times(other.roll(-1, b)).minus(self().roll(-1, a).times(other));
        return c.roll(-1, axis);
    }

    /** The vector product of the three numbers along the last axis. */
    default Expr cross(Expr other) { Given.arguments("cross", other); return cross(other, -1); }

    /**
     * The product of matrices in the order of least work (the matrix chain problem, solved by dynamic programming); the first
     * and the last may be vectors, a row and a column.
     */
    static Expr multiDot(Seq<? extends Expr> factors) {
        Given.arguments("multiDot", factors);
        return MatrixChainOrder.product(factors);
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
        Given.arguments("conv", kernel, stride, padding, dilation);
        DType dtype = self().dtype().promote(kernel.dtype());
        return Expr.apply(new Conv(stride, padding, padding, Ints.fill(stride.size(), 1), dilation, groups), self().cast(dtype),
                kernel.cast(dtype));
    }
}
