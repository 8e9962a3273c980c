package fluxion.ops.linalg;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Dot;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Operations on matrices as loops of simpler operations, on f64 and on all matrices of a batch at once: column by column, or
 * for eigenvalues and singular values round by round of rotations.
 */
public final class MatrixPrograms {
    private MatrixPrograms() {}

    /**
     * The results.
     *
     * @param x the operands, in f64
     * @param dtype what they were before
     */
    public static Seq<Expr> of(LinearAlgebra op, Seq<Expr> x, DType dtype) {
        Ints dims = x.get(0).shape().dims();
        Ints batch = dims.take(dims.size() - 2);
        Expr a = flat(x.get(0), batch.size());
        int m = a.shape().dim(1);
        int n = a.shape().dim(2);
        Seq<Expr> made = switch (op) {
            case LinearAlgebra.Cholesky _ -> Array.of(FactorPrograms.cholesky(a));
            case LinearAlgebra.TriangularSolve(boolean lower, boolean transposed, boolean unit) ->
                    Array.of(FactorPrograms.triangular(a, flat(x.get(1), batch.size()), lower, transposed, unit));
            case LinearAlgebra.Lu _ -> {
                FactorPrograms.Lu lu = FactorPrograms.lu(a);
                yield Array.of(lu.factors(), lu.rows());
            }
            case LinearAlgebra.Qr _ -> FactorPrograms.qr(a);
            case LinearAlgebra.Eigh _ -> JacobiPrograms.eigh(a);
            case LinearAlgebra.Svd _ -> JacobiPrograms.svd(a);
            case LinearAlgebra.Inverse _ ->
                    Array.of(FactorPrograms.solve(FactorPrograms.lu(a), identity(a.shape().dim(0), n), false));
            case LinearAlgebra.Solve(boolean transposed) -> {
                boolean vector = x.get(1).rank() < x.get(0).rank();
                Expr b = vector ? x.get(1).expandDims(x.get(1).rank()) : x.get(1);
                Expr solution = FactorPrograms.solve(FactorPrograms.lu(a), flat(b, batch.size()), transposed);
                yield Array.of(vector ? solution.reshape(Shape.of(a.shape().dim(0), n)) : solution);
            }
            case LinearAlgebra.Determinant(var kind) -> Array.of(determinant(kind, a));
            case LinearAlgebra.Cofactor _ -> Array.of(CofactorPrograms.cofactor(a));
            case LinearAlgebra.CofactorTangent _ -> Array.of(CofactorPrograms.tangent(a, flat(x.get(1), batch.size())));
            case LinearAlgebra.PseudoInverse(double rcond) -> Array.of(pseudoInverse(a, bound(rcond, m, n, dtype)));
            case LinearAlgebra.LeastSquares(double rcond) -> {
                boolean vector = x.get(1).rank() < x.get(0).rank();
                Expr b = flat(vector ? x.get(1).expandDims(x.get(1).rank()) : x.get(1), batch.size());
                Expr solution = leastSquares(a, b, bound(rcond, m, n, dtype));
                yield Array.of(vector ? solution.reshape(Shape.of(a.shape().dim(0), n)) : solution);
            }
            case LinearAlgebra.MatrixExp _ -> Array.of(ExponentialPrograms.exponential(a));
            case LinearAlgebra.MatrixExpTangent _ -> Array.of(ExponentialPrograms.tangent(a, flat(x.get(1), batch.size())));
        };
        return made.map(y -> y.reshape(new Shape(batch.concat(y.shape().dims().drop(1)))));
    }

    /** With all the batch on one axis. */
    private static Expr flat(Expr x, int batch) {
        Ints dims = x.shape().dims();
        return x.reshape(new Shape(dims.drop(batch).prepend((int) new Shape(dims.take(batch)).size())));
    }

    // ---- what the programs share: [b, m, n] matrices, [b, n] vectors --------------------------------------------------------

    /** 0 … n − 1, an i32. */
    static Expr count(int n) {
        return Expr.apply(new Iota(TensorType.of(DType.I32, n), 0));
    }

    /** Row numbers, to meet matrices. */
    static Expr rows(int n) {
        return count(n).reshape(n, 1);
    }

    static Expr identity(int batch, int n) {
        return rows(n).eq(count(n)).cast(DType.F64).broadcastTo(batch, n, n);
    }

    static Expr zeros(int... dims) {
        return Tensor.zeros(TensorType.of(DType.F64, dims));
    }

    static Expr transposed(Expr a) {
        return a.permute(0, 2, 1);
    }

    static Expr product(Expr a, Expr b) {
        return Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(1)), a, b);
    }

    /** A matrix by a vector. */
    static Expr applied(Expr a, Expr v) {
        return Expr.apply(new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(1)), a, v);
    }

    /** A vector along the rows of a matrix. */
    static Expr asRow(Expr v) {
        return v.expandDims(1);
    }

    static Expr asColumn(Expr v) {
        return v.expandDims(2);
    }

    static Expr outer(Expr v, Expr w) {
        return asColumn(v).times(asRow(w));
    }

    /** The diagonal of square matrices. */
    static Expr diagonal(Expr a) {
        return a.diagonal(0, 1, 2);
    }

    /** One bool for each matrix, to meet its elements. */
    static Expr forAll(Expr condition) {
        return condition.all(1, 2).reshape(condition.shape().dim(0), 1, 1);
    }

    private static Expr determinant(LinearAlgebra.Determinant.Kind kind, Expr a) {
        int batch = a.shape().dim(0);
        if (a.shape().dim(1) == 0) {
            return Tensor.of(kind == LinearAlgebra.Determinant.Kind.LOG_ABS ? 0.0 : 1.0).broadcastTo(batch);
        }
        FactorPrograms.Lu lu = FactorPrograms.lu(a);
        Expr u = diagonal(lu.factors());
        return switch (kind) {
            case DET -> u.prod(1).times(lu.sign());
            case SIGN -> u.sign().prod(1).times(lu.sign());
            case LOG_ABS -> u.abs().log().sum(1);
        };
    }

    private static double bound(double rcond, int m, int n, DType dtype) {
        return rcond == LinearAlgebra.PseudoInverse.DEFAULT ? Math.max(m, n) * (dtype == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f))
                : rcond;
    }

    private static Expr pseudoInverse(Expr a, double rcond) {
        Seq<Expr> f = JacobiPrograms.svd(a);
        return product(transposed(f.get(2)).times(asRow(reciprocals(f.get(1), rcond))), transposed(f.get(0)));
    }

    /** V·S⁺·(Uᵀ·B). */
    private static Expr leastSquares(Expr a, Expr b, double rcond) {
        if (Math.min(a.shape().dim(1), a.shape().dim(2)) == 0) {
            return zeros(a.shape().dim(0), a.shape().dim(2), b.shape().dim(2));
        }
        Seq<Expr> f = JacobiPrograms.svd(a);
        return product(transposed(f.get(2)), asColumn(reciprocals(f.get(1), rcond)).times(product(transposed(f.get(0)), b)));
    }

    /** 1/s of the singular values that do not count as zero. */
    private static Expr reciprocals(Expr s, double rcond) {
        Expr kept = s.gt(s.slice(1, 0, 1).times(rcond)).or(s.isNan());
        return kept.where(kept.where(s, 1).reciprocal(), 0);
    }
}
