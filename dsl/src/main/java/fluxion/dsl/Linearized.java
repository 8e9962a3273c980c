package fluxion.dsl;

/**
 * A function near a point.
 *
 * @param value the value f(x)
 * @param linear ẋ ↦ ∂f(x)·ẋ; what does not depend on the tangent is computed already
 * @param <R> the type of the value
 * @param <L> the type of the linear function
 */
public record Linearized<R, L>(R value, L linear) implements java.io.Serializable {}
