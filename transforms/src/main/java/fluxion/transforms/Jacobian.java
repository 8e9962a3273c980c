package fluxion.transforms;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import fluxion.ops.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Jacobians: for each floating-point result r and each parameter a of {@code wrt}, in this order, a tensor with the axes of
 * r and then those of a. A symbolic identity is pushed through the linear part of the function, over lanes.
 */
public final class Jacobian {
    private Jacobian() {}

    /** Column by column, in forward mode: one lane for each element of a parameter. */
    public static Fn forward(Fn fn, Ints wrt, int chunk) {
        Wrt.check("jacfwd", fn, wrt);
        check("jacfwd", chunk);
        Seq<Expr> results = fn.results().filter(r -> r.dtype().isFloat());
        Seq<Seq<Expr>> columns = Wrt.params(fn, wrt).map(param -> columns(results, param, chunk));
        return new Fn(fn.params(), results.zipWithIndex((r, i) -> columns.map(c -> c.get(i))).flatMap(blocks -> blocks).toArray());
    }

    /** Row by row, in reverse mode: one lane for each element of a result. */
    public static Fn reverse(Fn fn, Ints wrt, int chunk) {
        Wrt.check("jacrev", fn, wrt);
        check("jacrev", chunk);
        Seq<Var> params = Wrt.params(fn, wrt);
        return new Fn(fn.params(), fn.results().filter(r -> r.dtype().isFloat()).flatMap(r -> rows(r, params, chunk)).toArray());
    }

    private static void check(String transform, int chunk) {
        if (chunk < 0) {
            throw new TransformException(transform + ": the chunk size must be positive (0 means all at once); got " + chunk);
        }
    }

    private static Seq<Expr> columns(Seq<Expr> results, Var param, int chunk) {
        if (param.shape().isScalar()) {
            return Jvp.push(results, Wrt.seeds(Array.of(param), Array.of(Literal.of(param.type(), 1))))
                    .zipWith(results, (t, r) -> t.getOrElse(() -> Literal.zerosLike(r))).toArray();
        }
        Var tangent = Wrt.tangent(param);
        Seq<Option<Expr>> moved = Jvp.push(results, Wrt.seeds(Array.of(param), Array.of(tangent)));
        Seq<Expr> live = moved.flatMap(t -> t);
        Seq<Expr> lanes = inChunks(param.dtype(), (int) param.shape().size(), chunk, live.size(), eye -> lift(live, tangent, eye));
        int[] next = {0};
        return moved.zipWith(results, (t, r) -> {
            Shape shape = new Shape(r.shape().dims().concat(param.shape().dims()));
            return t.isEmpty() ? Literal.zeros(r.tensorType().withShape(shape))
                    : (r.shape().isScalar() ? lanes.get(next[0]++) : lanes.get(next[0]++).moveAxis(0, -1)).reshape(shape);
        }).toArray();
    }

    private static Seq<Expr> rows(Expr result, Seq<Var> params, int chunk) {
        if (result.shape().isScalar()) {
            return Vjp.orZeros(Vjp.pull(Array.of(result), Array.of(Option.of(Literal.of(result.tensorType(), 1))), params), params);
        }
        Var cotangent = new Var("ct", result.tensorType());
        Seq<Option<Expr>> pulled = Vjp.pull(Array.of(result), Array.of(Option.of(cotangent)), params);
        Seq<Expr> live = pulled.flatMap(t -> t);
        Seq<Expr> lanes = inChunks(result.dtype(), (int) result.shape().size(), chunk, live.size(), eye -> lift(live, cotangent, eye));
        int[] next = {0};
        return pulled.zipWith(params, (ct, param) -> {
            Shape shape = new Shape(result.shape().dims().concat(param.shape().dims()));
            return ct.isEmpty() ? Literal.zeros(param.type().withShape(shape)) : lanes.get(next[0]++).reshape(shape);
        }).toArray();
    }

    /** The linear expressions of one variable at every row of a matrix at once. */
    private static Seq<Expr> lift(Seq<Expr> linear, Var variable, Expr rows) {
        int size = rows.shape().dim(0);
        Map<Var, Expr> mapped = new IdentityHashMap<>();
        mapped.put(variable, rows.reshape(variable.shape().prepend(size)));
        return Vmap.lift(linear, mapped, size, Randomness.SAME).map(b -> b.lanes(size));
    }

    /** The identity's rows all at once, or {@code chunk} of them at a time and the pieces joined. */
    private static Seq<Expr> inChunks(DType dtype, int n, int chunk, int outputs, Function<Expr, Seq<Expr>> lift) {
        if (chunk == 0 || chunk >= n) {
            return lift.apply(Expr.apply(new Eye(dtype, n, n, 0)));
        }
        Seq<Seq<Expr>> pieces = Array.rangeBy(0, n, chunk)
                .map(from -> lift.apply(Expr.apply(new Eye(dtype, Math.min(chunk, n - from), n, from))));
        return Array.range(0, outputs).map(i -> Movements.concatenate(0, pieces.map(piece -> piece.get(i))));
    }
}
