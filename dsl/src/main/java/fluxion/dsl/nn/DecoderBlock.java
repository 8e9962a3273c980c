package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.Serializable;

/**
 * A block of a transformer's decoder (Vaswani et al., 2017): as an {@link EncoderBlock}, with attention to what an encoder made
 * between the two parts.
 *
 * @param attention to the sequence itself
 * @param firstNorm of that
 * @param crossAttention to the encoder's sequence
 * @param crossNorm of that
 * @param up the network's first layer
 * @param down its second
 * @param lastNorm of the network
 * @param normFirst whether each part's input is normalised, else the sum
 */
public record DecoderBlock(MultiHead attention, LayerNorm firstNorm, MultiHead crossAttention, LayerNorm crossNorm, Dense up,
        Dense down, LayerNorm lastNorm, boolean normFirst) implements Serializable {
    /** A sequence […, L, E], each position of which attends to itself and those before, and to a sequence […, S, E]. */
    public Expr apply(Expr x, Expr memory) {
        return apply(x, memory, Option.none(), Option.none(), true);
    }

    /**
     * A sequence […, L, E] that attends to itself and to a sequence […, S, E].
     *
     * @param mask bool (true: attend) or numbers to add, broadcast to […, heads, L, L]
     * @param memoryMask the same, broadcast to […, heads, L, S]
     * @param causal whether position i attends to positions ≤ i of x only
     */
    public Expr apply(Expr x, Expr memory, Option<Expr> mask, Option<Expr> memoryMask, boolean causal) {
        Given.arguments("decoderBlock", x, memory, mask, memoryMask);
        Expr attended = EncoderBlock.residual(x, firstNorm, normFirst, y -> attention.apply(y, y, mask, causal));
        Expr crossed = EncoderBlock.residual(attended, crossNorm, normFirst,
                y -> crossAttention.apply(y, memory, memoryMask, false));
        return EncoderBlock.residual(crossed, lastNorm, normFirst, y -> down.apply(up.apply(y).relu()));
    }

    /** Random weights of Glorot's variance. */
    public static DecoderBlock init(RandomKey key, int width, int heads, int inner, boolean normFirst) {
        Given.arguments("init", key);
        Seq<RandomKey> keys = key.split(4);
        return new DecoderBlock(MultiHead.init(keys.get(0), width, heads), LayerNorm.init(width),
                MultiHead.init(keys.get(1), width, heads), LayerNorm.init(width), Dense.init(keys.get(2), width, inner),
                Dense.init(keys.get(3), inner, width), LayerNorm.init(width), normFirst);
    }
}
