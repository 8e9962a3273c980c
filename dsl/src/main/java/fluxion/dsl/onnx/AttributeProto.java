package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import java.io.Serializable;

/** What a node says beside its inputs. */
sealed interface AttributeProto extends Serializable {
    /** A number. */
    record Single(double value) implements AttributeProto {}

    /** An integer. */
    record Whole(long value) implements AttributeProto {}

    /** A text. */
    record Text(String value) implements AttributeProto {}

    /** A tensor. */
    record Elements(TensorProto value) implements AttributeProto {}

    /** A graph, such as a loop's body. */
    record Body(GraphProto value) implements AttributeProto {}

    /** Numbers. */
    record Singles(Array<Double> values) implements AttributeProto {}

    /** Integers. */
    record Wholes(Array<Long> values) implements AttributeProto {}

    /** Texts. */
    record Texts(Array<String> values) implements AttributeProto {}

    /** The attribute of that name of the function's call. */
    record Reference(String name) implements AttributeProto {}

    /** What is read only to be named. */
    record Other(String what) implements AttributeProto {}
}
