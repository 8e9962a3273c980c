package fluxion.ops.linalg;

import static fluxion.ops.linalg.MatrixPrograms.applied;
import static fluxion.ops.linalg.MatrixPrograms.asColumn;
import static fluxion.ops.linalg.MatrixPrograms.asRow;
import static fluxion.ops.linalg.MatrixPrograms.count;
import static fluxion.ops.linalg.MatrixPrograms.diagonal;
import static fluxion.ops.linalg.MatrixPrograms.forAll;
import static fluxion.ops.linalg.MatrixPrograms.identity;
import static fluxion.ops.linalg.MatrixPrograms.outer;
import static fluxion.ops.linalg.MatrixPrograms.rows;
import static fluxion.ops.linalg.MatrixPrograms.transposed;
import static fluxion.ops.linalg.MatrixPrograms.zeros;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.op.Take;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Triangular factors and systems, a column or a row each step (Golub and Van Loan, "Matrix Computations", 3.1, 3.4, 4.2,
 * 5.2).
 */
final class FactorPrograms {
    private FactorPrograms() {}

    /** L and U in one matrix, the order of the rows, and the sign of that permutation. */
    record Lu(Expr factors, Expr rows, Expr sign) {}

    private static Expr rowsOf(Expr a, Expr order) {
        return Expr.apply(new Take(1, 1), a, order);
    }

    static Expr cholesky(Expr a) {
        int n = a.shape().dim(1);
        Expr s = rows(n).eq(count(n)).where(a, a.times(0.5).plus(transposed(a).times(0.5)));
        Expr l = LoopBuilder.times(n, Array.of(s), Array.of(zeros(a.shape().dim(0), n, n)), (j, c, state) -> {
            Expr made = state.get(0);
            Expr column = c.get(0).take(j, 2).minus(applied(made, made.take(j, 1)));
            Expr rest = column.take(j, 1).expandDims(1);
            Expr pivot = rest.gt(0).and(rest.isFinite()).where(rest.sqrt(), Double.NaN);
            Expr scaled = count(n).gt(j).where(column.div(pivot), count(n).eq(j).where(pivot, 0));
            return Array.of(count(n).eq(j).where(asColumn(scaled), made));
        }).get(0);
        return forAll(l.isNan().not()).where(l, Double.NaN);
    }

    static Lu lu(Expr a) {
        int batch = a.shape().dim(0);
        int m = a.shape().dim(1);
        int n = a.shape().dim(2);
        Expr order = count(m).broadcastTo(batch, m);
        Expr sign = Tensor.of(1.0).broadcastTo(batch);
        Seq<Expr> last = LoopBuilder.times(Math.min(m, n), Array.empty(), Array.of(a, order, sign), (k, _, s) -> {
            Expr pivots = count(m).ge(k).where(s.get(0).take(k, 2).abs(), -1);
            Expr best = pivots.argmax(1).expandDims(1);
            Expr swap = count(m).eq(k).where(best, count(m).eq(best).where(k, count(m)));
            Expr x = rowsOf(s.get(0), swap);
            Expr row = x.take(k, 1);
            Expr pivot = row.take(k, 1).expandDims(1);
            Expr factor = x.take(k, 2).div(pivot);
            Expr below = asColumn(count(m).gt(k).and(pivot.ne(0)));
            Expr next = below.and(count(n).gt(k))
                    .where(x.minus(outer(factor, row)), below.and(count(n).eq(k)).where(asColumn(factor), x));
            Expr turned = best.eq(k).reshape(batch).where(s.get(2), s.get(2).neg());
            return Array.of(next, rowsOf(s.get(1), swap), turned);
        });
        return new Lu(last.get(0), last.get(1), last.get(2));
    }

    /** X with op(A)·X = B, a row each step. */
    static Expr triangular(Expr a, Expr b, boolean lower, boolean transposed, boolean unit) {
        int n = a.shape().dim(1);
        boolean forward = lower != transposed;
        Expr matrix = transposed ? transposed(a) : a;
        return LoopBuilder.times(n, Array.of(matrix, b), Array.of(zeros(b.shape().dims().toArray())), (i, c, s) -> {
            Expr at = forward ? i : i.neg().plus(n - 1);
            Expr row = c.get(0).take(at, 1);
            Expr known = (forward ? count(n).lt(at) : count(n).gt(at)).where(row, 0);
            Expr rest = c.get(1).take(at, 1).minus(MatrixPrograms.product(asRow(known), s.get(0))
                    .reshape(new fluxion.core.Shape(b.shape().dims().without(fluxion.core.Ints.of(1)))));
            Expr value = unit ? rest : rest.div(row.take(at, 1).expandDims(1));
            return Array.of(rows(n).eq(at).where(asRow(value), s.get(0)));
        }).get(0);
    }

    /** X with A·X = B or Aᵀ·X = B; NaN where A is exactly singular. */
    static Expr solve(Lu lu, Expr b, boolean transposed) {
        Expr f = lu.factors();
        Expr x = transposed ? rowsOf(triangular(triangular(f, b, false, true, false), f), lu.rows().argsort(1))
                : triangular(triangular(f, rowsOf(b, lu.rows()), true, false, true), f, false);
        Expr singular = diagonal(f).eq(0).any(1).reshape(b.shape().dim(0), 1, 1);
        return singular.where(Double.NaN, x);
    }

    private static Expr triangular(Expr b, Expr f) {
        return triangular(f, b, true, true, true);
    }

    private static Expr triangular(Expr b, Expr f, boolean lower) {
        return triangular(f, b, lower, false, false);
    }

    /** Householder's reflections, applied to A and gathered in Q; then the signs that make R's diagonal ≥ 0. */
    static Seq<Expr> qr(Expr a) {
        int batch = a.shape().dim(0);
        int m = a.shape().dim(1);
        int n = a.shape().dim(2);
        int k = Math.min(m, n);
        Expr most = a.abs().max(1, 2).reshape(batch, 1, 1);
        Expr unit = most.gt(0).and(most.isFinite()).where(most, 1);
        Seq<Expr> last = LoopBuilder.times(k, Array.empty(), Array.of(a.div(unit), identity(batch, m)), (j, _, s) -> {
            Expr r = s.get(0);
            Expr q = s.get(1);
            Expr column = r.take(j, 2);
            Expr top = column.take(j, 1).expandDims(1);
            Expr square = count(m).gt(j).where(column, 0).square().sum(1).expandDims(1);
            Expr norm = top.square().plus(square).sqrt();
            Expr none = square.eq(0).or(norm.eq(0));
            Expr scale = none.where(1, norm.times(norm.plus(top.abs()))).rsqrt();
            Expr first = top.plus(top.lt(0).where(norm.neg(), norm)).times(scale);
            Expr v = none.where(0, count(m).gt(j).where(column.times(scale), count(m).eq(j).where(first, 0)));
            Expr reflected = r.minus(outer(v, applied(transposed(r), v)));
            Expr zeroed = count(n).eq(j).and(rows(m).gt(j)).where(0, reflected);
            return Array.of(zeroed, q.minus(outer(applied(q, v), v)));
        });
        Expr r = last.get(0).slice(1, 0, k);
        Expr turn = diagonal(r.slice(2, 0, k)).lt(0).where(Tensor.of(-1.0).broadcastTo(batch, k), 1);
        Expr upper = count(n).ge(rows(k)).where(r.times(asColumn(turn)), 0).times(unit);
        return Array.of(last.get(1).slice(2, 0, k).times(asRow(turn)), upper);
    }
}
