package fluxion.ops.functions;

/** Inverse circular functions of one f64. */
public final class InverseCircularF64 {
    private InverseCircularF64() {}

    private static final double PI = 0x1.921fb54442d18p1, PI_LOW = 0x1.1a62633145c07p-53;
    private static final double THREE_QUARTERS_PI = 0x1.2d97c7f3321d2p1, THREE_QUARTERS_PI_LOW = 0x1.a79394c9e8a0ap-54;
    private static final double HALF_PI = 0x1.921fb54442d18p0, HALF_PI_LOW = 0x1.1a62633145c07p-54;
    private static final double QUARTER_PI = 0x1.921fb54442d18p-1, QUARTER_PI_LOW = 0x1.1a62633145c07p-55;
    /** Keeps a quotient of zeros from being NaN. */
    private static final double TINY = 0x1p-1000;
    /** From here on arctan rounds to π/2. */
    private static final double STEEP = 0x1p60;
    /** Bounds of the larger coordinate, and a factor that takes all bits of the smaller one away from the smallest numbers. */
    private static final double SMALLEST = 0x1p-900, LARGEST = 0x1p100, SCALE = 0x1p900;

    /**
     * arcsin x: s + s³·P(s²) up to ½; beyond, π/2 − 2·arcsin s with s² = (1 − |x|)/2, the root with its
     * remainder. At most 0.75 ulp off.
     */
    public static double asin(double x) {
        double a = Math.abs(x);
        boolean far = a > 0.5;
        double z = far ? Math.fma(a, -0.5, 0.5) : a * a;
        double root = Math.sqrt(z);
        double rootLow = Math.fma(-root, root, z) / (root + root + TINY);
        double s = far ? -2 * root : a;
        double base = far ? HALF_PI : 0;
        double low = far ? Math.fma(rootLow, -2, HALF_PI_LOW) : 0;
        double y = base + s;
        return Math.copySign(y + Math.fma(s * z, arcsine(z), base - y + s + low), x);
    }

    /** arccos x: π/2 − arcsin x up to ½; beyond, 2·arcsin s, or π less that, as {@link #asin}. At most 0.7 ulp off. */
    public static double acos(double x) {
        double a = Math.abs(x);
        boolean far = a > 0.5;
        boolean left = x < 0;
        double z = far ? Math.fma(a, -0.5, 0.5) : a * a;
        double root = Math.sqrt(z);
        double rootLow = Math.fma(-root, root, z) / (root + root + TINY);
        double twice = root + root;
        double twiceLow = rootLow + rootLow;
        double s = far ? left ? -twice : twice : -x;
        double base = far ? left ? PI : 0 : HALF_PI;
        double low = far ? left ? PI_LOW - twiceLow : twiceLow : HALF_PI_LOW;
        double y = base + s;
        return y + Math.fma(s * z, arcsine(z), base - y + s + low);
    }

    /** (arcsin s / s − 1)/s², z = s² ≤ ¼; off by 2⁻⁵⁵·⁹ of arcsin s. */
    private static double arcsine(double z) {
        double p = Math.fma(0.031912530405916024, z, -0.016224670251562958);
        p = Math.fma(p, z, 0.019528559211530794);
        p = Math.fma(p, z, 0.006527855600334882);
        p = Math.fma(p, z, 0.012169242747488509);
        p = Math.fma(p, z, 0.0138852300849896);
        p = Math.fma(p, z, 0.01735970538927394);
        p = Math.fma(p, z, 0.022371758002041556);
        p = Math.fma(p, z, 0.03038195913936583);
        p = Math.fma(p, z, 0.04464285682825754);
        p = Math.fma(p, z, 0.07500000000337122);
        p = Math.fma(p, z, 0.16666666666665408);
        return p;
    }

    /** arctan x: the angle of (1, |x|), see {@link #atan2}. At most 0.7 ulp off. */
    public static double atan(double x) {
        double b = Math.abs(x);
        double a = b > STEEP ? STEEP : b;
        boolean steep = a > 1;
        double above = steep ? 1 : a;
        double below = steep ? a : 1;
        boolean middle = above + above > below;
        double base = middle ? QUARTER_PI : steep ? HALF_PI : 0;
        double low = middle ? QUARTER_PI_LOW : steep ? HALF_PI_LOW : 0;
        return Math.copySign(angle(above, below, middle, steep, base, low), x);
    }

    /**
     * The angle of the point (x, y): the arctangent of the smaller coordinate by the larger one, added to a multiple of π/2 or
     * taken from it; where that quotient q is above ½, π/4 + arctan((q − 1)/(q + 1)). At most 0.7 ulp off.
     */
    public static double atan2(double y, double x) {
        double up = Math.abs(y);
        double across = Math.abs(x);
        boolean steep = up > across;
        double larger = steep ? up : across;
        double smaller = steep ? across : up;
        if (!(larger >= SMALLEST & larger <= LARGEST)) {
            return Angles.atan2(y, x);
        }
        double above = smaller * SCALE;
        double below = larger * SCALE;
        boolean middle = above + above > below;
        boolean left = x < 0;
        double base = middle ? left ? THREE_QUARTERS_PI : QUARTER_PI : steep ? HALF_PI : left ? PI : 0;
        double low = middle ? left ? THREE_QUARTERS_PI_LOW : QUARTER_PI_LOW : steep ? HALF_PI_LOW : left ? PI_LOW : 0;
        return Math.copySign(angle(above, below, middle, steep ^ left, base, low), y);
    }

    /** base + low ± arctan(above/below), or, in the middle, of (above − below)/(above + below): a quotient and its remainder. */
    private static double angle(double above, double below, boolean middle, boolean down, double base, double low) {
        double sum = below + above;
        double n = middle ? above - below : above;
        double d = middle ? sum : below;
        double dLow = middle ? below - sum + above : 0;
        double inverse = 1 / d;
        double q = n * inverse;
        double rest = Math.fma(-q, dLow, Math.fma(-q, d, n)) * inverse;
        double z = q * q;
        double turn = Math.fma(q * z, arctangent(z), rest * Math.fma(z, -0.85, 1));
        double s = down ? -q : q;
        double sLow = down ? -turn : turn;
        double y = base + s;
        return y + (base - y + s + (low + sLow));
    }

    /** (arctan t / t − 1)/t², z = t² ≤ ¼; off by 2⁻⁵⁷·⁸ of arctan t. */
    private static double arctangent(double z) {
        double z2 = z * z;
        double z4 = z2 * z2;
        double p = Math.fma(Math.fma(0.010112322390022806, z, -0.027428512043171656), z2,
                Math.fma(0.04186105025643202, z, -0.05121864092289577));
        p = Math.fma(p, z4, Math.fma(Math.fma(0.05858267179695671, z, -0.066638059497089), z2,
                Math.fma(0.07692073458078248, z, -0.09090896215891095)));
        p = Math.fma(p, z4, Math.fma(Math.fma(0.11111110658491796, z, -0.14285714276359662), z2,
                Math.fma(0.19999999999902812, z, -0.3333333333333298)));
        return p;
    }
}
