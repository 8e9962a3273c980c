package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.TensorType;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/** Operations on each element of one operand. */
public enum Unary implements Op {
    /** −x. */
    NEG(Domain.NUMERIC, "", "−x", "", Smooth.EVERYWHERE, ""),
    /** |x|; derivative sign(x), so 0 at 0. */
    ABS(Domain.NUMERIC, "abs", "|x|", "", "where u ≠ 0", "derivative 0 at 0"),
    /** −1, 0 or 1; keeps ±0, NaN for NaN; derivative 0. */
    SIGN(Domain.NUMERIC, "sgn", "−1, 0 or 1", "", Smooth.NOWHERE, "keeps ±0; NaN for NaN; derivative 0"),
    /** The largest integer ≤ x; derivative 0. */
    FLOOR(Domain.FLOAT, "floor", "⌊x⌋", "", Smooth.NOWHERE, "derivative 0"),
    /** The smallest integer ≥ x; derivative 0. */
    CEIL(Domain.FLOAT, "ceil", "⌈x⌉", "", Smooth.NOWHERE, "derivative 0"),
    /** The nearest integer, halves to even; derivative 0. */
    ROUND(Domain.FLOAT, "round", "the nearest integer", "", Smooth.NOWHERE, "halves to even; derivative 0"),
    /** The integer part, towards zero; derivative 0. */
    TRUNC(Domain.FLOAT, "trunc", "the integer part", "", Smooth.NOWHERE, "derivative 0"),
    /** √x. */
    SQRT(Domain.FLOAT, "sqrt", "√x", "x ≥ 0", "where u > 0", "derivative +∞ at 0"),
    /** 1/√x. */
    RSQRT(Domain.FLOAT, "rsqrt", "1/√x", "x > 0", "where u > 0", ""),
    /** ∛x, real also for negative x. */
    CBRT(Domain.FLOAT, "cbrt", "∛x", "", "where u ≠ 0", "real for x < 0; derivative +∞ at 0"),
    /** eˣ. */
    EXP(Domain.FLOAT, "exp", "eˣ", "", Smooth.EVERYWHERE, ""),
    /** 2ˣ. */
    EXP2(Domain.FLOAT, "exp2", "2ˣ", "", Smooth.EVERYWHERE, ""),
    /** eˣ − 1, accurate near 0. */
    EXPM1(Domain.FLOAT, "expm1", "eˣ − 1", "", Smooth.EVERYWHERE, "accurate near 0"),
    /** ln x. */
    LOG(Domain.FLOAT, "ln", "ln x", "x > 0", "where u > 0", "−∞ at 0"),
    /** ln(1 + x), accurate near 0. */
    LOG1P(Domain.FLOAT, "log1p", "ln(1 + x)", "x > −1", "where u > −1", "accurate near 0; −∞ at −1"),
    /** log₂ x. */
    LOG2(Domain.FLOAT, "log2", "log₂ x", "x > 0", "where u > 0", "−∞ at 0"),
    /** log₁₀ x. */
    LOG10(Domain.FLOAT, "log10", "log₁₀ x", "x > 0", "where u > 0", "−∞ at 0"),
    /** sin x. */
    SIN(Domain.FLOAT, "sin", "sin x", "", Smooth.EVERYWHERE, ""),
    /** cos x. */
    COS(Domain.FLOAT, "cos", "cos x", "", Smooth.EVERYWHERE, ""),
    /** tan x. */
    TAN(Domain.FLOAT, "tan", "tan x", "", "where cos(u) ≠ 0", ""),
    /** arcsin x. */
    ASIN(Domain.FLOAT, "arcsin", "arcsin x", "−1 ≤ x ≤ 1", "where |u| < 1", "derivative +∞ at ±1"),
    /** arccos x. */
    ACOS(Domain.FLOAT, "arccos", "arccos x", "−1 ≤ x ≤ 1", "where |u| < 1", "derivative −∞ at ±1"),
    /** arctan x. */
    ATAN(Domain.FLOAT, "arctan", "arctan x", "", Smooth.EVERYWHERE, ""),
    /** sinh x. */
    SINH(Domain.FLOAT, "sinh", "sinh x", "", Smooth.EVERYWHERE, ""),
    /** cosh x. */
    COSH(Domain.FLOAT, "cosh", "cosh x", "", Smooth.EVERYWHERE, ""),
    /** tanh x. */
    TANH(Domain.FLOAT, "tanh", "tanh x", "", Smooth.EVERYWHERE, ""),
    /** arsinh x. */
    ASINH(Domain.FLOAT, "arsinh", "arsinh x", "", Smooth.EVERYWHERE, ""),
    /** arcosh x. */
    ACOSH(Domain.FLOAT, "arcosh", "arcosh x", "x ≥ 1", "where u > 1", "derivative +∞ at 1"),
    /** artanh x. */
    ATANH(Domain.FLOAT, "artanh", "artanh x", "−1 < x < 1", "where |u| < 1", "±∞ at ±1"),
    /** (2/√π) ∫₀ˣ e^(−t²) dt. */
    ERF(Domain.FLOAT, "erf", "(2/√π) ∫₀ˣ e^(−t²) dt", "", Smooth.EVERYWHERE, ""),
    /** The logistic function 1/(1 + e⁻ˣ). */
    SIGMOID(Domain.FLOAT, "σ", "1/(1 + e⁻ˣ)", "", Smooth.EVERYWHERE, ""),
    /** ln(1 + eˣ), without overflow. */
    SOFTPLUS(Domain.FLOAT, "softplus", "ln(1 + eˣ)", "", Smooth.EVERYWHERE, "without overflow; derivative 1 for large x"),
    /** max(x, 0); derivative 0 at 0. */
    RELU(Domain.NUMERIC, "relu", "max(x, 0)", "", "where u ≠ 0", "derivative 0 at 0"),
    /** True for NaN. */
    IS_NAN(Domain.TEST, "isnan", "whether x is NaN", "", Smooth.NOWHERE, "constant to derivatives"),
    /** True for ±∞. */
    IS_INF(Domain.TEST, "isinf", "whether x is ±∞", "", Smooth.NOWHERE, "constant to derivatives"),
    /** True for neither NaN nor ±∞. */
    IS_FINITE(Domain.TEST, "isfinite", "whether x is neither NaN nor ±∞", "", Smooth.NOWHERE, "constant to derivatives"),
    /** Logical negation of a bool. */
    LOGICAL_NOT(Domain.BOOLEAN, "", "not x", "", Smooth.NOWHERE, "constant to derivatives");

    private enum Domain { NUMERIC, FLOAT, TEST, BOOLEAN }

    /** Where derivative rules hold. */
    private static final class Smooth {
        static final String EVERYWHERE = "everywhere";
        static final String NOWHERE = "";
    }

    private static final Map<String, Unary> NAMES = Array.of(values()).filter(op -> !op.written.isEmpty())
            .flatMap(op -> Array.of(op.written, op.label()).distinct().map(name -> Tuple.of(name, op))).toMap(named -> named);

    private final Domain domain;
    private final String written;
    private final String formula;
    private final String where;
    private final String differentiable;
    private final String convention;

    /**
     * What all who deal with operations ask of one.
     *
     * @param written its name in a formula where it is written as a function, else empty
     * @param formula what it is of x
     * @param where the x for which it is a number, empty for all
     * @param differentiable the u for which its derivative rule holds; empty where derivatives take it for constant
     * @param convention what it does at special points
     */
    Unary(Domain domain, String written, String formula, String where, String differentiable, String convention) {
        this.domain = domain;
        this.written = written;
        this.formula = formula;
        this.where = where;
        this.differentiable = differentiable;
        this.convention = convention;
    }

    /** The operation that formulas write as a function of this name, {@code arcsin}, or whose label it is, {@code asin}. */
    public static Option<Unary> named(String name) {
        return NAMES.get(name);
    }

    /** Its name in a formula, {@code arcsin}; empty for the signs − and ¬. */
    public String written() {
        return written;
    }

    /** What it is of x, {@code ln(1 + x)}. */
    public String formula() {
        return formula;
    }

    /** What it does at special points. */
    public String convention() {
        return convention;
    }

    /** Which operands it has, as a page says it. */
    public String operands() {
        String dtypes = switch (domain) {
            case FLOAT -> "floating-point";
            case NUMERIC, TEST -> "numeric";
            case BOOLEAN -> "bool";
        };
        return where.isEmpty() ? dtypes : dtypes + "; " + where;
    }

    /** The u for which its derivative rule holds, {@code where u > 0}; none where it is constant to derivatives. */
    public Option<String> differentiable() {
        return Option.when(!differentiable.isEmpty(), differentiable);
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
        TensorType x = OperandChecks.only(this, operands);
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
