package fluxion.core.op;

/** Tensors that depend on their shape alone. */
public sealed interface Creation extends Op permits Iota, Eye {
    @Override
    default String label() {
        return switch (this) {
            case Iota _ -> "iota";
            case Eye _ -> "eye";
        };
    }

    @Override
    default String parameters() {
        return switch (this) {
            case Iota i -> "axis=" + i.axis();
            case Eye e -> "offset=" + e.offset();
        };
    }
}
