package fluxion.dsl;

/**
 * A function near a point.
 *
 * @param value the value f(x)
 * @param linear ẋ ↦ ∂f(x)·ẋ; what does not depend on the tangent is computed already
 * @param <R> the type of the value
 * @param <L> the type of the linear function
 */
public record Linearized<R, L>(R value, L linear) implements java.io.Serializable {
    /**
     * The same of a function that returns a pair (result, aux).
     *
     * @param value the result
     * @param linear ẋ to the result's tangent
     * @param aux what was only passed on
     * @param <R> the type of the result
     * @param <L> the type of the linear function
     * @param <X> the type of aux
     */
    public record WithAux<R, L, X>(R value, L linear, X aux) implements java.io.Serializable {}
}
