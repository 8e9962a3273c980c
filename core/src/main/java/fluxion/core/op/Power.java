package fluxion.core.op;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * xⁿ for a fixed integer n: the square is {@code Power(2)}, the reciprocal {@code Power(-1)}. x⁰ is 1 for every x, NaN
 * included, as in C's pow.
 *
 * @param exponent n; negative only for floating-point operands
 */
public record Power(int exponent) implements Op {
    @Override
    public String label() {
        return switch (exponent) {
            case 2 -> "square";
            case -1 -> "reciprocal";
            default -> "integer_pow";
        };
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType x = OperandChecks.numeric(this, operands);
        OperandChecks.dtype(this, exponent >= 0 || x.dtype().isFloat(),
                "a negative exponent requires a floating-point operand (cast(F64) makes one)",
                () -> x + " to the power " + exponent);
        return x;
    }
}
