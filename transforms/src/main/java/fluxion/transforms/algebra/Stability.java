package fluxion.transforms.algebra;

import static fluxion.core.rewrite.Law.REAL;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.Make;
import fluxion.core.rewrite.Rule;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/** Forms that keep their digits: no cancellation near 0, no overflow far from it. */
public final class Stability {
    private Stability() {}

    /** Those that cost nothing: they fire by default. */
    public static Seq<RuleGroup> groups() {
        return Array.of(
                RuleGroup.whenAll(Stability::logarithms, Unary.LOG),
                RuleGroup.whenAll(Stability::exponentials, Unary.EXP),
                RuleGroup.whenAll(Stability::softplus, Unary.SOFTPLUS),
                RuleGroup.whenAll(Stability::sigmoids, Unary.SIGMOID),
                RuleGroup.whenAll(Stability::exponentialsNearOne, Unary.EXPM1),
                RuleGroup.whenAll(Stability::logarithmsOfSums, Unary.EXP, Unary.LOG),
                RuleGroup.whenAll(Stability::sumsOfLogarithms, Binary.LOGADDEXP),
                RuleGroup.whenAny(Stability::normals, SpecialFunction.NDTR, SpecialFunction.ERFC),
                RuleGroup.whenAll(Stability::rows, Unary.LOG, Reduce.class));
    }

    private static Seq<Rule> logarithms() {
        return Array.of(
                Equation.of("log/one-plus", x -> x.plus(1).log(), x -> x.log1p(), REAL, "accurate near 0"),
                Equation.of("log/one-minus", x -> x.subtractedFrom(1).log(), x -> x.neg().log1p(), REAL, "accurate near 0"));
    }

    private static Seq<Rule> exponentials() {
        return Array.of(
                Equation.of("exp/minus-one", x -> x.exp().minus(1), x -> x.expm1(), REAL, "accurate near 0"),
                Equation.of("exp/from-one", x -> x.exp().subtractedFrom(1), x -> x.expm1().neg(), REAL, "accurate near 0"),
                Equation.of("log1p/exp", x -> x.exp().log1p(), x -> x.softplus(), REAL, "does not overflow"),
                Equation.of("sigmoid/quotient", x -> x.exp().div(x.exp().plus(1)), x -> x.sigmoid(), REAL, "does not overflow"),
                Equation.of("sigmoid/reciprocal", x -> x.exp().plus(1).reciprocal(), x -> x.neg().sigmoid(), REAL,
                        "does not overflow"),
                Equation.of("sigmoid/over", (x, y) -> y.div(x.exp().plus(1)), (x, y) -> y.times(x.neg().sigmoid()), REAL,
                        "does not overflow"));
    }

    private static Seq<Rule> softplus() {
        return Array.of(
                Equation.of("softplus/difference", x -> x.softplus().minus(x), x -> x.neg().softplus(), REAL,
                        "does not cancel where x is big"),
                Equation.of("softplus/inverse", x -> x.softplus().expm1(), x -> x.exp(), REAL, "inverse functions"),
                Equation.of("exp/softplus", x -> x.softplus().exp(), x -> x.exp().plus(1), REAL, "inverse functions"));
    }

    private static Seq<Rule> sigmoids() {
        return Array.of(
                Equation.of("log/sigmoid", x -> x.sigmoid().log(), x -> x.neg().softplus().neg(), REAL, "does not underflow"),
                Equation.of("log1p/minus-sigmoid", x -> x.sigmoid().neg().log1p(), x -> x.softplus().neg(), REAL,
                        "does not cancel"),
                Equation.of("tanh/sigmoid", x -> x.times(2).sigmoid().times(2).minus(1), x -> x.tanh(), REAL, "accurate near 0"));
    }

    private static Seq<Rule> exponentialsNearOne() {
        return Array.of(
                Equation.of("tanh/expm1", x -> x.times(2).expm1().div(x.times(2).exp().plus(1)), x -> x.tanh(), REAL,
                        "does not overflow"));
    }

    private static Seq<Rule> logarithmsOfSums() {
        return Array.of(
                Equation.of("log/exp+exp", (x, y) -> x.exp().plus(y.exp()).log(), (x, y) -> x.logaddexp(y), REAL,
                        "does not overflow"));
    }

    private static Seq<Rule> sumsOfLogarithms() {
        return Array.of(
                Equation.of("logaddexp/zero", x -> x.logaddexp(zero()), x -> x.softplus(), REAL, "the function of one operand"));
    }

    private static Seq<Rule> normals() {
        return Array.of(
                Equation.of("log/ndtr", x -> x.ndtr().log(), x -> x.logNdtr(), REAL, "does not underflow"),
                Equation.of("log1p/minus-ndtr", x -> x.ndtr().neg().log1p(), x -> x.neg().logNdtr(), REAL, "does not cancel"),
                Equation.of("log/erfc", x -> x.erfc().log(), x -> x.times(-Math.sqrt(2)).logNdtr().plus(Math.log(2)), REAL,
                        "does not underflow"),
                Equation.of("erfc/scaled", x -> x.square().exp().times(x.erfc()), x -> x.erfcx(), REAL,
                        "neither over- nor underflows"));
    }

    private static Seq<Rule> rows() {
        return Array.of(
                new ProceduralRule("log/sum-exp", "ln Σ exp(x) = logsumexp(x)", REAL, "does not overflow", op -> op == Unary.LOG,
                        Stability::logSumExp),
                new ProceduralRule("log/softmax", "ln(exp(x)/Σ exp(x)) = x − logsumexp(x)", REAL, "neither over- nor underflows",
                        op -> op == Unary.LOG,
                        Stability::logSoftmax));
    }

    /** Those that cost more than what they replace: for the user to switch on. */
    public static Seq<Rule> costly() {
        return Array.<Rule>of(
                Equation.of("sqrt/hypot", (x, y) -> x.square().plus(y.square()).sqrt(), (x, y) -> x.hypot(y), REAL,
                        "squares do not overflow"),
                Equation.of("cos/half-angle", x -> x.cos().subtractedFrom(1), x -> x.div(2).sin().square().times(2), REAL,
                        "accurate near 0"),
                Equation.of("square/difference", (x, y) -> x.square().minus(y.square()), (x, y) -> x.minus(y).times(x.plus(y)),
                        REAL, "squares do not cancel"),
                Equation.of("sqrt/difference", x -> x.plus(1).sqrt().minus(1), x -> x.div(x.plus(1).sqrt().plus(1)), REAL,
                        "accurate near 0"),
                new ProceduralRule("softmax/shifted", "exp(x)/Σ exp(x) = exp(x − logsumexp(x))", REAL, "does not overflow",
                        op -> op == Binary.DIV,
                        Stability::softmax));
    }

    private static Expr zero() {
        return fluxion.core.Tensor.of(0.0);
    }

    private static Option<Apply> sumOfExp(Expr e) {
        return e instanceof Apply sum && sum.op() instanceof Reduce(var kind, _) && kind == Reduce.Kind.SUM
                && sum.input(0) instanceof Apply exp && exp.op() == Unary.EXP ? Option.of(sum) : Option.none();
    }

    private static Expr logsumexp(Apply sum, Make make) {
        return make.apply(new Reduce(Reduce.Kind.LOGSUMEXP, ((Reduce) sum.op()).axes()), ((Apply) sum.input(0)).input(0));
    }

    private static Option<Expr> logSumExp(Apply node, Make make) {
        // where the sum or the exponentials are there anyway, the logarithm of the sum is cheaper
        return sumOfExp(node.input(0)).filter(sum -> !make.shared(sum) && !make.shared(sum.input(0)))
                .map(sum -> logsumexp(sum, make));
    }

    /** exp(x)/Σ exp(x), the sum repeated. */
    private record Softmax(Apply sum, Expr repeated) {
        Expr x() {
            return ((Apply) sum.input(0)).input(0);
        }

        /** What is done to the sum, done to something else. */
        Expr around(Expr inner, Make make) {
            return around(repeated, inner, make);
        }

        private Expr around(Expr e, Expr inner, Make make) {
            return e == sum ? inner : make.apply(((Apply) e).op(), around(((Apply) e).input(0), inner, make));
        }
    }

    private static Option<Softmax> quotient(Expr e) {
        if (!(e instanceof Apply q) || q.op() != Binary.DIV || !(q.input(0) instanceof Apply exp) || exp.op() != Unary.EXP) {
            return Option.none();
        }
        Expr at = q.input(1);
        while (at instanceof Apply a && (a.op() instanceof Broadcast || a.op() instanceof Reshape)) {
            at = a.input(0);
        }
        return sumOfExp(at).filter(sum -> sum.input(0) == exp).map(sum -> new Softmax(sum, q.input(1)));
    }

    private static Option<Expr> logSoftmax(Apply node, Make make) {
        return quotient(node.input(0)).filter(q -> !make.shared(node.input(0)) && !make.shared(q.sum()))
                .map(q -> make.apply(Binary.SUB, q.x(), q.around(logsumexp(q.sum(), make), make)));
    }

    private static Option<Expr> softmax(Apply node, Make make) {
        return quotient(node)
                .map(q -> make.apply(Unary.EXP, make.apply(Binary.SUB, q.x(), q.around(logsumexp(q.sum(), make), make))));
    }
}
