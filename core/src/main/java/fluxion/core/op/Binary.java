package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/** Operations on each pair of elements of two operands of one dtype and shape. Integers wrap around. */
public enum Binary implements Pairwise {
    /** x + y. */
    ADD(Domain.NUMERIC),
    /** x − y. */
    SUB(Domain.NUMERIC),
    /** x · y. */
    MUL(Domain.NUMERIC),
    /** x / y, of floating-point operands. */
    DIV(Domain.FLOAT),
    /** xʸ as in C: x⁰ = 1ʸ = 1 even for NaN; integers by repeated multiplication, y ≥ 0. */
    POW(Domain.NUMERIC),
    /** x − y·⌊x/y⌋, with the sign of the divisor, as in Python. */
    REMAINDER(Domain.NUMERIC),
    /** ⌊x/y⌋, as in Python; derivative 0. */
    FLOOR_DIVIDE(Domain.NUMERIC),
    /** The larger one; NaN wins; at a tie each operand gets half of the derivative. */
    MAXIMUM(Domain.NUMERIC),
    /** The smaller one; NaN wins; at a tie each operand gets half of the derivative. */
    MINIMUM(Domain.NUMERIC),
    /** The angle of the point (y, x), first operand y. */
    ATAN2(Domain.FLOAT),
    /** √(x² + y²), without overflow inside. */
    HYPOT(Domain.FLOAT),
    /** ln(eˣ + eʸ), without overflow inside. */
    LOGADDEXP(Domain.FLOAT),
    /** |x| with the sign of y. */
    COPYSIGN(Domain.FLOAT),
    /** Both, of bools. */
    LOGICAL_AND(Domain.BOOLEAN),
    /** At least one, of bools. */
    LOGICAL_OR(Domain.BOOLEAN),
    /** Exactly one, of bools. */
    LOGICAL_XOR(Domain.BOOLEAN);

    private enum Domain { NUMERIC, FLOAT, BOOLEAN }

    private final Domain domain;

    Binary(Domain domain) {
        this.domain = domain;
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 2, operands);
        TensorType type = OperandChecks.same(this, operands);
        switch (domain) {
            case FLOAT -> OperandChecks.dtype(this, type.dtype().isFloat(),
                    this == DIV ? "requires floating-point operands (floorDivide is for integers, cast(F64) for quotients)"
                            : "requires floating-point operands (cast(F64) makes them)", OperandChecks.list(operands));
            case NUMERIC -> OperandChecks.dtype(this, type.dtype().isNumeric(), "requires numeric operands",
                    OperandChecks.list(operands));
            case BOOLEAN -> OperandChecks.dtype(this, type.dtype() == DType.BOOL, "requires bool operands",
                    OperandChecks.list(operands));
            default -> throw new IllegalStateException("no case for " + domain);
        }
        return type;
    }
}
