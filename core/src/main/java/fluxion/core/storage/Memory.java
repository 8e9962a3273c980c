package fluxion.core.storage;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import java.lang.reflect.Array;
import java.util.Locale;

/** Arrays for tensors, refused with a clear message where there is no room for them. */
public final class Memory {
    /** The longest array every JVM can make. */
    public static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

    private Memory() {}

    /**
     * The number of elements of a tensor that is about to be stored.
     *
     * @throws FluxionException when an array or the heap cannot hold so many; the message begins with {@code operation}
     */
    public static int require(String operation, TensorType type) {
        double size = count(type.shape());
        double limit = Runtime.getRuntime().maxMemory();
        if (size * type.dtype().bytes() > limit) {
            throw tooBig(operation, type, size);
        }
        if (size > MAX_ELEMENTS) {
            throw new FluxionException(String.format(Locale.ROOT, "%s: a stored tensor must have at most %d elements; got %s "
                    + "with %.0f. Split it, for instance along its first axis", operation, MAX_ELEMENTS, type, size));
        }
        return (int) size;
    }

    /** The number of elements; a double, because the product of many lengths exceeds a long. */
    public static double count(Shape shape) {
        double count = 1;
        for (int axis = 0; axis < shape.rank(); axis++) {
            count *= shape.dim(axis);
        }
        return count;
    }

    /** A fresh array of the dtype's Java type, with as many elements as the tensor has. */
    public static Object array(String operation, TensorType type) {
        int size = require(operation, type);
        try {
            return switch (type.dtype()) {
                case F64 -> new double[size];
                case F32 -> new float[size];
                case I64 -> new long[size];
                case I32 -> new int[size];
                case BOOL -> new boolean[size];
            };
        } catch (OutOfMemoryError e) {
            throw tooBig(operation, type, size);
        }
    }

    private static FluxionException tooBig(String operation, TensorType type, double size) {
        return new FluxionException(String.format(Locale.ROOT, "%s: the tensor must fit into the heap; got %s, which needs "
                        + "%s, and the limit is %s. Raise the limit with -Xmx, or work in smaller pieces", operation, type,
                amount(size * type.dtype().bytes()), amount(Runtime.getRuntime().maxMemory())));
    }

    private static String amount(double bytes) {
        double gib = bytes / (1L << 30);
        return gib < 1e6 ? String.format(Locale.ROOT, "%.1f GiB", gib) : String.format(Locale.ROOT, "%.1e GiB", gib);
    }

    static int length(Object array) {
        return Array.getLength(array);
    }

    /** The dtype whose Java type an array's elements have. */
    static DType dtype(Object array) {
        return switch (array) {
            case double[] _ -> DType.F64;
            case float[] _ -> DType.F32;
            case long[] _ -> DType.I64;
            case int[] _ -> DType.I32;
            case boolean[] _ -> DType.BOOL;
            default -> throw refused(array);
        };
    }

    /** A fresh array of the same type. */
    static Object like(Object array, int length) {
        return array("tensor", TensorType.of(dtype(array), length));
    }

    static IllegalArgumentException refused(Object array) {
        return new IllegalArgumentException("no tensor array: " + array.getClass());
    }
}
