package fluxion.ops.functions;

/**
 * Logarithms of one f64: x = 2^k·m with m from √½ to √2, and log m = 2·artanh(s) with s = (m − 1)/(m + 1), a series in s².
 * Subnormal numbers, 0, ∞, NaN and what has no logarithm take the rare way out.
 */
public final class LogarithmsF64 {
    private LogarithmsF64() {}

    private static final double LN2_HIGH = ExponentialsF64.LN2_HIGH, LN2_LOW = ExponentialsF64.LN2_LOW;
    private static final double LOG2E_HIGH = 1.4426950408889634, LOG2E_LOW = 2.0355273740931033e-17;
    private static final double LOG10E_HIGH = 0.4342944819032518, LOG10E_LOW = 1.098319650216765e-17;
    /** log₁₀ 2; the first part has so few bits that its product with any exponent is exact. */
    private static final double LOG10_2_HIGH = 0x1.34413508p-2, LOG10_2_LOW = 1.1451100898021838e-10;
    static final int MANTISSA_BITS = 52;
    static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    /** The bits of √½, and how far they lie below those of 1. */
    static final long ROOT_HALF = 0x3FE6A09E667F3BCDL, BELOW_ONE = 0x3FF0000000000000L - ROOT_HALF, ONE = 0x3FF0000000000000L;
    /** The bits of 2^52: a whole number below 2^52 put into them is that much more. */
    private static final long WHOLE = 0x4330000000000000L;
    private static final double WHOLE_BIASED = 0x1p52 + 1023;
    /** Makes subnormal numbers normal. */
    private static final double SCALE = 0x1p54;
    private static final double SCALE_EXPONENT = 54;

    /** k·ln 2 + (f − (f²/2 − s·(f²/2 + …))), f = m − 1; below 0.9 ulp. */
    public static double log(double x) {
        if (!(x >= Double.MIN_NORMAL & x < Double.POSITIVE_INFINITY)) {
            return x > 0 & x < 1 ? log(x * SCALE, SCALE_EXPONENT) : atEdge(x);
        }
        return log(x, 0);
    }

    private static double log(double x, double less) {
        double minusK = minusExponent(x) + less;
        double f = mantissa(x) - 1;
        double s = f / (2 + f);
        double z = s * s;
        double half = 0.5 * f * f;
        double low = Math.fma(minusK, -LN2_LOW, s * Math.fma(z, series(z), half));
        return Math.fma(minusK, -LN2_HIGH, f - (half - low));
    }

    /** k + log₂ m: exact at powers of two, below 0.6 ulp. */
    public static double log2(double x) {
        if (!(x >= Double.MIN_NORMAL & x < Double.POSITIVE_INFINITY)) {
            return x > 0 & x < 1 ? log2(x * SCALE, SCALE_EXPONENT) : atEdge(x);
        }
        return log2(x, 0);
    }

    private static double log2(double x, double less) {
        double k = -(minusExponent(x) + less);
        double m = mantissa(x);
        double high = high(m);
        double product = high * LOG2E_HIGH;
        double low = Math.fma(high, LOG2E_HIGH, -product) + Math.fma(high, LOG2E_LOW, low(m) * LOG2E_HIGH);
        double sum = k + product;
        return sum + (product - (sum - k) + low);
    }

    /** k·log₁₀ 2 + log₁₀ m: exact at powers of ten, below 0.6 ulp. */
    public static double log10(double x) {
        if (!(x >= Double.MIN_NORMAL & x < Double.POSITIVE_INFINITY)) {
            return x > 0 & x < 1 ? log10(x * SCALE, SCALE_EXPONENT) : atEdge(x);
        }
        return log10(x, 0);
    }

    private static double log10(double x, double less) {
        double k = -(minusExponent(x) + less);
        double m = mantissa(x);
        double high = high(m);
        double product = high * LOG10E_HIGH;
        double low = Math.fma(high, LOG10E_HIGH, -product) + Math.fma(high, LOG10E_LOW, low(m) * LOG10E_HIGH);
        double whole = k * LOG10_2_HIGH;
        double sum = whole + product;
        return sum + (product - (sum - whole) + Math.fma(k, LOG10_2_LOW, low));
    }

    /** log(1 + x) below 0.9 ulp: k from the rounded sum, f = 2^(−k)·(1 + x) − 1 from x itself, with what rounding loses. */
    public static double log1p(double x) {
        if (!(x > -1 & x < 0x1p1000)) {
            return x == -1 ? Double.NEGATIVE_INFINITY : log(x);
        }
        return x == 0 ? x : log1p(x, 0);
    }

    /** log(1 + x + rest), the rest below an ulp of x. */
    static double log1p(double x, double rest) {
        double sum = 1 + x;
        double minusK = minusExponent(sum);
        double scale = Double.longBitsToDouble(ONE - (biasedExponent(sum) - 1023 << MANTISSA_BITS));
        double f = Math.fma(x, scale, scale - 1);
        double lost = Math.fma(x, scale, scale - 1 - f) + rest * scale;
        double s = f / (2 + f);
        double z = s * s;
        double half = 0.5 * f * f;
        double low = Math.fma(minusK, -LN2_LOW, s * Math.fma(z, series(z), half) + Math.fma(-f, lost, lost));
        return Math.fma(minusK, -LN2_HIGH, f - (half - low));
    }

    /** The logarithm of what is no positive number below ∞. */
    static double atEdge(double x) {
        return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }

    private static long biasedExponent(double x) {
        return Double.doubleToRawLongBits(x) + BELOW_ONE >>> MANTISSA_BITS;
    }

    /** −k. */
    static double minusExponent(double x) {
        return WHOLE_BIASED - Double.longBitsToDouble(biasedExponent(x) | WHOLE);
    }

    /** m. */
    static double mantissa(double x) {
        return Double.longBitsToDouble((Double.doubleToRawLongBits(x) + BELOW_ONE & MANTISSA) + ROOT_HALF);
    }

    /** log m = high + low, 2^−58 of it off: high is 2s rounded. */
    static double high(double m) {
        return 2 * ((m - 1) * (1 / (m + 1)));
    }

    static double low(double m) {
        double f = m - 1;
        double under = m + 1;
        double inverse = 1 / under;
        double s = f * inverse;
        double z = s * s;
        double error = Math.fma(-s, under, f) - s * (m - (under - 1));
        return Math.fma(s * z, series(z), 2 * (error * inverse));
    }

    /** (2·artanh(s) − 2s)/s³ of s² for |s| ≤ 0.1716; the logarithm is 0.02 ulp off. */
    private static double series(double z) {
        double p = Math.fma(Math.fma(z, 0.22222198426151224, 0.28571428744061894), z * z,
                Math.fma(z, 0.39999999999405483, 0.6666666666666736));
        double q = Math.fma(z * z, 0.1479736350587642, Math.fma(z, 0.15313895728652202, 0.18183571057432849));
        return Math.fma(q, z * z * (z * z), p);
    }
}
