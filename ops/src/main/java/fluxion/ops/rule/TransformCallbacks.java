package fluxion.ops.rule;

import fluxion.core.Fn;
import fluxion.core.op.Lanes;
import io.vavr.collection.Seq;

/**
 * The transforms, handed to the rules of operations that hold functions, so that this module need not know them.
 */
public interface TransformCallbacks {
    /**
     * A function and which of its results it has.
     *
     * @param fn the function
     * @param present for each result of the original, whether {@code fn} has something for it (a tangent, a batch axis)
     */
    record Partial(Fn fn, Seq<Boolean> present) {}

    /** (params, tangents of the active ones) to the tangents of those results that have any. */
    Partial jvp(Fn fn, Seq<Boolean> active);

    /** (other params, cotangents of all results) to cotangents of those linear params that have any. */
    Partial transpose(Fn fn, Seq<Boolean> linear);

    /** The function over lanes: mapped params have a leading axis, and so has every result that is {@code present}. */
    Partial vmap(Fn fn, Seq<Boolean> mapped, int size);

    /** Makes functions over lanes whose number is known only when they run. */
    Lanes.Over over();
}
