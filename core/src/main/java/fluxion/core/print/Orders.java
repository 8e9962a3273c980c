package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Cumulate;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Others;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Reshape;
import fluxion.core.op.Running;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.core.op.Take;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Indexed;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Locale;

/** Reads sorting, searching, running operations and positions along several axes. */
final class Orders {
    private Orders() {}

    static Reading read(Order op, Apply apply, Bare bare) {
        return switch (op) {
            case Sort(int axis, boolean descending) -> function("sort", apply, bare, axis(axis, apply.rank())
                    + (descending ? ", descending" : ""));
            case ArgSort(int axis, boolean descending, int count) -> function("argsort", apply, bare, axis(axis, apply.rank())
                    + (descending ? ", descending" : "") + (count == apply.input(0).shape().dim(axis) ? "" : ", first " + count));
            case SearchSorted(int batch, var side) -> function("searchsorted", apply, bare,
                    ", " + side.name().toLowerCase(Locale.ROOT) + (batch == 0 ? "" : ", batch " + batch));
        };
    }

    static Reading read(Running op, Apply apply, Bare bare) {
        return switch (op) {
            case Cumulate(_, int axis, boolean reverse) -> function(op.label(), apply, bare,
                    axis(axis, apply.rank()) + (reverse ? ", reverse" : ""));
            case Recurrence(int axis, boolean reverse) -> function(op.label(), apply, bare,
                    axis(axis, apply.rank()) + (reverse ? ", reverse" : ""));
            case Others others when Indexing.isOthers(others, apply) -> Indexing.others(others, bare, apply);
            case Others(int axis) -> function(op.label(), apply, bare, axis(axis, apply.rank()));
        };
    }

    private static Reading function(String name, Apply apply, Bare bare, String tail) {
        return new Reading(apply.inputs().map(bare::plain), n -> new Function(name, n, tail));
    }

    private static String axis(int axis, int rank) {
        return rank == 1 ? "" : ", axis " + axis;
    }

    /** Whether several axes were joined to one only to take along all of them: x[i, j]. */
    static boolean isJoined(Take op, Apply apply) {
        return op.batch() == 0 && op.axis() == 0 && apply.input(1) instanceof Apply(FlatIndex(Ints dims), _, _)
                && apply.input(0) instanceof Apply(Op reshape, Seq<Expr> of, _) && reshape instanceof Reshape
                && of.get(0).shape().dims().take(dims.size()).equals(dims)
                && of.get(0).rank() == apply.input(0).rank() + dims.size() - 1;
    }

    static Reading readJoined(Apply apply, Bare bare) {
        Expr x = ((Apply) apply.input(0)).input(0);
        Seq<Expr> positions = ((Apply) apply.input(1)).inputs();
        return new Reading(Array.of(x).appendAll(positions).map(bare::plain), n -> new Indexed(n.head(), n.tail()));
    }
}
