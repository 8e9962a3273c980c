package fluxion.dsl.nn;

import fluxion.core.Expr;
import java.io.Serializable;

/**
 * The weights of {@link Attention#multiHeadAttention}, [out, in] each as of {@link Layers#linear}; or its biases, [out] each.
 *
 * @param query of the queries
 * @param key of the keys
 * @param value of the values
 * @param out of the heads' results, side by side
 */
public record Projections(Expr query, Expr key, Expr value, Expr out) implements Serializable {}
