package fluxion.build;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/**
 * A class that says the static verbs of others: its source has lines {@code //@ verbs of ElementwiseVerbs}, in whose place go
 * that class's public static methods with their Javadoc, each of which calls the other class's. A class of another package is
 * named from the package of this one, {@code nn.Losses}.
 */
record FrontDoor(String text, List<Path> folders) {
    private static final Pattern MARK = Pattern.compile(" *//@ verbs of ([\\w.]+)\n");
    private static final Pattern IMPORT = Pattern.compile("import ([\\w.]+)\\.(\\w+);\n");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);\n");

    static boolean is(String text) {
        return MARK.matcher(text).find();
    }

    /** The classes whose verbs it says, by their files. */
    Stream<Path> files() {
        return MARK.matcher(text).results().map(m -> file(m.group(1)));
    }

    private Path file(String name) {
        String path = packageName().replace('.', '/') + "/" + name.replace('.', '/') + ".java";
        return folders.stream().map(folder -> folder.resolve(path)).filter(Files::exists).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("verbs must be of a class that there is; got " + name));
    }

    private String packageName() {
        return PACKAGE.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    /** The source, with all verbs. */
    String source() throws IOException {
        Map<String, String> imports = new TreeMap<>();
        IMPORT.matcher(text).results().forEach(m -> imports.put(m.group(2), m.group(1)));
        StringBuilder out = new StringBuilder();
        int done = text.indexOf("\n\n") + 2;
        for (var mark : MARK.matcher(text).results().toList()) {
            boolean next = done == mark.start();
            out.append(text, done, mark.start()).append(next ? "\n" : "").append(delegates(file(mark.group(1)), imports));
            done = mark.end();
        }
        String body = IMPORT.matcher(out.append(text, done, text.length())).replaceAll("").stripLeading();
        return text.substring(0, text.indexOf('\n') + 1) + "\n" + imports.entrySet().stream()
                .map(known -> "import " + known.getValue() + "." + known.getKey() + ";\n").sorted().collect(Collectors.joining())
                + (imports.isEmpty() ? "" : "\n") + body;
    }

    /** The verbs of a class, and among the imports what they need. */
    private String delegates(Path file, Map<String, String> imports) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null,
                    manager.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
            String methods = methods(unit, type, Trees.instance(task).getSourcePositions());
            String from = unit.getPackageName().toString();
            if (!from.equals(packageName())) {
                use(type.getSimpleName().toString(), from, imports, file);
            }
            known(unit, file).forEach((name, owner) -> {
                if (!owner.equals(packageName()) && Pattern.compile("\\b" + name + "\\b").matcher(methods).find()) {
                    use(name, owner, imports, file);
                }
            });
            return methods;
        }
    }

    private static void use(String name, String owner, Map<String, String> imports, Path file) {
        String other = imports.put(name, owner);
        if (other != null && !other.equals(owner)) {
            throw new IllegalArgumentException("one name must mean one class in all verbs; " + name + " is " + other
                    + "'s before and " + owner + "'s in " + file);
        }
    }

    /** The classes that a file may name, with their packages: those imported, and those of its own package. */
    private static Map<String, String> known(CompilationUnitTree unit, Path file) throws IOException {
        Map<String, String> known = new TreeMap<>();
        try (var siblings = Files.list(file.getParent())) {
            siblings.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".java") && !f.equals("package-info.java"))
                    .forEach(f -> known.put(f.replace(".java", ""), unit.getPackageName().toString()));
        }
        unit.getImports().stream().filter(i -> !i.isStatic()).map(i -> i.getQualifiedIdentifier().toString())
                .forEach(i -> known.put(i.substring(i.lastIndexOf('.') + 1), i.substring(0, i.lastIndexOf('.'))));
        return known;
    }

    private static String methods(CompilationUnitTree unit, ClassTree type, SourcePositions places) throws IOException {
        String source = unit.getSourceFile().getCharContent(true).toString();
        StringBuilder out = new StringBuilder();
        long end = -1;
        for (Tree member : type.getMembers()) {
            if (places.getEndPosition(unit, member) < 0) {
                continue; // what the compiler adds
            }
            if (end >= 0 && member instanceof MethodTree method
                    && method.getModifiers().getFlags().containsAll(List.of(Modifier.PUBLIC, Modifier.STATIC))) {
                String head = source.substring((int) end, (int) places.getStartPosition(unit, method.getBody()));
                String said = head.replaceAll("\n *@SuppressWarnings\\([^)]*\\)[^\n]*", "");
                out.append(said.replaceFirst("^\n+", out.isEmpty() ? "" : "\n")).append("{\n        ")
                        .append(call(type, method)).append("\n    }\n");
            }
            end = places.getEndPosition(unit, member);
        }
        return out.toString();
    }

    private static String call(ClassTree type, MethodTree method) {
        String call = type.getSimpleName() + "." + method.getName() + method.getParameters().stream()
                .map(VariableTree::getName).collect(Collectors.joining(", ", "(", ");"));
        return method.getReturnType().toString().equals("void") ? call : "return " + call;
    }
}
