package fluxion.ops.linalg;

import static fluxion.ops.linalg.MatrixPrograms.asColumn;
import static fluxion.ops.linalg.MatrixPrograms.asRow;
import static fluxion.ops.linalg.MatrixPrograms.count;
import static fluxion.ops.linalg.MatrixPrograms.diagonal;
import static fluxion.ops.linalg.MatrixPrograms.forAll;
import static fluxion.ops.linalg.MatrixPrograms.identity;
import static fluxion.ops.linalg.MatrixPrograms.rows;
import static fluxion.ops.linalg.MatrixPrograms.transposed;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Take;
import fluxion.ops.rule.LoopBuilder;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Eigenvalues and singular values by Jacobi's rotations (Golub and Van Loan, 8.5), in rounds: as in a tournament, each round
 * pairs all columns, so that its rotations do not touch each other and are one step for all of them.
 */
final class JacobiPrograms {
    private static final int MOST_SWEEPS = 40;
    private static final double SMALL = 2e-15;

    private JacobiPrograms() {}

    /** For each round the partner of each of n columns, itself where it has none. */
    private static Expr partners(int n) {
        int players = n + n % 2;
        int rounds = players - 1;
        int[] table = new int[rounds * n];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < n; i++) {
                // player 0 stays, the others move round a circle; those opposite each other meet
                int seat = i == 0 ? 0 : 1 + (i - 1 + round) % rounds;
                int other = players - 1 - seat;
                int partner = other == 0 ? 0 : 1 + Math.floorMod(other - 1 - round, rounds);
                table[round * n + i] = partner < n ? partner : i;
            }
        }
        return Tensor.of(Shape.of(rounds, n), table);
    }

    /** Rotations that make the inner products of partners zero: cosines and sines for each column. */
    private static Seq<Expr> rotations(Expr own, Expr partner, Expr inner, Expr turns, Expr partners, int n) {
        Expr theta = partner.minus(own).div(turns.where(inner, 1).times(2));
        Expr sign = theta.gt(0).or(theta.eq(0).and(count(n).lt(partners))).where(Tensor.of(1.0).broadcastTo(theta.shape()), -1);
        Expr t = turns.where(sign.div(theta.abs().plus(theta.square().plus(1).sqrt())), 0);
        Expr c = t.square().plus(1).rsqrt();
        return Array.of(c, t.times(c));
    }

    private static Expr columns(Expr x, Expr partners, Seq<Expr> rotation) {
        return x.times(asRow(rotation.get(0))).minus(x.take(partners, 2).times(asRow(rotation.get(1))));
    }

    private static Expr rowsTurned(Expr x, Expr partners, Seq<Expr> rotation) {
        return x.times(asColumn(rotation.get(0))).minus(x.take(partners, 1).times(asColumn(rotation.get(1))));
    }

    /** Values, ascending, and vectors as columns. */
    static Seq<Expr> eigh(Expr a) {
        int batch = a.shape().dim(0);
        int n = a.shape().dim(1);
        Expr finite = forAll(a.isFinite());
        Expr s = finite.where(rows(n).eq(count(n)).where(a, a.times(0.5).plus(transposed(a).times(0.5))), 0);
        Expr most = s.abs().max(1, 2).reshape(batch, 1, 1);
        Expr unit = most.gt(0).where(most, 1);
        s = s.div(unit);
        if (n > 1) {
            Expr table = partners(n);
            Seq<Expr> last = LoopBuilder.whileTrue(Array.of(table), Array.of(s, identity(batch, n), Tensor.of(0.0)),
                    (_, t) -> apart(t.get(0), n).and(t.get(2).lt(MOST_SWEEPS)),
                            (c, t) -> LoopBuilder.times(table.shape().dim(0), c, t.take(2), (round, consts, x) ->
                            round(x.get(0), x.get(1), consts.get(0).take(round, 0), batch, n)).append(t.get(2).plus(1)));
            return ordered(finite, diagonal(last.get(0)).times(unit.reshape(batch, 1)), last.get(1));
        }
        return ordered(finite, diagonal(s).times(unit.reshape(batch, 1)), identity(batch, n));
    }

    /** Whether some matrix is not diagonal yet. */
    private static Expr apart(Expr s, int n) {
        Expr off = rows(n).eq(count(n)).where(0, s).square().sum(1, 2).sqrt();
        return off.gt(s.square().sum(1, 2).sqrt().times(SMALL)).any();
    }

    private static Seq<Expr> round(Expr s, Expr v, Expr partners, int batch, int n) {
        Expr own = diagonal(s);
        Expr low = partners.minimum(count(n));
        Expr high = partners.maximum(count(n));
        // both partners read the same one of the two equal elements
        Expr inner = s.reshape(Shape.of(batch, n * n)).take(low.times(n).plus(high), 1);
        Expr turns = inner.ne(0).and(partners.ne(count(n)));
        Seq<Expr> rotation = rotations(own, own.take(partners, 1), inner, turns, partners, n);
        return Array.of(rowsTurned(columns(s, partners, rotation), partners, rotation), columns(v, partners, rotation));
    }

    private static Seq<Expr> ordered(Expr finite, Expr values, Expr vectors) {
        Expr order = values.argsort(1);
        Expr v = picked(vectors, order);
        Expr sorted = values.takeAlongAxis(order, 1);
        return Array.of(finite.reshape(finite.shape().dim(0), 1).where(sorted, Double.NaN),
                finite.where(v.times(asRow(signs(v))), Double.NaN));
    }

    /** The columns in another order, one for each matrix. */
    private static Expr picked(Expr x, Expr order) {
        return transposed(Expr.apply(new Take(1, 1), transposed(x), order));
    }

    /** The sign of each column's entry of largest magnitude, the first of several. */
    private static Expr signs(Expr v) {
        Expr place = v.abs().argmax(1).expandDims(1);
        Expr entry = v.takeAlongAxis(place, 1).reshape(Shape.of(v.shape().dim(0), v.shape().dim(2)));
        return entry.lt(0).where(Tensor.of(-1.0).broadcastTo(entry.shape()), 1);
    }

    /** U, the singular values, descending, and Vᵀ. */
    static Seq<Expr> svd(Expr a) {
        int batch = a.shape().dim(0);
        boolean turned = a.shape().dim(1) < a.shape().dim(2);
        Expr finite = forAll(a.isFinite());
        Expr clean = finite.where(a, 0);
        Seq<Expr> f = tall(turned ? transposed(clean) : clean);
        Expr u = turned ? f.get(2) : f.get(0);
        Expr v = turned ? f.get(0) : f.get(2);
        Expr signs = signs(u);
        return Array.of(finite.where(u.times(asRow(signs)), Double.NaN), finite.reshape(batch, 1).where(f.get(1), Double.NaN),
                finite.where(transposed(v.times(asRow(signs))), Double.NaN));
    }

    /**
     * U, s and V of matrices with at least as many rows as columns: columns rotated until they are orthogonal (Hestenes
     * 1958).
     */
    private static Seq<Expr> tall(Expr a) {
        int batch = a.shape().dim(0);
        int n = a.shape().dim(2);
        Expr most = a.abs().max(1, 2).reshape(batch, 1, 1);
        Expr unit = most.gt(0).where(most, 1);
        Expr w = a.div(unit);
        Expr v = identity(batch, n);
        if (n > 1) {
            Expr table = partners(n);
            double bound = Math.max(SMALL, Math.ulp(1.0) * Math.sqrt(n));
            Seq<Expr> last = LoopBuilder.whileTrue(Array.of(table), Array.of(w, v, Tensor.of(1.0), Tensor.of(0.0)),
                    (_, t) -> t.get(2).gt(0).and(t.get(3).lt(MOST_SWEEPS)),
                            (c, t) -> LoopBuilder.times(table.shape().dim(0), c, Array.of(t.get(0), t.get(1), Tensor.of(0.0)),
                            (round, consts, x) -> turn(x, consts.get(0).take(round, 0), n, bound)).append(t.get(3).plus(1)));
            w = last.get(0);
            v = last.get(1);
        }
        Expr norms = w.square().sum(1).sqrt();
        Expr order = norms.argsort(1, true);
        Expr s = norms.takeAlongAxis(order, 1);
        Expr u = picked(w, order).div(asRow(s.gt(0).where(s, 1)));
        // columns of no length are completed to an orthonormal basis, the others stay
        return Array.of(FactorPrograms.qr(u).get(0), s.times(unit.reshape(batch, 1)), picked(v, order));
    }

    /** Turns w and v, and counts the rotations. */
    private static Seq<Expr> turn(Seq<Expr> x, Expr partners, int n, double bound) {
        Expr w = x.get(0);
        Expr own = w.square().sum(1);
        Expr inner = w.times(w.take(partners, 2)).sum(1);
        Expr other = own.take(partners, 1);
        Expr turns = inner.abs().gt(own.sqrt().times(other.sqrt()).times(bound)).and(partners.ne(count(n)));
        Seq<Expr> rotation = rotations(own, other, inner, turns, partners, n);
        return Array.of(columns(w, partners, rotation), columns(x.get(1), partners, rotation),
                x.get(2).plus(turns.cast(fluxion.core.DType.F64).sum()));
    }
}
