package fluxion.ops.elementwise;

/**
 * The exponential inside the f64 hyperbolic tangent: e^t = 2^k·P(t − k·ln 2), k the nearest integer to t/ln 2, for t from 0 to
 * {@link #ONE_FROM}. P is 1 + r + r²·Q(r) with Q interpolated at Chebyshev nodes of [−½ ln 2, ½ ln 2] from 50-digit values;
 * relative error below 2e−17.
 */
final class Tanh {
    private Tanh() {}

    /** From here on tanh(t/2) rounds to 1. */
    static final double ONE_FROM = 40;
    /** Adding it leaves the nearest whole number in the low bits. */
    static final double SHIFT = 0x1.8p52;
    /** ln 2 in two parts; the first has so few bits that its product with k is exact. */
    static final double LN2_HIGH = 0x1.62e42fefp-1, LN2_LOW = 7.440617110012397e-11;
    static final long ONE_BITS = Double.doubleToRawLongBits(1);
    /** Coefficients of P, by power. */
    static final double
            E2 = 0.5000000000000001, E3 = 0.16666666666666669, E4 = 0.04166666666662413, E5 = 0.008333333333330062,
            E6 = 0.0013888888917213717, E7 = 0.00019841269863053618, E8 = 2.4801521295954376e-05, E9 = 2.7557268459997064e-06,
            E10 = 2.7620088445409746e-07, E11 = 2.510038549551032e-08;
}
