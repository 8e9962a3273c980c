package fluxion.tests.programs;

import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Programs as lines of Java, to read and to try. */
final class ProgramText {
    private ProgramText() {}

    static String of(Program program) {
        Seq<Integer> names = program.body().parameters();
        return "// seed " + program.seed() + "\n"
                + names.zip(program.arguments()).map(p -> "var v" + p._1 + " = " + tensor(p._2) + ";").mkString("\n") + "\n"
                + lines(program.body(), "") + "return v" + program.body().results().head() + ";\n"
                + "// weights " + tensor(program.weights()) + "\n// tangents " + program.tangents().map(ProgramText::tensor)
                        .mkString(", ");
    }

    /** Without the numbers that it is applied to. */
    static String steps(Program program) {
        return program.arguments().map(t -> t.type().toString()).mkString("// of ", ", ", "\n") + lines(program.body(), "")
                + "return v" + program.body().results().head() + ";";
    }

    private static String lines(Body body, String indent) {
        return body.steps().map(step -> indent + "var v" + step.id() + " = " + Operation.named(step.op())
                .java(step.operands().map(k -> "v" + k), step.settings(), step.bodies().map(b -> lambda(b, indent + "    ")))
                        + ";\n").mkString();
    }

    private static String lambda(Body body, String indent) {
        return body.parameters().map(k -> "Expr v" + k).mkString("(", ", ", ") -> {\n") + lines(body, indent) + indent + "return "
                + (body.results().size() == 1 ? "v" + body.results().head() : body.results().map(k -> "v" + k)
                        .mkString("pair(", ", ", ")")) + "; }";
    }

    private static String tensor(Tensor t) {
        double[] values = Agree.doubles(t);
        return "eval(" + (t.rank() == 0 ? "scalar" : "vector") + "(" + Array.ofAll(values)
                .map(v -> v == Math.rint(v) ? Long.toString((long) v.doubleValue()) : v.toString())
                .mkString(", ") + ").cast(" + t.dtype() + ")"
                        + (t.rank() < 2 ? "" : t.shape().dims().stream().mapToObj(Integer::toString)
                .collect(java.util.stream.Collectors.joining(", ", ".reshape(", ")"))) + ")";
    }
}
