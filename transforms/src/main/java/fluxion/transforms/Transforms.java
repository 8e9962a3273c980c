package fluxion.transforms;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.NodeMap;
import fluxion.core.Var;
import fluxion.core.op.Lanes;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/** The three primitive rewrites as the rules of operations that hold functions see them. */
public final class Transforms {
    /** Over lanes without a name. */
    public static final TransformCallbacks THROUGH = through(Vmap.Lanes.plain(0, Option.none()));
    /** A function of one lane as one of several, in simplest form: what it is made of is known only when it runs. */
    private static final Lanes.Over OVER = (lane, mapped, size) -> {
        TransformCallbacks.Partial wide = THROUGH.vmap(lane, mapped, size);
        return Simplify.of(new Fn(wide.fn().params(), wide.fn().results().zip(wide.present())
                .map(r -> new Batched(r._1, r._2).lanes(size))));
    };

    private Transforms() {}

    /** With lanes that mean something: shared keys, and a name for operations across them. */
    static TransformCallbacks through(Vmap.Lanes meant) {
        return new OverAxis(meant);
    }

    private record OverAxis(Vmap.Lanes meant) implements TransformCallbacks {
        @Override
        public Partial jvp(Fn fn, Seq<Boolean> active) {
            Seq<Var> moving = chosen(fn.params(), active, true);
            Seq<Var> tangents = moving.map(WrtParameters::tangent);
            Seq<Option<Expr>> moved = Jvp.push(fn.results(), WrtParameters.seeds(moving, tangents));
            return partial(fn.params().appendAll(tangents), moved);
        }

        @Override
        public Partial transpose(Fn fn, Seq<Boolean> linear) {
            Seq<Var> cotangents = fn.results().map(r -> new Var("ct", r.tensorType()));
            Seq<Option<Expr>> pulled = Transpose.pull(fn.results(), cotangents.map(ct -> Option.of((Expr) ct)),
                    chosen(fn.params(), linear, true));
            return partial(chosen(fn.params(), linear, false).appendAll(cotangents), pulled);
        }

        @Override
        public Partial vmap(Fn fn, Seq<Boolean> mapped, int size) {
            Map<Var, Expr> lanes = new NodeMap<>();
            Seq<Var> params = fn.params().zipWith(mapped, (param, is) -> {
                Var lane = is ? new Var(param.name(), param.type().withShape(param.shape().prepend(size))) : param;
                if (is) {
                    lanes.put(param, lane);
                }
                return lane;
            }).toArray();
            Seq<Batched> lifted = Vmap.lift(fn.results(), lanes, meant.inside(size));
            return new Partial(new Fn(params, lifted.map(Batched::value)), lifted.map(Batched::mapped));
        }

        @Override
        public Lanes.Over over() {
            return OVER;
        }
    }

    private static Seq<Var> chosen(Seq<Var> params, Seq<Boolean> which, boolean value) {
        return params.zip(which).filter(p -> p._2 == value).map(p -> p._1);
    }

    private static TransformCallbacks.Partial partial(Seq<Var> params, Seq<Option<Expr>> results) {
        return new TransformCallbacks.Partial(new Fn(params, results.flatMap(r -> r)), results.map(Option::isDefined));
    }
}
