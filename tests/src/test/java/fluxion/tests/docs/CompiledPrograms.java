package fluxion.tests.docs;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;

/**
 * Programs of documentation, each the body of a class of its own, all compiled at once. That takes a small part of the time of a
 * shell for each; a program that is none in this form, because a method uses a variable, or a name is declared twice, is left to
 * the shell.
 */
final class CompiledPrograms {
    private final Seq<Class<?>> classes;

    /** Compiles programs into a folder; what does not compile is not among {@link #runs}. */
    CompiledPrograms(Seq<String> programs, Path folder) throws IOException {
        Seq<Source> sources;
        try (JShell shell = JShell.create()) {
            SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
            sources = programs.zipWithIndex().map(p -> new Source("Program" + p._2, code("Program" + p._2, p._1, analysis)));
        }
        Set<JavaFileObject> wrong = compile(sources, folder);
        if (!wrong.isEmpty()) {
            compile(sources.reject(wrong::contains), folder);
        }
        ClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, CompiledPrograms.class.getClassLoader());
        classes = sources.map(source -> wrong.contains(source) ? void.class : load(loader, source.name));
    }

    private static Class<?> load(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a program compiled in this form. */
    boolean runs(int program) {
        return classes.get(program) != void.class;
    }

    /** Runs a program. */
    void run(int program) throws Throwable {
        var main = classes.get(program).getDeclaredMethod("run");
        main.setAccessible(true);
        try {
            main.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The sources with errors. */
    private static Set<JavaFileObject> compile(Seq<Source> sources, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(found, null, null)) {
            compiler.getTask(null, files, found, List.of("-d", folder.toString(), "-proc:none", "-nowarn", "-Xmaxerrs", "10000",
                    "--module-path", Modules.path(), "--add-modules", "fluxion.data,fluxion.plot"), null, sources).call();
        }
        Set<JavaFileObject> wrong = new HashSet<>();
        found.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).forEach(d -> wrong.add(unwrapped(d, sources)));
        return wrong;
    }

    private static JavaFileObject unwrapped(Diagnostic<? extends JavaFileObject> error, Seq<Source> sources) {
        if (error.getSource() == null) {
            throw new IllegalStateException(error.getMessage(null));
        }
        return sources.find(source -> error.getSource().getName().endsWith(source.name + ".java"))
                .getOrElseThrow(() -> new IllegalStateException(error.toString()));
    }

    private static String code(String name, String program, SourceCodeAnalysis analysis) {
        StringBuilder imports = new StringBuilder();
        StringBuilder members = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (String snippet : snippets(program, analysis)) {
            String text = snippet.strip();
            switch (kind(text, analysis)) {
                case IMPORT -> imports.append(text).append('\n');
                case METHOD, TYPE_DECL -> members.append(text.startsWith("static") ? "" : "static ")
                        .append(text).append('\n');
                case VAR, EXPRESSION, STATEMENT, ERRONEOUS -> body.append(text).append('\n');
                default -> throw new IllegalStateException(text);
            }
        }
        return imports + "final class " + name + " {\n" + members + "static void run() throws Throwable {\n" + body + "}\n}\n";
    }

    private static Snippet.Kind kind(String snippet, SourceCodeAnalysis analysis) {
        List<Snippet> read = analysis.sourceToSnippets(snippet);
        return read.isEmpty() ? Snippet.Kind.STATEMENT : read.getFirst().kind();
    }

    private static Seq<String> snippets(String program, SourceCodeAnalysis analysis) {
        List<String> snippets = new ArrayList<>();
        String rest = program;
        while (!rest.isBlank()) {
            SourceCodeAnalysis.CompletionInfo next = analysis.analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                snippets.add(rest);
                break;
            }
            snippets.add(next.source());
            rest = next.remaining();
        }
        return Array.ofAll(snippets);
    }

    /** A program's source. */
    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.name = name;
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
