package fluxion.dsl.special;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.Fun2;
import io.vavr.Function5;

/**
 * Dawson's integral, the dilogarithm, Owen's T, and functions that gamma functions give.
 * Source: NIST Handbook of Mathematical Functions, 5.2, 7.2, 25.12; Owen, Annals of Mathematical Statistics 27, 1956.
 */
public final class FurtherFunctions {
    private static final Fun1<Expr, Expr> DAWSON = Pieces.ruled("dawsn", FurtherFunctions::dawson,
            (x, y) -> x.times(y).times(-2).plus(1));
    private static final Fun1<Expr, Expr> DILOGARITHM = Pieces.ruled("spence", FurtherFunctions::dilogarithm,
            (x, y) -> logSlope(x));
    private static final Fun1<Expr, Expr> EXPREL = Pieces.ruled("exprel", x -> relative(x, 0),
            (x, y) -> relative(x, 1));
    private static final Fun2<Expr, Expr, Expr> OWEN = Fun2.of(new CustomProgram("owensT",
            Fun2.of((Expr h, Expr a) -> owen(h, a)).program(), CustomProgram.Form.TANGENT,
            (Function5<Expr, Expr, Expr, Expr, Expr, Expr>) (h, a, y, dh, da) -> owenTangent(h, a, dh, da)));
    private static final double[] SPENCE = {
            1.0, -0.12500000000000003, 0.02777777777777675, -0.007812499999997531, 0.0025000000000569684,
            -0.0008680555556434655, 0.0003188775497828706, -0.00012207031104564493, 4.8225322574110015e-05,
            -1.9531263523484897e-05, 8.070671430460835e-06, -3.390763831610521e-06, 1.4450160423722336e-06,
            -6.231054460210578e-07, 2.701394974071265e-07, -1.1843830095479673e-07, 5.49719307377638e-08,
            -2.4922253504495736e-08, 7.732498663981535e-09, -3.090532640354942e-09, 4.598525468795842e-09,
            -2.3458533920064897e-09, -8.365969024146411e-10, 4.754555293222241e-10, 4.4513979483915824e-10,
            -2.2039356220366022e-10};

    private static final double[] DAWSON_CENTRE = {
            0.3199940372827045, -0.29998509320676114, 0.20497987582912758, -0.10747975160585002, 0.0452947205434806,
            -0.01589123606419454, 0.004765804899072691, -0.001246695644740535, 0.00028899985344161465, -6.012301940925074e-05,
            1.1341501288795027e-05, -1.95661071797833e-06, 3.109377090460138e-07, -4.579941427010686e-08,
            6.285498274452071e-09, -8.062635004396898e-10, 9.736711101141047e-11, -1.1700751531420774e-11,
            1.2578314721692223e-12};

    private static final double[] DAWSON_NEAR = {
            0.5834133909219181, -0.057278876850674114, 0.04052538649675593, -0.028934572140427457, 0.019998924480278815,
            -0.012752022884752046, 0.007146395598347523, -0.0032983820318522095, 0.0010611639880116581,
            -1.9791270452439355e-05, -0.00031030224169430746, 0.00031339601504249467, -0.00021800018639082526,
            0.00012534542809519388, -6.317614245819196e-05, 2.8701087805480143e-05, -1.194658064758903e-05,
            4.603094063843809e-06, -1.6518010236768825e-06, 5.576040953687487e-07, -1.8038322086797807e-07,
            5.423368242336448e-08, -1.3771870519151962e-08, 3.795604832547005e-09, -1.5967552080670023e-09,
            3.9153953609098864e-10};

    private static final double[] DAWSON_MIDDLE = {
            1.0220564264668084, 0.012195199563503852, 0.0004884265617006644, 3.763372309052124e-05, 4.981421482869792e-06,
            1.08850558726188e-06, 2.9285194362675127e-07, 2.6102912441167668e-08, -4.6768936542087626e-08,
            -2.6499190541320816e-08, 2.7077863908616253e-09, 6.547864326760882e-09, -1.3056630737153124e-10,
            -1.5355357255894581e-09, 1.4340754503045428e-10, 3.4535296642946945e-10, -8.664304666164913e-11,
            -6.152074341084186e-11, 2.6605989255536913e-11, 6.026160506304562e-12, -3.639275418775248e-12};

    private static final double[] DAWSON_FAR = {
            1.0050769437519707, 0.005155903321070824, 8.105096420815745e-05, 2.1707000895228625e-06, 8.32619803651539e-08,
            4.20418616525732e-09, 2.658948707284814e-10, 2.0377700661969928e-11, 1.8504170721189203e-12,
            2.0572722508291674e-13, 2.5572537060709564e-14};

    private static final double[] OWEN_NODES = {
            0.9986319309247408, 0.9928057557726342, 0.9823811277937532, 0.9674530379688698, 0.9481605778830261,
            0.9246838068662849, 0.8972418979839712, 0.8660910593701449, 0.8315221334651076, 0.7938578786203812,
            0.7534499544661147, 0.7106756380653176, 0.6659343011410638, 0.6196436811260685, 0.5722359807913983,
            0.5241538328438692, 0.4758461671561308, 0.42776401920860174, 0.38035631887393145, 0.33406569885893617,
            0.2893243619346823, 0.2465500455338853, 0.20614212137961885, 0.1684778665348924, 0.13390894062985517,
            0.1027581020160288, 0.07531619313371501, 0.05183942211697394, 0.03254696203113015, 0.017618872206246784,
            0.007194244227365833, 0.0013680690752592183};
    private static final double[] OWEN_WEIGHTS = {
            0.003509305004735048, 0.008137197365452835, 0.01269603265463103, 0.017136931456510716,
            0.02141794901111334, 0.025499029631188087, 0.029342046739267772, 0.032911111388180925,
            0.03617289705442425, 0.039096947893535156, 0.041655962113473374, 0.043826046502201906,
            0.045586939347881945, 0.04692219954040228, 0.04781936003963743, 0.0482700442573639, 0.0482700442573639,
            0.04781936003963743, 0.04692219954040228, 0.045586939347881945, 0.043826046502201906,
            0.041655962113473374, 0.039096947893535156, 0.03617289705442425, 0.032911111388180925,
            0.029342046739267772, 0.025499029631188087, 0.02141794901111334, 0.017136931456510716,
            0.01269603265463103, 0.008137197365452835, 0.003509305004735048};

    private FurtherFunctions() {}

    /** F(x) = e^(−x²) ∫₀ˣ e^(t²) dt. */
    public static Expr dawsn(Expr x) { return Pieces.wide("dawsn", x, DAWSON); }

    /** ∫₁ˣ ln(t)/(1 − t) dt = Li₂(1 − x); NaN below 0. */
    public static Expr spence(Expr x) { return Pieces.wide("spence", x, DILOGARITHM); }

    /** (eˣ − 1)/x, and 1 at 0. */
    public static Expr exprel(Expr x) { return Pieces.wide("exprel", x, EXPREL); }

    /** T(h, a) = 1/(2π)·∫₀ᵃ e^(−h²·(1 + x²)/2)/(1 + x²) dx, of two operands of one shape; absolute errors of some 10⁻¹⁷. */
    public static Expr owensT(Expr h, Expr a) {
        return Pieces.wide("owensT", h, (Expr wide) -> OWEN.apply(wide, a.cast(wide.dtype())));
    }

    /** By Gauss' rule up to a = 1, beyond by the formula for 1/a with the tails q of the normal distribution. */
    private static Expr owen(Expr h, Expr a) {
        Expr height = h.abs();
        Expr slope = a.abs();
        Expr beyond = slope.gt(1);
        Expr scaled = height.times(slope);
        Expr at = beyond.where(scaled, height);
        Expr end = beyond.where(slope.reciprocal(), slope);
        Expr half = at.square().times(-0.5);
        Expr sum = Tensor.zeros(h.tensorType());
        for (int k = 0; k < OWEN_NODES.length; k++) {
            Expr factor = end.times(OWEN_NODES[k]).square().plus(1);
            sum = sum.plus(half.times(factor).exp().div(factor).times(OWEN_WEIGHTS[k]));
        }
        Expr near = sum.times(end).div(2 * Math.PI);
        Expr q = height.neg().ndtr();
        Expr r = scaled.neg().ndtr();
        Expr far = q.plus(r).times(0.5).minus(q.times(r)).minus(near);
        return beyond.where(far, near).copysign(a);
    }

    private static Expr owenTangent(Expr h, Expr a, Expr dh, Expr da) {
        Expr square = h.square();
        Expr inH = square.times(-0.5).exp().times(h.times(a).div(Math.sqrt(2)).erf()).div(-2 * Math.sqrt(2 * Math.PI));
        Expr factor = a.square().plus(1);
        return inH.times(dh).plus(square.times(factor).times(-0.5).exp().div(factor).div(2 * Math.PI).times(da));
    }

    private static Expr dawson(Expr x) {
        Expr a = x.abs();
        Expr square = a.square();
        Expr u = square.reciprocal();
        Expr scaled = u.gt(0.02).where(Pieces.polynomial(u, 0.02, 1.0 / 16, DAWSON_MIDDLE),
                Pieces.polynomial(u, 0, 0.02, DAWSON_FAR));
        Expr far = scaled.div(a).times(0.5);
        Expr near = square.le(4).where(a.times(Pieces.polynomial(square, 0, 4, DAWSON_CENTRE)),
                a.times(Pieces.polynomial(square, 4, 16, DAWSON_NEAR)).div(square.plus(1)));
        return square.le(16).where(near, far).copysign(x);
    }

    /** In the middle by a polynomial, elsewhere by the formulas of 1 − x and 1/x (25.12.4 and 25.12.6). */
    private static Expr dilogarithm(Expr x) {
        Expr inverse = x.gt(1.5).where(x.reciprocal(), x);
        Expr low = inverse.lt(0.5);
        Expr y = low.where(inverse.neg(), inverse.minus(1));
        Expr middle = y.neg().times(Pieces.polynomial(y, -0.5, 0.5, SPENCE));
        Expr value = low.where(inverse.neg().log1p().xlogy(inverse).plus(middle).neg().plus(Math.PI * Math.PI / 6),
                middle);
        return x.gt(1.5).where(x.log().square().times(-0.5).minus(value), value);
    }

    /** ln(x)/(1 − x), near 1 by its series, so that its derivatives hold there too. */
    private static Expr logSlope(Expr x) {
        Expr above = x.minus(1);
        Expr near = above.abs().le(0.125);
        Expr small = near.where(above, Tensor.number(x.dtype(), 0));
        Expr series = Tensor.zeros(x.tensorType());
        for (int k = 20; k >= 0; k--) {
            series = series.times(small).neg().plus(1.0 / (k + 1));
        }
        Expr large = near.where(Tensor.number(x.dtype(), 1), above);
        return near.where(series, large.log1p().div(large)).neg();
    }

    /** The n-th derivative of (eˣ − 1)/x: its series Σ xᵏ/(k!·(n + k + 1)) for small x, else by the recurrence in n. */
    private static Expr relative(Expr x, int n) {
        Expr small = x.abs().le(1).where(x, Tensor.number(x.dtype(), 0));
        Expr series = Tensor.zeros(x.tensorType());
        for (int k = 20; k >= 1; k--) {
            series = series.plus(1.0 / (n + k + 1)).times(small).div(k);
        }
        series = series.plus(1.0 / (n + 1));
        Expr large = x.abs().gt(1).where(x, Tensor.number(x.dtype(), 2));
        Expr value = large.expm1().div(large);
        for (int k = 1; k <= n; k++) {
            value = large.exp().minus(value.times(k)).div(large);
        }
        return x.abs().le(1).where(series, value);
    }
}
