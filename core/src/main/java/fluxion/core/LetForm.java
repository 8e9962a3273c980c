package fluxion.core;

import fluxion.core.op.Op;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints expressions one step a line, each shared step once: linear in the number of distinct nodes. */
final class LetForm {
    private LetForm() {}

    static String of(Expr expression) {
        return body(new IdentityHashMap<>(), Array.of(expression));
    }

    static String of(Fn fn) {
        Map<Expr, String> names = new IdentityHashMap<>();
        fn.params().zipWithIndex().forEach(p -> names.put(p._1, p._1.name() + (duplicate(fn, p._1) ? p._2 : "")));
        return fn.params().map(p -> names.get(p) + ": " + p.type()).mkString("(", ", ", ") ↦ ") + body(names, fn.results());
    }

    private static boolean duplicate(Fn fn, Var param) {
        return fn.params().count(p -> p.name().equals(param.name())) > 1;
    }

    private static String body(Map<Expr, String> names, Seq<Expr> results) {
        StringBuilder lines = new StringBuilder();
        int next = 0;
        for (Expr node : Graph.topological(results)) {
            switch (node) {
                case Tensor tensor -> names.put(node, tensor.shape().isScalar() ? tensor.toString() : tensor.type() + " constant");
                case Var variable -> names.putIfAbsent(node, variable.name());
                case Result result -> names.put(node, names.get(result.of()) + "." + result.index());
                case Apply apply -> {
                    String name = "t" + next++;
                    lines.append("  ").append(name).append(": ").append(apply.type()).append(" = ").append(call(apply.op()))
                            .append(apply.inputs().map(names::get).mkString(" ", ", ", "")).append('\n');
                    names.put(node, name);
                }
            }
        }
        String result = results.map(names::get).mkString(", ");
        return lines.isEmpty() ? result : "let\n" + lines + "in " + result;
    }

    private static String call(Op op) {
        return switch (op) {
            case Enum<?> _ -> op.label();
            case Record record -> {
                String parameters = java.util.Arrays.stream(record.getClass().getRecordComponents())
                        .map(java.lang.reflect.RecordComponent::getName).collect(Collectors.joining(" "));
                String text = record.toString();
                yield parameters.isEmpty() ? op.label() : op.label() + text.substring(text.indexOf('[')).replace("Shape[dims=", "").replace("]]", "]");
            }
            default -> op.label();
        };
    }
}
