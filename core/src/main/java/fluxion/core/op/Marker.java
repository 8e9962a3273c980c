package fluxion.core.op;

/** The identity in its first operand, which means something to a transform or to a reader. */
public sealed interface Marker extends Op permits Named, Require, Recompute {
    @Override
    default String label() {
        return switch (this) {
            case Named _ -> "named";
            case Require _ -> "check";
            case Recompute _ -> "recompute";
        };
    }
}
