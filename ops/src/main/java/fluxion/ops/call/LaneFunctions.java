package fluxion.ops.call;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Seq;

/** Functions over lanes whose results have the shapes that another function expects. */
final class LaneFunctions {
    private LaneFunctions() {}

    /** Every result with lanes. */
    static Fn all(Fn fn, Seq<Boolean> mapped, int size, TransformCallbacks through) {
        TransformCallbacks.Partial lanes = through.vmap(fn, mapped, size);
        return new Fn(lanes.fn().params(), lanes.fn().results()
                .zipWith(lanes.present(), (r, has) -> new Batched(r, has).lanes(size)).toArray());
    }

    /** Results with lanes where {@code wanted}; elsewhere the sum over lanes, as for the cotangent of what all lanes share. */
    static Fn gathered(Fn fn, Seq<Boolean> mapped, Seq<Boolean> wanted, int size, TransformCallbacks through) {
        Fn all = all(fn, mapped, size, through);
        return new Fn(all.params(), all.results().zipWith(wanted, (r, is) -> is ? r : (Expr) r.sum(0)).toArray());
    }
}
