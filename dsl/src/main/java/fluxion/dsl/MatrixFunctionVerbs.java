package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Matrices;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.dsl.function.ControlFlow;
import fluxion.dsl.function.CustomProgram;
import fluxion.dsl.function.Fun1;
import io.vavr.Function3;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;

/**
 * Equations of matrices, and functions of matrices that need not be symmetric. Source: Higham, Functions of Matrices, 2008,
 * chapters 6, 8 and 11.
 */
final class MatrixFunctionVerbs {
    /** Newton's iteration squares its error from about the tenth step on at the latest, whatever the scale. */
    private static final int STEPS = 24;
    private static final int ROOTS = 7;
    private static final double[] NODES = {0.005299532504175031, 0.0277124884633837, 0.06718439880608407, 0.12229779582249845,
            0.19106187779867811, 0.27099161117138631, 0.35919822461037054, 0.45249374508118129, 0.54750625491881877,
            0.64080177538962946, 0.72900838882861363, 0.80893812220132189, 0.87770220417750155, 0.93281560119391593,
            0.9722875115366163, 0.99470046749582497};
    private static final double[] WEIGHTS = {
            0.013576229705877047, 0.031126761969323946, 0.047579255841246392, 0.062314485627766936,
            0.074797994408288367, 0.084578259697501269, 0.091301707522461794, 0.094725305227534248, 0.094725305227534248,
            0.091301707522461794, 0.084578259697501269, 0.074797994408288367, 0.062314485627766936, 0.047579255841246392,
            0.031126761969323946, 0.013576229705877047};

    private MatrixFunctionVerbs() {}

    /** The X with {@code A·X + X·B = C}, by one linear system of all its elements: for small matrices. */
    public static Expr solveSylvester(Expr a, Expr b, Expr c) {
        Given.arguments("solveSylvester", a, b, c);
        int n = square("solveSylvester", a);
        int m = square("solveSylvester", b);
        if (c.rank() != 2 || c.shape().dim(0) != n || c.shape().dim(1) != m) {
            throw new ShapeException("solveSylvester: requires C with A's rows and B's columns; got " + c.type() + " for "
                    + a.type() + " and " + b.type());
        }
        // row by row, A·X is (A ⊗ I)·x and X·B is (I ⊗ Bᵀ)·x
        Expr system = a.kron(LiteralVerbs.eye(a.dtype(), m)).plus(LiteralVerbs.eye(b.dtype(), n).kron(b.t()));
        return system.solve(c.flatten()).reshape(n, m);
    }

    /** The X with {@code A·X + X·Aᵀ = Q}, Lyapunov's equation. */
    public static Expr solveLyapunov(Expr a, Expr q) {
        Given.arguments("solveLyapunov", a, q);
        return solveSylvester(a, a.t(), q);
    }

    /**
     * The square root of a matrix without eigenvalues ≤ 0 whose eigenvalues have positive real parts, by Denman and Beavers'
     * iteration in products; its derivative solves {@code X·Ẋ + Ẋ·X = Ȧ}.
     */
    public static Expr sqrtm(Expr a) {
        Given.arguments("sqrtm", a);
        square("sqrtm", a);
        return Fun1.<Expr, Expr>of(new CustomProgram("sqrtm", Fun1.of((Expr x) -> root(x)).program(), CustomProgram.Form.TANGENT,
                (Function3<Expr, Expr, Expr, Expr>) (x, y, dx) -> solveSylvester(y, y, dx))).apply(a);
    }

    private static Expr root(Expr a) {
        int n = a.shape().dim(0);
        Expr one = LiteralVerbs.eye(a.dtype(), n);
        // M → (I + (M + M⁻¹)/2)/2 and X → X·(I + M⁻¹)/2, scaled by determinants while far from the end
        Tuple2<Expr, Expr> end = ControlFlow.<Tuple2<Expr, Expr>>range(0, STEPS, Tuple.of(a, a), (i, s) -> {
            Expr far = s._1.minus(one).square().sum().gt(1e-4);
            Expr scale = far.where(s._1.logAbsDet().div(-2.0 * n).exp(), Tensor.number(a.dtype(), 1));
            Expr square = scale.square();
            Expr inverse = s._1.inv();
            Expr m = one.plus(s._1.times(square).plus(inverse.div(square)).times(0.5)).times(0.5);
            return Tuple.of(m, s._2.times(scale).matmul(one.plus(inverse.div(square))).times(0.5));
        });
        return end._2;
    }

    /**
     * The logarithm of a matrix without eigenvalues ≤ 0, by square roots until it is near the identity and Gauss' rule for
     * {@code ∫₀¹ (A − I)·(t·(A − I) + I)⁻¹ dt}.
     */
    public static Expr logm(Expr a) {
        Given.arguments("logm", a);
        Expr one = LiteralVerbs.eye(a.dtype(), square("logm", a));
        Expr near = a;
        for (int k = 0; k < ROOTS; k++) {
            near = sqrtm(near);
        }
        Expr beyond = near.minus(one);
        Expr sum = beyond.times(0);
        for (int k = 0; k < NODES.length; k++) {
            sum = sum.plus(one.plus(beyond.times(NODES[k])).solve(beyond).times(WEIGHTS[k]));
        }
        return sum.times(1 << ROOTS);
    }

    /** Unitary and symmetric factors U and P of {@code A = U·P}, A with at least as many rows as columns. */
    public static Tuple2<Expr, Expr> polar(Expr a) {
        Given.arguments("polar", a);
        Matrices.Svd svd = a.svd();
        Expr right = svd.vt();
        return Tuple.of(svd.u().matmul(right), right.t().times(svd.s()).matmul(right));
    }

    /** {@code dexp(A)·E}, the derivative of the exponential of a matrix along another. */
    public static Expr expmFrechet(Expr a, Expr e) {
        Given.arguments("expmFrechet", a, e);
        int n = square("expmFrechet", a);
        Expr above = ArrayVerbs.concatenate(1, a, e);
        Expr below = ArrayVerbs.concatenate(1, a.times(0), a);
        return ArrayVerbs.concatenate(0, above, below).expm().slice(0, 0, n).slice(1, n, 2 * n);
    }

    /** A function of a symmetric matrix by its eigenvalues, {@code V·diag(f(w))·Vᵀ}. */
    public static Expr funm(Expr a, UnaryOperator<Expr> f) {
        Given.arguments("funm", a, f);
        square("funm", a);
        Matrices.Eigh eigh = a.eigh();
        return eigh.vectors().times(f.apply(eigh.values()).expandDims(0)).matmul(eigh.vectors().t());
    }

    /** How many singular values are above {@code max(n, m)·ε·σ₁}, as i32. */
    public static Expr matrixRank(Expr a) {
        Given.arguments("matrixRank", a);
        Expr values = a.svdvals();
        double unit = a.dtype() == DType.F32 ? 0x1p-23 : 0x1p-52;
        Expr least = values.max().times(unit * Math.max(a.shape().dim(0), a.shape().dim(1)));
        return values.gt(least).cast(DType.I32).sum();
    }

    /** The x with {@code L·Lᵀ·x = b}, of a lower triangular L. */
    public static Expr choSolve(Expr l, Expr b) {
        Given.arguments("choSolve", l, b);
        return l.triangularSolve(l.triangularSolve(b, true), true, true, false, true);
    }

    /** The x with T·x = d of a tridiagonal T by its diagonals: below (n − 1), main (n) and above (n − 1); by elimination. */
    public static Expr solveTridiagonal(Expr below, Expr main, Expr above, Expr d) {
        Given.arguments("solveTridiagonal", below, main, above, d);
        int n = main.shape().dim(0);
        if (main.rank() != 1 || d.rank() != 1 || d.shape().dim(0) != n || n < 1 || below.shape().dim(0) != n - 1
                || above.shape().dim(0) != n - 1) {
            throw new ShapeException("solveTridiagonal: requires vectors of n − 1, n, n − 1 and n numbers; got " + below.type()
                    + ", " + main.type() + ", " + above.type() + " and " + d.type());
        }
        Expr zero = Tensor.number(main.dtype(), 0);
        Tuple2<Expr, Expr> ends = Tuple.of(zero, zero);
        Expr lower = below.pad(Ints.of(1), Ints.of(0));
        Expr upper = above.pad(Ints.of(0), Ints.of(1));
        var down = ControlFlow.scan(ends, Array.of(lower, main, upper, d), (s, row) -> {
            Expr pivot = row.get(1).minus(row.get(0).times(s._1));
            Tuple2<Expr, Expr> next = Tuple.of(row.get(2).div(pivot), row.get(3).minus(row.get(0).times(s._2)).div(pivot));
            return Tuple.of(next, next);
        })._2;
        return ControlFlow.scan(zero, Tuple.of(down._1.flip(0), down._2.flip(0)), (x, row) -> {
            Expr next = row._2.minus(row._1.times(x));
            return Tuple.of(next, next);
        })._2.flip(0);
    }

    private static int square(String operation, Expr a) {
        if (a.rank() != 2 || a.shape().dim(0) != a.shape().dim(1) || !a.dtype().isFloat()) {
            throw new ShapeException(operation + ": requires square matrices of floating-point numbers; got " + a.type());
        }
        return a.shape().dim(0);
    }
}
