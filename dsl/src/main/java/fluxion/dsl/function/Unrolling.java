package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.Var;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Scan;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Several steps of a scan as one: fewer, longer steps, in which neighbours run together or are computed again. */
final class Unrolling {
    private Unrolling() {}

    /** How some of the steps are made one, of operands (consts, carry, xs). */
    private interface Piece {
        Seq<Expr> of(int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs);
    }

    /** The results of a scan whose step takes (consts, carry, xs), so many steps at a time. */
    static Seq<Expr> scan(Fn step, int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs, boolean reverse, int unroll) {
        if (unroll == 1 || length == 0) {
            return Apply.of(new Scan(step, length, consts.size(), carry.size(), reverse), consts.appendAll(carry).appendAll(xs))
                    .results();
        }
        return chunked(step, length, consts, carry, xs, reverse, unroll, (n, shared, from, along) ->
                n == unroll || unroll > length ? inline(step, n, shared, from, along, reverse)
                        : scan(step, n, shared, from, along, reverse, 1));
    }

    /** The same, of which reverse mode keeps less: the carries between parts, each of which it runs again. */
    static Seq<Expr> scan(Fn step, int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs, boolean reverse, int unroll,
            Checkpoints checkpoints) {
        return switch (checkpoints) {
            case Checkpoints.Everything _ -> scan(step, length, consts, carry, xs, reverse, unroll);
            case Checkpoints.Root _ ->
                    parts(step, length, consts, carry, xs, reverse, unroll, (int) Math.ceil(Math.sqrt(length)));
            case Checkpoints.AtMost(int states) -> parts(step, length, consts, carry, xs, reverse, unroll, parts(states, length));
        };
    }

    /** Into how many parts steps are cut, and those again, so that about so many states are there at a time: at least 2. */
    private static int parts(int states, int length) {
        for (int depth = 1; states / depth >= 2; depth++) {
            if (Math.pow(states / depth, depth) >= length) {
                return states / depth;
            }
        }
        return 2;
    }

    private static Seq<Expr> parts(Fn step, int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs, boolean reverse,
            int unroll, int count) {
        if (length <= Math.max(count, 2)) {
            return scan(step, length, consts, carry, xs, reverse, unroll);
        }
        return chunked(step, length, consts, carry, xs, reverse, Math.ceilDiv(length, count), (n, shared, from, along) -> {
            Seq<Expr> operands = shared.appendAll(from).appendAll(along);
            Seq<Var> params = operands.map(x -> new Var("x", x.tensorType())).toArray();
            Seq<Expr> inside = Array.narrow(Array.ofAll(params));
            int carried = shared.size() + from.size();
            Fn body = new Fn(params, parts(step, n, inside.take(shared.size()), inside.slice(shared.size(), carried),
                    inside.drop(carried), reverse, unroll, count));
            return Apply.of(new Checkpoint("checkpoint", body, new Checkpoint.Nothing()), operands).results();
        });
    }

    /** A scan over pieces of so many steps, and the steps that are left as one. */
    private static Seq<Expr> chunked(Fn step, int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs, boolean reverse,
            int unroll, Piece piece) {
        if (unroll >= length) {
            return piece.of(length, consts, carry, xs);
        }
        int whole = length / unroll * unroll;
        Seq<Expr> rest = xs.map(x -> ControlFlow.part(x, whole, length));
        Seq<Expr> chunks = xs.map(x -> ControlFlow.part(x, 0, whole).reshape(row(x).prepend(unroll).prepend(whole / unroll)));
        Seq<Var> params = step.params().take(consts.size() + carry.size()).map(v -> new Var(v.name(), v.type()))
                .appendAll(step.params().drop(consts.size() + carry.size())
                .map(v -> new Var(v.name(), v.type().withShape(v.shape().prepend(unroll))))).toArray();
        Seq<Expr> inside = piece.of(unroll, Array.narrow(Array.ofAll(params.take(consts.size()))),
                Array.narrow(Array.ofAll(params.slice(consts.size(), consts.size() + carry.size()))),
                Array.narrow(Array.ofAll(params.drop(consts.size() + carry.size()))));
        Fn longer = new Fn(params, inside);
        int n = carry.size();
        Seq<Expr> before = reverse && whole < length ? piece.of(length - whole, consts, carry, rest)
                : Array.<Expr>empty();
        Seq<Expr> main = Apply.of(new Scan(longer, whole / unroll, consts.size(), n, reverse),
                consts.appendAll(before.isEmpty() ? carry : before.take(n)).appendAll(chunks)).results();
        Seq<Expr> after = !reverse && whole < length ? piece.of(length - whole, consts, main.take(n), rest) : before;
        Seq<Expr> ys = main.drop(n).map(y -> y.reshape(new Shape(y.shape().dims().drop(2)).prepend(whole)));
        Seq<Expr> joined = after.isEmpty() ? ys : ys.zipWith(after.drop(n), ControlFlow::joined);
        return (reverse || after.isEmpty() ? main.take(n) : after.take(n)).appendAll(joined).toArray();
    }

    /** The steps one after another, without a loop. */
    private static Seq<Expr> inline(Fn step, int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs, boolean reverse) {
        Expr[][] ys = new Expr[length][];
        Seq<Expr> now = carry;
        for (int t = 0; t < length; t++) {
            int at = reverse ? length - 1 - t : t;
            Seq<Expr> results = step.on(consts.appendAll(now)
                    .appendAll(xs.map(x -> ControlFlow.part(x, at, at + 1).reshape(row(x)))));
            now = results.take(carry.size());
            ys[at] = results.drop(carry.size()).toJavaArray(Expr[]::new);
        }
        int count = step.results().size() - carry.size();
        return now.appendAll(Array.range(0, count).map(k -> Apply.of(new Concatenate(0),
                Array.of(ys).map(y -> y[k].reshape(y[k].shape().prepend(1))))));
    }

    private static Shape row(Expr x) {
        return new Shape(x.shape().dims().drop(1));
    }
}
