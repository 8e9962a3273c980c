package fluxion.ops.elementwise;

import fluxion.ops.functions.PowersF32;
import fluxion.ops.functions.PowersF64;

/** How integer powers of floats are computed. */
final class IntegerPower {
    private IntegerPower() {}

    /** Up to this exponent by repeated squaring: at most seven roundings; beyond, the general power is closer. */
    static final int SQUARINGS = 16;

    /** Whether an f64 holds the exponent: always. */
    static boolean isExactF64(int exponent) {
        return true;
    }

    /** Whether an f32 holds the exponent. */
    static boolean isExactF32(int exponent) {
        return (double) (float) exponent == exponent;
    }

    /** xⁿ by the general power. */
    static double generalF64(double x, int exponent) {
        return PowersF64.pow(x, exponent);
    }

    /** xⁿ by the general power; in f64 where an f32 would round the exponent. */
    static float generalF32(float x, int exponent) {
        return isExactF32(exponent) ? PowersF32.pow(x, exponent) : (float) PowersF64.pow(x, exponent);
    }
}
