package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;

/** The elementwise verbs of {@link Expr}, written in front. */
final class ElementwiseVerbs {
    private ElementwiseVerbs() {}

    /** Does not hold. */
    public static Expr not(Expr x) { Given.arguments("not", x); return x.not(); }

    /** −x. */
    public static Expr neg(Expr x) { Given.arguments("neg", x); return x.neg(); }

    /** |x|. */
    public static Expr abs(Expr x) { Given.arguments("abs", x); return x.abs(); }

    /** −1, 0 or 1. */
    public static Expr sign(Expr x) { Given.arguments("sign", x); return x.sign(); }

    /** ⌊x⌋. */
    public static Expr floor(Expr x) { Given.arguments("floor", x); return x.floor(); }

    /** ⌈x⌉. */
    public static Expr ceil(Expr x) { Given.arguments("ceil", x); return x.ceil(); }

    /** The nearest integer, halves to even. */
    public static Expr round(Expr x) { Given.arguments("round", x); return x.round(); }

    /** The integer part. */
    public static Expr trunc(Expr x) { Given.arguments("trunc", x); return x.trunc(); }

    /** √x. */
    public static Expr sqrt(Expr x) { Given.arguments("sqrt", x); return x.sqrt(); }

    /** 1/√x. */
    public static Expr rsqrt(Expr x) { Given.arguments("rsqrt", x); return x.rsqrt(); }

    /** ∛x. */
    public static Expr cbrt(Expr x) { Given.arguments("cbrt", x); return x.cbrt(); }

    /** eˣ. */
    public static Expr exp(Expr x) { Given.arguments("exp", x); return x.exp(); }

    /** 2ˣ. */
    public static Expr exp2(Expr x) { Given.arguments("exp2", x); return x.exp2(); }

    /** eˣ − 1. */
    public static Expr expm1(Expr x) { Given.arguments("expm1", x); return x.expm1(); }

    /** ln x. */
    public static Expr log(Expr x) { Given.arguments("log", x); return x.log(); }

    /** ln(1 + x). */
    public static Expr log1p(Expr x) { Given.arguments("log1p", x); return x.log1p(); }

    /** log₂ x. */
    public static Expr log2(Expr x) { Given.arguments("log2", x); return x.log2(); }

    /** log₁₀ x. */
    public static Expr log10(Expr x) { Given.arguments("log10", x); return x.log10(); }

    /** sin x. */
    public static Expr sin(Expr x) { Given.arguments("sin", x); return x.sin(); }

    /** cos x. */
    public static Expr cos(Expr x) { Given.arguments("cos", x); return x.cos(); }

    /** tan x. */
    public static Expr tan(Expr x) { Given.arguments("tan", x); return x.tan(); }

    /** arcsin x. */
    public static Expr asin(Expr x) { Given.arguments("asin", x); return x.asin(); }

    /** arccos x. */
    public static Expr acos(Expr x) { Given.arguments("acos", x); return x.acos(); }

    /** arctan x. */
    public static Expr atan(Expr x) { Given.arguments("atan", x); return x.atan(); }

    /** sinh x. */
    public static Expr sinh(Expr x) { Given.arguments("sinh", x); return x.sinh(); }

    /** cosh x. */
    public static Expr cosh(Expr x) { Given.arguments("cosh", x); return x.cosh(); }

    /** tanh x. */
    public static Expr tanh(Expr x) { Given.arguments("tanh", x); return x.tanh(); }

    /** arsinh x. */
    public static Expr asinh(Expr x) { Given.arguments("asinh", x); return x.asinh(); }

    /** arcosh x. */
    public static Expr acosh(Expr x) { Given.arguments("acosh", x); return x.acosh(); }

    /** artanh x. */
    public static Expr atanh(Expr x) { Given.arguments("atanh", x); return x.atanh(); }

    /** The error function. */
    public static Expr erf(Expr x) { Given.arguments("erf", x); return x.erf(); }

    /** 1/(1 + e⁻ˣ). */
    public static Expr sigmoid(Expr x) { Given.arguments("sigmoid", x); return x.sigmoid(); }

    /** ln(1 + eˣ). */
    public static Expr softplus(Expr x) { Given.arguments("softplus", x); return x.softplus(); }

    /** max(x, 0). */
    public static Expr relu(Expr x) { Given.arguments("relu", x); return x.relu(); }

    /** True for NaN. */
    public static Expr isNan(Expr x) { Given.arguments("isNan", x); return x.isNan(); }

    /** True for ±∞. */
    public static Expr isInf(Expr x) { Given.arguments("isInf", x); return x.isInf(); }

    /** True for finite numbers. */
    public static Expr isFinite(Expr x) { Given.arguments("isFinite", x); return x.isFinite(); }

    /** The larger of two; at a tie each gets half of the derivative. */
    public static Expr maximum(Expr x, Expr y) { Given.arguments("maximum", x, y); return x.maximum(y); }

    /** The larger of x and y. */
    public static Expr maximum(Expr x, Number y) { Given.arguments("maximum", x, y); return x.maximum(y); }

    /** The smaller of two; at a tie each gets half of the derivative. */
    public static Expr minimum(Expr x, Expr y) { Given.arguments("minimum", x, y); return x.minimum(y); }

    /** The smaller of x and y. */
    public static Expr minimum(Expr x, Number y) { Given.arguments("minimum", x, y); return x.minimum(y); }

    /** x − y·⌊x/y⌋, with the sign of y. */
    public static Expr remainder(Expr x, Expr y) { Given.arguments("remainder", x, y); return x.remainder(y); }

    /** x − y·⌊x/y⌋, with the sign of y. */
    public static Expr remainder(Expr x, Number y) { Given.arguments("remainder", x, y); return x.remainder(y); }

    /** ⌊x/y⌋. */
    public static Expr floorDivide(Expr x, Expr y) { Given.arguments("floorDivide", x, y); return x.floorDivide(y); }

    /** ⌊x/y⌋. */
    public static Expr floorDivide(Expr x, Number y) { Given.arguments("floorDivide", x, y); return x.floorDivide(y); }

    /** √(x² + y²). */
    public static Expr hypot(Expr x, Expr y) { Given.arguments("hypot", x, y); return x.hypot(y); }

    /** ln(eˣ + eʸ). */
    public static Expr logaddexp(Expr x, Expr y) { Given.arguments("logaddexp", x, y); return x.logaddexp(y); }

    /** |x| with the sign of y. */
    public static Expr copysign(Expr x, Expr y) { Given.arguments("copysign", x, y); return x.copysign(y); }

    /** The angle of the point (x, y). */
    public static Expr atan2(Expr y, Expr x) { Given.arguments("atan2", y, x); return y.atan2(x); }

    /** xⁿ, for a fixed integer n. */
    public static Expr pow(Expr x, int n) { Given.arguments("pow", x); return x.pow(n); }

    /** xᶜ, for a real c. */
    public static Expr pow(Expr x, double c) { Given.arguments("pow", x); return x.pow(c); }

    /** xʸ. */
    public static Expr pow(Expr x, Expr y) { Given.arguments("pow", x, y); return x.pow(y); }

    /** x². */
    public static Expr square(Expr x) { Given.arguments("square", x); return x.square(); }

    /** 1/x. */
    public static Expr reciprocal(Expr x) { Given.arguments("reciprocal", x); return x.reciprocal(); }

    /** min(max(x, low), high). */
    public static Expr clip(Expr x, Expr low, Expr high) { Given.arguments("clip", x, low, high); return x.clip(low, high); }

    /** min(max(x, low), high). */
    public static Expr clip(Expr x, Number low, Number high) { Given.arguments("clip", x, low, high); return x.clip(low, high); }

    /** Where the condition holds x, elsewhere y. */
    public static Expr where(Expr condition, Expr x, Expr y) {
        Given.arguments("where", condition, x, y);
        return condition.where(x, y);
    }

    /** Where the condition holds x, elsewhere y. */
    public static Expr where(Expr condition, Expr x, Number y) {
        Given.arguments("where", condition, x, y);
        return condition.where(x, y);
    }

    /** Where the condition holds x, elsewhere y. */
    public static Expr where(Expr condition, Number x, Expr y) {
        Given.arguments("where", condition, x, y);
        return condition.where(x, y);
    }

    /** The elements as another dtype. */
    public static Expr cast(Expr x, DType to) { Given.arguments("cast", x, to); return x.cast(to); }

    /** The same value, constant to derivatives. */
    public static Expr stopGradient(Expr x) { Given.arguments("stopGradient", x); return x.stopGradient(); }
}
