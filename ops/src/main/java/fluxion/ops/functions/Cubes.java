package fluxion.ops.functions;

/** The cube root of subnormal numbers, infinities and NaN. */
final class Cubes {
    private Cubes() {}

    static double cbrt(double x) {
        return Math.abs(x) < Double.MIN_NORMAL ? RootsF64.cbrt(x * 0x1p54) * 0x1p-18 : x;
    }
}
