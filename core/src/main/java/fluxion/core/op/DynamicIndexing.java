package fluxion.core.op;

import java.util.Locale;

/** Operations that read or write at computed positions; see also {@link Take} and {@link ScatterAdd}. */
public sealed interface DynamicIndexing extends Op permits Scatter, DynamicSlice, DynamicUpdateSlice, FlatIndex {
    @Override
    default String label() {
        return switch (this) {
            case Scatter(var kind, _, _) -> "scatter_" + kind.name().toLowerCase(Locale.ROOT);
            case DynamicSlice _ -> "dynamic_slice";
            case DynamicUpdateSlice _ -> "dynamic_update_slice";
            case FlatIndex _ -> "flat_index";
        };
    }

    @Override
    default String parameters() {
        return switch (this) {
            case Scatter(_, int batch, int axis) -> (batch == 0 ? "" : "batch=" + batch + ", ") + "axis=" + axis;
            case DynamicSlice(int batch, var sizes) -> (batch == 0 ? "" : "batch=" + batch + ", ") + "sizes=" + sizes;
            case DynamicUpdateSlice(int batch) -> batch == 0 ? "" : "batch=" + batch;
            case FlatIndex(var dims) -> "dims=" + dims;
        };
    }
}
