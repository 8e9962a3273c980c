package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.Op;
import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A rule said by two patterns in the same holes: what matches the left side becomes the right side.
 *
 * @param name the family and the rule, {@code mul/one}
 * @param left what to replace, at least one operation
 * @param right what with; its holes occur on the left
 * @param law how far both sides agree
 * @param reason why it holds, or what it is good for
 */
public record Equation(String name, ExprPattern left, ExprPattern right, Law law, String reason) implements Rule {
    /** Refuses a left side that is no operation, and a right side with holes that the left side does not bind. */
    public Equation {
        if (!(left.template() instanceof Apply)) {
            throw new TransformException("equation " + name
                    + ": the left side must be an operation, or it would match everything; got " + left);
        }
        requireBound(name, "right side", left, right);
        if (law instanceof Law.Domain(ExprPattern guard)) {
            if (guard.template().dtype() != DType.BOOL) {
                throw new TransformException("equation " + name + ": the guard must be a condition; got " + guard);
            }
            Seq<String> known = left.variables().map(Var::name);
            guard.variables().find(v -> !known.contains(v.name())).forEach(v -> {
                throw new TransformException("equation " + name + ": the guard's variables must occur on the left side " + left
                        + "; got " + v.name());
            });
        }
    }

    private static void requireBound(String name, String side, ExprPattern left, ExprPattern right) {
        Seq<Var> known = left.variables();
        right.variables().find(v -> !known.contains(v)).forEach(v -> {
            throw new TransformException("equation " + name + ": the variables of the " + side + " must occur on the left side "
                    + left + "; got " + v.name());
        });
    }

    /** A rule in one number x. */
    public static Equation of(String name, UnaryOperator<Expr> left, UnaryOperator<Expr> right, Law law, String reason) {
        return of(name, ExprPattern.numbers(1), xs -> left.apply(xs.get(0)), xs -> right.apply(xs.get(0)), law, reason);
    }

    /** A rule in two numbers x, y. */
    public static Equation of(String name, BinaryOperator<Expr> left, BinaryOperator<Expr> right, Law law, String reason) {
        return of(name, ExprPattern.numbers(2), xs -> left.apply(xs.get(0), xs.get(1)), xs -> right.apply(xs.get(0), xs.get(1)),
                law, reason);
    }

    /** A rule in three numbers x, y, z. */
    public static Equation of(String name, Function3<Expr, Expr, Expr, Expr> left, Function3<Expr, Expr, Expr, Expr> right,
            Law law, String reason) {
        return of(name, ExprPattern.numbers(3), xs -> left.apply(xs.get(0), xs.get(1), xs.get(2)),
                xs -> right.apply(xs.get(0), xs.get(1), xs.get(2)), law, reason);
    }

    /** A rule in four numbers x, y, z, w. */
    public static Equation of(String name, Function4<Expr, Expr, Expr, Expr, Expr> left,
            Function4<Expr, Expr, Expr, Expr, Expr> right,
            Law law, String reason) {
        return of(name, ExprPattern.numbers(4), xs -> left.apply(xs.get(0), xs.get(1), xs.get(2), xs.get(3)),
                xs -> right.apply(xs.get(0), xs.get(1), xs.get(2), xs.get(3)), law, reason);
    }

    /** A rule in given holes, {@link ExprPattern#numbers} or {@link ExprPattern#bools} or some of both. */
    public static Equation of(String name, Seq<Var> holes, Function<Seq<Expr>, Expr> left, Function<Seq<Expr>, Expr> right,
            Law law, String reason) {
        return new Equation(name, ExprPattern.of(holes, left), ExprPattern.of(holes, right), law, reason);
    }

    @Override
    public String statement() {
        return left + " = " + right;
    }

    @Override
    public boolean concerns(Op op) {
        return op.equals(((Apply) left.template()).op()) || op.getClass() == ((Apply) left.template()).op().getClass()
                && !(op instanceof Enum<?>);
    }

    @Override
    public Option<Expr> rewrite(Apply node, Make make) {
        return left.match(node).filter(_ -> pays(node, make)).flatMap(values -> right.build(values, numbers(node, values), make))
                .filter(made -> made.type().equals(node.type()));
    }

    @Override
    public boolean cancels() {
        return law != Law.EXACT && !right.variables().containsAll(left.variables());
    }

    /** Whether it does not raise the cost, where something on the left is used elsewhere too and so stays. */
    private boolean pays(Apply node, Make make) {
        if (!keeps(node, make, 4)) {
            return true;
        }
        Map<Expr, Integer> uses = new NodeMap<>();
        Map<Expr, Apply> matched = new NodeMap<>();
        collect(left.template(), node, uses, matched);
        double freed = Cost.weight(node.op());
        for (Map.Entry<Expr, Apply> inside : matched.entrySet()) {
            boolean gone = inside.getKey() != node && uses.getOrDefault(inside.getKey(), 0) >= make.uses(inside.getKey());
            freed += gone ? Cost.weight(inside.getValue().op()) : 0;
        }
        return weight(right.template()) <= freed;
    }

    /** Whether anything near is used several times. */
    private static boolean keeps(Apply node, Make make, int depth) {
        return depth > 0 && node.inputs().exists(input -> input instanceof Apply apply
                && (make.shared(input) || keeps(apply, make, depth - 1)));
    }

    /** The nodes that the left side's operations match, and how often these use them. */
    private static void collect(Expr template, Expr node, Map<Expr, Integer> uses, Map<Expr, Apply> matched) {
        if (!(template instanceof Apply pattern) || !(node instanceof Apply apply) || !pattern.op().equals(apply.op())
                || matched.put(node, apply) != null) {
            return;
        }
        boolean straight = Array.range(0, pattern.inputs().size()).forAll(i -> !(pattern.input(i) instanceof Apply p)
                || apply.input(i) instanceof Apply a && a.op().equals(p.op()));
        for (int i = 0; i < pattern.inputs().size(); i++) {
            Expr input = apply.input(straight ? i : apply.inputs().size() - 1 - i);
            uses.merge(input, 1, Integer::sum);
            collect(pattern.input(i), input, uses, matched);
        }
    }

    private static double weight(Expr template) {
        return Graph.topological(template).map(e -> e instanceof Apply apply ? Cost.weight(apply.op()) : 0).sum().doubleValue();
    }

    /** The expressions that take the holes' places where the left side matches. */
    public Option<Seq<Option<Expr>>> match(Apply node) {
        return left.match(node);
    }

    /** The type of the numbers that the rule mentions: the shape of the whole, the dtype of the operands. */
    private static TensorType numbers(Apply node, Seq<Option<Expr>> values) {
        return values.flatMap(v -> v).map(Expr::dtype).find(d -> d != DType.BOOL).orElse(Option.of(node.dtype()))
                .map(dtype -> new TensorType(dtype, node.shape())).get();
    }

    @Override
    public String toString() {
        return text();
    }
}
