package fluxion.tests.ops;

import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.matrices;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Op;
import fluxion.tests.ops.Row.Operand;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** The catalogue's rows of operations on matrices and of Fourier transforms. */
final class MatrixRows {
    private MatrixRows() {}

    static Seq<Op> operations() {
        return linearAlgebra().appendAll(fourier());
    }

    private static Seq<Op> linearAlgebra() {
        return Array.of(new LinearAlgebra.Cholesky(), new LinearAlgebra.TriangularSolve(true, false, false),
                new LinearAlgebra.TriangularSolve(false, false, true), new LinearAlgebra.TriangularSolve(true, true, true),
                new LinearAlgebra.TriangularSolve(false, true, false), new LinearAlgebra.Lu(), new LinearAlgebra.Qr(), new LinearAlgebra.Eigh(),
                new LinearAlgebra.Svd(), new LinearAlgebra.Inverse(), new LinearAlgebra.Solve(false), new LinearAlgebra.Solve(true),
                new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.DET), new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.SIGN),
                new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.LOG_ABS), new LinearAlgebra.Cofactor(), new LinearAlgebra.CofactorTangent(),
                new LinearAlgebra.PseudoInverse(1e-12), new LinearAlgebra.LeastSquares(1e-12), new LinearAlgebra.MatrixExp(), new LinearAlgebra.MatrixExpTangent());
    }

    static Row row(LinearAlgebra op) {
        Operand square = f64(matrices(3, 3), 2, 3, 3);
        return switch (op) {
            case LinearAlgebra.Cholesky _, LinearAlgebra.Eigh _, LinearAlgebra.Inverse _, LinearAlgebra.Cofactor _, LinearAlgebra.MatrixExp _,
                    LinearAlgebra.Determinant _ -> Row.smooth(op, square);
            case LinearAlgebra.Lu _, LinearAlgebra.Svd _ -> Row.smooth(op, f64(matrices(4, 3), 2, 4, 3));
            case LinearAlgebra.Qr _, LinearAlgebra.PseudoInverse _ -> Row.smooth(op, f64(matrices(2, 3), 2, 2, 3));
            case LinearAlgebra.LeastSquares _ -> Row.smooth(op, f64(matrices(4, 3), 2, 4, 3), f64(between(-2, 2), 2, 4, 2)).linearIn(Ints.of(1));
            case LinearAlgebra.TriangularSolve _ -> Row.smooth(op, square, f64(between(-2, 2), 2, 3, 2)).linearIn(Ints.of(1));
            case LinearAlgebra.Solve(boolean transposed) -> Row.smooth(op, square, transposed ? f64(between(-2, 2), 2, 3) : f64(between(-2, 2), 2, 3, 2)).linearIn(Ints.of(1));
            case LinearAlgebra.CofactorTangent _, LinearAlgebra.MatrixExpTangent _ -> Row.smooth(op, square, f64(between(-2, 2), 2, 3, 3)).linearIn(Ints.of(1));
        };
    }

    private static Seq<Op> fourier() {
        return Array.of(Fourier.Kind.values()).flatMap(kind -> Array.of(5, 6).map(n -> new Fourier(kind, n)));
    }

    static Row row(Fourier op) {
        int n = op.n();
        return Row.smooth(op, switch (op.kind()) {
            case FORWARD, BACKWARD -> f64(between(-2, 2), 2, n, 2);
            case REAL -> f64(between(-2, 2), 2, n);
            case HALF -> f64(between(-2, 2), 2, n / 2 + 1, 2);
        }).linearIn(Ints.of(0));
    }

    private static Operand f64(Sampler sampler, int... dims) {
        return new Operand(TensorType.of(DType.F64, dims), sampler);
    }
}
