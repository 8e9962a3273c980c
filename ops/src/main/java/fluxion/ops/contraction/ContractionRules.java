package fluxion.ops.contraction;

import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.op.Dot;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** Transpose and batching of the general product; its derivative is the product rule. */
public final class ContractionRules {
    private ContractionRules() {}

    /** Linear in either operand alone: the cotangent contracted with the other operand over the latter's free axes. */
    public static Either<String, Seq<Option<Expr>>> transpose(Dot op, Apply y, Seq<Boolean> linear, Expr ct) {
        if (linear.get(0) && linear.get(1)) {
            return nonlinear("the product of two linear operands");
        }
        return Either.right(Array.of(Option.when(linear.get(0), () -> left(op, y, ct)),
                Option.when(linear.get(1), () -> right(op, y, ct))));
    }

    private static Expr left(Dot op, Apply y, Expr ct) {
        Expr a = y.input(0);
        Expr b = y.input(1);
        int batch = op.leftBatch().size();
        Ints free = op.leftFree(a.rank());
        Ints otherFree = op.rightFree(b.rank());
        Dot pull = new Dot(Ints.range(0, batch), op.rightBatch(), Ints.range(batch + free.size(), ct.rank()), otherFree);
        // axes of the result: batch, a's free axes, then b's contracted axes in b's order
        Ints contracted = op.rightContract().sorted().map(axis -> op.leftContract().get(op.rightContract().indexOf(axis)));
        return reorder(Expr.apply(pull, ct, b), op.leftBatch().concat(free).concat(contracted));
    }

    private static Expr right(Dot op, Apply y, Expr ct) {
        Expr a = y.input(0);
        Expr b = y.input(1);
        int batch = op.leftBatch().size();
        Ints otherFree = op.leftFree(a.rank());
        Dot pull = new Dot(op.leftBatch(), Ints.range(0, batch), otherFree, Ints.range(batch, batch + otherFree.size()));
        // axes of the result: batch, a's contracted axes in a's order, then b's free axes
        Ints contracted = op.leftContract().sorted().map(axis -> op.rightContract().get(op.leftContract().indexOf(axis)));
        return reorder(Expr.apply(pull, a, ct), op.rightBatch().concat(contracted).concat(op.rightFree(b.rank())));
    }

    /** Axis i of x becomes axis {@code places[i]}. */
    private static Expr reorder(Expr x, Ints places) {
        return places.isIdentity() ? x : x.permute(places.inverse().toArray());
    }

    /** Two mapped operands share one more batch axis; the lanes of a single one are a free axis, moved to the front. */
    public static Expr batch(Dot op, Seq<Batched> inputs) {
        Batched a = inputs.get(0);
        Batched b = inputs.get(1);
        Ints leftBatch = shift(op.leftBatch(), a);
        Ints rightBatch = shift(op.rightBatch(), b);
        Ints leftContract = shift(op.leftContract(), a);
        Ints rightContract = shift(op.rightContract(), b);
        int batch = leftBatch.size();
        if (a.mapped() && b.mapped()) {
            return Expr.apply(new Dot(leftBatch.prepend(0), rightBatch.prepend(0), leftContract, rightContract), a.value(),
                    b.value());
        }
        Expr product = Expr.apply(new Dot(leftBatch, rightBatch, leftContract, rightContract), a.value(), b.value());
        int lanes = a.mapped() ? batch : batch + op.leftFree(a.laneRank()).size();
        return lanes == 0 ? product : product.moveAxis(lanes, 0);
    }

    private static Ints shift(Ints axes, Batched operand) {
        return operand.mapped() ? axes.map(axis -> axis + 1) : axes;
    }
}
