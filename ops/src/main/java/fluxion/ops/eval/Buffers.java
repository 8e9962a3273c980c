package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.TensorType;
import fluxion.core.storage.Memory;

/** Arrays of a dtype's Java type. */
final class Buffers {
    private Buffers() {}

    /** Zeros for a tensor; where the heap cannot hold them, an error that names the operation and the type. */
    static Object make(String operation, TensorType type) {
        return Memory.array(operation, type);
    }

    static Object make(DType dtype, int length) {
        return switch (dtype) {
            case F64 -> new double[length];
            case F32 -> new float[length];
            case I64 -> new long[length];
            case I32 -> new int[length];
            case BOOL -> new boolean[length];
        };
    }

    /** 0, 1, 2, …; of a numeric dtype. */
    static Object counting(DType dtype, int length) {
        Object array = make(dtype, length);
        Strided.count(array, 0, length);
        return array;
    }

    static void setOne(Object array, int position) {
        switch (array) {
            case double[] a -> a[position] = 1;
            case float[] a -> a[position] = 1;
            case long[] a -> a[position] = 1;
            case int[] a -> a[position] = 1;
            case boolean[] a -> a[position] = true;
            default -> throw new IllegalArgumentException("no tensor array: " + array.getClass());
        }
    }

    /** Repeats the element at one position of an array over a stretch of another of the same kind. */
    static void fill(Object source, int from, Object target, int to, int length) {
        switch (source) {
            case double[] s -> java.util.Arrays.fill((double[]) target, to, to + length, s[from]);
            case float[] s -> java.util.Arrays.fill((float[]) target, to, to + length, s[from]);
            case long[] s -> java.util.Arrays.fill((long[]) target, to, to + length, s[from]);
            case int[] s -> java.util.Arrays.fill((int[]) target, to, to + length, s[from]);
            case boolean[] s -> java.util.Arrays.fill((boolean[]) target, to, to + length, s[from]);
            default -> throw new IllegalArgumentException("no tensor array: " + source.getClass());
        }
    }

    static void clear(Object array, int from, int length) {
        switch (array) {
            case double[] a -> java.util.Arrays.fill(a, from, from + length, 0);
            case float[] a -> java.util.Arrays.fill(a, from, from + length, 0);
            case long[] a -> java.util.Arrays.fill(a, from, from + length, 0);
            case int[] a -> java.util.Arrays.fill(a, from, from + length, 0);
            case boolean[] a -> java.util.Arrays.fill(a, from, from + length, false);
            default -> throw new IllegalArgumentException("no tensor array: " + array.getClass());
        }
    }

    /** 0, 1, 2, … in an array of the same kind. */
    static Object countingLike(Object array, int length) {
        return switch (array) {
            case double[] _ -> counting(DType.F64, length);
            case float[] _ -> counting(DType.F32, length);
            case long[] _ -> counting(DType.I64, length);
            case int[] _ -> counting(DType.I32, length);
            default -> throw new IllegalArgumentException("no numeric array: " + array.getClass());
        };
    }
}
