package fluxion.hipparchus;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;
import io.vavr.Function1;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.constrained.EqualityConstraint;
import org.hipparchus.optim.nonlinear.vector.constrained.InequalityConstraint;

/** Constraints for Hipparchus' sequential quadratic programming, with exact Jacobians. */
public final class HipparchusConstraints {
    private HipparchusConstraints() {}

    /** g(x) = bounds, for g : ℝⁿ → ℝᵐ. */
    public static EqualityConstraint equal(int dimension, Function1<Expr, Expr> g, double... bounds) {
        Constrained constrained = Constrained.of(g, bounds);
        return new EqualityConstraint(new ArrayRealVector(bounds)) {
            @Override
            public int dim() {
                return dimension;
            }

            @Override
            public RealVector value(RealVector x) {
                return constrained.value(x);
            }

            @Override
            public RealMatrix jacobian(RealVector x) {
                return constrained.slope(x);
            }
        };
    }

    /** g(x) ≥ bounds, for g : ℝⁿ → ℝᵐ. */
    public static InequalityConstraint atLeast(int dimension, Function1<Expr, Expr> g, double... bounds) {
        Constrained constrained = Constrained.of(g, bounds);
        return new InequalityConstraint(new ArrayRealVector(bounds)) {
            @Override
            public int dim() {
                return dimension;
            }

            @Override
            public RealVector value(RealVector x) {
                return constrained.value(x);
            }

            @Override
            public RealMatrix jacobian(RealVector x) {
                return constrained.slope(x);
            }
        };
    }

    /** What both kinds ask, g and its Jacobian. */
    private record Constrained(Fun1<Expr, Expr> g, Fun1<Expr, Expr> jacobian) {
        static Constrained of(Function1<Expr, Expr> g, double[] bounds) {
            Given.arguments("constraint", g, bounds);
            Fun1<Expr, Expr> known = Fluxion.fn(g);
            return new Constrained(known, known.jacobian());
        }

        RealVector value(RealVector x) { return HipparchusMatrices.vector(g.apply(HipparchusMatrices.tensor(x))); }

        RealMatrix slope(RealVector x) { return HipparchusMatrices.matrix(jacobian.apply(HipparchusMatrices.tensor(x))); }
    }
}
