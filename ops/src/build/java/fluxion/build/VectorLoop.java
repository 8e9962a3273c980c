package fluxion.build;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Locale;

/**
 * The loop of one function: what is called, the vectors, and the plain loop beside them.
 *
 * @param definition the class of the function
 */
record VectorLoop(String definition, MethodTree method, Translation.Body body) {

    private static final int STEPS = 16;

    private String name() {
        return method.getName().toString();
    }

    private Lane lane() {
        return Lane.of(method.getReturnType().toString());
    }

    private List<String> operands() {
        return method.getParameters().stream().map((VariableTree p) -> p.getName().toString()).toList();
    }

    private boolean hasSteps() {
        return operands().size() > 1;
    }

    /** A parameter list or the arguments of a call; {@code at} is added to every offset. */
    private String list(boolean declared, String at, String count) {
        String array = declared ? lane().java + "[] " : "";
        String number = declared ? "int " : "";
        StringBuilder text = new StringBuilder();
        for (String x : operands()) {
            text.append(array).append(x).append(", ").append(number).append(x).append('o');
            if (!at.isEmpty()) {
                text.append(" + ").append(hasSteps() ? x + "s * " : "").append(at);
            }
            text.append(hasSteps() ? ", " + number + x + "s" : "").append(", ");
        }
        return text.append(array).append("to, ").append(number).append(at.isEmpty() ? "at" : "at + " + at).append(", ").append(number).append(count).toString();
    }

    String text() {
        String constant = name().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        String species = body.wide() ? lane() == Lane.DOUBLE ? "D" : "FH" : "F";
        String vector = lane().vector;
        StringBuilder out = new StringBuilder();
        out.append("    private static final VectorKernel ").append(constant).append(" = new VectorKernel(").append(name()).append("Trial());\n\n");
        out.append("    public static void ").append(name()).append("(").append(list(true, "", "n")).append(") {\n");
        out.append("        if (").append(constant).append(".ready()) {\n            ").append(name()).append("Vectors(").append(list(false, "", "n")).append(");\n");
        out.append("        } else {\n            ").append(name()).append("Each(").append(list(false, "", "n")).append(");\n        }\n    }\n\n");
        vectors(out, species, vector);
        out.append("    private static void ").append(name()).append("Each(").append(list(true, "", "n")).append(") {\n");
        out.append("        for (int i = 0; i < n; i++) {\n            to[at + i] = ").append(definition).append('.').append(name()).append("(");
        out.append(String.join(", ", operands().stream().map(x -> x + "[" + x + "o + " + (hasSteps() ? x + "s * " : "") + "i]").toList()));
        out.append(");\n        }\n    }\n\n");
        trial(out, species);
        return out.toString();
    }

    private void vectors(StringBuilder out, String species, String vector) {
        out.append("    private static void ").append(name()).append("Vectors(").append(list(true, "", "n")).append(") {\n        int i = 0;\n");
        out.append("        for (; i <= n - ").append(species).append(".length(); i += ").append(species).append(".length()) {\n");
        for (String x : operands()) {
            out.append("            ").append(vector).append(' ').append(x).append("Lanes = ").append(vector).append(".fromArray(").append(species).append(", ")
                    .append(x).append(", ").append(x).append("o + ").append(hasSteps() ? x + "s * " : "").append("i);\n");
        }
        for (String statement : body.statements()) {
            out.append("            ").append(statement).append('\n');
            if (statement.endsWith("{")) {
                out.append("                ").append(name()).append("Each(").append(list(false, "i", species + ".length()")).append(");\n");
                out.append("                continue;\n            }\n");
            }
        }
        out.append("            ").append(body.result()).append(".intoArray(to, at + i);\n        }\n");
        out.append("        ").append(name()).append("Each(").append(list(false, "i", "n - i")).append(");\n    }\n\n");
    }

    /** Ordinary numbers, and in two groups of each sixteen those that may take a way out. */
    private void trial(StringBuilder out, String species) {
        String java = lane().java;
        String cast = java.equals("float") ? "(float) " : "";
        out.append("    private static java.util.function.IntConsumer ").append(name()).append("Trial() {\n");
        out.append("        int lanes = ").append(species).append(".length();\n");
        operands().forEach(x -> out.append("        ").append(java).append("[] ").append(x).append(" = new ").append(java).append("[").append(STEPS).append(" * lanes];\n"));
        out.append("        ").append(java).append("[] to = new ").append(java).append("[").append(STEPS).append(" * lanes];\n");
        out.append("        for (int i = 0; i < to.length; i++) {\n            int step = i / lanes;\n");
        int k = 0;
        for (String x : operands()) {
            out.append("            ").append(x).append("[i] = ").append(cast).append("(step < 14 ? 0.1 * step + 0.01 * i + ").append(0.05 + 0.1 * k++)
                    .append(" : step == 14 ? i % 2 == 0 ? Double.NaN : 1e300 : i % 2 == 0 ? -1e-310 : -1e30);\n");
        }
        out.append("        }\n        return size -> ").append(name()).append("Vectors(");
        for (String x : operands()) {
            out.append(x).append(", 0, ").append(hasSteps() ? "1, " : "");
        }
        out.append("to, 0, size * lanes);\n    }\n");
    }
}
