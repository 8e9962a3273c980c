package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.LinearAlgebra.Cholesky;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.LeastSquares;
import fluxion.core.op.LinearAlgebra.Lu;
import fluxion.core.op.LinearAlgebra.MatrixExp;
import fluxion.core.op.LinearAlgebra.MatrixExpTangent;
import fluxion.core.op.LinearAlgebra.PseudoInverse;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.LinearAlgebra.TriangularSolve;
import fluxion.core.op.LinearAlgebra;
import fluxion.ops.linalg.CholeskyKernel;
import fluxion.ops.linalg.DeterminantKernel;
import fluxion.ops.linalg.ExponentialKernel;
import fluxion.ops.linalg.LeastSquaresKernel;
import fluxion.ops.linalg.LuKernel;
import fluxion.ops.linalg.SvdKernel;
import fluxion.ops.linalg.Triangular;
import fluxion.ops.simd.Workers;

/**
 * One operation on every matrix of a batch, in double precision whatever the dtype. Many matrices are split over cores one by
 * one, a single one as its kernel can.
 */
record MatrixStep(LinearAlgebra op, DType dtype, Ports ports) implements OperationStep {
    /** Work on a task of a batch, as the cube of a matrix's rows. */
    private static final int TASK = 1 << 15;

    /** Inverse, solution and determinant are of a factored matrix. */
    private boolean isFactored() {
        return switch (op) {
            case Inverse _, Solve _, Determinant _ -> true;
            default -> false;
        };
    }

    @Override
    public void run(Frame frame) {
        int[] dims = in(0).layout().dims;
        int rank = dims.length - (isFactored() ? 1 : 2);
        int batch = AxisLines.product(dims, 0, rank);
        if (out().layout().isEmpty() || batch == 0) {
            return;
        }
        int rows = isFactored() ? order(dims[rank]) : dims[rank];
        int columns = isFactored() ? rows : dims[rank + 1];
        boolean isUnary = ports.in().length == 1;
        Doubles a = Doubles.ordered(frame, in(0));
        Doubles b = isUnary ? a : Doubles.ordered(frame, in(1));
        int aSize = (int) (in(0).layout().size() / batch);
        int bSize = isUnary ? 0 : (int) (in(1).layout().size() / batch);
        int size = (int) (out().layout().size() / batch);
        // of least squares X has as many columns as B, of which there may be no rows
        int right = op instanceof LeastSquares ? size / columns : rows == 0 ? 0 : bSize / rows;
        Doubles result = Doubles.result(frame, out());
        if (batch == 1) {
            one(a.array(), a.start(), b.array(), b.start(), result.array(), result.start(), rows, columns, right, frame.workers);
        } else {
            long work = Math.max(1, (long) rows * columns * Math.max(rows, columns));
            int each = (int) Math.clamp(TASK / work, 1, batch);
            frame.workers.run((batch + each - 1) / each, task -> {
                for (int i = task * each; i < Math.min(batch, (task + 1) * each); i++) {
                    one(a.array(), a.at(i, aSize), b.array(), b.at(i, bSize), result.array(), result.at(i, size), rows, columns,
                            right, Workers.SERIAL);
                }
            });
        }
        result.deliver(frame, out());
    }

    /** n, of n² + n elements. */
    private static int order(int packed) {
        return (int) ((Math.sqrt(4.0 * packed + 1) - 1) / 2 + 0.5);
    }

    private double bound(double rcond, int rows, int columns) {
        return rcond == PseudoInverse.DEFAULT ? Math.max(rows, columns) * (dtype == DType.F64 ? Math.ulp(1.0) : Math.ulp(1f))
                : rcond;
    }

    private void one(double[] a, int x, double[] b, int y, double[] to, int z, int rows, int columns, int right,
            Workers workers) {
        switch (op) {
            case Cholesky _ -> CholeskyKernel.factor(a, x, to, z, rows, workers);
            case TriangularSolve(boolean lower, boolean transposed, boolean unit) -> {
                System.arraycopy(b, y, to, z, rows * right);
                Triangular.solve(a, x, rows, lower, transposed, unit, rows, to, z, right, right, workers);
            }
            case Lu _ -> LuKernel.factor(a, x, to, z, rows, columns, workers);
            case Inverse _ -> LuKernel.inverse(a, x, to, z, rows, workers);
            case Solve(boolean transposed) -> LuKernel.solve(a, x, rows, transposed, b, y, right, to, z, workers);
            case Determinant(Determinant.Kind kind) -> to[z] = switch (kind) {
                case DET -> LuKernel.determinant(a, x, rows);
                case SIGN -> LuKernel.sign(a, x, rows);
                case LOG_ABS -> LuKernel.logAbsDeterminant(a, x, rows);
            };
            case Cofactor _ -> DeterminantKernel.cofactor(a, x, rows, to, z, workers);
            case CofactorTangent _ -> DeterminantKernel.tangent(a, x, b, y, rows, to, z, workers);
            case PseudoInverse(double rcond) -> SvdKernel.pseudoInverse(a, x, rows, columns,
                    bound(rcond, rows, columns), to, z, workers);
            case LeastSquares(double rcond) -> LeastSquaresKernel.solve(a, x, rows, columns, bound(rcond, rows, columns), b, y,
                    right, to, z, workers);
            case MatrixExp _ -> ExponentialKernel.exponential(a, x, rows, to, z, workers);
            case MatrixExpTangent _ -> ExponentialKernel.tangent(a, x, b, y, rows, to, z, workers);
            default -> throw new IllegalStateException("no case for " + op.label());
        }
    }
}
