package fluxion.ops.functions;

/** The hypotenuse of very long and very short sides; an infinite one wins over NaN. */
final class Lengths {
    private Lengths() {}

    static double hypot(double x, double y) {
        double a = Math.abs(x);
        double b = Math.abs(y);
        if (Double.isInfinite(a) || Double.isInfinite(b)) {
            return Double.POSITIVE_INFINITY;
        }
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.NaN;
        }
        return a > 1 || b > 1 ? RootsF64.hypot(a * 0x1p-600, b * 0x1p-600) * 0x1p600
                : RootsF64.hypot(a * 0x1p700, b * 0x1p700) * 0x1p-700;
    }
}
