package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;

/**
 * Immutable elements of one dtype, in a line. A tensor is a view of a storage; many tensors may share one.
 *
 * <p>Changed versions share all untouched pages with the version they come from, see {@link #with}. A kernel reads the
 * elements from {@code flat()}, e.g. {@code ((F32s) tensor.storage()).flat()}, and must not write to that array.
 */
public sealed interface Storage permits F64s, F32s, I64s, I32s, Bools {
    /**
     * Takes ownership of the array: it is NOT copied, and the caller must not write to it afterwards. For
     * kernels that have just filled a fresh array.
     */
    static F64s of(double[] owned) {
        return new F64s(new Paged<>(owned));
    }

    /** Takes ownership of the array, see {@link #of(double[])}. */
    static F32s of(float[] owned) {
        return new F32s(new Paged<>(owned));
    }

    /** Takes ownership of the array, see {@link #of(double[])}. */
    static I64s of(long[] owned) {
        return new I64s(new Paged<>(owned));
    }

    /** Takes ownership of the array, see {@link #of(double[])}. */
    static I32s of(int[] owned) {
        return new I32s(new Paged<>(owned));
    }

    /** Takes ownership of the array, see {@link #of(double[])}. */
    static Bools of(boolean[] owned) {
        return new Bools(new Paged<>(owned));
    }

    /** Takes ownership of an array of the dtype's Java type, see {@link #of(double[])}. */
    static Storage of(DType dtype, Object owned) {
        return switch (dtype) {
            case F64 -> of((double[]) owned);
            case F32 -> of((float[]) owned);
            case I64 -> of((long[]) owned);
            case I32 -> of((int[]) owned);
            case BOOL -> of((boolean[]) owned);
        };
    }

    DType dtype();

    /** The number of elements. */
    int length();

    /**
     * All elements in one array, the storage's own: to be read only. Where pages have changed they are put together once,
     * and the result is kept; otherwise nothing is copied.
     */
    Object flat();

    /** The element at a position, of whichever number dtype, as a double; 1 for true, 0 for false. */
    double doubleAt(int position);

    /** The element at a position, of whichever number dtype, cast as Java casts; 1 for true, 0 for false. */
    long longAt(int position);

    /**
     * A version in which the elements of a view are replaced; this version does not change. Copies only the pages that
     * hold those elements, so that a change of one element takes constant work whatever the length.
     *
     * @param offset the position of the view's first element
     * @param shape the shape of the view
     * @param strides its strides, such that no two of its indices mean the same position
     * @param source the new elements, of this dtype, in row-major order from position 0
     */
    Storage with(int offset, Shape shape, Ints strides, Storage source);

    /** A storage of the given length with the element at a position everywhere; takes constant work. */
    Storage repeated(int position, int length);
}
