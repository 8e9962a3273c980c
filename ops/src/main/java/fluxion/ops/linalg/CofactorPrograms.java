package fluxion.ops.linalg;

import static fluxion.ops.linalg.MatrixPrograms.asRow;
import static fluxion.ops.linalg.MatrixPrograms.count;
import static fluxion.ops.linalg.MatrixPrograms.diagonal;
import static fluxion.ops.linalg.MatrixPrograms.product;
import static fluxion.ops.linalg.MatrixPrograms.rows;
import static fluxion.ops.linalg.MatrixPrograms.transposed;

import fluxion.core.Expr;
import io.vavr.collection.Seq;

/** The gradient of the determinant and its derivative by singular values, as {@link DeterminantKernel} explains. */
final class CofactorPrograms {
    private CofactorPrograms() {}

    static Expr cofactor(Expr a) {
        int n = a.shape().dim(1);
        Seq<Expr> f = JacobiPrograms.svd(a);
        Expr others = rows(n).eq(count(n)).where(1, asRow(f.get(1))).prod(2);
        return product(f.get(0).times(asRow(others)), f.get(2)).times(sign(f));
    }

    /** The derivative of the cofactors along T. */
    static Expr tangent(Expr a, Expr t) {
        int batch = a.shape().dim(0);
        int n = a.shape().dim(1);
        Seq<Expr> f = JacobiPrograms.svd(a);
        Expr turned = product(product(transposed(f.get(0)), t), transposed(f.get(2)));
        Expr k = count(n);
        Expr out = count(n).reshape(n, 1, 1).eq(k).or(count(n).reshape(n, 1).eq(k));
        Expr without = out.where(1, f.get(1).reshape(batch, 1, 1, n)).prod(3);
        Expr same = rows(n).eq(count(n));
        Expr along = same.where(0, without.times(asRow(diagonal(turned)))).sum(2);
        Expr middle = same.where(MatrixPrograms.asColumn(along), without.times(transposed(turned)).neg());
        return product(product(f.get(0), middle), f.get(2)).times(sign(f));
    }

    /** det U · det V. */
    private static Expr sign(Seq<Expr> f) {
        Expr u = FactorPrograms.lu(f.get(0)).sign().times(diagonal(FactorPrograms.lu(f.get(0)).factors()).sign().prod(1));
        Expr v = FactorPrograms.lu(f.get(2)).sign().times(diagonal(FactorPrograms.lu(f.get(2)).factors()).sign().prod(1));
        return u.times(v).reshape(f.get(0).shape().dim(0), 1, 1);
    }
}
