package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.io.Serializable;

/**
 * Attention in several heads with its weights.
 *
 * @param weights of the four linear maps
 * @param biases of the same
 * @param heads how many
 */
public record MultiHead(Projections weights, Projections biases, int heads) implements Serializable {
    /**
     * {@link Attention#multiHeadAttention} of queries […, L, E] to keys and values […, S, E].
     *
     * @param mask bool (true: attend) or numbers to add, broadcast to […, heads, L, S]
     * @param causal whether position i attends to positions ≤ i only
     */
    public Expr apply(Expr query, Expr memory, Option<Expr> mask, boolean causal) {
        return Attention.multiHeadAttention(query, memory, memory, weights, Option.of(biases), heads, mask, causal);
    }

    /** Random weights of Glorot's variance, and zeros. */
    public static MultiHead init(RandomKey key, int width, int heads) {
        Given.arguments("init", key);
        Array<Expr> w = Array.ofAll(key.split(4)).map(k -> Initializers.glorotUniform(k, TensorType.of(DType.F64, width, width)));
        Expr zero = Literal.zeros(TensorType.of(DType.F64, width));
        return new MultiHead(new Projections(w.get(0), w.get(1), w.get(2), w.get(3)), new Projections(zero, zero, zero,
                zero), heads);
    }
}
