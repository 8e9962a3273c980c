package fluxion.tests.ops;

import static fluxion.dsl.Fluxion.betainc;
import static fluxion.dsl.Fluxion.digamma;
import static fluxion.dsl.Fluxion.entr;
import static fluxion.dsl.Fluxion.erfinv;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.gammaincinv;
import static fluxion.dsl.Fluxion.grad;
import static fluxion.dsl.Fluxion.i0e;
import static fluxion.dsl.Fluxion.lgamma;
import static fluxion.dsl.Fluxion.logaddexp2;
import static fluxion.dsl.Fluxion.logit;
import static fluxion.dsl.Fluxion.nanToNum;
import static fluxion.dsl.Fluxion.besselJ;
import static fluxion.dsl.Fluxion.ndtr;
import static fluxion.dsl.Fluxion.polygamma;
import static fluxion.dsl.Fluxion.sinc;
import static fluxion.dsl.Fluxion.xlog1py;
import static fluxion.dsl.Fluxion.xlogy;
import static fluxion.dsl.Fluxion.zeta;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.op.Bessel;
import fluxion.core.op.Erfcx;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.dsl.function.Fun1;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.special.SpecialKernels;
import fluxion.tests.ops.Row.Operand;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The special functions: values against 40-digit ones, special points, f32, and how their derivatives read. */
class SpecialFunctionsTest {
    /** Label, static parameters, operands and value, computed with 40 or more digits. */
    private static final String KNOWN = """
            erfc: -5.0 = 1.9999999999984625
            erfc: -0.3 = 1.3286267594591274
            erfc: 0.001 = 0.99887162120903076
            erfc: 0.5 = 0.47950012218695346
            erfc: 1.0 = 0.15729920705028513
            erfc: 3.0 = 2.2090496998585441e-5
            erfc: 10.0 = 2.0884875837625448e-45
            erfc: 26.5 = 2.2109076642637343e-307
            erfinv: 1e-200 = 8.86226925452758e-201
            erfinv: 0.2 = 0.17914345462129169
            erfinv: -0.7 = -0.73286907795921678
            erfinv: 0.99999 = 3.1234132743415709
            erfinv: 0.9999999999999999 = 5.8635847487551679
            ndtr: -35.0 = 1.1249107064724062e-268
            ndtr: -8.3 = 5.205569744890254e-17
            ndtr: -1.0 = 0.15865525393145705
            ndtr: 0.4 = 0.65542174161032417
            ndtr: 5.0 = 0.99999971334842812
            ndtri: 1e-12 = -7.0344838253011319
            ndtri: 0.03 = -1.880793608151251
            ndtri: 0.2 = -0.84162123357291417
            ndtri: 0.75 = 0.67448975019608174
            ndtri: 0.999 = 3.0902323061678133
            lgamma: 1e-10 = 23.025850929882735
            lgamma: 0.3 = 1.0957979948180756
            lgamma: 0.999 = 0.00057803853289138024
            lgamma: 1.0001 = -5.7713342220471268e-5
            lgamma: 1.7 = -0.095807697407065874
            lgamma: 2.5 = 0.28468287047291916
            lgamma: 7.0 = 6.579251212010101
            lgamma: 9.99 = 12.779315214350193
            lgamma: 10.01 = 12.824350262448247
            lgamma: 150.0 = 600.00947055532743
            lgamma: -0.25 = 1.589575312551186
            lgamma: -1.5 = 0.86004701537648101
            lgamma: -7.3 = -7.7791016298268517
            lgamma: 1000000.0 = 12815504.569147612
            lgamma: 1e+300 = 6.8977552789821374e+302
            digamma: 1e-05 = -100000.57719921567
            digamma: 0.3 = -3.5025242222001331
            digamma: 1.2 = -0.28903989659218835
            digamma: 1.4616 = -3.110625123034165e-5
            digamma: 5.0 = 1.5061176684318005
            digamma: 9.9 = 2.2411803166063814
            digamma: 10.1 = 2.2622143570941481
            digamma: 10000000000.0 = 23.025850929890457
            digamma: -0.4 = 0.95938078610680937
            digamma: -3.7 = -0.84507685887041935
            polygamma 1: 0.001 = 1000001.6425331958
            polygamma 1: 0.7 = 2.8340491566946109
            polygamma 1: 3.0 = 0.39493406684822644
            polygamma 1: 40.0 = 0.025315103841291028
            polygamma 1: -0.3 = 13.945160267805722
            polygamma 1: -8.6 = 10.801786273120681
            polygamma 2: 0.7 = -6.4349928741909237
            polygamma 2: 30.0 = -0.0011487652037285998
            polygamma 2: -2.2 = 246.9151203992105
            polygamma 9: 0.5 = 371595452.38509743
            polygamma 9: 4.0 = 0.3910177187036247
            polygamma 9: 25.0 = 1.2598574731623763e-8
            zeta: 1.01 1.0 = 100.57794333849678
            zeta: 2.0 1.0 = 1.6449340668482264
            zeta: 3.5 0.1 = 3163.1034212176388
            zeta: 20.0 0.9 = 8.2252660008203376
            zeta: 2.0 1000.0 = 0.0010005001666666333
            zeta: 60.0 3.0 = 2.3589825628243266e-29
            zeta 1: 2.0 1.0 = -0.93754825431584375
            zeta 1: 1.5 0.3 = 3.2920377617312039
            zeta 1: 4.0 5.0 = -0.0066112400880892908
            zeta 2: 3.0 2.0 = 0.23974691730538718
            gammainc: 0.001 1e-05 = 0.98912304469578267
            gammainc: 0.5 0.1 = 0.34527915398142298
            gammainc: 1.0 3.0 = 0.95021293163213606
            gammainc: 3.0 2.0 = 0.32332358381693654
            gammainc: 10.0 15.0 = 0.93014633930059023
            gammainc: 100.0 80.0 = 0.017108313035133114
            gammainc: 1000.0 1010.0 = 0.62767894473699473
            gammainc: 5.0 60.0 = 1.0
            gammaincc: 1e-05 0.2 = 1.2226495242840312e-5
            gammaincc: 0.5 1.0 = 0.15729920705028513
            gammaincc: 0.9 1.5 = 0.19182215849643755
            gammaincc: 2.0 50.0 = 9.8366242246159807e-21
            gammaincc: 3.0 2.0 = 0.67667641618306346
            gammaincc: 100.0 130.0 = 0.0027504083673065263
            gammaincc: 1000.0 990.0 = 0.62047862146203606
            gammainc 1: 0.3 0.01 = -1.2403581253867568
            gammainc 1: 0.5 2.0 = -0.13561933520399724
            gammainc 1: 3.0 2.0 = -0.23184867204398959
            gammainc 1: 7.0 20.0 = -0.00030283960620009564
            gammainc 1: 60.0 61.0 = -0.050729935653691477
            gammainc 2: 0.7 0.4 = 0.47391373737134493
            gammainc 2: 3.0 6.0 = -0.045984368846580114
            betainc: 0.5 0.5 0.3 = 0.36901011956554538
            betainc: 2.0 3.0 0.9 = 0.9963
            betainc: 0.01 5.0 0.001 = 0.95279588000707724
            betainc: 30.0 40.0 0.4 = 0.31814380259056299
            betainc: 500.0 200.0 0.72 = 0.62700775126187917
            betainc: 1.0 1.0 0.123 = 0.123
            betainc: 3.0 0.2 0.99 = 0.4762454291337723
            betainc 1 0: 0.5 2.0 0.3 = -0.50684234554167633
            betainc 1 0: 4.0 3.0 0.8 = -0.045431116960260674
            betainc 0 1: 0.5 2.0 0.3 = 0.13315103712235119
            betainc 0 1: 4.0 3.0 0.8 = 0.10273588744815048
            betainc 1 1: 0.5 2.0 0.3 = 0.1636481506581944
            betainc 1 1: 4.0 3.0 0.8 = 0.033648854453996446
            bessel_j 0: 0.001 = 0.99999975000001562
            bessel_j 0: 0.9 = 0.80752379812254477
            bessel_j 0: 4.2 = -0.37655705436756764
            bessel_j 0: 13.0 = 0.20692610237706781
            bessel_j 0: 24.9 = 0.08324596835301549
            bessel_j 0: 25.1 = 0.10827567149994945
            bessel_j 0: 70.0 = 0.094908726483013542
            bessel_j 0: -3.0 = -0.26005195490193344
            bessel_j 0: 10000.0 = -0.0070961603533888015
            bessel_i 0: 0.01 = 1.0000250001562504
            bessel_i 0: 2.0 = 2.2795853023360673
            bessel_i 0: -15.0 = 339649.37329791388
            bessel_i 0: 29.9 = 708478330489.01453
            bessel_i 0: 30.1 = 862432920031.77921
            bessel_i 0: 300.0 = 4.4758473679350521e+128
            bessel_scaled_i 0: 1.0 = 0.46575960759364044
            bessel_scaled_i 0: 31.0 = 0.071946496696983833
            bessel_scaled_i 0: 500.0 = 0.017845706500153167
            bessel_scaled_i 0: 1000000.0 = 0.00039894233026924578
            bessel_spherical_j 0: 0.001 = 0.99999983333334167
            bessel_spherical_j 0: 0.8 = 0.89669511362440344
            bessel_spherical_j 0: 5.0 = -0.19178485493262769
            bessel_spherical_j 0: 11.0 = -0.090908200595518496
            bessel_spherical_j 0: 40.0 = 0.01862782901198372
            bessel_j 1: 0.001 = 0.00049999993750000261
            bessel_j 1: 0.9 = 0.40594954607880568
            bessel_j 1: 4.2 = -0.13864694212604623
            bessel_j 1: 13.0 = -0.070318052121778371
            bessel_j 1: 24.9 = -0.13485569953140887
            bessel_j 1: 25.1 = -0.11463478413442257
            bessel_j 1: 70.0 = 0.0099877887848385152
            bessel_j 1: -3.0 = -0.33905895852593646
            bessel_j 1: 10000.0 = 0.0036474507555295803
            bessel_i 1: 0.01 = 0.0050000625002604173
            bessel_i 1: 2.0 = 1.5906368546373291
            bessel_i 1: -15.0 = -328124.9219702064
            bessel_i 1: 29.9 = 696528308361.09269
            bessel_i 1: 30.1 = 847983630191.54143
            bessel_i 1: 300.0 = 4.4683813850369544e+128
            bessel_scaled_i 1: 1.0 = 0.20791041534970845
            bessel_scaled_i 1: 31.0 = 0.07077639283438568
            bessel_scaled_i 1: 500.0 = 0.017827851852898056
            bessel_scaled_i 1: 1000000.0 = 0.00039894213079803078
            bessel_spherical_j 1: 0.001 = 0.0003333333000000012
            bessel_spherical_j 1: 0.8 = 0.24998550534654755
            bessel_spherical_j 1: 5.0 = -0.095089408079170792
            bessel_spherical_j 1: 11.0 = -0.0086667180530517529
            bessel_spherical_j 1: 40.0 = 0.017139147266606139
            bessel_j 4: 0.001 = 2.6041665364583363e-15
            bessel_j 4: 0.9 = 0.0016405522309733369
            bessel_j 4: 4.2 = 0.31002855100750308
            bessel_j 4: 13.0 = 0.21927648745906774
            bessel_j 4: 24.9 = 0.12293144005816035
            bessel_j 4: 25.1 = 0.14033996673375044
            bessel_j 4: 70.0 = 0.093303803547166719
            bessel_j 4: -3.0 = 0.13203418392461221
            bessel_j 4: 10000.0 = -0.0070990766107396627
            bessel_i 4: 0.01 = 2.604179687527127e-11
            bessel_i 4: 2.0 = 0.050728569979180238
            bessel_i 4: -15.0 = 196212.01584200501
            bessel_i 4: 29.9 = 539884842761.36198
            bessel_i 4: 30.1 = 658408312882.31451
            bessel_i 4: 300.0 = 4.3578761465097204e+128
            bessel_scaled_i 4: 1.0 = 0.0010069302573377759
            bessel_scaled_i 4: 31.0 = 0.055364375203101397
            bessel_scaled_i 4: 500.0 = 0.017562167212435702
            bessel_scaled_i 4: 1000000.0 = 0.00039893913874177399
            bessel_spherical_j 4: 0.001 = 1.0582010101010111e-15
            bessel_spherical_j 4: 0.8 = 0.00042098410543993211
            bessel_spherical_j 4: 5.0 = 0.1870176553448892
            bessel_spherical_j 4: 11.0 = -0.057417306021591518
            bessel_spherical_j 4: 40.0 = 0.013963677349179317
            bessel_j 12: 0.001 = 5.0968644009746123e-49
            bessel_j 12: 0.9 = 1.4172434574136611e-13
            bessel_j 12: 4.2 = 1.0892498575515281e-5
            bessel_j 12: 13.0 = 0.2615368754103451
            bessel_j 12: 24.9 = -0.059251894768409952
            bessel_j 12: 25.1 = -0.085870051339158329
            bessel_j 12: 70.0 = 0.041099137165553643
            bessel_j 12: -3.0 = 2.275725448320572e-7
            bessel_j 12: 10000.0 = -0.0071222429617856499
            bessel_i 12: 0.01 = 5.0968743006624859e-37
            bessel_i 12: 2.0 = 2.2541309777790283e-9
            bessel_i 12: -15.0 = 3049.9637481811463
            bessel_i 12: 29.9 = 63267091150.648489
            bessel_i 12: 30.1 = 78248673349.464951
            bessel_i 12: 300.0 = 3.5195267863962963e+128
            bessel_scaled_i 12: 1.0 = 1.9114137095704504e-13
            bessel_scaled_i 12: 31.0 = 0.0069941579844048559
            bessel_scaled_i 12: 500.0 = 0.015450256213098679
            bessel_scaled_i 12: 1000000.0 = 0.00039891360744113954
            bessel_spherical_j 12: 0.001 = 1.264885532325311e-49
            bessel_spherical_j 12: 0.8 = 8.5897747910127725e-15
            bessel_spherical_j 12: 5.0 = 1.9287863474494601e-5
            bessel_spherical_j 12: 11.0 = 0.033926760091648879
            bessel_spherical_j 12: 40.0 = -0.023141111049475956
            log_gammaincinv: 0.001 0.3 = -1204.5491979242194
            log_gammaincinv: 0.3 0.2 = -5.7228614692840724
            log_gammaincinv: 0.7 0.9 = 0.56368094864996676
            log_gammaincinv: 2.0 0.01 = -1.9068017674293841
            log_gammaincinv: 2.0 0.999 = 2.2228288042476137
            log_gammaincinv: 50.0 0.4 = 3.8691974202472039
            log_gammaincinv: 1000.0 0.97 = 6.9663221937029024
            betaincinv: 0.2 0.4 0.1 = 4.7842315985561869e-5
            betaincinv: 2.0 5.0 0.5 = 0.26444998329565996
            betaincinv: 5.0 1.0 0.99 = 0.9979919516614258
            betaincinv: 80.0 120.0 0.3 = 0.38157886539760146
            """;

    private static Special operation(String label, int[] parameters) {
        return switch (label) {
            case "erfcx" -> new Erfcx(parameters.length == 0 ? 0 : parameters[0]);
            case "digamma" -> new Polygamma(0);
            case "polygamma" -> new Polygamma(parameters[0]);
            case "zeta" -> new fluxion.core.op.Zeta(parameters.length == 0 ? 0 : parameters[0]);
            case "gammainc" -> new fluxion.core.op.GammaInc(parameters.length == 0 ? 0 : parameters[0]);
            case "betainc" -> parameters.length == 0 ? new fluxion.core.op.BetaInc(0, 0) : new fluxion.core.op.BetaInc(parameters[0], parameters[1]);
            case "bessel_j", "bessel_i", "bessel_scaled_i", "bessel_spherical_j" ->
                    new Bessel(Bessel.Kind.valueOf(label.substring(7).toUpperCase(java.util.Locale.ROOT)), parameters[0]);
            default -> SpecialFunction.valueOf(label.toUpperCase(java.util.Locale.ROOT));
        };
    }

    @Test
    void valuesAreRightToThirteenDigits() {
        KNOWN.lines().forEach(line -> {
            String[] parts = line.split("[:=]");
            String[] name = parts[0].trim().split(" ");
            Special op = operation(name[0], Arrays.stream(name).skip(1).mapToInt(Integer::parseInt).toArray());
            double[] x = Arrays.stream(parts[1].trim().split(" ")).mapToDouble(Double::parseDouble).toArray();
            double want = Double.parseDouble(parts[2]);
            // near zeros the error is absolute
            assertThat(SpecialKernels.value(op, x)).as(line).isCloseTo(want, within(1e-13 * Math.abs(want) + 2e-16 * Math.min(1, Math.abs(want) * 1e8)));
        });
    }

    @Test
    void f32IsF64RoundedOnce() {
        SplittableRandom random = new SplittableRandom(1);
        for (Special op : SpecialRows.operations()) {
            Seq<Tensor> wide = SpecialRows.row(op).operands().map(Operand::sampler).map(s ->
                    s.tensor(random, fluxion.core.TensorType.of(DType.F32, 70)));
            Expr narrow = Apply.of(op, Array.<Expr>narrow(wide.toArray()));
            Expr exact = Apply.of(op, wide.map(x -> x.cast(DType.F64)));
            assertThat(Evaluator.evaluate(narrow)).as(op.toString()).isEqualTo(Evaluator.evaluate(exact.cast(DType.F32)));
        }
    }

    private static double value(Expr x) {
        return Evaluator.evaluate(x).toDouble();
    }

    private static Tensor s(double x) {
        return Tensor.of(x);
    }

    @Test
    void polesAndEnds() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(value(lgamma(s(0)))).isEqualTo(infinity);
        assertThat(value(lgamma(s(-3)))).isEqualTo(infinity);
        assertThat(value(lgamma(s(1)))).isZero();
        assertThat(value(lgamma(s(2)))).isZero();
        assertThat(value(digamma(s(0.0)))).isEqualTo(-infinity);
        assertThat(value(digamma(s(-0.0)))).isEqualTo(infinity);
        assertThat(value(digamma(s(-1)))).isNaN();
        assertThat(value(polygamma(1, s(-2)))).isEqualTo(infinity);
        assertThat(value(polygamma(1, s(infinity)))).isZero();
        assertThat(value(zeta(s(1), s(2)))).isEqualTo(infinity);
        assertThat(value(zeta(s(2), s(0)))).isEqualTo(infinity);
        assertThat(value(zeta(s(2.5), s(-0.5)))).isNaN();
        assertThat(value(erfinv(s(1.5)))).isNaN();
        assertThat(value(gammaincinv(s(2), s(1)))).isEqualTo(infinity);
        assertThat(value(gammaincinv(s(2), s(0)))).isZero();
        assertThat(value(betainc(s(2), s(3), s(1)))).isEqualTo(1);
        assertThat(value(besselJ(3, s(infinity)))).isZero();
        assertThat(value(i0e(s(infinity)))).isZero();
        assertThat(value(ndtr(s(-infinity)))).isZero();
        assertThat(value(sinc(s(0)))).isEqualTo(1);
        assertThat(value(entr(s(0)))).isZero();
        assertThat(value(entr(s(-1)))).isEqualTo(-infinity);
        assertThat(value(logit(s(0.5)))).isZero();
        assertThat(value(logaddexp2(s(3), s(3)))).isCloseTo(4, within(1e-14));
        assertThat(Evaluator.evaluate(nanToNum(Tensor.of(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 2}))).doubles())
                .containsExactly(0, Float.MAX_VALUE, -Float.MAX_VALUE, 2);
    }

    private static double slope(Fun1<Expr, Expr> derivative, double x) {
        return value(derivative.apply(s(x)));
    }

    @Test
    void derivativesAtSpecialPoints() {
        assertThat(slope(grad(fn(x -> xlogy(x, s(0)))), 0)).isZero();
        assertThat(slope(grad(fn(y -> xlogy(s(0), y))), 0)).isZero();
        assertThat(slope(grad(fn(x -> xlogy(x, s(2)))), 0)).isCloseTo(Math.log(2), within(1e-15));
        assertThat(slope(grad(fn(x -> xlogy(x, s(0)))), 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(slope(grad(fn(x -> xlog1py(x, s(-1)))), 0)).isZero();
        assertThat(slope(grad(fn(y -> xlog1py(s(0), y))), -1)).isZero();
        assertThat(slope(grad(fn(x -> entr(x))), 0)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(slope(grad(fn(x -> i0e(x))), 0)).isZero();
        // the derivatives of sinc at 0: 0, −π²/3, 0, π⁴/5
        assertThat(slope(grad(fn(x -> sinc(x))), 0)).isZero();
        assertThat(slope(grad(grad(fn(x -> sinc(x)))), 0)).isCloseTo(-Math.PI * Math.PI / 3, within(1e-14));
        assertThat(slope(grad(grad(grad(grad(fn(x -> sinc(x)))))), 0)).isCloseTo(Math.pow(Math.PI, 4) / 5, within(1e-13));
        assertThat(slope(grad(fn(x -> nanToNum(x))), Double.NaN)).isZero();
    }

    @Test
    void derivativesReadAsInATable() {
        assertThat(grad(fn(x -> lgamma(x)))).hasToString("x ↦ ψ(x)");
        assertThat(grad(grad(fn(x -> lgamma(x))))).hasToString("x ↦ ψ⁽¹⁾(x)");
        assertThat(grad(grad(grad(fn(x -> lgamma(x))))).latex()).isEqualTo("x \\mapsto \\psi^{(2)}(x)");
        assertThat(grad(fn(x -> sinc(x)))).hasToString("x ↦ −π·j₁(π·x)");
        assertThat(fn(x -> sinc(x))).hasToString("x ↦ sinc(x)");
        assertThat(grad(fn(x -> besselJ(1, x)))).hasToString("x ↦ (J₀(x) − J₂(x))/2");
        assertThat(grad(fn(x -> besselJ(1, x))).latex()).isEqualTo("x \\mapsto \\frac{J_{0}(x) - J_{2}(x)}{2}");
        assertThat(grad(fn((x, y) -> zeta(x, y))).wrt(0, 1)).hasToString("(x, y) ↦ (∂ₛζ(x, y), −x·ζ(x + 1, y))");
        assertThat(grad(fn((x, y) -> gammaincinv(x, y))).wrt(0).latex())
                .startsWith("(x, y) \\mapsto -\\partial_{a}P(x, P^{-1}(x, y))\\exp(");
        assertThat(grad(fn(x -> ndtr(x)))).hasToString("x ↦ exp(−x²/2)/√(2·π)");
    }

    @Test
    void operandsBroadcast() {
        Tensor a = Tensor.of(Shape.of(2, 1), 0.5, 2);
        Tensor x = Tensor.of(new double[] {0.1, 1, 3});
        assertThat(a.gammainc(x).shape()).isEqualTo(Shape.of(2, 3));
        assertThat(a.betainc(s(2), Tensor.of(new double[] {0.1, 0.5, 0.9})).shape()).isEqualTo(Shape.of(2, 3));
    }

    @Test
    void mistakesAreExplained() {
        assertThatThrownBy(() -> lgamma(Tensor.of(3))).isInstanceOf(DTypeException.class)
                .hasMessage("lgamma: requires a floating-point operand (cast(F64) makes one); got i32[]");
        assertThatThrownBy(() -> polygamma(-1, s(1))).isInstanceOf(FluxionException.class)
                .hasMessage("polygamma: the order must not be negative; got -1");
        assertThatThrownBy(() -> besselJ(-2, s(1))).isInstanceOf(FluxionException.class)
                .hasMessage("bessel: the order must not be negative (J₋ₙ = (−1)ⁿ Jₙ, I₋ₙ = Iₙ); got -2");
        assertThatThrownBy(() -> zeta(Tensor.of(new double[2]), Tensor.of(new double[3]))).isInstanceOf(ShapeException.class)
                .hasMessageContaining("zeta: shapes must broadcast");
    }
}
