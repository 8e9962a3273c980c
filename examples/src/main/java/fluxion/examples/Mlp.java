package fluxion.examples;

import static fluxion.dsl.Fluxion.*;

import fluxion.core.Expr;
import fluxion.dsl.nn.Losses;
import fluxion.dsl.random.RandomKey;
import io.vavr.collection.Seq;

/**
 * A network with one hidden layer. It is a plain record: its gradient is one, too.
 *
 * @param w1 [784, hidden]
 * @param b1 [hidden]
 * @param w2 [hidden, 10]
 * @param b2 [10]
 */
record Mlp(Expr w1, Expr b1, Expr w2, Expr b2) {
    /** Random weights, scaled so that signals keep their size (He et al. 2015). */
    static Mlp init(RandomKey key, int hidden) {
        Seq<RandomKey> keys = key.split(2);
        Expr w1 = normal(keys.get(0), f32(784, hidden)).times(Math.sqrt(2.0 / 784));
        Expr w2 = normal(keys.get(1), f32(hidden, 10)).times(Math.sqrt(2.0 / hidden));
        return eval(new Mlp(w1, zeros(f32(hidden)), w2, zeros(f32(10))));
    }

    /** Pixels [..., 784] to logits [..., 10]. */
    Expr apply(Expr x) {
        return relu(x.matmul(w1).plus(b1)).matmul(w2).plus(b2);
    }

    /** The mean cross entropy of the predictions against labels. */
    Expr loss(Expr x, Expr labels) {
        return Losses.crossEntropy(apply(x), labels);
    }
}
