package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.SparseJacobian;
import io.vavr.Function1;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Patterns of Jacobians as data, and Jacobians compressed by them. */
class SparsityTest {
    private static Expr laplacian(Expr x) {
        int n = x.shape().dim(0);
        return x.pad(Ints.of(1), Ints.of(1)).slice(0, 0, n).plus(x.pad(Ints.of(1), Ints.of(1)).slice(0, 2, n + 2)).minus(x.times(2)).plus(sin(x));
    }

    @Test
    void patternsAreDrawn() {
        assertThat(sparsity(SparsityTest::laplacian, f64(5)).toString()).isEqualTo("""
                × × · · ·
                × × × · ·
                · × × × ·
                · · × × ×
                · · · × ×""");
        assertThat(sparsity(x -> exp(x), f64(3)).toString()).isEqualTo("× · ·\n· × ·\n· · ×");
        assertThat(sparsity(x -> x.cumsum(0), f64(3)).toString()).isEqualTo("× · ·\n× × ·\n× × ×");
        assertThat(sparsity(x -> x.sum(1), f64(2, 2)).toString()).isEqualTo("× × · ·\n· · × ×");
        assertThat(sparsity(x -> x.times(x.sum()), f64(2)).toString()).isEqualTo("× ×\n× ×");
        assertThat(sparsity(x -> x.floor().plus(x.stopGradient()), f64(2)).toString()).isEqualTo("· ·\n· ·");
    }

    @Test
    void aTridiagonalJacobianTakesThreeDirections() {
        SparseJacobian jacobian = sparseJacobian(SparsityTest::laplacian, f64(200));
        assertThat(jacobian.count()).isEqualTo(3);
        assertThat(jacobian.pattern().size()).isEqualTo(598);
        check(SparsityTest::laplacian, Shape.of(200));
    }

    /** No element outside of the pattern is other than zero, and those inside are those of the dense Jacobian. */
    @Test
    void compressedIsDense() {
        Seq<Function1<Expr, Expr>> functions = Array.of(x -> exp(x).times(x.flip(0)), x -> x.slice(0, 1, 6).square().minus(x.slice(0, 0, 5)), x -> x.cumsum(0).tanh(),
                x -> x.reshape(2, 3).sum(0).times(2), x -> x.reshape(2, 3).matmul(Tensor.of(Shape.of(3, 2), 1, 2, 3, 4, 5, 6)), x -> x.reshape(2, 3).matmul(x.reshape(3, 2)),
                x -> x.gt(0).where(x.square(), x.neg()), x -> x.softmax(0), x -> x.times(x.get(2)), x -> x.reshape(3, 2).t().diag(0).sum(0), x -> x.max(0).plus(x));
        functions.forEach(f -> check(f, Shape.of(6)));
    }

    private static void check(Function1<Expr, Expr> f, Shape shape) {
        Tensor x = Tensor.of(shape, new SplittableRandom(3).doubles(shape.size(), -1, 2).toArray());
        SparseJacobian sparse = sparseJacobian(f, f64(shape.dims().toArray()));
        double[] dense = eval(jacfwd(f).apply(x)).doubles();
        double[] made = sparse.dense(x).doubles();
        assertThat(made).hasSameSizeAs(dense);
        for (int i = 0; i < dense.length; i++) {
            assertThat(made[i]).as("%d of %s", i, sparse.pattern()).isCloseTo(dense[i], org.assertj.core.api.Assertions.within(1e-12));
        }
    }
}
