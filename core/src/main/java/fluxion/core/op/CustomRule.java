package fluxion.core.op;

import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * A call of a function with a rule of its own for derivatives: the value is that of the body with the operands for its
 * parameters. One result gives a tensor, several a tuple.
 */
public sealed interface CustomRule extends Op permits Custom, LinearCall, LinearSolve, Checkpoint, MatrixFunction {
    /** What the step is called when printed. */
    String name();

    /** What is computed: operands to results. */
    Fn body();

    @Override
    default String label() {
        return name();
    }

    @Override
    default Seq<Fn> functions() {
        return switch (this) {
            case Custom c -> Array.of(c.body(), c.rule().fn());
            case LinearCall c -> Array.ofAll(c.forward()).append(c.transposed());
            case LinearSolve s -> Array.of(s.map(), s.body(), s.transposed());
            case Checkpoint c -> Array.of(c.body());
            case MatrixFunction f -> f.derivatives().append(f.body());
        };
    }

    @Override
    default ExprType infer(Seq<TensorType> operands) {
        return call(this, body().parameterTypes(), body().resultTypes(), operands);
    }

    /** The type of a call. */
    static ExprType call(Op op, Seq<TensorType> parameters, Seq<TensorType> results, Seq<TensorType> operands) {
        OperandChecks.arity(op, parameters.size(), operands);
        OperandChecks.shape(op, parameters.equals(operands), "requires " + OperandChecks.list(parameters),
                OperandChecks.list(operands));
        return results.size() == 1 ? results.get(0) : new TupleType(results);
    }
}
