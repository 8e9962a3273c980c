package fluxion.dsl.optim;

import fluxion.core.TensorType;
import java.io.Serializable;

/**
 * Which leaves of the parameters a transformation sees: {@code (path, type) -> type.rank() > 1} for matrices alone, as weights
 * are and biases are not, {@code (path, type) -> path.endsWith("bias")} for some by name.
 */
@FunctionalInterface
public interface LeafMask extends Serializable {
    /** Whether it sees the leaf at a path, such as {@code layers[0].bias}, of a type. */
    boolean includes(String path, TensorType type);

    /** Those that have at least two axes. */
    static LeafMask matrices() {
        return (path, type) -> type.rank() > 1;
    }

    /** Those that this does not see. */
    default LeafMask not() {
        return (path, type) -> !includes(path, type);
    }
}
