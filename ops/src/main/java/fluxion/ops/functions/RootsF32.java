package fluxion.ops.functions;

/** The cube root and the hypotenuse of f32. */
public final class RootsF32 {
    private RootsF32() {}

    /** 2²³ as bits; with a 23-bit number in the low bits, 2²³ and that number. */
    private static final int WHOLE = 0x4b000000;
    /**
     * The upper 24 bits of x^(−⅓) are about 5546475 less a third of those of x; 2²³ of these are the exponent of {@link #WHOLE},
     * and 2²³ more make the result whole.
     */
    private static final float START = 8388608 + 5546475 + 8388608 / 3;
    private static final float THIRD = 1 / 3f;

    /**
     * ∛x as {@link RootsF64#cbrt}: y ≈ a^(−⅓) from the bits, better by a polynomial in e = 1 − a·y³; then a·y²·(1 − e)^(−⅔), with
     * e and a·y² to twice the digits.
     */
    public static float cbrt(float x) {
        float a = Math.abs(x);
        if (!(a <= Float.MAX_VALUE) | a < Float.MIN_NORMAL & a > 0) {
            return (float) RootsF64.cbrt(x);
        }
        float high = Float.intBitsToFloat(Float.floatToRawIntBits(a) >>> 8 | WHOLE);
        float y = Float.intBitsToFloat(Float.floatToRawIntBits(Math.fma(high, -THIRD, START)) << 8);
        float e = Math.fma(-(a * y * y), y, 1);
        y = Math.fma(y * e, Math.fma(0.22293302f, e, 0.33478125f), y);
        float ay = a * y;
        float ayLow = Math.fma(a, y, -ay);
        float c = ay * y;
        float cLow = Math.fma(ay, y, -c) + ayLow * y;
        e = Math.fma(-c, y, 1) - cLow * y;
        return Math.copySign(c + Math.fma(c * e, Math.fma(e, 5 / 9f, 2 / 3f), cLow), x);
    }

    /** √(x² + y²) in f64, which holds the squares; an infinity wins over NaN. */
    public static float hypot(float x, float y) {
        double a = x;
        double b = y;
        boolean infinite = Math.abs(x) == Float.POSITIVE_INFINITY | Math.abs(y) == Float.POSITIVE_INFINITY;
        return infinite ? Float.POSITIVE_INFINITY : (float) Math.sqrt(Math.fma(a, a, b * b));
    }
}
