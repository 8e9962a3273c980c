package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Einsum;
import fluxion.core.Expr;
import fluxion.core.Movements;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The verbs of {@link Expr} that combine, move and pick elements, written in front. */
abstract sealed class ArrayVerbs extends SpecialVerbs permits MatrixVerbs {
    ArrayVerbs() {}

    /** Σ x. Over all axes. */
    public static Expr sum(Expr x) { return x.sum(); }

    /** Σ x. */
    public static Expr sum(Expr x, int... axes) { return x.sum(axes); }

    /** Π x. Over all axes. */
    public static Expr prod(Expr x) { return x.prod(); }

    /** Π x. */
    public static Expr prod(Expr x, int... axes) { return x.prod(axes); }

    /** The largest element; ties share the derivative evenly. Over all axes. */
    public static Expr max(Expr x) { return x.max(); }

    /** The largest element; ties share the derivative evenly. */
    public static Expr max(Expr x, int... axes) { return x.max(axes); }

    /** The smallest element; ties share the derivative evenly. Over all axes. */
    public static Expr min(Expr x) { return x.min(); }

    /** The smallest element; ties share the derivative evenly. */
    public static Expr min(Expr x, int... axes) { return x.min(axes); }

    /** Whether any holds. Over all axes. */
    public static Expr any(Expr x) { return x.any(); }

    /** Whether any holds. */
    public static Expr any(Expr x, int... axes) { return x.any(axes); }

    /** Whether all hold. Over all axes. */
    public static Expr all(Expr x) { return x.all(); }

    /** Whether all hold. */
    public static Expr all(Expr x, int... axes) { return x.all(axes); }

    /** ln Σ eˣ. Over all axes. */
    public static Expr logsumexp(Expr x) { return x.logsumexp(); }

    /** ln Σ eˣ. */
    public static Expr logsumexp(Expr x, int... axes) { return x.logsumexp(axes); }

    /** Σ x / n. Over all axes. */
    public static Expr mean(Expr x) { return x.mean(); }

    /** Σ x / n. */
    public static Expr mean(Expr x, int... axes) { return x.mean(axes); }

    /** Σ (x − mean)² / n. Over all axes. */
    public static Expr var(Expr x) { return x.var(); }

    /** Σ (x − mean)² / n. */
    public static Expr var(Expr x, int... axes) { return x.var(axes); }

    /** √var; its derivative at 0 is 0. Over all axes. */
    public static Expr std(Expr x) { return x.std(); }

    /** √var; its derivative at 0 is 0. */
    public static Expr std(Expr x, int... axes) { return x.std(axes); }

    /** The Euclidean norm √Σx²; its derivative at 0 is 0. Over all axes. */
    public static Expr norm(Expr x) { return x.norm(); }

    /** The Euclidean norm √Σx²; its derivative at 0 is 0. */
    public static Expr norm(Expr x, int... axes) { return x.norm(axes); }

    /** eˣ / Σ eˣ, over all axes. */
    public static Expr softmax(Expr x) { return x.softmax(); }

    /** eˣ / Σ eˣ along the axes. */
    public static Expr softmax(Expr x, int... axes) { return x.softmax(axes); }

    /** x − ln Σ eˣ, over all axes. */
    public static Expr logSoftmax(Expr x) { return x.logSoftmax(); }

    /** x − ln Σ eˣ along the axes. */
    public static Expr logSoftmax(Expr x, int... axes) { return x.logSoftmax(axes); }

    /** The first position of the largest element along an axis. */
    public static Expr argmax(Expr x, int axis) { return x.argmax(axis); }

    /** The first position of the largest element in row-major order. */
    public static Expr argmax(Expr x) { return x.argmax(); }

    /** The first position of the smallest element along an axis. */
    public static Expr argmin(Expr x, int axis) { return x.argmin(axis); }

    /** The first position of the smallest element in row-major order. */
    public static Expr argmin(Expr x) { return x.argmin(); }

    /** Running sums along an axis. */
    public static Expr cumsum(Expr x, int axis) { return x.cumsum(axis); }

    /** The matrix product; vectors and batches as in NumPy. */
    public static Expr matmul(Expr a, Expr b) { return a.matmul(b); }

    /** The last axis of a with the one before the last of b (its only one for a vector); scalars multiply. */
    public static Expr dot(Expr a, Expr b) { return a.dot(b); }

    /** All products of an element of a with one of b, both flattened. */
    public static Expr outer(Expr a, Expr b) { return a.outer(b); }

    /** Sums of products over the last axes of a and the first of b. */
    public static Expr tensordot(Expr a, Expr b, int axes) { return a.tensordot(b, axes); }

    /** Einstein's summation, see {@link Einsum}: {@code einsum("ij,jk->ik", a, b)}. */
    public static Expr einsum(String equation, Expr... operands) { return Einsum.of(equation, operands); }

    /** The same elements in another shape; one length may be −1. */
    public static Expr reshape(Expr x, int... dims) { return x.reshape(dims); }

    /** The axes in another order. */
    public static Expr permute(Expr x, int... permutation) { return x.permute(permutation); }

    /** All axes in reverse order. */
    public static Expr transpose(Expr x) { return x.transpose(); }

    /** Without axes of length one: the given ones, or all such. */
    public static Expr squeeze(Expr x, int... axes) { return x.squeeze(axes); }

    /** With new axes of length one. */
    public static Expr expandDims(Expr x, int... axes) { return x.expandDims(axes); }

    /** Repeated to a shape. */
    public static Expr broadcastTo(Expr x, int... dims) { return x.broadcastTo(dims); }

    /** In reverse order along the axes; along all where none are given. */
    public static Expr flip(Expr x, int... axes) { return x.flip(axes); }

    /** The whole repeated along each axis. */
    public static Expr tile(Expr x, int... repetitions) { return x.tile(repetitions); }

    /** Cut into equal parts along an axis. */
    public static Seq<Expr> split(Expr x, int sections, int axis) { return x.split(sections, axis); }

    /** One after the other along an axis. */
    public static Expr concatenate(int axis, Expr... parts) { return Movements.concatenate(axis, Array.of(parts)); }

    /** One after the other along an axis. */
    public static Expr concatenate(int axis, Seq<? extends Expr> parts) { return Movements.concatenate(axis, parts); }

    /** Side by side along a new axis. */
    public static Expr stack(int axis, Expr... parts) { return Movements.stack(axis, Array.of(parts)); }

    /** Side by side along a new axis. */
    public static Expr stack(int axis, Seq<? extends Expr> parts) { return Movements.stack(axis, parts); }

    /** The slices at integer indices along an axis. */
    public static Expr take(Expr x, Expr indices, int axis) { return x.take(indices, axis); }

    /** For integers i, a new last axis with 1 at i and 0 elsewhere. */
    public static Expr oneHot(Expr indices, int classes, DType dtype) { return indices.oneHot(classes, dtype); }

    /** A vector's diagonal matrix, or a matrix's diagonal. */
    public static Expr diag(Expr x) { return x.diag(); }

    /** The sum of the diagonal of the first two axes. */
    public static Expr trace(Expr x) { return x.trace(); }

    /** The lower triangles of the matrices in the last two axes. */
    public static Expr tril(Expr x) { return x.tril(); }

    /** The upper triangles of the matrices in the last two axes. */
    public static Expr triu(Expr x) { return x.triu(); }
}
