package fluxion.dsl.special;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.function.Fun1;

/**
 * The exponential integrals: with the logarithm near 0, elsewhere {@code e^∓x/x} times a polynomial in 1/x.
 * Source: NIST Handbook of Mathematical Functions, 6.2, 6.6 and 6.12.
 */
public final class ExponentialIntegrals {
    private static final double RECURRENCE = 2;
    private static final int TERMS = 60;
    /** The order from which on the continued fraction does for every x: with 60 terms, C(81, 60) is 2·10¹⁸. */
    private static final int MIDDLE = 20;
    private static final int LARGE = 5000;
    /** There e⁻ˣ is 0. */
    private static final double FAR = 1000;
    private static final double EULER = 0.57721566490153286;
    private static final Fun1<Expr, Expr> E1 = Pieces.ruled("exp1", ExponentialIntegrals::first,
            (x, y) -> x.neg().exp().div(x).neg());
    private static final Fun1<Expr, Expr> EI = Pieces.ruled("expi", ExponentialIntegrals::principal,
            (x, y) -> x.exp().div(x));
    private static final double[] E1_SERIES = {
            0.8876841582354967, -0.10074547766076357, 0.010541467229713778, -0.0009496819183999231, 7.387064025369851e-05,
            -5.024388272123079e-06, 3.027425014978342e-07, -1.634832596071036e-08, 7.990920056740073e-10,
            -3.565610231478228e-11, 1.468861577259427e-12, -5.575070247424053e-14};

    private static final double[] E1_NEAR = {
            0.6701339978209528, -0.08736174499595327, 0.016575705930653356, -0.0037409516157308857, 0.0009372188111317059,
            -0.00025216590231063495, 7.151095586542183e-05, -2.1123645716759096e-05, 6.447676185982962e-06,
            -2.0220850653382313e-06, 6.487996498802034e-07, -2.1229569290149137e-07, 7.070247815351103e-08,
            -2.3896611986408596e-08, 8.108755636163964e-09, -2.800973165738284e-09, 1.0702809940499774e-09,
            -3.860024394470456e-10, 7.148526652822972e-11, -2.243789800745411e-11, 3.6048391026434117e-11,
            -1.379828316125436e-11};

    private static final double[] E1_MIDDLE = {
            0.8383992212486049, -0.06676307661615072, 0.008676852686391756, -0.0014383068350160935, 0.00027766687823237455,
            -5.964883415692097e-05, 1.3883909646886774e-05, -3.4418762844670154e-06, 8.980809234672291e-07,
            -2.445455435228154e-07, 6.905261348012776e-08, -2.011752203518845e-08, 6.009453914246931e-09,
            -1.8411699378642566e-09, 5.96190445454939e-10, -1.9243184725124855e-10, 4.631942029824545e-11,
            -1.4333023836582201e-11, 1.2454334650520121e-11, -4.441243744567282e-12};

    private static final double[] E1_FAR = {
            0.9543709099192168, -0.04178910830355355, 0.0033892905312570675, -0.0003846822247703579, 5.463711876942711e-05,
            -9.149509097935612e-06, 1.7415311978754892e-06, -3.6763885452363333e-07, 8.458132686597381e-08,
            -2.0935011340531943e-08, 5.518942817122841e-09, -1.5339278376577014e-09, 4.4788413811599823e-10,
            -1.4200727484570597e-10, 4.59030882411572e-11, -1.0396199592614046e-11, 3.1044202247027e-12,
            -3.440568197068729e-12, 1.3378754854893143e-12};

    private static final double[] EI_SERIES = {
            0.6142032975700426, -0.11598860719522815, 0.20877257867080182, -0.033808026806008175, 0.022717318083827976,
            -0.003120919374314597, 0.0012045447267558867, -0.00014233672034003712, 3.762980338486618e-05,
            -3.8849483363945105e-06, 7.731096629582657e-07, -7.071336958334353e-08, 1.1226409591528604e-08,
            -9.1999775068446e-10, 1.211806072838207e-10, -9.296991409933284e-12, 1.0420102459195078e-12};

    private static final double[] EI_NEAR = {
            1.181847986987208, 0.09097863630348535, 0.010157308753614763, -0.003353388660169933, -0.0011258914511364376,
            0.00037313842221168794, 4.205947124099479e-05, -4.5551153612023504e-05, 9.19663897399702e-06,
            1.4333396048004571e-06, -1.4452260551969772e-06, 4.245281687484372e-07, -2.9677345061659614e-08,
            -3.0560803589086644e-08, 1.6870987483786506e-08, -4.761318064140845e-09, 5.397253375230443e-10,
            2.7905901089352965e-10, -2.0539947190629477e-10, 5.477529028181542e-11, -3.654037740114076e-12};

    private static final double[] EI_MIDDLE = {
            1.061282676026047, 0.0377406639372108, 0.003249298918282309, 0.0005558305898505158, 0.0001510123731023538,
            2.494539333670531e-05, -1.978314511299831e-05, -1.4510704570859609e-05, 1.638125402203956e-06,
            3.88297994144848e-06, -5.40047560238949e-07, -9.562015780853806e-07, 3.38293090593176e-07, 1.6372073198490957e-07,
            -1.4500600397893864e-07, 1.1809825169698412e-08, 3.4883652906730914e-08, -2.1143750663852838e-08,
            1.2726345760350302e-10, 7.57184386474409e-09, -3.3625615329866977e-09, -1.3020032680424036e-09,
            1.1250839784343057e-09, 8.3039013487559e-11, -1.3780358761922546e-10};

    private static final double[] EI_FAR = {
            1.0128248443226306, 0.013162701487828781, 0.00035158512009232347, 1.449367709316704e-05, 8.207668873316665e-07,
            5.994808756832889e-08, 5.430562520836421e-09, 5.943164141963469e-10, 7.719010416241122e-11,
            1.1743886203426407e-11, 2.0011016833664054e-12, 3.897892565102625e-13, 1.3877448585885714e-13,
            4.32974640878007e-14};

    private ExponentialIntegrals() {}

    /** E₁(x) = ∫ₓ^∞ e⁻ᵗ/t dt; ∞ at 0, NaN below. */
    public static Expr exp1(Expr x) { return Pieces.wide("exp1", x, E1); }

    /** Ei(x) = −∫₋ₓ^∞ e⁻ᵗ/t dt, the principal value; −∞ at 0. */
    public static Expr expi(Expr x) { return Pieces.wide("expi", x, EI); }

    /** Eₙ(x) = ∫₁^∞ e^(−x·t)/tⁿ dt for n ≥ 0 and x > 0. */
    public static Expr expn(int n, Expr x) {
        if (n < 0) {
            throw new FluxionException("expn: requires an order of at least 0; got " + n);
        }
        return Pieces.wide("expn", x, (Expr wide) -> ordered(n, wide));
    }

    private static Expr ordered(int n, Expr x) {
        if (n > MIDDLE) {
            // a rule leads to that of the order before, and so on: beyond, the formula itself is differentiated
            return higher(n, x);
        }
        return switch (n) {
            case 0 -> x.neg().exp().div(x);
            case 1 -> E1.apply(x);
            default -> Pieces.ruled("expn" + n, at -> higher(n, at),
            (at, y) -> ordered(n - 1, at).neg()).apply(x);
        };
    }

    /** Of a small order upwards from E₁ while x is small, which loses no more than a digit; of a large one by its expansion. */
    private static Expr higher(int n, Expr x) {
        if (n <= MIDDLE) {
            return x.lt(RECURRENCE).where(upwards(n, x.minimum(RECURRENCE)), fraction(n, x.maximum(RECURRENCE)));
        }
        return x.lt(0).where(Double.NaN, n < LARGE ? fraction(n, x) : expanded(n, x.minimum(FAR)));
    }

    private static Expr upwards(int n, Expr small) {
        Expr below = small.neg().exp();
        Expr up = first(small);
        for (int k = 1; k < n; k++) {
            // 0·∞ at 0, where Eₙ is 1/(n − 1)
            up = small.eq(0).where(below.div(k), below.minus(small.times(up)).div(k));
        }
        return up;
    }

    /** The continued fraction 8.19.17 from its end: what is left out is at most 1/C(n + TERMS, n) of the value. */
    private static Expr fraction(int n, Expr x) {
        Expr fraction = x.plus(n + 2.0 * TERMS);
        for (int k = TERMS; k >= 1; k--) {
            fraction = x.plus(n + 2 * (k - 1)).minus(fraction.reciprocal().times((double) k * (n + k - 1)));
        }
        return x.neg().exp().div(fraction);
    }

    /** 8.20.6 with u = n/(x + n) and v = 1/(x + n): e⁻ˣ·v·(1 + u·v + u·(u − 2·x·v)·v² + …), for n of thousands. */
    private static Expr expanded(int n, Expr x) {
        Expr v = x.plus((double) n).reciprocal();
        Expr u = v.times((double) n);
        Expr w = x.times(v);
        Expr second = u.times(u.minus(w.times(2)));
        Expr third = u.times(w.times(w).times(6).minus(u.times(w).times(8)).plus(u.times(u)));
        Expr series = u.plus(second.plus(third.times(v)).times(v)).times(v).plus(1);
        return x.neg().exp().times(v).times(series);
    }

    private static Expr first(Expr x) {
        Expr u = x.reciprocal();
        Expr near = x.log().plus(EULER).neg().plus(x.times(Pieces.polynomial(x, 0, 1, E1_SERIES)));
        Expr scaled = u.gt(0.35).where(Pieces.polynomial(u, 0.35, 1, E1_NEAR),
                u.gt(0.1).where(Pieces.polynomial(u, 0.1, 0.35, E1_MIDDLE), Pieces.polynomial(u, 0, 0.1, E1_FAR)));
        Expr value = x.le(1).where(near, x.neg().exp().times(u).times(scaled));
        return x.eq(0).where(Double.POSITIVE_INFINITY, value);
    }

    private static Expr principal(Expr x) {
        Expr u = x.reciprocal();
        Expr near = x.log().plus(EULER).plus(x.times(x.times(0.5).exp()).times(Pieces.polynomial(x, 0, 6, EI_SERIES)));
        Expr scaled = u.gt(1.0 / 12).where(Pieces.polynomial(u, 1.0 / 12, 1.0 / 6, EI_NEAR),
                u.gt(1.0 / 40).where(Pieces.polynomial(u, 1.0 / 40, 1.0 / 12, EI_MIDDLE),
                        Pieces.polynomial(u, 0, 1.0 / 40, EI_FAR)));
        // halves of the power, one of which alone overflows later than the product
        Expr half = x.times(0.5).exp();
        Expr far = x.eq(Double.POSITIVE_INFINITY).where(x, half.times(u).times(scaled).times(half));
        Expr positive = x.le(6).where(near, far);
        Expr negative = first(x.neg()).neg();
        return x.eq(0).where(Double.NEGATIVE_INFINITY, x.lt(0).where(negative, positive));
    }
}
