package fluxion.build;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The loop of one function: what is called, the vectors, and the plain loop beside them.
 *
 * @param definition the class of the function
 */
record VectorLoop(String definition, MethodTree method, Translation.Body body) {

    private String name() {
        return method.getName().toString();
    }

    private Lane lane() {
        return Lane.of(method.getReturnType().toString());
    }

    private String species() {
        return lane() == Lane.DOUBLE ? "D" : body.wide() ? "FH" : "F";
    }

    private List<String> operands() {
        return method.getParameters().stream().map((VariableTree p) -> p.getName().toString()).toList();
    }

    private String each(String separator, Function<String, String> text) {
        return operands().stream().map(text).collect(Collectors.joining(separator));
    }

    /** Where an operand's element is, counted from its offset. */
    private String step(String operand, String i) {
        return operands().size() > 1 ? operand + "s * " + i : i;
    }

    private String parameters() {
        String array = lane().java + "[] ";
        String steps = operands().size() > 1 ? ", int %1$ss" : "";
        return each("", x -> (array + "%1$s, int %1$so" + steps + ", ").formatted(x)) + array + "to, int at, int n";
    }

    /** Arguments for the elements from the i-th on, or all. */
    private String arguments(String i, String count) {
        String steps = operands().size() > 1 ? ", %1$ss" : "";
        String operands = each("", x -> ("%1$s, %1$so%2$s" + steps + ", ").formatted(x, i.isEmpty() ? "" : " + " + step(x, i)));
        return operands + (i.isEmpty() ? "to, at, " : "to, at + " + i + ", ") + count;
    }

    /** The entry: the vector loop where it is compiled, the definition itself elsewhere. */
    String entry() {
        String ready = name().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
        return """
                    private static final VectorKernel $READY = VectorKernel.lazy(() -> Lanes.$nameTrial());

                    public static void $name($parameters) {
                        if ($READY.ready()) {
                            Lanes.$nameVectors($all);
                        } else {
                            $nameEach($all);
                        }
                    }

                    private static void $nameEach($parameters) {
                        for (int i = 0; i < n; i++) {
                            to[at + i] = $definition.$name($elements);
                        }
                    }
                """.replace("$READY", ready).replace("$parameters", parameters()).replace("$all", arguments("", "n"))
                .replace("$definition", definition).replace("$elements", each(", ", x -> x + "[" + x + "o + " + step(x, "i") + "]"))
                .replace("$name", name());
    }

    /** The vector loop, and what compiles it. */
    String loop() {
        return ("""
                    private static void $nameVectors($parameters) {
                        int i = 0;
                        for (; i <= n - $species.length(); i += $species.length()) {
                $statements        }
                        $nameEach($rest);
                    }

                """.replace("$parameters", parameters()).replace("$rest", arguments("i", "n - i")).replace("$species", species())
                .replace("$statements", statements()).replace("$name", name()) + trial()).indent(4);
    }

    private String statements() {
        String indent = " ".repeat(12);
        StringBuilder out = new StringBuilder();
        for (String x : operands()) {
            String load = "%1$s %2$sLanes = %1$s.fromArray(%3$s, %2$s, %2$so + %4$s);\n";
            out.append(indent).append(load.formatted(lane().vector, x, species(), step(x, "i")));
        }
        for (String statement : body.statements()) {
            out.append(indent).append(statement).append('\n');
            if (statement.endsWith("{")) {
                String group = "    " + name() + "Each(" + arguments("i", species() + ".length()") + ");\n    continue;\n}\n";
                out.append(group.indent(indent.length()));
            }
        }
        return out.append(indent).append(body.result()).append(".intoArray(to, at + i);\n").toString();
    }

    /** Sixteen groups: ordinary numbers, and in the last two those that may take a way out. */
    private String trial() {
        String numbers = each("", x -> """
                            $x[i] = ($java) (step < 14 ? 0.1 * step + 0.01 * i + $first
                                    : step == 14 ? odd ? 1e300 : Double.NaN : odd ? -1e30 : -1e-310);
                """.replace("$x", x).replace("$first", operands().indexOf(x) == 0 ? "0.05" : "0.15"));
        return """
                    private static IntConsumer $nameTrial() {
                        int lanes = $species.length();
                $arrays        for (int i = 0; i < to.length; i++) {
                            int step = i / lanes;
                            boolean odd = i % 2 == 1;
                $numbers        }
                        return size -> $nameVectors($operandsto, 0, size * lanes);
                    }
                """.replace("$arrays", each("", this::array) + array("to")).replace("$numbers", numbers)
                .replace("$operands", each("", x -> x + ", 0, " + (operands().size() > 1 ? "1, " : "")))
                .replace("$java", lane().java).replace("$species", species()).replace("$name", name());
    }

    private String array(String name) {
        return "        $java[] " + name + " = new $java[16 * lanes];\n";
    }
}
