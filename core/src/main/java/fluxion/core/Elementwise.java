package fluxion.core;

import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;

/**
 * The elementwise verbs of expressions. Two operands are brought to one dtype ({@link DType#promote}) and one shape (axes
 * aligned from the last, missing axes and axes of length one repeated); a Java number takes the dtype of what it meets, and
 * is refused where it would lose something.
 */
public sealed interface Elementwise permits Expr {
    /** This expression. */
    Expr self();

    private Expr unary(Unary op) {
        return Expr.apply(op, self());
    }

    private Expr binary(Binary op, Expr other) {
        return Broadcasting.apply(op, self(), other);
    }

    private Expr binary(Binary op, Number other) {
        return Broadcasting.apply(op, self(), Broadcasting.literal(op, self(), other));
    }

    private Expr compare(Compare op, Expr other) {
        return Broadcasting.apply(op, self(), other);
    }

    private Expr compare(Compare op, Number other) {
        return Broadcasting.apply(op, self(), Broadcasting.literal(op, self(), other));
    }

    /** x + y. */
    default Expr plus(Expr other) { Given.arguments("plus", other); return binary(Binary.ADD, other); }

    /** x + c. */
    default Expr plus(Number other) { Given.arguments("plus", other); return binary(Binary.ADD, other); }

    /** x − y. */
    default Expr minus(Expr other) { Given.arguments("minus", other); return binary(Binary.SUB, other); }

    /** x − c. */
    default Expr minus(Number other) { Given.arguments("minus", other); return binary(Binary.SUB, other); }

    /** c − x. */
    default Expr subtractedFrom(Number other) {
        Given.arguments("subtractedFrom", other);
        return Broadcasting.apply(Binary.SUB, Broadcasting.literal(Binary.SUB, self(), other), self());
    }

    /** x · y, elementwise. */
    default Expr times(Expr other) { Given.arguments("times", other); return binary(Binary.MUL, other); }

    /** x · c. */
    default Expr times(Number other) { Given.arguments("times", other); return binary(Binary.MUL, other); }

    /** x / y, elementwise; floating-point. */
    default Expr div(Expr other) { Given.arguments("div", other); return binary(Binary.DIV, other); }

    /** x / c. */
    default Expr div(Number other) { Given.arguments("div", other); return binary(Binary.DIV, other); }

    /** c / x. */
    default Expr dividedInto(Number other) {
        Given.arguments("dividedInto", other);
        return Broadcasting.apply(Binary.DIV, Broadcasting.literal(Binary.DIV, self(), other), self());
    }

    /** xʸ. */
    default Expr pow(Expr exponent) { Given.arguments("pow", exponent); return binary(Binary.POW, exponent); }

    /** xᶜ, for a real c. */
    default Expr pow(double exponent) { return binary(Binary.POW, exponent); }

    /** xⁿ, for a fixed integer n. */
    default Expr pow(int exponent) { return Expr.apply(new Power(exponent), self()); }

    /** x². */
    default Expr square() { return pow(2); }

    /** 1/x. */
    default Expr reciprocal() { return pow(-1); }

    /** x − y·⌊x/y⌋, with the sign of y. */
    default Expr remainder(Expr y) { Given.arguments("remainder", y); return binary(Binary.REMAINDER, y); }

    /** x − c·⌊x/c⌋, with the sign of c. */
    default Expr remainder(Number c) { Given.arguments("remainder", c); return binary(Binary.REMAINDER, c); }

    /** ⌊x/y⌋. */
    default Expr floorDivide(Expr y) { Given.arguments("floorDivide", y); return binary(Binary.FLOOR_DIVIDE, y); }

    /** ⌊x/c⌋. */
    default Expr floorDivide(Number c) { Given.arguments("floorDivide", c); return binary(Binary.FLOOR_DIVIDE, c); }

    /** The larger of two; at a tie each gets half of the derivative. */
    default Expr maximum(Expr y) { Given.arguments("maximum", y); return binary(Binary.MAXIMUM, y); }

    /** The larger of x and c. */
    default Expr maximum(Number c) { Given.arguments("maximum", c); return binary(Binary.MAXIMUM, c); }

    /** The smaller of two; at a tie each gets half of the derivative. */
    default Expr minimum(Expr y) { Given.arguments("minimum", y); return binary(Binary.MINIMUM, y); }

    /** The smaller of x and c. */
    default Expr minimum(Number c) { Given.arguments("minimum", c); return binary(Binary.MINIMUM, c); }

    /** min(max(x, low), high). */
    default Expr clip(Expr low, Expr high) { Given.arguments("clip", low, high); return maximum(low).minimum(high); }

    /** min(max(x, low), high). */
    default Expr clip(Number low, Number high) { Given.arguments("clip", low, high); return maximum(low).minimum(high); }

    /** The angle of the point (x, this). */
    default Expr atan2(Expr x) { Given.arguments("atan2", x); return binary(Binary.ATAN2, x); }

    /** √(x² + y²). */
    default Expr hypot(Expr y) { Given.arguments("hypot", y); return binary(Binary.HYPOT, y); }

    /** ln(eˣ + eʸ). */
    default Expr logaddexp(Expr y) { Given.arguments("logaddexp", y); return binary(Binary.LOGADDEXP, y); }

    /** |x| with the sign of y. */
    default Expr copysign(Expr y) { Given.arguments("copysign", y); return binary(Binary.COPYSIGN, y); }

    /** Both hold. */
    default Expr and(Expr other) { Given.arguments("and", other); return binary(Binary.LOGICAL_AND, other); }

    /** At least one holds. */
    default Expr or(Expr other) { Given.arguments("or", other); return binary(Binary.LOGICAL_OR, other); }

    /** Exactly one holds. */
    default Expr xor(Expr other) { Given.arguments("xor", other); return binary(Binary.LOGICAL_XOR, other); }

    /** Does not hold. */
    default Expr not() { return unary(Unary.LOGICAL_NOT); }

    /** x = y. */
    default Expr eq(Expr other) { Given.arguments("eq", other); return compare(Compare.EQ, other); }

    /** x = c. */
    default Expr eq(Number other) { Given.arguments("eq", other); return compare(Compare.EQ, other); }

    /** x ≠ y. */
    default Expr ne(Expr other) { Given.arguments("ne", other); return compare(Compare.NE, other); }

    /** x ≠ c. */
    default Expr ne(Number other) { Given.arguments("ne", other); return compare(Compare.NE, other); }

    /** x &lt; y. */
    default Expr lt(Expr other) { Given.arguments("lt", other); return compare(Compare.LT, other); }

    /** x &lt; c. */
    default Expr lt(Number other) { Given.arguments("lt", other); return compare(Compare.LT, other); }

    /** x ≤ y. */
    default Expr le(Expr other) { Given.arguments("le", other); return compare(Compare.LE, other); }

    /** x ≤ c. */
    default Expr le(Number other) { Given.arguments("le", other); return compare(Compare.LE, other); }

    /** x &gt; y. */
    default Expr gt(Expr other) { Given.arguments("gt", other); return compare(Compare.GT, other); }

    /** x &gt; c. */
    default Expr gt(Number other) { Given.arguments("gt", other); return compare(Compare.GT, other); }

    /** x ≥ y. */
    default Expr ge(Expr other) { Given.arguments("ge", other); return compare(Compare.GE, other); }

    /** x ≥ c. */
    default Expr ge(Number other) { Given.arguments("ge", other); return compare(Compare.GE, other); }

    /** Where this bool holds x, elsewhere y. */
    default Expr where(Expr x, Expr y) { Given.arguments("where", x, y); return Broadcasting.select(self(), x, y); }

    /** Where this bool holds x, elsewhere c. */
    default Expr where(Expr x, Number y) {
        Given.arguments("where", x, y);
        return Broadcasting.select(self(), x, Broadcasting.literal(new Select(), x, y));
    }

    /** Where this bool holds c, elsewhere y. */
    default Expr where(Number x, Expr y) {
        Given.arguments("where", x, y);
        return Broadcasting.select(self(), Broadcasting.literal(new Select(), y, x), y);
    }

    /** −x. */
    default Expr neg() { return unary(Unary.NEG); }

    /** |x|. */
    default Expr abs() { return unary(Unary.ABS); }

    /** −1, 0 or 1. */
    default Expr sign() { return unary(Unary.SIGN); }

    /** ⌊x⌋. */
    default Expr floor() { return unary(Unary.FLOOR); }

    /** ⌈x⌉. */
    default Expr ceil() { return unary(Unary.CEIL); }

    /** The nearest integer, halves to even. */
    default Expr round() { return unary(Unary.ROUND); }

    /** The integer part. */
    default Expr trunc() { return unary(Unary.TRUNC); }

    /** √x. */
    default Expr sqrt() { return unary(Unary.SQRT); }

    /** 1/√x. */
    default Expr rsqrt() { return unary(Unary.RSQRT); }

    /** ∛x. */
    default Expr cbrt() { return unary(Unary.CBRT); }

    /** eˣ. */
    default Expr exp() { return unary(Unary.EXP); }

    /** 2ˣ. */
    default Expr exp2() { return unary(Unary.EXP2); }

    /** eˣ − 1. */
    default Expr expm1() { return unary(Unary.EXPM1); }

    /** ln x. */
    default Expr log() { return unary(Unary.LOG); }

    /** ln(1 + x). */
    default Expr log1p() { return unary(Unary.LOG1P); }

    /** log₂ x. */
    default Expr log2() { return unary(Unary.LOG2); }

    /** log₁₀ x. */
    default Expr log10() { return unary(Unary.LOG10); }

    /** sin x. */
    default Expr sin() { return unary(Unary.SIN); }

    /** cos x. */
    default Expr cos() { return unary(Unary.COS); }

    /** tan x. */
    default Expr tan() { return unary(Unary.TAN); }

    /** arcsin x. */
    default Expr asin() { return unary(Unary.ASIN); }

    /** arccos x. */
    default Expr acos() { return unary(Unary.ACOS); }

    /** arctan x. */
    default Expr atan() { return unary(Unary.ATAN); }

    /** sinh x. */
    default Expr sinh() { return unary(Unary.SINH); }

    /** cosh x. */
    default Expr cosh() { return unary(Unary.COSH); }

    /** tanh x. */
    default Expr tanh() { return unary(Unary.TANH); }

    /** arsinh x. */
    default Expr asinh() { return unary(Unary.ASINH); }

    /** arcosh x. */
    default Expr acosh() { return unary(Unary.ACOSH); }

    /** artanh x. */
    default Expr atanh() { return unary(Unary.ATANH); }

    /** The error function. */
    default Expr erf() { return unary(Unary.ERF); }

    /** 1/(1 + e⁻ˣ). */
    default Expr sigmoid() { return unary(Unary.SIGMOID); }

    /** ln(1 + eˣ). */
    default Expr softplus() { return unary(Unary.SOFTPLUS); }

    /** max(x, 0). */
    default Expr relu() { return unary(Unary.RELU); }

    /** True for NaN. */
    default Expr isNan() { return unary(Unary.IS_NAN); }

    /** True for ±∞. */
    default Expr isInf() { return unary(Unary.IS_INF); }

    /** True for finite numbers. */
    default Expr isFinite() { return unary(Unary.IS_FINITE); }

    /** The elements as another dtype; itself where they have it. */
    default Expr cast(DType to) {
        Given.arguments("cast", to);
        return self().dtype() == to ? self() : Expr.apply(new Cast(to), self());
    }

    /** The same value, constant to derivatives. */
    default Expr stopGradient() { return Expr.apply(new StopGradient(), self()); }
}
