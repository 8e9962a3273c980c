package fluxion.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Methods of expressions without arguments, as static verbs with the same Javadoc: a template has a line
 * {@code //@ functions of fluxion.core.Elementwise} where they go, {@code sin(x)} for {@code x.sin()}.
 */
final class Functions {
    private static final Pattern MARK = Pattern.compile(" *//@ functions of ([\\w.]+)\n\n");
    private static final Pattern METHOD = Pattern.compile(
            "( */\\*\\* [^\n]*\\*/\n) *default Expr (\\w+)\\(\\) \\{ return unary\\(Unary\\.\\w+\\); }\n");

    private Functions() {}

    static String of(String template, Path sources) throws IOException {
        Matcher mark = MARK.matcher(template);
        if (!mark.find()) {
            return template;
        }
        StringBuilder verbs = new StringBuilder();
        METHOD.matcher(Files.readString(sources.resolve(mark.group(1).replace('.', '/') + ".java"))).results()
                .forEach(m -> verbs.append(m.group(1)).append("    public static Expr ").append(m.group(2))
                        .append("(Expr x) { Given.arguments(\"").append(m.group(2)).append("\", x); return x.").append(m.group(2))
                        .append("(); }\n\n"));
        return template.substring(0, mark.start()) + verbs + template.substring(mark.end());
    }
}
