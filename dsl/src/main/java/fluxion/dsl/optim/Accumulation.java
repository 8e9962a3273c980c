package fluxion.dsl.optim;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.dsl.Fluxion;
import fluxion.dsl.function.Tracing;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.tree.Trees;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Transformations that add up over steps, and such as decide which leaves and steps others see. */
sealed interface Accumulation extends GradientTransformation {
    /** The name of the average of parameters. */
    String AVERAGE = "average";

    /** v ← μ·v + u; with Nesterov's look ahead u + μ·v. */
    record Momentum(double decay, boolean nesterov) implements Accumulation {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "velocity");
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            P velocity = added(change.memory().tree("velocity"), change.updates());
            return new Change<>(nesterov ? added(velocity, change.updates()) : velocity,
                    change.memory().with("velocity", velocity));
        }

        private <P> P added(P velocity, P updates) {
            return Fluxion.zip(velocity, updates, (v, u) -> u.plus(v.times(decay)));
        }
    }

    /** The running mean of updates, corrected for its zero start where asked. */
    record Mean(double decay, boolean corrected) implements Accumulation {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "mean").counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            Expr t = Moments.next(change.memory());
            P mean = Moments.mean(change.memory().tree("mean"), change.updates(), decay);
            return new Change<>(corrected ? Moments.corrected(mean, decay, t) : mean,
                    change.memory().with("mean", mean).withStep(t));
        }
    }

    /** Remembers the running mean of the parameters after the step, from those before the first. */
    record Average(double decay) implements Accumulation {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            TransformationMemory<P> memory = TransformationMemory.empty();
            return memory.with(AVERAGE, parameters);
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            P after = Fluxion.zip(parameters, change.updates(), Expr::plus);
            return new Change<>(change.updates(),
                    change.memory().with(AVERAGE, Moments.mean(change.memory().tree(AVERAGE), after, decay)));
        }
    }

    /** Normal noise of variance η/tᵞ in step t, from a key of the step and the leaf. */
    record Noise(RandomKey key, double eta, double gamma) implements Accumulation {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            TransformationMemory<P> memory = TransformationMemory.empty();
            return memory.counted();
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            Expr t = Moments.next(change.memory());
            Expr deviation = t.cast(DType.F64).pow(-gamma).times(eta).sqrt();
            Seq<Expr> leaves = Fluxion.leaves(change.updates());
            Array<Expr> noisy = Array.range(0, leaves.size()).map(i -> {
                TensorType type = leaves.get(i).tensorType();
                return leaves.get(i).plus(Fluxion.normal(key.foldIn(t).foldIn(i), type).times(deviation.cast(type.dtype())));
            });
            return new Change<>(Trees.unflatten(Trees.structure(change.updates()), Tracing.settle(noisy)),
                    change.memory().withStep(t));
        }
    }

    /** The mean of k gradients through the inner transformation at every k-th step, zeros at the others. */
    record Every(int steps, GradientTransformation inner) implements Accumulation {
        public Every {
            if (steps < 1) {
                throw new FluxionException("accumulate: requires at least 1 step; got " + steps);
            }
        }

        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return TransformationMemory.zeros(parameters, "mean").withStep(Tensor.of(0))
                    .withParts(Array.of(inner.<P>init(parameters)));
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            TransformationMemory<P> memory = change.memory();
            Expr t = Moments.next(memory);
            P mean = Fluxion.zip(memory.tree("mean"), change.updates(),
                    (m, u) -> m.plus(u.minus(m).div(t.cast(u.dtype()))));
            TransformationMemory<P> within = memory.parts().get(0);
            return Fluxion.cond(t.ge(steps), () -> {
                Change<P> next = inner.update(new Change<>(mean, within), parameters);
                return new Change<>(next.updates(),
                        state(Fluxion.map(mean, Fluxion::zerosLike), Fluxion.zerosLike(t), next.memory()));
            }, () -> new Change<>(Fluxion.map(mean, Fluxion::zerosLike), state(mean, t, within)));
        }

        private static <P> TransformationMemory<P> state(P mean, Expr step, TransformationMemory<P> within) {
            TransformationMemory<P> memory = TransformationMemory.empty();
            return memory.with("mean", mean).withStep(step).withParts(Array.of(within));
        }
    }

    /** The inner transformation for the leaves of a mask; the others go by. To it these are empty, of no elements. */
    record Masked(LeafMask mask, GradientTransformation inner) implements Accumulation {
        @Override
        public <P> TransformationMemory<P> init(P parameters) {
            return inner.init(selected(parameters));
        }

        @Override
        public <P> Change<P> update(Change<P> change, P parameters) {
            Change<P> inside = inner.update(new Change<>(selected(change.updates()), change.memory()), selected(parameters));
            Array<Boolean> in = included(change.updates());
            Array<Expr> before = Fluxion.leaves(change.updates());
            Array<Expr> after = Fluxion.leaves(inside.updates());
            return new Change<>(Trees.unflatten(Trees.structure(change.updates()),
                    Array.range(0, in.size()).map(i -> in.get(i) ? after.get(i) : before.get(i))), inside.memory());
        }

        private Array<Boolean> included(Object tree) {
            return Fluxion.paths(tree).zipWith(Fluxion.leaves(tree), (path, leaf) -> mask.includes(path, leaf.tensorType()));
        }

        private <P> P selected(P tree) {
            Array<Boolean> in = included(tree);
            Array<Expr> leaves = Fluxion.leaves(tree);
            return Trees.unflatten(Trees.structure(tree), Array.range(0, in.size())
                    .map(i -> in.get(i) ? leaves.get(i) : Fluxion.zeros(new TensorType(leaves.get(i).dtype(),
                            Shape.of(0)))));
        }
    }
}
