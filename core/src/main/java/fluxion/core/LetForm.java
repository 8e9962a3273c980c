package fluxion.core;

import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Control;
import fluxion.core.op.CustomRule;
import fluxion.core.op.LinearCall;
import fluxion.core.op.Op;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Prints expressions one step a line with types and static parameters, each shared step once: linear in the number of
 * distinct nodes. Functions that steps call are printed once each, after the rest.
 *
 * <pre>{@code
 * (x: f64[3]) ↦ let
 *   t0: f64[3] = sin x
 *   t1: f64[] = reduce_sum[axes=[0]] t0
 * in t1
 * }</pre>
 */
public final class LetForm {
    private static final int SMALL = 6;

    private final Map<Fn, String> called = new IdentityHashMap<>();
    private final Map<String, Integer> calledNames = new HashMap<>();
    private final ArrayDeque<Fn> pending = new ArrayDeque<>();

    private LetForm() {}

    /** The steps of an expression. */
    public static String of(Expr expression) {
        return new LetForm().print(Array.empty(), true, Array.of(expression));
    }

    /** The steps of a function. */
    public static String of(Fn fn) {
        return new LetForm().print(fn.params(), false, fn.results());
    }

    private String print(Seq<Var> params, boolean bare, Seq<Expr> results) {
        StringBuilder out = new StringBuilder();
        write(out, params, bare, results);
        while (!pending.isEmpty()) {
            Fn fn = pending.poll();
            out.append("\nwhere ").append(called.get(fn)).append(" = ");
            write(out, fn.params(), false, fn.results());
        }
        return out.toString();
    }

    private void write(StringBuilder out, Seq<Var> params, boolean bare, Seq<Expr> results) {
        Seq<Expr> order = Graph.topological(results);
        Seq<Var> free = order.filter(Var.class::isInstance).map(Var.class::cast);
        VariableNames names = new VariableNames(params.appendAll(free).distinct());
        if (!bare) {
            out.append(params.map(p -> names.of(p).text() + ": " + p.type()).mkString("(", ", ", ") ↦ "));
        }
        String prefix = Array.of("t", "u", "step").find(s -> params.appendAll(free).forAll(v -> !v.name().matches(s + "[0-9]+")))
                .getOrElse("step_");
        Map<Expr, String> text = new IdentityHashMap<>();
        StringBuilder lines = new StringBuilder();
        int next = 0;
        for (Expr node : order) {
            text.put(node, switch (node) {
                case Tensor tensor -> constant(tensor);
                case Var variable -> names.of(variable).text();
                case Result result -> text.get(result.of()) + "." + result.index();
                case Apply apply when apply.op() instanceof Broadcast && isLiteral(apply.input(0)) -> text.get(apply.input(0));
                case Apply apply -> {
                    String name = prefix + next++;
                    lines.append("  ").append(name).append(": ").append(apply.type()).append(" = ").append(operation(apply));
                    String separator = " ";
                    for (Expr input : apply.inputs()) {
                        lines.append(separator).append(text.get(input));
                        separator = ", ";
                    }
                    lines.append('\n');
                    yield name;
                }
            });
        }
        String result = results.map(text::get).mkString(", ");
        out.append(lines.isEmpty() ? result : "let\n" + lines + "in " + result);
    }

    private static boolean isLiteral(Expr node) {
        return node instanceof Tensor tensor && tensor.shape().isScalar();
    }

    private static String constant(Tensor tensor) {
        return tensor.rank() == 0 || tensor.rank() == 1 && tensor.shape().dim(0) <= SMALL ? tensor.toString()
                : tensor.type() + " constant";
    }

    private String operation(Apply apply) {
        String parameters = apply.op().parameters();
        String name = switch (apply.op()) {
            case Call call -> name(call.name(), call.fn());
            case LinearCall call -> name(call.name(), call.forward().getOrElse(call.transposed()));
            case CustomRule call -> name(call.name(), call.body());
            case Control control -> control.label()
                    + control.bodies().zipWithIndex((fn, i) -> name(body(control, i), fn)).mkString("(", ", ", ")");
            case Op op -> op.label();
        };
        return parameters.isEmpty() ? name : name + "[" + parameters + "]";
    }

    private static String body(Control op, int i) {
        return switch (op) {
            case Switch _ -> "branch";
            case Scan _ -> "step";
            case While _ -> i == 0 ? "condition" : "step";
        };
    }

    private String name(String name, Fn body) {
        return called.computeIfAbsent(body, fn -> {
            pending.add(fn);
            int number = calledNames.merge(name, 1, Integer::sum);
            return number == 1 ? name : name + "'" + number;
        });
    }
}
