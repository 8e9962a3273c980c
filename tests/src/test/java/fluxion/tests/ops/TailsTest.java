package fluxion.tests.ops;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.Taylor;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/** Far from the middle: values and slopes that are small or large numbers, not 0, ∞ or NaN. Wanted values are mpmath's. */
class TailsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static void near(Fun1<Expr, Expr> f, double x, double want) {
        near(f, x, want, 1e-14);
    }

    private static void near(Fun1<Expr, Expr> f, double x, double want, double tolerance) {
        assertThat(f.at(x).toDouble()).as("%s at %s", f, x).isCloseTo(want, within(tolerance * Math.abs(want)));
    }

    private static void simplified(Fun1<Expr, Expr> f, double x, double want) {
        double got = Evaluator.evaluate(simplify(f.on(TensorType.scalar(DType.F64))), Array.of(Tensor.of(x))).get(0).toDouble();
        assertThat(got).as("%s at %s", f, x).isCloseTo(want, within(1e-14 * Math.abs(want)));
    }

    @Test
    void slopesOfSaturatedFunctionsAreSmallNumbers() {
        near(grad(fn(x -> tanh(x))), 19, 1.2556531168192117727e-16);
        near(grad(fn(x -> tanh(x))), -300, 1.0601586212017243265e-260);
        near(grad(grad(fn(x -> tanh(x)))), 19, -2.5113062336384233876e-16);
        near(grad(fn(x -> sigmoid(x))), 40, 4.2483542552915889592e-18);
        near(grad(fn(x -> sigmoid(x))), -40, 4.2483542552915889592e-18);
        near(grad(fn(x -> sigmoid(x))), 700, 9.8596765437597708567e-305);
        near(grad(fn(x -> softplus(x))), -700, 9.8596765437597708567e-305);
        near(grad(grad(fn(x -> softplus(x)))), 50, 1.928749847963917783e-22);
        near(fn(x -> x.erf().subtractedFrom(1)), 20, 5.3958656116079009289e-176);
        near(fn(x -> x.ndtr().subtractedFrom(1)), 30, fn(x -> x.ndtr()).at(-30.0).toDouble());
        assertThat(grad(fn(x -> tanh(x))).at(INFINITY).toDouble()).isZero();
        assertThat(grad(fn(x -> sigmoid(x))).at(-INFINITY).toDouble()).isZero();
        assertThat(grad(fn(x -> tanh(x))).at(Double.NaN).toDouble()).isNaN();
        assertThat(grad(fn(x -> tanh(x))).at(0.0).toDouble()).isEqualTo(1);
        Tensor single = Tensor.of(new float[] {9.5f, -9.5f});
        assertThat(eval(grad(fn((Expr v) -> sum(tanh(v)))).apply(single)).doubles()[1]).isCloseTo(2.2411185499018448907e-8, within(1e-14));
        assertThat(eval(grad(fn((Expr v) -> sum(sigmoid(v)))).apply(Tensor.of(new float[] {20f}))).doubles()[0]).isCloseTo(2.0611536139418493437e-9, within(1e-15));
    }

    @Test
    void theTextbookFormIsTheOneThatIsRead() {
        assertThat(grad(fn(x -> tanh(x)))).hasToString("x ↦ 1 − tanh(x)²");
        assertThat(grad(fn(x -> sigmoid(x)))).hasToString("x ↦ σ(x)·(1 − σ(x))");
    }

    @Test
    void logarithmsOfDistributionFunctions() {
        near(fn(x -> logNdtr(x)), -40, -804.60844201375378817);
        near(fn(x -> logNdtr(x)), -1e10, -50000000000000000024.0);
        near(fn(x -> logNdtr(x)), 10, -7.619853024160526066e-24);
        near(grad(fn(x -> logNdtr(x))), -40, 40.024968847207263723);
        near(grad(grad(fn(x -> logNdtr(x)))), -40, -0.99937733162140861123, 1e-12);
        near(grad(fn(x -> logNdtr(x))), 10, 7.6945986267064193463e-23);
        assertThat(grad(fn(x -> logNdtr(x))).at(40.0).toDouble()).isZero();
        assertThat(fn(x -> logNdtr(x)).at(-INFINITY).toDouble()).isEqualTo(-INFINITY);
        assertThat(fn(x -> logNdtr(x)).at(INFINITY).toDouble()).isZero();
        assertThat(fn(x -> logNdtr(x)).at(Double.NaN).toDouble()).isNaN();
        assertThat(grad(fn(x -> logNdtr(x))).at(-INFINITY).toDouble()).isEqualTo(INFINITY);
        assertThat(grad(fn(x -> logNdtr(x))).at(INFINITY).toDouble()).isZero();
        assertThat(fn(x -> logNdtr(x))).hasToString("x ↦ lnΦ(x)");
        assertThat(fn(x -> logNdtr(x)).latex()).isEqualTo("x \\mapsto \\ln\\Phi(x)");
    }

    @Test
    void logarithmsOfTailsAreRecognised() {
        simplified(fn(x -> log(ndtr(x))), -40, -804.60844201375378817);
        near(grad(fn(x -> log(ndtr(x)))), -40, 40.024968847207263723);
        simplified(fn(x -> log(erfc(x))), 30, -903.97411711064387808);
        near(grad(fn(x -> log(erfc(x)))), 30, -60.033296398756228406);
        simplified(fn(x -> log(erfc(x))), -3, 0.69313613525044681032);
        simplified(fn(x -> log(ndtr(x).subtractedFrom(1))), 40, -804.60844201375378817);
        simplified(fn(x -> exp(x.square()).times(erfc(x))), 30, 0.018795888861416751497);
    }

    @Test
    void scaledComplementaryErrorFunction() {
        near(fn(x -> erfcx(x)), 30, 0.018795888861416751497);
        near(grad(fn(x -> erfcx(x))), 1e6, -5.6418958354691000257e-13);
        assertThat(fn(x -> erfcx(x)).at(0.0).toDouble()).isEqualTo(1);
        assertThat(fn(x -> erfcx(x)).at(INFINITY).toDouble()).isZero();
        assertThat(fn(x -> erfcx(x)).at(-INFINITY).toDouble()).isEqualTo(INFINITY);
        assertThat(fn(x -> erfcx(x)).at(-27.0).toDouble()).isEqualTo(INFINITY);
        assertThat(fn(x -> erfcx(x)).at(Double.NaN).toDouble()).isNaN();
        assertThat(grad(fn(x -> erfcx(x)))).hasToString("x ↦ erfcx⁽¹⁾(x)");
        assertThat(grad(fn(x -> erfcx(x))).latex()).isEqualTo("x \\mapsto \\operatorname{erfcx}^{(1)}(x)");
    }

    @Test
    void derivativesInTheTails() {
        near(grad(fn(x -> ndtr(x))), -37, 2.1200065515246056269e-298, 1e-12);
        near(grad(fn(x -> erfc(x))), 26, -2.9470349932662695402e-294, 1e-12);
        near(grad(fn(x -> logit(x))), 0.5, 4);
    }

    @Test
    void largePartsDoNotCancel() {
        assertThat(eval(lbeta(scalar(3), scalar(1e15))).toDouble()).isCloseTo(-102.92318200417211347, within(3e-14));
        assertThat(eval(lbeta(Tensor.of(10f), Tensor.of(1e8f))).toDouble()).isCloseTo(-171.40498040944217086, within(1e-5));
        assertThat(eval(gammainc(scalar(14.407909255988553), scalar(4.179614492398593e-15))).toDouble()).isCloseTo(2.5941289349369805754e-219, within(2e-234));
        assertThat(eval(gammainc(scalar(10), scalar(1e-12))).toDouble()).isCloseTo(2.7557319223960833001e-127, within(2e-142));
        assertThat(eval(gammaincc(scalar(0.349), scalar(357))).toDouble()).isCloseTo(7.7111317392308727807e-158, within(4e-173));
        assertThat(eval(polygamma(1, scalar(-8.67e-17))).toDouble()).isCloseTo(1.3303374134781805855e+32, within(1e17));
        assertThat(eval(polygamma(1, scalar(-1e-9))).toDouble()).isCloseTo(999999999999999877.08, within(500.0));
        assertThat(eval(polygamma(1, scalar(-1.7e-72))).toDouble()).isCloseTo(3.4602076124567474e143, within(1e128));
        assertThat(eval(logit(scalar(0.5000001))).toDouble()).isCloseTo(3.9999999978946299421e-7, within(2e-22));
    }

    @Test
    void farIntervalsOfTheNormalDistribution() {
        double[] x = eval(Distributions.truncatedNormal(RandomKey.of(1), 40, 41, TensorType.of(DType.F64, 1000))).doubles();
        // beyond 40 the excess is nearly exponential with mean 1/40
        assertThat(Array.ofAll(x).forAll(v -> v >= 40 && v <= 41)).isTrue();
        assertThat(Array.ofAll(x).average().get() - 40).isCloseTo(0.02497, within(0.003));
        double[] mirrored = eval(Distributions.truncatedNormal(RandomKey.of(1), -41, -40, TensorType.of(DType.F64, 1000))).doubles();
        assertThat(Array.ofAll(mirrored).average().get() + 40).isCloseTo(-0.02497, within(0.003));
        double[] open = eval(Distributions.truncatedNormal(RandomKey.of(1), 1e6, INFINITY, TensorType.of(DType.F64, 100))).doubles();
        assertThat(Array.ofAll(open).forAll(v -> v >= 1e6 && v <= 1e6 + 1e-4)).isTrue();
    }

    @Test
    void parametersOutsideTheDomainAreNotSwallowed() {
        TensorType type = TensorType.of(DType.F64, 3);
        TensorType counts = TensorType.of(DType.I32, 3);
        assertThatThrownBy(() -> Distributions.poisson(RandomKey.of(1), -1, type)).isInstanceOf(FluxionException.class).hasMessage("poisson: λ must be 0 or greater; got -1.0");
        assertThatThrownBy(() -> Distributions.poisson(RandomKey.of(1), Double.NaN, counts)).isInstanceOf(FluxionException.class).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> Distributions.gamma(RandomKey.of(1), 0, type)).hasMessage("gamma: α must be greater than 0; got 0.0");
        assertThatThrownBy(() -> Distributions.weibull(RandomKey.of(1), scalar(-1), type)).hasMessageContaining("weibull: k must be greater than 0");
        assertThatThrownBy(() -> Distributions.bernoulli(RandomKey.of(1), scalar(2), type)).hasMessage("bernoulli: a probability must be from 0 to 1; got 2.0");
        assertThatThrownBy(() -> Distributions.uniform(RandomKey.of(1), type, scalar(2), scalar(1))).hasMessageContaining("uniform: high − low must be 0 or greater; got -1.0");
        assertThatThrownBy(() -> Distributions.normal(RandomKey.of(1), type, 0, -1)).hasMessageContaining("normal: the deviation must be 0 or greater");
        assertThat(fn((Expr l) -> sum(Distributions.poisson(RandomKey.of(1), l, type))).at(-1.0).toDouble()).isNaN();
        assertThat(eval(fn((Expr l) -> Distributions.poisson(RandomKey.of(1), l, counts)).apply(scalar(Double.NaN))).ints()).containsOnly(-1);
        assertThat(eval(fn((Expr k) -> Distributions.pareto(RandomKey.of(1), k, type)).apply(scalar(-1))).doubles()).containsOnly(Double.NaN);
    }

    @Test
    void highDerivativesThatAreNumbersComeOut() {
        Taylor<Expr> sine = taylor(x -> sin(x), scalar(1), 200);
        double[] turn = {Math.sin(1), Math.cos(1), -Math.sin(1), -Math.cos(1)};
        for (int k : new int[] {0, 1, 2, 50, 130, 169, 170, 171, 178, 199, 200}) {
            assertThat(eval(sine.derivative(k)).toDouble()).as("derivative %d", k).isCloseTo(turn[k % 4], within(1e-11));
        }
        Taylor<Expr> reciprocal = taylor(x -> x.reciprocal(), scalar(2), 200);
        assertThat(eval(reciprocal.coefficients().get(200)).toDouble()).isCloseTo(Math.scalb(1.0, -201), within(Math.scalb(1.0, -250)));
        assertThat(eval(reciprocal.derivative(150)).toDouble()).isCloseTo(5.7133839564458575e262 / Math.scalb(1.0, 151), within(1e205));
        assertThat(eval(reciprocal.derivative(200)).toDouble()).isEqualTo(INFINITY);
        Taylor<Expr> single = taylor(x -> sin(x), Tensor.of(1f), 60);
        assertThat(eval(single.derivative(60)).toDouble()).isCloseTo(Math.sin(1), within(1e-4));
    }
}
