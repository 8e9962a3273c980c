package fluxion.ops.functions;

import java.math.BigDecimal;
import java.math.MathContext;

/** log(e^x + e^y) where that is near 0, so that the two exponentials cancel against 1: rare, and done with many digits. */
final class LogSum {
    private LogSum() {}

    /** Halvings before the series of e^x − 1, doublings after it. */
    private static final int HALVINGS = 10, TERMS = 18;
    /** Below this the doubled digits do not suffice. */
    private static final double CLOSE = 0x1p-38;

    static double nearZero(double x, double y) {
        double[] sum = expm1(Math.max(x, y));
        double[] other = expm1(Math.min(x, y));
        other = add(other, 1, 0);
        sum = add(sum, other[0], other[1]);
        return Math.abs(sum[0]) < CLOSE ? closer(x, y) : LogarithmsF64.log1p(sum[0], sum[1]);
    }

    /** e^x − 1 in two doubles, by e^(2t) − 1 = (e^t − 1)·(2 + (e^t − 1)). */
    private static double[] expm1(double x) {
        double t = Math.max(x, -200) / (1 << HALVINGS);
        double[] series = {1, 0};
        for (int n = TERMS; n > 1; n--) {
            double[] term = times(series, t, 0);
            double quotient = term[0] / n;
            double rest = (Math.fma(-quotient, n, term[0]) + term[1]) / n;
            series = add(new double[] {quotient, rest}, 1, 0);
        }
        double[] power = times(series, t, 0);
        for (int i = 0; i < HALVINGS; i++) {
            double[] more = add(power, 2, 0);
            power = times(power, more[0], more[1]);
        }
        return power;
    }

    private static double[] times(double[] x, double high, double low) {
        double product = x[0] * high;
        double rest = Math.fma(x[0], high, -product) + (x[0] * low + x[1] * high);
        double sum = product + rest;
        return new double[] {sum, rest - (sum - product)};
    }

    private static double[] add(double[] x, double high, double low) {
        double sum = x[0] + high;
        double of = sum - x[0];
        double rest = x[0] - (sum - of) + (high - of) + (x[1] + low);
        double total = sum + rest;
        return new double[] {total, rest - (total - sum)};
    }

    /** With decimal digits: e^x + e^y − 1 may be as small as 2^−110. */
    private static double closer(double x, double y) {
        BigDecimal rest = power(x).add(power(y)).subtract(BigDecimal.ONE);
        return LogarithmsF64.log1p(rest.doubleValue());
    }

    private static BigDecimal power(double x) {
        MathContext digits = new MathContext(90);
        BigDecimal t = new BigDecimal(Math.max(x, -200)).divide(BigDecimal.valueOf(1 << HALVINGS), digits);
        BigDecimal sum = BigDecimal.ONE;
        for (int n = 50; n > 0; n--) {
            sum = sum.multiply(t, digits).divide(BigDecimal.valueOf(n), digits).add(BigDecimal.ONE, digits);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, digits);
        }
        return sum;
    }
}
