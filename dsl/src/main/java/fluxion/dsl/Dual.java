package fluxion.dsl;

/**
 * What forward mode gives: (f(x), ∂f(x)·ẋ).
 *
 * @param value the value
 * @param tangent its derivative along the tangent; of the value's structure
 * @param <R> the type of both
 */
public record Dual<R>(R value, R tangent) implements java.io.Serializable {
    /**
     * The same of a function that returns a pair (result, aux).
     *
     * @param value the result
     * @param tangent its derivative along the tangent
     * @param aux what was only passed on
     * @param <R> the type of value and tangent
     * @param <X> the type of aux
     */
    public record WithAux<R, X>(R value, R tangent, X aux) implements java.io.Serializable {}
}
