package fluxion.transforms.algebra;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.Flip;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.special.SpecialKernels;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** What is known without evaluating: operations on numbers that are the same everywhere. */
public final class ConstantFolding {
    private ConstantFolding() {}

    /** Folding of numbers, and of operations that zeros pass through. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.always(ConstantFolding::elementwiseRules),
                RuleGroup.whenAny(ConstantFolding::movements, Broadcast.class, Reshape.class, Permute.class, Flip.class,
                        Slice.class, Pad.class, Concatenate.class, Diagonal.class, Reduce.class, CumSum.class, Diag.class,
                                DynamicSlice.class));
    }

    private static Seq<Rule> elementwiseRules() {
        return Array.of(
                new ProceduralRule("constant/elementwise", "f(2, 3) is a number", Law.EXACT,
                        "computed once, by the interpreter's own definitions",
                        Op::isElementwise, ConstantFolding::elementwise));
    }

    private static Seq<Rule> movements() {
        return Array.of(
                new ProceduralRule("constant/movement", "2 in any arrangement is 2", Law.EXACT, "equal elements have no order",
                        op -> op instanceof Broadcast || op instanceof Reshape || op instanceof Permute || op instanceof Flip
                                || op instanceof Slice
                                || op instanceof Pad || op instanceof Concatenate || op instanceof Diagonal,
                                        ConstantFolding::movement),
                new ProceduralRule("constant/reduce", "Σ 2 = 2·n, Π 2 = 2ⁿ, max 2 = 2", Law.REAL, "n equal elements",
                        op -> op instanceof Reduce, ConstantFolding::reduce),
                new ProceduralRule("constant/zeros", "cumsum(0) = 0, diag(0) = 0", Law.EXACT, "linear operations keep zero",
                        op -> op instanceof CumSum || op instanceof Diag || op instanceof DynamicSlice,
                        (e, make) -> Literal.value(e.input(0)).exists(v -> Double.compare(v, 0) == 0)
                                ? make.literal(e.tensorType(), 0) : Option.none()));
    }

    private static Option<Expr> movement(Apply e, Make make) {
        if (e.op() instanceof Broadcast && e.input(0) instanceof Tensor tensor && tensor.shape().isScalar()) {
            return Option.none();
        }
        Option<Double> first = Literal.value(e.input(0));
        boolean all = first.isDefined() && e.inputs().forAll(input -> Literal.value(input).exists(v -> v.equals(first.get())));
        return all && e.shape().size() > 0 ? make.literal(e.tensorType(), first.get()) : Option.none();
    }

    private static Option<Expr> reduce(Apply e, Make make) {
        Reduce reduce = (Reduce) e.op();
        double n = new Shape(e.input(0).shape().dims().select(reduce.axes())).size();
        return Literal.value(e.input(0)).filter(_ -> n > 0).flatMap(v -> switch (reduce.kind()) {
            case SUM -> e.dtype().isFloat() && Double.isFinite(v) && Double.isInfinite(v * n) ? Option.none()
                    : make.literal(e.tensorType(), v * n);
            case PROD -> e.dtype().isFloat() ? make.literal(e.tensorType(), Math.pow(v, n)) : Option.none();
            case MAX, MIN, ANY, ALL -> make.literal(e.tensorType(), v);
            case LOGSUMEXP -> make.literal(e.tensorType(), v + Math.log(n));
            default -> Option.none();
        });
    }

    private static Option<Expr> elementwise(Apply e, Make make) {
        double[] values = new double[e.inputs().size()];
        for (int i = 0; i < values.length; i++) {
            Option<Double> value = Literal.value(e.input(i));
            if (value.isEmpty()) {
                return Option.none();
            }
            values[i] = value.get();
        }
        if (e.op() instanceof Select) {
            return Option.of(e.input(values[0] != 0 ? 1 : 2));
        }
        DType dtype = e.input(0).dtype();
        double result;
        try {
            result = switch (dtype) {
                case F64 -> f64(e.op(), values);
                case F32 -> f32(e.op(), values);
                case I64, I32 -> integer(e.op(), dtype, values);
                case BOOL -> bool(e.op(), values);
            };
        } catch (FluxionException refused) {
            return Option.none(); // integers divided by zero: an error of the evaluation
        }
        boolean isProduct = e.op() == Binary.MUL && values[0] == values[1] || e.op() instanceof Power;
        if (isProduct && dtype.isFloat() && leavesRange(Array.ofAll(values), result, dtype)) {
            return Option.none();
        }
        return make.literal(e.tensorType(), e.op() instanceof Cast(DType to) ? converted(result, dtype, to) : result);
    }

    /**
     * Whether a power of an ordinary number, or a sum of many such, may not be one. Such powers stand as they are: the root of a
     * sum of squares is evaluated without them.
     */
    private static boolean leavesRange(Seq<Double> values, double result, DType dtype) {
        double smallest = dtype == DType.F64 ? Double.MIN_NORMAL * 0x1p64 : Float.MIN_NORMAL * 0x1p64;
        double largest = dtype == DType.F64 ? Double.MAX_VALUE * 0x1p-64 : Float.MAX_VALUE * 0x1p-64;
        return values.forAll(v -> v != 0 && Double.isFinite(v)) && !(Math.abs(result) >= smallest && Math.abs(result) <= largest);
    }

    /** Floats saturate, integers keep their low bits. */
    private static double converted(double value, DType from, DType to) {
        return switch (to) {
            case F64 -> value;
            case F32 -> (float) value;
            case I64 -> (long) value;
            case I32 -> from.isFloat() ? (int) value : (int) (long) value;
            case BOOL -> value != 0 ? 1 : 0;
        };
    }

    private static double f64(Op op, double[] v) {
        double[] y = new double[1];
        boolean[] b = new boolean[1];
        switch (op) {
            case Unary unary when isTest(unary) -> ElementwiseKernels.test(unary, v, 0, b, 0, 1);
            case Unary unary -> ElementwiseKernels.unary(unary, v, 0, y, 0, 1);
            case Power power -> ElementwiseKernels.power(power.exponent(), v, 0, y, 0, 1);
            case Special special -> y[0] = SpecialKernels.value(special, v);
            case Binary binary -> ElementwiseKernels.binary(binary, v, 0, new double[] {v[1]}, 0, y, 0, 1);
            case Compare compare -> ElementwiseKernels.compare(compare, v, 0, new double[] {v[1]}, 0, b, 0, 1);
            default -> y[0] = identity(op, v);
        }
        return b[0] ? 1 : y[0];
    }

    private static double f32(Op op, double[] v) {
        float[] x = {(float) v[0]};
        float[] second = {v.length > 1 ? (float) v[1] : 0};
        float[] y = new float[1];
        boolean[] b = new boolean[1];
        switch (op) {
            case Unary unary when isTest(unary) -> ElementwiseKernels.test(unary, x, 0, b, 0, 1);
            case Unary unary -> ElementwiseKernels.unary(unary, x, 0, y, 0, 1);
            case Power power -> ElementwiseKernels.power(power.exponent(), x, 0, y, 0, 1);
            case Special special -> y[0] = (float) SpecialKernels.value(special, v);
            case Binary binary -> ElementwiseKernels.binary(binary, x, 0, second, 0, y, 0, 1);
            case Compare compare -> ElementwiseKernels.compare(compare, x, 0, second, 0, b, 0, 1);
            default -> y[0] = (float) identity(op, v);
        }
        return b[0] ? 1 : y[0];
    }

    private static double integer(Op op, DType dtype, double[] v) {
        long[] x = {(long) v[0]};
        long[] second = {v.length > 1 ? (long) v[1] : 0};
        long[] y = new long[1];
        boolean[] b = new boolean[1];
        switch (op) {
            case Unary unary when isTest(unary) -> ElementwiseKernels.test(unary, x, 0, b, 0, 1);
            case Unary unary -> ElementwiseKernels.unary(unary, x, 0, y, 0, 1);
            case Power power -> ElementwiseKernels.power(power.exponent(), x, 0, y, 0, 1);
            case Binary binary -> ElementwiseKernels.binary(binary, x, 0, second, 0, y, 0, 1);
            case Compare compare -> ElementwiseKernels.compare(compare, x, 0, second, 0, b, 0, 1);
            default -> y[0] = (long) identity(op, v);
        }
        // i32 wraps as its low 32 bits do
        return b[0] ? 1 : dtype == DType.I32 ? (int) y[0] : y[0];
    }

    private static double bool(Op op, double[] v) {
        boolean[] x = {v[0] != 0};
        boolean[] second = {v.length > 1 && v[1] != 0};
        boolean[] y = new boolean[1];
        switch (op) {
            case Unary unary -> ElementwiseKernels.unary(unary, x, 0, y, 0, 1);
            case Binary binary -> ElementwiseKernels.binary(binary, x, 0, second, 0, y, 0, 1);
            case Compare compare -> ElementwiseKernels.compare(compare, x, 0, second, 0, y, 0, 1);
            default -> y[0] = identity(op, v) != 0;
        }
        return y[0] ? 1 : 0;
    }

    private static boolean isTest(Unary op) {
        return op == Unary.IS_NAN || op == Unary.IS_INF || op == Unary.IS_FINITE;
    }

    /** Casts and stop_gradient, which leave the number for the caller to convert. */
    private static double identity(Op op, double[] v) {
        if (op instanceof Cast || op instanceof StopGradient) {
            return v[0];
        }
        throw new FluxionException(op.label() + " of numbers is not folded");
    }
}
