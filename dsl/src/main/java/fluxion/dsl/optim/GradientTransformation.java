package fluxion.dsl.optim;

import fluxion.core.Given;
import io.vavr.collection.Array;
import java.io.Serializable;

/**
 * One step on the way from a gradient to what is added to the parameters: a pure function of trees. What it remembers between
 * steps is a record that goes in and comes out. Chains of these are optimisers: {@link Optimisers} has the known ones,
 * {@link Transformations} what they are made of.
 *
 * <pre>{@code
 * var clipped = clipByGlobalNorm(1).then(scaleByAdam(0.9, 0.999, 1e-8)).then(scaleByRate(Schedule.constant(1e-3)));
 * var optimiser = new Optimiser(clipped);
 * }</pre>
 *
 * <p>Gradients come in a {@link Change} and parameters alone, so that the two cannot be taken for each other.
 */
public interface GradientTransformation extends Serializable {
    /** What is remembered before the first step. */
    <P> TransformationMemory<P> init(P parameters);

    /**
     * What comes out of a step.
     *
     * @param change the gradient, or what the transformation before made of it, and what is remembered
     * @param parameters those before the step
     */
    <P> Change<P> update(Change<P> change, P parameters);

    /** This, and what it gives through another. */
    default GradientTransformation then(GradientTransformation next) {
        Given.arguments("then", next);
        return Chain.of(Array.of(this, next));
    }

    /**
     * What goes through transformations.
     *
     * @param updates like the parameters: a gradient at first, at last what is added to the parameters
     * @param memory of the transformation
     * @param <P> the type of the parameters
     */
    record Change<P>(P updates, TransformationMemory<P> memory) implements Serializable {}
}
