package fluxion.dsl;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TupleType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Select;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * Intervals that contain what expressions are over the real numbers at given arguments: interval arithmetic with outward
 * rounding, through arithmetic, elementary functions, comparisons, reductions, products and movements, which is certain as far
 * as the kernels' own errors are below 32 units in the last place. What has no such rule (decompositions, control flow, special
 * functions) is evaluated a little beside its operands a few times, and its interval is a hundred times as wide as that changes
 * it: a rule of thumb, on the safe side.
 *
 * <p>NaN bounds mean that the value may not exist. Source: R. E. Moore, Interval Analysis (1966); for products the middle and
 * radius form of S. M. Rump, Fast and parallel interval arithmetic (1999).
 */
final class Enclosures {
    /** What kernels' results may be off, in units in the last place. */
    private static final double KERNEL = 32;

    /** Multiples of one by this are exactly what they are written as. */
    private static final double SHORT = 0x1p20;

    private static final double INF = Double.POSITIVE_INFINITY;

    /** Lower and upper bounds of a tensor's elements, f64. */
    record Bounds(Tensor low, Tensor high) {
        static Bounds exact(Tensor t) {
            Tensor numbers = cast(t, DType.F64);
            return of(numbers.type(), i -> Interval.exact(i), numbers);
        }

        /** What literals stand for: the numbers themselves where they are short in binary, else numbers near them. */
        private static Bounds literal(Tensor t) {
            if (!t.dtype().isFloat()) {
                return exact(t);
            }
            double unit = t.dtype() == DType.F32 ? 0x1p29 : 1;
            Tensor numbers = cast(t, DType.F64);
            return of(numbers.type(), v -> {
                double scaled = v * SHORT;
                Interval exact = Interval.exact(v);
                return scaled == Math.rint(scaled) ? exact : exact.outward(unit);
            }, numbers);
        }

        private static Bounds of(TensorType type, Function<Double, Interval> f, Tensor numbers) {
            double[] values = numbers.doubles();
            return each(type, values.length, i -> f.apply(values[i]));
        }

        /** The interval of each element, in row-major order. */
        Seq<Interval> intervals() {
            double[] lows = low.doubles();
            double[] highs = high.doubles();
            return Array.range(0, lows.length).map(i -> new Interval(lows[i], highs[i]));
        }
    }

    private interface Element {
        Interval at(int i);
    }

    private Enclosures() {}

    /** The bounds of the roots where the parameters are the arguments. */
    static Seq<Bounds> of(Seq<Expr> roots, Seq<Var> parameters, Seq<Tensor> at) {
        Map<Expr, Seq<Bounds>> known = new IdentityHashMap<>();
        for (Expr node : Graph.topological(roots)) {
            known.put(node, switch (node) {
                case Tensor tensor -> Array.of(Bounds.literal(tensor));
                case Var variable -> Array.of(Bounds.exact(at.get(parameters.indexOf(variable))));
                case Result result -> Array.of(known.get(result.of()).get(result.index()));
                case Apply apply -> apply(apply, apply.inputs().map(input -> known.get(input).get(0)));
            });
        }
        return roots.map(root -> known.get(root).get(0));
    }

    private static Seq<Bounds> apply(Apply node, Seq<Bounds> x) {
        if (!(node.type() instanceof TensorType type) || x.isEmpty()) {
            return estimated(node, x);
        }
        boolean rounds = node.inputs().get(0).dtype().isFloat();
        return switch (node.op()) {
            case Unary unary -> Array.of(unary(unary, type, x.get(0)));
            case Binary binary -> Array.of(elements(type, x,
                    a -> rounded(binary(binary, a.get(0), a.get(1)), binary, a, rounds)));
            case Power power -> Array.of(elements(type, x, a -> a.get(0).power(power.exponent())));
            case Compare compare -> Array.of(elements(type, x, a -> a.get(0).compare(compare, a.get(1))));
            case Select _ -> Array.of(elements(type, x, a -> Interval.select(a.get(0), a.get(1), a.get(2))));
            case Cast(var to) -> Array.of(elements(type, x, a -> cast(a.get(0), to)));
            case SpecialFunction function when function == SpecialFunction.ERFC || function == SpecialFunction.NDTR ->
                    Array.of(monotone(function, type, x.get(0), function == SpecialFunction.NDTR, 0,
                            function == SpecialFunction.NDTR ? 1 : 2));
            case Reduce(var kind, var axes) when kind != Reduce.Kind.PROD && x.get(0).low().shape().size() > 0 ->
                    Array.of(reduce(kind, axes, type, x.get(0)));
            case Dot dot -> Array.of(dot(dot, type, x.get(0), x.get(1)));
            case Movement _, Diag _, Diagonal _ -> Array.of(
                    new Bounds(run(node.op(), x.map(Bounds::low)), run(node.op(), x.map(Bounds::high))));
            case Marker _, StopGradient _ -> Array.of(x.get(0));
            case Op _ -> estimated(node, x);
        };
    }

    // ---- element by element ----

    private static Bounds each(TensorType type, long count, Element f) {
        int size = Math.toIntExact(count);
        double[] lows = new double[size];
        double[] highs = new double[size];
        for (int i = 0; i < size; i++) {
            Interval value = f.at(i);
            lows[i] = value.low();
            highs[i] = value.high();
        }
        return new Bounds(Tensor.of(type.shape(), lows), Tensor.of(type.shape(), highs));
    }

    private static Bounds elements(TensorType type, Seq<Bounds> x, Function<Seq<Interval>, Interval> f) {
        Seq<Seq<Interval>> operands = x.map(Bounds::intervals);
        return each(type, type.shape().size(), i -> f.apply(operands.map(operand -> operand.get(i))));
    }

    /** Whole numbers are added and multiplied exactly, as long as they do not wrap around. */
    private static Interval rounded(Interval value, Binary op, Seq<Interval> x, boolean rounds) {
        if (rounds || !x.forAll(Interval::isPoint)) {
            return value;
        }
        double a = x.get(0).low();
        double b = x.get(1).low();
        return switch (op) {
            case ADD -> whole(a + b);
            case SUB -> whole(a - b);
            case MUL -> whole(a * b);
            default -> value;
        };
    }

    private static Interval whole(double value) {
        return Math.abs(value) <= Integer.MAX_VALUE ? Interval.exact(value) : Interval.UNKNOWN;
    }

    private static Interval binary(Binary op, Interval x, Interval y) {
        return switch (op) {
            case ADD -> x.plus(y);
            case SUB -> x.minus(y);
            case MUL -> x.times(y);
            case DIV -> x.over(y);
            case POW -> x.pow(y);
            case FLOOR_DIVIDE -> floor(x.over(y));
            case REMAINDER -> {
                Interval quotient = floor(x.over(y));
                yield quotient.isPoint() ? x.minus(y.times(quotient)) : Interval.UNKNOWN;
            }
            case MAXIMUM -> x.max(y);
            case MINIMUM -> x.min(y);
            case HYPOT -> {
                Interval a = x.abs();
                Interval b = y.abs();
                yield new Interval(Math.hypot(a.low(), b.low()), Math.hypot(a.high(), b.high())).outward(KERNEL).within(0, INF);
            }
            case ATAN2 -> y.low() > 0 || x.low() > 0 || x.high() < 0 ? angle(x, y) : Interval.UNKNOWN;
            case LOGADDEXP -> {
                Interval sum = new Interval(logaddexp(x.low(), y.low()), logaddexp(x.high(), y.high()));
                yield new Interval(sum.low() - 1e-14, sum.high() + 1e-14).outward(KERNEL);
            }
            case COPYSIGN -> y.low() > 0 ? x.abs() : y.high() < 0 ? x.abs().negate() : x.abs().hull(x.abs().negate());
            case LOGICAL_AND -> x.min(y);
            case LOGICAL_OR -> x.max(y);
            case LOGICAL_XOR -> x.isPoint() && y.isPoint() ? Interval.exact(x.low() == y.low() ? 0 : 1)
                    : x.hull(y).hull(Interval.EITHER);
        };
    }

    private static Interval floor(Interval x) {
        return new Interval(Math.floor(x.low()), Math.floor(x.high()));
    }

    private static double logaddexp(double x, double y) {
        return Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
    }

    /** Away from the cut the angle is monotone in each coordinate. */
    private static Interval angle(Interval y, Interval x) {
        Seq<Double> corners = Array.of(Math.atan2(y.low(), x.low()), Math.atan2(y.low(), x.high()),
                Math.atan2(y.high(), x.low()), Math.atan2(y.high(), x.high()));
        return new Interval(corners.min().get(), corners.max().get()).outward(KERNEL);
    }

    private static Interval cast(Interval x, DType to) {
        return switch (to) {
            case F64, F32 -> x;
            case BOOL -> x.compare(Compare.NE, Interval.exact(0));
            case I32 -> truncated(x).within(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case I64 -> truncated(x);
        };
    }

    private static Interval truncated(Interval x) {
        return new Interval(x.low() < 0 ? Math.ceil(x.low()) : Math.floor(x.low()),
                x.high() < 0 ? Math.ceil(x.high()) : Math.floor(x.high()));
    }

    private static Bounds unary(Unary op, TensorType type, Bounds x) {
        return switch (op) {
            case NEG -> elements(type, Array.of(x), a -> a.get(0).negate());
            case ABS -> elements(type, Array.of(x), a -> a.get(0).abs());
            case SIGN -> elements(type, Array.of(x),
                    a -> new Interval(Math.signum(a.get(0).low()), Math.signum(a.get(0).high())));
            case RELU -> elements(type, Array.of(x), a -> a.get(0).max(Interval.FALSE));
            case FLOOR -> elements(type, Array.of(x), a -> floor(a.get(0)));
            case CEIL -> elements(type, Array.of(x), a -> floor(a.get(0).negate()).negate());
            case ROUND -> elements(type, Array.of(x), a -> new Interval(Math.rint(a.get(0).low()), Math.rint(a.get(0).high())));
            case TRUNC -> elements(type, Array.of(x), a -> truncated(a.get(0)));
            case SQRT, EXP, EXP2, SOFTPLUS -> monotone(op, type, x, true, 0, INF);
            case CBRT, EXPM1, ASIN, ATAN, SINH, ASINH -> monotone(op, type, x, true, -INF, INF);
            case LOG, LOG1P, LOG2, LOG10, ATANH, ACOSH ->
                    finite(monotone(op, type, x, true, op == Unary.ACOSH ? 0 : -INF, INF), type);
            case TANH, ERF -> monotone(op, type, x, true, -1, 1);
            case SIGMOID -> monotone(op, type, x, true, 0, 1);
            case ACOS -> monotone(op, type, x, false, 0, INF);
            case RSQRT -> elements(type, Array.of(x, monotone(op, type, x, false, 0, INF)),
                    a -> a.get(0).low() > 0 ? a.get(1) : Interval.UNKNOWN);
            case COSH -> monotone(op, type, elements(type, Array.of(x), a -> a.get(0).abs()), true, 1, INF);
            case SIN -> elements(type, Array.of(x), a -> a.get(0).slow(Math::sin).within(-1, 1));
            case COS -> elements(type, Array.of(x), a -> a.get(0).slow(Math::cos).within(-1, 1));
            case TAN -> elements(type, Array.of(x),
                    a -> a.get(0).slow(Math::sin).within(-1, 1).over(a.get(0).slow(Math::cos).within(-1, 1)));
            case IS_NAN, IS_INF -> elements(type, Array.of(x), a -> a.get(0).exists() ? Interval.FALSE : Interval.UNKNOWN);
            case IS_FINITE -> elements(type, Array.of(x), a -> a.get(0).exists() ? Interval.TRUE : Interval.UNKNOWN);
            case LOGICAL_NOT -> elements(type, Array.of(x), a -> a.get(0).not());
        };
    }

    private static Bounds monotone(Op op, TensorType type, Bounds x, boolean rising, double least, double greatest) {
        Seq<Interval> at = new Bounds(run(op, Array.of(rising ? x.low() : x.high())),
                run(op, Array.of(rising ? x.high() : x.low()))).intervals();
        return each(type, at.size(), i -> at.get(i).outward(KERNEL).within(least, greatest));
    }

    /** At its pole a function has no value. */
    private static Bounds finite(Bounds x, TensorType type) {
        return elements(type, Array.of(x), a -> a.get(0).low() > -Double.MAX_VALUE ? a.get(0) : Interval.UNKNOWN);
    }

    // ---- many elements ----

    private static Bounds reduce(Reduce.Kind kind, Ints axes, TensorType type, Bounds x) {
        Reduce.Kind as = switch (kind) {
            case ANY -> Reduce.Kind.MAX;
            case ALL -> Reduce.Kind.MIN;
            case SUM, PROD, MAX, MIN, LOGSUMEXP -> kind;
        };
        Op op = new Reduce(as, axes);
        Bounds ends = new Bounds(run(op, Array.of(x.low())), run(op, Array.of(x.high())));
        return switch (kind) {
            case SUM -> {
                Bounds absolute = elements(type.withShape(x.low().shape()), Array.of(x), a -> a.get(0).abs());
                Tensor sizes = run(op, Array.of(absolute.high()));
                double error = 2 * epsilon(x.low().shape().size() / Math.max(1, type.shape().size()));
                yield elements(type, Array.of(ends, new Bounds(sizes, sizes)), a -> widened(a.get(0), error * a.get(1).high()));
            }
            case LOGSUMEXP -> elements(type, Array.of(ends),
                    a -> widened(a.get(0), 1e-14 * (1 + a.get(0).abs().high())).outward(KERNEL));
            case MAX, MIN, ANY, ALL -> ends;
            case PROD -> throw new IllegalStateException("a product is estimated");
        };
    }

    private static Interval widened(Interval x, double by) {
        return new Interval(x.low() - by, x.high() + by).outward(1);
    }

    /** What a sum of n terms may be off, relative to the sum of their sizes, in any order. */
    private static double epsilon(long n) {
        return (n + 4) * 0x1p-52;
    }

    private static Bounds dot(Dot op, TensorType type, Bounds x, Bounds y) {
        Tensor a = middle(x);
        Tensor b = middle(y);
        Tensor ra = radius(x, a);
        Tensor rb = radius(y, b);
        Tensor sizeA = run(Unary.ABS, Array.of(a));
        Tensor sizeB = run(Unary.ABS, Array.of(b));
        Tensor middle = run(op, Array.of(a, b));
        Tensor largest = Evaluator.evaluate(sizeB.plus(rb));
        Tensor spread = Evaluator.evaluate(Expr.apply(op, sizeA, rb).plus(Expr.apply(op, ra, largest)));
        Tensor sizes = run(op, Array.of(sizeA, sizeB));
        double error = 2 * epsilon(a.shape().size());
        Seq<Bounds> parts = Array.of(middle, spread, sizes).map(Bounds::exact);
        return elements(type, parts, v -> v.forAll(Interval::exists)
                ? widened(v.get(0), 2 * v.get(1).high() + error * v.get(2).high()) : Interval.UNKNOWN);
    }

    private static Tensor middle(Bounds x) {
        Seq<Interval> at = x.intervals();
        return Tensor.of(x.low().shape(), numbers(at.map(i -> i.low() / 2 + i.high() / 2)));
    }

    private static double[] numbers(Seq<Double> values) {
        return values.toJavaStream().mapToDouble(d -> d).toArray();
    }

    private static Tensor radius(Bounds x, Tensor middle) {
        double[] m = middle.doubles();
        Seq<Interval> at = x.intervals();
        return Tensor.of(x.low().shape(), numbers(Array.range(0, m.length).map(i -> at.get(i).isPoint() ? 0.0
                : Math.max(m[i] - at.get(i).low(), at.get(i).high() - m[i]) + Math.ulp(m[i]))));
    }

    // ---- the others ----

    private static Seq<Bounds> estimated(Apply node, Seq<Bounds> x) {
        Seq<TensorType> types = node.type() instanceof TupleType(var all) ? all : Array.of((TensorType) node.type());
        Seq<Tensor> middles = x.zipWith(node.inputs(), (bounds, input) -> cast(middle(bounds), input.dtype()));
        boolean discrete = x.zip(node.inputs())
                .exists(p -> !p._2.dtype().isFloat() && !p._1.intervals().forAll(Interval::isPoint));
        if (discrete || x.exists(bounds -> bounds.intervals().exists(i -> !i.exists()))) {
            return types.map(type -> each(type, type.shape().size(), _ -> Interval.UNKNOWN));
        }
        Seq<Tensor> values = results(node, middles, types);
        Seq<Seq<Tensor>> beside = x.isEmpty() ? Array.empty() : Array.range(0, 4).map(round ->
                results(node, x.zip(middles).zipWithIndex()
                        .map(p -> beside(p._1._1, p._1._2, new SplittableRandom(31L * round + p._2))), types));
        boolean single = types.appendAll(node.inputs().map(input -> (TensorType) input.type()))
                .exists(t -> t.dtype() == DType.F32);
        return Array.range(0, types.size()).map(k -> {
            double[] value = values.get(k).doubles();
            Seq<double[]> others = beside.map(results -> results.get(k).doubles());
            boolean exact = x.isEmpty() || !types.get(k).dtype().isFloat();
            double size = DoubleStream.of(value).map(Math::abs).max().orElse(0);
            return each(types.get(k), value.length, i -> {
                double change = others.map(other -> Math.abs(other[i] - value[i])).max().getOrElse(0.0);
                double error = 100 * change + (single ? 1e-4 : 1e-9) * (node.op().isElementwise() ? Math.abs(value[i]) : size);
                return exact && change == 0 ? Interval.exact(value[i])
                        : Double.isFinite(value[i]) ? new Interval(value[i] - error, value[i] + error) : Interval.UNKNOWN;
            });
        });
    }

    /** A point of the bounds or a little beyond. */
    private static Tensor beside(Bounds x, Tensor middle, SplittableRandom random) {
        if (!middle.dtype().isFloat()) {
            return middle;
        }
        Seq<Interval> at = x.intervals();
        double relative = middle.dtype() == DType.F32 ? 1e-6 : 1e-14;
        Seq<Double> numbers = at.map(i -> {
            double m = i.low() / 2 + i.high() / 2;
            return m + (random.nextBoolean() ? 1 : -1) * (Math.abs(m) * relative + (i.high() - i.low()) / 2);
        });
        return cast(Tensor.of(middle.shape(), numbers(numbers)), middle.dtype());
    }

    private static Seq<Tensor> results(Apply node, Seq<Tensor> operands, Seq<TensorType> types) {
        Apply at = (Apply) Expr.apply(node.op(), operands.map(x -> (Expr) x).toJavaArray(Expr[]::new));
        Seq<Expr> roots = node.type() instanceof TupleType
                ? types.zipWithIndex().map(t -> new Result(at, t._2, t._1)) : Array.of(at);
        return roots.map(root -> cast(Evaluator.evaluate(root), DType.F64));
    }

    private static Tensor run(Op op, Seq<Tensor> operands) {
        return Evaluator.evaluate(Expr.apply(op, operands.map(x -> (Expr) x).toJavaArray(Expr[]::new)));
    }

    static Tensor cast(Tensor t, DType to) {
        return t.dtype() == to ? t : Evaluator.evaluate((Expr) Expr.apply(new Cast(to), t));
    }
}
