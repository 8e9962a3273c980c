package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.AccessFlag;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The imports that the README gives leave every name of {@code java.base} what it is: in compact source files and JShell,
 * which import that module themselves, and in classes that do; and no name of the library's own means two things.
 */
class ImportedNamesTest {
    private static final String OURS = "import module fluxion.dsl;\nimport static fluxion.dsl.Fluxion.*;\n";
    private static final String MORE = "import module fluxion.data;\nimport module fluxion.plot;\nimport io.vavr.*;\n";

    @TempDir
    Path directory;

    /** Where a type may be imported from, by its simple name. */
    private static Map<String, Set<String>> names(Stream<ModuleReference> modules) {
        Map<String, Set<String>> names = new TreeMap<>();
        modules.forEach(module -> {
            Set<String> exported = module.descriptor().exports().stream().filter(e -> !e.isQualified())
                    .map(ModuleDescriptor.Exports::source).collect(Collectors.toCollection(HashSet::new));
            try (var reader = module.open()) {
                reader.list().filter(file -> file.endsWith(".class") && file.contains("/") && !file.contains("$")).forEach(file -> {
                    String type = file.substring(0, file.length() - ".class".length()).replace('/', '.');
                    int dot = type.lastIndexOf('.');
                    if (exported.contains(type.substring(0, dot)) && isPublic(type)) {
                        names.computeIfAbsent(type.substring(dot + 1), _ -> new TreeSet<>()).add(type);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return names;
    }

    private static boolean isPublic(String type) {
        try {
            return Class.forName(type, false, ImportedNamesTest.class.getClassLoader()).accessFlags().contains(AccessFlag.PUBLIC);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Set<String>> base() {
        return names(ModuleFinder.ofSystem().find("java.base").stream());
    }

    private static Map<String, Set<String>> library() {
        return names(ModuleFinder.of(Stream.of(Modules.path().split(java.io.File.pathSeparator)).map(Path::of).toArray(Path[]::new))
                .findAll().stream().filter(module -> module.descriptor().name().startsWith("fluxion.")));
    }

    /** A use of each name, for which it has to be the type that it is expected to be; those that mean several things are left out. */
    private static String uses(Map<String, Set<String>> names) {
        StringBuilder uses = new StringBuilder();
        names.forEach((name, types) -> {
            if (types.size() == 1) {
                uses.append("    @SuppressWarnings(\"rawtypes\") static final Class<").append(types.iterator().next()).append("> of")
                        .append(name).append(" = ").append(name).append(".class;\n");
            }
        });
        return uses.toString();
    }

    private List<String> errors(String name, String text) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        ToolProvider.getSystemJavaCompiler().getTask(null, null, diagnostics,
                List.of("--module-path", Modules.path(), "--add-modules", "fluxion.data,fluxion.plot", "-d", directory.toString(), "-proc:none",
                        "-Xmaxerrs", "10000"), null,
                List.of(new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                })).call();
        return diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR && !d.getCode().contains("preview")) // types not for everybody yet
                .map(d -> d.getMessage(null)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, OURS + MORE})
    void namesOfTheJdkAreWhatTheyAreInACompactFile(String imports) {
        assertThat(base()).containsKeys("List", "Map", "Set", "Stream", "Random", "Pattern", "Iterator", "Optional", "Key", "Type", "Signature",
                "Guard", "ParseException", "Vector", "Function", "Predicate", "Array", "Future");
        assertThat(errors("Compact", imports + "void main() {}\n" + uses(base()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {OURS, OURS + MORE})
    void andInAClass(String imports) {
        assertThat(errors("Ordinary", "import module java.base;\n" + imports + "class Ordinary {\n" + uses(base()) + "}\n")).isEmpty();
    }

    @Test
    void namesOfTheLibraryMeanOneThing() {
        var library = library();
        assertThat(library).hasSizeGreaterThan(100).allSatisfy((_, types) -> assertThat(types).hasSize(1))
                .doesNotContainKeys(base().keySet().toArray(String[]::new));
        assertThat(errors("Library", OURS + MORE + "void main() {}\n" + uses(library))).isEmpty();
    }

    @Test
    void namesAreWhatTheyAreInJShell() {
        // the local engine, which starts no other machine; the first line is what the tool itself begins with
        try (JShell shell = JShell.builder().executionEngine("local")
                .compilerOptions("--module-path", Modules.path(), "--add-modules", "fluxion.data,fluxion.plot").build()) {
            for (String line : ("import module java.base;\n" + OURS + MORE).lines().toList()) {
                assertThat(shell.eval(line)).allSatisfy(event -> assertThat(event.status()).isEqualTo(Snippet.Status.VALID));
            }
            for (String name : List.of("List", "Map", "Set", "Stream", "Random", "Pattern", "Iterator", "Key", "Type", "Guard", "Vector")) {
                assertThat(shell.eval("Class<?> of" + name + " = " + name + ".class;")).allSatisfy(event ->
                        assertThat(event.status()).as(name).isEqualTo(Snippet.Status.VALID));
            }
        }
    }
}
