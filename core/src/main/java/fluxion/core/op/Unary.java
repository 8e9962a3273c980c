package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import java.util.Locale;

/** Operations on each element of one operand. */
public enum Unary implements Op {
    /** −x. */
    NEG(Domain.NUMERIC),
    /** |x|; derivative sign(x), so 0 at 0. */
    ABS(Domain.NUMERIC),
    /** −1, 0 or 1; keeps ±0, NaN for NaN; derivative 0. */
    SIGN(Domain.NUMERIC),
    /** The largest integer ≤ x; derivative 0. */
    FLOOR(Domain.FLOAT),
    /** The smallest integer ≥ x; derivative 0. */
    CEIL(Domain.FLOAT),
    /** The nearest integer, halves to even; derivative 0. */
    ROUND(Domain.FLOAT),
    /** The integer part, towards zero; derivative 0. */
    TRUNC(Domain.FLOAT),
    /** √x. */
    SQRT(Domain.FLOAT),
    /** 1/√x. */
    RSQRT(Domain.FLOAT),
    /** ∛x, real also for negative x. */
    CBRT(Domain.FLOAT),
    /** eˣ. */
    EXP(Domain.FLOAT),
    /** 2ˣ. */
    EXP2(Domain.FLOAT),
    /** eˣ − 1, accurate near 0. */
    EXPM1(Domain.FLOAT),
    /** ln x. */
    LOG(Domain.FLOAT),
    /** ln(1 + x), accurate near 0. */
    LOG1P(Domain.FLOAT),
    /** log₂ x. */
    LOG2(Domain.FLOAT),
    /** log₁₀ x. */
    LOG10(Domain.FLOAT),
    /** sin x. */
    SIN(Domain.FLOAT),
    /** cos x. */
    COS(Domain.FLOAT),
    /** tan x. */
    TAN(Domain.FLOAT),
    /** arcsin x. */
    ASIN(Domain.FLOAT),
    /** arccos x. */
    ACOS(Domain.FLOAT),
    /** arctan x. */
    ATAN(Domain.FLOAT),
    /** sinh x. */
    SINH(Domain.FLOAT),
    /** cosh x. */
    COSH(Domain.FLOAT),
    /** tanh x. */
    TANH(Domain.FLOAT),
    /** arsinh x. */
    ASINH(Domain.FLOAT),
    /** arcosh x. */
    ACOSH(Domain.FLOAT),
    /** artanh x. */
    ATANH(Domain.FLOAT),
    /** (2/√π) ∫₀ˣ e^(−t²) dt. */
    ERF(Domain.FLOAT),
    /** The logistic function 1/(1 + e⁻ˣ). */
    SIGMOID(Domain.FLOAT),
    /** ln(1 + eˣ), without overflow. */
    SOFTPLUS(Domain.FLOAT),
    /** max(x, 0); derivative 0 at 0. */
    RELU(Domain.NUMERIC),
    /** True for NaN. */
    IS_NAN(Domain.TEST),
    /** True for ±∞. */
    IS_INF(Domain.TEST),
    /** True for neither NaN nor ±∞. */
    IS_FINITE(Domain.TEST),
    /** Logical negation of a bool. */
    LOGICAL_NOT(Domain.BOOLEAN);

    private enum Domain { NUMERIC, FLOAT, TEST, BOOLEAN }

    private final Domain domain;

    Unary(Domain domain) {
        this.domain = domain;
    }

    @Override
    public String label() {
        return switch (this) {
            case IS_NAN -> "isnan";
            case IS_INF -> "isinf";
            case IS_FINITE -> "isfinite";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        OperandChecks.arity(this, 1, operands);
        TensorType x = operands.get(0);
        switch (domain) {
            case FLOAT -> OperandChecks.dtype(this, x.dtype().isFloat(),
                    "requires a floating-point operand (cast(F64) makes one)", x);
            case NUMERIC, TEST -> OperandChecks.dtype(this, x.dtype().isNumeric(), "requires a numeric operand", x);
            case BOOLEAN -> OperandChecks.dtype(this, x.dtype() == DType.BOOL, "requires a bool operand", x);
            default -> throw new IllegalStateException("no case for " + domain);
        }
        return domain == Domain.TEST ? x.withDtype(DType.BOOL) : x;
    }
}
