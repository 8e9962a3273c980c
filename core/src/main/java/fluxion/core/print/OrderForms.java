package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Reshape;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.core.op.Take;
import fluxion.core.print.Notation.Function;
import fluxion.core.print.Notation.Indexed;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.Locale;

/** Reads sorting, searching, running operations and positions along several axes. */
final class OrderForms {
    private OrderForms() {}

    static Form read(Order op, Apply apply, ImplicitBroadcast bare) {
        return switch (op) {
            case Sort(int axis, boolean descending) -> function("sort", apply, bare, axis(axis, apply.rank())
                    + (descending ? ", descending" : ""));
            case ArgSort(int axis, boolean descending, int count) -> function("argsort", apply, bare, axis(axis, apply.rank())
                    + (descending ? ", descending" : "") + (count == apply.input(0).shape().dim(axis) ? "" : ", first " + count));
            case SearchSorted(int batch, var side) -> function("searchsorted", apply, bare,
                    ", " + side.name().toLowerCase(Locale.ROOT) + (batch == 0 ? "" : ", batch " + batch));
        };
    }

    static Form read(Cumulative op, Apply apply, ImplicitBroadcast bare) {
        return switch (op) {
            case Cumulate(_, int axis, boolean reverse) -> function(op.label(), apply, bare,
                    axis(axis, apply.rank()) + (reverse ? ", reverse" : ""));
            case Recurrence(int axis, boolean reverse) -> function(op.label(), apply, bare,
                    axis(axis, apply.rank()) + (reverse ? ", reverse" : ""));
            case LeaveOneOutProduct others when IndexForms.isOthers(others, apply) -> IndexForms.others(others, bare, apply);
            case LeaveOneOutProduct(int axis) -> function(op.label(), apply, bare, axis(axis, apply.rank()));
        };
    }

    private static Form function(String name, Apply apply, ImplicitBroadcast bare, String tail) {
        return new Form(apply.inputs().map(bare::plain), n -> new Function(name, n, tail));
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

    static Form readJoined(Apply apply, ImplicitBroadcast bare) {
        Expr x = ((Apply) apply.input(0)).input(0);
        Seq<Expr> positions = ((Apply) apply.input(1)).inputs();
        return new Form(Array.of(x).appendAll(positions).map(bare::plain), n -> new Indexed(n.head(), n.tail()));
    }
}
