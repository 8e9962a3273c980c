package fluxion.core.parse;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Eye;
import fluxion.core.op.Iota;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import fluxion.core.op.Unary;
import fluxion.core.parse.Value.Of;
import fluxion.core.parse.Value.Row;
import fluxion.core.print.Repetition;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The functions that formulas may name, by the names mathematics and programmers have for them. */
final class Functions {
    static final Set<String> KNOWN = new TreeSet<>(Array.of(Unary.values()).map(Unary::written).reject(String::isEmpty)
            .appendAll(Array.of(Reduce.Kind.values()).map(Reduce.Kind::written))
            .appendAll(Array.of("log", "mean", "softmax",
                    "log_softmax", "norm", "hypot", "atan2", "logaddexp", "copysign", "pow", "where", "dot", "tr",
                    "diag", "diagonal", "transpose", "cumsum", "flip", "argmax", "argmin", "broadcast", "reshape",
                    "flatten", "permute", "full", "eye", "iota", "stack", "concat", "onehot", "tril", "triu",
                    "stop_gradient", "f64", "f32", "i64", "i32", "bool", "einsum")).asJava());

    private Functions() {}

    /** Whether there is a function of that name. */
    static boolean isKnown(String name) {
        String meant = FunctionNames.meant(name);
        return KNOWN.contains(meant) || Unary.named(meant).isDefined() || Reduce.Kind.named(meant).isDefined()
                || FunctionNames.all().contains(meant) || Operations.isSpecial(meant);
    }

    static Value apply(String written, Arguments a) {
        // random numbers have the names of their distributions, and a shape
        String name = a.has("shape") ? written : FunctionNames.meant(written);
        Option<Op> exact = ExactOperations.op(written, a);
        if (exact.isDefined()) {
            return Calls.of(exact.get(), a.all());
        }
        Option<Value> composite = Composites.of(name, a);
        return composite.isDefined() ? composite.get() : basic(written, name, a);
    }

    private static Value basic(String written, String name, Arguments a) {
        return switch (name) {
            case "max" -> a.count() == 2 ? two(a, Expr::maximum) : of(a.of(name, 1).get(0).max(a.axes()));
            case "min" -> a.count() == 2 ? two(a, Expr::minimum) : of(a.of(name, 1).get(0).min(a.axes()));
            case "mean" -> of(a.of(name, 1).get(0).mean(a.axes()));
            case "softmax" -> of(a.of(name, 1).get(0).softmax(a.axes()));
            case "log_softmax" -> of(a.of(name, 1).get(0).logSoftmax(a.axes()));
            case "norm" -> of(a.of(name, 1).get(0).norm(a.axes()));
            case "argmax" -> of(a.axes().length == 0 ? a.of(name, 1).get(0).argmax() : a.get(0).argmax(a.axis(0)));
            case "argmin" -> of(a.axes().length == 0 ? a.of(name, 1).get(0).argmin() : a.get(0).argmin(a.axis(0)));
            case "hypot" -> two(a.of(name, 2), Expr::hypot);
            case "atan2" -> two(a.of(name, 2), Expr::atan2);
            case "logaddexp" -> two(a.of(name, 2), Expr::logaddexp);
            case "copysign" -> two(a.of(name, 2), Expr::copysign);
            case "pow" -> two(a.of(name, 2), Expr::pow);
            case "where" -> Value.both(a.of(name, 3).value(1), a.value(2), (x, y) -> where(a.get(0), x, y));
            case "dot" -> of(a.of(name, 2).get(0).dot(a.get(1)));
            case "tr", "trace" -> of(a.of(name, 1).get(0).trace());
            case "diag" -> of(Expr.apply(new Diag(a.offset()), a.of(name, 1).get(0)));
            case "diagonal" -> of(Expr.apply(new Diagonal(a.offset()), a.of(name, 1).get(0)));
            case "transpose" -> of(a.of(name, 1).get(0).transpose());
            case "cumsum" -> of(Expr.apply(new CumSum(a.axis(0), a.has("reverse")), a.of(name, 1).get(0)));
            case "flip" -> of(a.of(name, 1).get(0).flip(a.axes().length == 0 && a.get(0).rank() == 1 ? new int[] {0} : a.axes()));
            case "broadcast" -> of(a.of(name, 2).get(0).broadcastTo(a.lengths(1)));
            case "reshape" -> of(a.of(name, 2).get(0).reshape(a.lengths(1)));
            case "permute" -> of(a.of(name, 2).get(0).permute(a.lengths(1)));
            case "flatten" -> of(a.of(name, 1).get(0).flatten());
            case "full" -> Value.Free.of(full(a.of(name, 2).value(0), Shape.of(a.lengths(1))));
            case "eye" -> Value.Free.of(dtype ->
                    Expr.apply(new Eye(dtype, a.whole(0), a.count() == 1 ? a.whole(0) : a.whole(1), a.offset())));
            case "iota" ->
                    Value.Free.of(dtype ->
                    Expr.apply(new Iota(new TensorType(dtype, a.of(name, 1).value(0).isNumber() ? Shape.of(a.whole(0))
                    : Shape.of(a.lengths(0))), a.axis(0))));
            case "f64", "f32", "i64", "i32",
                    "bool" -> of(cast(a.of(name, 1).value(0), DType.valueOf(name.toUpperCase(Locale.ROOT))));
            case "squeeze" -> of(squeeze(a));
            case "sinc" -> of(a.of(name, 1).get(0).sinc());
            case "onehot" -> Value.Free.of(dtype -> a.of(name, 2).get(0).oneHot(a.whole(1), dtype));
            case "stack" -> of(Movements.stack(a.axis(0), Array.range(0, a.count()).map(a::get)));
            case "concat" -> of(Movements.concatenate(a.axis(0), Array.range(0, a.count()).map(a::get)));
            case "tril" -> of(a.count() == 2 ? a.get(0).tril(a.whole(1)) : a.of(name, 1).get(0).tril());
            case "triu" -> of(a.count() == 2 ? a.get(0).triu(a.whole(1)) : a.of(name, 1).get(0).triu());
            case "einsum" -> of(fluxion.core.Einsum.of(a.text(), Array.range(0, a.count()).map(a::get)));
            default -> Reduce.Kind.named(name).map(kind -> of(a.of(name, 1).get(0).reduce(kind, a.axes())))
                    .getOrElse(() -> elementwise(written, name, a));
        };
    }

    private static Value elementwise(String written, String name, Arguments a) {
        Option<UnaryOperator<Expr>> verb = name.equals("stop_gradient") ? Option.of(Expr::stopGradient)
                : Unary.named(name).map(op -> x -> Expr.apply(op, x));
        if (verb.isEmpty()) {
            return Operations.op(name, a).map(op -> Calls.of(op, operands(name, a)))
                    .getOrElseThrow(() -> new ShapeException(unknown(written)));
        }
        Value x = a.of(name, 1).value(0);
        return x instanceof Row(Expr row) ? new Row(verb.get().apply(row)) : of(verb.get().apply(x.expression()));
    }

    private static String unknown(String name) {
        String module = FunctionNames.module(name);
        return Suggestion.of(name.substring(module.length()), FunctionNames.all())
                .map(likely -> "there is no function \"" + name + "\". Did you mean " + module + likely + "?")
                .getOrElse(() -> "expected one of the functions " + String.join(", ", KNOWN)
                + ", or one that is defined behind where; found \"" + name + "\"");
    }

    private static Expr cast(Value x, DType to) {
        return x instanceof Value.Free(var make) ? make.apply(to) : x instanceof Value.Number && to.isNumeric()
                ? Value.like(x, new Of(Literal.of(TensorType.scalar(to), 0))).cast(to)
                : x.expression().cast(to);
    }

    /** Without axes of length one, all or down to a shape. */
    private static Expr squeeze(Arguments a) {
        Expr x = a.get(0);
        return x.reshape(a.count() == 2 ? Shape.of(a.lengths(1)) : new Shape(x.shape().dims().filter(d -> d != 1)));
    }

    /** Numbers among them have the dtype of the others, f64 without any; positions are integers and say nothing of the others. */
    private static Seq<Expr> operands(String name, Arguments a) {
        int positions = Operations.positions(name);
        Seq<Value> others = Array.range(0, a.count()).filter(i -> i != positions).map(a::value);
        Value typed = others.findLast(v -> v instanceof Of(Expr e) && e.dtype().isFloat())
                .orElse(() -> others.findLast(Of.class::isInstance)).getOrElse(new Value.Number(0));
        return Array.range(0, a.count()).map(i -> i == positions ? a.value(i).positions() : Value.like(a.value(i), typed));
    }

    private static Function<DType, Expr> full(Value value, Shape shape) {
        return switch (value) {
            case Value.Constant(double n, _) -> dtype -> Literal.of(new TensorType(dtype, shape), n);
            case Value.Number(double n) -> dtype -> Literal.of(new TensorType(dtype, shape), n);
            case Value.Free(var make) -> dtype -> make.apply(dtype).broadcastTo(shape);
            case Of _, Row _, Value.Several _ -> _ -> value.expression().broadcastTo(shape);
        };
    }

    static Expr where(Expr condition, Expr x, Expr y) {
        Expr test = Repetition.meeting(condition, x.rank() > y.rank() ? x : y);
        return test.where(Repetition.meeting(x, test), Repetition.meeting(y, test));
    }

    private static Value of(Expr x) {
        return new Of(x);
    }

    private static Value two(Arguments a, Value.Verb verb) {
        return Value.both(a.value(0), a.value(1), verb);
    }
}
