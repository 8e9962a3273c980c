package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.solvers.NewtonRaphsonSolver;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOptimizerS;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOption;
import org.hipparchus.optim.nonlinear.vector.leastsquares.GaussNewtonOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.junit.jupiter.api.Test;

/** Hipparchus' optimisers and root finders find what is known, by derivatives of Fluxion. */
class OptimisersTest {
    private static final Fun1<Expr, Expr> ROSENBROCK = fn((Expr x) -> x.get("1:").minus(x.get(":-1").square()).square().times(100)
            .plus(x.get(":-1").minus(1).square()).sum());

    @Test
    void conjugateGradientsFindTheValleysEnd() {
        var found = new NonLinearConjugateGradientOptimizer(NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                new SimpleValueChecker(-1, 1e-18)).optimize(new MaxEval(100_000),
                new ObjectiveFunction(HipparchusFunctions.scalar(ROSENBROCK)),
                new ObjectiveFunctionGradient(HipparchusFunctions.gradient(ROSENBROCK)), GoalType.MINIMIZE,
                new InitialGuess(new double[] {-1.2, 1, -0.5, 0.8}));
        for (double x : found.getPoint()) {
            assertThat(x).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void leastSquaresFindParameters() {
        double[] truth = {2.5, -0.7, 0.4};
        Expr t = linspace(0, 4, 40);
        Fun1<Expr, Expr> model = fn((Expr p) -> t.times(p.get(1)).exp().times(p.get(0)).plus(p.get(2)));
        double[] target = eval(model.apply(Tensor.of(truth))).doubles();
        for (LeastSquaresOptimizer optimizer : List.of(new LevenbergMarquardtOptimizer(), new GaussNewtonOptimizer())) {
            for (boolean lazy : new boolean[] {false, true}) {
                LeastSquaresOptimizer.Optimum found = optimizer.optimize(new LeastSquaresBuilder()
                        .model(HipparchusFunctions.leastSquares(model)).target(target).start(new double[] {2, -0.5, 0.3})
                        .lazyEvaluation(lazy).maxEvaluations(200).maxIterations(200)
                        .checkerPair(new org.hipparchus.optim.SimpleVectorValueChecker(1e-14, 1e-14)).build());
                assertThat(found.getPoint().toArray()).containsExactly(truth, within(1e-8));
            }
        }
    }

    @Test
    void programmingUnderConstraintsFindsTheCorner() {
        // x² + y² + z² on x + y + z = 3 with x ≥ 2: (2, ½, ½), as exactly as the optimiser's quadratic programs are solved
        SQPOption option = new SQPOption();
        option.setEps(1e-14);
        var found = new SQPOptimizerS().optimize(new MaxEval(1000), option, new InitialGuess(new double[] {3, 1, -1}),
                new ObjectiveFunction(HipparchusFunctions.twiceDifferentiable(3, (Expr x) -> x.square().sum())),
                HipparchusConstraints.equal(3, (Expr x) -> x.get("0:1").plus(x.get("1:2")).plus(x.get("2:3")), 3),
                HipparchusConstraints.atLeast(3, (Expr x) -> x.get("0:1"), 2));
        assertThat(found.getX().toArray()).containsExactly(new double[] {2, 0.5, 0.5}, within(2e-5));
    }

    @Test
    void secondDerivativesAreExact() {
        var f = HipparchusFunctions.twiceDifferentiable(2, (Expr x) -> x.get(0).pow(3).times(x.get(1)).plus(x.get(1).exp()));
        double[] at = {2, 0.5};
        assertThat(f.value(at)).isCloseTo(4 + Math.exp(0.5), within(1e-15 * 8));
        assertThat(f.gradient(at).toArray()).containsExactly(new double[] {6, 8 + Math.exp(0.5)}, within(1e-14));
        RealMatrix hessian = f.hessian(new ArrayRealVector(at));
        assertThat(hessian.getRow(0)).containsExactly(new double[] {6, 12}, within(1e-14));
        assertThat(hessian.getRow(1)).containsExactly(new double[] {12, Math.exp(0.5)}, within(1e-14));
        assertThat(HipparchusFunctions.hessian(ROSENBROCK).value(new double[] {1, 1})[0]).containsExactly(802, -400);
        assertThat(HipparchusFunctions.jacobian((Expr x) -> x.square()).value(new double[] {1, 3})[1]).containsExactly(0, 6);
        assertThat(HipparchusFunctions.vector((Expr x) -> x.square()).value(new double[] {1, 3})).containsExactly(1, 9);
    }

    @Test
    void rootsAreFoundByNewton() {
        var f = HipparchusFunctions.univariate((Expr x) -> x.cos().minus(x));
        assertThat(new NewtonRaphsonSolver(1e-15).solve(100, f, 0, 1)).isCloseTo(0.7390851332151607, within(1e-15));
    }

    /** Against Hipparchus' own derivatives of the same formula, composed with others, of several variables. */
    @Test
    void derivativesOfAnyOrderCompose() {
        var f = HipparchusFunctions.univariate((Expr x) -> x.sin().times(x.exp()).div(x.square().plus(1)));
        SplittableRandom random = new SplittableRandom(3);
        for (int order = 0; order <= 5; order++) {
            DSFactory factory = new DSFactory(2, order);
            for (int k = 0; k < 10; k++) {
                DerivativeStructure x = factory.variable(0, random.nextDouble(-2, 2)).multiply(factory.variable(1,
                        random.nextDouble(-1, 1)));
                double[] expected = x.sin().multiply(x.exp()).divide(x.square().add(1)).getAllDerivatives();
                assertThat(f.value(x).getAllDerivatives()).containsExactly(expected, within(1e-9));
            }
        }
        assertThat(f.value(0.3)).isEqualTo(f.value(new DSFactory(1, 2).variable(0, 0.3)).getValue(), within(1e-16));
    }

    @Test
    void formulasAreFunctionsOfVectors() {
        MultivariateFunction f = HipparchusFunctions.scalar(HipparchusFunctions.of(parse("x²·y + sin(y)")));
        assertThat(f.value(new double[] {2, 0.5})).isEqualTo(2 + Math.sin(0.5), within(1e-15));
        var gradient = HipparchusFunctions.gradient(HipparchusFunctions.of(parse("(v: f64[3]) ↦ ‖v‖²")));
        assertThat(gradient.value(new double[] {1, 2, 3})).containsExactly(2, 4, 6);
        assertThat(HipparchusFunctions.univariate(HipparchusFunctions.of(parse("x³"))).value(2.0)).isEqualTo(8);
        assertThatThrownBy(() -> HipparchusFunctions.of(parse("(v: f64[3], w: f64[3]) ↦ v·w")))
                .isInstanceOf(ShapeException.class).hasMessageContaining("of numbers, or of one vector");
        assertThatThrownBy(() -> HipparchusFunctions.scalar((Expr x) -> x).value(new double[] {1, 2}))
                .isInstanceOf(ShapeException.class).hasMessageContaining("must give a number");
    }

    /** Its array may be used again: what was computed stays. */
    @Test
    void pointsAreCopied() {
        double[] point = {1, 2};
        var gradient = HipparchusFunctions.gradient((Expr x) -> x.square().sum());
        double[] before = gradient.value(point);
        point[0] = 7;
        assertThat(before).containsExactly(2, 4);
        assertThat(gradient.value(point)).containsExactly(14, 4);
    }

    @Test
    void manyThreadsMayCallOne() {
        var gradient = HipparchusFunctions.gradient(ROSENBROCK);
        double[][] points = IntStream.range(0, 200).mapToObj(i -> new double[] {i * 0.01, 1 - i * 0.02}).toArray(double[][]::new);
        double[][] alone = IntStream.range(0, 200).mapToObj(i -> gradient.value(points[i])).toArray(double[][]::new);
        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> gradient.value(points[i])).toArray(double[][]::new))
                .isDeepEqualTo(alone);
    }
}
