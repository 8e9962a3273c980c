package fluxion.tests.ops;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Draws the elements of an operand from where its operation is defined and smooth. */
@FunctionalInterface
interface Sampler {
    double[] draw(SplittableRandom random, int count);

    /** A tensor of the type; the numbers become integers by truncation, bools by their sign. */
    default Tensor tensor(SplittableRandom random, TensorType type) {
        Shape shape = type.shape();
        double[] values = draw(random, (int) shape.size());
        return switch (type.dtype()) {
            case F64 -> Tensor.of(shape, values);
            case F32 -> {
                float[] floats = new float[values.length];
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) values[i];
                }
                yield Tensor.of(shape, floats);
            }
            case I64 -> {
                long[] longs = new long[values.length];
                for (int i = 0; i < longs.length; i++) {
                    longs[i] = (long) values[i];
                }
                yield Tensor.of(shape, longs);
            }
            case I32 -> {
                int[] ints = new int[values.length];
                for (int i = 0; i < ints.length; i++) {
                    ints[i] = (int) values[i];
                }
                yield Tensor.of(shape, ints);
            }
            case BOOL -> {
                boolean[] bools = new boolean[values.length];
                for (int i = 0; i < bools.length; i++) {
                    bools[i] = values[i] > 0;
                }
                yield Tensor.of(shape, bools);
            }
        };
    }

    private static Sampler each(ToDoubleFunction<SplittableRandom> draw) {
        return (random, count) -> {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = draw.applyAsDouble(random);
            }
            return values;
        };
    }

    static Sampler between(double low, double high) {
        return each(random -> random.nextDouble(low, high));
    }

    /** Between low and high, of either sign. */
    static Sampler eitherSign(double low, double high) {
        return each(random -> random.nextDouble(low, high) * (random.nextBoolean() ? 1 : -1));
    }

    /** −1, 0, 1 or 2 plus a fraction that is well between the integer and the half. */
    static Sampler offGrid() {
        return each(random -> random.nextInt(-1, 3) + random.nextDouble(0.1, 0.4));
    }

    /** Odd or even multiples of 0.1: operands of different parity are never nearer than that. */
    static Sampler parity(int parity) {
        return each(random -> 0.1 * (2 * random.nextInt(-8, 8) + parity));
    }

    /** All different, by at least 0.1, in random order. */
    static Sampler distinct() {
        return (random, count) -> {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                int j = random.nextInt(i + 1);
                values[i] = values[j];
                values[j] = 0.25 * (i - count / 2) + 0.1 * random.nextDouble();
            }
            return values;
        };
    }

    /** Well-conditioned m×n matrices with distinct eigenvalues and singular values, their symmetric parts positive definite. */
    static Sampler matrices(int m, int n) {
        return (random, count) -> {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                int diagonal = i / n % m == i % n ? 1 : 0;
                values[i] = diagonal * (1.5 + 1.5 * (i % n)) + random.nextDouble(-0.4, 0.4);
            }
            return values;
        };
    }

    /** Integers from −n to n − 1: positions on an axis of length n. */
    static Sampler positions(int n) {
        return each(random -> random.nextInt(-n, n));
    }

    static Sampler integers(int low, int high) {
        return each(random -> random.nextInt(low, high));
    }

    static Sampler bools() {
        return each(random -> random.nextBoolean() ? 1 : 0);
    }

    /** A direction for derivatives. */
    static Tensor direction(SplittableRandom random, TensorType type) {
        return between(-1, 1).tensor(random, type.dtype().isFloat() ? type : type.withDtype(DType.F64));
    }
}
