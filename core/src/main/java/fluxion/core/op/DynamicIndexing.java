package fluxion.core.op;

/** Operations that read or write at computed positions; see also {@link Take} and {@link ScatterAdd}. */
public sealed interface DynamicIndexing extends Op permits Scatter, DynamicSlice, DynamicUpdateSlice, FlatIndex {
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
