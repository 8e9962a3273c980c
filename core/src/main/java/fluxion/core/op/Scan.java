package fluxion.core.op;

import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * A loop of known length that threads a carry and goes along the leading axis of its sequences: operands
 * {@code (consts…, carry…, xs…)}; for each i {@code (carry, y[i]) = step(consts, carry, x[i])}; the results are the last
 * carry and the stacked ys. In reverse, i counts down, and y[i] still belongs to x[i].
 *
 * @param step a closed function (consts, carry, one element of each sequence) to (carry, one element of each result)
 * @param length how many steps
 * @param consts how many operands are the same in every step
 * @param carries how many are threaded
 * @param reverse whether the last element comes first
 */
public record Scan(Fn step, int length, int consts, int carries, boolean reverse) implements Control {
    @Override
    public String label() {
        return "scan";
    }

    @Override
    public ExprType infer(Seq<TensorType> operands) {
        Seq<TensorType> parameters = step.parameterTypes();
        Seq<TensorType> results = step.resultTypes();
        OperandChecks.arity(this, parameters.size(), operands);
        Seq<TensorType> carry = parameters.slice(consts, consts + carries);
        OperandChecks.shape(this, results.take(carries).equals(carry), "the step must give a carry like the one it takes, "
                + OperandChecks.list(carry),
                OperandChecks.list(results.take(carries)));
        Seq<TensorType> given = parameters.take(consts + carries).appendAll(parameters.drop(consts + carries).map(this::stacked));
        OperandChecks.shape(this, given.equals(operands), "requires " + OperandChecks.list(given), OperandChecks.list(operands));
        return OperandChecks.results(carry.appendAll(results.drop(carries).map(this::stacked)));
    }

    private TensorType stacked(TensorType element) {
        return element.withShape(element.shape().prepend(length));
    }

    @Override
    public Seq<Fn> bodies() {
        return Array.of(step);
    }

    @Override
    public Control withBodies(Seq<Fn> bodies) {
        return new Scan(bodies.get(0), length, consts, carries, reverse);
    }
}
