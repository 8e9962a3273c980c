package fluxion.dsl.optim;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.dsl.Fluxion;

/** Transformations that look at one step alone: limits, means, decay of weights. */
sealed interface Clipping extends GradientTransformation {
    @Override
    default <P> TransformationMemory<P> init(P parameters) {
        return TransformationMemory.empty();
    }

    /** The limit, where it is above 0. */
    private static void positive(String name, double limit) {
        if (!(limit > 0)) {
            throw new FluxionException(name + ": requires a limit above 0; got " + limit);
        }
    }

    /** The root of the mean of the squares of all elements; its slope at 0 is 0. */
    static Expr rootMeanSquare(Expr x) {
        return Fluxion.globalNorm(x).div(Math.sqrt(Math.max(1, x.shape().size())));
    }

    /** Elements to −c … c. */
    record ByValue(double limit) implements Clipping {
        public ByValue {
            positive("clipByValue", limit);
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return new Change<>(Fluxion.map(change.updates(), u -> u.clip(-limit, limit)), change.memory());
        }
    }

    /** Each leaf to a norm of at most c. */
    record ByNorm(double limit) implements Clipping {
        public ByNorm {
            positive("clipByNorm", limit);
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return new Change<>(Fluxion.map(change.updates(), u -> shortened(u, Fluxion.globalNorm(u), limit)), change.memory());
        }
    }

    /** All leaves together to a norm of at most c. */
    record ByGlobalNorm(double limit) implements Clipping {
        public ByGlobalNorm {
            positive("clipByGlobalNorm", limit);
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            Expr norm = Fluxion.globalNorm(change.updates());
            return new Change<>(Fluxion.map(change.updates(), u -> shortened(u, norm, limit)), change.memory());
        }
    }

    /** Each leaf to a root of the mean of squares of at most c. */
    record ByRms(double limit) implements Clipping {
        public ByRms {
            positive("clipByRms", limit);
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return new Change<>(Fluxion.map(change.updates(), u -> shortened(u, rootMeanSquare(u), limit)), change.memory());
        }
    }

    private static Expr shortened(Expr update, Expr size, double limit) {
        Expr longer = size.div(limit).maximum(1);
        return update.div(longer.cast(update.dtype()));
    }

    /** Less its mean over all axes but the first, where there are others. */
    record Centralized() implements Clipping {
        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return new Change<>(Fluxion.map(change.updates(), Centralized::centred), change.memory());
        }

        private static Expr centred(Expr update) {
            int[] axes = java.util.stream.IntStream.range(1, update.rank()).toArray();
            if (axes.length == 0) {
                return update;
            }
            Expr mean = update.mean(axes);
            for (int axis : axes) {
                mean = mean.expandDims(axis);
            }
            return update.minus(mean);
        }
    }

    /** u + λ·p. */
    record Decayed(double decay) implements Clipping {
        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return decay == 0 ? change
                    : new Change<>(Fluxion.zip(change.updates(), parameters, (u, p) -> u.plus(p.times(decay))), change.memory());
        }
    }

    /** c·u. */
    record Times(double factor) implements Clipping {
        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return new Change<>(Fluxion.map(change.updates(), u -> u.times(factor)), change.memory());
        }
    }

    /** u. */
    record Unchanged() implements Clipping {
        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            return change;
        }
    }
}
