package fluxion.dsl;

import fluxion.core.FluxionException;
import fluxion.core.rewrite.Explanation;
import fluxion.dsl.function.Typed;

/** Mathematics in and out: how derivatives come about, formulas read and written. */
abstract sealed class ReadingVerbs extends DebugVerbs permits Fluxion {
    ReadingVerbs() {}

    /**
     * How a derivative (or another transformed function) comes about, step by step, for the types it was used with last, f64
     * scalars if none: {@code explain(grad(f))}.
     *
     * @throws FluxionException where it was not used yet, and does not take scalars
     */
    public static Explanation explain(Typed function) { return function.program().explain(); }

    /**
     * How a derivative comes about, for arguments of the given types.
     *
     * @param arguments for each a {@link fluxion.core.TensorType}, or a tree of expressions or types whose values do not count
     */
    public static Explanation explain(Typed function, Object... arguments) { return function.explanation(arguments); }
}
