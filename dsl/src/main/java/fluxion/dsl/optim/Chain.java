package fluxion.dsl.optim;

import io.vavr.collection.Array;

/**
 * Transformations, each of what the one before gives.
 *
 * @param parts the first first
 */
record Chain(Array<GradientTransformation> parts) implements GradientTransformation {
    /** A chain without chains in it. */
    static GradientTransformation of(Array<GradientTransformation> parts) {
        Array<GradientTransformation> flat = parts.flatMap(part -> part instanceof Chain(var inner) ? inner : Array.of(part));
        return flat.size() == 1 ? flat.get(0) : new Chain(flat);
    }

    @Override
    public <P> TransformationMemory<P> init(P parameters) {
        return TransformationMemory.of(parts.map(part -> part.<P>init(parameters)));
    }

    @Override
    public <P> Change<P> update(Change<P> change, P parameters) {
        P updates = change.updates();
        Array<TransformationMemory<P>> memories = change.memory().parts();
        for (int i = 0; i < parts.size(); i++) {
            Change<P> next = parts.get(i).update(new Change<>(updates, memories.get(i)), parameters);
            updates = next.updates();
            memories = memories.update(i, next.memory());
        }
        return new Change<>(updates, change.memory().withParts(memories));
    }
}
