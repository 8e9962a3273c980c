package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * The value of one of several functions, chosen by a number: operands {@code (index, x…)} give {@code branches[index](x…)}.
 * The index is i32[] and clamped to the branches there are, or bool[] for two of them, false for the first. Only the chosen
 * function runs. With lanes the index has one element for each of them.
 *
 * @param branches closed functions of the same parameters and result types
 * @param lanes present where each lane chooses for itself
 */
public record Switch(Seq<Fn> branches, Option<Lanes> lanes) implements Control {
    @Override
    public String label() {
        return branches.size() == 2 ? "cond" : "switch";
    }

    @Override
    public ExprType infer(Seq<TensorType> operands) {
        OperandChecks.shape(this, branches.nonEmpty(), "requires at least one branch", "none");
        Seq<TensorType> parameters = branches.get(0).parameterTypes();
        OperandChecks.arity(this, parameters.size() + 1, operands);
        TensorType index = operands.get(0);
        OperandChecks.dtype(this, index.dtype() == DType.I32 || index.dtype() == DType.BOOL && branches.size() == 2,
                "requires an i32 index, or a bool for two branches", index);
        OperandChecks.shape(this, index.shape().equals(lanes.map(l -> Shape.of(l.size())).getOrElse(Shape.SCALAR)),
                "requires one index" + (lanes.isDefined() ? " for each lane" : ""), index);
        Seq<TensorType> results = branches.get(0).resultTypes();
        for (Fn branch : branches) {
            OperandChecks.shape(this, branch.parameterTypes().equals(parameters), "all branches must take "
                    + OperandChecks.list(parameters),
                    OperandChecks.list(branch.parameterTypes()));
            OperandChecks.shape(this, branch.resultTypes().equals(results), "all branches must give "
                    + OperandChecks.list(results),
                    OperandChecks.list(branch.resultTypes()));
        }
        Seq<TensorType> given = lanes.map(l -> OperandChecks.lanes(parameters, l.mapped(), l.size())).getOrElse(parameters);
        OperandChecks.shape(this, given.equals(operands.tail()), "requires " + OperandChecks.list(given),
                OperandChecks.list(operands.tail()));
        return OperandChecks.results(lanes.map(l -> results.map(r -> r.withShape(r.shape().prepend(l.size()))))
                .getOrElse(results));
    }

    @Override
    public Seq<Fn> bodies() {
        return branches;
    }

    @Override
    public Control withBodies(Seq<Fn> bodies) {
        return new Switch(bodies, lanes);
    }
}
