package fluxion.ops.special;

import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;

/**
 * The special functions on numbers and on arrays. Everything is computed in f64 with operations that are exact or rounded
 * the same way on every machine (+ − × ÷, √, fma and {@link StrictMath}), so the bits are the same everywhere.
 */
public final class SpecialKernels {
    private SpecialKernels() {}

    /** The value for as many operands as it takes. */
    public static double value(Special op, double[] x) {
        return value(op, x[0], x.length > 1 ? x[1] : 0, x.length > 2 ? x[2] : 0);
    }

    /** The value; operands that it does not take are not read. */
    public static double value(Special op, double a, double b, double c) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFC -> ErrorFunctions.erfc(a);
                case ERFINV -> ErrorFunctions.erfinv(a);
                case NDTR -> ErrorFunctions.ndtr(a);
                case NDTRI -> ErrorFunctions.ndtri(a);
                case LGAMMA -> GammaFunctions.lgamma(a);
                case ENTR -> entr(a);
                case XLOGY -> xlogy(a, b);
                case XLOG1PY -> xlog1py(a, b);
                case GAMMAINCC -> IncompleteGamma.upper(a, b);
                case GAMMAINCINV -> Quantiles.gamma(a, b);
                case LOG_GAMMAINCINV -> Quantiles.logGamma(a, b);
                case BETAINCINV -> Quantiles.beta(a, b, c);
                case POISSON_QUANTILE -> Quantiles.poisson(a, b);
                case LOG_NDTR -> ErrorFunctions.logNdtr(a);
                case LBETA -> GammaFunctions.lbeta(a, b);
                case LOGIT -> logit(a);
            };
            case Erfcx(int order) -> order == 0 ? ErrorFunctions.erfcx(a) : ErrorFunctions.erfcx(order, a);
            case Polygamma(int order) -> GammaFunctions.polygamma(order, a);
            case Zeta(int order) -> HurwitzZeta.zeta(order, a, b);
            case GammaInc(int order) -> order == 0 ? IncompleteGamma.lower(a, b) : IncompleteGamma.derivative(order, a, b);
            case BetaInc(int i, int j) -> IncompleteBeta.derivative(i, j, a, b, c);
            case Bessel(var kind, int order) -> switch (kind) {
                case J -> BesselFunctions.j(order, a);
                case I -> BesselFunctions.i(order, a);
                case SCALED_I -> BesselFunctions.scaledI(order, a);
                case SPHERICAL_J -> BesselFunctions.sphericalJ(order, a);
            };
        };
    }

    /** {@code y = op(a, b, c)}, each operand read with its step (0: one number); what is not taken is not read. */
    public static void run(Special op, double[] a, int ao, int as, double[] b, int bo, int bs, double[] c, int co, int cs,
            double[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = value(op, a[ao + as * i], b[bo + bs * i], c[co + cs * i]);
        }
    }

    /** As on f64, rounded once. */
    public static void run(Special op, float[] a, int ao, int as, float[] b, int bo, int bs, float[] c, int co, int cs,
            float[] y, int yo, int n) {
        for (int i = 0; i < n; i++) {
            y[yo + i] = (float) value(op, a[ao + as * i], b[bo + bs * i], c[co + cs * i]);
        }
    }

    static double entr(double x) {
        return x == 0 ? -0.0 : x > 0 ? -(x * StrictMath.log(x)) : x < 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    static double xlogy(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log(y);
    }

    static double xlog1py(double x, double y) {
        return x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log1p(y);
    }

    /** 2 artanh(2x − 1) around ½, where 2x − 1 is exact. */
    static double logit(double x) {
        if (Math.abs(x - 0.5) > 0.25) {
            return StrictMath.log(x) - StrictMath.log1p(-x);
        }
        double d = 2 * x - 1;
        return Math.copySign(StrictMath.log1p(2 * Math.abs(d) / (1 - Math.abs(d))), d);
    }

    /** Clenshaw's sum of a Chebyshev series, c₀ + c₁T₁(t) + c₂T₂(t) + …. */
    static double chebyshev(double[] c, double t) {
        double later = 0;
        double last = 0;
        for (int k = c.length - 1; k > 0; k--) {
            double next = Math.fma(2 * t, last, c[k] - later);
            later = last;
            last = next;
        }
        return Math.fma(t, last, c[0] - later);
    }

    /** c₀ + c₁x + c₂x² + …. */
    static double polynomial(double[] c, double x) {
        double sum = 0;
        for (int k = c.length - 1; k >= 0; k--) {
            sum = Math.fma(sum, x, c[k]);
        }
        return sum;
    }
}
