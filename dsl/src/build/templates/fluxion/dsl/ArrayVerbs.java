package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Einsum;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Movements;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The verbs of {@link Expr} that combine, move and pick elements, written in front. */
final class ArrayVerbs {
    private ArrayVerbs() {}

    //@ functions of fluxion.core.Reductions and mean, var, std, norm

    /** eˣ / Σ eˣ, over all axes. */
    public static Expr softmax(Expr x) { Given.arguments("softmax", x); return x.softmax(); }

    /** eˣ / Σ eˣ along the axes. */
    public static Expr softmax(Expr x, int... axes) { Given.arguments("softmax", x, axes); return x.softmax(axes); }

    /** x − ln Σ eˣ, over all axes. */
    public static Expr logSoftmax(Expr x) { Given.arguments("logSoftmax", x); return x.logSoftmax(); }

    /** x − ln Σ eˣ along the axes. */
    public static Expr logSoftmax(Expr x, int... axes) { Given.arguments("logSoftmax", x, axes); return x.logSoftmax(axes); }

    /** The first position of the largest element along an axis. */
    public static Expr argmax(Expr x, int axis) { Given.arguments("argmax", x); return x.argmax(axis); }

    /** The first position of the largest element in row-major order. */
    public static Expr argmax(Expr x) { Given.arguments("argmax", x); return x.argmax(); }

    /** The first position of the smallest element along an axis. */
    public static Expr argmin(Expr x, int axis) { Given.arguments("argmin", x); return x.argmin(axis); }

    /** The first position of the smallest element in row-major order. */
    public static Expr argmin(Expr x) { Given.arguments("argmin", x); return x.argmin(); }

    /** Running sums along an axis. */
    public static Expr cumsum(Expr x, int axis) { Given.arguments("cumsum", x); return x.cumsum(axis); }

    /** The matrix product; vectors and batches as in NumPy. */
    public static Expr matmul(Expr a, Expr b) { Given.arguments("matmul", a, b); return a.matmul(b); }

    /** The last axis of a with the one before the last of b (its only one for a vector); scalars multiply. */
    public static Expr dot(Expr a, Expr b) { Given.arguments("dot", a, b); return a.dot(b); }

    /** All products of an element of a with one of b, both flattened. */
    public static Expr outer(Expr a, Expr b) { Given.arguments("outer", a, b); return a.outer(b); }

    /** Sums of products over the last axes of a and the first of b. */
    public static Expr tensordot(Expr a, Expr b, int axes) { Given.arguments("tensordot", a, b); return a.tensordot(b, axes); }

    /** Einstein's summation, see {@link Einsum}: {@code einsum("ij,jk->ik", a, b)}. */
    public static Expr einsum(String equation, Expr... operands) {
        Given.arguments("einsum", equation, operands);
        return Einsum.of(equation, operands);
    }

    /** The same elements in another shape; one length may be −1. */
    public static Expr reshape(Expr x, int... dims) { Given.arguments("reshape", x, dims); return x.reshape(dims); }

    /** The axes in another order. */
    public static Expr permute(Expr x, int... permutation) {
        Given.arguments("permute", x, permutation);
        return x.permute(permutation);
    }

    /** All axes in reverse order. */
    public static Expr transpose(Expr x) { Given.arguments("transpose", x); return x.transpose(); }

    /** Without axes of length one: the given ones, or all such. */
    public static Expr squeeze(Expr x, int... axes) { Given.arguments("squeeze", x, axes); return x.squeeze(axes); }

    /** With new axes of length one. */
    public static Expr expandDims(Expr x, int... axes) { Given.arguments("expandDims", x, axes); return x.expandDims(axes); }

    /** Repeated to a shape. */
    public static Expr broadcastTo(Expr x, int... dims) { Given.arguments("broadcastTo", x, dims); return x.broadcastTo(dims); }

    /** In reverse order along the axes; along all where none are given. */
    public static Expr flip(Expr x, int... axes) { Given.arguments("flip", x, axes); return x.flip(axes); }

    /** The whole repeated along each axis. */
    public static Expr tile(Expr x, int... repetitions) { Given.arguments("tile", x, repetitions); return x.tile(repetitions); }

    /** Cut into equal parts along an axis. */
    public static Seq<Expr> split(Expr x, int sections, int axis) { Given.arguments("split", x); return x.split(sections, axis); }

    /** One after the other along an axis. */
    public static Expr concatenate(int axis, Expr... parts) {
        Given.arguments("concatenate", (Object) parts);
        return Movements.concatenate(axis, Array.of(parts));
    }

    /** One after the other along an axis. */
    public static Expr concatenate(int axis, Seq<? extends Expr> parts) {
        Given.arguments("concatenate", parts);
        return Movements.concatenate(axis, parts);
    }

    /** Side by side along a new axis. */
    public static Expr stack(int axis, Expr... parts) {
        Given.arguments("stack", (Object) parts);
        return Movements.stack(axis, Array.of(parts));
    }

    /** Side by side along a new axis. */
    public static Expr stack(int axis, Seq<? extends Expr> parts) {
        Given.arguments("stack", parts);
        return Movements.stack(axis, parts);
    }

    /** The slices at integer indices along an axis. */
    public static Expr take(Expr x, Expr indices, int axis) { Given.arguments("take", x, indices); return x.take(indices, axis); }

    /** For integers i, a new last axis with 1 at i and 0 elsewhere. */
    public static Expr oneHot(Expr indices, int classes, DType dtype) {
        Given.arguments("oneHot", indices, dtype);
        return indices.oneHot(classes, dtype);
    }

    /** A vector's diagonal matrix, or a matrix's diagonal. */
    public static Expr diag(Expr x) { Given.arguments("diag", x); return x.diag(); }

    /** The sum of the diagonal of the first two axes. */
    public static Expr trace(Expr x) { Given.arguments("trace", x); return x.trace(); }

    /** The lower triangles of the matrices in the last two axes. */
    public static Expr tril(Expr x) { Given.arguments("tril", x); return x.tril(); }

    /** The upper triangles of the matrices in the last two axes. */
    public static Expr triu(Expr x) { Given.arguments("triu", x); return x.triu(); }
}
