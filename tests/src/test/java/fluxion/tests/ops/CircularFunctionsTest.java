package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.ops.functions.CircularF32;
import fluxion.ops.functions.CircularF64;
import fluxion.ops.functions.ErrorFunctionF32;
import fluxion.ops.functions.ErrorFunctionF64;
import fluxion.ops.functions.InverseCircularF32;
import fluxion.ops.functions.InverseCircularF64;
import fluxion.ops.functions.RootsF32;
import fluxion.ops.functions.RootsF64;
import java.math.BigDecimal;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Circular functions, their inverses, roots and the error function against values of 25 digits (computed with 1400 bits), at
 * arguments that are hard: next to multiples of π/2, where two forms meet, subnormal and huge ones. Within an ulp, all of them.
 */
class CircularFunctionsTest {
    private static final double[] SPECIAL = {0, 5e-324, 1e-310, 1e-9, 0.5, 1, 2, 1e17, 1e300,
        Double.POSITIVE_INFINITY, Double.NaN};
    private static final int STRIDE = 9973;

    private static final String VALUES = """
            sin 5e-324 = 4.940656458412465441765688e-324
            sin 1e-310 = 9.999999999999969449327503e-311
            sin 1e-09 = 1.000000000000000062114925e-9
            sin 0.5 = 0.4794255386042030002732879
            sin 0.7853981633974483 = 0.7071067811865475027519430
            sin 0.7853981633974484 = 0.7071067811865475812565659
            sin 1.0 = 0.8414709848078965066525023
            sin 1.5707963267948966 = 1.000000000000000000000000
            sin 3.141592653589793 = 1.224646799147353177226066e-16
            sin 6.283185307179586 = -2.449293598294706354452132e-16
            sin 9.42477796076938 = 3.673940397442059531678198e-16
            sin 34.55751918948772 = 4.899825157862589424304294e-15
            sin 355.0 = -3.014435335948844921433028e-5
            sin 100000.0 = 0.03574879797201650931647050
            sin 411557987.0 = 2.536716051963676479648990e-9
            sin 4194304.0 = 0.9751293949417070368170275
            sin 4194304.000000001 = 0.9751293951481219546023863
            sin 5.319372648326541e+255 = 1.000000000000000000000000
            sin 1e+22 = -0.8522008497671888017727059
            sin 1.7976931348623157e+308 = 0.004961954789184061790502671
            sin 2.4551017447658495e+280 = -0.7278673121679727108722481
            sin -33.764175 = -0.7127030879849759362610898
            sin 2.5 = 0.5984721441039564940518547
            cos 5e-324 = 1.000000000000000000000000
            cos 1e-310 = 1.000000000000000000000000
            cos 1e-09 = 0.9999999999999999995000000
            cos 0.5 = 0.8775825618903727161162816
            cos 0.7853981633974483 = 0.7071067811865475460497458
            cos 0.7853981633974484 = 0.7071067811865474675451228
            cos 1.0 = 0.5403023058681397174009366
            cos 1.5707963267948966 = 6.123233995736765886130330e-17
            cos 3.141592653589793 = -1.000000000000000000000000
            cos 6.283185307179586 = 1.000000000000000000000000
            cos 9.42477796076938 = -1.000000000000000000000000
            cos 34.55751918948772 = -1.000000000000000000000000
            cos 355.0 = -0.9999999995456589801659358
            cos 100000.0 = -0.9993608074382124518911354
            cos 411557987.0 = 0.9999999999999999967825358
            cos 4194304.0 = 0.2216363307777412625323181
            cos 4194304.000000001 = 0.2216363298695812437558543
            cos 5.319372648326541e+255 = -4.687165924254627611122583e-19
            cos 1e+22 = 0.5232147853951389454975945
            cos 1.7976931348623157e+308 = -0.9999876894265599374648701
            cos 2.4551017447658495e+280 = 0.6857180002576649328160564
            cos 1.261935586999785e+261 = 0.7278491625545647529887050
            tan 5e-324 = 4.940656458412465441765688e-324
            tan 1e-310 = 9.999999999999969449327503e-311
            tan 1e-09 = 1.000000000000000062614925e-9
            tan 0.5 = 0.5463024898437905132551795
            tan 0.7853981633974483 = 0.9999999999999999387676600
            tan 0.7853981633974484 = 1.000000000000000160812265
            tan 1.0 = 1.557407724654902230506975
            tan 1.5707963267948966 = 16331239353195369.75596774
            tan 3.141592653589793 = -1.224646799147353177226066e-16
            tan 6.283185307179586 = -2.449293598294706354452132e-16
            tan 9.42477796076938 = -3.673940397442059531678198e-16
            tan 34.55751918948772 = -4.899825157862589424304294e-15
            tan 355.0 = 3.014435337318426546814123e-5
            tan 100000.0 = -0.03577166295289877341133054
            tan 411557987.0 = 2.536716051963676487810783e-9
            tan 4194304.0 = 4.399682089664148173094210
            tan 4194304.000000001 = 4.399682108623270485838914
            tan 5.319372648326541e+255 = -2133485385753703843.674853
            tan 1e+22 = -1.628778225606898878549376
            tan 1.7976931348623157e+308 = -0.004962015874444894900500884
            tan 2.4551017447658495e+280 = -1.061467413564278290886013
            tan 142.15706757493808 = 0.9999999999998770064655855
            tan 6.721315818129642e+160 = -0.8826236053198182205620668
            tan -1.5 = -14.10141994717171938764608
            sin 1073741824.0 = -0.6173264150460421707542164
            sin 1073741824.0000002 = -0.6173262274804302045676870
            sin 823549.6645 = -8.264280331296201160805133e-5
            sin 1073741822.7 = -0.9231721990688083863427356
            cos 1073741824.0 = 0.7867071229411881196182997
            cos 1073741824.0000002 = 0.7867072701232524771944582
            cos 823549.6645 = 0.9999999965850835244567103
            cos 1073741822.7 = -0.3843866424141978692438224
            tan 1073741824.0 = -0.7846966133192004340256501
            tan 1073741824.0000002 = -0.7846962280947453944462239
            tan 823549.6645 = -8.264280359518028319032069e-5
            tan 1073741822.7 = 2.401676065720408872344361
            asin 5e-324 = 4.940656458412465441765688e-324
            asin 1e-200 = 9.999999999999999821002624e-201
            asin 0.3 = 0.3046926540153974963337033
            asin 0.47080446517689734 = 0.4902024028066696745222334
            asin 0.49999999999999994 = 0.5235987755982988089783510
            asin 0.5 = 0.5235987755982988730771072
            asin 0.5000000000000001 = 0.5235987755982990012746197
            asin 0.5625218248638215 = 0.5974328137564738573696400
            asin 0.9 = 1.119769514998634237627203
            asin 0.9999999999999999 = 1.570796311893735425383665
            asin 1.0 = 1.570796326794896619231322
            asin -0.75 = -0.8480620789814810080529443
            acos 5e-324 = 1.570796326794896619231322
            acos 1e-200 = 1.570796326794896619231322
            acos 0.3 = 1.266103672779499122897618
            acos 0.47080446517689734 = 1.080593923988226944709088
            acos 0.49999999999999994 = 1.047197551196597810252971
            acos 0.5 = 1.047197551196597746154214
            acos 0.5000000000000001 = 1.047197551196597617956702
            acos 0.5625218248638215 = 0.9733635130384227618616817
            acos 0.9 = 0.4510268117962623816041186
            acos 0.9999999999999999 = 1.490116119384765638786344e-8
            acos 1.0 = 0.0
            acos -0.75 = 2.418858405776377627284266
            acos -0.9999999999999999 = 3.141592638688632044614987
            acos -1.0 = 3.141592653589793238462643
            atan 5e-324 = 4.940656458412465441765688e-324
            atan 1e-09 = 1.000000000000000061948258e-9
            atan 0.4689 = 0.4384595311512265199860288
            atan 0.49999999999999994 = 0.4636476090008060718053352
            atan 0.5000000000000001 = 0.4636476090008062050320982
            atan 0.9987088105041433 = 0.7847521516775554228227368
            atan 1.0 = 0.7853981633974483096156608
            atan 1.0000000000000002 = 0.7853981633974484206379633
            atan 2.0 = 1.107148717794090503017065
            atan 2.0000000000000004 = 1.107148717794090591834907
            atan 17.0 = 1.512040504079173926329138
            atan 1e+17 = 1.570796326794896609231322
            atan 1e+300 = 1.570796326794896619231322
            atan -0.4681735728454882 = -0.4378638679852397757745708
            erf 5e-324 = 5.574933819448522712675509e-324
            erf 1e-300 = 1.128379167095512602172316e-300
            erf 0.3 = 0.3286267594591274161896180
            erf 0.4769362762044699 = 0.5000000000000000039751548
            erf 0.8999999999999999 = 0.7969082124228320839349593
            erf 0.9 = 0.7969082124228321396646662
            erf 0.93 = 0.8115635585845577594455888
            erf 1.237 = 0.9197750203430865515170188
            erf 2.0 = 0.9953222650189527341620693
            erf 3.5 = 0.9999992569016276585872545
            erf 5.8 = 0.9999999999999997644410625
            erf 5.9 = 0.9999999999999999280959022
            erf 7.0 = 0.9999999999999999999999582
            erf -1.0810674504818572 = -0.8737009078081709918027869
            cbrt 5e-324 = 1.703183936003260287964021e-108
            cbrt -3e-310 = -6.694329500821688401617654e-104
            cbrt 2.2250738585072014e-308 = 2.812644285236261903956160e-103
            cbrt 0.3 = 0.6694329500821695136246607
            cbrt 8.0 = 2.000000000000000000000000
            cbrt 27.0 = 3.000000000000000000000000
            cbrt 3271498.360317674 = 148.4506951662815907854095
            cbrt 1.7976931348623157e+308 = 5.643803094122361973508371e+102
            cbrt -2.7555166920248535 = -1.401955887323585225820550
            atan2 1.0 1.0 = 0.7853981633974483096156608
            atan2 1.0 -1.0 = 2.356194490192344928846983
            atan2 -2.0 3.0 = -0.5880026035475675512456111
            atan2 3.0 -2.0 = 2.158798930342464170476933
            atan2 0.5 1.0 = 0.4636476090008061162142562
            atan2 0.5000000000000001 1.0 = 0.4636476090008062050320982
            atan2 1e-310 1.0 = 9.999999999999969449327503e-311
            atan2 5e-324 5e-324 = 0.7853981633974483096156608
            atan2 5e-324 -1e+300 = 3.141592653589793238462643
            atan2 1e+308 1.7e+308 = 0.5317240672588056121328509
            atan2 1.0 1e-320 = 1.570796326794896619231322
            atan2 3e-320 7e-320 = 0.4048917862850834233120729
            atan2 1e-300 100000.0 = 1.000000000000000025059092e-305
            atan2 -1.29958752 2.62591033 = -0.4595667853280007793540651
            atan2 1e-290 -1e-300 = 1.570796326894896619231322
            hypot 3.0 4.0 = 5.000000000000000000000000
            hypot 1e+200 1e+200 = 1.414213562373095005997860e+200
            hypot 1.7e+308 5e+307 = 1.772004514666934983064449e+308
            hypot 5e-324 5e-324 = 6.987143370513132080065134e-324
            hypot 3e-320 4e-320 = 4.999944335913415027066876e-320
            hypot 1e-200 1e-210 = 9.999999999999999821052624e-201
            hypot 1.0 1e-10 = 1.000000000000000000005000
            hypot 0.33072438 1.0 = 1.053270437981805501757793
            hypot -1e+154 2e+154 = 2.236067977499789779026397e+154
            hypot 3.3589380537835444e-139 1.0748601772107342e-137 = 1.075384883210846723481845e-137
            hypot 1e+300 1.0 = 1.000000000000000052504760e+300
            """;

    private static DoubleUnaryOperator one(String name) {
        return switch (name) {
            case "sin" -> CircularF64::sin;
            case "cos" -> CircularF64::cos;
            case "tan" -> CircularF64::tan;
            case "asin" -> InverseCircularF64::asin;
            case "acos" -> InverseCircularF64::acos;
            case "atan" -> InverseCircularF64::atan;
            case "cbrt" -> RootsF64::cbrt;
            case "erf" -> ErrorFunctionF64::erf;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static DoubleBinaryOperator two(String name) {
        return switch (name) {
            case "atan2" -> InverseCircularF64::atan2;
            case "hypot" -> RootsF64::hypot;
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Stream<String> values() {
        return VALUES.lines();
    }

    @ParameterizedTest
    @MethodSource("values")
    void withinAnUlp(String line) {
        String[] words = line.split(" ");
        double x = Double.parseDouble(words[1]);
        BigDecimal wanted = new BigDecimal(words[words.length - 1]);
        double value = words.length == 4 ? one(words[0]).applyAsDouble(x)
                : two(words[0]).applyAsDouble(x, Double.parseDouble(words[2]));
        BigDecimal off = new BigDecimal(value).subtract(wanted).abs();
        assertThat(off).as("%s is off by", value).isLessThanOrEqualTo(new BigDecimal(Math.ulp(wanted.doubleValue())));
    }

    @Test
    void symmetries() {
        for (double x : SPECIAL) {
            for (String odd : new String[] {"sin", "tan", "asin", "atan", "cbrt", "erf"}) {
                DoubleUnaryOperator f = one(odd);
                assertThat(f.applyAsDouble(-x)).as("%s(%s)", odd, -x).isEqualTo(Double.valueOf(-f.applyAsDouble(x)));
            }
            assertThat(CircularF64.cos(-x)).isEqualTo(Double.valueOf(CircularF64.cos(x)));
            for (double y : SPECIAL) {
                assertThat(RootsF64.hypot(-x, y)).isEqualTo(Double.valueOf(RootsF64.hypot(y, x)));
                assertThat(InverseCircularF64.atan2(-y, x)).isEqualTo(Double.valueOf(-InverseCircularF64.atan2(y, x)));
            }
        }
    }

    @Test
    void ends() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(new double[] {CircularF64.sin(infinity), CircularF64.cos(-infinity), CircularF64.tan(infinity),
                InverseCircularF64.asin(Math.nextUp(1.0)), InverseCircularF64.acos(-1.5),
                InverseCircularF64.acos(infinity)}).containsOnly(Double.NaN);
        assertThat(InverseCircularF64.atan(infinity)).isEqualTo(Math.PI / 2);
        assertThat(InverseCircularF64.acos(1)).isEqualTo(0.0);
        assertThat(ErrorFunctionF64.erf(infinity)).isEqualTo(1);
        assertThat(ErrorFunctionF32.erf(Float.MAX_VALUE)).isEqualTo(1);
        assertThat(RootsF64.cbrt(infinity)).isEqualTo(infinity);
        assertThat(RootsF64.hypot(Double.NaN, -infinity)).isEqualTo(infinity);
        assertThat(RootsF64.hypot(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(infinity);
        assertThat(RootsF32.hypot(Float.NEGATIVE_INFINITY, Float.NaN)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(RootsF32.hypot(Float.MIN_VALUE, 0)).isEqualTo(Float.MIN_VALUE);
    }

    /** On zeros, infinities and NaN Java says exactly what the angle is. */
    @Test
    void angles() {
        double[] points = {0, -0.0, 1, -1, 5e-324, -5e-324, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.NaN};
        for (double y : points) {
            for (double x : points) {
                if (Double.isInfinite(y) || Double.isInfinite(x) || y == 0 || x == 0 || Double.isNaN(x + y)) {
                    assertThat(InverseCircularF64.atan2(y, x)).as("f64 (%s, %s)", y, x)
                            .isEqualTo(Double.valueOf(StrictMath.atan2(y, x)));
                    assertThat(InverseCircularF32.atan2((float) y, (float) x)).as("f32 (%s, %s)", y, x)
                            .isEqualTo(Float.valueOf((float) StrictMath.atan2((float) y, (float) x)));
                }
            }
        }
    }

    interface OnFloat {
        float at(float x);
    }

    /** Floats of all sizes against f64, whose own error does not show there. */
    @Test
    void floatsWithinAnUlp() {
        each("sin", CircularF32::sin);
        each("cos", CircularF32::cos);
        each("tan", CircularF32::tan);
        each("asin", InverseCircularF32::asin);
        each("acos", InverseCircularF32::acos);
        each("atan", InverseCircularF32::atan);
        each("atan", x -> InverseCircularF32.atan2(x, 1));
        each("cbrt", RootsF32::cbrt);
        each("erf", ErrorFunctionF32::erf);
    }

    private static void each(String name, OnFloat f) {
        DoubleUnaryOperator wide = one(name);
        for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
            float x = Float.intBitsToFloat((int) bits);
            double wanted = wide.applyAsDouble(x);
            float value = f.at(x);
            boolean exact = Double.isNaN(wanted) || Double.isInfinite(wanted) || wanted == 0;
            boolean right = exact ? Float.compare(value, (float) wanted) == 0
                    : Math.abs(value - wanted) <= Math.scalb(1.0, Math.max(Math.getExponent(wanted), Float.MIN_EXPONENT) - 23);
            assertThat(right).as("%s(%s) = %s, want %s", name, x, value, wanted).isTrue();
        }
    }
}
