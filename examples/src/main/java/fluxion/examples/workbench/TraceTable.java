package fluxion.examples.workbench;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Grad;
import fluxion.transforms.Jvp;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations of a function one by one: value, derivative along a parameter (forward mode), derivative of the result with
 * respect to the operation's own (reverse mode). The latter is found by adding to each operation a number that is 0, and
 * differentiating with respect to all these numbers.
 */
final class TraceTable {
    /** More rows nobody reads. */
    private static final int MOST = 60;

    private TraceTable() {}

    static List<Answer.Trace> of(Fn fn, Seq<Tensor> at) {
        Option<Var> towards = fn.params().find(p -> p.dtype().isFloat());
        Array<Apply> operations = Graph.topological(fn.results()).filter(Apply.class::isInstance).map(Apply.class::cast)
                .distinct().toArray();
        if (towards.isEmpty() || operations.isEmpty() || operations.size() > MOST || fn.results().size() != 1
                || !fn.results().get(0).shape().isScalar() || !fn.results().get(0).dtype().isFloat()
                || operations.exists(a -> a.results().size() != 1)) {
            return List.of();
        }
        Map<Expr, String> names = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            names.put(operations.get(i), "v" + subscript(i + 1));
        }
        Seq<Tensor> values = Evaluator.evaluate(Fn.of(fn.params(), Array.ofAll(operations)), at);
        Expr one = Question.one(towards.get());
        Seq<Option<Expr>> pushed = Jvp.push(Array.ofAll(operations), Map.of(towards.get(), one));
        Seq<Expr> some = pushed.map(t -> t.getOrElse(() -> Literal.of(towards.get().tensorType(), 0)));
        Seq<Tensor> tangents = Evaluator.evaluate(Fn.of(fn.params(), some), at);
        Seq<Option<Tensor>> adjoints = adjoints(fn, operations, at);
        Array<Answer.Trace.Row> parameters = fn.params().zipWithIndex().map(p -> new Answer.Trace.Row(p._1.name(), "given",
                Inspection.value(at.get(p._2)), p._1 == towards.get() ? "1" : p._1.dtype().isFloat() ? "0" : "",
                p._1.dtype().isFloat() ? Inspection.value(Evaluator.evaluate(Grad.of(fn, Ints.of(p._2)), at).get(0)) : ""))
                .toArray();
        Array<Answer.Trace.Row> rows = Array.range(0, operations.size()).map(i -> new Answer.Trace.Row(
                names.get(operations.get(i)), says(operations.get(i), names), Inspection.value(values.get(i)),
                pushed.get(i).isEmpty() ? "0" : Inspection.value(tangents.get(i)),
                adjoints.get(i).map(Inspection::value).getOrElse("")));
        return List.of(new Answer.Trace(towards.get().name(), parameters.appendAll(rows).toJavaList()));
    }

    private static Seq<Option<Tensor>> adjoints(Fn fn, Array<Apply> operations, Seq<Tensor> at) {
        Map<Expr, Var> added = new HashMap<>();
        Array<Apply> moving = operations.filter(a -> a.dtype().isFloat());
        moving.forEach(a -> added.put(a, new Var("e", a.tensorType())));
        Seq<Expr> results = Graph.rebuild(fn.results(), leaf -> leaf,
                (old, inputs) -> added.containsKey(old) ? old.on(inputs).plus(added.get(old)) : old.on(inputs));
        Seq<Var> numbers = moving.map(added::get);
        Fn moved = Fn.of(fn.params().appendAll(numbers), results);
        Seq<Tensor> derivatives = Evaluator.evaluate(Grad.of(moved, Ints.range(fn.params().size(), moved.params().size())),
                at.appendAll(numbers.map(v -> Tensor.zeros(v.tensorType()))));
        return operations.map(a -> Option.when(added.containsKey(a), () -> derivatives.get(moving.indexOf(a))));
    }

    /** The operation with the names of other operations in their places. */
    private static String says(Apply operation, Map<Expr, String> names) {
        Seq<Expr> inputs = operation.inputs().map(e -> names.containsKey(e) ? new Var(names.get(e), e.tensorType()) : e);
        return MathText.of(operation.on(inputs));
    }

    static String subscript(int number) {
        return Integer.toString(number).chars().mapToObj(c -> Character.toString('₀' + c - '0')).reduce("", String::concat);
    }
}
