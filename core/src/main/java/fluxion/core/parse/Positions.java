package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.op.Slice;

/** {@code x[1, 2:4, i, ∗]}: positions along the axes of a tensor, from the first axis on. */
final class Positions {
    private Expr made;
    private Ints start;
    private Ints stop;
    private Ints step;
    private Ints picked = Ints.empty();
    private Ints added = Ints.empty();
    private int axis;
    private int out;

    Positions(Expr x) {
        made = x;
        whole();
    }

    private void whole() {
        start = Ints.fill(made.rank(), 0);
        stop = made.shape().dims();
        step = Ints.fill(made.rank(), 1);
    }

    private int length(String what) {
        if (axis >= made.rank()) {
            throw new ShapeException("index: there must be at most one position for each axis; got " + what + " beyond "
                    + made.type());
        }
        return made.shape().dim(axis);
    }

    /** A new axis. */
    void add() {
        added = added.append(out++);
    }

    void range(int first, int last, int by) {
        int n = length("a range");
        start = start.with(axis, first < 0 ? first + n : first);
        stop = stop.with(axis, last == Integer.MAX_VALUE ? n : last < 0 ? last + n : last);
        step = step.with(axis, by);
        axis++;
        out++;
    }

    void pick(int position) {
        int n = length(Integer.toString(position));
        int at = position < 0 ? position + n : position;
        if (at < 0 || at >= n) {
            throw new ShapeException("index: the position must lie within the axis; got " + position + " for axis " + axis
                    + " of " + made.type());
        }
        start = start.with(axis, at);
        stop = stop.with(axis, at + 1);
        picked = picked.append(axis);
        axis++;
    }

    void take(Expr indices) {
        length("indices");
        slice();
        made = made.take(indices, axis);
        whole();
        axis += indices.rank();
        out += indices.rank();
    }

    /** The ranges so far, all at once. */
    private void slice() {
        if (!start.forAll(s -> s == 0) || !stop.equals(made.shape().dims()) || !step.forAll(s -> s == 1)) {
            made = Expr.apply(new Slice(start, stop, step), made);
        }
    }

    Expr result() {
        slice();
        Expr squeezed = picked.isEmpty() ? made : made.reshape(new Shape(made.shape().dims().without(picked)));
        return added.isEmpty() ? squeezed : squeezed.expandDims(added.toArray());
    }
}
