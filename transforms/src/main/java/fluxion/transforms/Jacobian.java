package fluxion.transforms;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.NodeMap;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Permute;
import fluxion.core.rewrite.Cost;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.Function;

/**
 * Jacobians: for each floating-point result r and each parameter a of {@code wrt}, in this order, a tensor with the axes of
 * r and then those of a. A symbolic identity is pushed through the linear part of the function, over lanes.
 */
public final class Jacobian {
    /** From how many inputs for each output, or outputs for each input, on there is no doubt which mode is cheaper. */
    private static final int CLEAR = 16;

    private Jacobian() {}

    /** Column by column, in forward mode: one lane for each element of a parameter. */
    public static Fn forward(Fn fn, Ints wrt, int chunk) {
        WrtParameters.check("jacfwd", fn, wrt);
        check("jacfwd", chunk);
        Seq<Expr> results = fn.results().filter(r -> r.dtype().isFloat());
        Seq<Seq<Expr>> columns = WrtParameters.params(fn, wrt).map(param -> columns(results, param, chunk));
        return new Fn(fn.params(), results.zipWithIndex((r, i) -> columns.map(c -> c.get(i))).flatMap(blocks -> blocks)
                .toArray());
    }

    /** Row by row, in reverse mode: one lane for each element of a result. */
    public static Fn reverse(Fn fn, Ints wrt, int chunk) {
        WrtParameters.check("jacrev", fn, wrt);
        check("jacrev", chunk);
        Seq<Var> params = WrtParameters.params(fn, wrt);
        return new Fn(fn.params(), fn.results().filter(r -> r.dtype().isFloat()).flatMap(r -> rows(r, params, chunk)).toArray());
    }

    /**
     * In the mode that costs less: row by row or column by column, as {@link Cost} has it of both in simplest form. Where inputs
     * outnumber outputs {@value #CLEAR} times, or the other way round, the sizes decide.
     */
    public static Fn cheapest(Fn fn, Ints wrt, int chunk) {
        WrtParameters.check("jacobian", fn, wrt);
        double inputs = WrtParameters.params(fn, wrt).map(p -> (double) p.shape().size()).sum().doubleValue();
        double outputs = fn.results().map(r -> (double) r.shape().size()).sum().doubleValue();
        if (inputs >= CLEAR * outputs || outputs >= CLEAR * inputs) {
            return inputs > outputs ? reverse(fn, wrt, chunk) : forward(fn, wrt, chunk);
        }
        Fn rows = reverse(fn, wrt, chunk);
        Fn columns = forward(fn, wrt, chunk);
        // compared in simplest form, but given as it is: what cancels in that form may yet be needed for NaN and ∞
        return Cost.of(Simplify.of(rows)) < Cost.of(Simplify.of(columns)) ? rows : columns;
    }

    /**
     * Several directional derivatives at once: for the first result of a function and one parameter, the Jacobian times each
     * row of a matrix of directions, one a lane.
     *
     * @param directions of shape [lanes, size of the parameter]
     */
    public static Fn along(Fn fn, int wrt, Expr directions) {
        WrtParameters.check("jacobian", fn, Ints.of(wrt));
        Var param = fn.params().get(wrt);
        Var tangent = WrtParameters.tangent(param);
        Expr result = fn.results().get(0);
        Option<Expr> moved = Jvp.push(Array.of(result), WrtParameters.seeds(Array.of(param), Array.of(tangent))).get(0);
        int lanes = directions.shape().dim(0);
        Expr products = moved.map(t -> lift(Array.of(t), tangent, directions).get(0))
                .getOrElse(() -> Literal.zeros(result.tensorType().withShape(result.shape().prepend(lanes))));
        return new Fn(fn.params(), Array.of(products));
    }

    private static void check(String transform, int chunk) {
        if (chunk < 0) {
            throw new TransformException(transform + ": the chunk size must be positive (0 means all at once); got " + chunk);
        }
    }

    private static Seq<Expr> columns(Seq<Expr> results, Var param, int chunk) {
        if (param.shape().isScalar()) {
            return Jvp.push(results, WrtParameters.seeds(Array.of(param), Array.of(Literal.of(param.type(), 1))))
                    .zipWith(results, (t, r) -> t.getOrElse(() -> Literal.zerosLike(r))).toArray();
        }
        Var tangent = WrtParameters.tangent(param);
        Seq<Option<Expr>> moved = Jvp.push(results, WrtParameters.seeds(Array.of(param), Array.of(tangent)));
        boolean byAxes = byAxes(param.shape(), chunk);
        Seq<Expr> lanes = lanes(moved, tangent, chunk);
        int[] next = {0};
        return moved.zipWith(results, (t, r) -> {
            Shape shape = new Shape(r.shape().dims().concat(param.shape().dims()));
            int rank = r.rank();
            return t.isEmpty() ? Literal.zeros(r.tensorType().withShape(shape))
                    : byAxes ? toEnd(lanes.get(next[0]++), rank, param.rank())
                    : (r.shape().isScalar() ? lanes.get(next[0]++) : lanes.get(next[0]++).moveAxis(0, -1)).reshape(shape);
        }).toArray();
    }

    private static Seq<Expr> rows(Expr result, Seq<Var> params, int chunk) {
        if (result.shape().isScalar()) {
            return Vjp.orZeros(Vjp.pull(Array.of(result), Array.of(Option.of(Literal.of(result.tensorType(), 1))), params),
                    params);
        }
        Var cotangent = new Var("ct", result.tensorType());
        Seq<Option<Expr>> pulled = Vjp.pull(Array.of(result), Array.of(Option.of(cotangent)), params);
        boolean byAxes = byAxes(result.shape(), chunk);
        Seq<Expr> lanes = lanes(pulled, cotangent, chunk);
        int[] next = {0};
        return pulled.zipWith(params, (ct, param) -> {
            Shape shape = new Shape(result.shape().dims().concat(param.shape().dims()));
            return ct.isEmpty() ? Literal.zeros(param.type().withShape(shape)) : byAxes ? lanes.get(next[0]++)
                    : lanes.get(next[0]++).reshape(shape);
        }).toArray();
    }

    // ---- lanes for tensors with several axes ------------------------------------------------------------------------

    private static boolean byAxes(Shape shape, int chunk) {
        return shape.rank() > 1 && chunk == 0;
    }

    /** The linear expressions that there are, at every unit tensor. */
    private static Seq<Expr> lanes(Seq<Option<Expr>> expressions, Var variable, int chunk) {
        Seq<Expr> linear = expressions.flatMap(e -> e);
        Shape shape = variable.shape();
        return byAxes(shape, chunk) ? axisByAxis(linear, variable)
                : inChunks(variable.dtype(), (int) shape.size(), chunk, linear.size(), eye -> lift(linear, variable, eye));
    }

    /**
     * The linear expressions at every unit tensor, one leading axis of lanes for each axis of the variable. The identity then is
     * a product of one identity matrix for each axis, so that what works on some axes leaves the others what they are.
     */
    private static Seq<Expr> axisByAxis(Seq<Expr> linear, Var variable) {
        Shape shape = variable.shape();
        Seq<Expr> results = linear;
        Var at = variable;
        for (int axis = shape.rank() - 1; axis >= 0; axis--) {
            int size = shape.dim(axis);
            TensorType lifted = at.type().withShape(at.shape().prepend(size));
            Expr value = axis == 0 ? identity(variable.type()) : new Var(variable.name(), lifted);
            Map<Var, Expr> mapped = new NodeMap<>();
            mapped.put(at, value);
            results = Vmap.lift(results, mapped, size, Randomness.SAME).map(b -> b.lanes(size));
            at = value instanceof Var next ? next : at;
        }
        return results;
    }

    /** δ of shape [m, n, m, n] for [m, n], as a product of identity matrices. */
    private static Expr identity(TensorType type) {
        int rank = type.rank();
        Seq<Expr> eyes = Array.ofAll(type.shape().dims()).map(n -> Expr.apply(new Eye(type.dtype(), n, n, 0)));
        Expr product =
                eyes.reduceLeft((a, b) -> Expr.apply(new Dot(Ints.empty(), Ints.empty(), Ints.empty(), Ints.empty()), a, b));
        return Expr.apply(new Permute(Ints.range(0, 2 * rank).map(i -> i < rank ? 2 * i : 2 * (i - rank) + 1)), product);
    }

    /** The lanes' axes behind those of the result. */
    private static Expr toEnd(Expr lanes, int rank, int count) {
        return rank == 0 ? lanes : Expr.apply(new Permute(Ints.range(count, count + rank).concat(Ints.range(0, count))), lanes);
    }

    /** The linear expressions of one variable at every row of a matrix at once. */
    private static Seq<Expr> lift(Seq<Expr> linear, Var variable, Expr rows) {
        int size = rows.shape().dim(0);
        Map<Var, Expr> mapped = new NodeMap<>();
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
