package fluxion.dsl.optim;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.Fluxion;

/** Running means of gradients and of their squares. */
final class Moments {
    private Moments() {}

    /** β·m + (1 − β)·x. */
    static <P> P mean(P before, P tree, double beta) {
        return Fluxion.zip(before, tree, (m, x) -> m.times(beta).plus(x.times(1 - beta)));
    }

    /** β·v + (1 − β)·x². */
    static <P> P square(P before, P tree, double beta) {
        return Fluxion.zip(before, tree, (v, x) -> v.times(beta).plus(x.square().times(1 - beta)));
    }

    /** m/(1 − βᵗ): without the zeros that it began with. */
    static <P> P corrected(P moment, double beta, Expr step) {
        return Fluxion.map(moment, m -> m.div(correction(beta, step, m)));
    }

    /** 1 − βᵗ, in the moment's dtype; computed in f64, as β may be close to 1. */
    static Expr correction(double beta, Expr step, Expr moment) {
        return Tensor.of(beta).pow(step.cast(DType.F64)).subtractedFrom(1).cast(moment.dtype());
    }

    /** One more step. */
    static Expr next(TransformationMemory<?> memory) {
        return Fluxion.map(memory.number(TransformationMemory.STEP), t -> t.plus(1));
    }
}
