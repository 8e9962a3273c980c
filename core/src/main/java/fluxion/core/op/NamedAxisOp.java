package fluxion.core.op;

/** Operations that see all lanes of a named axis of vmap, and which are gone once that vmap is done. */
public sealed interface NamedAxisOp extends Op permits AxisIndex, Collective {
    /** The name of the axis. */
    String axis();

    /** How many lanes it has. */
    int size();

    @Override
    default String label() {
        return switch (this) {
            case AxisIndex _ -> "axis_index";
            case Collective(var kind, _, _, _) -> kind.label();
        };
    }
}
