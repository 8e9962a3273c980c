package fluxion.ops.rule;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Call;
import io.vavr.collection.Iterator;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/** A call's derivative calls the derivative of its function; likewise its transpose and its batched form. */
public final class CallRules {
    private CallRules() {}

    /** (inputs, tangents) to the tangents of the results. */
    public static Seq<Option<Expr>> jvp(Call op, Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        TransformCallbacks.Partial derivative = through.jvp(op.fn(), tangents.map(Option::isDefined));
        return spread(derivative, call(op.name() + "'", derivative, y.inputs().appendAll(tangents.flatMap(t -> t))));
    }

    /** (other inputs, cotangents) to the cotangents of the linear inputs. */
    public static Either<String, Seq<Option<Expr>>> transpose(Call op, Apply y, Seq<Boolean> linear, Seq<Option<Expr>> cotangents,
            TransformCallbacks through) {
        TransformCallbacks.Partial transposed = through.transpose(op.fn(), linear);
        Seq<Expr> others = y.inputs().zip(linear).filter(p -> !p._2).map(p -> p._1);
        Seq<Expr> cts = cotangents.zipWith(y.results(),
                (ct, result) -> ct.getOrElse(() -> fluxion.core.Literal.zerosLike(result)));
        Iterator<Option<Expr>> pulled = spread(transposed, call(op.name() + "ᵀ", transposed, others.appendAll(cts))).iterator();
        return Either.right(linear.map(is -> is ? pulled.next() : Option.<Expr>none()).toArray());
    }

    /** The call over lanes. */
    public static Seq<Batched> batch(Call op, Seq<Batched> inputs, int size, TransformCallbacks through) {
        TransformCallbacks.Partial lanes = through.vmap(op.fn(), inputs.map(Batched::mapped), size);
        return call(op.name(), lanes, inputs.map(Batched::value)).zipWith(lanes.present(), Batched::new).toArray();
    }

    private static Seq<Expr> call(String name, TransformCallbacks.Partial partial, Seq<Expr> arguments) {
        return partial.fn().results().isEmpty() ? io.vavr.collection.Array.empty()
                : Apply.of(new Call(name, partial.fn()), arguments).results();
    }

    private static Seq<Option<Expr>> spread(TransformCallbacks.Partial partial, Seq<Expr> values) {
        Iterator<Expr> next = values.iterator();
        return partial.present().map(is -> is ? Option.of(next.next()) : Option.<Expr>none()).toArray();
    }
}
