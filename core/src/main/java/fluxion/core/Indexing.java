package fluxion.core;

import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Iota;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;

/** The verbs that pick elements by position, and the diagonals and triangles of matrices. Negative axes count from the end. */
public sealed interface Indexing permits Expr {
    /** This expression. */
    Expr self();

    /** The slices at integer indices along an axis: the indices' axes replace it. Negative indices count from the end. */
    default Expr take(Expr indices, int axis) {
        Given.arguments("take", indices);
        return Expr.apply(new Take(0, self().shape().axis("take", axis)), self(), indices);
    }

    /**
     * For each position of {@code indices}, the element of this at that position, but for the axis, where the index says:
     * ranks agree; lengths off the axis agree, or those of indices are shorter (torch's gather).
     */
    default Expr takeAlongAxis(Expr indices, int axis) {
        Given.arguments("takeAlongAxis", indices);
        return Expr.apply(new Take(self().rank() - 1, self().rank() - 1), along(self(), indices, axis),
                indices.moveAxis(axis, -1)).moveAxis(-1, axis);
    }

    /** torch's gather: {@link #takeAlongAxis} where indices may be shorter off the axis. */
    default Expr gather(Expr indices, int axis) { Given.arguments("gather", indices); return takeAlongAxis(indices, axis); }

    /** The axis moved last, the others cut to the indices' lengths. */
    private static Expr along(Expr x, Expr indices, int axis) {
        int a = x.shape().axis("takeAlongAxis", axis);
        if (indices.rank() != x.rank()) {
            throw new ShapeException("takeAlongAxis: indices must have the operand's rank; got " + indices.type() + " for "
                    + x.type() + "; take picks whole slices");
        }
        Expr cut = x;
        for (int i = 0; i < x.rank(); i++) {
            int n = indices.shape().dim(i);
            if (i != a && n > x.shape().dim(i)) {
                throw new ShapeException("takeAlongAxis: indices must not be longer than the operand off axis " + axis + "; got "
                        + indices.type() + " for " + x.type());
            }
            cut = i == a || n == x.shape().dim(i) ? cut : cut.slice(i, 0, n);
        }
        return cut.moveAxis(a, -1);
    }

    /** This with slices added at indices (one axis) along an axis; repeated indices add up. */
    default Expr indexAdd(Expr indices, Expr source, int axis) {
        Given.arguments("indexAdd", indices, source);
        DType dtype = self().dtype();
        return Expr.apply(new ScatterAdd(0, self().shape().axis("indexAdd", axis)), self(), indices, source.cast(dtype));
    }

    /** torch's scatter_add: each element of source (of the indices' shape) added where {@link #gather} would read. */
    default Expr scatterAdd(Expr indices, Expr source, int axis) {
        Given.arguments("scatterAdd", indices, source);
        Expr x = self();
        int a = x.shape().axis("scatterAdd", axis);
        if (indices.rank() != x.rank() || !indices.shape().equals(source.shape())) {
            throw new ShapeException("scatterAdd: indices and source must have one shape of the operand's rank; got "
                    + indices.type() + " and "
                    + source.type() + " for " + x.type());
        }
        Shape cut = new Shape(indices.shape().dims().with(a, x.shape().dim(a)));
        Expr zeros = Tensor.zeros(new TensorType(x.dtype(), cut));
        Expr added = Expr.apply(new ScatterAdd(x.rank() - 1, x.rank() - 1), zeros.moveAxis(a, -1), indices.moveAxis(a, -1),
                source.cast(x.dtype()).moveAxis(a, -1)).moveAxis(-1, a);
        return x.plus(cut.equals(x.shape()) ? added
                : added.pad(Ints.fill(x.rank(), 0), Ints.tabulate(x.rank(), i -> x.shape().dim(i) - cut.dim(i))));
    }

    /** For integers i, a new last axis with 1 at i and 0 elsewhere; all 0 for i outside 0 … classes − 1. */
    default Expr oneHot(int classes, DType dtype) {
        Given.arguments("oneHot", dtype);
        if (!self().dtype().isInteger()) {
            throw new DTypeException("oneHot: requires integers; got " + self().type());
        }
        Shape shape = new Shape(self().shape().dims().append(classes));
        Expr position = Expr.apply(new Iota(new TensorType(self().dtype(), shape), shape.rank() - 1));
        return self().expandDims(-1).eq(position).cast(dtype);
    }

    /** A vector's diagonal matrix, or a matrix's diagonal. */
    default Expr diag(int offset) {
        return switch (self().rank()) {
            case 1 -> Expr.apply(new Diag(offset), self());
            case 2 -> Expr.apply(new Diagonal(offset), self());
            default -> throw new ShapeException("diag: requires a vector or a matrix; got " + self().type()
                    + "; diagonal takes more axes");
        };
    }

    /** A vector's diagonal matrix, or a matrix's diagonal. */
    default Expr diag() { return diag(0); }

    /** The diagonals of the matrices in two axes, as a new last axis. */
    default Expr diagonal(int offset, int axis1, int axis2) {
        Shape shape = self().shape();
        if (shape.rank() < 2) {
            throw new ShapeException("diagonal: requires at least two axes; got " + self().type());
        }
        Ints pair = shape.axes("diagonal", axis1, axis2);
        Ints order = Ints.range(0, shape.rank()).without(pair).concat(pair);
        return Expr.apply(new Diagonal(offset), order.isIdentity() ? self() : self().permute(order.toArray()));
    }

    /** The diagonal of the first two axes. */
    default Expr diagonal() { return diagonal(0, 0, 1); }

    /** The sums of the diagonals of the matrices in two axes. */
    default Expr trace(int offset, int axis1, int axis2) { return diagonal(offset, axis1, axis2).sum(-1); }

    /** The sum of the diagonal of the first two axes. */
    default Expr trace() { return trace(0, 0, 1); }

    /** The lower triangles of the matrices in the last two axes: zeros where column − row &gt; k. */
    default Expr tril(int k) {
        return columnMinusRow("tril").le(k).where(self(), Tensor.zeros(TensorType.scalar(self().dtype())));
    }

    /** The lower triangles. */
    default Expr tril() { return tril(0); }

    /** The upper triangles of the matrices in the last two axes: zeros where column − row &lt; k. */
    default Expr triu(int k) {
        return columnMinusRow("triu").ge(k).where(self(), Tensor.zeros(TensorType.scalar(self().dtype())));
    }

    /** The upper triangles. */
    default Expr triu() { return triu(0); }

    private Expr columnMinusRow(String operation) {
        Shape shape = self().shape();
        if (shape.rank() < 2) {
            throw new ShapeException(operation + ": requires at least two axes; got " + self().type());
        }
        TensorType type = TensorType.of(DType.I32, shape.dim(shape.rank() - 2), shape.dim(shape.rank() - 1));
        return Expr.apply(new Iota(type, 1)).minus(Expr.apply(new Iota(type, 0)));
    }
}
