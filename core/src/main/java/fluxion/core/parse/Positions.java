package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.ShapeException;

/** {@code x[1, 2:4, i, ∗]}: positions along the axes of a tensor, from the first axis on. */
final class Positions {
    private Expr made;
    private Ints picked = Ints.empty();
    private Ints added = Ints.empty();
    private int axis;
    private int out;

    Positions(Expr x) {
        made = x;
    }

    private int length(String what) {
        if (axis >= made.rank()) {
            throw new ShapeException("index: there must be at most one position for each axis; got " + what + " beyond " + made.type());
        }
        return made.shape().dim(axis);
    }

    /** A new axis. */
    void add() {
        added = added.append(out++);
    }

    void range(int start, int stop, int step) {
        int n = length("a range");
        int from = start < 0 ? start + n : start;
        int to = stop == Integer.MAX_VALUE ? n : stop < 0 ? stop + n : stop;
        if (from != 0 || to != n || step != 1) {
            made = made.slice(axis, from, to, step);
        }
        axis++;
        out++;
    }

    void pick(int position) {
        int n = length(Integer.toString(position));
        int at = position < 0 ? position + n : position;
        if (at < 0 || at >= n) {
            throw new ShapeException("index: the position must lie within the axis; got " + position + " for axis " + axis + " of " + made.type());
        }
        made = made.slice(axis, at, at + 1);
        picked = picked.append(axis);
        axis++;
    }

    void take(Expr indices) {
        length("indices");
        made = made.take(indices, axis);
        axis += indices.rank();
        out += indices.rank();
    }

    Expr result() {
        Expr squeezed = picked.isEmpty() ? made : made.reshape(made.shape().without(picked));
        return added.isEmpty() ? squeezed : squeezed.expandDims(added.toArray());
    }
}
