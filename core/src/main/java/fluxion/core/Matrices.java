package fluxion.core;

import fluxion.core.op.Diag;
import fluxion.core.op.LinearAlgebra.Determinant;
import fluxion.core.op.LinearAlgebra;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * The verbs of linear algebra, on the matrices in the last two axes; leading axes are a batch, and broadcast between
 * operands. Operands must be floating-point. A matrix for which a result does not exist (singular, not positive definite)
 * gives NaN and leaves the others of its batch alone. Kernels work in double precision whatever the dtype.
 */
public sealed interface Matrices permits Expr {
    /** A[rows] = L·U: the rows in the order they were taken, L with ones on its diagonal, U upper triangular. */
    record Lu(Expr rows, Expr l, Expr u) implements java.io.Serializable {
        /** The permutation matrix P with A = P·L·U. */
        public Expr p() {
            return rows.oneHot(rows.shape().dims().last(), l.dtype()).swapAxes(-1, -2);
        }
    }

    /** A = Q·R: orthonormal columns, and upper triangular with diagonal ≥ 0. */
    record Qr(Expr q, Expr r) implements java.io.Serializable {}

    /** A = V·diag(w)·Vᵀ: eigenvalues, ascending, and orthonormal eigenvectors as columns. */
    record Eigh(Expr values, Expr vectors) implements java.io.Serializable {}

    /** A = U·diag(s)·Vᵀ: left vectors as columns, singular values, descending, right vectors as rows. */
    record Svd(Expr u, Expr s, Expr vt) implements java.io.Serializable {}

    /** det A = sign·e^logAbs. */
    record SignedLog(Expr sign, Expr logAbs) implements java.io.Serializable {}

    /** This expression. */
    Expr self();

    /**
     * The lower triangular L with positive diagonal and L·Lᵀ = (A + Aᵀ)/2. Where that is not positive definite, NaN.
     *
     * @throws ShapeException where the matrices are not square
     */
    default Expr cholesky() { return Expr.apply(new LinearAlgebra.Cholesky(), self()); }

    /**
     * X with A·X = B for this triangular A, n×n; B is n×k, or a vector of n. The other triangle is not read.
     *
     * @param b the right-hand side
     * @param lower whether A is lower triangular, else upper
     */
    default Expr triangularSolve(Expr b, boolean lower) {
        Given.arguments("triangularSolve", b);
        return triangularSolve(b, lower, false, false, true);
    }

    /**
     * X with op(A)·X = B, or with X·op(A) = B, for this triangular A. Only one triangle of A is read, and only there has A a
     * derivative.
     *
     * @param b the right-hand side
     * @param lower which triangle is read
     * @param transposed whether op(A) = Aᵀ, else A
     * @param unit whether the diagonal counts as ones and is not read
     * @param left whether op(A) stands to the left of X
     */
    default Expr triangularSolve(Expr b, boolean lower, boolean transposed, boolean unit, boolean left) {
        Given.arguments("triangularSolve", b);
        Expr column = b.rank() == 1 ? b.expandDims(left ? 1 : 0) : b;
        Expr right = left ? column : column.swapAxes(-1, -2);
        Seq<Expr> both = batched("triangular_solve", self(), right);
        Expr x = Expr.apply(new LinearAlgebra.TriangularSolve(lower, left == transposed, unit), both.get(0), both.get(1));
        Expr turned = left ? x : x.swapAxes(-1, -2);
        return b.rank() == 1 ? turned.squeeze(left ? -1 : -2) : turned;
    }

    /**
     * X with A·X = B for this A, n×n, by elimination with partial pivoting; B is n×k, or a vector of n. NaN where A is singular.
     *
     * @throws ShapeException where A is not square, or B has not n rows
     */
    default Expr solve(Expr b) {
        Given.arguments("solve", b);
        Seq<Expr> both = batched("solve", self(), b);
        return Expr.apply(new LinearAlgebra.Solve(false), both.get(0), both.get(1));
    }

    /** A⁻¹; NaN where A is singular. To solve equations, {@link #solve} is faster and more accurate. */
    default Expr inv() { return Expr.apply(new LinearAlgebra.Inverse(), self()); }

    /** The determinant; its first two derivatives exist for singular matrices too. */
    default Expr det() { return Expr.apply(new Determinant(Determinant.Kind.DET), self()); }

    /** The determinant's sign and the logarithm of its magnitude, −∞ where it is 0. */
    default SignedLog slogdet() { return new SignedLog(Expr.apply(new Determinant(Determinant.Kind.SIGN), self()), logAbsDet()); }

    /** ln|det A|, −∞ where A is singular. */
    default Expr logAbsDet() { return Expr.apply(new Determinant(Determinant.Kind.LOG_ABS), self()); }

    /** Elimination with partial pivoting of m×n matrices; L is m×k and U k×n, k = min(m, n). */
    default Lu lu() {
        Expr x = self();
        Seq<Expr> results = ((Apply) Expr.apply(new LinearAlgebra.Lu(), x)).results();
        Expr packed = results.get(0);
        int m = x.shape().dim(x.rank() - 2);
        int n = x.shape().dim(x.rank() - 1);
        int k = Math.min(m, n);
        Expr left = n > k ? packed.slice(-1, 0, k) : packed;
        Expr right = m > k ? packed.slice(-2, 0, k) : packed;
        Shape line = new Shape(x.shape().dims().take(x.rank() - 2).append(k));
        Expr ones = Expr.apply(new Diag(0), Literal.of(new TensorType(x.dtype(), line), 1));
        Expr diagonal = m > k ? ones.pad(Ints.fill(x.rank(), 0), Ints.fill(x.rank(), 0).with(x.rank() - 2, m - k)) : ones;
        return new Lu(results.get(1), left.tril(-1).plus(diagonal), right.triu());
    }

    /** Orthonormal columns times an upper triangle, m×k and k×n with k = min(m, n). */
    default Qr qr() {
        Seq<Expr> results = ((Apply) Expr.apply(new LinearAlgebra.Qr(), self())).results();
        return new Qr(results.get(0), results.get(1));
    }

    /**
     * Eigenvalues and eigenvectors of (A + Aᵀ)/2. In each eigenvector the entry of largest magnitude is positive; that sign
     * is a constant to derivatives. Where eigenvalues coincide, their vectors are one choice of many and have no derivative: it
     * is NaN. What is the same for every choice has one, and that is right: symmetric functions of the eigenvalues, and products
     * V·diag(f(w))·Vᵀ, also in pieces (V·(f(w) ⊙ (Vᵀ·b)), Σ f(w)·(Vᵀ·b)², some of the columns), f being elementwise but for sums
     * and the like over all values. Of functions of single eigenvalues it is the derivative for the vectors at hand.
     */
    default Eigh eigh() {
        Seq<Expr> results = ((Apply) Expr.apply(new LinearAlgebra.Eigh(), self())).results();
        return new Eigh(results.get(0), results.get(1));
    }

    /** The eigenvalues of (A + Aᵀ)/2, ascending. */
    default Expr eigvalsh() { return eigh().values(); }

    /**
     * Singular values and vectors, U m×k and Vᵀ k×n with k = min(m, n). In each column of U the entry of largest magnitude is
     * positive; that sign is a constant to derivatives. Where singular values coincide, derivatives are as those of
     * {@link #eigh}:
     * NaN for vectors, right for what does not depend on their choice, as U·diag(f(s))·Vᵀ and the polar factor U·Vᵀ.
     */
    default Svd svd() {
        Seq<Expr> results = ((Apply) Expr.apply(new LinearAlgebra.Svd(), self())).results();
        return new Svd(results.get(0), results.get(1), results.get(2));
    }

    /** The singular values, descending. */
    default Expr svdvals() { return svd().s(); }

    /**
     * The Moore–Penrose inverse; singular values up to max(m, n)·ε times the largest count as zero. Its derivative is that
     * among matrices of the same rank.
     */
    default Expr pinv() { return pinv(LinearAlgebra.PseudoInverse.DEFAULT); }

    /** The Moore–Penrose inverse; singular values up to {@code rcond} times the largest count as zero. */
    default Expr pinv(double rcond) { return Expr.apply(new LinearAlgebra.PseudoInverse(rcond), self()); }

    /**
     * X that minimises |A·X − B|, of several the one of least norm: A⁺·B, for this A, m×n, of any rank; B is m×k, or a vector
     * of m. Singular values up to max(m, n)·ε times the largest count as zero. Its derivatives are those among matrices of the
     * same rank.
     *
     * @throws ShapeException where B has not m rows
     */
    default Expr lstsq(Expr b) { Given.arguments("lstsq", b); return lstsq(b, LinearAlgebra.PseudoInverse.DEFAULT); }

    /**
     * {@link #lstsq(Expr)}; singular values up to {@code rcond} times the largest count as zero.
     *
     * @param b the right-hand side
     * @param rcond the bound, from 0 to 1
     */
    default Expr lstsq(Expr b, double rcond) {
        Given.arguments("lstsq", b);
        Expr a = self();
        if (a.rank() < 2 || b.rank() == 0 || a.shape().dim(a.rank() - 2) != b.shape().dim(b.rank() == 1 ? 0 : b.rank() - 2)) {
            throw new ShapeException("lstsq: requires a matrix and a right-hand side with as many rows; got " + a.type() + " and "
                    + b.type());
        }
        Seq<Expr> both = batched("lstsq", a, b);
        return Expr.apply(new LinearAlgebra.LeastSquares(rcond), both.get(0), both.get(1));
    }

    /** e to the power of a matrix, Σ Aᵏ/k!. */
    default Expr expm() { return Expr.apply(new LinearAlgebra.MatrixExp(), self()); }

    /** A matrix and a right-hand side with one dtype and one batch; a vector is repeated for each matrix. */
    private static Seq<Expr> batched(String operation, Expr a, Expr b) {
        if (a.rank() < 2 || b.rank() == 0) {
            throw new ShapeException(operation + ": requires a matrix and a right-hand side; got " + a.type() + " and "
                    + b.type());
        }
        DType dtype = a.dtype().promote(b.dtype());
        int core = Math.min(b.rank(), 2);
        Shape lead = Broadcasting.common(operation, new Shape(a.shape().dims().take(a.rank() - 2)),
                new Shape(b.shape().dims().take(b.rank() - core)));
        return Array.of(
                Broadcasting.broadcast(a.cast(dtype), new Shape(lead.dims().concat(a.shape().dims().drop(a.rank() - 2)))),
                Broadcasting.broadcast(b.cast(dtype), new Shape(lead.dims().concat(b.shape().dims().drop(b.rank() - core)))));
    }
}
