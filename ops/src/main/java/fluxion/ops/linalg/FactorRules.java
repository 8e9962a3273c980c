package fluxion.ops.linalg;

import static fluxion.ops.linalg.LinearAlgebraRules.transpose;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Diag;
import fluxion.core.op.LinearAlgebra.TriangularSolve;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * The derivatives of factorisations, T being the tangent of the matrix. Sources: Murray, "Differentiation of the Cholesky
 * decomposition" (2016); Walter and Lehmann, "Algorithmic differentiation of linear algebra functions with application in
 * optimum experimental design" (2009); Giles (2008) for eigenvalues and singular values.
 *
 * <p>Where eigenvalues (or singular values) coincide, their vectors have no derivative, and it is NaN. Products of vectors that
 * do not depend on the choice among them, V·diag(d)·Vᵀ, do have one; the transform finds these products and asks for what
 * the turning of vectors adds to them. First derivatives of the values are those for the vectors at hand, and right for
 * symmetric functions of equal ones.
 */
final class FactorRules {
    private FactorRules() {}

    /** L' = L·Φ(L⁻¹·(T + Tᵀ)/2·L⁻ᵀ), Φ taking the lower triangle with half the diagonal. */
    static Seq<Option<Expr>> cholesky(Apply l, Expr t) {
        TriangularSolve solve = new TriangularSolve(true, false, false);
        Expr inner = Expr.apply(solve, l, transpose(Expr.apply(solve, l, symmetric(t))));
        return one(l.matmul(halfDiagonal(inner)));
    }

    static Expr symmetric(Expr t) {
        return t.plus(transpose(t)).times(0.5);
    }

    private static int rows(Expr x) { return x.shape().dim(x.rank() - 2); }

    private static int columns(Expr x) { return x.shape().dim(x.rank() - 1); }

    private static Expr halfDiagonal(Expr x) {
        return x.tril().plus(x.tril(-1)).times(0.5);
    }

    /** L' = L·tril(F, −1), U' = triu(F)·U with F = L⁻¹·P·T·U⁻¹; what reaches beyond the square block follows from A = L·U. */
    static Seq<Option<Expr>> lu(Apply y, Expr t) {
        Expr packed = y.results().get(0);
        Expr rows = y.results().get(1);
        int m = rows(t), n = columns(t), k = Math.min(m, n);
        Expr moved = pick(t, rows);
        Expr square = corner(packed, 0, k, 0, k);
        Expr lower = square.tril(-1).plus(identity(square));
        Expr upper = square.triu();
        Expr f = leftOf(square, rightOf(square, corner(moved, 0, k, 0, k)));
        Expr dl = lower.matmul(f.tril(-1));
        Expr du = f.triu().matmul(upper);
        Expr top = dl.plus(du);
        if (m > n) {
            Expr l2 = corner(packed, k, m, 0, k);
            Expr below = rightOf(square, corner(moved, k, m, 0, k).minus(l2.matmul(du)));
            return Array.of(Option.of(Movements.concatenate(-2, Array.of(top, below))), Option.none());
        }
        if (n > m) {
            Expr u2 = corner(packed, 0, k, k, n);
            Expr beside = leftOf(square, corner(moved, 0, k, k, n).minus(dl.matmul(u2)));
            return Array.of(Option.of(Movements.concatenate(-1, Array.of(top, beside))), Option.none());
        }
        return Array.of(Option.of(top), Option.none());
    }

    /** L⁻¹·X. */
    private static Expr leftOf(Expr square, Expr x) {
        return Expr.apply(new TriangularSolve(true, false, true), square, x);
    }

    /** X·U⁻¹. */
    private static Expr rightOf(Expr square, Expr x) {
        return transpose(Expr.apply(new TriangularSolve(false, true, false), square, transpose(x)));
    }

    /** The rows of each matrix in another order. */
    private static Expr pick(Expr t, Expr rows) {
        int batch = rows.rank() - 1;
        return Expr.apply(new fluxion.core.op.Take(batch, batch), t, rows);
    }

    private static Expr corner(Expr x, int row, int rowEnd, int column, int columnEnd) {
        int m = rows(x), n = columns(x);
        Expr cut = row == 0 && rowEnd == m ? x : x.slice(-2, row, rowEnd);
        return column == 0 && columnEnd == n ? cut : cut.slice(-1, column, columnEnd);
    }

    /** Q' = T·R⁻¹ + Q·(Ω − M), R' = (M − Ω)·R with M = Qᵀ·T·R⁻¹ and the skew Ω = tril(M, −1) − tril(M, −1)ᵀ. */
    static Seq<Option<Expr>> qr(Apply y, Expr t) {
        Expr q = y.results().get(0);
        Expr r = y.results().get(1);
        int m = rows(t), n = columns(t), k = Math.min(m, n);
        Expr square = corner(r, 0, k, 0, k);
        Expr scaled = rightOf(square, corner(t, 0, m, 0, k));
        Expr middle = transpose(q).matmul(scaled);
        Expr below = middle.tril(-1);
        Expr rest = middle.minus(below.minus(transpose(below)));
        Expr dq = scaled.minus(q.matmul(rest));
        Expr dr = rest.matmul(square);
        if (n > m) {
            Expr beside = transpose(dq).matmul(q).matmul(corner(r, 0, k, k, n)).plus(transpose(q).matmul(corner(t, 0, m, k, n)));
            return Array.of(Option.of(dq), Option.of(Movements.concatenate(-1, Array.of(dr, beside))));
        }
        return Array.of(Option.of(dq), Option.of(dr));
    }

    /** w_i' = vᵢᵀ·T·vᵢ, V' = V·(F ⊙ Vᵀ·T·V) with F_ij = 1/(w_j − w_i). */
    static Seq<Option<Expr>> eigh(Apply y, Expr t) {
        Expr v = y.results().get(1);
        return Array.of(Option.of(v.times(symmetric(t).matmul(v)).sum(-2)),
                Option.of(v.matmul(Loewner.turn(y.results().get(0), inner(y, t)))));
    }

    /** Vᵀ·T·V with the symmetric part of T. */
    static Expr inner(Apply y, Expr t) {
        Expr v = y.results().get(1);
        return transpose(v).matmul(symmetric(t)).matmul(v);
    }

    /**
     * With P = Uᵀ·T·V: s' = diag(P) = Σ U ⊙ T·V, U' = U·X + (I − U·Uᵀ)·T·V·S⁻¹ with X = ((P + Pᵀ)_ij/(s_j − s_i) + (P −
     * Pᵀ)_ij/(s_j + s_i))/2,
     * and V' likewise of Tᵀ. The second part of X is regular at equal singular values.
     */
    static Seq<Option<Expr>> svd(Apply y, Expr t) {
        Expr u = y.results().get(0);
        Expr s = y.results().get(1);
        Expr v = transpose(y.results().get(2));
        int m = t.shape().dim(t.rank() - 2);
        int n = t.shape().dim(t.rank() - 1);
        Expr p = product(y, t);
        Expr du = u.matmul(Loewner.turn(s, p, 1));
        Expr dv = v.matmul(Loewner.turn(s, p, -1));
        if (m > n) {
            du = du.plus(Loewner.columnsOver(beyond(y, t, true), s));
        }
        if (n > m) {
            dv = dv.plus(Loewner.columnsOver(beyond(y, t, false), s));
        }
        return Array.of(Option.of(du), Option.of(u.times(t.matmul(v)).sum(-2)), Option.of(transpose(dv)));
    }

    /** Uᵀ·T·V. */
    static Expr product(Apply y, Expr t) {
        return transpose(y.results().get(0)).matmul(t).matmul(transpose(y.results().get(2)));
    }

    /** (I − U·Uᵀ)·T·V, or (I − V·Vᵀ)·Tᵀ·U. */
    static Expr beyond(Apply y, Expr t, boolean left) {
        Expr u = y.results().get(0);
        Expr v = transpose(y.results().get(2));
        return left ? beyond(u, t.matmul(v)) : beyond(v, transpose(t).matmul(u));
    }

    private static Expr beyond(Expr u, Expr x) {
        return x.minus(u.matmul(transpose(u).matmul(x)));
    }

    private static Expr identity(Expr like) {
        Shape line = new Shape(like.shape().dims().take(like.rank() - 1));
        return Expr.apply(new Diag(0), Literal.of(new TensorType(like.dtype(), line), 1));
    }

    private static Seq<Option<Expr>> one(Expr tangent) {
        return Array.of(Option.of(tangent));
    }
}
