package fluxion.ops.functions;

/**
 * Circular functions of large angles: x·2/π modulo 4 in integer arithmetic, with as many bits of 2/π as matter there (M. Payne
 * and R. Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18, 1983).
 */
final class LargeAngles {
    private LargeAngles() {}

    /** 64 zeros, then 2/π = 0.A2F9836E…, 1216 bits. */
    private static final long[] TWO_OVER_PI = {
        0, 0xa2f9836e4e441529L, 0xfc2757d1f534ddc0L, 0xdb6295993c439041L, 0xfe5163abdebbc561L, 0xb7246e3a424dd2e0L,
        0x06492eea09d1921cL, 0xfe1deb1cb129a73eL, 0xe88235f52ebb4484L, 0xe99c7026b45f7e41L, 0x3991d639835339f4L,
        0x9c845f8bbdf9283bL, 0x1ff897ffde05980fL, 0xef2f118b5a0a6d1fL, 0x6d367ecf27cb09b7L, 0x4f463f669e5fea2dL,
        0x7527bac7ebe5f17bL, 0x3d0739f78a5292eaL, 0x6bfb5fb11f8d5d08L, 0x56033046fc7b6babL};
    private static final double HALF_PI = 0x1.921fb54442d18p0, HALF_PI_LOW = 0x1.1a62633145c07p-54;

    static double sin(double x) {
        return Math.copySign(1, x) * shifted(Math.abs(x), 0);
    }

    static double cos(double x) {
        return shifted(Math.abs(x), 1);
    }

    /** sin(a + quarters·π/2) for a ≥ 2²⁹; NaN for what is not finite. */
    private static double shifted(double a, int quarters) {
        if (!(a <= Double.MAX_VALUE)) {
            return Double.NaN;
        }
        double[] parts = parts(a);
        int quarter = (int) parts[0] + quarters;
        double y = (quarter & 1) == 0 ? CircularF64.sine(parts[1], parts[2]) : CircularF64.cosine(parts[1], parts[2]);
        return (quarter & 2) == 0 ? y : -y;
    }

    static double tan(double x) {
        double a = Math.abs(x);
        if (!(a <= Double.MAX_VALUE)) {
            return Double.NaN;
        }
        double[] parts = parts(a);
        boolean even = ((int) parts[0] & 1) == 0;
        double y = CircularF64.tangent(parts[1], parts[2], even);
        return Math.copySign(1, x) * (even ? y : -y);
    }

    /**
     * How many quarter turns modulo 4, and what is left, between −π/4 and π/4, as the sum of two numbers. As no double is nearer
     * to a multiple of π/2 than 2⁻⁶², of the 190 bits behind the point more than 60 count.
     */
    private static double[] parts(double a) {
        long bits = Double.doubleToRawLongBits(a);
        long m = bits & 0xfffffffffffffL | 0x10000000000000L;
        // a = m·2^exponent; of 2/π the bits above 2^(1 − exponent) give multiples of 4
        int from = (int) (bits >>> 52) - 1075 - 2;
        long low = window(from + 128);
        long middle = window(from + 64);
        // high:sum:product = m·(192 bits), the point behind the first two bits
        long product = m * low;
        long sum = m * middle + unsignedHigh(m, low);
        long carry = Long.compareUnsigned(sum, m * middle) < 0 ? 1 : 0;
        long high = m * window(from) + unsignedHigh(m, middle) + carry;
        long rest = high << 2 | sum >>> 62;
        long further = sum << 2 | product >>> 62;
        double quarter = (high >>> 62) + (rest >>> 63);
        // a negative rest by its complement, one unit of the last bit less
        long negative = rest >> 63;
        rest ^= negative;
        further ^= negative;
        int zeros = Long.numberOfLeadingZeros(rest);
        long top = rest << zeros | further >>> 1 >>> 63 - zeros;
        long next = top << 53 | further << zeros >>> 11;
        double unit = Double.longBitsToDouble((long) (1023 - 53 - zeros) << 52 | negative & Long.MIN_VALUE);
        double turns = (top >>> 11) * unit;
        double turnsLow = (next >>> 11) * 0x1p-53 * unit;
        double r = turns * HALF_PI;
        return new double[] {quarter, r, Math.fma(turns, HALF_PI, -r) + Math.fma(turns, HALF_PI_LOW, turnsLow * HALF_PI)};
    }

    /** 64 bits of 2/π from that place behind the point. */
    private static long window(int from) {
        int word = from + 64 >> 6;
        int bit = from & 63;
        return bit == 0 ? TWO_OVER_PI[word] : TWO_OVER_PI[word] << bit | TWO_OVER_PI[word + 1] >>> 64 - bit;
    }

    /** The high word of the product of a positive number and one without sign. */
    private static long unsignedHigh(long m, long x) {
        return Math.multiplyHigh(m, x) + (x < 0 ? m : 0);
    }
}
