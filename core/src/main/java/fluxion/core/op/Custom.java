package fluxion.core.op;

import fluxion.core.Fn;

/**
 * A function whose derivative is given, not derived from its body.
 *
 * @param name what the step is called when printed
 * @param body the function, closed
 * @param rule its derivative
 */
public record Custom(String name, Fn body, Rule rule) implements CustomRule {
    /** A derivative in one of two forms; the other follows by transposition. */
    public sealed interface Rule {
        /** (params, results, a tangent or cotangent for each floating-point one) to the (co)tangents on the other side. */
        Fn fn();
    }

    /**
     * Forward: tangents of the floating-point results.
     *
     * @param fn (params, results, tangents of the floating-point params) to tangents, linear in the tangents
     */
    public record Derivative(Fn fn) implements Rule {}

    /**
     * Reverse: cotangents of the floating-point params.
     *
     * @param fn (params, results, cotangents of the floating-point results) to cotangents; where it is linear in the
     *     cotangents, forward mode follows from it
     */
    public record Pullback(Fn fn) implements Rule {}
}
