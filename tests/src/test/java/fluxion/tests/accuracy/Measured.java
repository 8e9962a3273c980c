package fluxion.tests.accuracy;

import fluxion.core.DType;

/** The largest error so far, and where. */
record Measured(double ulps, String at, String want, double got) {
    static final Measured NONE = new Measured(0, "", "", 0);

    /** This, or what is there if it is worse; values smaller than {@code smallest} count as that large. */
    Measured or(String where, Real want, double result, DType dtype, double smallest) {
        double error = Double.isNaN(result) ? Double.POSITIVE_INFINITY
                : dtype == DType.F64 ? ulps(want, result, 53, -1074, 1024, smallest) : ulps(want, result, 24, -149, 128, smallest);
        return error > ulps ? new Measured(error, where, want.toString(), result) : this;
    }

    private static double ulps(Real want, double result, int places, int least, int overflow, double smallest) {
        int floor = smallest == 0 ? least : Math.max(least, Real.of(smallest).top() - places + 1);
        return want.ulps(result, places, floor, overflow);
    }

    /** Infinitely wrong unless the result is no finite number: NaN, or an infinity at a pole. */
    Measured undefined(String where, double result) {
        return !Double.isFinite(result) ? this : new Measured(Double.POSITIVE_INFINITY, where, "NaN", result);
    }
}
