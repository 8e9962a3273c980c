package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;

/**
 * BFGS (Nocedal and Wright, Numerical Optimization, 2006, algorithm 6.1): x ← x − α·H·∇f with
 * H ← (I − ρ·s·yᵀ)·H·(I − ρ·y·sᵀ) + ρ·s·sᵀ, ρ = 1/(s·y), where s and y are by how much the last step changed x and ∇f. The length
 * α fulfils the strong Wolfe conditions; between bounds steps are projected, and halved until f falls.
 *
 * @param steps how many at most
 * @param tolerance how large elements of the gradient may be at the end; between bounds those of x − P(x − ∇f)
 */
public record Bfgs(int steps, double tolerance) implements Minimizer {
    private static final LineSearch SEARCH = new LineSearch(1e-4, 0.9);

    /** Refuses negative numbers. */
    public Bfgs {
        if (steps < 0 || !(tolerance >= 0)) {
            throw new FluxionException("bfgs: requires steps and a tolerance ≥ 0; got " + steps + " and " + tolerance);
        }
    }

    /** 1000 steps at most, to a gradient of 10⁻⁸. */
    public Bfgs() {
        this(1000, 1e-8);
    }

    @Override
    public <P> Minimum<P> search(Objective<P> objective) {
        return new Descent(steps, tolerance, SEARCH).of(objective, new Inverse(), true);
    }

    /** By the matrix that comes near the inverse of the Hessian. */
    private record Inverse() implements Descent.Direction {
        @Override
        public Expr begin(Expr x) {
            return Fluxion.eye(x.shape().dim(0)).cast(x.dtype());
        }

        @Override
        public Expr along(Expr memory, Expr x, Expr gradient, Expr free) {
            return memory.matmul(gradient).times(free).neg();
        }

        @Override
        public Expr learn(Expr memory, Expr s, Expr y, Expr fresh) {
            Expr product = s.dot(y);
            Expr size = y.dot(y);
            // what is lost to rounding, or curves down, teaches nothing
            Expr curved = product.gt(size.times(LineSearch.epsilon(s)));
            Expr one = Tensor.number(s.dtype(), 1);
            Expr rho = one.div(curved.where(product, one));
            Expr scaled = memory.times(fresh.and(curved).where(product.div(curved.where(size, one)), one));
            Expr moved = scaled.matmul(y);
            Expr outer = s.outer(moved);
            Expr next = scaled.minus(outer.plus(outer.t()).times(rho))
                    .plus(s.outer(s).times(rho.times(rho.times(y.dot(moved)).plus(1))));
            return curved.where(next, memory);
        }
    }
}
