package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import java.util.function.UnaryOperator;

/**
 * Newton's method with conjugate gradients (Nocedal and Wright, Numerical Optimization, 2006, algorithm 7.1): ∇²f·d = −∇f is
 * solved to a residual of min(½, √‖∇f‖)·‖∇f‖, or to where ∇²f curves down, by products of the Hessian with vectors, each of
 * which is one forward derivative of the gradient. Few steps, and no matrix.
 *
 * @param steps how many at most
 * @param tolerance how large elements of the gradient may be at the end; between bounds those of x − P(x − ∇f)
 */
public record NewtonCg(int steps, double tolerance) implements Minimizer {
    private static final LineSearch SEARCH = new LineSearch(1e-4, 0.9);

    /** Refuses negative numbers. */
    public NewtonCg {
        if (steps < 0 || !(tolerance >= 0)) {
            throw new FluxionException("newtonCg: requires steps and a tolerance ≥ 0; got " + steps + " and " + tolerance);
        }
    }

    /** 500 steps at most, to a gradient of 10⁻⁸. */
    public NewtonCg() {
        this(500, 1e-8);
    }

    @Override
    public <P> Minimum<P> search(Objective<P> objective) {
        var gradient = Fluxion.grad(objective.fn());
        return new Descent(steps, tolerance, SEARCH).of(objective, new Descent.Direction() {
            @Override
            public Expr begin(Expr x) {
                return Tensor.number(x.dtype(), 0);
            }

            @Override
            public Expr along(Expr memory, Expr x, Expr g, Expr free) {
                return conjugate(v -> Fluxion.jvp((Expr at) -> gradient.apply(at), x, v).tangent().times(free), g);
            }

            @Override
            public Expr learn(Expr memory, Expr s, Expr y, Expr fresh) {
                return memory;
            }
        }, false);
    }

    /** The direction d so far, what is left r = H·d + g, the next search direction p. */
    private record State(Expr d, Expr r, Expr p, Expr size, Expr count, Expr over) {}

    private static Expr conjugate(UnaryOperator<Expr> hessian, Expr g) {
        Expr square = g.dot(g);
        Expr norm = square.sqrt();
        Expr enough = norm.times(norm.sqrt().minimum(0.5));
        int most = 2 * g.shape().dim(0) + 10;
        State last = Fluxion.whileLoop(new State(g.times(0), g, g.neg(), square, Tensor.of(0), Tensor.of(false)),
                s -> s.over().not().and(s.size().sqrt().gt(enough)).and(s.count().lt(most)), s -> {
                    Expr product = hessian.apply(s.p());
                    Expr curve = s.p().dot(product);
                    Expr down = curve.le(s.p().dot(s.p()).times(4 * LineSearch.epsilon(g))).or(curve.isNan());
                    Expr alpha = s.size().div(down.where(Tensor.number(g.dtype(), 1), curve));
                    Expr r = s.r().plus(product.times(alpha));
                    Expr size = r.dot(r);
                    // at first −g, where already that curves down
                    Expr stop = s.count().eq(0).where(g.neg(), s.d());
                    return new State(down.where(stop, s.d().plus(s.p().times(alpha))), down.where(s.r(), r),
                            down.where(s.p(), s.p().times(size.div(s.size())).minus(r)), down.where(s.size(), size),
                            s.count().plus(1), down);
                });
        return last.d();
    }
}
