package fluxion.dsl.onnx;

import fluxion.core.Tensor;
import io.vavr.control.Either;
import java.io.Serializable;

/**
 * A tensor in a model.
 *
 * @param name of it; empty for an attribute's
 * @param value of it, or why there is none
 */
record TensorProto(String name, Either<String, Tensor> value) implements Serializable {}
