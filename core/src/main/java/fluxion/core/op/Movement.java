package fluxion.core.op;

/** Operations that only move elements: linear, of any dtype, and mostly views to the interpreter. */
public sealed interface Movement extends Op permits Reshape, Permute, Broadcast, Slice, Pad, Flip, Concatenate {
    @Override
    default String label() {
        return switch (this) {
            case Reshape _ -> "reshape";
            case Permute _ -> "permute";
            case Broadcast _ -> "broadcast";
            case Slice _ -> "slice";
            case Pad _ -> "pad";
            case Flip _ -> "flip";
            case Concatenate _ -> "concatenate";
        };
    }
}
