package fluxion.core.op;

import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import io.vavr.collection.Seq;

/**
 * A call of a function, kept as one named step: the value of its body with the operands for its parameters. One result
 * gives a tensor, several a tuple.
 *
 * @param name what the step is called when printed
 * @param fn the function, closed
 */
public record Call(String name, Fn fn) implements Op {
    @Override
    public String label() {
        return name;
    }

    @Override
    public Seq<Fn> functions() {
        return io.vavr.collection.Array.of(fn);
    }

    @Override
    public ExprType infer(Seq<TensorType> operands) {
        Seq<TensorType> parameters = fn.parameterTypes();
        OperandChecks.arity(this, parameters.size(), operands);
        OperandChecks.shape(this, parameters.equals(operands), "requires " + OperandChecks.list(parameters),
                OperandChecks.list(operands));
        Seq<TensorType> results = fn.resultTypes();
        return results.size() == 1 ? results.get(0) : new TupleType(results);
    }
}
