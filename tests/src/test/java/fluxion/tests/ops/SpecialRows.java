package fluxion.tests.ops;

import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.eitherSign;

import fluxion.core.DType;
import fluxion.core.TensorType;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Zeta;
import fluxion.tests.ops.Row.Operand;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The catalogue's rows of the special functions. */
public final class SpecialRows {
    private SpecialRows() {}

    public static Seq<Special> operations() {
        return Array.<Special>empty().appendAll(Array.of(SpecialFunction.values()))
                .appendAll(Array.range(0, 4).map(Erfcx::new))
                .appendAll(Array.range(0, 4).map(Polygamma::new))
                .appendAll(Array.range(0, 3).map(Zeta::new))
                .appendAll(Array.range(0, 3).map(GammaInc::new))
                .appendAll(Array.of(new BetaInc(0, 0), new BetaInc(1, 0), new BetaInc(0, 1), new BetaInc(1, 1)))
                .appendAll(Array.of(Bessel.Kind.values()).flatMap(kind -> Array.range(0, 4).map(n -> new Bessel(kind, n))));
    }

    static Row row(Special op) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFC -> Row.smooth(op, f64(-2, 2));
                case NDTR -> Row.smooth(op, f64(-2, 2));
                case ERFINV -> Row.smooth(op, f64(-0.8, 0.8));
                case NDTRI -> Row.smooth(op, f64(0.1, 0.9));
                case LGAMMA -> Row.smooth(op, f64(0.3, 4));
                case ENTR -> Row.smooth(op, f64(0.3, 3));
                case XLOGY -> Row.smooth(op, f64(-2, 2), f64(0.3, 3));
                case XLOG1PY -> Row.smooth(op, f64(-2, 2), f64(-0.6, 2));
                case GAMMAINCC -> Row.smooth(op, f64(0.4, 3), f64(0.3, 4));
                case GAMMAINCINV -> Row.smooth(op, f64(0.5, 3), f64(0.2, 0.8));
                case LOG_GAMMAINCINV -> Row.smooth(op, f64(0.5, 3), f64(0.2, 0.8));
                case BETAINCINV -> Row.smooth(op, f64(0.5, 3), f64(0.5, 3), f64(0.2, 0.8));
                case POISSON_QUANTILE -> Row.smooth(op, f64(2.1, 2.2), f64(0.2, 0.3));
                case LOG_NDTR -> Row.smooth(op, f64(-7, 3));
                case LBETA -> Row.smooth(op, f64(0.3, 12), f64(0.3, 12));
                case LOGIT -> Row.smooth(op, f64(0.1, 0.9));
            };
            case Erfcx _ -> Row.smooth(op, f64(-2, 4));
            case Polygamma _ -> Row.smooth(op, f64(0.5, 4));
            case Zeta _ -> Row.smooth(op, f64(1.5, 5), f64(0.5, 3));
            case GammaInc _ -> Row.smooth(op, f64(0.4, 3), f64(0.3, 4));
            case BetaInc _ -> Row.smooth(op, f64(0.5, 3), f64(0.5, 3), f64(0.2, 0.8));
            case Bessel(var kind, _) -> kind == Bessel.Kind.SCALED_I ? Row.smooth(op, new Operand(TensorType.of(DType.F64, 4), eitherSign(0.3, 4)))
                    : Row.smooth(op, f64(-4, 4));
        };
    }

    private static Operand f64(double low, double high) {
        return new Operand(TensorType.of(DType.F64, 4), between(low, high));
    }
}
