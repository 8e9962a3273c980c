package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.op.Bessel;
import fluxion.core.op.BetaInc;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Erfcx;
import fluxion.core.op.GammaInc;
import fluxion.core.op.Polygamma;
import fluxion.core.op.Power;
import fluxion.core.op.Select;
import fluxion.core.op.Special;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.core.op.Zeta;
import fluxion.ops.elementwise.FunctionDefinition;
import io.vavr.collection.Seq;

/**
 * Elementwise operations as Java expressions of one element of each operand. f32 computes functions in double and rounds
 * once.
 */
final class JavaElement {
    private final JavaClass in;
    private final DType dtype;

    private JavaElement(JavaClass in, DType dtype) {
        this.in = in;
        this.dtype = dtype;
    }

    static JavaExpr of(Apply apply, Seq<JavaExpr> x, JavaClass in) {
        JavaElement element = new JavaElement(in, apply.input(0).dtype());
        return switch (apply.op()) {
            case Unary op -> element.unary(op, x.get(0));
            case Power(int exponent) -> element.power(exponent, x.get(0));
            case Binary op -> element.binary(op, x.get(0), x.get(1));
            case Special op -> element.special(op, x.toJavaArray(JavaExpr[]::new));
            case Compare op -> switch (op) {
                case EQ -> JavaExpr.operator("==", JavaExpr.EQUALITY, x.get(0), x.get(1));
                case NE -> JavaExpr.operator("!=", JavaExpr.EQUALITY, x.get(0), x.get(1));
                case LT -> JavaExpr.operator("<", JavaExpr.RELATION, x.get(0), x.get(1));
                case LE -> JavaExpr.operator("<=", JavaExpr.RELATION, x.get(0), x.get(1));
                case GT -> JavaExpr.operator(">", JavaExpr.RELATION, x.get(0), x.get(1));
                case GE -> JavaExpr.operator(">=", JavaExpr.RELATION, x.get(0), x.get(1));
            };
            case Select _ -> new JavaExpr(x.get(0).at(JavaExpr.OR) + " ? " + x.get(1).at(JavaExpr.OR) + " : "
                    + x.get(2).at(JavaExpr.CHOICE), JavaExpr.CHOICE);
            case Cast(DType to) -> element.cast(x.get(0), to);
            case StopGradient _ -> x.get(0);
            default -> throw new IllegalStateException("not elementwise: " + apply.op().label());
        };
    }

    private JavaExpr cast(JavaExpr x, DType to) {
        return dtype == to ? x : dtype == DType.BOOL ? new JavaExpr(x.at(JavaExpr.OR) + " ? " + JavaExpr.number(to, 1) + " : "
                + JavaExpr.number(to, 0), JavaExpr.CHOICE)
                : to == DType.BOOL ? JavaExpr.operator("!=", JavaExpr.EQUALITY, x, JavaExpr.atom("0"))
                : JavaExpr.cast(JavaSource.java(to), x);
    }

    /** A function of doubles, for floats rounded once. */
    private JavaExpr math(String function, JavaExpr... x) {
        JavaExpr call = JavaExpr.call(function, x);
        return dtype == DType.F32 ? JavaExpr.cast("float", call) : call;
    }

    /** A function of doubles that a kernel has. */
    private JavaExpr kernel(String name, String function, JavaExpr... x) {
        return math(in.kernels().call(name, function, x.length), x);
    }

    /** An elementary function, of the class with this name and the dtype's. */
    private JavaExpr function(String kernel, String function, JavaExpr... x) {
        return JavaExpr.call(in.kernels().call(kernel + (dtype == DType.F32 ? "F32" : "F64"), function, x.length), x);
    }

    /** A function that the scalar kernels have for either dtype. */
    private JavaExpr scalar(String function, JavaExpr... x) {
        return JavaExpr.call(in.kernels().call(dtype == DType.F32 ? "ScalarF32" : "ScalarF64", function, x.length), x);
    }

    private JavaExpr unary(Unary op, JavaExpr x) {
        return switch (op) {
            case NEG -> new JavaExpr("-" + x.at(JavaExpr.ATOM), JavaExpr.UNARY);
            case ABS -> JavaExpr.call("Math.abs", x);
            case SIGN -> dtype.isFloat() ? JavaExpr.call("Math.signum", x) : dtype == DType.I64
                    ? JavaExpr.cast("long", JavaExpr.call("Long.signum", x))
                    : JavaExpr.call("Integer.signum", x);
            case FLOOR -> math("Math.floor", x);
            case CEIL -> math("Math.ceil", x);
            case ROUND -> math("Math.rint", x);
            case TRUNC -> kernel("ScalarF64", "trunc", x);
            case SQRT -> math("Math.sqrt", x);
            case RSQRT -> JavaExpr.operator("/", JavaExpr.PRODUCT, JavaExpr.atom("1"), math("Math.sqrt", x));
            case RELU -> JavaExpr.call("Math.max", x, JavaExpr.atom("0"));
            case IS_NAN -> dtype.isFloat() ? JavaExpr.call(dtype == DType.F32 ? "Float.isNaN" : "Double.isNaN", x)
                    : JavaExpr.atom("false");
            case IS_INF -> dtype.isFloat() ? JavaExpr.call(dtype == DType.F32 ? "Float.isInfinite" : "Double.isInfinite", x)
                    : JavaExpr.atom("false");
            case IS_FINITE -> dtype.isFloat() ? JavaExpr.call(dtype == DType.F32 ? "Float.isFinite" : "Double.isFinite", x)
                    : JavaExpr.atom("true");
            case LOGICAL_NOT -> new JavaExpr("!" + x.at(JavaExpr.UNARY), JavaExpr.UNARY);
            default -> {
                FunctionDefinition function = FunctionDefinition.of(op)
                        .getOrElseThrow(() -> new IllegalStateException("no case for " + op));
                yield function(function.holder(), function.name(), x);
            }
        };
    }

    private JavaExpr power(int exponent, JavaExpr x) {
        boolean simple = x.text().matches("[\\p{javaJavaIdentifierPart}\\[\\]]+");
        return switch (exponent) {
            case 0 -> JavaExpr.number(dtype, 1);
            case 1 -> x;
            case -1 -> JavaExpr.operator("/", JavaExpr.PRODUCT, JavaExpr.number(dtype, 1), x);
            case 2 -> simple ? JavaExpr.operator("*", JavaExpr.PRODUCT, x, x) : squared(x);
            default -> dtype.isFloat() ? scalar("power", JavaExpr.atom(Integer.toString(exponent)), x)
                    : integerPower(x, JavaExpr.atom(Integer.toString(exponent)));
        };
    }

    private JavaExpr squared(JavaExpr x) {
        return JavaExpr.call(in.helper(dtype.isFloat() ? dtype == DType.F32 ? JavaHelper.SQUARE_F32 : JavaHelper.SQUARE_F64
                : dtype == DType.I64 ? JavaHelper.SQUARE_I64 : JavaHelper.SQUARE_I32), x);
    }

    private JavaExpr integerPower(JavaExpr x, JavaExpr exponent) {
        JavaExpr power = JavaExpr.call(in.helper(JavaHelper.INTEGER_POWER), x, exponent);
        return dtype == DType.I32 ? JavaExpr.cast("int", power) : power;
    }

    private JavaExpr binary(Binary op, JavaExpr x, JavaExpr y) {
        return switch (op) {
            case ADD -> JavaExpr.operator("+", JavaExpr.SUM, x, y);
            case SUB -> JavaExpr.operator("-", JavaExpr.SUM, x, y);
            case MUL -> JavaExpr.operator("*", JavaExpr.PRODUCT, x, y);
            case DIV -> JavaExpr.operator("/", JavaExpr.PRODUCT, x, y);
            case POW -> dtype.isFloat() ? function("Powers", "pow", x, y) : integerPower(x, y);
            case REMAINDER -> dtype.isFloat() ? scalar("remainder", x, y) : JavaExpr.call("Math.floorMod", x, y);
            case FLOOR_DIVIDE -> dtype.isFloat() ? scalar("floorDivide", x, y) : JavaExpr.call("Math.floorDiv", x, y);
            case MAXIMUM -> JavaExpr.call("Math.max", x, y);
            case MINIMUM -> JavaExpr.call("Math.min", x, y);
            case ATAN2 -> function("InverseCircular", "atan2", x, y);
            case HYPOT -> function("Roots", "hypot", x, y);
            case LOGADDEXP -> function("Logistic", "logAddExp", x, y);
            case COPYSIGN -> JavaExpr.call("Math.copySign", x, y);
            case LOGICAL_AND -> JavaExpr.operator("&", JavaExpr.AND, x, y);
            case LOGICAL_OR -> JavaExpr.operator("|", JavaExpr.OR, x, y);
            case LOGICAL_XOR -> JavaExpr.operator("^", JavaExpr.XOR, x, y);
        };
    }

    private JavaExpr special(Special op, JavaExpr... x) {
        return switch (op) {
            case SpecialFunction function -> switch (function) {
                case ERFC -> kernel("ErrorFunctions", "erfc", x);
                case ERFINV -> kernel("ErrorFunctions", "erfinv", x);
                case NDTR -> kernel("ErrorFunctions", "ndtr", x);
                case NDTRI -> kernel("ErrorFunctions", "ndtri", x);
                case LGAMMA -> kernel("GammaFunctions", "lgamma", x);
                case ENTR -> kernel("SpecialKernels", "entr", x);
                case XLOGY -> kernel("SpecialKernels", "xlogy", x);
                case XLOG1PY -> kernel("SpecialKernels", "xlog1py", x);
                case GAMMAINCC -> kernel("IncompleteGamma", "upper", x);
                case GAMMAINCINV -> kernel("Quantiles", "gamma", x);
                case LOG_GAMMAINCINV -> kernel("Quantiles", "logGamma", x);
                case BETAINCINV -> kernel("Quantiles", "beta", x);
                case POISSON_QUANTILE -> kernel("Quantiles", "poisson", x);
                case LOG_NDTR -> kernel("ErrorFunctions", "logNdtr", x);
                case LBETA -> kernel("GammaFunctions", "lbeta", x);
                case LOGIT -> kernel("SpecialKernels", "logit", x);
            };
            case Erfcx(int order) -> order == 0 ? kernel("ErrorFunctions", "erfcx", x)
                    : kernel("ErrorFunctions", "erfcx", ordered(order, x));
            case Polygamma(int order) -> kernel("GammaFunctions", "polygamma", ordered(order, x));
            case Zeta(int order) -> kernel("HurwitzZeta", "zeta", ordered(order, x));
            case GammaInc(int order) -> order == 0 ? kernel("IncompleteGamma", "lower", x)
                    : kernel("IncompleteGamma", "derivative", ordered(order, x));
            case BetaInc(int i, int j) -> kernel("IncompleteBeta", "derivative", ordered(i, ordered(j, x)));
            case Bessel(var kind, int order) -> kernel("BesselFunctions", switch (kind) {
                case J -> "j";
                case I -> "i";
                case SCALED_I -> "scaledI";
                case SPHERICAL_J -> "sphericalJ";
            }, ordered(order, x));
        };
    }

    private static JavaExpr[] ordered(int order, JavaExpr... x) {
        JavaExpr[] all = new JavaExpr[x.length + 1];
        all[0] = JavaExpr.number(DType.I32, order);
        System.arraycopy(x, 0, all, 1, x.length);
        return all;
    }
}
