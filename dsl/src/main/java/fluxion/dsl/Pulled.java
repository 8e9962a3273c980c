package fluxion.dsl;

import fluxion.dsl.function.Fun1;

/**
 * What reverse mode gives: the value, and how to pull a cotangent of it back to the arguments. The pullback may be called
 * any number of times, mapped, and differentiated.
 *
 * @param value the value f(x)
 * @param pullback ȳ ↦ ∂f(x)ᵀ·ȳ; of several arguments a tuple
 * @param <R> the type of the value and of its cotangents
 * @param <G> the type of the arguments and of their cotangents
 */
public record Pulled<R, G>(R value, Fun1<R, G> pullback) implements java.io.Serializable {
    /**
     * The same of a function that returns a pair (result, aux).
     *
     * @param value the result
     * @param pullback of cotangents of the result alone
     * @param aux what was only passed on
     * @param <R> the type of the result and of its cotangents
     * @param <G> the type of the arguments and of their cotangents
     * @param <X> the type of aux
     */
    public record WithAux<R, G, X>(R value, Fun1<R, G> pullback, X aux) implements java.io.Serializable {}
}
