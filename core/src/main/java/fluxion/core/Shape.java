package fluxion.core;

import java.util.stream.Collectors;

/**
 * The lengths of a tensor's axes, outermost first; no axes for a scalar.
 *
 * @param dims the lengths, none negative
 */
public record Shape(Ints dims) implements java.io.Serializable {
    /** The shape of a scalar, {@code []}. */
    public static final Shape SCALAR = new Shape(Ints.empty());

    /** Refuses negative lengths. */
    public Shape {
        if (!dims.forAll(d -> d >= 0)) {
            throw new ShapeException("shape: lengths must not be negative; got " + dims);
        }
    }

    /** The shape with these lengths, of a scalar without any. */
    public static Shape of(int... dims) {
        Given.arguments("shape", (Object) dims);
        return dims.length == 0 ? SCALAR : new Shape(Ints.of(dims));
    }

    /** How many axes there are. */
    public int rank() {
        return dims.size();
    }

    /** The length of an axis, 0 ≤ axis &lt; rank. */
    public int dim(int axis) {
        return dims.get(axis);
    }

    /**
     * The number of elements, the product of the lengths; a long, because a broadcast shape may exceed an array.
     *
     * @throws ShapeException beyond 2⁶³
     */
    public long size() {
        long size = 1;
        for (int i = 0; i < dims.size(); i++) {
            long high = Math.multiplyHigh(size, dims.get(i));
            size *= dims.get(i);
            if (high != 0 || size < 0) {
                throw new ShapeException("shape: has more than 2⁶³ elements; got " + this);
            }
        }
        return size;
    }

    /**
     * The number of elements where an axis, an array or a position has to count them.
     *
     * @throws ShapeException beyond 2³¹ − 1; the message begins with {@code operation}
     */
    public int count(String operation) {
        long size = size();
        if (size > Integer.MAX_VALUE) {
            throw new ShapeException(operation + ": at most 2³¹ − 1 elements can be counted; got " + size + " in " + this);
        }
        return (int) size;
    }

    /**
     * The length of an axis that was computed.
     *
     * @throws ShapeException beyond 2³¹ − 1; the message begins with {@code operation} and ends with what the axis is of
     */
    static int length(String operation, long length, Object of) {
        if (length > Integer.MAX_VALUE || length < Integer.MIN_VALUE) {
            throw new ShapeException(operation + ": an axis must have at most 2³¹ − 1 elements; got " + length + " for " + of);
        }
        return (int) length;
    }

    /** True without any axis. */
    public boolean isScalar() {
        return dims.isEmpty();
    }

    /** Row-major strides, in elements. */
    public Ints strides() {
        int[] strides = new int[rank()];
        int step = 1;
        for (int axis = rank() - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step *= dim(axis);
        }
        return Ints.of(strides);
    }

    /** With an axis of the given length put before the others. */
    public Shape prepend(int dim) {
        return new Shape(dims.prepend(dim));
    }

    /** Without the given axes. */
    public Shape without(Ints axes) {
        return new Shape(dims.without(axes));
    }

    /**
     * The axis that a possibly negative number means, negative ones counting from the end.
     *
     * @throws ShapeException when there is no such axis; the message begins with {@code operation}
     */
    public int axis(String operation, int axis) {
        int rank = rank();
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(operation + ": axis must be " + (rank == 0 ? "absent: a scalar has no axes"
                    : "from " + -rank + " to " + (rank - 1)) + "; got " + axis + " for shape " + this);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The axes that possibly negative numbers mean; distinct, in the order given. */
    public Ints axes(String operation, int... axes) {
        Ints result = Ints.of(axes).map(a -> axis(operation, a));
        if (!result.isDistinct()) {
            throw new ShapeException(operation + ": axes must be distinct; got " + Ints.of(axes) + " for shape " + this);
        }
        return result;
    }

    /** {@code [64,784]}. */
    @Override
    public String toString() {
        return dims.stream().mapToObj(Integer::toString).collect(Collectors.joining(",", "[", "]"));
    }

    private Object writeReplace() {
        return new Serialized(this);
    }
}
