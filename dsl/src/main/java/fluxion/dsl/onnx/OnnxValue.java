package fluxion.dsl.onnx;

import fluxion.core.Expr;
import io.vavr.collection.Array;

/** What a name in a graph stands for. */
sealed interface OnnxValue {
    /** A tensor. */
    record One(Expr value) implements OnnxValue {}

    /** A sequence of tensors, which may have different shapes; its length is known. */
    record Many(Array<Expr> values) implements OnnxValue {}

    /** Nothing: an input that is left out, or an optional value that is not there. */
    enum Absent implements OnnxValue {
        /** The only one. */
        ABSENT
    }

    /** A tensor. */
    static OnnxValue of(Expr value) {
        return new One(value);
    }
}
