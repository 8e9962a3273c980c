package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;

/**
 * Immutable elements of one dtype, in a line. A tensor is a view of a storage; many tensors may share one.
 *
 * <p>Changed versions share all untouched pages with the version they come from, see {@link #with}. A kernel reads the
 * elements from {@code flat()}, e.g. {@code (float[]) tensor.storage().flat()}, and must not write to that array.
 */
public final class Storage {
    private final DType dtype;
    private final Paged pages;

    private Storage(DType dtype, Paged pages) {
        this.dtype = dtype;
        this.pages = pages;
    }

    /**
     * Takes ownership of an array of a dtype's Java type: it is NOT copied, and the caller must not write to it afterwards. For
     * kernels that have just filled a fresh array.
     */
    public static Storage of(Object owned) {
        return new Storage(Memory.dtype(owned), new Paged(owned));
    }

    public DType dtype() {
        return dtype;
    }

    /** The number of elements. */
    public int length() {
        return pages.length();
    }

    /**
     * All elements in one array of the dtype's Java type, the storage's own: to be read only. Where pages have changed they are
     * put together once, and the result is kept; otherwise nothing is copied.
     */
    public Object flat() {
        return pages.flat();
    }

    /** The element at a position, of whichever dtype, as a double; 1 for true, 0 for false. */
    public double doubleAt(int position) {
        Paged.Version version = pages.version();
        Object holder = version.holder(position);
        int at = version.within(holder, position);
        return switch (holder) {
            case double[] a -> a[at];
            case float[] a -> a[at];
            case long[] a -> a[at];
            case int[] a -> a[at];
            case boolean[] a -> a[at] ? 1 : 0;
            case Object other -> throw Memory.refused(other);
        };
    }

    /** The element at a position, of whichever dtype, cast as Java casts; 1 for true, 0 for false. */
    public long longAt(int position) {
        Paged.Version version = pages.version();
        return version.holder(position) instanceof long[] a ? a[version.within(a, position)] : (long) doubleAt(position);
    }

    /** A hash of the element at a position, equal for those that {@link Double#equals} and its like take for equal. */
    int hashAt(int position) {
        return switch (dtype) {
            case F64 -> Double.hashCode(doubleAt(position));
            case F32 -> Float.hashCode((float) doubleAt(position));
            case I64 -> Long.hashCode(longAt(position));
            case I32 -> (int) longAt(position);
            case BOOL -> Boolean.hashCode(longAt(position) != 0);
        };
    }

    /**
     * A version in which the elements of a view are replaced; this version does not change. Copies only the pages that
     * hold those elements, so that a change of one element takes constant work whatever the length.
     *
     * @param offset the position of the view's first element
     * @param shape the shape of the view
     * @param strides its strides, such that no two of its indices mean the same position
     * @param source the new elements, of this dtype, in row-major order from position 0
     */
    public Storage with(int offset, Shape shape, Ints strides, Storage source) {
        if (source.dtype != dtype) {
            throw new IllegalArgumentException("elements of " + source.dtype + " cannot replace elements of " + dtype);
        }
        return new Storage(dtype, pages.with(RowLayout.of(offset, shape, strides), source.flat()));
    }

    /** A storage of the given length with the element at a position everywhere; takes constant work. */
    public Storage repeated(int position, int length) {
        return new Storage(dtype, Paged.repeating(pages.pageOf(position), length));
    }
}
