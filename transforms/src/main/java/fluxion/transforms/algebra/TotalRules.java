package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Flip;
import fluxion.core.op.Pad;
import fluxion.core.op.Reduce;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.TensorEquation;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Function;

/** What sums, products and extremes of all elements are. */
public final class TotalRules {
    private static final Var X = new Var("x", TensorType.of(DType.F64, 3));
    private static final Var C = new Var("c", TensorType.scalar(DType.F64));

    private TotalRules() {}

    private static Rule one(String name, Function<Expr, Expr> left, Function<Expr, Expr> right, String reason) {
        return TensorEquation.of(name, Array.of(X), x -> left.apply(x.get(0)), x -> right.apply(x.get(0)), REAL, reason);
    }

    private static Rule shift(String name, Function<Expr, Expr> of, String reason) {
        return ProceduralRule.floats(TensorEquation.of(name, Array.of(X, C), x -> of.apply(x.get(0).plus(x.get(1))),
                x -> of.apply(x.get(0)).plus(x.get(1)), REAL, reason));
    }

    /** The rules of totals. */
    public static Seq<RuleGroup> groups() {
        return Array.of(RuleGroup.whenAll(TotalRules::rules, Reduce.class));
    }

    private static Seq<Rule> rules() {
        return Array.of(
                one("max/exp", x -> x.exp().max(), x -> x.max().exp(),
                        "growing functions keep the largest; one exponential instead of many"),
                one("min/exp", x -> x.exp().min(), x -> x.min().exp(),
                        "growing functions keep the smallest; one exponential instead of many"),
                one("max/tanh", x -> x.tanh().max(), x -> x.max().tanh(), "growing functions keep the largest"),
                one("max/sigmoid", x -> x.sigmoid().max(), x -> x.max().sigmoid(), "growing functions keep the largest"),
                one("prod/exp", x -> x.exp().prod(), x -> x.sum().exp(), "exponents add"),
                shift("max/shift", x -> x.max(), "what is added everywhere is added once"),
                shift("min/shift", x -> x.min(), "what is added everywhere is added once"),
                shift("logsumexp/shift", x -> x.logsumexp(), "what is added everywhere is added once"),
                TensorEquation.of("sum/softmax", Array.of(X), x -> x.get(0).minus(x.get(0).logsumexp()).exp().sum(),
                        x -> fluxion.core.Tensor.number(x.get(0).dtype(), 1), REAL,
                        "shares add up to one"),
                new ProceduralRule("sum/centered", "Σ (x − mean x) = 0", REAL, "deviations from the mean cancel",
                        Reduce.class::isInstance,
                        TotalRules::centered).cancelling(),
                new ProceduralRule("reduce/flip", "Σ flip(x) = Σ x, also Π, max, min, any, all", REAL,
                        "the order does not matter",
                        Reduce.class::isInstance, TotalRules::flipped),
                new ProceduralRule("sum/pad", "Σ pad(x, 0) = Σ x", REAL, "zeros add nothing", Reduce.class::isInstance,
                        TotalRules::padded));
    }

    private static Option<Expr> centered(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        if (reduce.kind() != Reduce.Kind.SUM || !(node.input(0) instanceof Apply(Binary op, var parts, _)) || op != Binary.SUB) {
            return Option.none();
        }
        Expr x = parts.get(0);
        boolean mean = parts.get(1) instanceof Apply(Broadcast b, var of, _)
                && b.axes().equals(Ints.range(0, x.rank()).without(reduce.axes()))
                && of.get(0) instanceof Apply quotient && quotient.op() == Binary.DIV && quotient.input(0) instanceof Apply sum
                && sum.op().equals(reduce) && sum.input(0) == x
                && Literal.value(quotient.input(1)).exists(n -> n == new Shape(x.shape().dims().select(reduce.axes())).size());
        return mean ? make.literal(node.tensorType(), 0) : Option.none();
    }

    private static Option<Expr> flipped(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        return node.input(0) instanceof Apply(Flip(var axes), var inputs, _) && axes.forAll(reduce.axes()::contains)
                ? Option.of(make.apply(reduce, inputs)) : Option.none();
    }

    private static Option<Expr> padded(Apply node, Make make) {
        Reduce reduce = (Reduce) node.op();
        return reduce.kind() == Reduce.Kind.SUM && node.input(0) instanceof Apply(Pad pad, var inputs, _)
                && Literal.isZero(inputs.get(1))
                && Ints.range(0, inputs.get(0).rank()).forAll(axis -> reduce.axes().contains(axis)
                        || pad.low().get(axis) == 0 && pad.high().get(axis) == 0 && pad.interior().get(axis) == 0)
                ? Option.of(make.apply(reduce, inputs.get(0))) : Option.none();
    }
}
