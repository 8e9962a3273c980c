package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.stack;
import static fluxion.dsl.Fluxion.taylor;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.Taylor;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import org.hipparchus.analysis.MultivariateFunction;
import org.hipparchus.analysis.MultivariateMatrixFunction;
import org.hipparchus.analysis.MultivariateVectorFunction;
import org.hipparchus.analysis.differentiation.Derivative;
import org.hipparchus.analysis.differentiation.UnivariateDifferentiableFunction;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.constrained.TwiceDifferentiableFunction;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ValueAndJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * Functions of a vector {@code f64[n]}, or of a number, as Hipparchus calls them, and their derivatives.
 *
 * <pre>{@code
 * Fun1<Expr, Expr> rosenbrock = fn((Expr x) -> …);
 * new NonLinearConjugateGradientOptimizer(…).optimize(new ObjectiveFunction(scalar(rosenbrock)),
 *         new ObjectiveFunctionGradient(gradient(rosenbrock)), …);
 * }</pre>
 *
 * <p>Each is traced when it is first called for a length, and runs compiled from then on. They may be called from any number of
 * threads.
 */
public final class HipparchusFunctions {
    private HipparchusFunctions() {}

    /** A formula of n scalars, as {@code parse("x² + y²")}, as a function of a vector of n numbers; one of a vector as it is. */
    public static Fun1<Expr, Expr> of(Fn formula) {
        Given.arguments("function", formula);
        if (formula.results().size() != 1) {
            throw new ShapeException("function: a formula must have one result; got " + formula.results().size());
        }
        boolean scalars = formula.parameterTypes().forAll(type -> type.shape().isScalar());
        if (!scalars && formula.params().size() != 1) {
            throw new ShapeException("function: a formula must be of numbers, or of one vector; got "
                    + formula.parameterTypes().mkString("(", ", ", ")"));
        }
        return fn((Expr x) -> formula.on(scalars && x.rank() == 1
                ? Array.range(0, formula.params().size()).map(i -> x.get(i)) : Array.of(x)).get(0));
    }

    /** f : ℝⁿ → ℝ. */
    public static MultivariateFunction scalar(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> known = known(f);
        return x -> number("scalar", known, x);
    }

    /** f : ℝⁿ → ℝᵐ. */
    public static MultivariateVectorFunction vector(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> known = known(f);
        return x -> value(known, x).doubles();
    }

    /** ∇f : ℝⁿ → ℝⁿ of f : ℝⁿ → ℝ, as {@code ObjectiveFunctionGradient} takes it. */
    public static MultivariateVectorFunction gradient(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> gradient = Fluxion.<Expr, Expr, Expr>grad(known(f));
        return x -> value(gradient, x).doubles();
    }

    /** The Jacobian, m rows of n, of f : ℝⁿ → ℝᵐ. */
    public static MultivariateMatrixFunction jacobian(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> jacobian = known(f).jacobian();
        return x -> HipparchusMatrices.rows(value(jacobian, x));
    }

    /** The Hessian, n rows of n, of f : ℝⁿ → ℝ. */
    public static MultivariateMatrixFunction hessian(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> hessian = second(known(f));
        return x -> HipparchusMatrices.rows(value(hessian, x));
    }

    /**
     * f : ℝⁿ → ℝᵐ with its Jacobian, for {@code LeastSquaresBuilder}: computed together, so that what both need is computed once,
     * and one without the other where the problem is lazy.
     */
    public static ValueAndJacobianFunction leastSquares(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> known = known(f);
        Fun1<Expr, Expr> jacobian = known.jacobian();
        return new WithJacobian(known, jacobian, fn((Expr x) -> Tuple.of(known.apply(x), jacobian.apply(x))));
    }

    /** f : ℝⁿ → ℝ with gradient and Hessian, for optimisers under constraints. */
    public static TwiceDifferentiableFunction twiceDifferentiable(int dimension, Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> known = known(f);
        return new TwiceDifferentiable(dimension, known, Fluxion.<Expr, Expr, Expr>grad(known), second(known));
    }

    /**
     * f : ℝ → ℝ of a scalar {@code f64[]}, with derivatives of any order, for root finders such as {@code NewtonRaphsonSolver},
     * and for composition with anything that Hipparchus differentiates: {@code f.value(x)} of a derivative structure of order k
     * is by f, f′, … f⁽ᵏ⁾, exact to rounding.
     */
    public static UnivariateDifferentiableFunction univariate(Function1<Expr, Expr> f) {
        Fun1<Expr, Expr> known = known(f);
        Function1<Integer, Fun1<Expr, Expr>> derivatives = order -> fn((Expr x) -> {
            Taylor<Expr> series = taylor(known, x, order);
            return stack(0, Array.rangeClosed(0, order).map(series::derivative));
        });
        return new Univariate(known, derivatives.memoized());
    }

    private static Fun1<Expr, Expr> known(Function1<Expr, Expr> f) {
        Given.arguments("function", f);
        return fn(f);
    }

    private static Fun1<Expr, Expr> second(Fun1<Expr, Expr> f) {
        return f.hessian();
    }

    /** The value at a point, which is copied: Hipparchus may use its array again. */
    static Tensor value(Fun1<Expr, Expr> f, double[] x) {
        return eval(f.apply(Tensor.of(x)));
    }

    private static double number(String operation, Fun1<Expr, Expr> f, double[] x) {
        Tensor value = value(f, x);
        if (!value.shape().isScalar()) {
            throw new ShapeException(operation + ": the function must give a number, f64[]; got " + value.type());
        }
        return value.toDouble();
    }

    private record WithJacobian(Fun1<Expr, Expr> f, Fun1<Expr, Expr> jacobian, Fun1<Expr, Tuple2<Expr, Expr>> both)
            implements ValueAndJacobianFunction {
        @Override
        public Pair<RealVector, RealMatrix> value(RealVector point) {
            Tuple2<Expr, Expr> values = both.apply(HipparchusMatrices.tensor(point));
            return new Pair<>(HipparchusMatrices.vector(values._1), HipparchusMatrices.matrix(values._2));
        }

        @Override
        public RealVector computeValue(double[] point) {
            return HipparchusMatrices.vector(f.apply(Tensor.of(point)));
        }

        @Override
        public RealMatrix computeJacobian(double[] point) {
            return HipparchusMatrices.matrix(jacobian.apply(Tensor.of(point)));
        }
    }

    private static final class TwiceDifferentiable extends TwiceDifferentiableFunction {
        private final int dimension;
        private final Fun1<Expr, Expr> f;
        private final Fun1<Expr, Expr> gradient;
        private final Fun1<Expr, Expr> hessian;

        TwiceDifferentiable(int dimension, Fun1<Expr, Expr> f, Fun1<Expr, Expr> gradient, Fun1<Expr, Expr> hessian) {
            this.dimension = dimension;
            this.f = f;
            this.gradient = gradient;
            this.hessian = hessian;
        }

        @Override
        public int dim() {
            return dimension;
        }

        @Override
        public double value(RealVector x) {
            return number("scalar", f, HipparchusMatrices.array(x));
        }

        @Override
        public RealVector gradient(RealVector x) {
            return HipparchusMatrices.vector(gradient.apply(HipparchusMatrices.tensor(x)));
        }

        @Override
        public RealMatrix hessian(RealVector x) {
            return HipparchusMatrices.matrix(hessian.apply(HipparchusMatrices.tensor(x)));
        }
    }

    private record Univariate(Fun1<Expr, Expr> f, Function1<Integer, Fun1<Expr, Expr>> derivatives)
            implements UnivariateDifferentiableFunction {
        @Override
        public double value(double x) {
            return f.applyAsDouble(x);
        }

        @Override
        public <T extends Derivative<T>> T value(T x) {
            return x.compose(eval(derivatives.apply(x.getOrder()).apply(Tensor.of(x.getValue()))).doubles());
        }
    }
}
