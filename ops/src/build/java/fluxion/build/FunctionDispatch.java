package fluxion.build;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Switches over elementary functions, written from the scalar one: where {@code ScalarF64} says
 * {@code case SIN -> CircularF64.sin(x);}, the loop over vectors is {@code VectorCircularF64.sin}, which {@link VectorLoops}
 * writes, and exported code takes {@code sin} of {@code Circular} along.
 */
final class FunctionDispatch {
    private static final Path PACKAGE = Path.of("fluxion", "ops", "elementwise");
    /** Where it is said which function does which operation. */
    static final Path SCALAR = PACKAGE.resolve("ScalarF64.java");
    /** Which loop over vectors. */
    static final Path VECTOR = PACKAGE.resolve("VectorFunctionsF64.java");
    /** Which definition. */
    static final Path DEFINITION = PACKAGE.resolve("FunctionDefinition.java");
    private static final Pattern CASE = Pattern.compile("case (\\w+) -> (\\w+F64)\\.(\\w+)\\(x\\);");

    private FunctionDispatch() {}

    private static List<MatchResult> cases(String scalar) {
        return CASE.matcher(scalar).results().toList();
    }

    /** The switch to loops over vectors. */
    static String vectors(String scalar) {
        List<MatchResult> cases = cases(scalar);
        StringBuilder out = new StringBuilder("package fluxion.ops.elementwise;\n\nimport fluxion.core.op.Unary;\n");
        new TreeSet<>(cases.stream().map(c -> c.group(2)).toList())
                .forEach(c -> out.append("import fluxion.ops.functions.Vector").append(c).append(";\n"));
        out.append("""

                /** The vector loop of each elementary function on f64. */
                final class VectorFunctionsF64 {
                    private VectorFunctionsF64() {}

                    static void unary(Unary op, double[] x, int xo, double[] y, int yo, int n) {
                        switch (op) {
                """);
        cases.forEach(c -> out.append("            case ").append(c.group(1)).append(" -> Vector").append(c.group(2)).append('.')
                .append(c.group(3)).append("(x, xo, y, yo, n);\n"));
        return out.append("""
                            default -> throw Refused.unary(op, "f64 to f64");
                        }
                    }
                }
                """).toString();
    }

    /** The switch to definitions. */
    static String definitions(String scalar) {
        StringBuilder out = new StringBuilder("""
                package fluxion.ops.elementwise;

                import fluxion.core.op.Unary;
                import io.vavr.control.Option;

                /**
                 * Where the elementary function of an operation is defined.
                 *
                 * @param holder the class in {@code ops.functions}, without the dtype at its end
                 * @param name the method
                 */
                public record FunctionDefinition(String holder, String name) {
                    /** The definition, where the operation is an elementary function. */
                    public static Option<FunctionDefinition> of(Unary op) {
                        return switch (op) {
                """);
        cases(scalar).forEach(c -> out.append("            case ").append(c.group(1)).append(" -> Option.of(new FunctionDefinition(\"")
                .append(c.group(2).replace("F64", "")).append("\", \"").append(c.group(3)).append("\"));\n"));
        return out.append("""
                            default -> Option.none();
                        };
                    }
                }
                """).toString();
    }
}
