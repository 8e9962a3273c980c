package fluxion.dsl;

/**
 * What forward mode gives: (f(x), ∂f(x)·ẋ).
 *
 * @param value the value
 * @param tangent its derivative along the tangent; of the value's structure
 * @param <R> the type of both
 */
public record Dual<R>(R value, R tangent) implements java.io.Serializable {}
