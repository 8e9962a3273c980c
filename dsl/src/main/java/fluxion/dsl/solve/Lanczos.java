package fluxion.dsl.solve;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.Tracing;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import java.util.function.UnaryOperator;

/**
 * Of a symmetric map A the part in the directions v, A·v, …, Aᵏ⁻¹·v: with orthonormal rows q of the basis, A·qᵀ ≈ qᵀ·T.
 *
 * @param diagonal of T, k
 * @param offDiagonal beside it, k − 1
 * @param basis q, k×n
 */
public record Lanczos(Expr diagonal, Expr offDiagonal, Expr basis) implements java.io.Serializable {
    /** The process (Lanczos 1950), every new direction made orthogonal to all before it, twice. */
    public static Lanczos of(UnaryOperator<Expr> map, Expr start, int k) {
        if (start.rank() != 1 || !start.dtype().isFloat()) {
            throw new ShapeException("lanczos: the start must be a floating-point vector; got " + start.type());
        }
        int n = start.shape().dim(0);
        if (k < 1 || k > n) {
            throw new FluxionException("lanczos: requires 1 to " + n + " directions; got " + k);
        }
        return Tracing.whole(() -> {
            Expr basis = Tensor.zeros(TensorType.of(start.dtype(), k + 1, n)).at(0).set(start.div(start.norm()));
            Tuple2<Expr, Tuple2<Expr, Expr>> end = ControlFlow.<Expr, Expr, Tuple2<Expr, Expr>>scan(basis,
                    Tensor.of(Ints.range(0, k).toArray()), (q, j) -> {
                        Expr at = q.take(j, 0);
                        Expr w = map.apply(at);
                        if (!w.type().equals(start.type())) {
                            throw new ShapeException("lanczos: the map must give what it takes, " + start.type() + "; got "
                                    + w.type());
                        }
                        Expr along = at.times(w).sum();
                        Expr once = w.minus(q.matmul(w).matmul(q));
                        Expr left = once.minus(q.matmul(once).matmul(q));
                        Expr length = left.norm();
                        // nothing is left: the directions are all there are
                        Expr small = length.le(w.norm().times(4 * RootIterations.epsilon(start)));
                        Expr next = small.where(left.times(0), left.div(length));
                        return Tuple.of(q.at(j.plus(1)).set(next), Tuple.of(along, small.where(length.times(0), length)));
                    });
            return new Lanczos(end._2._1, end._2._2.slice(0, 0, k - 1), end._1.slice(0, 0, k));
        });
    }

    /** T, k×k. */
    public Expr matrix() {
        int k = diagonal.shape().dim(0);
        if (k == 1) {
            return diagonal.reshape(1, 1);
        }
        Expr beside = offDiagonal.diag(1);
        return diagonal.diag().plus(beside).plus(beside.swapAxes(0, 1));
    }
}
