package fluxion.bench;

import static fluxion.bench.Input.uniform;
import static fluxion.dsl.Fluxion.*;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.op.Eye;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The benchmark cases of linear algebra. */
final class MatrixCases {
    private MatrixCases() {}

    static Seq<Case> all() {
        return Array.of(64, 256).flatMap(n -> {
            Seq<Input> a = Array.of(uniform("a", 1.0, n, n));
            return Array.of(
                    Case.f64("linalg/logdet_n" + n, a, Array.of("value", "grad_a"), () -> {
                        var both = valueAndGrad(fn((Expr x) -> logAbsDet(gram(x))));
                        return in -> {
                            var r = both.apply(in.get(0));
                            return Array.of((Tensor) r._1, (Tensor) r._2);
                        };
                    }),
                    Case.f64("linalg/solve_n" + n, a.append(uniform("b", 1.0, n)), Array.of("value", "grad_a", "grad_b"), () -> {
                        var both = valueAndGrad(fn((Tuple2<Expr, Expr> ab) -> sum(solve(gram(ab._1), ab._2).square())));
                        return in -> {
                            var r = both.apply(Tuple.of(in.get(0), in.get(1)));
                            return Array.of((Tensor) r._1, (Tensor) r._2._1, (Tensor) r._2._2);
                        };
                    }));
        });
    }

    /** A·Aᵀ + I. */
    private static Expr gram(Expr a) {
        int n = a.shape().dim(0);
        return a.matmul(a.t()).plus(Expr.apply(new Eye(DType.F64, n, n, 0)));
    }
}
