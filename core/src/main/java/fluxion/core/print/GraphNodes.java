package fluxion.core.print;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Dot;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;

/** A function as nodes and arrows: what the drawings of graphs and trees show. Numbers stand in the nodes that use them. */
record GraphNodes(Seq<Node> nodes, Seq<Integer> results) {
    enum Kind { PARAMETER, CONSTANT, OPERATION }

    /**
     * @param label what it does, and the numbers it takes
     * @param type of its value
     * @param inputs by number, each before it
     */
    record Node(Kind kind, String label, String type, Seq<Integer> inputs) {}

    static GraphNodes of(Fn fn) {
        Map<Expr, Integer> number = new IdentityHashMap<>();
        java.util.List<Node> nodes = new java.util.ArrayList<>();
        Names names = new Names(fn.params().appendAll(fn.free()).distinct());
        for (Expr e : Array.<Expr>ofAll(fn.params()).appendAll(Graph.topological(fn.results()))) {
            boolean inside = Literal.value(e).isDefined() && !fn.results().exists(r -> r == e);
            if (!inside && !number.containsKey(e)) {
                number.put(e, nodes.size());
                nodes.add(switch (e) {
                    case Var v -> new Node(Kind.PARAMETER, names.of(v).text(), v.type().toString(), Array.empty());
                    case Tensor t -> new Node(Kind.CONSTANT, number(t), t.type().toString(), Array.empty());
                    case Apply a -> new Node(Kind.OPERATION, label(a), a.type().toString(),
                            a.inputs().filter(number::containsKey).map(number::get));
                    case Result r -> new Node(Kind.OPERATION, "result " + r.index(), r.type().toString(),
                            Array.of(number.get(r.of())));
                });
            }
        }
        return new GraphNodes(Array.ofAll(nodes), fn.results().map(number::get));
    }

    private static String number(Expr e) {
        return new TextRenderer(Array.empty()).text(e instanceof Tensor t ? Literals.of(t) : ArithmeticForms.number(0));
    }

    /** {@code mul 2, ·}: the operation, its parameters, and the numbers among its operands. */
    private static String label(Apply apply) {
        String name = name(apply);
        boolean numbers = apply.inputs().exists(input -> Literal.value(input).isDefined());
        return !numbers ? name : name + " "
                + apply.inputs().map(input -> Literal.value(input).map(GraphNodes::brief).getOrElse("·")).mkString(", ");
    }

    /** The operation and its parameters, as far as types do not say them. */
    private static String name(Apply apply) {
        Op op = apply.op();
        return switch (op) {
            case Reshape _, Broadcast _ -> op.label();
            case Reduce(var kind, var axes) -> op.label().replace("reduce_", "")
                    + (apply.rank() == 0 ? "" : Array.ofAll(axes).mkString(axes.size() == 1 ? " axis " : " axes ", ", ", ""));
            case Dot dot when isProduct(dot, apply) -> op.label();
            default -> op.parameters().isEmpty() ? op.label() : op.label() + " [" + op.parameters() + "]";
        };
    }

    /** Whether it is the product of matrices and columns. */
    private static boolean isProduct(Dot dot, Apply apply) {
        return dot.equals(new Dot(Ints.empty(), Ints.empty(), Ints.of(apply.input(0).rank() - 1), Ints.of(0)))
                && apply.input(1).rank() <= 2;
    }

    private static String brief(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value).replace('-', '−')
                : Double.toString(value).replace('-', '−');
    }
}
