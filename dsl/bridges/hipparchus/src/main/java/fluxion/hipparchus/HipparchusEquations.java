package fluxion.hipparchus;

import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.f64;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.jacfwd;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.Fun3;
import io.vavr.Function2;
import io.vavr.Function3;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.List;
import org.hipparchus.ode.ODEJacobiansProvider;

/**
 * Differential equations y′ = f(t, y) for Hipparchus' integrators, with exact Jacobians for its variational equations.
 *
 * <pre>{@code
 * var pendulum = HipparchusEquations.ode(2, (t, y) -> stack(0, y.get(1), y.get(0).sin().neg()));
 * var integrator = new DormandPrince853Integrator(1e-6, 1, 1e-12, 1e-12);
 * double[] end = integrator.integrate(pendulum, new ODEState(0, new double[] {1, 0}), 10).getPrimaryState();
 * }</pre>
 */
public final class HipparchusEquations {
    private HipparchusEquations() {}

    /** y′ = f(t, y) with y of so many numbers; t is {@code f64[]}, y and the result {@code f64[dimension]}. */
    public static ODEJacobiansProvider ode(int dimension, Function2<Expr, Expr, Expr> f) {
        Given.arguments("ode", f);
        return ode(dimension, (t, y, p) -> f.apply(t, y), LinkedHashMap.empty());
    }

    /**
     * y′ = f(t, y, p), with parameters p, {@code f64[k]}, by name and value: variational equations give derivatives of the state
     * with respect to each.
     *
     * @throws ShapeException where the result is no {@code f64[dimension]}
     */
    public static ODEJacobiansProvider ode(int dimension, Function3<Expr, Expr, Expr, Expr> f, Map<String, Double> parameters) {
        Given.arguments("ode", f, parameters);
        Fun3<Expr, Expr, Expr, Expr> known = fn(f);
        TensorType state = f64(dimension);
        TensorType result = known.on(f64(), state, f64(parameters.size())).resultTypes().get(0);
        if (!result.equals(state)) {
            throw new ShapeException("ode: the derivative must be " + state + ", as the state is; got " + result);
        }
        return new Equation(dimension, known, List.copyOf(parameters.keySet().toJavaList()),
                Tensor.of(parameters.values().toJavaStream().mapToDouble(v -> v).toArray()),
                jacfwd(known).wrt(1), jacfwd(known).wrt(2));
    }

    private record Equation(int dimension, Fun3<Expr, Expr, Expr, Expr> f, List<String> names, Tensor parameters,
            Fun3<Expr, Expr, Expr, Expr> byState, Fun3<Expr, Expr, Expr, Expr> byParameters) implements ODEJacobiansProvider {
        @Override
        public int getDimension() {
            return dimension;
        }

        @Override
        public double[] computeDerivatives(double t, double[] y) {
            return at(f, t, y).doubles();
        }

        private Tensor at(Fun3<Expr, Expr, Expr, Expr> of, double t, double[] y) {
            return eval(of.apply(Tensor.of(t), Tensor.of(y), parameters));
        }

        @Override
        public double[][] computeMainStateJacobian(double t, double[] y, double[] slope) {
            return HipparchusMatrices.rows(at(byState, t, y));
        }

        @Override
        public List<String> getParametersNames() {
            return names;
        }

        @Override
        public boolean isSupported(String name) {
            return names.contains(name);
        }

        @Override
        public double[] computeParameterJacobian(double t, double[] y, double[] slope, String name) {
            if (!isSupported(name)) {
                throw new FluxionException("ode: a parameter must be one of " + names + "; got " + name);
            }
            return eval(at(byParameters, t, y).get(":, " + names.indexOf(name))).doubles();
        }
    }
}
