package fluxion.core.storage;

import fluxion.core.Ints;
import fluxion.core.TensorType;
import java.util.Arrays;

/**
 * Elements of a storage as a tensor shows them: the one with index (i, j, …) is at {@code offset + i·strides[0] + j·strides[1]
 * + …}.
 *
 * @param type the dtype of the storage and the lengths of the axes
 * @param storage where the elements are, maybe among others
 * @param offset the position of the element with index 0 on all axes
 * @param strides for each axis the distance between neighbours: 0 repeats, negative is backwards
 */
public record View(TensorType type, Storage storage, int offset, Ints strides) {
    /** Elements that a hash looks at; more would make putting a big tensor into a map slow. */
    private static final int HASHED = 1024;

    /** Whether the elements lie in the storage in row-major order without gaps, from the offset on. */
    public boolean isContiguous() {
        long step = 1;
        boolean regular = true;
        for (int axis = type.rank() - 1; axis >= 0; axis--) {
            int dim = type.shape().dim(axis);
            if (dim == 0) {
                return true;
            }
            regular &= dim == 1 || strides.get(axis) == step;
            step *= dim;
        }
        return regular;
    }

    /** Whether all indices mean one and the same stored element (or there are none). */
    public boolean isConstant() {
        Ints dims = type.shape().dims();
        for (int axis = 0; axis < dims.size(); axis++) {
            if (dims.get(axis) > 1 && strides.get(axis) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether each index means a stored element of its own, so that one can change without another. */
    public boolean isOneToOne() {
        if (isContiguous()) {
            return true;
        }
        Ints dims = type.shape().dims();
        long reach = 0;
        for (int axis : Ints.range(0, dims.size()).stream().boxed()
                .sorted((a, b) -> Integer.compare(Math.abs(strides.get(a)), Math.abs(strides.get(b)))).toList()) {
            if (dims.get(axis) > 1) {
                if (Math.abs((long) strides.get(axis)) <= reach) {
                    return false;
                }
                reach += Math.abs((long) strides.get(axis)) * (dims.get(axis) - 1);
            }
        }
        return true;
    }

    /** The same values where each index means a stored element of its own. */
    public View oneToOne() {
        return isOneToOne() ? this
                : isConstant() ? all(storage.repeated(offset, Memory.require("with", type))) : contiguous();
    }

    /** The view itself when its elements already lie in row-major order without gaps, otherwise a copy where they do. */
    public View contiguous() {
        return isContiguous() ? this : all(Storage.of(copy("tensor")));
    }

    private View all(Storage elements) {
        return new View(type, elements, 0, type.shape().strides());
    }

    /**
     * A fresh array of the dtype's Java type with the elements in row-major order.
     *
     * @throws fluxion.core.FluxionException when it would be too big; the message begins with {@code operation}
     */
    public Object copy(String operation) {
        Object target = Memory.array(operation, type);
        Object source = storage.flat();
        RowLayout rows = RowLayout.of(offset, type.shape(), strides);
        int n = rows.length();
        int stride = rows.stride();
        rows.forEach((start, row) -> {
            if (stride == 1) {
                System.arraycopy(source, start, target, row * n, n);
            } else {
                gather(source, start, stride, target, row * n, n);
            }
        });
        return target;
    }

    private static void gather(Object source, int start, int stride, Object target, int to, int n) {
        switch (source) {
            case double[] s -> {
                double[] t = (double[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[start + i * stride];
                }
            }
            case float[] s -> {
                float[] t = (float[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[start + i * stride];
                }
            }
            case long[] s -> {
                long[] t = (long[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[start + i * stride];
                }
            }
            case int[] s -> {
                int[] t = (int[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[start + i * stride];
                }
            }
            case boolean[] s -> {
                boolean[] t = (boolean[]) target;
                for (int i = 0; i < n; i++) {
                    t[to + i] = s[start + i * stride];
                }
            }
            default -> throw new IllegalArgumentException("no tensor array: " + source.getClass());
        }
    }

    /** Whether two views of one type show the same elements; for floating dtypes as {@link Double#equals} has it. */
    public boolean showsSame(View other) {
        if (isConstant() && other.isConstant()) {
            return type.shape().dims().contains(0) || equal(this, offset, other, other.offset, 1);
        }
        int n = Memory.require("equals", type);
        View a = contiguous();
        View b = other.contiguous();
        return equal(a, a.offset, b, b.offset, n);
    }

    private static boolean equal(View left, int i, View right, int j, int n) {
        return switch (left.storage().flat()) {
            case double[] a -> Arrays.equals(a, i, i + n, (double[]) right.storage().flat(), j, j + n);
            case float[] a -> Arrays.equals(a, i, i + n, (float[]) right.storage().flat(), j, j + n);
            case long[] a -> Arrays.equals(a, i, i + n, (long[]) right.storage().flat(), j, j + n);
            case int[] a -> Arrays.equals(a, i, i + n, (int[]) right.storage().flat(), j, j + n);
            case boolean[] a -> Arrays.equals(a, i, i + n, (boolean[]) right.storage().flat(), j, j + n);
            case Object other -> throw new IllegalArgumentException("no tensor array: " + other.getClass());
        };
    }

    /** A hash of the elements: of all of them, or of some far apart when there are many. */
    public int elementHash() {
        long[] dims = type.shape().dims().stream().asLongStream().toArray();
        double size = Memory.count(type.shape());
        int samples = (int) Math.min(size, HASHED);
        int hash = 1;
        for (int k = 0; k < samples; k++) {
            long rest = (long) (k * (size / samples));
            int position = offset;
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                position += (int) (rest % dims[axis]) * strides.get(axis);
                rest /= dims[axis];
            }
            hash = 31 * hash + storage.hashAt(position);
        }
        return hash;
    }
}
