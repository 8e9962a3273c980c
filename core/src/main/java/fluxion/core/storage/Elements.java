package fluxion.core.storage;

import fluxion.core.Tensor;
import java.util.Arrays;

/** A view's elements taken together: copied in order, compared, hashed. */
public final class Elements {
    /** Elements that a hash looks at; more would make putting a big tensor into a map slow. */
    private static final int HASHED = 1024;

    private Elements() {}

    /**
     * A fresh array of the dtype's Java type with the elements in row-major order.
     *
     * @throws fluxion.core.FluxionException when it would be too big; the message begins with {@code operation}
     */
    public static Object copy(String operation, Tensor tensor) {
        Object target = Memory.array(operation, tensor.type());
        Object source = tensor.storage().flat();
        RowLayout rows = RowLayout.of(tensor.offset(), tensor.type().shape(), tensor.strides());
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

    /** The tensor itself when its elements already lie in row-major order without gaps, otherwise a copy where they do. */
    public static Tensor contiguous(Tensor tensor) {
        return tensor.isContiguous() ? tensor
                : Tensor.wrap(tensor.type(), Storage.of(tensor.type().dtype(), copy("tensor", tensor)));
    }

    /** Whether two tensors of one type have the same elements; for floating dtypes as {@link Double#equals} has it. */
    public static boolean equal(Tensor left, Tensor right) {
        if (StridedViews.isConstant(left) && StridedViews.isConstant(right)) {
            return left.type().shape().dims().contains(0) || equal(left, left.offset(), right, right.offset(), 1);
        }
        int n = Memory.require("equals", left.type());
        Tensor a = contiguous(left);
        Tensor b = contiguous(right);
        return equal(a, a.offset(), b, b.offset(), n);
    }

    private static boolean equal(Tensor left, int i, Tensor right, int j, int n) {
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
    public static int hash(Tensor tensor) {
        long[] dims = tensor.type().shape().dims().stream().asLongStream().toArray();
        double size = Memory.count(tensor.type().shape());
        int samples = (int) Math.min(size, HASHED);
        int hash = 1;
        for (int k = 0; k < samples; k++) {
            long rest = (long) (k * (size / samples));
            int position = tensor.offset();
            for (int axis = dims.length - 1; axis >= 0; axis--) {
                position += (int) (rest % dims[axis]) * tensor.strides().get(axis);
                rest /= dims[axis];
            }
            hash = 31 * hash + element(tensor.storage(), position);
        }
        return hash;
    }

    private static int element(Storage storage, int position) {
        return switch (storage) {
            case F64s s -> Double.hashCode(s.at(position));
            case F32s s -> Float.hashCode(s.at(position));
            case I64s s -> Long.hashCode(s.at(position));
            case I32s s -> s.at(position);
            case Bools s -> Boolean.hashCode(s.at(position));
        };
    }
}
