package fluxion.tests.behaviours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.dsl.nn.Activations;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jvp;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Behaviours 44 to 51: derivatives at the points where a naive implementation gives NaN, an infinity, or the wrong number. */
class NumericsTest {
    private static final Ints FIRST = Ints.of(0);

    private static Fn function(Tensor at, UnaryOperator<Expr> body) {
        Var x = new Var("x", at.type());
        return Fn.of(Array.of(x), Array.of(body.apply(x)));
    }

    /** The gradient of a sum, in reverse; checked against forward mode along each unit direction. */
    private static double[] gradient(Tensor at, UnaryOperator<Expr> body) {
        Fn fn = function(at, x -> body.apply(x).sum());
        double[] reverse = Evaluator.evaluate(Grad.of(fn, FIRST), Array.of(at)).get(0).doubles();
        for (int i = 0; i < reverse.length; i++) {
            double[] unit = new double[reverse.length];
            unit[i] = 1;
            Tensor direction = Tensor.of(at.shape(), unit);
            double forward = Evaluator.evaluate(Jvp.of(fn, FIRST), Array.of(at, direction)).get(1).toDouble();
            assertThat(forward).as("forward and reverse mode agree").isCloseTo(reverse[i], within(1e-15));
        }
        return reverse;
    }

    private static double derivative(double at, UnaryOperator<Expr> body) {
        return gradient(Tensor.of(at), body)[0];
    }

    private static double[] of(double... values) {
        return values;
    }

    private static Tensor vector(double... values) {
        return Tensor.of(values);
    }

    @Test
    void b44_absHasDerivativeZeroAtZero() {
        assertThat(derivative(0, Expr::abs)).isZero();
    }

    @Test
    void b44_clipSharesAtItsBounds() {
        assertThat(gradient(vector(-1, 1, 0, 2, -2), x -> x.clip(-1, 1))).containsExactly(0.5, 0.5, 1, 0, 0);
    }

    @Test
    void b44_normHasGradientZeroAtZero() {
        assertThat(gradient(vector(0, 0, 0), x -> x.norm())).containsExactly(0, 0, 0);
        assertThat(gradient(vector(3, 4), x -> x.norm())).containsExactly(of(0.6, 0.8), within(1e-15));
    }

    @Test
    void b44_stdOfEqualNumbersHasGradientZero() {
        assertThat(gradient(vector(1.5, 1.5, 1.5), x -> x.std())).containsExactly(0, 0, 0);
        assertThat(gradient(vector(0, 0), x -> x.deviation(1))).containsExactly(0, 0);
    }

    @Test
    void b44_hypotHasGradientZeroAtTheOrigin() {
        assertThat(gradient(vector(0, 0), x -> x.get(0).hypot(x.get(1)))).containsExactly(0, 0);
        assertThat(gradient(vector(3, 4), x -> x.get(0).hypot(x.get(1)))).containsExactly(of(0.6, 0.8), within(1e-15));
    }

    @Test
    void b44_atan2HasGradientZeroAtTheOrigin() {
        assertThat(gradient(vector(0, 0), x -> x.get(0).atan2(x.get(1)))).containsExactly(of(0, 0), within(0.0));
        assertThat(gradient(vector(0, 2), x -> x.get(0).atan2(x.get(1)))).containsExactly(of(0.5, 0), within(0.0));
    }

    @Test
    void b44_xlogyHasGradientZeroAtTheOrigin() {
        assertThat(gradient(vector(0, 0), x -> x.get(0).xlogy(x.get(1)))).containsExactly(0, 0);
        assertThat(gradient(vector(0, 1), x -> x.get(0).xlogy(x.get(1)))).containsExactly(0, 0);
        assertThat(gradient(vector(0, -1), x -> x.get(0).xlog1py(x.get(1)))).containsExactly(0, 0);
    }

    @Test
    void b44_scaledBesselFunctionsTakeSignZeroAtZero() {
        assertThat(derivative(0, x -> x.besselIe(0))).isZero();
        assertThat(derivative(0, x -> x.besselI(0))).isZero();
    }

    @Test
    void b44_leakyReluHasDerivativeOneAtZero() {
        assertThat(gradient(vector(0, 1, -1), x -> Activations.leakyRelu(x, 0.01))).containsExactly(1, 1, 0.01);
    }

    @Test
    void b44_reluHasDerivativeZeroAtZero() {
        assertThat(gradient(vector(0, 1, -1), Expr::relu)).containsExactly(0, 1, 0);
    }

    @Test
    void b44_maximumAndMinimumShareTies() {
        assertThat(gradient(vector(2, 2), x -> x.get(0).maximum(x.get(1)))).containsExactly(0.5, 0.5);
        assertThat(gradient(vector(2, 2), x -> x.get(0).minimum(x.get(1)))).containsExactly(0.5, 0.5);
        assertThat(gradient(vector(2, 3), x -> x.get(0).maximum(x.get(1)))).containsExactly(0, 1);
    }

    @Test
    void b44_reducedExtremaShareTiesEvenly() {
        assertThat(gradient(vector(1, 3, 3, 3), x -> x.max())).containsExactly(of(0, 1 / 3.0, 1 / 3.0, 1 / 3.0), within(1e-16));
        assertThat(gradient(vector(1, 1, 5), x -> x.min())).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void b44_signAndRoundingHaveDerivativeZero() {
        for (UnaryOperator<Expr> step : Array.<UnaryOperator<Expr>>of(Expr::sign, Expr::floor, Expr::ceil, Expr::round, Expr::trunc)) {
            assertThat(gradient(vector(-1, 0, 0.5, 1), step)).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void b45_theBranchNotTakenDoesNotPoisonTheDerivative() {
        UnaryOperator<Expr> guarded = x -> x.gt(0).where(x.log(), 0);
        assertThat(gradient(vector(0, 2, -1), guarded)).containsExactly(0, 0.5, 0);
        assertThat(gradient(vector(0, 4, -1), x -> x.gt(0).where(x.sqrt(), 0))).containsExactly(0, 0.25, 0);
        assertThat(gradient(vector(0, 4), x -> x.gt(0).where(x.reciprocal().times(x.log()), 0))).containsExactly(of(0, (1 - Math.log(4)) / 16), within(1e-16));
    }

    @Test
    void b45_norTheSecondDerivative() {
        UnaryOperator<Expr> guarded = x -> x.gt(0).where(x.log(), 0);
        Tensor at = vector(0, 2);
        double[] hessian = Evaluator.evaluate(Hessian.of(function(at, x -> guarded.apply(x).sum()), FIRST), Array.of(at)).get(0).doubles();
        assertThat(hessian).containsExactly(of(0, 0, 0, -0.25), within(0.0));
    }

    @Test
    void b45_norUnderVmap() {
        Fn gradient = Grad.of(function(Tensor.of(0.0), x -> x.gt(0).where(x.log(), 0)), FIRST);
        Fn mapped = Vmap.of(gradient, Array.of(Option.of(0)), Array.of(Option.of(0)), 3, Randomness.ERROR);
        assertThat(Evaluator.evaluate(mapped, Array.of(vector(0, 2, -1))).get(0).doubles()).containsExactly(0, 0.5, 0);
    }

    @Test
    void b46_aProductWithOneZeroFactorHasTheOthersAsDerivative() {
        assertThat(gradient(vector(0, 2, 3), x -> x.prod())).containsExactly(6, 0, 0);
        assertThat(gradient(vector(0, 0, 3), x -> x.prod())).containsExactly(0, 0, 0);
    }

    @Test
    void b46_theHessianOfAProductWithTwoZeroFactors() {
        Tensor at = vector(0, 0, 3);
        double[] hessian = Evaluator.evaluate(Hessian.of(function(at, x -> x.prod()), FIRST), Array.of(at)).get(0).doubles();
        assertThat(hessian).containsExactly(of(0, 3, 0, 3, 0, 0, 0, 0, 0), within(0.0));
    }

    @Test
    void b46_productsAlongAnAxisKeepTheirZerosApart() {
        Tensor at = Tensor.of(new double[][] {{0, 2}, {3, 4}});
        assertThat(gradient(at, x -> x.prod(1))).containsExactly(2, 0, 4, 3);
        assertThat(gradient(at, x -> x.prod(0))).containsExactly(3, 4, 0, 2);
    }

    @Test
    void b47_zeroToAPositivePowerHasDerivativeZeroInTheExponent() {
        assertThat(gradient(vector(0, 2), x -> x.get(0).pow(x.get(1)))).containsExactly(of(0, 0), within(0.0));
        assertThat(derivative(2, y -> Tensor.of(0.0).pow(y))).isZero();
    }

    @Test
    void b47_secondDerivativesOfPowAtExponentZero() {
        Tensor at = vector(4, 0);
        double[] hessian = Evaluator.evaluate(Hessian.of(function(at, x -> x.get(0).pow(x.get(1))), FIRST), Array.of(at)).get(0).doubles();
        double ln4 = Math.log(4);
        assertThat(hessian).containsExactly(of(0, 0.25, 0.25, ln4 * ln4), within(1e-15));
    }

    @Test
    void b48_theSixthDerivativeOfTheReciprocal() {
        Fn fn = function(Tensor.of(4.0), Expr::reciprocal);
        Fn reverse = fn;
        for (int i = 0; i < 6; i++) {
            reverse = Grad.of(reverse, FIRST);
        }
        assertThat(Evaluator.evaluate(reverse, Array.of(Tensor.of(4.0))).get(0).toDouble()).isEqualTo(0.0439453125);
        assertThat(Evaluator.evaluate(forward(fn, 6), Array.of(Tensor.of(4.0))).get(0).toDouble()).isEqualTo(0.0439453125);
        assertThat(Evaluator.evaluate(forward(function(Tensor.of(4.0), x -> Tensor.of(1.0).div(x)), 6), Array.of(Tensor.of(4.0))).get(0).toDouble())
                .isCloseTo(0.0439453125, within(1e-15));
    }

    /** The n-th derivative by nested forward mode along 1. */
    private static Fn forward(Fn fn, int order) {
        Fn current = fn;
        for (int i = 0; i < order; i++) {
            Var x = new Var("x", current.params().get(0).type());
            Seq<Expr> pushed = Jvp.of(current, FIRST).on(Array.of(x, Tensor.of(1.0)));
            current = Fn.of(Array.of(x), Array.of(pushed.get(1)));
        }
        return current;
    }

    @Test
    void b49_softplusIsStableWhereTheExponentialOverflows() {
        assertThat(derivative(1000, Expr::softplus)).isEqualTo(1);
        assertThat(derivative(-1000, Expr::softplus)).isZero();
        Tensor hundred = Tensor.of(100f);
        Fn stable = Grad.of(function(hundred, Expr::softplus), FIRST);
        Fn naive = Grad.of(function(hundred, x -> x.exp().plus(1).log()), FIRST);
        assertThat(Evaluator.evaluate(stable, Array.of(hundred)).get(0).toFloat()).isEqualTo(1f);
        assertThat(Evaluator.evaluate(naive, Array.of(hundred)).get(0).toFloat()).as("what softplus is for").isNaN();
    }

    @Test
    void b49_logsumexpAndLogSoftmaxAreStable() {
        assertThat(gradient(vector(1000, 1000, -1000), x -> x.logsumexp())).containsExactly(of(0.5, 0.5, 0), within(1e-12));
        assertThat(gradient(vector(1000, 0), x -> x.logSoftmax(0).get(0))).containsExactly(0, 0);
    }

    /** f, f′ and f″, by forward, reverse, and both over each other. */
    private static void order2(UnaryOperator<Expr> f, Function<Double, Double> first, Function<Double, Double> second, double... points) {
        for (double x : points) {
            Tensor at = Tensor.of(x);
            Fn fn = function(at, f);
            Array<Double> firsts = Array.of(Grad.of(fn, FIRST), forward(fn, 1)).map(d -> Evaluator.evaluate(d, Array.of(at)).get(0).toDouble());
            Array<Double> seconds = Array.of(Grad.of(Grad.of(fn, FIRST), FIRST), forward(Grad.of(fn, FIRST), 1), Grad.of(forward(fn, 1), FIRST), forward(fn, 2))
                    .map(d -> Evaluator.evaluate(d, Array.of(at)).get(0).toDouble());
            firsts.forEach(d -> assertThat(d).as("first derivative at " + x).isCloseTo(first.apply(x), within(1e-14)));
            seconds.forEach(d -> assertThat(d).as("second derivative at " + x).isCloseTo(second.apply(x), within(1e-14)));
        }
    }

    @Test
    void b51_tanhToSecondOrderAt0And1000() {
        order2(Expr::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x), x -> -2 * Math.tanh(x) * (1 - Math.tanh(x) * Math.tanh(x)), 0, 1000);
    }

    @Test
    void b51_sinAndCosToSecondOrderAtMultiplesOfAQuarterPi() {
        order2(Expr::sin, Math::cos, x -> -Math.sin(x), 0, Math.PI, Math.PI / 2, Math.PI / 4);
        order2(Expr::cos, x -> -Math.sin(x), x -> -Math.cos(x), 0, Math.PI, Math.PI / 2, Math.PI / 4);
    }

    @Test
    void b51_atanToSecondOrderAt0And1000() {
        order2(Expr::atan, x -> 1 / (1 + x * x), x -> -2 * x / ((1 + x * x) * (1 + x * x)), 0, 1000);
    }

    @Test
    void b51_erfToSecondOrderAt0And10() {
        double c = 2 / Math.sqrt(Math.PI);
        order2(Expr::erf, x -> c * Math.exp(-x * x), x -> -2 * x * c * Math.exp(-x * x), 0, 10);
    }

    @Test
    void b20_gradientsKeepTheirInputsDtype() {
        Var x = new Var("x", Tensor.of(1f).type());
        Var y = new Var("y", Tensor.of(1.0).type());
        Fn fn = Fn.of(Array.of(x, y), Array.of(x.cast(DType.F64).times(y).sin()));
        assertThat(Grad.of(fn, Ints.of(0, 1)).resultTypes()).containsExactly(x.type(), y.type());
    }

    @Test
    void b23_broadcastOperandsGetTheSumOfTheGradient() {
        Tensor row = Tensor.of(new double[][] {{1, 2, 3}});
        Expr matrix = Movements.stack(0, Array.of(Tensor.of(new double[] {1, 2, 3}), Tensor.of(new double[] {4, 5, 6})));
        assertThat(gradient(row, x -> x.times(matrix))).containsExactly(5, 7, 9);
        assertThat(gradient(Tensor.of(2.0), x -> x.times(matrix))).containsExactly(21);
    }
}
