package fluxion.core.op;

import fluxion.core.DTypeException;
import fluxion.core.ExprType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import io.vavr.collection.Seq;
import java.util.function.Supplier;

/** The checks that type rules share; every message begins with the operation's name and ends with what it got. */
final class OperandChecks {
    private OperandChecks() {}

    static void arity(Op op, int expected, Seq<TensorType> operands) {
        if (operands.size() != expected) {
            throw new ShapeException(op.label() + ": takes " + expected + (expected == 1 ? " operand" : " operands")
                    + "; got " + operands.size() + " " + list(operands));
        }
    }

    /** The only operand. */
    static TensorType only(Op op, Seq<TensorType> operands) {
        arity(op, 1, operands);
        return operands.get(0);
    }

    /** The only operand, of numbers. */
    static TensorType numeric(Op op, Seq<TensorType> operands) {
        TensorType x = only(op, operands);
        dtype(op, x.dtype().isNumeric(), "requires a numeric operand", x);
        return x;
    }

    /** The only operand, of numbers, which has that axis. */
    static TensorType numericAlong(Op op, int axis, Seq<TensorType> operands) {
        TensorType x = numeric(op, operands);
        axis(op, axis, x);
        return x;
    }

    static void axis(Op op, int axis, TensorType x) {
        shape(op, axis >= 0 && axis < x.rank(), "axis must be an axis of the operand", () -> axis + " for " + x);
    }

    static void axes(Op op, Ints axes, TensorType x) {
        shape(op, axes.isDistinct() && axes.equals(axes.sorted()) && axes.forAll(a -> a >= 0 && a < x.rank()),
                "axes must be distinct axes of the operand, ascending", () -> axes + " for " + x);
    }

    /** An operand of which slices are replaced by updates, one for each index. */
    static TensorType updated(Op op, boolean isNumeric, int batch, int axis, Seq<TensorType> operands) {
        arity(op, 3, operands);
        TensorType x = operands.get(0);
        TensorType updates = operands.get(2);
        dtype(op, (!isNumeric || x.dtype().isNumeric()) && updates.dtype() == x.dtype(),
                "requires " + (isNumeric ? "numeric " : "") + "operand and updates of one dtype", () -> x + " and " + updates);
        Shape expected = Take.resultShape(op, batch, axis, x, operands.get(1));
        shape(op, updates.shape().equals(expected),
                "updates must have shape " + expected + ", one slice for each index", updates);
        return x;
    }

    static void shape(Op op, boolean holds, String requirement, Object got) {
        if (!holds) {
            throw new ShapeException(op.label() + ": " + requirement + "; got " + got);
        }
    }

    /** As above, the text made only when it is needed. */
    static void shape(Op op, boolean holds, String requirement, Supplier<String> got) {
        shape(op, holds, requirement, lazily(got));
    }

    static void dtype(Op op, boolean holds, String requirement, Object got) {
        if (!holds) {
            throw new DTypeException(op.label() + ": " + requirement + "; got " + got);
        }
    }

    /** As above, the text made only when it is needed. */
    static void dtype(Op op, boolean holds, String requirement, Supplier<String> got) {
        dtype(op, holds, requirement, lazily(got));
    }

    /** All operands of one dtype and shape. */
    static TensorType same(Op op, Seq<TensorType> operands) {
        TensorType first = operands.get(0);
        for (TensorType operand : operands) {
            shape(op, operand.shape().equals(first.shape()), "operands must have one shape", list(operands));
            dtype(op, operand.dtype() == first.dtype(), "operands must have one dtype", list(operands));
        }
        return first;
    }

    /** The length of an axis of the result, which must be one that an int can say. */
    static int length(Op op, long length, Object of) {
        shape(op, length <= Integer.MAX_VALUE && length >= Integer.MIN_VALUE,
                "an axis of the result must have at most 2³¹ − 1 elements",
                () -> length + " for " + of);
        return (int) length;
    }

    /** What is handed to the functions of an operation with lanes. */
    static Seq<TensorType> lanes(Seq<TensorType> types, Seq<Boolean> mapped, int size) {
        return types.zipWith(mapped, (t, is) -> is ? t.withShape(t.shape().prepend(size)) : t).toArray();
    }

    /** One result is a tensor, several are a tuple. */
    static ExprType results(Seq<TensorType> types) {
        return types.size() == 1 ? types.get(0) : new TupleType(types.toArray());
    }

    /** The operands' types, put into words only when a message asks. */
    static Object list(Seq<TensorType> operands) {
        return lazily(() -> operands.mkString(" and "));
    }

    private static Object lazily(Supplier<String> text) {
        return new Object() {
            @Override
            public String toString() {
                return text.get();
            }
        };
    }
}
