package fluxion.ops.order;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Order;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Derivatives and batching of sorting and searching. */
public final class OrderRules {
    private OrderRules() {}

    /** Tangents move as the values moved; positions have none. */
    public static Option<Expr> jvp(Order op, Apply y, Seq<Option<Expr>> tangents) {
        return switch (op) {
            case Sort(int axis, boolean descending) -> tangents.get(0).map(t ->
                    t.takeAlongAxis(Expr.apply(new ArgSort(axis, descending, y.shape().dim(axis)), y.input(0)), axis));
            case ArgSort _, SearchSorted _ -> Option.none();
        };
    }

    /** Each lane sorted by itself; searched in its own numbers, or in those that all lanes share. */
    public static Expr batch(Order op, Seq<Batched> inputs, int size) {
        return switch (op) {
            case Sort(int axis, boolean descending) -> Expr.apply(new Sort(axis + 1, descending), inputs.get(0).value());
            case ArgSort(int axis, boolean descending, int count) -> Expr.apply(new ArgSort(axis + 1, descending, count),
                    inputs.get(0).value());
            case SearchSorted(int batch, var _) when batch == 0 && !inputs.get(0).mapped() ->
                    Expr.apply(op, inputs.get(0).value(), inputs.get(1).value());
            case SearchSorted(int batch, var side) ->
                    Expr.apply(new SearchSorted(batch + 1, side), inputs.get(0).lanes(size), inputs.get(1).lanes(size));
        };
    }
}
