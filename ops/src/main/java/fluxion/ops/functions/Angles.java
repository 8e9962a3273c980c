package fluxion.ops.functions;

/** The angle of points near the origin, far from it, on it, or that are no points. */
final class Angles {
    private Angles() {}

    private static final double PI = 0x1.921fb54442d18p1, HALF_PI = 0x1.921fb54442d18p0;
    /** A quotient below this is its own arctangent and does not change a multiple of π/2. */
    private static final double SMALL = 0x1p-100;

    static double atan2(double y, double x) {
        double up = Math.abs(y);
        double across = Math.abs(x);
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        boolean left = Double.doubleToRawLongBits(x) < 0;
        if (Double.isInfinite(up) && Double.isInfinite(across)) {
            return Math.copySign(left ? 0.75 * PI : 0.25 * PI, y);
        }
        if (up == 0 || up < across * SMALL || Double.isInfinite(across)) {
            return left ? Math.copySign(PI, y) : across == 0 ? y : Math.copySign(up / across, y);
        }
        if (across < up * SMALL || Double.isInfinite(up)) {
            return Math.copySign(HALF_PI, y);
        }
        double scale = up > 1 || across > 1 ? 0x1p-950 : 0x1p500;
        return InverseCircularF64.atan2(y * scale, x * scale);
    }
}
