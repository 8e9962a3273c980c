package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.EXACT;
import static fluxion.core.rewrite.Law.REAL;
import static fluxion.core.rewrite.Law.domain;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Function;

/** The algebra of numbers, one element at a time. */
public final class Arithmetic {
    private static final Tensor ZERO = Tensor.of(0.0);
    private static final Tensor ONE = Tensor.of(1.0);

    private Arithmetic() {}

    /** Neutral and absorbing elements, signs, powers, inverse functions. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAny(Arithmetic::sums, Binary.ADD, Binary.SUB),
                RuleGroup.whenAll(Arithmetic::products, Binary.MUL),
                RuleGroup.whenAll(Arithmetic::quotients, Binary.DIV),
                RuleGroup.whenAll(Arithmetic::signs, Unary.NEG),
                RuleGroup.whenAll(Arithmetic::sizes, Unary.ABS),
                RuleGroup.whenAll(Arithmetic::signFunction, Unary.SIGN),
                RuleGroup.whenAny(Arithmetic::differences, Unary.NEG, Binary.SUB),
                RuleGroup.whenAll(Arithmetic::odd, Unary.NEG),
                RuleGroup.whenAll(Arithmetic::powers, Power.class),
                RuleGroup.whenAll(Arithmetic::powersOfOne, Binary.POW),
                RuleGroup.whenAll(Arithmetic::squares, Binary.MUL),
                RuleGroup.whenAll(Arithmetic::fractions, Binary.DIV),
                RuleGroup.whenAll(Arithmetic::roots, Unary.SQRT),
                RuleGroup.whenAll(Arithmetic::squaresOfSizes, Unary.ABS, Power.class),
                RuleGroup.whenAll(Arithmetic::exponentials, Unary.EXP, Unary.LOG),
                RuleGroup.whenAll(Arithmetic::exponentialsNearOne, Unary.EXPM1, Unary.LOG1P),
                RuleGroup.whenAll(Arithmetic::exponentialsOfTwo, Unary.EXP2, Unary.LOG2),
                RuleGroup.whenAll(Arithmetic::circle, Unary.SIN, Unary.COS),
                RuleGroup.whenAll(Arithmetic::hyperbola, Unary.SINH, Unary.COSH),
                RuleGroup.whenAll(Arithmetic::logistic, Unary.SIGMOID, Unary.NEG),
                RuleGroup.whenAny(Arithmetic::extremes, Binary.MAXIMUM, Binary.MINIMUM),
                RuleGroup.whenAll(Arithmetic::positivePart, Unary.RELU),
                RuleGroup.whenAny(Arithmetic::orders, Compare.LT, Compare.GT),
                RuleGroup.whenAny(Arithmetic::logic, Unary.LOGICAL_NOT, Binary.LOGICAL_AND, Binary.LOGICAL_OR,
                        Binary.LOGICAL_XOR));
    }

    private static Seq<Rule> sums() {
        return Array.of(
                Equation.of("add/zero", x -> x.plus(0), x -> x, REAL, "zero is neutral, but for −0 + 0"),
                Equation.of("sub/zero", x -> x.minus(0), x -> x, REAL, "zero is neutral, but for −0 − −0"),
                Equation.of("sub/from-zero", x -> x.subtractedFrom(0), x -> x.neg(), REAL, "but for the sign of zero"),
                Equation.of("sub/self", x -> x.minus(x), x -> ZERO, REAL, "but for ∞ − ∞"),
                Equation.of("add/self", x -> x.plus(x), x -> x.times(2), EXACT, "doubling does not round"));
    }

    private static Seq<Rule> products() {
        return Array.of(
                Equation.of("mul/one", x -> x.times(1), x -> x, EXACT, "one is neutral"),
                Equation.of("mul/zero", x -> x.times(0), x -> ZERO, REAL, "zero absorbs, but for 0·∞ and NaN"),
                Equation.of("mul/minus-one", x -> x.times(-1), x -> x.neg(), EXACT, "only the sign changes"));
    }

    private static Seq<Rule> quotients() {
        return Array.of(
                Equation.of("div/one", x -> x.div(1), x -> x, EXACT, "one is neutral"),
                Equation.of("div/minus-one", x -> x.div(-1), x -> x.neg(), EXACT, "only the sign changes"),
                Equation.of("div/of-zero", x -> x.dividedInto(0), x -> ZERO, REAL, "zero absorbs, but for 0/0"),
                Equation.of("div/self", x -> x.div(x), x -> ONE, domain(x -> x.ne(0)), "not for 0/0"));
    }

    private static Seq<Rule> signs() {
        return Array.of(
                Equation.of("neg/neg", x -> x.neg().neg(), x -> x, EXACT, "the sign changes twice"),
                Equation.of("add/neg", (x, y) -> x.plus(y.neg()), (x, y) -> x.minus(y), EXACT,
                        "subtracting is adding the negative"),
                Equation.of("sub/neg", (x, y) -> x.minus(y.neg()), (x, y) -> x.plus(y), EXACT,
                        "subtracting is adding the negative"),
                Equation.of("sub/neg-left", (x, y) -> x.neg().minus(y), (x, y) -> x.plus(y).neg(), REAL,
                        "but for the sign of zero"),
                Equation.of("mul/neg", (x, y) -> x.neg().times(y), (x, y) -> x.times(y).neg(), EXACT, "signs travel outwards"),
                Equation.of("div/neg-left", (x, y) -> x.neg().div(y), (x, y) -> x.div(y).neg(), EXACT, "signs travel outwards"),
                Equation.of("div/neg-right", (x, y) -> x.div(y.neg()), (x, y) -> x.div(y).neg(), EXACT, "signs travel outwards"),
                Equation.of("abs/neg", x -> x.neg().abs(), x -> x.abs(), EXACT, "the sign does not matter"));
    }

    private static Seq<Rule> sizes() {
        return Array.of(
                Equation.of("abs/abs", x -> x.abs().abs(), x -> x.abs(), EXACT, "no sign is left"),
                Equation.of("abs/positive", x -> x.abs(), x -> x, domain(x -> x.ge(0)), "no sign to remove"));
    }

    private static Seq<Rule> signFunction() {
        return Array.of(
                Equation.of("mul/sign", x -> x.times(x.sign()), x -> x.abs(), REAL, "a number is its size times its sign"),
                Equation.of("mul/abs-sign", x -> x.abs().times(x.sign()), x -> x, REAL, "a number is its size times its sign"));
    }

    /** Of x − y and y − x, where both are wanted, one is the other's negative. */
    private static Seq<Rule> differences() {
        return Array.of(
                new ProceduralRule("neg/sub", "−(x − y) = y − x, where x − y is not needed", REAL, "but for the sign of zero",
                        op -> op == Unary.NEG,
                        (node, make) -> node.input(0) instanceof Apply(Binary op, var xy, _) && op == Binary.SUB
                                && !make.shared(node.input(0))
                                ? Option.of(make.apply(op, xy.reverse())) : Option.none()),
                new ProceduralRule("sub/reversed", "y − x = −(x − y), where x − y is there", REAL,
                        "signs cancel elsewhere; but for the sign of zero", op -> op == Binary.SUB,
                        (node, make) -> make.has(Binary.SUB, node.input(1), node.input(0))
                                ? Option.of(make.apply(Unary.NEG, make.apply(Binary.SUB, node.inputs().reverse())))
                                : Option.none()));
    }

    private record Odd(String name, Function<Expr, Expr> f) {}

    private static Seq<Rule> odd() {
        Seq<Odd> odd = Array.of(new Odd("sin", Expr::sin), new Odd("tan", Expr::tan), new Odd("asin", Expr::asin),
                new Odd("atan", Expr::atan),
                new Odd("sinh", Expr::sinh), new Odd("tanh", Expr::tanh), new Odd("asinh", Expr::asinh),
                new Odd("atanh", Expr::atanh),
                new Odd("erf", Expr::erf), new Odd("cbrt", Expr::cbrt));
        Seq<Odd> even = Array.of(new Odd("cos", Expr::cos), new Odd("cosh", Expr::cosh));
        return odd.map(o -> (Rule) Equation.of(o.name() + "/neg", x -> o.f().apply(x.neg()), x -> o.f().apply(x).neg(), REAL,
                "an odd function"))
                .append(ProceduralRule.floats(Equation.of("sign/neg", x -> x.neg().sign(), x -> x.sign().neg(), REAL,
                        "an odd function")))
                .appendAll(even.map(o -> Equation.of(o.name() + "/neg", x -> o.f().apply(x.neg()), x -> o.f().apply(x), REAL,
                        "an even function")));
    }

    private static Seq<Rule> powers() {
        return Array.of(
                Equation.of("pow/one", x -> x.pow(1), x -> x, EXACT, "one is neutral"),
                Equation.of("pow/zero", x -> x.pow(0), x -> ONE, EXACT, "the empty product"));
    }

    private static Seq<Rule> powersOfOne() {
        return Array.of(
                Equation.of("pow/of-one", x -> ONE.pow(x), x -> ONE, EXACT, "one is neutral"));
    }

    private static Seq<Rule> squares() {
        return Array.of(
                Equation.of("mul/self", x -> x.times(x), x -> x.square(), REAL, "the square"));
    }

    private static Seq<Rule> fractions() {
        return Array.of(
                Equation.of("div/reciprocal", (x, y) -> x.div(y.reciprocal()), (x, y) -> x.times(y), REAL, "one operation less"),
                Equation.of("div/one-plus", (x, y) -> x.div(y).plus(1).div(x.plus(y)), (x, y) -> y.reciprocal(), REAL,
                        "over y, both are y + x"),
                Equation.of("div/one-minus", (x, y) -> x.div(y).subtractedFrom(1).div(y.minus(x)), (x, y) -> y.reciprocal(), REAL,
                        "over y, both are y − x"),
                Equation.of("div/into-one", x -> x.dividedInto(1), x -> x.reciprocal(), REAL, "the reciprocal"));
    }

    private static Seq<Rule> roots() {
        return Array.of(
                Equation.of("sqrt/square", x -> x.square().sqrt(), x -> x.abs(), REAL, "but for overflow"),
                Equation.of("square/sqrt", x -> x.sqrt().square(), x -> x, domain(x -> x.ge(0)),
                        "roots of negative numbers are NaN"));
    }

    private static Seq<Rule> squaresOfSizes() {
        return Array.of(
                Equation.of("square/abs", x -> x.abs().square(), x -> x.square(), EXACT, "the sign does not matter"));
    }

    private static Seq<Rule> exponentials() {
        return Array.of(
                Equation.of("log/exp", x -> x.exp().log(), x -> x, REAL, "inverse functions"),
                Equation.of("exp/log", x -> x.log().exp(), x -> x, domain(x -> x.ge(0)),
                        "logarithms of negative numbers are NaN"));
    }

    private static Seq<Rule> exponentialsNearOne() {
        return Array.of(
                Equation.of("log1p/expm1", x -> x.expm1().log1p(), x -> x, REAL, "inverse functions"),
                Equation.of("expm1/log1p", x -> x.log1p().expm1(), x -> x, domain(x -> x.ge(-1)),
                        "logarithms of negative numbers are NaN"));
    }

    private static Seq<Rule> exponentialsOfTwo() {
        return Array.of(
                Equation.of("log2/exp2", x -> x.exp2().log2(), x -> x, REAL, "inverse functions"));
    }

    private static Seq<Rule> circle() {
        return Array.of(
                Equation.of("sin²+cos²", x -> x.sin().square().plus(x.cos().square()), x -> ONE, REAL, "Pythagoras"));
    }

    private static Seq<Rule> hyperbola() {
        return Array.of(
                Equation.of("cosh²−sinh²", x -> x.cosh().square().minus(x.sinh().square()), x -> ONE, REAL, "the hyperbola"));
    }

    private static Seq<Rule> logistic() {
        return Array.of(
                Equation.of("sigmoid/complement", x -> x.sigmoid().plus(x.neg().sigmoid()), x -> ONE, REAL,
                        "the logistic function is symmetric about ½"));
    }

    private static Seq<Rule> extremes() {
        return Array.of(
                Equation.of("max/self", x -> x.maximum(x), x -> x, EXACT, "the larger of equals"),
                Equation.of("min/self", x -> x.minimum(x), x -> x, EXACT, "the smaller of equals"),
                Equation.of("max/nested", (x, y) -> x.maximum(x.maximum(y)), (x, y) -> x.maximum(y), REAL,
                        "x is taken into account already"),
                Equation.of("min/nested", (x, y) -> x.minimum(x.minimum(y)), (x, y) -> x.minimum(y), REAL,
                        "x is taken into account already"));
    }

    private static Seq<Rule> positivePart() {
        return Array.of(
                Equation.of("relu/relu", x -> x.relu().relu(), x -> x.relu(), EXACT, "nothing negative is left"),
                Equation.of("relu/positive", x -> x.relu(), x -> x, domain(x -> x.ge(0)), "nothing negative to remove"));
    }

    private static Seq<Rule> orders() {
        Tensor no = Tensor.of(false);
        return Array.of(
                Equation.of("lt/self", x -> x.lt(x), x -> no, EXACT, "no number is less than itself"),
                Equation.of("gt/self", x -> x.gt(x), x -> no, EXACT, "no number is greater than itself"));
    }

    private static Seq<Rule> logic() {
        Seq<Var> c = ExprPattern.bools(2);
        Tensor yes = Tensor.of(true);
        Tensor no = Tensor.of(false);
        return Array.of(
                Equation.of("not/not", c, p -> p.get(0).not().not(), p -> p.get(0), EXACT, "double negation"),
                Equation.of("not/eq", (x, y) -> x.eq(y).not(), (x, y) -> x.ne(y), EXACT, "the definition of ≠"),
                Equation.of("not/ne", (x, y) -> x.ne(y).not(), (x, y) -> x.eq(y), EXACT, "the definition of ≠"),
                Equation.of("and/self", c, p -> p.get(0).and(p.get(0)), p -> p.get(0), EXACT, "idempotent"),
                Equation.of("or/self", c, p -> p.get(0).or(p.get(0)), p -> p.get(0), EXACT, "idempotent"),
                Equation.of("xor/self", c, p -> p.get(0).xor(p.get(0)), p -> no, EXACT, "nothing differs from itself"),
                Equation.of("and/true", c, p -> p.get(0).and(yes), p -> p.get(0), EXACT, "true is neutral"),
                Equation.of("and/false", c, p -> p.get(0).and(no), p -> no, EXACT, "false absorbs"),
                Equation.of("or/true", c, p -> p.get(0).or(yes), p -> yes, EXACT, "true absorbs"),
                Equation.of("or/false", c, p -> p.get(0).or(no), p -> p.get(0), EXACT, "false is neutral"),
                Equation.of("xor/false", c, p -> p.get(0).xor(no), p -> p.get(0), EXACT, "false is neutral"),
                Equation.of("xor/true", c, p -> p.get(0).xor(yes), p -> p.get(0).not(), EXACT, "differing from true"),
                Equation.of("and/complement", c, p -> p.get(0).and(p.get(0).not()), p -> no, EXACT, "contradiction"),
                Equation.of("or/complement", c, p -> p.get(0).or(p.get(0).not()), p -> yes, EXACT, "excluded middle"));
    }
}
