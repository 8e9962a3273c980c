package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import io.vavr.collection.Seq;
import java.util.Set;

/** Elementwise operations as Java expressions of one element of each operand. f32 computes functions in double and rounds once. */
final class JavaElement {
    private JavaElement() {}

    static String of(Apply apply, Seq<String> x, Set<JavaHelper> helpers) {
        DType dtype = apply.input(0).dtype();
        return switch (apply.op()) {
            case Unary op -> unary(op, dtype, x.get(0), helpers);
            case Power(int exponent) -> power(exponent, dtype, x.get(0), helpers);
            case Binary op -> binary(op, dtype, x.get(0), x.get(1), helpers);
            case Compare op -> "(" + x.get(0) + switch (op) {
                case EQ -> " == ";
                case NE -> " != ";
                case LT -> " < ";
                case LE -> " <= ";
                case GT -> " > ";
                case GE -> " >= ";
            } + x.get(1) + ")";
            case Select _ -> "(" + x.get(0) + " ? " + x.get(1) + " : " + x.get(2) + ")";
            case Cast(DType to) -> cast(x.get(0), dtype, to);
            case StopGradient _ -> x.get(0);
            default -> throw JavaSource.refused(apply.op());
        };
    }

    private static String cast(String x, DType from, DType to) {
        return from == to ? x : from == DType.BOOL ? "(" + x + " ? " + JavaSource.number(to, 1) + " : " + JavaSource.number(to, 0) + ")"
                : to == DType.BOOL ? "(" + x + " != 0)" : "((" + JavaSource.java(to) + ") " + x + ")";
    }

    /** A function of doubles, for floats rounded once. */
    private static String math(String function, DType dtype, String... x) {
        String call = function + "(" + String.join(", ", x) + ")";
        return dtype == DType.F32 ? "((float) " + call + ")" : call;
    }

    private static String helper(JavaHelper helper, DType dtype, Set<JavaHelper> helpers, String... x) {
        helpers.add(helper);
        return math(helper.method(), dtype, x);
    }

    private static String unary(Unary op, DType dtype, String x, Set<JavaHelper> helpers) {
        String one = JavaSource.number(dtype, 1);
        String zero = JavaSource.number(dtype, 0);
        return switch (op) {
            case NEG -> "(-" + x + ")";
            case ABS -> "Math.abs(" + x + ")";
            case SIGN -> dtype.isFloat() ? "Math.signum(" + x + ")" : (dtype == DType.I64 ? "((long) Long" : "(Integer") + ".signum(" + x + "))";
            case FLOOR -> math("Math.floor", dtype, x);
            case CEIL -> math("Math.ceil", dtype, x);
            case ROUND -> math("Math.rint", dtype, x);
            case TRUNC -> helper(JavaHelper.TRUNC, dtype, helpers, x);
            case SQRT -> math("Math.sqrt", dtype, x);
            case RSQRT -> "(" + (dtype == DType.F32 ? "(float) " : "") + "(1.0 / Math.sqrt(" + x + ")))";
            case CBRT -> math("Math.cbrt", dtype, x);
            case EXP -> math("Math.exp", dtype, x);
            case EXP2 -> math("Math.pow", dtype, "2.0", x);
            case EXPM1 -> math("Math.expm1", dtype, x);
            case LOG -> math("Math.log", dtype, x);
            case LOG1P -> math("Math.log1p", dtype, x);
            case LOG2 -> "(" + (dtype == DType.F32 ? "(float) " : "") + "(Math.log(" + x + ") / Math.log(2.0)))";
            case LOG10 -> math("Math.log10", dtype, x);
            case SIN -> math("Math.sin", dtype, x);
            case COS -> math("Math.cos", dtype, x);
            case TAN -> math("Math.tan", dtype, x);
            case ASIN -> math("Math.asin", dtype, x);
            case ACOS -> math("Math.acos", dtype, x);
            case ATAN -> math("Math.atan", dtype, x);
            case SINH -> math("Math.sinh", dtype, x);
            case COSH -> math("Math.cosh", dtype, x);
            case TANH -> math("Math.tanh", dtype, x);
            case ASINH -> helper(JavaHelper.ASINH, dtype, helpers, x);
            case ACOSH -> helper(JavaHelper.ACOSH, dtype, helpers, x);
            case ATANH -> helper(JavaHelper.ATANH, dtype, helpers, x);
            case ERF -> helper(JavaHelper.ERF, dtype, helpers, x);
            case SIGMOID -> helper(JavaHelper.SIGMOID, dtype, helpers, x);
            case SOFTPLUS -> helper(JavaHelper.SOFTPLUS, dtype, helpers, x);
            case RELU -> "Math.max(" + x + ", " + zero + ")";
            case IS_NAN -> dtype.isFloat() ? "(" + x + " != " + x + ")" : "false";
            case IS_INF -> dtype.isFloat() ? "Double.isInfinite(" + x + ")" : "false";
            case IS_FINITE -> dtype.isFloat() ? "Double.isFinite(" + x + ")" : "true";
            case LOGICAL_NOT -> "(!" + x + ")";
        };
    }

    private static String power(int exponent, DType dtype, String x, Set<JavaHelper> helpers) {
        return switch (exponent) {
            case 0 -> JavaSource.number(dtype, 1);
            case 1 -> x;
            case -1 -> "(" + JavaSource.number(dtype, 1) + " / " + x + ")";
            default -> dtype.isFloat() ? helper(JavaHelper.POWER, dtype, helpers, x, Integer.toString(exponent)) : integerPower(dtype, x, Integer.toString(exponent), helpers);
        };
    }

    private static String integerPower(DType dtype, String x, String exponent, Set<JavaHelper> helpers) {
        helpers.add(JavaHelper.INTEGER_POWER);
        return dtype == DType.I32 ? "((int) integerPower(" + x + ", " + exponent + "))" : "integerPower(" + x + ", " + exponent + ")";
    }

    private static String binary(Binary op, DType dtype, String x, String y, Set<JavaHelper> helpers) {
        return switch (op) {
            case ADD -> "(" + x + " + " + y + ")";
            case SUB -> "(" + x + " - " + y + ")";
            case MUL -> "(" + x + " * " + y + ")";
            case DIV -> "(" + x + " / " + y + ")";
            case POW -> dtype.isFloat() ? helper(JavaHelper.POW, dtype, helpers, x, y) : integerPower(dtype, x, y, helpers);
            case REMAINDER -> dtype.isFloat() ? helper(JavaHelper.REMAINDER, dtype, helpers, x, y) : "Math.floorMod(" + x + ", " + y + ")";
            case FLOOR_DIVIDE -> dtype.isFloat() ? helper(JavaHelper.FLOOR_DIVIDE, dtype, helpers, x, y) : "Math.floorDiv(" + x + ", " + y + ")";
            case MAXIMUM -> "Math.max(" + x + ", " + y + ")";
            case MINIMUM -> "Math.min(" + x + ", " + y + ")";
            case ATAN2 -> math("Math.atan2", dtype, x, y);
            case HYPOT -> math("Math.hypot", dtype, x, y);
            case LOGADDEXP -> helper(JavaHelper.LOGADDEXP, dtype, helpers, x, y);
            case COPYSIGN -> "Math.copySign(" + x + ", " + y + ")";
            case LOGICAL_AND -> "(" + x + " & " + y + ")";
            case LOGICAL_OR -> "(" + x + " | " + y + ")";
            case LOGICAL_XOR -> "(" + x + " ^ " + y + ")";
        };
    }
}
