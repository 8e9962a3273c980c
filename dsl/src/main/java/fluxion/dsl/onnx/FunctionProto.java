package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import java.io.Serializable;

/**
 * An operator that a model defines itself.
 *
 * @param domain of the operator
 * @param name of the operator
 * @param inputs their names
 * @param outputs their names
 * @param defaults of its attributes, where it has some
 * @param nodes in order
 */
record FunctionProto(String domain, String name, Array<String> inputs, Array<String> outputs,
        LinkedHashMap<String, AttributeProto> defaults, Array<NodeProto> nodes) implements Serializable {}
