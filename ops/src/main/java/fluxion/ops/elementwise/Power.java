package fluxion.ops.elementwise;

/** How integer powers of floats are computed. */
final class Power {
    private Power() {}

    /** Up to this exponent by repeated squaring: at most seven roundings; beyond, the general power is closer. */
    static final int SQUARINGS = 16;
}
