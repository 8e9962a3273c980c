package fluxion.ops.functions;

/**
 * Circular functions of one f64: the angle modulo π/2 as the sum of two numbers, then polynomials on [−π/4, π/4]. Angles beyond
 * {@link #LARGEST} are reduced by {@link LargeAngles}.
 */
public final class CircularF64 {
    private CircularF64() {}

    /** Adding it leaves the nearest whole number in the low bits. */
    private static final double SHIFT = 0x1.8p52;
    private static final double TWO_OVER_PI = 0.6366197723675814;
    /** π/2 in three parts. The first difference is exact because it has no bits below those of x and of {@link #FIRST}. */
    private static final double FIRST = 0x1.921fb54442d18p0, SECOND = 0x1.1a62633145c07p-54, THIRD = -0x1.f1976b7ed8fbcp-110;
    /** Up to here the reduction leaves an error below 2⁻¹³⁰, and no double is nearer to a multiple of π/2 than 2⁻⁶². */
    private static final double LARGEST = 0x1p30;

    /** sin x, at most 0.8 ulp off. */
    public static double sin(double x) {
        double a = Math.abs(x);
        if (!(a <= LARGEST)) {
            return LargeAngles.sin(x);
        }
        double shifted = Math.fma(a, TWO_OVER_PI, SHIFT);
        double k = shifted - SHIFT;
        double first = Math.fma(k, -FIRST, a);
        double second = k * SECOND;
        double r = first - second;
        double rest = Math.fma(k, -THIRD, first - r - second - Math.fma(k, SECOND, -second));
        long quarter = Double.doubleToRawLongBits(shifted);
        double y = (quarter & 1) == 0 ? sine(r, rest) : cosine(r, rest);
        long sign = (quarter << 62 ^ Double.doubleToRawLongBits(x)) & Long.MIN_VALUE;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ sign);
    }

    /** cos x, at most 0.8 ulp off. */
    public static double cos(double x) {
        double a = Math.abs(x);
        if (!(a <= LARGEST)) {
            return LargeAngles.cos(x);
        }
        double shifted = Math.fma(a, TWO_OVER_PI, SHIFT);
        double k = shifted - SHIFT;
        double first = Math.fma(k, -FIRST, a);
        double second = k * SECOND;
        double r = first - second;
        double rest = Math.fma(k, -THIRD, first - r - second - Math.fma(k, SECOND, -second));
        long quarter = Double.doubleToRawLongBits(shifted);
        double y = (quarter & 1) == 0 ? cosine(r, rest) : sine(r, rest);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ (quarter + 1) << 62 & Long.MIN_VALUE);
    }

    /** tan x, within an ulp. */
    public static double tan(double x) {
        double a = Math.abs(x);
        if (!(a <= LARGEST)) {
            return LargeAngles.tan(x);
        }
        double shifted = Math.fma(a, TWO_OVER_PI, SHIFT);
        double k = shifted - SHIFT;
        double first = Math.fma(k, -FIRST, a);
        double second = k * SECOND;
        double r = first - second;
        double rest = Math.fma(k, -THIRD, first - r - second - Math.fma(k, SECOND, -second));
        long quarter = Double.doubleToRawLongBits(shifted);
        double y = tangent(r, rest, (quarter & 1) == 0);
        long sign = (quarter << 63 ^ Double.doubleToRawLongBits(x)) & Long.MIN_VALUE;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(y) ^ sign);
    }

    /** sin(r + rest), |r| ≤ π/4; the polynomial is off by 2⁻⁵⁷·⁹. */
    static double sine(double r, double rest) {
        double z = r * r;
        return r + sineRest(r, rest, z, Math.fma(z, -0.5, 1));
    }

    /** sin(r + rest) − r; z = r², w = 1 − z/2. */
    private static double sineRest(double r, double rest, double z, double w) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double p = Math.fma(1.5896212672487252e-10, z, -2.5050747467710063e-08);
        p = Math.fma(p, z4, Math.fma(Math.fma(2.7557313619546026e-06, z, -0.00019841269829584392), z2,
                Math.fma(0.008333333333322113, z, -0.1666666666666663)));
        return Math.fma(z * r, p, rest * w);
    }

    /** cos(r + rest), |r| ≤ π/4; the polynomial is off by 2⁻⁶⁴. */
    static double cosine(double r, double rest) {
        double z = r * r;
        double w = Math.fma(z, -0.5, 1);
        return w + cosineRest(r, rest, z, w);
    }

    /** cos(r + rest) − w; z = r², w = 1 − z/2 rounded. */
    private static double cosineRest(double r, double rest, double z, double w) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double p = Math.fma(-1.1358525462374165e-11, z, 2.0875700633647266e-09);
        p = Math.fma(p, z4, Math.fma(Math.fma(-2.75573141778048e-07, z, 2.480158728884669e-05), z2,
                Math.fma(-0.001388888888887305, z, 0.041666666666666595)));
        return Math.fma(z * z, p, Math.fma(-r, rest, Math.fma(z, -0.5, 1 - w)));
    }

    /** tan(r + rest), or its reciprocal: sine and cosine with their rests, a quotient and its remainder. */
    static double tangent(double r, double rest, boolean even) {
        double z = r * r;
        double w = Math.fma(z, -0.5, 1);
        double s = sineRest(r, rest, z, w);
        double sine = r + s;
        double sineLow = r - sine + s;
        double c = cosineRest(r, rest, z, w);
        double cosine = w + c;
        double cosineLow = w - cosine + c;
        double above = even ? sine : cosine;
        double aboveLow = even ? sineLow : cosineLow;
        double below = even ? cosine : sine;
        double belowLow = even ? cosineLow : sineLow;
        double inverse = 1 / below;
        double q = above * inverse;
        return Math.fma(Math.fma(-q, below, above) + Math.fma(-q, belowLow, aboveLow), inverse, q);
    }
}
