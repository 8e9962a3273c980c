package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Op;

/** One value of a program: an argument, a constant, or a result of an operation. Equal only to itself. */
final class Node {
    /** Where a value comes from. */
    sealed interface Source {}

    /** The argument with a number. */
    record Argument(int index) implements Source {}

    /** A value that is known before any argument is. */
    record Known(Tensor value) implements Source {}

    /** An operation on other values with one result; never a call. */
    record Operation(Op op, Node[] inputs) implements Source {}

    /**
     * One result of an operation with several; those of the same {@code whole} are computed by one step.
     *
     * @param whole what its results have in common, by identity
     */
    record Part(Op op, Object whole, int index, Node[] inputs) implements Source {}

    /** The same elements, stored one after another. */
    record Ordered(Node of) implements Source {}

    static final Node[] NONE = {};

    /** Its place in the topological order. */
    final int id;
    final Source source;
    final TensorType type;
    final int[] dims;
    final long size;

    Node(int id, Source source, TensorType type) {
        this.id = id;
        this.source = source;
        this.type = type;
        this.dims = type.shape().dims().toArray();
        this.size = type.shape().size();
    }

    DType dtype() {
        return type.dtype();
    }

    Node[] inputs() {
        return switch (source) {
            case Argument _, Known _ -> NONE;
            case Operation(_, Node[] inputs) -> inputs;
            case Part(_, _, _, Node[] inputs) -> inputs;
            case Ordered(Node of) -> new Node[] {of};
        };
    }
}
