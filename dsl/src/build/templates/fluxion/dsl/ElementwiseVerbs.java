package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;

/** The elementwise verbs of {@link Expr}, written in front. */
final class ElementwiseVerbs {
    private ElementwiseVerbs() {}

    //@ functions of fluxion.core.Elementwise and maximum, minimum, remainder, floorDivide, hypot, logaddexp, copysign

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
