package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import java.util.Locale;

/**
 * Combines the elements along some axes, which the result does not have.
 *
 * @param kind how
 * @param axes which axes, ascending, each from 0 to rank − 1
 */
public record Reduce(Kind kind, Ints axes) implements Op {
    /** How elements combine; each has a value for no elements but {@code MAX} and {@code MIN} of integers. */
    public enum Kind {
        /** Σ; 0 for none. */
        SUM,
        /** Π; 1 for none. */
        PROD,
        /** The largest; NaN wins; ties share the derivative evenly; −∞ for none. */
        MAX,
        /** The smallest; NaN wins; ties share the derivative evenly; +∞ for none. */
        MIN,
        /** Whether some bool holds; false for none. */
        ANY,
        /** Whether all bools hold; true for none. */
        ALL,
        /** ln Σ eˣ, without overflow; −∞ for none. */
        LOGSUMEXP
    }

    @Override
    public String label() {
        return kind == Kind.LOGSUMEXP ? "logsumexp" : "reduce_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 1, operands);
        TensorType x = operands.get(0);
        OperandChecks.shape(this, axes.isDistinct() && axes.equals(axes.sorted()) && axes.forAll(a -> a >= 0 && a < x.rank()),
                "axes must be distinct axes of the operand, ascending", () -> axes + " for " + x);
        switch (kind) {
            case SUM, PROD -> OperandChecks.dtype(this, x.dtype().isNumeric(),
                    "requires a numeric operand (cast a bool to count)", x);
            case MAX, MIN -> {
                OperandChecks.dtype(this, x.dtype().isNumeric(), "requires a numeric operand", x);
                OperandChecks.shape(this, x.dtype().isFloat() || axes.forAll(a -> x.shape().dim(a) > 0),
                        "integers have no extremum of no elements", () -> x + " over axes " + axes);
            }
            case ANY, ALL -> OperandChecks.dtype(this, x.dtype() == DType.BOOL, "requires a bool operand", x);
            case LOGSUMEXP -> OperandChecks.dtype(this, x.dtype().isFloat(), "requires a floating-point operand", x);
            default -> throw new IllegalStateException("no case for " + kind);
        }
        return x.withShape(x.shape().without(axes));
    }
}
