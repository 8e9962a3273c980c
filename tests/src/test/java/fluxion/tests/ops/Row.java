package fluxion.tests.ops;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.transforms.Randomness;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.SplittableRandom;

/**
 * What the generic tests know of one operation.
 *
 * @param op the operation, with its parameters
 * @param operands its operands
 * @param derivative what its derivative is
 * @param linear sets of operands in which it is linear together
 */
record Row(Op op, Seq<Operand> operands, Derivative derivative, Seq<Ints> linear) {

    /** An operand's type and where its elements come from. */
    record Operand(TensorType type, Sampler sampler) {}

    /** What the derivative of an operation is. */
    enum Derivative {
        /** The limit of difference quotients. */
        SMOOTH,
        /** Zero by definition. */
        STOPPED,
        /** None: no floating-point operand reaches a floating-point result. */
        NONE
    }

    static Row smooth(Op op, Operand... operands) {
        return new Row(op, Array.of(operands), Derivative.SMOOTH, Array.empty());
    }

    static Row constant(Op op, Operand... operands) {
        return new Row(op, Array.of(operands), Derivative.NONE, Array.empty());
    }

    Row linearIn(Ints... sets) {
        return new Row(op, operands, derivative, Array.of(sets));
    }

    Row stopped() {
        return new Row(op, operands, Derivative.STOPPED, linear);
    }

    /** The operation as a function of all its operands. */
    Fn fn() {
        Seq<Var> params = operands.zipWithIndex((o, i) -> new Var("x" + i, op instanceof NamedAxisOp ? lane(o.type()) : o.type()));
        Fn fn = Fn.of(params, Apply.of(op, Array.<Expr>narrow(Array.ofAll(params))).results());
        return op instanceof NamedAxisOp across ? lanes(fn, across) : fn;
    }

    private static TensorType lane(TensorType lanes) {
        return lanes.withShape(lanes.shape().without(Ints.of(0)));
    }

    /** An operation across lanes means something only together with them. */
    private static Fn lanes(Fn fn, NamedAxisOp across) {
        return Vmap.of(fn, fn.params().map(_ -> Option.of(0)), fn.results().map(_ -> Option.of(0)), across.size(), Randomness.ERROR, across.axis());
    }

    /** Operands in the operation's domain. */
    Seq<Tensor> sample(SplittableRandom random) {
        return operands.map(o -> o.sampler().tensor(random, o.type()));
    }

    /** The operands that derivatives are taken in. */
    Ints floating() {
        return Ints.range(0, operands.size()).filter(i -> operands.get(i).type().dtype().isFloat());
    }

    /** The label, the parameters and the operands: what a message names. */
    String name() {
        return op.label() + " " + (op instanceof Enum<?> ? "" : op + " ") + operands.map(o -> o.type().toString()).mkString("(", ", ", ")");
    }
}
