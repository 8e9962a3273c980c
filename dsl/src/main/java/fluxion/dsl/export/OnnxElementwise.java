package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Unary;

/**
 * Elementwise operations as ONNX operators. An operator of the same name is taken where it has the same edge cases and runtimes
 * know it for the dtype; else a formula of basic ones, with the interpreter's edge cases. Operands of different shapes
 * broadcast.
 */
final class OnnxElementwise {
    private final OnnxGraph graph;
    private final OnnxTrigonometry trigonometry;

    OnnxElementwise(OnnxGraph graph) {
        this.graph = graph;
        trigonometry = new OnnxTrigonometry(this);
    }

    // ---- short names for formulas -----------------------------------------------------------------------------------------

    String add(String x, String y) { return graph.op("Add", x, y); }

    String sub(String x, String y) { return graph.op("Sub", x, y); }

    String mul(String x, String y) { return graph.op("Mul", x, y); }

    String div(String x, String y) { return graph.op("Div", x, y); }

    String neg(String x) { return graph.op("Neg", x); }

    String abs(String x) { return graph.op("Abs", x); }

    String less(String x, String y) { return graph.op("Less", x, y); }

    String equal(String x, String y) { return graph.op("Equal", x, y); }

    String or(String x, String y) { return graph.op("Or", x, y); }

    String and(String x, String y) { return graph.op("And", x, y); }

    String not(String x) { return graph.op("Not", x); }

    String op(String name, String... x) { return graph.op(name, x); }

    String number(DType dtype, double value) { return graph.number(dtype, value); }

    /** Bools are chosen by logic, as not every runtime's Where knows them. */
    String where(DType dtype, String condition, String x, String y) {
        return dtype == DType.BOOL ? or(and(condition, x), and(not(condition), y)) : graph.op("Where", condition, x, y);
    }

    // ---- one operand ------------------------------------------------------------------------------------------------------

    String unary(Unary op, DType dtype, String x) {
        boolean single = dtype == DType.F32;
        return switch (op) {
            case NEG, ABS, FLOOR, CEIL, ROUND, SQRT, EXP, LOG, SIN, TANH, SIGMOID -> graph.op(name(op), x);
            case SIGN -> dtype.isFloat() ? sign(dtype, x) : graph.op("Sign", x);
            case COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, ASINH, ACOSH, ATANH -> single ? graph.op(name(op), x)
                    : trigonometry.unary(op, x);
            case ERF -> single ? graph.op("Erf", x) : trigonometry.erf(x);
            case TRUNC -> where(dtype, less(x, number(dtype, 0)), graph.op("Ceil", x), graph.op("Floor", x));
            case RSQRT -> div(number(dtype, 1), graph.op("Sqrt", x));
            case CBRT -> cbrt(dtype, x);
            case EXP2 -> graph.op("Pow", number(dtype, 2), x);
            case EXPM1 -> expm1(dtype, x);
            case LOG1P -> log1p(dtype, x);
            case LOG2 -> div(graph.op("Log", x), number(dtype, Math.log(2)));
            case LOG10 -> div(graph.op("Log", x), number(dtype, Math.log(10)));
            case SOFTPLUS -> add(graph.op("Max", x, number(dtype, 0)), log1p(dtype, graph.op("Exp", neg(abs(x)))));
            case RELU -> graph.op("Max", x, number(dtype, 0));
            case IS_NAN -> dtype.isFloat() ? graph.op("IsNaN", x) : not(equal(x, x));
            case IS_INF -> dtype.isFloat() ? graph.op("IsInf", x) : not(equal(x, x));
            case IS_FINITE -> dtype.isFloat() ? not(or(graph.op("IsNaN", x), graph.op("IsInf", x))) : equal(x, x);
            case LOGICAL_NOT -> not(x);
        };
    }

    private static String name(Unary op) {
        return op.name().charAt(0) + op.name().substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    /** ±0 and NaN stay. */
    private String sign(DType dtype, String x) {
        return where(dtype, graph.op("Greater", abs(x), number(dtype, 0)), graph.op("Sign", x), x);
    }

    /** By a power and a step of Newton's, which makes it exact to the last digits. */
    private String cbrt(DType dtype, String x) {
        String a = abs(x);
        String root = graph.op("Pow", a, number(dtype, 1.0 / 3));
        String better = sub(root, div(sub(root, div(a, mul(root, root))), number(dtype, 3)));
        String plain = graph.op("Or", equal(a, number(dtype, 0)), graph.op("IsInf", a));
        return mul(graph.op("Sign", x), where(dtype, plain, a, better));
    }

    /** (u − 1)·x/ln u with u = e^x, whose rounding errors cancel (Kahan). */
    String expm1(DType dtype, String x) {
        String one = number(dtype, 1);
        String u = graph.op("Exp", x);
        String less = sub(u, one);
        String plain = or(graph.op("Greater", abs(x), number(dtype, 1)), graph.op("IsNaN", x));
        return where(dtype, equal(u, one), x,
                where(dtype, plain, less, mul(less, div(x, graph.op("Log", where(dtype, plain, number(dtype, 2), u))))));
    }

    /** ln u·x/(u − 1) with u = 1 + x, likewise. */
    String log1p(DType dtype, String x) {
        String one = number(dtype, 1);
        String u = add(one, x);
        String plain = or(graph.op("Greater", abs(x), number(dtype, 1)), graph.op("IsNaN", x));
        String safe = where(dtype, or(plain, equal(u, one)), number(dtype, 2), u);
        return where(dtype, equal(u, one), x,
                where(dtype, plain, graph.op("Log", u), where(dtype, equal(x, number(dtype, -1)), graph.op("Log", u),
                mul(graph.op("Log", safe), div(x, sub(safe, one))))));
    }

    // ---- two operands -----------------------------------------------------------------------------------------------------

    String binary(Binary op, DType dtype, String x, String y) {
        return switch (op) {
            case ADD -> add(x, y);
            case SUB -> sub(x, y);
            case MUL -> mul(x, y);
            case DIV -> div(x, y);
            case POW -> where(dtype, equal(x, number(dtype, 1)), number(dtype, 1), graph.op("Pow", x, y));
            case REMAINDER -> dtype.isFloat() ? remainder(dtype, x, y) : graph.op("Mod", x, divisor(dtype, x, y));
            case FLOOR_DIVIDE -> dtype.isFloat() ? floorDivide(dtype, x, y) : quotient(dtype, x, y);
            case MAXIMUM -> graph.op("Max", x, y);
            case MINIMUM -> graph.op("Min", x, y);
            case HYPOT -> hypot(dtype, x, y);
            case LOGADDEXP -> where(dtype, equal(x, y), add(x, number(dtype, Math.log(2))),
                    add(graph.op("Max", x, y), log1p(dtype, graph.op("Exp", neg(abs(sub(x, y)))))));
            case COPYSIGN -> where(dtype, negative(dtype, y), neg(abs(x)), abs(x));
            case LOGICAL_AND -> and(x, y);
            case LOGICAL_OR -> or(x, y);
            case LOGICAL_XOR -> graph.op("Xor", x, y);
            case ATAN2 -> trigonometry.atan2(dtype, x, y);
        };
    }

    String compare(Compare op, DType dtype, String x, String y) {
        if (dtype == DType.BOOL && op != Compare.EQ && op != Compare.NE) {
            return compare(op, DType.I32, graph.cast(x, DType.I32), graph.cast(y, DType.I32));
        }
        return switch (op) {
            case EQ -> equal(x, y);
            case NE -> not(equal(x, y));
            case LT -> less(x, y);
            case LE -> graph.op("LessOrEqual", x, y);
            case GT -> graph.op("Greater", x, y);
            case GE -> graph.op("GreaterOrEqual", x, y);
        };
    }

    /** Whether the sign is set, that of −0 too. */
    String negative(DType dtype, String x) {
        return or(less(x, number(dtype, 0)), less(div(number(dtype, 1), x), number(dtype, 0)));
    }

    /** xⁿ by squaring where it is short or exact, as the interpreter's. */
    String power(DType dtype, String x, int exponent) {
        if (Math.abs((long) exponent) > 64 && dtype.isFloat()) {
            return graph.op("Pow", x, number(dtype, exponent));
        }
        String result = "";
        String square = x;
        for (int e = Math.abs(exponent); e > 0; e >>= 1) {
            if ((e & 1) == 1) {
                result = result.isEmpty() ? square : mul(result, square);
            }
            square = e > 1 ? mul(square, square) : square;
        }
        if (result.isEmpty()) {
            return graph.op("Where", equal(x, x), number(dtype, 1), number(dtype, 1)); // of x's shape
        }
        return exponent < 0 ? div(number(dtype, 1), result) : result;
    }

    /** C's fmod, moved into the divisor's sign. */
    private String remainder(DType dtype, String x, String y) {
        String r = graph.node("Mod", x, y).integer("fmod", 1).made();
        String zero = number(dtype, 0);
        String moved = where(dtype, graph.op("Xor", less(r, zero), less(y, zero)), add(r, y), r);
        return where(dtype, equal(r, zero), where(dtype, negative(dtype, y), neg(abs(r)), abs(r)), moved);
    }

    /** (x − (x mod y))/y, a whole number but for rounding. */
    private String floorDivide(DType dtype, String x, String y) {
        String quotient = div(x, y);
        String exact = graph.op("Round", div(sub(x, remainder(dtype, x, y)), y));
        String plain = or(not(less(abs(quotient), number(dtype, dtype == DType.F64 ? 0x1p53 : 0x1p24))), graph.op("IsInf", y));
        return where(dtype, plain, graph.op("Floor", quotient), exact);
    }

    /** Divisors of whole numbers for which processors trap made harmless: none is 0, and −1 meets no least number. */
    private String divisor(DType dtype, String x, String y) {
        return graph.op("Where", or(equal(y, number(dtype, 0)), equal(y, number(dtype, -1))), number(dtype, 1), y);
    }

    private String quotient(DType dtype, String x, String y) {
        String safe = divisor(dtype, x, y);
        String rest = graph.op("Mod", x, safe);
        return graph.op("Where", equal(y, number(dtype, -1)), neg(x), div(sub(x, rest), safe));
    }

    /** m·√(1 + (r/m)²), m the larger. */
    private String hypot(DType dtype, String x, String y) {
        String a = abs(x);
        String b = abs(y);
        String most = graph.op("Max", a, b);
        String zero = number(dtype, 0);
        String plain = or(equal(most, zero), graph.op("IsInf", most));
        String ratio = div(graph.op("Min", a, b), where(dtype, plain, number(dtype, 1), most));
        String value = where(dtype, plain, most, mul(most, graph.op("Sqrt", add(mul(ratio, ratio), number(dtype, 1)))));
        String infinite = or(graph.op("IsInf", x), graph.op("IsInf", y));
        return where(dtype, infinite, number(dtype, Double.POSITIVE_INFINITY), value);
    }

    /** As Java converts: towards zero, NaN to 0, out of range to the nearest bound; to bool whether it is not 0. */
    String cast(DType from, DType to, String x) {
        if (from == to) {
            return x;
        }
        if (to == DType.BOOL) {
            return not(equal(x, number(from, 0)));
        }
        if (!from.isFloat() || !to.isInteger()) {
            return graph.cast(x, to);
        }
        String wide = from == DType.F64 ? x : graph.cast(x, DType.F64);
        String some = where(DType.F64, graph.op("IsNaN", wide), number(DType.F64, 0), wide);
        if (to == DType.I32) {
            return graph.cast(graph.op("Max", graph.op("Min", some, number(DType.F64, Integer.MAX_VALUE)),
                    number(DType.F64, Integer.MIN_VALUE)), to);
        }
        String high = graph.op("GreaterOrEqual", some, number(DType.F64, 0x1p63));
        String low = less(some, number(DType.F64, -0x1p63));
        String inside = graph.cast(where(DType.F64, or(high, low), number(DType.F64, 0), some), to);
        return graph.op("Where", high, graph.whole(Long.MAX_VALUE), graph.op("Where", low, graph.whole(Long.MIN_VALUE), inside));
    }
}
