package fluxion.dsl.export;

import fluxion.core.Fn;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A method of statements; several, where they are more than one method may have: 64 KiB of bytecode, or 8,000 bytes if it
 * is to be compiled by the virtual machine.
 */
final class JavaParts {
    /** Characters of source, comments and spaces aside, that stay below either. */
    private static final int MOST = 7_000;
    private static final Pattern WORD =
            Pattern.compile("(?<![\\w.$])[\\p{javaJavaIdentifierStart}][\\p{javaJavaIdentifierPart}]*");

    private JavaParts() {}

    record Variable(String type, String name) {}

    /**
     * Statements that stay together.
     *
     * @param declares the variables that they make
     */
    record Chunk(String text, Seq<Variable> declares) {
        int size() {
            return text.replaceAll("(?m)^\\s*//.*$", "").replaceAll("\\s+", "").length();
        }
    }

    static String method(JavaClass in, JavaClass.Method method, Fn fn, Seq<String> parameters, boolean isChecked,
            List<Chunk> chunks, String results) {
        Seq<Variable> given = parameters.zip(fn.params()).map(p -> new Variable(JavaSource.java(p._2.type()), p._1));
        StringBuilder out = new StringBuilder(method.resultType()).append(' ').append(method.name())
                .append(given.map(v -> v.type + " " + v.name).mkString("(", ", ", ")")).append(" {\n");
        if (isChecked) {
            parameters.zip(fn.params()).filter(p -> p._2.type().rank() > 0)
                    .forEach(p -> out.append("    ").append(in.helper(JavaHelper.CHECK)).append("(\"").append(p._1)
                    .append("\", ").append(p._1).append(".length, ").append(p._2.type().shape().size()).append(");\n"));
        }
        List<List<Chunk>> parts = split(chunks);
        if (parts.size() == 1) {
            chunks.forEach(chunk -> out.append(chunk.text.indent(4)));
            return out.append("    return ").append(results).append(";\n}\n").toString();
        }
        return out.append(several(in, method, given, parts, results)).append("}\n").toString();
    }

    private static List<List<Chunk>> split(List<Chunk> chunks) {
        List<List<Chunk>> parts = new ArrayList<>();
        parts.add(new ArrayList<>());
        int size = 0;
        for (Chunk chunk : chunks) {
            int more = chunk.size();
            if (size > 0 && size + more > MOST) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.get(parts.size() - 1).add(chunk);
            size += more;
        }
        return parts;
    }

    /**
     * A method for each part; what one makes and another reads lies in an object. Parts are in classes, of which each has its
     * own constants.
     */
    private static String several(JavaClass in, JavaClass.Method method, Seq<Variable> given, List<List<Chunk>> parts,
            String results) {
        Map<String, Integer> home = new HashMap<>();
        Map<String, String> types = new HashMap<>();
        given.forEach(v -> types.put(v.name, v.type));
        for (int p = 0; p < parts.size(); p++) {
            for (Chunk chunk : parts.get(p)) {
                for (Variable v : chunk.declares) {
                    home.put(v.name, p);
                    types.put(v.name, v.type);
                }
            }
        }
        Map<String, String> shared = new LinkedHashMap<>();
        List<Set<String>> reads = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            Set<String> found = new LinkedHashSet<>();
            for (Chunk chunk : parts.get(p)) {
                collect(chunk.text, found);
            }
            reads.add(share(found, p, home, types, shared));
        }
        Set<String> last = new LinkedHashSet<>();
        collect(results, last);
        Set<String> returned = share(last, parts.size(), home, types, shared);
        String capital = method.name().substring(0, 1).toUpperCase(java.util.Locale.ROOT) + method.name().substring(1);
        String values = in.member(capital + "Values");
        StringBuilder fields = new StringBuilder("/** What the parts of {@code " + method.name()
                + "} hand on. */\nprivate static final class " + values + " {\n");
        shared.forEach((name, type) -> fields.append("    ").append(type).append(' ').append(name).append(";\n"));
        in.add(fields.append("}\n").toString());
        StringBuilder main = new StringBuilder("    " + values + " values_ = new " + values + "();\n");
        for (int p = 0; p < parts.size(); p++) {
            int part = p;
            String name = in.member(capital + "Part" + (p + 1));
            Seq<String> passed = given.map(Variable::name).filter(reads.get(p)::contains);
            StringBuilder code = new StringBuilder("private static final class " + name + " {\n    static void run("
                    + passed.map(n -> types.get(n) + " " + n).append(values + " values_").mkString(", ") + ") {\n");
            reads.get(p).stream().filter(n -> home.containsKey(n) && home.get(n) < part)
                    .forEach(n -> code.append("        ").append(types.get(n)).append(' ').append(n).append(" = values_.")
                    .append(n).append(";\n"));
            for (Chunk chunk : parts.get(p)) {
                code.append(chunk.text.indent(8));
                chunk.declares.filter(v -> shared.containsKey(v.name))
                        .forEach(v -> code.append("        values_.").append(v.name).append(" = ").append(v.name).append(";\n"));
            }
            in.add(code.append("    }\n}\n").toString());
            main.append("    ").append(name).append(".run(").append(passed.append("values_").mkString(", ")).append(");\n");
        }
        returned.stream().filter(home::containsKey).forEach(n -> main.append("    ").append(types.get(n)).append(' ').append(n)
                .append(" = values_.").append(n).append(";\n"));
        return main.append("    return ").append(results).append(";\n").toString();
    }

    /** Those that are variables; what is made in an earlier part is shared. */
    private static Set<String> share(Set<String> words, int part, Map<String, Integer> home, Map<String, String> types,
            Map<String, String> shared) {
        Set<String> read = new LinkedHashSet<>();
        for (String word : words) {
            if (types.containsKey(word) && home.getOrDefault(word, -1) < part) {
                read.add(word);
                if (home.containsKey(word)) {
                    shared.put(word, types.get(word));
                }
            }
        }
        return read;
    }

    private static void collect(String text, Set<String> words) {
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
    }
}
