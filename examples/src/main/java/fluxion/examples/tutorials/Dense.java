package fluxion.examples.tutorials;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.UnaryOperator;

/**
 * A dense layer, x·W + b.
 *
 * @param w [in, out]
 * @param b [out]
 */
record Dense(Expr w, Expr b) {
    Expr apply(Expr x) {
        return x.matmul(w).plus(b);
    }

    /** Layers of these widths, f32, with weights uniform within ±1/√in and so the biases. */
    static Array<Dense> layers(RandomKey key, int... widths) {
        Seq<RandomKey> keys = key.split(2 * widths.length);
        return Array.range(0, widths.length - 1).map(i -> {
            double bound = 1 / Math.sqrt(widths[i]);
            return new Dense(draw(keys.get(2 * i), f32(widths[i], widths[i + 1]), bound),
                    draw(keys.get(2 * i + 1), f32(widths[i + 1]), bound));
        });
    }

    private static Expr draw(RandomKey key, TensorType type, double bound) {
        return uniform(key, type, -bound, bound);
    }

    /** x through layers, with an activation between them. */
    static Expr through(Array<Dense> layers, Expr x, UnaryOperator<Expr> activation) {
        return layers.tail().foldLeft(layers.head().apply(x), (h, layer) -> layer.apply(activation.apply(h)));
    }
}
