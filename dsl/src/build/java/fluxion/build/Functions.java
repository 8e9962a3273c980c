package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Methods of expressions as static verbs with the same Javadoc: a template has a line
 * {@code //@ functions of fluxion.core.Elementwise} where they go. Of a method without arguments, {@code x.sin()}, there is
 * {@code sin(x)}; of a reduction, {@code x.sum(axes)}, {@code sum(x)} and {@code sum(x, axes)}. What else should
 * be there is named: {@code //@ functions of fluxion.core.Reductions and mean, var}.
 */
final class Functions {
    private static final Pattern MARK = Pattern.compile(" *//@ functions of ([\\w.]+)(?: and ([\\w, ]+))?\n\n");
    private static final Pattern METHOD = Pattern.compile(
            " *(/\\*\\* [^\n]*) \\*/\n *default Expr (\\w+)\\(([^)\n]*)\\) \\{\\s*([^}]*)}\n");

    private Functions() {}

    static String of(String template, Path sources) throws IOException {
        Matcher mark = MARK.matcher(template);
        if (!mark.find()) {
            return template;
        }
        String methods = Files.readString(sources.resolve(mark.group(1).replace('.', '/') + ".java"));
        List<String> named = mark.group(2) == null ? List.of() : List.of(mark.group(2).split(", "));
        StringBuilder verbs = new StringBuilder();
        METHOD.matcher(methods).results().filter(m -> named.contains(m.group(2)) || isOneOperation(m.group(4))).forEach(m -> {
            if (m.group(3).equals("int... axes")) {
                verbs.append(verb(m.group(1) + " Over all axes.", m.group(2), ""));
            }
            verbs.append(verb(m.group(1), m.group(2), m.group(3)));
        });
        return template.substring(0, mark.start()) + verbs + template.substring(mark.end());
    }

    private static boolean isOneOperation(String body) {
        return body.matches("(?s)return unary\\(Unary\\.\\w+\\);\\s*|"
                + ".*return reduce\\(Reduce\\.Kind\\.\\w+, axes\\);\\s*");
    }

    private static String verb(String comment, String name, String parameters) {
        List<String> declared = parameters.isEmpty() ? List.of() : List.of(parameters.split(", "));
        String arguments = declared.stream().map(Functions::nameOf).collect(Collectors.joining(", "));
        String objects = declared.stream().filter(p -> !p.matches("(int|long|double|boolean) .*"))
                .map(p -> ", " + nameOf(p)).collect(Collectors.joining());
        return "    " + comment + " */\n    public static Expr " + name + "(Expr x" + (parameters.isEmpty() ? "" : ", ")
                + parameters + ") { Given.arguments(\"" + name + "\", x" + objects + "); return x." + name + "(" + arguments
                + "); }\n\n";
    }

    private static String nameOf(String parameter) {
        return parameter.substring(parameter.lastIndexOf(' ') + 1);
    }
}
