package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** A network of layers with tanh between them, f64, Glorot's (2010) weights: what several programs learn functions with. */
record Perceptron(Array<Layer> layers) {
    /** x·W + b. */
    record Layer(Expr w, Expr b) {
        Expr apply(Expr x) {
            return x.matmul(w).plus(b);
        }
    }

    static Perceptron init(RandomKey key, int... widths) {
        Seq<RandomKey> keys = key.split(widths.length);
        return new Perceptron(Array.range(0, widths.length - 1).map(i -> {
            double bound = Math.sqrt(6.0 / (widths[i] + widths[i + 1]));
            return new Layer(uniform(keys.get(i), f64(widths[i], widths[i + 1]), -bound, bound), zeros(f64(widths[i + 1])));
        }));
    }

    /** Of a vector, or of rows. */
    Expr apply(Expr x) {
        return layers.tail().foldLeft(layers.head().apply(x), (h, layer) -> layer.apply(tanh(h)));
    }
}
