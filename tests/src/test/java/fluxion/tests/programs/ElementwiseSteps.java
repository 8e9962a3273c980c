package fluxion.tests.programs;

import static fluxion.dsl.Fluxion.custom;
import static fluxion.dsl.Fluxion.fn;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.tests.programs.Operation.Call;
import fluxion.tests.programs.Operation.Meaning;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Literals and what is done element by element. */
final class ElementwiseSteps {
    private ElementwiseSteps() {}

    static Seq<Tuple2<String, Operation>> all() {
        return Array.of(unary(), binary(), constants(), others()).flatMap(t -> t);
    }

    private static Seq<Tuple2<String, Operation>> unary() {
        return Array.of(one("sin", Expr::sin), one("cos", Expr::cos), one("tan", Expr::tan), one("tanh", Expr::tanh),
                one("sinh", Expr::sinh), one("cosh", Expr::cosh), one("exp", Expr::exp), one("exp2", Expr::exp2),
                one("expm1", Expr::expm1), one("log", Expr::log), one("log1p", Expr::log1p), one("log2", Expr::log2),
                one("log10", Expr::log10), one("sqrt", Expr::sqrt), one("rsqrt", Expr::rsqrt), one("cbrt", Expr::cbrt),
                one("square", Expr::square), one("reciprocal", Expr::reciprocal), one("asin", Expr::asin),
                one("acos", Expr::acos), one("atan", Expr::atan), one("asinh", Expr::asinh), one("acosh", Expr::acosh),
                one("atanh", Expr::atanh), one("erf", Expr::erf), one("erfc", Expr::erfc), one("sigmoid", Expr::sigmoid),
                one("softplus", Expr::softplus), one("relu", Expr::relu), one("abs", Expr::abs), one("neg", Expr::neg),
                one("sign", Expr::sign), one("floor", Expr::floor), one("ceil", Expr::ceil), one("round", Expr::round),
                one("lgamma", Expr::lgamma), one("digamma", Expr::digamma), one("erfinv", Expr::erfinv), one("ndtr", Expr::ndtr),
                one("sinc", Expr::sinc), one("stop", "stopGradient", Expr::stopGradient), one("lnot", "not", Expr::not));
    }

    private static Seq<Tuple2<String, Operation>> binary() {
        return Array.of(two("add", "plus", Expr::plus), two("sub", "minus", Expr::minus), two("mul", "times", Expr::times),
                two("div", "div", Expr::div), two("pow", "pow", Expr::pow), two("maximum", "maximum", Expr::maximum),
                two("minimum", "minimum", Expr::minimum), two("atan2", "atan2", Expr::atan2), two("hypot", "hypot", Expr::hypot),
                two("logaddexp", "logaddexp", Expr::logaddexp), two("remainder", "remainder", Expr::remainder),
                two("floordiv", "floorDivide", Expr::floorDivide), two("lt", "lt", Expr::lt), two("le", "le", Expr::le),
                two("gt", "gt", Expr::gt), two("ge", "ge", Expr::ge), two("eq", "eq", Expr::eq), two("ne", "ne", Expr::ne),
                two("land", "and", Expr::and), two("lor", "or", Expr::or), two("lxor", "xor", Expr::xor));
    }

    private static Seq<Tuple2<String, Operation>> constants() {
        return Array.of(step("addc", "$0.plus({c})", c -> c.x().plus(c.constant())),
                step("mulc", "$0.times({c})", c -> c.x().times(c.constant())),
                step("subc", "$0.minus({c})", c -> c.x().minus(c.constant())),
                step("rsubc", "$0.subtractedFrom({c})", c -> c.x().subtractedFrom(c.constant())),
                step("divc", "$0.div({c})", c -> c.x().div(c.constant())),
                step("rdivc", "$0.dividedInto({c})", c -> c.x().dividedInto(c.constant())),
                step("maxc", "$0.maximum({c})", c -> c.x().maximum(c.constant())),
                step("minc", "$0.minimum({c})", c -> c.x().minimum(c.constant())),
                step("gtc", "$0.gt({c})", c -> c.x().gt(c.constant())),
                step("fdivc", "$0.floorDivide({c})", c -> c.x().floorDivide(c.constant())),
                step("remc", "$0.remainder({c})", c -> c.x().remainder(c.constant())),
                step("powi", "$0.pow({n})", c -> c.x().pow(c.integer("n"))));
    }

    private static Seq<Tuple2<String, Operation>> others() {
        return Array.of(step("lit", "eval(vector({v}).cast({dtype}).reshape({shape}))", c -> literal(c.settings())),
                step("cast", "$0.cast({to})", c -> c.x().cast(c.settings().dtype("to"))),
                step("where", "$0.where($1, $2)", c -> c.x().where(c.y(), c.z())),
                step("custom", "rule{kind}($*)", ElementwiseSteps::withRule));
    }

    static Tensor literal(Settings s) {
        return literal(s.text("dtype"), Shape.of(s.ints("shape")), s.list("v"));
    }

    static Tensor literal(String dtype, Shape shape, Seq<Object> elements) {
        double[] v = elements.toJavaStream().mapToDouble(e -> e instanceof Boolean b ? b ? 1 : 0 : ((Number) e).doubleValue())
                .toArray();
        return switch (dtype) {
            case "f64" -> Tensor.of(shape, v);
            case "f32" -> {
                float[] floats = new float[v.length];
                for (int i = 0; i < v.length; i++) {
                    floats[i] = (float) v[i];
                }
                yield Tensor.of(shape, floats);
            }
            case "i32" -> Tensor.of(shape, java.util.Arrays.stream(v).mapToInt(e -> (int) e).toArray());
            case "bool" -> {
                boolean[] flags = new boolean[v.length];
                for (int i = 0; i < v.length; i++) {
                    flags[i] = v[i] != 0;
                }
                yield Tensor.of(shape, flags);
            }
            default -> throw new IllegalArgumentException("programs have no literals of " + dtype);
        };
    }

    /** Rules that are not the derivatives, on purpose: a derivative taken past them would show. */
    private static Expr withRule(Call c) {
        return switch (c.integer("kind")) {
            case 0 -> custom("odd", fn((Expr v) -> v.sin().times(v)))
                    .derivative((Expr v, Expr r, Expr t) -> t.times(v.cos().times(2).plus(r))).apply(c.x());
            case 1 -> custom("back", fn((Expr v) -> v.sin().times(v)))
                    .pullback((Expr v, Expr r, Expr t) -> t.times(v.cos().times(2).plus(r))).apply(c.x());
            case 2 -> custom("two", fn((Expr v, Expr w) -> v.sin().times(w)))
                    .derivative((Expr v, Expr w, Expr r, Expr s, Expr t) -> s.times(w.plus(r)).plus(t.times(v.cos().times(2))))
                            .apply(c.x(), c.y());
            case 3 -> custom("right", fn((Expr v) -> v.sin().times(v)))
                    .derivative((Expr v, Expr r, Expr t) -> t.times(v.cos().times(v).plus(v.sin()))).apply(c.x());
            default -> throw new IllegalArgumentException("no custom rule " + c.integer("kind"));
        };
    }

    static Tuple2<String, Operation> step(String name, String text, Meaning meaning) {
        return Tuple.of(name, new Operation(text, meaning));
    }

    private static Tuple2<String, Operation> one(String name, UnaryOperator<Expr> f) {
        return one(name, name, f);
    }

    private static Tuple2<String, Operation> one(String name, String verb, UnaryOperator<Expr> f) {
        return step(name, "$0." + verb + "()", c -> f.apply(c.x()));
    }

    private static Tuple2<String, Operation> two(String name, String verb, BinaryOperator<Expr> f) {
        return step(name, "$0." + verb + "($1)", c -> f.apply(c.x(), c.y()));
    }
}
