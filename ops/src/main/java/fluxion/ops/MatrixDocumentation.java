package fluxion.ops;

import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra.Cholesky;
import fluxion.core.op.LinearAlgebra.Cofactor;
import fluxion.core.op.LinearAlgebra.CofactorTangent;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra.Eigh;
import fluxion.core.op.LinearAlgebra.Inverse;
import fluxion.core.op.LinearAlgebra.LeastSquares;
import fluxion.core.op.LinearAlgebra.Lu;
import fluxion.core.op.LinearAlgebra.MatrixExp;
import fluxion.core.op.LinearAlgebra.MatrixExpTangent;
import fluxion.core.op.LinearAlgebra.PseudoInverse;
import fluxion.core.op.LinearAlgebra.Qr;
import fluxion.core.op.LinearAlgebra.Solve;
import fluxion.core.op.LinearAlgebra.Svd;
import fluxion.core.op.LinearAlgebra.TriangularSolve;
import fluxion.core.op.LinearAlgebra;

/** The part of {@link Documentation} for matrices and Fourier transforms. */
final class MatrixDocumentation {
    private MatrixDocumentation() {}

    static Documentation of(LinearAlgebra op) {
        return switch (op) {
            case Cholesky _ -> floats("L with L·Lᵀ = (A + Aᵀ)/2", "positive definite", "NaN where it is not");
            case TriangularSolve _ -> floats("X with A·X = B for a triangle of A", "no zero on the diagonal",
                    "the other triangle is not read, and has derivative 0");
            case Lu _ -> floats("A[p, :] = L·U, pivots largest", "", "p is constant to derivatives");
            case Qr _ -> floats("A = Q·R", "full rank for derivatives", "diagonal of R ≥ 0");
            case Eigh _ -> floats("eigenvalues, ascending, and eigenvectors of (A + Aᵀ)/2", "", "largest entry of each vector "
                    + "positive; vectors of equal eigenvalues have derivative NaN, products that do not depend on their choice "
                    + "have one");
            case Svd _ -> floats("A = U·diag(s)·Vᵀ, s descending", "",
                    "largest entry of each column of U positive; derivatives at equal singular values as of eigh");
            case Inverse _ -> floats("A⁻¹", "not singular", "NaN where it is");
            case Solve _ -> floats("X with A·X = B", "A not singular", "NaN where it is");
            case Determinant d -> switch (d.kind()) {
                case DET -> floats("det A", "", "derivatives exist at singular matrices");
                case SIGN -> floats("the sign of det A", "", "0 for a singular matrix; derivative 0");
                case LOG_ABS -> floats("ln |det A|", "", "−∞ for a singular matrix");
            };
            case Cofactor _ -> floats("det(A)·(A⁻¹)ᵀ", "", "exists for singular matrices");
            case CofactorTangent _ -> floats("the derivative of the cofactors of A along T", "", "exists for singular matrices");
            case PseudoInverse _ -> floats("the Moore–Penrose inverse A⁺", "", "small singular values count as zero");
            case LeastSquares _ -> floats("X = A⁺·B, which minimises |A·X − B|", "",
                    "any rank; small singular values count as zero");
            case MatrixExp _ -> floats("Σ Aᵏ/k!", "", "");
            case MatrixExpTangent _ -> floats("the derivative of e^A along T", "", "");
        };
    }

    static Documentation of(Fourier op) {
        return floats("y[k] = Σ x[j]·e^(∓2πi·jk/n)", "complex numbers as pairs along the last axis", "without a factor");
    }

    private static Documentation floats(String formula, String where, String convention) {
        return new Documentation(formula, where.isEmpty() ? "floating-point" : "floating-point; " + where, convention);
    }
}
