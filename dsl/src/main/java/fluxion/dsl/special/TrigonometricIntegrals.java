package fluxion.dsl.special;

import fluxion.core.Expr;
import fluxion.dsl.function.Fun1;
import io.vavr.Tuple;
import io.vavr.Tuple2;

/**
 * The sine and cosine integrals and Fresnel's: polynomials near 0, beyond by the auxiliary functions f and g, whose product with
 * sine and cosine they are. Source: NIST Handbook of Mathematical Functions, 6.2, 6.5, 6.12, 7.2 to 7.5 and 7.12.
 */
public final class TrigonometricIntegrals {
    private static final double EULER = 0.57721566490153286;
    private static final Fun1<Expr, Expr> SINE = Pieces.ruled("si", TrigonometricIntegrals::sine,
            (x, y) -> x.sphericalBesselJ(0));
    private static final Fun1<Expr, Expr> COSINE = Pieces.ruled("ci", TrigonometricIntegrals::cosine,
            (x, y) -> x.cos().div(x));
    private static final Fun1<Expr, Expr> FRESNEL_SINE = Pieces.ruled("fresnelS", TrigonometricIntegrals::fresnelSine,
            (x, y) -> x.square().times(Math.PI / 2).sin());
    private static final Fun1<Expr, Expr> FRESNEL_COSINE =
            Pieces.ruled("fresnelC", TrigonometricIntegrals::fresnelCosine,
            (x, y) -> x.square().times(Math.PI / 2).cos());

    private TrigonometricIntegrals() {}

    /** Si(x) = ∫₀ˣ sin(t)/t dt and Ci(x) = γ + ln x + ∫₀ˣ (cos(t) − 1)/t dt, the latter NaN below 0. */
    public static Tuple2<Expr, Expr> sici(Expr x) {
        return Tuple.of(Pieces.wide("sici", x, SINE), Pieces.wide("sici", x, COSINE));
    }

    /** S(x) = ∫₀ˣ sin(πt²/2) dt and C(x) = ∫₀ˣ cos(πt²/2) dt. */
    public static Tuple2<Expr, Expr> fresnel(Expr x) {
        return Tuple.of(Pieces.wide("fresnel", x, FRESNEL_SINE), Pieces.wide("fresnel", x, FRESNEL_COSINE));
    }

    private static Expr sine(Expr x) {
        Expr a = x.abs();
        Expr near = a.times(Pieces.polynomial(a.square(), 0, 16, TrigonometricTables.SI));
        Expr far = f(a).times(a.cos()).plus(g(a).times(a.sin())).neg().plus(Math.PI / 2);
        return a.le(4).where(near, a.isInf().where(Math.PI / 2, far)).copysign(x);
    }

    private static Expr cosine(Expr x) {
        Expr square = x.square();
        Expr near = x.log().plus(EULER).plus(square.times(Pieces.polynomial(square, 0, 16, TrigonometricTables.CI)));
        Expr far = f(x).times(x.sin()).minus(g(x).times(x.cos()));
        return x.le(4).where(near, x.isInf().where(0, far));
    }

    /** f of 6.2.17, {@code ∼ 1/x}. */
    private static Expr f(Expr x) {
        return scaled(x.square().reciprocal(), 1.0 / 16, 1.0 / 64, 1.0 / 400, TrigonometricTables.F_NEAR,
                TrigonometricTables.F_MIDDLE, TrigonometricTables.F_FAR).div(x);
    }

    /** g of 6.2.18, {@code ∼ 1/x²}. */
    private static Expr g(Expr x) {
        Expr u = x.square().reciprocal();
        return scaled(u, 1.0 / 16, 1.0 / 64, 1.0 / 400, TrigonometricTables.G_NEAR, TrigonometricTables.G_MIDDLE,
                TrigonometricTables.G_FAR).times(u);
    }

    private static Expr scaled(Expr u, double a, double b, double c, double[] near, double[] middle, double[] far) {
        return u.gt(b).where(Pieces.polynomial(u, b, a, near), u.gt(c).where(Pieces.polynomial(u, c, b, middle),
                Pieces.polynomial(u, 0, c, far)));
    }

    private static Expr fresnelSine(Expr x) {
        Expr a = x.abs();
        Expr square = a.square();
        Expr near = a.times(square).times(Pieces.polynomial(square.square(), 0, 6.25, TrigonometricTables.FRESNEL_S));
        Expr far = fresnelF(a).times(turn(a).cos()).plus(fresnelG(a).times(turn(a).sin())).neg().plus(0.5);
        return square.le(2.5).where(near, a.isInf().where(0.5, far)).copysign(x);
    }

    private static Expr fresnelCosine(Expr x) {
        Expr a = x.abs();
        Expr square = a.square();
        Expr near = a.times(Pieces.polynomial(square.square(), 0, 6.25, TrigonometricTables.FRESNEL_C));
        Expr far = fresnelF(a).times(turn(a).sin()).minus(fresnelG(a).times(turn(a).cos())).plus(0.5);
        return square.le(2.5).where(near, a.isInf().where(0.5, far)).copysign(x);
    }

    /** πx²/2 without whole turns, which are multiples of 4 in x². */
    private static Expr turn(Expr x) {
        return x.square().remainder(4).times(Math.PI / 2);
    }

    private static final double FIRST = 1 / (2.5 * Math.PI * (2.5 * Math.PI));
    private static final double SECOND = FIRST / 6;
    private static final double THIRD = SECOND / 8;

    private static Expr fresnelF(Expr x) {
        return scaled(x.square().times(Math.PI).square().reciprocal(), FIRST, SECOND, THIRD, TrigonometricTables.FRESNEL_F_NEAR,
                TrigonometricTables.FRESNEL_F_MIDDLE, TrigonometricTables.FRESNEL_F_FAR).div(x.times(Math.PI));
    }

    private static Expr fresnelG(Expr x) {
        Expr u = x.square().times(Math.PI).square().reciprocal();
        return scaled(u, FIRST, SECOND, THIRD, TrigonometricTables.FRESNEL_G_NEAR, TrigonometricTables.FRESNEL_G_MIDDLE,
                TrigonometricTables.FRESNEL_G_FAR).times(u).times(x);
    }
}
