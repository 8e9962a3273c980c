package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Fun1;

/** What methods for least squares have in common. */
final class LeastSquaresSteps {
    private LeastSquaresSteps() {}

    /** The Jacobian by the mode that needs fewer derivatives. */
    static Fun1<Expr, Expr> jacobian(Fun1<Expr, Expr> r, Expr x, Expr at) {
        return at.shape().dim(0) >= x.shape().dim(0) ? Fluxion.fn((Expr v) -> Fluxion.jacfwd(r).apply(v))
                : Fluxion.fn((Expr v) -> Fluxion.jacrev(r).apply(v));
    }

    /** The δ that makes ‖A·δ − b‖ smallest, by a QR decomposition. */
    static Expr solved(Expr a, Expr b) {
        var factors = a.qr();
        return factors.r().triangularSolve(factors.q().t().matmul(b), false);
    }

    /** The largest cosine between a column of J and r; 0 where either is 0. */
    static Expr cosine(Expr gradient, Expr norms, Expr r) {
        Expr size = norms.times(r.square().sum().sqrt());
        Expr none = size.eq(0);
        return none.where(Tensor.number(r.dtype(), 0), gradient.abs().div(none.where(Tensor.number(r.dtype(), 1), size))).max();
    }
}
