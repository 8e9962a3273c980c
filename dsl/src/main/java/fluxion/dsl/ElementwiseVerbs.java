package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.dsl.nn.Nn;

/** The elementwise verbs of {@link Expr}, written in front. */
abstract sealed class ElementwiseVerbs extends Nn permits SpecialVerbs {
    ElementwiseVerbs() {}

    /** Does not hold. */
    public static Expr not(Expr x) { return x.not(); }

    /** −x. */
    public static Expr neg(Expr x) { return x.neg(); }

    /** |x|. */
    public static Expr abs(Expr x) { return x.abs(); }

    /** −1, 0 or 1. */
    public static Expr sign(Expr x) { return x.sign(); }

    /** ⌊x⌋. */
    public static Expr floor(Expr x) { return x.floor(); }

    /** ⌈x⌉. */
    public static Expr ceil(Expr x) { return x.ceil(); }

    /** The nearest integer, halves to even. */
    public static Expr round(Expr x) { return x.round(); }

    /** The integer part. */
    public static Expr trunc(Expr x) { return x.trunc(); }

    /** √x. */
    public static Expr sqrt(Expr x) { return x.sqrt(); }

    /** 1/√x. */
    public static Expr rsqrt(Expr x) { return x.rsqrt(); }

    /** ∛x. */
    public static Expr cbrt(Expr x) { return x.cbrt(); }

    /** eˣ. */
    public static Expr exp(Expr x) { return x.exp(); }

    /** 2ˣ. */
    public static Expr exp2(Expr x) { return x.exp2(); }

    /** eˣ − 1. */
    public static Expr expm1(Expr x) { return x.expm1(); }

    /** ln x. */
    public static Expr log(Expr x) { return x.log(); }

    /** ln(1 + x). */
    public static Expr log1p(Expr x) { return x.log1p(); }

    /** log₂ x. */
    public static Expr log2(Expr x) { return x.log2(); }

    /** log₁₀ x. */
    public static Expr log10(Expr x) { return x.log10(); }

    /** sin x. */
    public static Expr sin(Expr x) { return x.sin(); }

    /** cos x. */
    public static Expr cos(Expr x) { return x.cos(); }

    /** tan x. */
    public static Expr tan(Expr x) { return x.tan(); }

    /** arcsin x. */
    public static Expr asin(Expr x) { return x.asin(); }

    /** arccos x. */
    public static Expr acos(Expr x) { return x.acos(); }

    /** arctan x. */
    public static Expr atan(Expr x) { return x.atan(); }

    /** sinh x. */
    public static Expr sinh(Expr x) { return x.sinh(); }

    /** cosh x. */
    public static Expr cosh(Expr x) { return x.cosh(); }

    /** tanh x. */
    public static Expr tanh(Expr x) { return x.tanh(); }

    /** arsinh x. */
    public static Expr asinh(Expr x) { return x.asinh(); }

    /** arcosh x. */
    public static Expr acosh(Expr x) { return x.acosh(); }

    /** artanh x. */
    public static Expr atanh(Expr x) { return x.atanh(); }

    /** The error function. */
    public static Expr erf(Expr x) { return x.erf(); }

    /** 1/(1 + e⁻ˣ). */
    public static Expr sigmoid(Expr x) { return x.sigmoid(); }

    /** ln(1 + eˣ). */
    public static Expr softplus(Expr x) { return x.softplus(); }

    /** max(x, 0). */
    public static Expr relu(Expr x) { return x.relu(); }

    /** True for NaN. */
    public static Expr isNan(Expr x) { return x.isNan(); }

    /** True for ±∞. */
    public static Expr isInf(Expr x) { return x.isInf(); }

    /** True for finite numbers. */
    public static Expr isFinite(Expr x) { return x.isFinite(); }

    /** The larger of two; at a tie each gets half of the derivative. */
    public static Expr maximum(Expr x, Expr y) { return x.maximum(y); }

    /** The larger of x and y. */
    public static Expr maximum(Expr x, Number y) { return x.maximum(y); }

    /** The smaller of two; at a tie each gets half of the derivative. */
    public static Expr minimum(Expr x, Expr y) { return x.minimum(y); }

    /** The smaller of x and y. */
    public static Expr minimum(Expr x, Number y) { return x.minimum(y); }

    /** x − y·⌊x/y⌋, with the sign of y. */
    public static Expr remainder(Expr x, Expr y) { return x.remainder(y); }

    /** x − y·⌊x/y⌋, with the sign of y. */
    public static Expr remainder(Expr x, Number y) { return x.remainder(y); }

    /** ⌊x/y⌋. */
    public static Expr floorDivide(Expr x, Expr y) { return x.floorDivide(y); }

    /** ⌊x/y⌋. */
    public static Expr floorDivide(Expr x, Number y) { return x.floorDivide(y); }

    /** √(x² + y²). */
    public static Expr hypot(Expr x, Expr y) { return x.hypot(y); }

    /** ln(eˣ + eʸ). */
    public static Expr logaddexp(Expr x, Expr y) { return x.logaddexp(y); }

    /** |x| with the sign of y. */
    public static Expr copysign(Expr x, Expr y) { return x.copysign(y); }

    /** The angle of the point (x, y). */
    public static Expr atan2(Expr y, Expr x) { return y.atan2(x); }

    /** xⁿ, for a fixed integer n. */
    public static Expr pow(Expr x, int n) { return x.pow(n); }

    /** xᶜ, for a real c. */
    public static Expr pow(Expr x, double c) { return x.pow(c); }

    /** xʸ. */
    public static Expr pow(Expr x, Expr y) { return x.pow(y); }

    /** x². */
    public static Expr square(Expr x) { return x.square(); }

    /** 1/x. */
    public static Expr reciprocal(Expr x) { return x.reciprocal(); }

    /** min(max(x, low), high). */
    public static Expr clip(Expr x, Expr low, Expr high) { return x.clip(low, high); }

    /** min(max(x, low), high). */
    public static Expr clip(Expr x, Number low, Number high) { return x.clip(low, high); }

    /** Where the condition holds x, elsewhere y. */
    public static Expr where(Expr condition, Expr x, Expr y) { return condition.where(x, y); }

    /** Where the condition holds x, elsewhere y. */
    public static Expr where(Expr condition, Expr x, Number y) { return condition.where(x, y); }

    /** Where the condition holds x, elsewhere y. */
    public static Expr where(Expr condition, Number x, Expr y) { return condition.where(x, y); }

    /** The elements as another dtype. */
    public static Expr cast(Expr x, DType to) { return x.cast(to); }

    /** The same value, constant to derivatives. */
    public static Expr stopGradient(Expr x) { return x.stopGradient(); }
}
