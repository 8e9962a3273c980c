package fluxion.core.op;

import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import io.vavr.collection.Seq;
import io.vavr.control.Either;

/**
 * A function that is linear in its last operands, together with its transpose, which need not be derived from it.
 *
 * @param name what the step is called when printed
 * @param constants how many operands come before the linear ones
 * @param forward (constants, linear operands) to results; or why there is only the transpose
 * @param transposed (constants, cotangents of the results) to cotangents of the linear operands
 */
public record LinearCall(String name, int constants, Either<String, Fn> forward, Fn transposed) implements CustomRule {
    /**
     * What is computed.
     *
     * @throws TransformException where there is only the transpose
     */
    @Override
    public Fn body() {
        return forward.getOrElseThrow(reason ->
                new TransformException(name + ": forward mode needs a pullback that is linear in its cotangents; "
                + reason + ". Use reverse mode, or give a derivative instead"));
    }

    @Override
    public ExprType infer(Seq<TensorType> operands) {
        return CustomRule.call(this, transposed.parameterTypes().take(constants).appendAll(transposed.resultTypes()),
                transposed.parameterTypes().drop(constants), operands);
    }
}
