package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * Running products, extrema or ln Σ eˣ along an axis: element i combines the operand's elements 0 … i, or i … n − 1 when
 * reversed. Extrema share the derivative evenly among the ties so far, and from a NaN on have derivative 0.
 *
 * @param kind what combines the elements
 * @param axis the axis, from 0 to rank − 1
 * @param reverse whether to start at the end
 */
public record Cumulate(Kind kind, int axis, boolean reverse) implements Cumulative {
    /** What combines the elements. */
    public enum Kind {
        /** Π of the elements so far. */
        CUMPROD("cumprod"),
        /** The largest so far. */
        CUMMAX("cummax"),
        /** The smallest so far. */
        CUMMIN("cummin"),
        /** ln Σ eˣ of the elements so far. */
        LOGCUMSUMEXP("logcumsumexp");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.only(this, operands);
        OperandChecks.dtype(this, kind == Kind.LOGCUMSUMEXP ? x.dtype().isFloat() : x.dtype().isNumeric(),
                kind == Kind.LOGCUMSUMEXP ? "requires a floating-point operand" : "requires a numeric operand", x);
        OperandChecks.axis(this, axis, x);
        return x;
    }
}
