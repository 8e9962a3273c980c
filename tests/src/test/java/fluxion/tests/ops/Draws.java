package fluxion.tests.ops;

import java.util.Random;

/** Numbers for tests of kernels, by hand for each dtype: special ones depend on its range, random ones of all sizes on its bits. */
final class Draws {
    static final double[] SPECIAL_F64 = {
        0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MIN_VALUE,
        Double.MIN_NORMAL, -Double.MIN_NORMAL, Double.MAX_VALUE, -Double.MAX_VALUE, 0.5, -0.5, 1.5, 2.5, -1.5, 2, -2, 3, -3,
        Math.nextDown(1.0), Math.nextUp(1.0), -Math.nextDown(1.0), 1e-10, -1e-10, 17, -17, 100, -100, 1000, -1000, 0.1, 1e5, -1e5,
        0x1p53, 4503599627370495.5, -2251799813685247.5, 1e200, -1e300, 709.7, 709.8, -708.5, -745, -746, 1024, -1074, -1075, 6,
        5.9,
    };
    static final float[] SPECIAL_F32 = {
        0, -0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE,
        Float.MIN_NORMAL, -Float.MIN_NORMAL, Float.MAX_VALUE, -Float.MAX_VALUE, 0.5f, -0.5f, 1.5f, 2.5f, -1.5f, 2, -2, 3, -3,
        Math.nextDown(1f), Math.nextUp(1f), -Math.nextDown(1f), 1e-10f, -1e-10f, 17, -17, 100, -100, 1000, -1000, 0.1f, 1e5f,
        -1e5f, 16777216f, 8388607.5f, -8388607.5f, 4194303.5f, 1e10f, -1e30f, 88.7f, 88.8f, -87.4f, -103.9f, -104, 128, -149, -150,
        4, 3.9f,
    };

    private Draws() {}

    /** Three numbers of moderate size, then one of any size; {@code i} counts them. */
    static double anyF64(Random random, int i) {
        return i % 4 == 3 ? Math.abs(Double.longBitsToDouble(random.nextLong())) : moderate(random, i);
    }

    static float anyF32(Random random, int i) {
        return i % 4 == 3 ? Math.abs(Float.intBitsToFloat(random.nextInt())) : (float) moderate(random, i);
    }

    private static double moderate(Random random, int i) {
        return switch (i % 4) {
            case 0 -> 2 * random.nextDouble() - 1;
            case 1 -> 20 * random.nextDouble() - 10;
            default -> random.nextGaussian() * Math.exp(random.nextInt(40) - 20);
        };
    }

    static double gaussianF64(Random random) {
        return random.nextGaussian();
    }

    static float gaussianF32(Random random) {
        return (float) random.nextGaussian();
    }

    static long anyI64(Random random) {
        return random.nextLong();
    }

    static int anyI32(Random random) {
        return random.nextInt();
    }
}
