package fluxion.dsl.function;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Shape;
import fluxion.core.Var;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Scan;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Several steps of a scan as one: fewer, longer steps, in which neighbours run together. */
final class Unrolling {
    private Unrolling() {}

    /** The results of a scan whose step takes (consts, carry, xs), so many steps at a time. */
    static Seq<Expr> scan(Fn step, int length, Seq<Expr> consts, Seq<Expr> carry, Seq<Expr> xs, boolean reverse, int unroll) {
        if (unroll == 1 || length == 0) {
            return Apply.of(new Scan(step, length, consts.size(), carry.size(), reverse), consts.appendAll(carry).appendAll(xs))
                    .results();
        }
        if (unroll >= length) {
            return inline(step, length, consts, carry, xs, reverse);
        }
        int whole = length / unroll * unroll;
        Seq<Expr> rest = xs.map(x -> ControlFlow.part(x, whole, length));
        Seq<Expr> chunks = xs.map(x -> ControlFlow.part(x, 0, whole).reshape(row(x).prepend(unroll).prepend(whole / unroll)));
        Seq<Var> params = step.params().take(consts.size() + carry.size()).map(v -> new Var(v.name(), v.type()))
                .appendAll(step.params().drop(consts.size() + carry.size())
                .map(v -> new Var(v.name(), v.type().withShape(v.shape().prepend(unroll))))).toArray();
        Seq<Expr> inside = inline(step, unroll, Array.narrow(Array.ofAll(params.take(consts.size()))),
                Array.narrow(Array.ofAll(params.slice(consts.size(), consts.size() + carry.size()))),
                Array.narrow(Array.ofAll(params.drop(consts.size() + carry.size()))), reverse);
        Fn longer = new Fn(params, inside);
        int n = carry.size();
        Seq<Expr> before = reverse && whole < length ? scan(step, length - whole, consts, carry, rest, true, 1)
                : Array.<Expr>empty();
        Seq<Expr> main = Apply.of(new Scan(longer, whole / unroll, consts.size(), n, reverse),
                consts.appendAll(before.isEmpty() ? carry : before.take(n)).appendAll(chunks)).results();
        Seq<Expr> after = !reverse && whole < length ? scan(step, length - whole, consts, main.take(n), rest, false, 1) : before;
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
