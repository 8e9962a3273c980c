package fluxion.dsl.export;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The members of a class, read from its source. The last parameter of many kernels, who works in parallel, is left out, and
 * so are lines that ask whether to go on; names
 * of other kernels' nested classes are qualified.
 *
 * @param comment what stands before the class
 * @param imports classes of the platform that it imports
 * @param all its members in order
 * @param objects other kernels that it mentions, whose methods may be called on objects
 */
record JavaMembers(String comment, Seq<String> imports, Seq<Member> all, Seq<String> objects) {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([\\w.]+);$");
    private static final Pattern NESTED = Pattern.compile("\\b(?:record|class|enum|interface)\\s+(\\w+)");
    private static final Pattern ASSIGNED = Pattern.compile("(\\w+)\\s*=(?!=)");

    /**
     * One of them.
     *
     * @param text as it stands, with its comments
     * @param code without comments
     * @param names a method's or class's name, or those of fields
     * @param arguments how many a method takes, −1 for what is no method
     */
    record Member(String text, String code, Seq<String> names, int arguments, boolean isConstructor) {}

    static JavaMembers of(String kernel, String file, Set<String> kernels) {
        String source = file.replaceAll(",\\s*Workers workers\\)", ")").replaceAll(",\\s*workers\\)", ")")
                .replaceAll("(?m)^.*\\bInterruption\\.check\\(.*\\);\\n", "");
        List<String> imports = new ArrayList<>();
        Matcher lines = IMPORT.matcher(source);
        List<String[]> qualified = new ArrayList<>();
        while (lines.find()) {
            String[] parts = lines.group(1).split("\\.");
            if (parts[0].equals("java")) {
                imports.add(lines.group(1));
            } else if (kernels.contains(parts[parts.length - 2])) {
                qualified.add(new String[] {parts[parts.length - 1], parts[parts.length - 2]});
            }
        }
        for (String[] name : qualified) {
            source = source.replaceAll("(?<![.\\w])" + name[0] + "\\b", name[1] + "." + name[0]);
        }
        int head = source.indexOf("class " + kernel + " {");
        int line = source.lastIndexOf('\n', head) + 1;
        String before = source.substring(0, line);
        String comment = before.contains("/**") ? before.substring(before.lastIndexOf("/**")) : "";
        String body = source.substring(source.indexOf('{', head) + 1, source.lastIndexOf('}'));
        Seq<Member> members = split(body).map(text -> member(kernel, text));
        Seq<String> others = kernels.toArray().filter(k -> !k.equals(kernel) && !k.startsWith("Plain")
                && members.exists(m -> m.code.matches("(?s).*\\b" + k + "\\b.*")));
        return new JavaMembers(comment, Array.ofAll(imports), members, others);
    }

    Seq<Member> named(String name, int arguments) {
        return all.filter(m -> m.names.contains(name) && (m.arguments == arguments || m.arguments < 0));
    }

    private static Member member(String kernel, String text) {
        String code = withoutComments(text);
        String head = code.contains("{") ? code.substring(0, code.indexOf('{')) : code;
        Matcher nested = NESTED.matcher(head);
        if (nested.find()) {
            return new Member(text, code, Array.of(nested.group(1)), -1, false);
        }
        int paren = head.indexOf('(');
        if (paren >= 0 && !head.substring(0, paren).contains("=")) {
            String name = head.substring(0, paren).strip();
            name = name.substring(Math.max(name.lastIndexOf(' '), name.lastIndexOf('\n')) + 1);
            return new Member(text, code, Array.of(name), arguments(code, paren), name.equals(kernel));
        }
        Matcher assigned = ASSIGNED.matcher(code);
        List<String> names = new ArrayList<>();
        while (assigned.find()) {
            names.add(assigned.group(1));
        }
        if (names.isEmpty()) {
            String declared = code.strip().replace(";", "");
            names.add(declared.substring(declared.lastIndexOf(' ') + 1));
        }
        return new Member(text, code, Array.ofAll(names), -1, false);
    }

    /** How many arguments stand in the parentheses that begin there; −1 where none do. */
    static int arguments(String code, int at) {
        int i = at;
        while (i < code.length() && code.charAt(i) == ' ') {
            i++;
        }
        if (i == code.length() || code.charAt(i) != '(') {
            return -1;
        }
        int depth = 0;
        int count = 0;
        boolean any = false;
        for (int k = i; k < code.length(); k++) {
            char c = code.charAt(k);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
                any |= depth > 1;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return any ? count + 1 : 0;
                }
            } else if (c == ',' && depth == 1) {
                count++;
            } else {
                any |= !Character.isWhitespace(c);
            }
        }
        return -1;
    }

    /** Where a comment, string or character that begins there ends; the place itself where none does. */
    private static int skip(String text, int at) {
        if (text.startsWith("//", at)) {
            return text.indexOf('\n', at);
        }
        if (text.startsWith("/*", at)) {
            return text.indexOf("*/", at) + 2;
        }
        char quote = text.charAt(at);
        if (quote != '"' && quote != '\'') {
            return at;
        }
        int end = at + 1;
        while (text.charAt(end) != quote) {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private static String withoutComments(String text) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            int end = skip(text, i);
            if (end == i) {
                code.append(text.charAt(i++));
            } else {
                code.append(text.charAt(i) == '/' ? "" : "\"\"");
                i = end;
            }
        }
        return code.toString();
    }

    /** Members end with a semicolon, or with the brace that closes a body. */
    private static Seq<String> split(String body) {
        List<String> members = new ArrayList<>();
        int depth = 0;
        boolean value = false;
        int from = 0;
        for (int i = 0; i < body.length(); ) {
            int end = skip(body, i);
            if (end > i) {
                i = end;
                continue;
            }
            char c = body.charAt(i++);
            depth += c == '{' || c == '(' ? 1 : c == '}' || c == ')' ? -1 : 0;
            value |= c == '=' && depth == 0;
            if (depth == 0 && (c == ';' || c == '}' && !value)) {
                members.add(body.substring(from, i).replaceAll("^\\s*\\n", "").stripTrailing());
                from = i;
                value = false;
            }
        }
        return Array.ofAll(members);
    }
}
