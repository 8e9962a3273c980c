package fluxion.core.op;

import java.util.Locale;

/** Operations on each pair of elements of two operands, each named as its constant is. */
public sealed interface Pairwise extends Op permits Binary, Compare {
    /** The constant's. */
    String name();

    @Override
    default String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
