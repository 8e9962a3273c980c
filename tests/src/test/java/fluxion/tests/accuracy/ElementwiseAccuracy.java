package fluxion.tests.accuracy;

import static fluxion.tests.accuracy.Range.linear;
import static fluxion.tests.accuracy.Range.magnitudes;
import static fluxion.tests.accuracy.Range.near;

import fluxion.core.op.Binary;
import fluxion.core.op.Unary;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * Where each elementwise operation is measured, what it should give and how far from it the result may be. The switches have no
 * default, so that no operation escapes.
 */
final class ElementwiseAccuracy {
    private ElementwiseAccuracy() {}

    static Seq<Unary> unary() {
        return Array.of(Unary.values()).filter(op -> switch (op) {
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> false;
            default -> true;
        });
    }

    static Seq<Binary> binary() {
        return Array.of(Binary.values()).filter(op -> switch (op) {
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> false;
            default -> true;
        });
    }

    static Real truth(Unary op, Real x) {
        return switch (op) {
            case NEG -> x.negate();
            case ABS -> x.abs();
            case SIGN -> Real.of(x.signum());
            case FLOOR -> Real.of(x.floor(), 0);
            case CEIL -> Real.of(x.negate().floor().negate(), 0);
            case TRUNC -> Real.of(x.abs().floor(), 0).times(x.signum());
            case ROUND -> Real.of(Math.rint(x.toDouble()));
            case SQRT -> x.sqrt();
            case RSQRT -> Real.ONE.over(x.sqrt());
            case CBRT -> Elementary.cbrt(x);
            case EXP -> Elementary.exp(x);
            case EXP2 -> Elementary.exp2(x);
            case EXPM1 -> Elementary.expm1(x);
            case LOG -> Elementary.log(x);
            case LOG1P -> Elementary.log1p(x);
            case LOG2 -> Elementary.log(x).over(Elementary.LN2);
            case LOG10 -> Elementary.log(x).over(Elementary.LN10);
            case SIN -> Elementary.sin(x);
            case COS -> Elementary.cos(x);
            case TAN -> Elementary.tan(x);
            case ASIN -> Elementary.asin(x);
            case ACOS -> Elementary.acos(x);
            case ATAN -> Elementary.atan(x);
            case SINH -> Elementary.sinh(x);
            case COSH -> Elementary.cosh(x);
            case TANH -> Elementary.tanh(x);
            case ASINH -> Elementary.asinh(x);
            case ACOSH -> Elementary.acosh(x);
            case ATANH -> Elementary.atanh(x);
            case ERF -> Elementary.erf(x);
            case SIGMOID -> Elementary.sigmoid(x);
            case SOFTPLUS -> Elementary.softplus(x);
            case RELU -> x.signum() > 0 ? x : Real.ZERO;
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw new AssertionError(op);
        };
    }

    static Real truth(Binary op, Real x, Real y) {
        return switch (op) {
            case ADD -> x.plus(y);
            case SUB -> x.minus(y);
            case MUL -> x.times(y);
            case DIV -> x.over(y);
            case POW -> Elementary.pow(x, y);
            case REMAINDER -> Elementary.remainder(x, y);
            case FLOOR_DIVIDE -> Elementary.floorDivide(x, y);
            case MAXIMUM -> x.compareTo(y) >= 0 ? x : y;
            case MINIMUM -> x.compareTo(y) <= 0 ? x : y;
            case ATAN2 -> Elementary.atan2(x, y);
            case HYPOT -> Elementary.hypot(x, y);
            case LOGADDEXP -> Elementary.logAddExp(x, y);
            case COPYSIGN -> x.abs().times(y.signum() < 0 ? -1 : 1);
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw new AssertionError(op);
        };
    }

    /** Where results are numbers; elsewhere, and at NaN, they are NaN. */
    static boolean inside(Unary op, double x) {
        return switch (op) {
            case SQRT -> x >= 0;
            case RSQRT, LOG, LOG2, LOG10 -> x > 0;
            case LOG1P -> x > -1;
            case ASIN, ACOS -> Math.abs(x) <= 1;
            case ATANH -> Math.abs(x) < 1;
            case ACOSH -> x >= 1;
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, CBRT, EXP, EXP2, EXPM1, SIN, COS, TAN, ATAN, SINH, COSH, TANH, ASINH, ERF, SIGMOID,
                    SOFTPLUS, RELU -> true;
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw new AssertionError(op);
        };
    }

    static boolean inside(Binary op, double x, double y) {
        return switch (op) {
            case DIV, REMAINDER, FLOOR_DIVIDE -> y != 0;
            case POW -> x > 0 || y == 0 || y == Math.rint(y) && (x != 0 || y > 0);
            case ADD, SUB, MUL, MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN -> true;
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw new AssertionError(op);
        };
    }

    /** Where points are taken from: where the function changes, where it over- and underflows, around its zeros and branches. */
    static Seq<Range> ranges(Unary op) {
        Seq<Range> all = Array.of(magnitudes(0x1p-1074, Double.MAX_VALUE), linear(-10, 10));
        double[] quarters = {Math.PI / 2, Math.PI, 1.5 * Math.PI, 2 * Math.PI, 10 * Math.PI, 1e5 * Math.PI};
        return switch (op) {
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, CBRT, RELU -> all.append(near(0, 0.5, 1, 1.5, 2.5, 0x1p23, 0x1p24, 0x1p52, 0x1p53));
            case SQRT, RSQRT -> Array.of(magnitudes(0x1p-1074, Double.MAX_VALUE), linear(0, 10), near(1, 2, 4));
            case EXP, SINH, COSH -> Array.of(linear(-746, 711), linear(-104, 90), linear(-1, 1), magnitudes(0x1p-1074, 800), near(0, 88.72284, -87.33655, -103.972, 709.782712893384, -708.3964185322641, -745.1332191019411));
            case EXP2 -> Array.of(linear(-1080, 1025), linear(-152, 130), linear(-1, 1), magnitudes(0x1p-1074, 1100), near(0, 1, 128, -126, -149, 1024, -1022, -1074));
            case EXPM1 -> Array.of(linear(-50, 711), linear(-20, 90), linear(-1, 1), magnitudes(0x1p-1074, 800), near(0, 0.6931471805599453, -0.6931471805599453, 88.72284, 709.782712893384));
            case LOG, LOG2, LOG10 -> Array.of(magnitudes(0x1p-1074, Double.MAX_VALUE), linear(0, 4), linear(0.9, 1.1), near(1, 2, 10, 0.5, 0.7071067811865476, 1.4142135623730951, 1000, 0x1p-126));
            case LOG1P -> Array.of(linear(-1, 3), linear(-0.1, 0.1), magnitudes(0x1p-1074, Double.MAX_VALUE), near(0, -1, -0.5, -0.2928932188134524, 0.4142135623730951));
            case SIN, COS, TAN -> all.append(linear(-1e5, 1e5)).append(linear(-1, 1)).append(near(quarters))
                    .append(near(6381956970095103.0 * 0x1p797, 5.319372648326541e255, 1e22, 0x1p30, 0x1p19));
            case ASIN, ACOS, ATANH -> Array.of(linear(-1, 1), magnitudes(0x1p-1074, 1), linear(0.9, 1), linear(-1, -0.9), near(0, 0.5, -0.5, 1, -1));
            case ATAN -> all.append(linear(-1, 1)).append(near(0, 0.4375, 0.6875, 1, 1.1875, 2.4375, 0x1p60));
            case TANH, ERF -> Array.of(linear(-6.5, 6.5), linear(-1, 1), linear(-25, 25), magnitudes(0x1p-1074, Double.MAX_VALUE), near(0, 0.5, 0.625, 1, 6, 4, 9, 19.0615));
            case ASINH -> all.append(linear(-1, 1)).append(near(0, 1, 0x1p28, 0x1p60));
            case ACOSH -> Array.of(linear(1, 1.1), linear(1, 10), magnitudes(1, Double.MAX_VALUE), near(1, 2, 0x1p28));
            case SIGMOID, SOFTPLUS -> Array.of(linear(-746, 100), linear(-104, 90), linear(-1, 1), linear(-40, 40), magnitudes(0x1p-1074, 800), near(0, -87.33655, -103.972, -708.3964185322641, -745.1332191019411, 36.7, 16.6));
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw new AssertionError(op);
        };
    }

    /** Where the operands come from, both from the range at the same place. */
    static Seq<Range[]> ranges(Binary op) {
        Range wide = magnitudes(0x1p-1074, Double.MAX_VALUE);
        Range unit = linear(-10, 10);
        Seq<Range[]> all = Array.of(new Range[] {wide, wide}, new Range[] {unit, unit}, new Range[] {wide, unit}, new Range[] {unit, wide});
        return switch (op) {
            case ADD, SUB, MUL, DIV, MAXIMUM, MINIMUM, ATAN2, COPYSIGN -> all;
            case HYPOT -> all.append(new Range[] {linear(1e200, 4e200), linear(1e200, 4e200)}).append(new Range[] {linear(0, 1e-310), linear(0, 1e-310)});
            case REMAINDER, FLOOR_DIVIDE -> all.append(new Range[] {linear(-1000, 1000), linear(-0.3, 0.3)}).append(new Range[] {linear(-1e9, 1e9), near(1, 3, 0.1, 7)});
            case POW -> Array.of(new Range[] {linear(0, 10), linear(-300, 300)}, new Range[] {linear(0, 10), linear(-30, 30)}, new Range[] {linear(0.9, 1.1), magnitudes(1, 1e5)},
                    new Range[] {magnitudes(0x1p-1074, Double.MAX_VALUE), linear(-3, 3)}, new Range[] {near(1), magnitudes(1, 1e18)}, new Range[] {unit, near(0, 1, 2, 3, -1, 0.5, -2, 17)}, new Range[] {wide, wide});
            case LOGADDEXP -> Array.of(new Range[] {unit, unit}, new Range[] {linear(-700, 700), linear(-700, 700)}, new Range[] {linear(-1, 0), linear(-1, 0)},
                    new Range[] {wide, wide}, new Range[] {near(-0.6931471805599453), near(-0.6931471805599453)});
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw new AssertionError(op);
        };
    }

    /** Values smaller than this count as this large: around zeros that are not at 0 the error is small absolutely. */
    static double smallest(Binary op) {
        return op == Binary.LOGADDEXP ? 0.5 : 0;
    }

    /** Results at −∞, −0, 0 and ∞. */
    static double[] ends(Unary op) {
        double most = Double.POSITIVE_INFINITY;
        double none = Double.NaN;
        return switch (op) {
            case NEG -> new double[] {most, 0.0, -0.0, -most};
            case ABS -> new double[] {most, 0, 0, most};
            case SIGN -> new double[] {-1, -0.0, 0, 1};
            case FLOOR, CEIL, ROUND, TRUNC, CBRT, SINH, ASINH -> new double[] {-most, -0.0, 0, most};
            case SQRT -> new double[] {none, -0.0, 0, most};
            case RSQRT -> new double[] {none, -most, most, 0};
            case EXP, EXP2 -> new double[] {0, 1, 1, most};
            case EXPM1 -> new double[] {-1, -0.0, 0, most};
            case LOG, LOG2, LOG10 -> new double[] {none, -most, -most, most};
            case LOG1P -> new double[] {none, -0.0, 0, most};
            case SIN, TAN -> new double[] {none, -0.0, 0, none};
            case COS -> new double[] {none, 1, 1, none};
            case ASIN, ATANH -> new double[] {none, -0.0, 0, none};
            case ACOS -> new double[] {none, Math.PI / 2, Math.PI / 2, none};
            case ATAN -> new double[] {-Math.PI / 2, -0.0, 0, Math.PI / 2};
            case COSH -> new double[] {most, 1, 1, most};
            case TANH, ERF -> new double[] {-1, -0.0, 0, 1};
            case ACOSH -> new double[] {none, none, none, most};
            case SIGMOID -> new double[] {0, 0.5, 0.5, 1};
            case SOFTPLUS -> new double[] {0, Math.log(2), Math.log(2), most};
            case RELU -> new double[] {0, 0, 0, most};
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw new AssertionError(op);
        };
    }

    /** How many units in the last place results may be off: ½ is rounding once, 1 for what {@link Math} has, 2 for the rest. */
    static double bound(Unary op) {
        return switch (op) {
            case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, RELU -> 0;
            case SQRT -> 0.5;
            case CBRT, EXP, EXPM1, LOG, LOG1P, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH -> 1;
            case RSQRT, EXP2, LOG2, ASINH, ACOSH, ATANH, ERF, SIGMOID, SOFTPLUS -> 2;
            case IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> throw new AssertionError(op);
        };
    }

    static double bound(Binary op) {
        return switch (op) {
            case MAXIMUM, MINIMUM, COPYSIGN -> 0;
            case ADD, SUB, MUL, DIV -> 0.5;
            case POW, ATAN2, HYPOT, REMAINDER, FLOOR_DIVIDE -> 1;
            case LOGADDEXP -> 2;
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> throw new AssertionError(op);
        };
    }
}
