package fluxion.tests.golden;

import fluxion.core.DType;
import fluxion.core.Einsum;
import fluxion.core.Elementwise;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Movements;
import fluxion.core.Quantile;
import fluxion.core.Ranges;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TopK;
import fluxion.core.op.Eye;
import fluxion.core.op.SearchSorted;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The golden files' operations in Fluxion's words; none for those that Fluxion does not have. */
final class GoldenOperations {
    private GoldenOperations() {}

    /** From parameters and operands to results. */
    interface Operation extends BiFunction<Params, Seq<Expr>, Seq<Expr>> {}

    static Option<Operation> named(String op) {
        return Option.of(elementwise(op)).orElse(() -> Option.of(combining(op))).orElse(() -> Option.of(moving(op)))
                .orElse(() -> Option.of(ArrangementOperations.named(op))).orElse(() -> SpecialOperations.named(op))
                .orElse(() -> NnOperations.named(op)).orElse(() -> MatrixOperations.named(op));
    }

    static Operation unary(Function<Expr, Expr> verb) {
        return (p, x) -> Array.of(verb.apply(x.get(0)));
    }

    static Operation binary(BiFunction<Expr, Expr, Expr> verb) {
        return (p, x) -> Array.of(verb.apply(x.get(0), x.get(1)));
    }

    static Operation one(BiFunction<Params, Seq<Expr>, Expr> make) {
        return (p, x) -> Array.of(make.apply(p, x));
    }

    private static Operation elementwise(String op) {
        return switch (op) {
            case "neg" -> unary(Expr::neg);
            case "square" -> unary(Expr::square);
            case "sqrt" -> unary(Expr::sqrt);
            case "rsqrt" -> unary(Expr::rsqrt);
            case "cbrt" -> unary(Expr::cbrt);
            case "reciprocal" -> unary(Expr::reciprocal);
            case "abs" -> unary(Expr::abs);
            case "sign" -> unary(Expr::sign);
            case "floor" -> unary(Expr::floor);
            case "ceil" -> unary(Expr::ceil);
            case "round" -> unary(Expr::round);
            case "trunc" -> unary(Expr::trunc);
            case "exp" -> unary(Expr::exp);
            case "exp2" -> unary(Expr::exp2);
            case "expm1" -> unary(Expr::expm1);
            case "log" -> unary(Expr::log);
            case "log1p" -> unary(Expr::log1p);
            case "log2" -> unary(Expr::log2);
            case "log10" -> unary(Expr::log10);
            case "sin" -> unary(Expr::sin);
            case "cos" -> unary(Expr::cos);
            case "tan" -> unary(Expr::tan);
            case "asin" -> unary(Expr::asin);
            case "acos" -> unary(Expr::acos);
            case "atan" -> unary(Expr::atan);
            case "sinh" -> unary(Expr::sinh);
            case "cosh" -> unary(Expr::cosh);
            case "tanh" -> unary(Expr::tanh);
            case "asinh" -> unary(Expr::asinh);
            case "acosh" -> unary(Expr::acosh);
            case "atanh" -> unary(Expr::atanh);
            case "erf" -> unary(Expr::erf);
            case "sigmoid" -> unary(Expr::sigmoid);
            case "softplus" -> unary(Expr::softplus);
            case "relu" -> unary(Expr::relu);
            case "isnan" -> unary(Expr::isNan);
            case "isinf" -> unary(Expr::isInf);
            case "isfinite" -> unary(Expr::isFinite);
            case "logical_not" -> unary(Expr::not);
            case "add" -> binary(Elementwise::plus);
            case "sub" -> binary(Elementwise::minus);
            case "mul" -> binary(Elementwise::times);
            case "div" -> binary(Elementwise::div);
            case "pow" -> binary(Elementwise::pow);
            case "remainder" -> binary(Elementwise::remainder);
            case "floor_divide" -> binary(Elementwise::floorDivide);
            case "maximum" -> binary(Elementwise::maximum);
            case "minimum" -> binary(Elementwise::minimum);
            case "atan2" -> binary(Elementwise::atan2);
            case "hypot" -> binary(Elementwise::hypot);
            case "logaddexp" -> binary(Elementwise::logaddexp);
            case "copysign" -> binary(Elementwise::copysign);
            case "eq" -> binary(Elementwise::eq);
            case "ne" -> binary(Elementwise::ne);
            case "lt" -> binary(Elementwise::lt);
            case "le" -> binary(Elementwise::le);
            case "gt" -> binary(Elementwise::gt);
            case "ge" -> binary(Elementwise::ge);
            case "logical_and" -> binary(Elementwise::and);
            case "logical_or" -> binary(Elementwise::or);
            case "logical_xor" -> binary(Elementwise::xor);
            case "where" -> one((p, x) -> x.get(0).where(x.get(1), x.get(2)));
            case "clip_tensor" -> one((p, x) -> x.get(0).clip(x.get(1), x.get(2)));
            case "clip" -> one((p, x) -> {
                Expr low = p.isNull("min") ? x.get(0) : x.get(0).maximum(p.number("min"));
                return p.isNull("max") ? low : low.minimum(p.number("max"));
            });
            case "fma" -> one((p, x) -> x.get(0).times(x.get(1)).plus(x.get(2)));
            case "cast" -> one((p, x) -> x.get(0).cast(p.dtype("dtype")));
            default -> null;
        };
    }

    /** A reduction over axes, which come back with length one where the case says so. */
    private static Operation reduction(Reduction reduction) {
        return one((p, x) -> {
            int[] axes = p.axes("axis");
            Expr y = reduction.apply(p, x.get(0), axes);
            return p.flag("keepdims") ? x.get(0).keep(y, axes) : y;
        });
    }

    private interface Reduction {
        Expr apply(Params p, Expr x, int[] axes);
    }

    private static Operation combining(String op) {
        return switch (op) {
            case "sum" -> reduction((p, x, axes) -> x.sum(axes));
            case "prod" -> reduction((p, x, axes) -> x.prod(axes));
            case "mean" -> reduction((p, x, axes) -> x.mean(axes));
            case "var" -> reduction((p, x, axes) -> x.variance(p.number("correction"), axes));
            case "std" -> reduction((p, x, axes) -> x.deviation(p.number("correction"), axes));
            case "max" -> reduction((p, x, axes) -> x.max(axes));
            case "min" -> reduction((p, x, axes) -> x.min(axes));
            case "any" -> reduction((p, x, axes) -> x.any(axes));
            case "all" -> reduction((p, x, axes) -> x.all(axes));
            case "logsumexp" -> reduction((p, x, axes) -> x.logsumexp(axes));
            case "norm" -> reduction((p, x, axes) -> switch (p.text("ord")) {
                case "fro" -> x.norm(axes);
                case "inf" -> x.vectorNorm(Double.POSITIVE_INFINITY, axes);
                case String order -> x.vectorNorm(Double.parseDouble(order), axes);
            });
            case "argmax" -> reduction((p, x, axes) -> axes.length == 0 ? x.argmax() : x.argmax(axes[0]));
            case "argmin" -> reduction((p, x, axes) -> axes.length == 0 ? x.argmin() : x.argmin(axes[0]));
            case "cumprod" -> one((p, x) -> x.get(0).cumprod(p.integer("axis")));
            case "cummax" -> one((p, x) -> x.get(0).cummax(p.integer("axis")));
            case "cummin" -> one((p, x) -> x.get(0).cummin(p.integer("axis")));
            case "logcumsumexp" -> one((p, x) -> x.get(0).logcumsumexp(p.integer("axis")));
            case "median" -> reduction((p, x, axes) -> axes.length == 0 ? x.median() : x.median(axes[0]));
            case "quantile" -> one(GoldenOperations::quantile);
            case "cumsum" -> one((p, x) -> x.get(0).cumsum(p.integer("axis")));
            case "softmax" -> one((p, x) -> x.get(0).softmax(p.axes("axis")));
            case "log_softmax" -> one((p, x) -> x.get(0).logSoftmax(p.axes("axis")));
            case "matmul" -> binary(Expr::matmul);
            case "dot" -> binary(Expr::dot);
            case "inner" -> binary(Expr::inner);
            case "outer" -> binary(Expr::outer);
            case "tensordot" -> one((p, x) -> p.isList("axes")
                    ? x.get(0).tensordot(x.get(1), p.table("axes").get(0), p.table("axes").get(1))
                    : x.get(0).tensordot(x.get(1), p.integer("axes")));
            case "einsum" -> one((p, x) -> Einsum.of(p.text("equation"), x));
            default -> null;
        };
    }

    private static Operation moving(String op) {
        return switch (op) {
            case "reshape" -> one((p, x) -> x.get(0).reshape(p.ints("shape").toArray()));
            case "transpose" -> one((p, x) -> p.isNull("axes") ? x.get(0).transpose() : x.get(0).permute(p.axes("axes")));
            case "squeeze" -> one((p, x) -> x.get(0).squeeze(p.axes("axis")));
            case "expand_dims" -> one((p, x) -> x.get(0).expandDims(p.axes("axis")));
            case "broadcast_to" -> one((p, x) -> x.get(0).broadcastTo(new Shape(p.ints("shape"))));
            case "concatenate" -> one((p, x) -> Movements.concatenate(p.integer("axis"), x));
            case "stack" -> one((p, x) -> Movements.stack(p.integer("axis"), x));
            case "split" -> (p, x) -> p.isList("indices_or_sections")
                    ? x.get(0).splitAt(p.ints("indices_or_sections"), p.integer("axis"))
                    : x.get(0).split(p.integer("indices_or_sections"), p.integer("axis"));
            case "slice" -> one((p, x) -> slice(p, x.get(0)));
            case "flip" -> one((p, x) -> x.get(0).flip(p.axes("axis")));
            case "pad" -> one((p, x) -> {
                Ints low = Ints.from(p.table("pad_width").map(w -> w.get(0)));
                Ints high = Ints.from(p.table("pad_width").map(w -> w.get(1)));
                return switch (p.text("mode")) {
                    case "constant" -> x.get(0).pad(low, high, p.number("constant_values"));
                    case "edge" -> x.get(0).padEdge(low, high);
                    case "reflect" -> x.get(0).padReflect(low, high);
                    case String other -> throw new IllegalArgumentException("no padding is called " + other);
                };
            });
            case "tile" -> one((p, x) -> x.get(0).tile(p.ints("reps").toArray()));
            case "swapaxes" -> one((p, x) -> x.get(0).swapAxes(p.integer("axis1"), p.integer("axis2")));
            case "take" -> one((p, x) -> x.get(0).take(x.get(1), p.integer("axis")));
            case "take_along_axis" -> one((p, x) -> x.get(0).takeAlongAxis(x.get(1), p.integer("axis")));
            case "gather" -> one((p, x) -> x.get(0).gather(x.get(1), p.integer("axis")));
            case "index_add" -> one((p, x) -> x.get(0).indexAdd(x.get(1), x.get(2), p.integer("axis")));
            case "scatter_add" -> one((p, x) -> x.get(0).scatterAdd(x.get(1), x.get(2), p.integer("axis")));
            case "sort" -> one((p, x) -> x.get(0).sort(p.integer("axis"), p.flag("descending")));
            case "argsort" -> one((p, x) -> x.get(0).argsort(p.integer("axis"), p.flag("descending")));
            case "top_k" -> (p, x) -> {
                TopK top = x.get(0).topK(p.integer("k"));
                return Array.of(top.values(), top.indices());
            };
            case "searchsorted" -> one((p, x) -> x.get(0).searchsorted(x.get(1), SearchSorted.Side.valueOf(p.text("side").toUpperCase(Locale.ROOT))));
            case "dynamic_slice" -> one((p, x) -> x.get(0).dynamicSlice(x.get(1), p.ints("slice_sizes").toArray()));
            case "dynamic_update_slice" -> one((p, x) -> x.get(0).dynamicUpdateSlice(x.get(1), x.get(2)));
            case "one_hot" -> one((p, x) -> x.get(0).oneHot(p.integer("num_classes"), DType.F64));
            case "diag" -> one((p, x) -> x.get(0).diag(p.integer("offset")));
            case "diagonal" -> one((p, x) -> x.get(0).diagonal(p.integer("offset"), p.integer("axis1"), p.integer("axis2")));
            case "trace" -> one((p, x) -> x.get(0).trace(p.integer("offset"), p.integer("axis1"), p.integer("axis2")));
            case "tril" -> one((p, x) -> x.get(0).tril(p.integer("k")));
            case "triu" -> one((p, x) -> x.get(0).triu(p.integer("k")));
            case "eye" -> one((p, x) -> Expr.apply(new Eye(DType.F64, p.integer("n_rows"), p.integer("n_cols"), p.integer("k"))));
            case "arange" -> one((p, x) -> Ranges.arange(p.number("start"), p.number("stop"), p.number("step"), p.dtype("dtype")));
            case "linspace" -> one((p, x) -> Ranges.linspace(p.number("start"), p.number("stop"), p.integer("num"), p.flag("endpoint"), DType.F64));
            case "full" -> one((p, x) -> Tensor.full(new TensorType(DType.F64, new Shape(p.ints("shape"))), p.number("fill_value")));
            default -> null;
        };
    }

    private static Expr quantile(Params p, Seq<Expr> operands) {
        boolean all = p.isNull("axis");
        Expr x = all ? operands.get(0).flatten() : operands.get(0);
        int axis = all ? 0 : p.integer("axis");
        Quantile method = Quantile.valueOf(p.text("method").toUpperCase(Locale.ROOT));
        boolean keep = p.flag("keepdims");
        int[] gone = all ? new int[0] : new int[] {axis};
        if (!p.isList("q")) {
            Expr y = x.quantile(p.number("q"), axis, method);
            return keep ? operands.get(0).keep(y, gone) : y;
        }
        Seq<Double> q = p.numbers("q");
        Expr y = x.quantiles(q.toJavaStream().mapToDouble(d -> d).toArray(), axis, method);
        return keep ? Movements.stack(0, Array.range(0, q.size()).map(i -> operands.get(0).keep(y.get(i), gone))) : y;
    }

    /** Python's {@code x[start:stop:step]} on every axis, in the verbs' words: a negative step is a slice of the flipped axis. */
    private static Expr slice(Params p, Expr x) {
        Expr y = x;
        for (int axis = 0; axis < x.rank(); axis++) {
            int step = p.ints("step").get(axis);
            int n = x.shape().dim(axis);
            int from = bound(p.optional("start").get(axis).getOrElse(step > 0 ? 0 : n - 1), n);
            Option<Integer> stop = p.optional("stop").get(axis);
            int to = stop.isEmpty() ? step > 0 ? n : -1 : bound(stop.get(), n);
            y = step > 0 ? y.slice(axis, from, Math.max(from, to), step)
                    : y.flip(axis).slice(axis, n - 1 - from, Math.max(n - 1 - from, n - 1 - to), -step);
        }
        return y;
    }

    private static int bound(int position, int n) {
        return Math.min(n, position < 0 ? position + n : position);
    }
}
