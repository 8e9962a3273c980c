package fluxion.dsl.onnx;

import fluxion.core.Expr;
import fluxion.core.Ints;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.Function;

/**
 * What an operator of ONNX's own domain means.
 *
 * @param name of it
 * @param known the positions of the inputs whose values must be known when a function is traced, because shapes depend on
 *     them; all from there on where the last is −1
 * @param meaning from a node to its outputs
 */
record OnnxOperator(String name, Ints known, Function<NodeCall, Array<OnnxValue>> meaning) {
    /** One of one output. */
    static OnnxOperator one(String name, Function<NodeCall, Expr> meaning) {
        return new OnnxOperator(name, Ints.empty(), call -> Array.of(OnnxValue.of(meaning.apply(call))));
    }

    /** One of several outputs. */
    static OnnxOperator several(String name, Function<NodeCall, ? extends Seq<Expr>> meaning) {
        return new OnnxOperator(name, Ints.empty(), call -> Array.ofAll(meaning.apply(call)).map(OnnxValue::of));
    }

    /** One of values that are not all tensors. */
    static OnnxOperator ofValues(String name, Function<NodeCall, ? extends Seq<OnnxValue>> meaning) {
        return new OnnxOperator(name, Ints.empty(), call -> Array.ofAll(meaning.apply(call)));
    }

    /** The same, some inputs of which must be known. */
    OnnxOperator knowing(int... positions) {
        return new OnnxOperator(name, Ints.of(positions), meaning);
    }
}
