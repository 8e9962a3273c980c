package fluxion.dsl.onnx;

import fluxion.core.Tensor;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.Serializable;

/**
 * A tensor in a model.
 *
 * @param name of it; empty for an attribute's
 * @param type of its elements, if it is one of ONNX's
 * @param value of it, or why there is none
 */
record TensorProto(String name, Option<OnnxType> type, Either<String, Tensor> value) implements Serializable {}
