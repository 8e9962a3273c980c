package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;
import static fluxion.core.rewrite.Law.domain;

import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Functional equations: powers and roots, exponentials and logarithms, circles and hyperbolas, extremes. */
public final class FunctionIdentities {
    private FunctionIdentities() {}

    /** All of them. Each makes the expression cheaper, or as cheap and plainer. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAny(FunctionIdentities::extremes, Binary.MAXIMUM, Binary.MINIMUM),
                RuleGroup.whenAll(FunctionIdentities::positiveParts, Unary.RELU),
                RuleGroup.whenAll(FunctionIdentities::sizes, Unary.ABS),
                RuleGroup.whenAll(FunctionIdentities::signs, Unary.SIGN),
                RuleGroup.whenAny(FunctionIdentities::wholeNumbers, Unary.FLOOR, Unary.CEIL, Unary.ROUND, Unary.TRUNC),
                RuleGroup.whenAll(FunctionIdentities::roots, Unary.SQRT),
                RuleGroup.whenAll(FunctionIdentities::reciprocalRoots, Unary.RSQRT),
                RuleGroup.whenAll(FunctionIdentities::cubeRoots, Unary.CBRT),
                RuleGroup.whenAll(FunctionIdentities::exponentials, Unary.EXP),
                RuleGroup.whenAll(FunctionIdentities::exponentialsOfLogarithms, Unary.EXP, Unary.LOG),
                RuleGroup.whenAll(FunctionIdentities::logarithms, Unary.LOG),
                RuleGroup.whenAll(FunctionIdentities::powersOfTwo, Unary.EXP2),
                RuleGroup.whenAll(FunctionIdentities::circles, Unary.SIN, Unary.COS),
                RuleGroup.whenAll(FunctionIdentities::tangents, Unary.TAN),
                RuleGroup.whenAll(FunctionIdentities::sines, Unary.SIN),
                RuleGroup.whenAll(FunctionIdentities::cosines, Unary.COS),
                RuleGroup.whenAny(FunctionIdentities::angles, Unary.ASIN, Unary.ACOS, Unary.ATAN),
                RuleGroup.whenAny(FunctionIdentities::hyperbolas, Unary.SINH, Unary.COSH, Unary.TANH),
                RuleGroup.whenAll(FunctionIdentities::halvesOfExponentials, Unary.EXP, Unary.NEG),
                RuleGroup.whenAny(FunctionIdentities::areas, Unary.ASINH, Unary.ACOSH, Unary.ATANH));
    }

    private static Seq<Rule> extremes() {
        return Array.of(
                Equation.of("max/negative", x -> x.maximum(x.neg()), x -> x.abs(), REAL, "the size of a number"),
                Equation.of("min/negative", x -> x.minimum(x.neg()), x -> x.abs().neg(), REAL, "the size of a number, downwards"),
                Equation.of("max/min", (x, y) -> x.maximum(x.minimum(y)), (x, y) -> x, REAL, "absorption"),
                Equation.of("min/max", (x, y) -> x.minimum(x.maximum(y)), (x, y) -> x, REAL, "absorption"),
                Equation.of("add/max-min", (x, y) -> x.maximum(y).plus(x.minimum(y)), (x, y) -> x.plus(y), REAL,
                        "the one is the larger, the other the smaller"),
                Equation.of("mul/max-min", (x, y) -> x.maximum(y).times(x.minimum(y)), (x, y) -> x.times(y), REAL,
                        "the one is the larger, the other the smaller"),
                Equation.of("max/zero", x -> x.maximum(0), x -> x.relu(), REAL, "the positive part"));
    }

    private static Seq<Rule> positiveParts() {
        return Array.of(
                ProceduralRule.floats(Equation.of("sub/relus", x -> x.relu().minus(x.neg().relu()), x -> x, REAL,
                        "positive part less negative part")),
                ProceduralRule.floats(Equation.of("add/relus", x -> x.relu().plus(x.neg().relu()), x -> x.abs(), REAL,
                        "positive part and negative part")));
    }

    private static Seq<Rule> sizes() {
        return Array.of(
                ProceduralRule.floats(Equation.of("mul/abs", (x, y) -> x.abs().times(y.abs()), (x, y) -> x.times(y).abs(), EXACT,
                        "sizes multiply")),
                Equation.of("div/abs", (x, y) -> x.abs().div(y.abs()), (x, y) -> x.div(y).abs(), EXACT, "sizes divide"));
    }

    private static Seq<Rule> signs() {
        return Array.of(
                Equation.of("sign/sign", x -> x.sign().sign(), x -> x.sign(), EXACT, "signs are their own signs"));
    }

    private static Seq<Rule> wholeNumbers() {
        return Array.of(
                Equation.of("floor/floor", x -> x.floor().floor(), x -> x.floor(), EXACT, "whole already"),
                Equation.of("ceil/ceil", x -> x.ceil().ceil(), x -> x.ceil(), EXACT, "whole already"),
                Equation.of("round/round", x -> x.round().round(), x -> x.round(), EXACT, "whole already"),
                Equation.of("trunc/trunc", x -> x.trunc().trunc(), x -> x.trunc(), EXACT, "whole already"),
                Equation.of("floor/neg", x -> x.neg().floor().neg(), x -> x.ceil(), EXACT, "down seen from below is up"),
                Equation.of("ceil/neg", x -> x.neg().ceil().neg(), x -> x.floor(), EXACT, "up seen from below is down"));
    }

    private static Seq<Rule> roots() {
        return Array.of(
                Equation.of("sqrt/product", (x, y) -> x.sqrt().times(y.sqrt()), (x, y) -> x.times(y).sqrt(), domain(x -> x.ge(0)),
                        "one root less"),
                Equation.of("sqrt/quotient", (x, y) -> x.sqrt().div(y.sqrt()), (x, y) -> x.div(y).sqrt(), domain(x -> x.ge(0)),
                        "one root less"),
                Equation.of("div/own-root", x -> x.div(x.sqrt()), x -> x.sqrt(), domain(x -> x.gt(0)), "x is √x·√x"));
    }

    private static Seq<Rule> reciprocalRoots() {
        return Array.of(
                Equation.of("rsqrt/of-reciprocal", x -> x.reciprocal().rsqrt(), x -> x.sqrt(), REAL,
                        "the reciprocal of a reciprocal"),
                Equation.of("square/rsqrt", x -> x.rsqrt().square(), x -> x.reciprocal(), domain(x -> x.gt(0)),
                        "roots of negative numbers are NaN"));
    }

    private static Seq<Rule> cubeRoots() {
        return Array.of(
                Equation.of("cbrt/cube", x -> x.pow(3).cbrt(), x -> x, REAL, "inverse functions"),
                Equation.of("cube/cbrt", x -> x.cbrt().pow(3), x -> x, REAL, "inverse functions"));
    }

    private static Seq<Rule> exponentials() {
        return Array.of(
                Equation.of("exp/product", (x, y) -> x.exp().times(y.exp()), (x, y) -> x.plus(y).exp(), REAL, "exponents add"),
                Equation.of("exp/quotient", (x, y) -> x.exp().div(y.exp()), (x, y) -> x.minus(y).exp(), REAL,
                        "exponents subtract"),
                Equation.of("exp/reciprocal", x -> x.exp().reciprocal(), x -> x.neg().exp(), REAL, "the exponent's sign"),
                Equation.of("exp/root", x -> x.exp().sqrt(), x -> x.div(2).exp(), REAL, "half the exponent, and no overflow"));
    }

    private static Seq<Rule> exponentialsOfLogarithms() {
        return Array.of(
                Equation.of("exp/plus-log", (x, y) -> x.plus(y.log()).exp(), (x, y) -> y.times(x.exp()),
                        domain((x, y) -> y.ge(0)), "inverse functions"),
                Equation.of("exp/times-log", (x, y) -> x.times(y.log()).exp(), (x, y) -> y.pow(x), domain((x, y) -> y.gt(0)),
                        "the power's definition"));
    }

    private static Seq<Rule> logarithms() {
        return Array.of(
                Equation.of("log/reciprocal", x -> x.reciprocal().log(), x -> x.log().neg(), REAL, "the logarithm's sign"),
                Equation.of("log/root", x -> x.sqrt().log(), x -> x.log().div(2), REAL, "half the logarithm"),
                Equation.of("log/rsqrt", x -> x.rsqrt().log(), x -> x.log().div(-2), REAL, "half the logarithm, downwards"),
                Equation.of("log/power", (x, y) -> x.pow(y).log(), (x, y) -> y.times(x.log()), domain(x -> x.gt(0)),
                        "exponents come out"));
    }

    private static Seq<Rule> powersOfTwo() {
        return Array.of(
                Equation.of("exp2/log2", x -> x.log2().exp2(), x -> x, domain(x -> x.ge(0)),
                        "logarithms of negative numbers are NaN"),
                Equation.of("exp2/product", (x, y) -> x.exp2().times(y.exp2()), (x, y) -> x.plus(y).exp2(), REAL,
                        "exponents add"));
    }

    private static Seq<Rule> circles() {
        return Array.of(
                Equation.of("sin/cos", x -> x.sin().div(x.cos()), x -> x.tan(), REAL, "the tangent's definition"),
                Equation.of("cos/sin", x -> x.cos().div(x.sin()), x -> x.tan().reciprocal(), REAL, "the cotangent's definition"),
                Equation.of("sin²/(1+cos)+cos", x -> x.sin().square().div(x.cos().plus(1)).plus(x.cos()), x -> Tensor.of(1.0),
                        REAL, "1 − cos² is (1 − cos)·(1 + cos)"),
                Equation.of("cos²−sin²", x -> x.cos().square().minus(x.sin().square()), x -> x.times(2).cos(), REAL,
                        "the cosine of the double angle"),
                Equation.of("sin²−cos²", x -> x.sin().square().minus(x.cos().square()), x -> x.times(2).cos().neg(), REAL,
                        "the cosine of the double angle"),
                Equation.of("2·sin·cos", x -> x.sin().times(x.cos()).times(2), x -> x.times(2).sin(), REAL,
                        "the sine of the double angle"),
                Equation.of("sin·cos−cos·sin", (x, y) -> x.sin().times(y.cos()).minus(x.cos().times(y.sin())),
                        (x, y) -> x.minus(y).sin(), REAL, "the sine of a difference"),
                Equation.of("sin·cos+cos·sin", (x, y) -> x.sin().times(y.cos()).plus(x.cos().times(y.sin())),
                        (x, y) -> x.plus(y).sin(), REAL, "the sine of a sum"),
                Equation.of("cos·cos+sin·sin", (x, y) -> x.cos().times(y.cos()).plus(x.sin().times(y.sin())),
                        (x, y) -> x.minus(y).cos(), REAL, "the cosine of a difference"),
                Equation.of("cos·cos−sin·sin", (x, y) -> x.cos().times(y.cos()).minus(x.sin().times(y.sin())),
                        (x, y) -> x.plus(y).cos(), REAL, "the cosine of a sum"));
    }

    private static Seq<Rule> tangents() {
        return Array.of(
                Equation.of("tan·cos", x -> x.tan().times(x.cos()), x -> x.sin(), REAL, "the tangent's definition"),
                Equation.of("sin/tan", x -> x.sin().div(x.tan()), x -> x.cos(), REAL, "the tangent's definition"),
                Equation.of("sin·tan/cos+1", x -> x.tan().div(x.cos()).times(x.sin()).plus(1), x -> x.tan().square().plus(1),
                        REAL, "the tangent's definition"),
                Equation.of("cos/(tan·sin)", x -> x.cos().div(x.tan().times(x.sin())), x -> x.tan().square().reciprocal(), REAL,
                        "the cotangent's definition"));
    }

    private static Seq<Rule> sines() {
        return Array.of(
                Equation.of("1−sin²", x -> x.sin().square().subtractedFrom(1), x -> x.cos().square(), REAL, "Pythagoras"),
                Equation.of("1−2·sin²", x -> x.sin().square().times(2).subtractedFrom(1), x -> x.times(2).cos(), REAL,
                        "the cosine of the double angle"));
    }

    private static Seq<Rule> cosines() {
        return Array.of(
                Equation.of("1−cos²", x -> x.cos().square().subtractedFrom(1), x -> x.sin().square(), REAL, "Pythagoras"),
                Equation.of("2·cos²−1", x -> x.cos().square().times(2).minus(1), x -> x.times(2).cos(), REAL,
                        "the cosine of the double angle"));
    }

    private static Seq<Rule> angles() {
        return Array.of(
                Equation.of("sin/asin", x -> x.asin().sin(), x -> x, domain(x -> x.abs().le(1)), "inverse functions"),
                Equation.of("cos/acos", x -> x.acos().cos(), x -> x, domain(x -> x.abs().le(1)), "inverse functions"),
                Equation.of("tan/atan", x -> x.atan().tan(), x -> x, REAL, "inverse functions"),
                Equation.of("cos/asin", x -> x.asin().cos(), x -> x.square().subtractedFrom(1).sqrt(), REAL,
                        "a side of the right triangle"),
                Equation.of("sin/acos", x -> x.acos().sin(), x -> x.square().subtractedFrom(1).sqrt(), REAL,
                        "a side of the right triangle"),
                Equation.of("sin/atan", x -> x.atan().sin(), x -> x.div(x.square().plus(1).sqrt()), REAL,
                        "a side of the right triangle"),
                Equation.of("cos/atan", x -> x.atan().cos(), x -> x.square().plus(1).rsqrt(), REAL,
                        "a side of the right triangle"),
                Equation.of("asin+acos", x -> x.asin().plus(x.acos()), x -> Tensor.of(Math.PI / 2), domain(x -> x.abs().le(1)),
                        "the other angle of the right triangle"));
    }

    private static Seq<Rule> hyperbolas() {
        return Array.of(
                Equation.of("sinh/cosh", x -> x.sinh().div(x.cosh()), x -> x.tanh(), REAL, "the hyperbolic tangent's definition"),
                Equation.of("cosh/sinh", x -> x.cosh().div(x.sinh()), x -> x.tanh().reciprocal(), REAL,
                        "the hyperbolic cotangent's definition"),
                Equation.of("tanh·cosh", x -> x.tanh().times(x.cosh()), x -> x.sinh(), REAL,
                        "the hyperbolic tangent's definition"),
                Equation.of("sinh/tanh", x -> x.sinh().div(x.tanh()), x -> x.cosh(), REAL, "the hyperbolic tangent's definition"),
                Equation.of("sinh·tanh/cosh", x -> x.tanh().div(x.cosh()).times(x.sinh()), x -> x.tanh().square(), REAL,
                        "the hyperbolic tangent's definition"),
                Equation.of("cosh²−1", x -> x.cosh().square().minus(1), x -> x.sinh().square(), REAL, "the hyperbola"),
                Equation.of("sinh²+1", x -> x.sinh().square().plus(1), x -> x.cosh().square(), REAL, "the hyperbola"),
                Equation.of("cosh²+sinh²", x -> x.cosh().square().plus(x.sinh().square()), x -> x.times(2).cosh(), REAL,
                        "the hyperbolic cosine of the double"),
                Equation.of("2·sinh·cosh", x -> x.sinh().times(x.cosh()).times(2), x -> x.times(2).sinh(), REAL,
                        "the hyperbolic sine of the double"),
                Equation.of("cosh+sinh", x -> x.cosh().plus(x.sinh()), x -> x.exp(), REAL, "the halves of the exponential"),
                Equation.of("cosh−sinh", x -> x.cosh().minus(x.sinh()), x -> x.neg().exp(), REAL,
                        "the halves of the exponential"));
    }

    private static Seq<Rule> halvesOfExponentials() {
        return Array.of(
                Equation.of("exp+exp", x -> x.exp().plus(x.neg().exp()), x -> x.cosh().times(2), REAL,
                        "the hyperbolic cosine's definition"),
                Equation.of("exp−exp", x -> x.exp().minus(x.neg().exp()), x -> x.sinh().times(2), REAL,
                        "the hyperbolic sine's definition, accurate near 0"));
    }

    private static Seq<Rule> areas() {
        return Array.of(
                Equation.of("sinh/asinh", x -> x.asinh().sinh(), x -> x, REAL, "inverse functions"),
                Equation.of("asinh/sinh", x -> x.sinh().asinh(), x -> x, REAL, "inverse functions"),
                Equation.of("cosh/acosh", x -> x.acosh().cosh(), x -> x, domain(x -> x.ge(1)), "inverse functions"),
                Equation.of("tanh/atanh", x -> x.atanh().tanh(), x -> x, domain(x -> x.abs().lt(1)), "inverse functions"),
                Equation.of("atanh/tanh", x -> x.tanh().atanh(), x -> x, REAL, "inverse functions"),
                Equation.of("cosh/asinh", x -> x.asinh().cosh(), x -> x.square().plus(1).sqrt(), REAL,
                        "a point of the hyperbola"),
                Equation.of("sinh/acosh", x -> x.acosh().sinh(), x -> x.square().minus(1).sqrt(), domain(x -> x.ge(1)),
                        "a point of the hyperbola"));
    }
}
