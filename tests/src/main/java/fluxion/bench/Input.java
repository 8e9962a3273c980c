package fluxion.bench;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Map;
import java.util.function.IntToDoubleFunction;

/**
 * One input of a case, defined by a formula so that every implementation makes the same bits: a symmetric integer hash
 * (splitmix64) of the input's position and the element's row-major index.
 *
 * @param name as in the results
 * @param shape its shape
 * @param integer whether it holds labels (i32)
 * @param fill its position and the earlier inputs' values, unrounded, to its own by row-major index
 */
record Input(String name, Shape shape, boolean integer, Fill fill) {
    private static final long SEED = 20240611L;

    /** From the position in the case's list and the earlier inputs to a function of the row-major index. */
    interface Fill {
        IntToDoubleFunction at(int position, Map<String, double[]> earlier);
    }

    /** Hash stream k at i: uniform on [0, 1). */
    static double hash(long k, long i) {
        long z = SEED + k * 0xD1B54A32D192ED03L + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z = z ^ (z >>> 31);
        return (z >>> 11) * 0x1.0p-53;
    }

    /** Hash stream k at i: uniform on [−1, 1). */
    static double symmetric(long k, long i) {
        return 2.0 * hash(k, i) - 1.0;
    }

    /** {@code center + half · s}. */
    static Input uniform(String name, double half, double center, int... dims) {
        return new Input(name, Shape.of(dims), false, (k, _) -> i -> center + half * symmetric(k, i));
    }

    static Input uniform(String name, double half, int... dims) {
        return uniform(name, half, 0.0, dims);
    }

    static Input zeros(String name, int... dims) {
        return new Input(name, Shape.of(dims), false, (_, _) -> _ -> 0.0);
    }

    /** Labels {@code (7 i + 3) mod classes}. */
    static Input labels(String name, int classes, int... dims) {
        return new Input(name, Shape.of(dims), true, (_, _) -> i -> (7L * i + 3) % classes);
    }

    /** By a formula of the row-major index. */
    static Input formula(String name, IntToDoubleFunction value, int... dims) {
        return new Input(name, Shape.of(dims), false, (_, _) -> value);
    }

    double[] values(int position, Map<String, double[]> earlier) {
        IntToDoubleFunction value = fill.at(position, earlier);
        double[] values = new double[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }

    Tensor tensor(double[] values, DType dtype) {
        if (integer) {
            int[] labels = new int[values.length];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = (int) values[i];
            }
            return Tensor.of(shape, labels);
        }
        if (dtype == DType.F64) {
            return Tensor.of(shape, values);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) values[i];
        }
        return Tensor.of(shape, rounded);
    }
}
