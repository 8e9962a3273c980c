package fluxion.ops.indexing;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Pad;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scatter;
import fluxion.core.op.Take;
import io.vavr.control.Option;

/**
 * The derivative of multiplying into positions. Sorted by position, the updates of one position are neighbours; the product
 * rule runs along them as a recurrence, pᵢ = pᵢ₋₁·uᵢ and ṗᵢ = ṗᵢ₋₁·uᵢ + pᵢ₋₁·u̇ᵢ, begun anew with x at every new position. It
 * never divides, so zeros are right to every order.
 */
final class ScatterProducts {
    private ScatterProducts() {}

    static Expr tangent(Scatter op, Apply y, Option<Expr> tx, Option<Expr> tu) {
        Expr unwritten = tx.getOrElse(() -> Literal.zerosLike(y.input(0)));
        Expr x = y.input(0);
        Shape shape = y.input(1).shape();
        int batch = op.batch();
        int axis = op.axis();
        int m = (int) new Shape(shape.dims().drop(batch)).size();
        if (m == 0) {
            return unwritten;
        }
        int n = x.shape().dim(axis);
        Expr indices = y.input(1).reshape(new Shape(shape.dims().take(batch).append(m)));
        Expr positions = indices.lt(0).where(indices.plus(n), indices);
        Expr order = Expr.apply(new ArgSort(batch, false, m), positions);
        Take along = new Take(batch, batch);
        Expr sorted = Expr.apply(along, positions, order);
        Take slices = new Take(batch, axis);
        Shape rows = new Shape(x.shape().dims().with(axis, m));
        Expr u = Expr.apply(slices, y.input(2).reshape(rows), order);
        Expr first = Expr.apply(slices, x, sorted);
        Expr goesOn = Winners.spread(sorted.eq(before(sorted, batch, -1)), batch, axis, rows);
        Expr zero = Literal.zerosLike(u);
        Recurrence recurrence = new Recurrence(axis, false);
        Expr factor = goesOn.where(u, zero);
        Expr product = Expr.apply(recurrence, factor, goesOn.where(zero, first.times(u)));
        Expr sofar = goesOn.where(before(product, axis, 0), first);
        Option<Expr> byUpdates = tu.map(t -> Expr.apply(slices, t.reshape(rows), order).times(sofar));
        Option<Expr> byOperand = tx.map(t -> goesOn.where(zero, Expr.apply(slices, t, sorted).times(u)));
        Expr terms = byUpdates.map(a -> byOperand.map(a::plus).getOrElse(a)).getOrElse(byOperand::get);
        return Expr.apply(new Scatter(Scatter.Kind.SET, batch, axis), unwritten, sorted, Expr.apply(recurrence, factor, terms));
    }

    private static Expr before(Expr x, int axis, Number first) {
        Ints none = Ints.fill(x.rank(), 0);
        return Expr.apply(new Pad(none.with(axis, 1), none, none), x.slice(axis, 0, x.shape().dim(axis) - 1),
                Tensor.number(x.dtype(), first));
    }
}
