package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Methods of expressions as static verbs with the same Javadoc: a template has a line
 * {@code //@ functions of fluxion.core.Elementwise} where they go. Of a method without arguments, {@code x.sin()}, there is
 * {@code sin(x)}; of a reduction, {@code x.sum(axes)}, {@code sum(x)} and {@code sum(x, axes)}.
 */
final class Functions {
    private static final Pattern MARK = Pattern.compile(" *//@ functions of ([\\w.]+)\n\n");
    private static final Pattern ELEMENTWISE = Pattern.compile(
            " *(/\\*\\* [^\n]*) \\*/\n *default Expr (\\w+)\\(\\) \\{ return unary\\(Unary\\.\\w+\\); }\n");
    private static final Pattern REDUCTION = Pattern.compile(" *(/\\*\\* [^\n]*) \\*/\n *default Expr (\\w+)\\(int\\.\\.\\. axes\\) "
            + "\\{\\s[^}]*return reduce\\(Reduce\\.Kind\\.\\w+, axes\\);\\s*}\n");

    private Functions() {}

    static String of(String template, Path sources) throws IOException {
        Matcher mark = MARK.matcher(template);
        if (!mark.find()) {
            return template;
        }
        String methods = Files.readString(sources.resolve(mark.group(1).replace('.', '/') + ".java"));
        StringBuilder verbs = new StringBuilder();
        ELEMENTWISE.matcher(methods).results()
                .forEach(m -> verbs.append(verb(m.group(1), m.group(2), "", "")));
        REDUCTION.matcher(methods).results()
                .forEach(m -> verbs.append(verb(m.group(1) + " Over all axes.", m.group(2), "", ""))
                        .append(verb(m.group(1), m.group(2), ", int... axes", "axes")));
        return template.substring(0, mark.start()) + verbs + template.substring(mark.end());
    }

    private static String verb(String comment, String name, String more, String arguments) {
        return "    " + comment + " */\n    public static Expr " + name + "(Expr x" + more + ") { Given.arguments(\"" + name + "\", x"
                + (arguments.isEmpty() ? "" : ", " + arguments) + "); return x." + name + "(" + arguments + "); }\n\n";
    }
}
