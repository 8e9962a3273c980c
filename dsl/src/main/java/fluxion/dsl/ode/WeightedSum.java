package fluxion.dsl.ode;

import fluxion.core.Expr;
import io.vavr.Tuple2;
import io.vavr.collection.Array;

/** Sums of slopes. */
final class WeightedSum {
    private WeightedSum() {}

    /**
     * Σ wᵢ·xᵢ, as ((xₙ·wₙ/wₙ₋₁ + xₙ₋₁)·wₙ₋₁/wₙ₋₂ + …)·w₁: all of it waits for the latest, xₙ, and is computed at
     * once, where terms of earlier ones would be computed before.
     */
    static Expr of(Array<Double> weights, Array<Expr> terms) {
        Array<Tuple2<Double, Expr>> present = weights.zip(terms).filter(p -> p._1 != 0);
        Expr sum = present.last()._2;
        for (int i = present.size() - 1; i > 0; i--) {
            sum = sum.times(present.get(i)._1 / present.get(i - 1)._1).plus(present.get(i - 1)._2);
        }
        return sum.times(present.get(0)._1);
    }
}
