package fluxion.core.op;

/**
 * Linear operations in pairs, each the other's transpose: one picks elements, the other puts them back, and adds where they
 * meet.
 */
public sealed interface GatherScatter extends Op permits Take, ScatterAdd, Diagonal, Diag, Windows, Fold {
    @Override
    default String label() {
        return switch (this) {
            case Take _ -> "take";
            case ScatterAdd _ -> "scatter_add";
            case Diagonal _ -> "diagonal";
            case Diag _ -> "diag";
            case Windows _ -> "windows";
            case Fold _ -> "fold";
        };
    }

    @Override
    default String parameters() {
        return switch (this) {
            case Take t -> (t.batch() == 0 ? "" : "batch=" + t.batch() + ", ") + "axis=" + t.axis();
            case ScatterAdd s -> (s.batch() == 0 ? "" : "batch=" + s.batch() + ", ") + "axis=" + s.axis();
            case Diagonal d -> "offset=" + d.offset();
            case Diag d -> "offset=" + d.offset();
            case Windows w -> "size=" + w.size() + ", stride=" + w.stride() + ", dilation=" + w.dilation();
            case Fold f -> "to=" + f.to() + ", " + f.windows().parameters();
        };
    }
}
