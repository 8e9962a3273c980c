package fluxion.tests.reference;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** A tensor's elements as doubles in row-major order; bools are 0 and 1, and i64 is exact to 2⁵³. */
record Block(TensorType type, double[] data) {

    static Block of(Tensor tensor) {
        return new Block(tensor.type(), switch (tensor.type().dtype()) {
            case F64, F32, I32 -> tensor.doubles();
            case I64 -> Arrays.stream(tensor.longs()).asDoubleStream().toArray();
            case BOOL -> {
                boolean[] values = tensor.booleans();
                double[] data = new double[values.length];
                for (int i = 0; i < data.length; i++) {
                    data[i] = values[i] ? 1 : 0;
                }
                yield data;
            }
        });
    }

    /** The element at each position from a function of the position. */
    static Block of(TensorType type, ToDoubleFunction<int[]> element) {
        Block block = new Block(type, filled(type, 0));
        int[] next = {0};
        positions(type.shape(), i -> block.data[next[0]++] = element.applyAsDouble(i));
        return block.rounded();
    }

    static double[] filled(TensorType type, double value) {
        double[] data = new double[(int) type.shape().size()];
        Arrays.fill(data, value);
        return data;
    }

    /** All positions of a shape, in row-major order. */
    static void positions(Shape shape, Consumer<int[]> visit) {
        long size = shape.size();
        int[] at = new int[shape.rank()];
        for (long n = 0; n < size; n++) {
            visit.accept(at.clone());
            for (int axis = at.length - 1; axis >= 0 && ++at[axis] == shape.dim(axis); axis--) {
                at[axis] = 0;
            }
        }
    }

    void forEach(Consumer<int[]> visit) {
        positions(type.shape(), visit);
    }

    double at(int... position) {
        return data[index(position)];
    }

    private int index(int... position) {
        int index = 0;
        for (int axis = 0; axis < position.length; axis++) {
            if (position[axis] < 0 || position[axis] >= type.shape().dim(axis)) {
                throw new IndexOutOfBoundsException(Arrays.toString(position) + " of " + type);
            }
            index = index * type.shape().dim(axis) + position[axis];
        }
        return index;
    }

    void update(int[] position, DoubleUnaryOperator change) {
        int index = index(position);
        data[index] = change.applyAsDouble(data[index]);
    }

    void add(int[] position, double value) {
        update(position, old -> old + value);
    }

    /** With each element one that the dtype has. */
    Block rounded() {
        for (int i = 0; i < data.length; i++) {
            data[i] = switch (type.dtype()) {
                case F64 -> data[i];
                case F32 -> (float) data[i];
                case I64 -> (long) data[i];
                case I32 -> (int) (long) data[i];
                case BOOL -> data[i] != 0 ? 1 : 0;
            };
        }
        return this;
    }

    float[] floats() {
        float[] values = new float[data.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) data[i];
        }
        return values;
    }

    long[] longs() {
        return Arrays.stream(data).mapToLong(v -> (long) v).toArray();
    }

    int[] ints() {
        return Arrays.stream(data).mapToInt(v -> (int) v).toArray();
    }

    boolean[] booleans() {
        boolean[] values = new boolean[data.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = data[i] != 0;
        }
        return values;
    }

    Tensor tensor() {
        Shape shape = type.shape();
        return switch (type.dtype()) {
            case F64 -> Tensor.of(shape, data);
            case F32 -> Tensor.of(shape, floats());
            case I64 -> Tensor.of(shape, longs());
            case I32 -> Tensor.of(shape, ints());
            case BOOL -> Tensor.of(shape, booleans());
        };
    }

    static Block of(TensorType type, float[] values) {
        double[] data = new double[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = values[i];
        }
        return new Block(type, data);
    }

    static Block of(TensorType type, long[] values) {
        return new Block(type, Arrays.stream(values).asDoubleStream().toArray());
    }

    static Block of(TensorType type, int[] values) {
        return new Block(type, Arrays.stream(values).asDoubleStream().toArray());
    }

    static Block of(TensorType type, boolean[] values) {
        double[] data = new double[values.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = values[i] ? 1 : 0;
        }
        return new Block(type, data);
    }

    DType dtype() {
        return type.dtype();
    }
}
