package fluxion.ops.functions;

/** The cube root and the hypotenuse of f64. */
public final class RootsF64 {
    private RootsF64() {}

    /** 2⁵² as bits; with a 32-bit number in the low bits, 2⁵² and that number. */
    private static final long WHOLE = 0x4330000000000000L;
    private static final double SHIFT = 0x1.8p52;
    /** The high word of x^(−⅓) is about this less a third of the high word of x. */
    private static final double START = 0x553ee800p0;
    private static final double THIRD = 1 / 3.0;
    /** Between these the squares neither overflow nor lose bits that count. */
    private static final double SMALLEST = 0x1p-450, LARGEST = 0x1p500;

    /**
     * ∛x: y ≈ a^(−⅓) from the bits, better by a polynomial in e = 1 − a·y³; then a·y²·(1 − e)^(−⅔) with e and a·y² to twice the
     * digits, so that hardly more than rounding is off.
     */
    public static double cbrt(double x) {
        double a = Math.abs(x);
        if (!(a <= Double.MAX_VALUE) | a < Double.MIN_NORMAL & a > 0) {
            return Cubes.cbrt(x);
        }
        double high = Double.longBitsToDouble(Double.doubleToRawLongBits(a) >>> 32 | WHOLE);
        double third = Math.fma(high, -THIRD, SHIFT + START + 0x1p52 / 3);
        double y = Double.longBitsToDouble(Double.doubleToRawLongBits(third) << 32);
        double e = Math.fma(-(a * y * y), y, 1);
        double e2 = e * e;
        double p = Math.fma(Math.fma(0.1455351469824988, e, 0.17452904094137944), e2,
                Math.fma(0.22221818152104483, e, 0.3333287891742925));
        y = Math.fma(y * e, p, y);
        double ay = a * y;
        double ayLow = Math.fma(a, y, -ay);
        double c = ay * y;
        double cLow = Math.fma(ay, y, -c) + ayLow * y;
        e = Math.fma(-c, y, 1) - cLow * y;
        return Math.copySign(c + Math.fma(c * e, Math.fma(e, 5 / 9.0, 2 / 3.0), cLow), x);
    }

    /** √(x² + y²): squares and sum with their rounding errors, the root put right by its remainder. */
    public static double hypot(double x, double y) {
        double a = Math.abs(x);
        double b = Math.abs(y);
        boolean first = a > b;
        double longer = first ? a : b;
        double shorter = first ? b : a;
        if (!(longer <= LARGEST & shorter <= LARGEST) | longer < SMALLEST & longer > 0) {
            return Lengths.hypot(x, y);
        }
        double p = longer * longer;
        double q = shorter * shorter;
        double sum = p + q;
        double low = p - sum + q + (Math.fma(longer, longer, -p) + Math.fma(shorter, shorter, -q));
        double root = Math.sqrt(sum);
        return root + (Math.fma(-root, root, sum) + low) / (root + root + Double.MIN_NORMAL);
    }
}
