package fluxion.core.op;

import java.util.Locale;

/** Operations that compare elements along an axis. NaN counts as the largest number, and −0 equals 0. */
public sealed interface Order extends Op permits Sort, ArgSort, SearchSorted {
    @Override
    default String label() {
        return switch (this) {
            case Sort _ -> "sort";
            case ArgSort _ -> "argsort";
            case SearchSorted _ -> "searchsorted";
        };
    }

    @Override
    default String parameters() {
        return switch (this) {
            case Sort(int axis, boolean descending) -> "axis=" + axis + (descending ? ", descending" : "");
            case ArgSort(int axis, boolean descending, int count) -> "axis=" + axis + (descending ? ", descending" : "")
                    + ", count=" + count;
            case SearchSorted(int batch, var side) -> (batch == 0 ? "" : "batch=" + batch + ", ") + "side="
                    + side.name().toLowerCase(Locale.ROOT);
        };
    }
}
