package fluxion.core.op;

/** Operations whose every element builds on the ones before it, or on all others, along an axis. */
public sealed interface Cumulative extends Op permits Cumulate, Recurrence, LeaveOneOutProduct {
    @Override
    default String label() {
        return switch (this) {
            case Cumulate(var kind, _, _) -> kind.label();
            case Recurrence _ -> "recurrence";
            case LeaveOneOutProduct _ -> "prod_of_others";
        };
    }

    @Override
    default String parameters() {
        return switch (this) {
            case Cumulate(_, int axis, boolean reverse) -> "axis=" + axis + (reverse ? ", reverse" : "");
            case Recurrence(int axis, boolean reverse) -> "axis=" + axis + (reverse ? ", reverse" : "");
            case LeaveOneOutProduct(int axis) -> "axis=" + axis;
        };
    }
}
