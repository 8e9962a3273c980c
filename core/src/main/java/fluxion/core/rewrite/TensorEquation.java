package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A rule about whole tensors: sums, products of matrices, movements. Both sides are written with the verbs, as functions of
 * tensors; sample tensors show at which ranks.
 *
 * {@snippet :
 * TensorEquation.of("transpose/product", Array.of(a, b), x -> x.get(0).matmul(x.get(1)).t(),
 *         x -> x.get(1).t().matmul(x.get(0).t()), Law.REAL, "the factors change places");
 * }
 *
 * <p>It holds at all shapes at which both sides can be written. An expression matches where operations of the same kinds
 * stand as on the left; what stands in the holes' places is put into the left side, which must then be that very expression,
 * axes and all.
 *
 * @param name the family and the rule
 * @param holes sample variables
 * @param left what to replace
 * @param right what with
 * @param law how far both sides agree
 * @param reason why it holds, or what it is good for
 */
public record TensorEquation(String name, Seq<Var> holes, Function<Seq<Expr>, Expr> left, Function<Seq<Expr>, Expr> right,
        Law law, String reason)
        implements Rule {
    /** Refuses a left side that is no operation, sides of two types, and variables that only the right side has. */
    public TensorEquation {
        Expr template = left.apply(holes.map(Expr.class::cast));
        Expr goal = right.apply(holes.map(Expr.class::cast));
        if (!(template instanceof Apply)) {
            throw new TransformException("rule " + name
                    + ": the left side must be an operation, or it would match everything; got " + template);
        }
        if (!template.type().equals(goal.type())) {
            throw new TransformException("rule " + name + ": both sides must have one type; got " + template.type() + " and "
                    + goal.type());
        }
        Seq<Var> known = Graph.variables(Array.of(template));
        Graph.variables(Array.of(goal)).find(v -> !known.contains(v)).forEach(v -> {
            throw new TransformException("rule " + name + ": the variables of the right side must occur on the left side; got "
                    + v.name());
        });
        left = new Left(left, (Apply) template);
    }

    /** A left side and what it is of the sample variables, which every node is compared with. */
    private record Left(Function<Seq<Expr>, Expr> side, Apply template) implements Function<Seq<Expr>, Expr> {
        @Override
        public Expr apply(Seq<Expr> operands) {
            return side.apply(operands);
        }
    }

    @Override
    public boolean cancels() {
        Seq<Expr> variables = holes.map(Expr.class::cast);
        return law != Law.EXACT
                && !Graph.variables(Array.of(right.apply(variables)))
                .containsAll(Graph.variables(Array.of(left.apply(variables))));
    }

    /** A rule in given sample variables. */
    public static TensorEquation of(String name, Seq<Var> holes, Function<Seq<Expr>, Expr> left, Function<Seq<Expr>, Expr> right,
            Law law, String reason) {
        return new TensorEquation(name, holes, left, right, law, reason);
    }

    private Apply template() {
        return ((Left) left).template();
    }

    @Override
    public String statement() {
        return Infix.of(template()) + " = " + Infix.of(right.apply(holes.map(Expr.class::cast)));
    }

    @Override
    public boolean concerns(Op op) {
        Op pattern = template().op();
        return pattern.equals(op) || pattern.getClass() == op.getClass() && !(op instanceof Enum<?>);
    }

    @Override
    public Option<Expr> rewrite(Apply node, Make make) {
        Array<Option<Expr>> bound = bind(template(), node, Array.fill(holes.size(), Option.none()));
        if (bound.isEmpty() && holes.nonEmpty() || bound.exists(Option::isEmpty)) {
            return Option.none();
        }
        Set<Expr> values = NodeMap.set();
        Array<Expr> operands = bound.map(Option::get);
        operands.forEach(values::add);
        try {
            if (!same(left.apply(operands), node, values)) {
                return Option.none();
            }
            Expr after = right.apply(operands);
            return Option.when(after.type().equals(node.type())
                    && (!keeps(node, values, make) || cost(after, values) <= freed(node, values, make)),
                    () -> made(after, values, new NodeMap<>(), make));
        } catch (FluxionException doesNotFit) {
            return Option.none();
        }
    }

    /** Operations that differ in no more than axes and sizes. */
    private static boolean kind(Op pattern, Op op) {
        return pattern.equals(op) || pattern.getClass() == op.getClass() && !(op instanceof Enum<?>)
                && (!(op instanceof Reduce r) || r.kind() == ((Reduce) pattern).kind());
    }

    /** What stands in the holes' places; empty where the kinds of operations differ. */
    private Array<Option<Expr>> bind(Expr pattern, Expr node, Array<Option<Expr>> bound) {
        return switch (pattern) {
            case Var hole -> {
                int i = holes.indexOf(hole);
                yield bound.get(i).forAll(e -> e == node) ? bound.update(i, Option.of(node)) : Array.empty();
            }
            case Tensor _ -> Literal.value(node).isDefined() || node instanceof Tensor ? bound : Array.empty();
            case Result _ -> Array.empty();
            case Apply apply when Literal.value(apply).isDefined() -> Literal.value(node).isDefined() ? bound : Array.empty();
            case Apply apply -> {
                if (!(node instanceof Apply other) || !kind(apply.op(), other.op())
                        || apply.inputs().size() != other.inputs().size()) {
                    yield Array.empty();
                }
                Array<Option<Expr>> straight = inputs(apply, other.inputs(), bound);
                yield straight.nonEmpty() || !ExprPattern.commutes(apply.op()) ? straight
                        : inputs(apply, other.inputs().reverse(), bound);
            }
        };
    }

    private Array<Option<Expr>> inputs(Apply pattern, Seq<Expr> nodes, Array<Option<Expr>> bound) {
        Array<Option<Expr>> result = bound;
        for (int i = 0; i < nodes.size() && result.nonEmpty(); i++) {
            result = bind(pattern.input(i), nodes.get(i), result);
        }
        return result;
    }

    /** Whether a left side that was built is the node that is there. */
    private static boolean same(Expr a, Expr b, Set<Expr> values) {
        if (a == b || values.contains(a)) {
            return a == b;
        }
        if (!a.type().equals(b.type())) {
            return false;
        }
        Option<Double> number = Literal.value(a);
        if (number.isDefined()) {
            return Literal.value(b).equals(number);
        }
        if (!(a instanceof Apply x) || !(b instanceof Apply y) || !x.op().equals(y.op())
                || x.inputs().size() != y.inputs().size()) {
            return false;
        }
        return x.inputs().zip(y.inputs()).forAll(p -> same(p._1, p._2, values))
                || ExprPattern.commutes(x.op()) && same(x.input(0), y.input(1), values) && same(x.input(1), y.input(0), values);
    }

    /** What the right side costs beyond the values that are there. */
    private static double cost(Expr right, Set<Expr> values) {
        Set<Expr> seen = NodeMap.set();
        return cost(right, values, seen);
    }

    private static double cost(Expr e, Set<Expr> values, Set<Expr> seen) {
        return values.contains(e) || !seen.add(e) || !(e instanceof Apply apply) ? 0
                : apply.inputs().map(input -> cost(input, values, seen)).sum().doubleValue() + Cost.of(apply);
    }

    /** Whether something that was matched is used elsewhere too. */
    private static boolean keeps(Expr e, Set<Expr> values, Make make) {
        return !values.contains(e) && e instanceof Apply apply
                && apply.inputs().exists(input -> !values.contains(input) && (make.shared(input) || keeps(input, values, make)));
    }

    /** What the matched operations cost that no one else uses. */
    private static double freed(Expr e, Set<Expr> values, Make make) {
        return values.contains(e) || !(e instanceof Apply apply) ? 0
                : apply.inputs().map(input -> make.shared(input) ? 0 : freed(input, values, make)).sum().doubleValue()
                + Cost.of(apply);
    }

    /** The right side made anew on the values. */
    private static Expr made(Expr e, Set<Expr> values, Map<Expr, Expr> known, Make make) {
        if (values.contains(e)) {
            return e;
        }
        Expr before = known.get(e);
        if (before != null) {
            return before;
        }
        Expr result = switch (e) {
            case Apply apply -> make.apply(apply.op(), apply.inputs().map(input -> made(input, values, known, make)));
            case Tensor tensor -> make.leaf(tensor);
            case Var _, Result _ -> e;
        };
        known.put(e, result);
        return result;
    }

    @Override
    public String toString() {
        return text();
    }
}
