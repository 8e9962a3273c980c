package fluxion.dsl.random;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.RandomNumbers;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * What random numbers are made from: two words. Each use of a key should have a key of its own, by {@link #split} or
 * {@link #foldIn}; the same key gives the same numbers again.
 *
 * @param value i32[2]; with leading axes, keys side by side, each of which makes its own numbers
 */
public record RandomKey(Expr value) implements java.io.Serializable {
    /** Streams of {@link RandomNumbers}: what is drawn for different purposes from one key is independent. */
    static final int SAMPLE = 0;
    /** For the few numbers whose first draw is refused. */
    static final int AGAIN = 3;

    /** The key of a seed; different seeds have different keys. */
    public static RandomKey of(long seed) {
        return new RandomKey(Tensor.of(new int[] {(int) (seed >>> 32), (int) seed}));
    }

    /** n new keys; the first ones are the same for every n. */
    public Seq<RandomKey> split(int n) {
        Expr keys = batch(n).value;
        int axis = keys.rank() - 2;
        return Array.range(0, n).map(i -> new RandomKey(keys.slice(axis, i, i + 1).squeeze(axis)));
    }

    /** The keys of {@link #split} side by side, [n, 2], to map a function over. */
    public RandomKey batch(int n) {
        return new RandomKey(Expr.apply(new RandomNumbers(RandomNumbers.Kind.BITS, DType.I32, Shape.of(n, 2),
                RandomNumbers.SPLIT), value));
    }

    /** A new key for each number, such as a step or a layer. */
    public RandomKey foldIn(int number) {
        return foldIn(Tensor.of(number));
    }

    /** A new key for each number, such as a step or a layer: an i32, with the key's leading axes or none. */
    public RandomKey foldIn(Expr number) {
        Given.arguments("foldIn", number);
        if (number.dtype() != DType.I32) {
            throw new DTypeException("foldIn: requires an i32; got " + number.type() + "; cast it");
        }
        Expr mixed = words(value).plus(number.expandDims(-1).times(Tensor.of(new int[] {0, 1})));
        return new RandomKey(words(mixed));
    }

    /** Two new words; done before and after the number is added, so that no sum of seed and number is another's. */
    private static Expr words(Expr key) {
        return Expr.apply(new RandomNumbers(RandomNumbers.Kind.BITS, DType.I32, Shape.of(2), RandomNumbers.FOLD), key);
    }
}
