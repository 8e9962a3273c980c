package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.Serializable;
import java.util.function.Function;

/**
 * A block of a transformer's encoder (Vaswani et al., Attention Is All You Need, 2017): attention of a sequence to itself, then a
 * network of two layers with a ReLU at each position, both added to what comes in; normalised afterwards, or before (Xiong
 * et al., ICML 2020).
 *
 * @param attention to the sequence itself
 * @param firstNorm of the attention
 * @param up the network's first layer
 * @param down its second
 * @param secondNorm of the network
 * @param normFirst whether each part's input is normalised, else the sum
 */
public record EncoderBlock(MultiHead attention, LayerNorm firstNorm, Dense up, Dense down, LayerNorm secondNorm,
        boolean normFirst) implements Serializable {
    /** A sequence […, L, E], attended to everywhere. */
    public Expr apply(Expr x) {
        return apply(x, Option.none(), false);
    }

    /**
     * A sequence […, L, E].
     *
     * @param mask bool (true: attend) or numbers to add, broadcast to […, heads, L, L]
     * @param causal whether position i attends to positions ≤ i only
     */
    public Expr apply(Expr x, Option<Expr> mask, boolean causal) {
        Given.arguments("encoderBlock", x, mask);
        Expr attended = residual(x, firstNorm, normFirst, y -> attention.apply(y, y, mask, causal));
        return residual(attended, secondNorm, normFirst, y -> down.apply(up.apply(y).relu()));
    }

    /** x + f(norm(x)), or norm(x + f(x)). */
    static Expr residual(Expr x, LayerNorm norm, boolean normFirst, Function<Expr, Expr> f) {
        return normFirst ? x.plus(f.apply(norm.apply(x))) : norm.apply(x.plus(f.apply(x)));
    }

    /** Random weights of Glorot's variance. */
    public static EncoderBlock init(RandomKey key, int width, int heads, int inner, boolean normFirst) {
        Given.arguments("init", key);
        Seq<RandomKey> keys = key.split(3);
        return new EncoderBlock(MultiHead.init(keys.get(0), width, heads), LayerNorm.init(width), Dense.init(keys.get(1),
                width, inner),
                Dense.init(keys.get(2), inner, width), LayerNorm.init(width), normFirst);
    }
}
