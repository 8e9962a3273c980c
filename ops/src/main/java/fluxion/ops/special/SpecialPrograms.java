package fluxion.ops.special;

import fluxion.core.Expr;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import io.vavr.collection.Seq;

/**
 * The special functions as expressions of elementary ones on f64 tensors, by the formulas of the kernels: every element goes
 * through every branch, with arguments from that branch's domain, and what belongs to it is chosen; series run until the last
 * element's has converged.
 */
public final class SpecialPrograms {
    private SpecialPrograms() {}

    /** The value, of as many operands as it takes. */
    public static Expr value(Special op, Seq<Expr> x) {
        Expr a = x.get(0);
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFC -> ErrorExpressions.erfc(a);
                case ERFINV -> ErrorExpressions.erfinv(a);
                case NDTR -> ErrorExpressions.ndtr(a);
                case NDTRI -> ErrorExpressions.ndtri(a);
                case LGAMMA -> GammaExpressions.lgamma(a);
                case ENTR -> a.eq(0).where(-0.0, a.lt(0).where(Double.NEGATIVE_INFINITY, a.times(a.log()).neg()));
                case XLOGY -> a.eq(0).and(x.get(1).isNan().not()).where(0, a.times(x.get(1).log()));
                case XLOG1PY -> a.eq(0).and(x.get(1).isNan().not()).where(0, a.times(x.get(1).log1p()));
                case GAMMAINCC -> IncompleteGammaExpressions.upper(a, x.get(1));
                case GAMMAINCINV -> QuantileExpressions.logGamma(a, x.get(1)).exp();
                case LOG_GAMMAINCINV -> QuantileExpressions.logGamma(a, x.get(1));
                case BETAINCINV -> QuantileExpressions.beta(a, x.get(1), x.get(2));
                case POISSON_QUANTILE -> QuantileExpressions.poisson(a, x.get(1));
                case LOG_NDTR -> ErrorExpressions.logNdtr(a);
                case LBETA -> GammaExpressions.lbeta(a, x.get(1));
                case LOGIT -> logit(a);
            };
            case Erfcx(int order) -> ErrorExpressions.erfcx(order, a);
            case Polygamma(int order) -> GammaExpressions.polygamma(order, a);
            case Zeta(int order) -> ZetaExpressions.zeta(order, a, x.get(1));
            case GammaInc(int order) -> order == 0 ? IncompleteGammaExpressions.lower(a, x.get(1))
                    : IncompleteGammaExpressions.derivative(order, a, x.get(1));
            case BetaInc(int i, int j) -> IncompleteBetaExpressions.derivative(i, j, a, x.get(1), x.get(2));
            case Bessel(var kind, int order) -> switch (kind) {
                case J -> BesselExpressions.j(order, a);
                case I -> BesselExpressions.i(order, a);
                case SCALED_I -> BesselExpressions.scaledI(order, a);
                case SPHERICAL_J -> BesselExpressions.sphericalJ(order, a);
            };
        };
    }

    private static Expr logit(Expr x) {
        Expr d = x.times(2).minus(1);
        Expr middle = d.abs().le(0.5);
        return middle.where(middle.where(d, 0).atanh().times(2), x.log().minus(x.neg().log1p()));
    }

    /** Clenshaw's sum of a Chebyshev series. */
    static Expr chebyshev(double[] c, Expr t) {
        Expr twice = t.times(2);
        Expr last = t.times(0).plus(c[c.length - 1]);
        Expr later = t.times(0);
        for (int k = c.length - 2; k > 0; k--) {
            Expr next = twice.times(last).plus(later.neg().plus(c[k]));
            later = last;
            last = next;
        }
        return t.times(last).plus(later.neg().plus(c[0]));
    }

    /** c₀ + c₁x + c₂x² + …. */
    static Expr polynomial(double[] c, Expr x) {
        Expr sum = x.times(c[c.length - 1]).plus(c[c.length - 2]);
        for (int k = c.length - 3; k >= 0; k--) {
            sum = sum.times(x).plus(c[k]);
        }
        return sum;
    }

    /** A number for each element. */
    static Expr full(Expr like, double value) {
        return fluxion.core.Tensor.of(value).broadcastTo(like.shape());
    }
}
