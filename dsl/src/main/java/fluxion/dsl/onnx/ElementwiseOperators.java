package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.element.ElementFormat;
import io.vavr.collection.Array;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Operators on each element alone. Operands of different shapes broadcast. */
final class ElementwiseOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            unary("Abs", Expr::abs), unary("Neg", Expr::neg), unary("Sign", Expr::sign),
            unary("Floor", x -> x.dtype().isFloat() ? x.floor() : x), unary("Ceil", x -> x.dtype().isFloat() ? x.ceil() : x),
            unary("Round", Expr::round), unary("Sqrt", Expr::sqrt), unary("Exp", Expr::exp), unary("Log", Expr::log),
            unary("Sin", Expr::sin), unary("Cos", Expr::cos), unary("Tan", Expr::tan), unary("Asin", Expr::asin),
            unary("Acos", Expr::acos), unary("Atan", Expr::atan), unary("Sinh", Expr::sinh), unary("Cosh", Expr::cosh),
            unary("Tanh", Expr::tanh), unary("Asinh", Expr::asinh), unary("Acosh", Expr::acosh), unary("Atanh", Expr::atanh),
            unary("Erf", Expr::erf), unary("Sigmoid", Expr::sigmoid), unary("Reciprocal", Expr::reciprocal),
            unary("Identity", x -> x), unary("Not", Expr::not), unary("IsNaN", Expr::isNan),
            one("IsInf", ElementwiseOperators::isInf),
            binary("Add", Expr::plus), binary("Sub", Expr::minus), binary("Mul", Expr::times),
            binary("Div", ElementwiseOperators::div),
            one("Pow", ElementwiseOperators::pow), one("Mod", ElementwiseOperators::mod),
            binary("And", Expr::and), binary("Or", Expr::or), binary("Xor", Expr::xor), binary("Equal", Expr::eq),
            binary("Less", Expr::lt), binary("LessOrEqual", Expr::le), binary("Greater", Expr::gt),
            binary("GreaterOrEqual", Expr::ge),
            one("Max", c -> c.all().reduce(Expr::maximum)), one("Min", c -> c.all().reduce(Expr::minimum)),
            one("Sum", c -> c.all().reduce(Expr::plus)),
            one("Mean", c -> c.count() == 1 ? c.x() : c.all().reduce(Expr::plus).div(c.count())),
            one("Where", c -> c.x().where(c.y(), c.input(2))),
            one("Clip", ElementwiseOperators::clip),
            one("Cast", ElementwiseOperators::cast),
            one("CastLike", c -> cast(c.x(), c.y().dtype())));

    private ElementwiseOperators() {}

    private static OnnxOperator unary(String name, UnaryOperator<Expr> meaning) {
        return one(name, c -> meaning.apply(c.x()));
    }

    private static OnnxOperator binary(String name, BinaryOperator<Expr> meaning) {
        return one(name, c -> meaning.apply(c.x(), c.y()));
    }

    private static Expr isInf(NodeCall c) {
        Expr x = c.x();
        boolean negative = c.whole("detect_negative", 1) != 0;
        boolean positive = c.whole("detect_positive", 1) != 0;
        return negative && positive ? x.isInf() : negative ? x.eq(Double.NEGATIVE_INFINITY)
                : positive ? x.eq(Double.POSITIVE_INFINITY) : x.isInf().and(x.isNan());
    }

    /** Quotients of integers are cut off towards zero. */
    private static Expr div(Expr x, Expr y) {
        if (x.dtype().isFloat() || y.dtype().isFloat()) {
            return x.div(y);
        }
        Expr floor = x.floorDivide(y);
        return floor.times(y).ne(x).and(x.lt(0).xor(y.lt(0))).where(floor.plus(1), floor);
    }

    /** The base's dtype is the result's; a known integer exponent makes a power whose derivative is plain. */
    private static Expr pow(NodeCall c) {
        Expr x = c.x();
        Expr y = c.y();
        if (x.dtype().isFloat() && y instanceof Tensor exponent && exponent.shape().size() == 1
                && exponent.rank() <= x.rank()) {
            double n = NodeCall.number(exponent);
            if (n == 2 || n == 3 || n == 1) {
                return x.pow((int) n);
            }
        }
        DType dtype = x.dtype();
        return x.dtype() == y.dtype() ? x.pow(y) : dtype.isFloat() ? x.pow(y.cast(dtype))
                : y.dtype().isFloat() ? cast(x.cast(DType.F64).pow(y.cast(DType.F64)), dtype) : x.pow(y.cast(dtype));
    }

    /** With fmod the remainder has the dividend's sign, otherwise the divisor's. */
    private static Expr mod(NodeCall c) {
        Expr x = c.x();
        Expr y = c.y();
        if (!c.flag("fmod")) {
            return x.remainder(y);
        }
        Expr magnitude = x.abs().remainder(y.abs());
        return x.dtype().isFloat() ? magnitude.copysign(x.plus(y.times(0))) : x.lt(0).where(magnitude.neg(), magnitude);
    }

    private static Expr clip(NodeCall c) {
        Expr x = c.x();
        if (c.opset() < 11) {
            return x.clip(c.number("min", -Float.MAX_VALUE), c.number("max", Float.MAX_VALUE));
        }
        Expr low = c.optional(1).map(x::maximum).getOrElse(x);
        return c.optional(2).map(low::minimum).getOrElse(low);
    }

    private static Expr cast(NodeCall c) {
        OnnxType to = c.type("to");
        return to.format().map(format -> narrowed(cast(c.x(), format.dtype()), format))
                .getOrElseThrow(() -> c.refused("no dtype holds " + to));
    }

    /** The elements of a floating-point or integer tensor. */
    static double[] doubles(Tensor x) {
        return x.dtype() == DType.I64 ? java.util.Arrays.stream(x.longs()).asDoubleStream().toArray() : x.doubles();
    }

    /** Floating-point numbers are cut off towards zero. */
    static Expr cast(Expr x, DType to) {
        return x.dtype() == DType.BOOL || to != DType.BOOL ? x.cast(to) : x.ne(0);
    }

    /** Integers wrap into formats narrower than their dtype. */
    private static Expr narrowed(Expr x, ElementFormat format) {
        return switch (format) {
            case U8 -> x.remainder(1 << 8);
            case U16 -> x.remainder(1 << 16);
            case I8 -> x.plus(1 << 7).remainder(1 << 8).minus(1 << 7);
            case I16 -> x.plus(1 << 15).remainder(1 << 16).minus(1 << 15);
            case U32 -> x.remainder(1L << 32);
            case F64, F32, F16, BF16, I64, I32, U64, BOOL -> x;
        };
    }
}
