package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Tensor;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.solve.Integral;
import fluxion.dsl.solve.Quadrature;
import fluxion.dsl.solve.QuadratureOptions;

/**
 * Integrals over intervals, with derivatives in what the integrand captures and in the ends. Ends may be infinite where they are
 * known numbers.
 */
final class QuadratureVerbs {
    private QuadratureVerbs() {}

    /** How finely {@link #quad} cuts an interval; so far to 1.49·10⁻⁸, into at most 50 panels. */
    public static QuadratureOptions quadratureOptions() { return new QuadratureOptions(); }

    /** ∫ f(x) dx between two ends, by Gauss' and Kronrod's rules on panels that are halved where the error is largest. */
    public static Integral quad(ExprFn1 f, double low, double high) {
        Given.arguments("quad", f);
        return Quadrature.adaptive(f, Tensor.of(low), Tensor.of(high), quadratureOptions());
    }

    /** ∫ f(x) dx between two ends, by Gauss' and Kronrod's rules on panels that are halved where the error is largest. */
    public static Integral quad(ExprFn1 f, Expr low, Expr high) {
        Given.arguments("quad", f, low, high);
        return Quadrature.adaptive(f, low, high, quadratureOptions());
    }

    /** ∫ f(x) dx between two ends, by Gauss' and Kronrod's rules on panels that are halved where the error is largest. */
    public static Integral quad(ExprFn1 f, Expr low, Expr high, QuadratureOptions options) {
        Given.arguments("quad", f, low, high, options);
        return Quadrature.adaptive(f, low, high, options);
    }

    /** ∫ f(x) dx between two ends, by Kronrod's rule of 21 nodes on each of some equal panels, all at once. */
    public static Expr gaussKronrod(ExprFn1 f, Expr low, Expr high, int panels) {
        Given.arguments("gaussKronrod", f, low, high);
        return Quadrature.panels(f, low, high, panels);
    }

    /** ∫ f(x) dx between two finite ends, by Romberg's extrapolation of the trapezoidal rule with up to 2ᵏ steps for k levels. */
    public static Expr romberg(ExprFn1 f, Expr low, Expr high, int levels) {
        Given.arguments("romberg", f, low, high);
        return Quadrature.romberg(f, low, high, levels);
    }

    /** The integral of samples at equal distances along an axis, by Simpson's rule. */
    public static Expr simpson(Expr y, double dx, int axis) {
        Given.arguments("simpson", y);
        return Quadrature.simpson(y, Tensor.of(dx), axis);
    }
}
