package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.ExprType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * Operations on the matrices in the last two axes; leading axes are a batch of independent matrices, equal for all operands.
 * Operands are floating-point. A matrix for which the result does not exist (a singular one has no inverse, one that is not
 * positive definite no Cholesky factor) gives NaN, without touching the others of its batch.
 */
public sealed interface LinearAlgebra extends Op {
    @Override
    default String label() {
        return switch (this) {
            case Cholesky _ -> "cholesky";
            case TriangularSolve _ -> "triangular_solve";
            case Lu _ -> "lu";
            case Qr _ -> "qr";
            case Eigh _ -> "eigh";
            case Svd _ -> "svd";
            case Inverse _ -> "inv";
            case Solve _ -> "solve";
            case Determinant(Determinant.Kind kind) -> switch (kind) {
                case DET -> "det";
                case SIGN -> "det_sign";
                case LOG_ABS -> "log_abs_det";
            };
            case Cofactor _ -> "cofactor";
            case CofactorTangent _ -> "cofactor_tangent";
            case PseudoInverse _ -> "pinv";
            case LeastSquares _ -> "lstsq";
            case MatrixExp _ -> "expm";
            case MatrixExpTangent _ -> "expm_tangent";
        };
    }

    /**
     * What a page says of an operation.
     *
     * @param formula what the result is
     * @param where the matrices that have one, empty for all
     * @param convention what is chosen where there is a choice
     */
    record Description(String formula, String where, String convention) {}

    /** What a page says of it. */
    default Description description() {
        return switch (this) {
            case Cholesky _ -> new Description("L with L·Lᵀ = (A + Aᵀ)/2", "positive definite", "NaN where it is not");
            case TriangularSolve _ -> new Description("X with A·X = B for a triangle of A", "no zero on the diagonal",
                    "the other triangle is not read, and has derivative 0");
            case Lu _ -> new Description("A[p, :] = L·U, pivots largest", "", "p is constant to derivatives");
            case Qr _ -> new Description("A = Q·R", "full rank for derivatives", "diagonal of R ≥ 0");
            case Eigh _ -> new Description("eigenvalues, ascending, and eigenvectors of (A + Aᵀ)/2", "",
                    "largest entry of each vector positive; vectors of equal eigenvalues have derivative NaN, products that do "
                    + "not depend on their choice have one");
            case Svd _ -> new Description("A = U·diag(s)·Vᵀ, s descending", "",
                    "largest entry of each column of U positive; derivatives at equal singular values as of eigh");
            case Inverse _ -> new Description("A⁻¹", "not singular", "NaN where it is");
            case Solve _ -> new Description("X with A·X = B", "A not singular", "NaN where it is");
            case Determinant(Determinant.Kind kind) -> switch (kind) {
                case DET -> new Description("det A", "", "derivatives exist at singular matrices");
                case SIGN -> new Description("the sign of det A", "", "0 for a singular matrix; derivative 0");
                case LOG_ABS -> new Description("ln |det A|", "", "−∞ for a singular matrix");
            };
            case Cofactor _ -> new Description("det(A)·(A⁻¹)ᵀ", "", "exists for singular matrices");
            case CofactorTangent _ -> new Description("the derivative of the cofactors of A along T", "",
                    "exists for singular matrices");
            case PseudoInverse _ -> new Description("the Moore–Penrose inverse A⁺", "", "small singular values count as zero");
            case LeastSquares _ -> new Description("X = A⁺·B, which minimises |A·X − B|", "",
                    "any rank; small singular values count as zero");
            case MatrixExp _ -> new Description("Σ Aᵏ/k!", "", "");
            case MatrixExpTangent _ -> new Description("the derivative of e^A along T", "", "");
        };
    }

    /** The operation without parameters that formulas write as a function of this name. */
    static Option<LinearAlgebra> named(String name) {
        return Array.<LinearAlgebra>of(new Lu(), new Qr(), new Eigh(), new Svd(), new MatrixExp())
                .find(op -> op.label().equals(name));
    }

    /** The static parameters for reading; empty where there are none. */
    default String detail() {
        return switch (this) {
            case TriangularSolve(boolean lower, boolean transposed, boolean unit) ->
                    (lower ? "lower" : "upper") + (transposed ? ", transposed" : "") + (unit ? ", unit" : "");
            case Solve(boolean transposed) -> transposed ? "transposed" : "";
            case PseudoInverse(double rcond) -> rcond == PseudoInverse.DEFAULT ? "" : "rcond=" + rcond;
            case LeastSquares(double rcond) -> rcond == PseudoInverse.DEFAULT ? "" : "rcond=" + rcond;
            default -> "";
        };
    }

    @Override
    default ExprType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, arity(), operands);
        TensorType a = operands.get(0);
        OperandChecks.dtype(this, operands.forAll(o -> o.dtype().isFloat() && o.dtype() == a.dtype()),
                "requires floating-point operands of one dtype (cast integers first)", OperandChecks.list(operands));
        OperandChecks.shape(this, a.rank() >= 2, "requires matrices, at least two axes", a);
        int m = a.shape().dim(a.rank() - 2);
        int n = a.shape().dim(a.rank() - 1);
        int k = Math.min(m, n);
        return switch (this) {
            case Cholesky _, Inverse _, Cofactor _, MatrixExp _ -> square(a);
            case CofactorTangent _, MatrixExpTangent _ -> {
                OperandChecks.shape(this, operands.get(1).equals(square(a)), "operands must have one shape",
                        OperandChecks.list(operands));
                yield a;
            }
            case Determinant _ -> square(a).withShape(new Shape(a.shape().dims().take(a.rank() - 2)));
            case TriangularSolve _ -> {
                TensorType b = operands.get(1);
                OperandChecks.shape(this, b.rank() == square(a).rank()
                        && b.shape().dims().take(b.rank() - 1).equals(a.shape().dims().take(a.rank() - 1)),
                        "the right-hand side must have a row for each row of the matrix", OperandChecks.list(operands));
                yield b;
            }
            case Solve _ -> {
                TensorType b = operands.get(1);
                Ints rows = square(a).shape().dims().take(a.rank() - 1);
                OperandChecks.shape(this, (b.rank() == a.rank() || b.rank() == a.rank() - 1)
                        && b.shape().dims().take(rows.size()).equals(rows),
                        "the right-hand side must have a row for each row of the matrix", OperandChecks.list(operands));
                yield b;
            }
            case LeastSquares _ -> {
                TensorType b = operands.get(1);
                Ints rows = a.shape().dims().take(a.rank() - 1);
                OperandChecks.shape(this, (b.rank() == a.rank() || b.rank() == a.rank() - 1)
                        && b.shape().dims().take(rows.size()).equals(rows),
                        "the right-hand side must have a row for each row of the matrix", OperandChecks.list(operands));
                yield b.withShape(new Shape(b.shape().dims().with(a.rank() - 2, n)));
            }
            case PseudoInverse _ -> matrices(a, n, m);
            case Lu _ -> tuple(a, new TensorType(DType.I32, new Shape(a.shape().dims().take(a.rank() - 1))));
            case Qr _ -> tuple(matrices(a, m, k), matrices(a, k, n));
            case Eigh _ -> tuple(square(a).withShape(new Shape(a.shape().dims().take(a.rank() - 1))), a);
            case Svd _ -> tuple(matrices(a, m, k), a.withShape(new Shape(a.shape().dims().take(a.rank() - 2).append(k))),
                    matrices(a, k, n));
        };
    }

    private int arity() {
        return switch (this) {
            case TriangularSolve _, Solve _, LeastSquares _, CofactorTangent _, MatrixExpTangent _ -> 2;
            case Cholesky _, Lu _, Qr _, Eigh _, Svd _, Inverse _, Determinant _, Cofactor _, PseudoInverse _, MatrixExp _ -> 1;
        };
    }

    private TensorType square(TensorType a) {
        OperandChecks.shape(this, a.shape().dim(a.rank() - 2) == a.shape().dim(a.rank() - 1),
                "requires square matrices in the last two axes", a);
        return a;
    }

    private static TensorType matrices(TensorType a, int rows, int columns) {
        return a.withShape(new Shape(a.shape().dims().take(a.rank() - 2).append(rows).append(columns)));
    }

    private static TupleType tuple(TensorType... types) {
        return new TupleType(Array.of(types));
    }

    /** The lower triangular L with positive diagonal and L·Lᵀ = (A + Aᵀ)/2; NaN where that is not positive definite. */
    record Cholesky() implements LinearAlgebra {}

    /**
     * X with op(A)·X = B, op(A) being A or Aᵀ. Only one triangle of A is read.
     *
     * @param lower whether the lower triangle is, else the upper
     * @param transposed whether op(A) = Aᵀ
     * @param unit whether the diagonal counts as ones and is not read
     */
    record TriangularSolve(boolean lower, boolean transposed, boolean unit) implements LinearAlgebra {}

    /**
     * Rows exchanged so that pivots are largest, A[p, :] = L·U: one matrix with U in its upper triangle and L, whose diagonal
     * is ones, below; and the rows p. A is m×n.
     */
    record Lu() implements LinearAlgebra {}

    /** Q with orthonormal columns and R upper triangular with diagonal ≥ 0, A = Q·R; for m×n and k = min(m, n), m×k and k×n. */
    record Qr() implements LinearAlgebra {}

    /**
     * Eigenvalues, ascending, and orthonormal eigenvectors, as columns, of (A + Aᵀ)/2. In each column the entry of largest
     * magnitude (the first of several) is positive.
     */
    record Eigh() implements LinearAlgebra {}

    /**
     * U, the singular values, descending, and Vᵀ, with A = U·diag(s)·Vᵀ; for m×n and k = min(m, n), m×k, k and k×n. In each
     * column of U the entry of largest magnitude (the first of several) is positive.
     */
    record Svd() implements LinearAlgebra {}

    /** A⁻¹. */
    record Inverse() implements LinearAlgebra {}

    /**
     * X with A·X = B; B is a matrix, or a vector where it has one axis less than A.
     *
     * @param transposed whether Aᵀ·X = B instead
     */
    record Solve(boolean transposed) implements LinearAlgebra {}

    /**
     * The determinant, or its sign (−1, 0, 1), or ln|det A|.
     *
     * @param kind which
     */
    record Determinant(Kind kind) implements LinearAlgebra {
        /** What of the determinant. */
        public enum Kind {
            /** det A. */
            DET,
            /** Its sign. */
            SIGN,
            /** ln|det A|. */
            LOG_ABS
        }
    }

    /** The gradient of the determinant, det(A)·(A⁻¹)ᵀ; exists for singular matrices too. */
    record Cofactor() implements LinearAlgebra {}

    /** The derivative of {@link Cofactor} of A along T, linear in T; exists for singular matrices too. */
    record CofactorTangent() implements LinearAlgebra {}

    /**
     * The Moore–Penrose inverse A⁺.
     *
     * @param rcond singular values up to this multiple of the largest count as zero
     */
    record PseudoInverse(double rcond) implements LinearAlgebra {
        /** max(m, n)·ε, ε the dtype's distance from 1 to the next number. */
        public static final double DEFAULT = -1;
    }

    /**
     * X = A⁺·B: of all X that minimise |A·X − B| the one of least norm, whatever the rank of A; B is a matrix, or a vector
     * where it has one axis less than A.
     *
     * @param rcond singular values up to this multiple of the largest count as zero; {@link PseudoInverse#DEFAULT} as there
     */
    record LeastSquares(double rcond) implements LinearAlgebra {}

    /** e to the power of A, Σ Aᵏ/k!. */
    record MatrixExp() implements LinearAlgebra {}

    /** The derivative of {@link MatrixExp} of A along T, linear in T: ∫₀¹ e^(sA)·T·e^((1−s)A) ds. */
    record MatrixExpTangent() implements LinearAlgebra {}
}
