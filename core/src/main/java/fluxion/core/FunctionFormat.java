package fluxion.core;

import io.vavr.collection.Array;

/**
 * How a closed function is written into a stream of {@link java.io.ObjectOutputStream}. What exists does not know how it is
 * written; a service of this type does, and {@code fluxion.dsl} provides one: its JSON.
 */
public interface FunctionFormat {
    /**
     * A function as text, but for its larger constants.
     *
     * @param text which says the function, and numbers its larger constants from 0
     * @param constants those, in order
     */
    record Written(String text, Array<Tensor> constants) {}

    /**
     * A closed function as text and constants.
     *
     * @throws FluxionException where it cannot be said
     */
    Written write(Fn fn);

    /**
     * The function that text and constants say; neither is trusted.
     *
     * @throws FluxionException where they say none
     */
    Fn read(Written written);
}
