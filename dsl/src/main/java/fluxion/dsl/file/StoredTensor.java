package fluxion.dsl.file;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.Memory;
import fluxion.core.storage.Storage;
import fluxion.dsl.element.ElementFormat;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.nio.ByteOrder;

/**
 * A tensor in a file, not read yet.
 *
 * @param name how the file calls it
 * @param format of its elements
 * @param order of an element's bytes
 * @param dims the lengths of its axes, none negative
 * @param fortran whether neighbours on the first axis are neighbours in the file, not those on the last
 * @param elements where they are
 */
record StoredTensor(String name, ElementFormat format, ByteOrder order, Array<Long> dims, boolean fortran, Stored elements) {
    /** As NumPy has it. */
    private static final int AXES = 64;

    /** How many bytes elements of a format in so many lengths take. */
    static long bytes(Array<Long> dims, int each) {
        if (dims.size() > AXES) {
            throw new FluxionException("a tensor must have at most " + AXES + " axes; got " + dims.size());
        }
        long bytes = each;
        for (long dim : dims) {
            if (dim < 0) {
                throw new FluxionException("lengths must not be negative; got " + dims.mkString("[", ",", "]"));
            }
            long high = Math.multiplyHigh(bytes, dim);
            bytes *= dim;
            if (high != 0 || bytes < 0) {
                throw new FluxionException("the lengths must make less than 2⁶³ bytes; got " + dims.mkString("[", ",", "]"));
            }
        }
        return bytes;
    }

    StoredTensor named(String other) {
        return new StoredTensor(other, format, order, dims, fortran, elements);
    }

    Shape shape() {
        for (long dim : dims) {
            if (dim > Memory.MAX_ELEMENTS) {
                throw new ShapeException("an axis must have at most " + Memory.MAX_ELEMENTS + " elements; got " + text());
            }
        }
        return new Shape(Ints.tabulate(dims.size(), axis -> (int) (long) dims.get(axis)));
    }

    /** The dtype in which its elements are to be read, with or without the word; none where it takes the word. */
    Option<DType> dtype(Widening widening) {
        return format.is(format.dtype()) || widening == Widening.WIDEN ? Option.some(format.dtype()) : Option.none();
    }

    /** {@code f16[3,4]}. */
    String text() {
        return format + dims.mkString("[", ",", "]");
    }

    /** Its elements as those of a dtype that holds them. */
    Tensor read(DType dtype) {
        TensorType type = new TensorType(dtype, shape());
        Object array = Memory.array("load", type);
        elements.copy(format, order, Memory.require("load", type), array);
        return new Tensor(type, Storage.of(array), 0, fortran ? columns(type.shape()) : type.shape().strides());
    }

    private static Ints columns(Shape shape) {
        int[] strides = new int[shape.rank()];
        int step = 1;
        for (int axis = 0; axis < strides.length; axis++) {
            strides[axis] = step;
            step *= shape.dim(axis);
        }
        return Ints.of(strides);
    }
}
