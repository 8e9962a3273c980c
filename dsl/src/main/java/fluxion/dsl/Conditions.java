package fluxion.dsl;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Compare;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Power;
import fluxion.core.op.SpecialFunction;
import fluxion.core.op.Unary;
import fluxion.core.print.MathText;
import fluxion.core.rewrite.Derivation;
import fluxion.core.rewrite.Equation;
import fluxion.core.rewrite.ExprPattern;
import fluxion.core.rewrite.Law;
import fluxion.core.rewrite.Rule;
import fluxion.core.rewrite.Step;
import fluxion.dsl.equality.Conventions;
import fluxion.dsl.equality.NormalForms;
import fluxion.transforms.Algebra;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Predicate;

/** Where equations hold: the guards of rules, and where operations have real values. */
final class Conditions {
    private Conditions() {}

    /** A condition: as read, and as an expression where there is one. */
    record Condition(String text, Option<Expr> expression) {}

    /** The guards that a derivation rests on, without those that the form of the operands proves. */
    static Seq<Condition> of(Derivation derivation, Seq<Rule> rules) {
        return derivation.steps().flatMap(step -> rules.find(rule -> rule.name().equals(step.rule()))
                .filter(rule -> rule.law() instanceof Law.Domain).flatMap(rule -> guard(rule, step))).distinctBy(Condition::text);
    }

    private static Option<Condition> guard(Rule rule, Step step) {
        ExprPattern guard = ((Law.Domain) rule.law()).guard();
        Option<Seq<Option<Expr>>> match = rule instanceof Equation equation && step.before() instanceof Apply node
                ? equation.match(node) : Option.none();
        return match.isEmpty() ? Option.of(new Condition(guard.toString(), Option.none()))
                : match.filter(values -> !Algebra.proves(guard, values))
                .map(values -> said(filled(guard.template(), guard, values)));
    }

    private static Condition said(Expr condition) {
        return new Condition(MathText.of(condition), Option.of(condition));
    }

    /** The guard with what matched in its holes. */
    private static Expr filled(Expr part, ExprPattern guard, Seq<Option<Expr>> values) {
        return switch (part) {
            case Var hole -> values.get(guard.holes().indexOf(hole)).get();
            case Apply apply -> {
                Seq<Expr> inputs = apply.inputs().map(input -> input instanceof Tensor ? input : filled(input, guard, values));
                TensorType type = (TensorType) inputs.find(input -> !(input instanceof Tensor)).get().type();
                yield Expr.apply(apply.op(), inputs.map(input -> input instanceof Tensor number
                        ? Literal.of(type, Literal.value(number).get()) : input).toJavaArray(Expr[]::new));
            }
            case Tensor number -> number;
            case Result result -> result;
        };
    }

    /** What one side needs to be defined where only the other is; of matrices, as points at which it fails show. */
    static Seq<Condition> needed(Seq<Expr> left, Seq<Expr> right, Predicate<Condition> fails) {
        Seq<Expr> plain = Conventions.without(left.appendAll(right));
        Seq<Expr> one = plain.take(left.size());
        Seq<Expr> other = plain.drop(left.size());
        return oneSided(one, other, fails).appendAll(oneSided(other, one, fails)).distinctBy(Condition::text);
    }

    private static Seq<Condition> oneSided(Seq<Expr> side, Seq<Expr> other, Predicate<Condition> fails) {
        Seq<Apply> always = NormalForms.always(side);
        // what one case alone needs, unless a case of the other side needs the same
        Seq<String> others = Graph.topological(other).filter(Apply.class::isInstance)
                .flatMap(node -> domain((Apply) node)).map(Condition::text);
        Seq<Condition> sometimes = Graph.topological(side).filter(node -> node instanceof Apply apply && !always.contains(apply))
                .flatMap(node -> domain((Apply) node)).reject(condition -> others.contains(condition.text()));
        return always.flatMap(node -> {
            Seq<Condition> own = domain(node);
            return node.op() instanceof LinearAlgebra ? own.filter(fails)
                    : own.isEmpty() || NormalForms.isImplied(node, other) ? Array.<Condition>empty() : own;
        }).appendAll(sometimes);
    }

    /** Where an operation has real values, as far as its operands' form does not prove it. */
    private static Seq<Condition> domain(Apply node) {
        return Array.ofAll(switch (node.op()) {
            case Unary unary -> switch (unary) {
                case LOG, LOG2, LOG10, RSQRT -> holds(Compare.GT, node.input(0), 0);
                case LOG1P -> holds(Compare.GT, node.input(0), -1);
                case SQRT -> holds(Compare.GE, node.input(0), 0);
                case ACOSH -> holds(Compare.GE, node.input(0), 1);
                case ASIN, ACOS -> holds(Compare.LE, size(node.input(0)), 1);
                case ATANH -> holds(Compare.LT, size(node.input(0)), 1);
                case TAN -> holds(Compare.NE, Expr.apply(Unary.COS, node.input(0)), 0);
                default -> Option.<Condition>none();
            };
            case Binary.DIV -> holds(Compare.NE, node.input(1), 0);
            case Binary.POW -> node.dtype().isFloat() && !Literal.value(node.input(1)).exists(n -> n >= 0 && n == Math.rint(n))
                    ? holds(Literal.value(node.input(1)).map(n ->
                            n > 0 ? Compare.GE : n == Math.rint(n) ? Compare.NE : Compare.GT).getOrElse(Compare.GT),
                            node.input(0), 0)
                    : Option.<Condition>none();
            case Power(int exponent) when exponent < 0 -> holds(Compare.NE, node.input(0), 0);
            case LinearAlgebra.Inverse _, LinearAlgebra.Solve _ -> holds(Compare.NE, determinant(node.input(0)), 0);
            case LinearAlgebra.Determinant(var kind) when kind == LinearAlgebra.Determinant.Kind.LOG_ABS ->
                    holds(Compare.NE, determinant(node.input(0)), 0);
            case SpecialFunction.ENTR -> holds(Compare.GE, node.input(0), 0);
            case SpecialFunction.LBETA -> holds(Compare.GT, node.input(0), 0).toArray()
                    .appendAll(holds(Compare.GT, node.input(1), 0));
            case SpecialFunction.XLOGY -> holds(Compare.GT, node.input(1), 0);
            case SpecialFunction.XLOG1PY -> holds(Compare.GT, node.input(1), -1);
            case SpecialFunction.LOGIT -> holds(Compare.GT, node.input(0), 0).toArray()
                    .appendAll(holds(Compare.LT, node.input(0), 1));
            case SpecialFunction.ERFINV -> holds(Compare.LT, size(node.input(0)), 1);
            case SpecialFunction.NDTRI -> holds(Compare.GT, node.input(0), 0).toArray()
                    .appendAll(holds(Compare.LT, node.input(0), 1));
            default -> Option.<Condition>none();
        });
    }

    private static Expr size(Expr x) {
        return Expr.apply(Unary.ABS, x);
    }

    private static Expr determinant(Expr matrix) {
        return Expr.apply(new LinearAlgebra.Determinant(LinearAlgebra.Determinant.Kind.DET), matrix);
    }

    private static Option<Condition> holds(Compare compare, Expr x, double bound) {
        boolean proven = Algebra.proves(ExprPattern.of(hole -> Expr.apply(compare, hole, Tensor.of(bound))),
                Array.of(Option.of(x)));
        return Option.when(!proven && Literal.value(x).isEmpty(),
                () -> said(Expr.apply(compare, x, Literal.of((TensorType) x.type(), bound))));
    }

    /** Without those that others imply: x ≥ 0 and x ≠ 0 beside x &gt; 0. */
    static Seq<String> together(Seq<Condition> conditions) {
        Seq<String> all = conditions.map(Condition::text).distinct();
        return all.reject(text -> Array.of(" ≥ ", " ≠ ")
                .exists(sign -> text.contains(sign) && all.contains(text.replace(sign, " > "))));
    }
}
