package fluxion.site;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Javadoc of what the library's modules export, made by the JDK's own javadoc with all its checks. */
final class ApiDocs {
    /** Where the modules are in the checkout; the last name is that of the module. */
    private static final List<String> MODULES = List.of("core", "ops", "transforms", "dsl", "dsl/data", "dsl/plot");
    /**
     * What counts as no warning. The sentence of a method says what its result and its parameters are, and a record what a
     * compact constructor takes; private methods of serialization are no interface; and every run that sees the module of
     * vectors says that it is an incubating one.
     */
    private static final Pattern ALLOWED = Pattern.compile(
            ".*warning: (no @(param|return|throws)|no comment\\n +(private .*|public \\w+ \\{)\\n|\\[incubating\\]).*",
            Pattern.DOTALL);

    private ApiDocs() {}

    /** Writes the pages into a directory; returns the warnings and errors. */
    static List<String> write(Path root, Path target) throws IOException {
        ToolProvider javadoc = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("this JDK has no javadoc"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = javadoc.run(out, out, arguments(root, target).toArray(String[]::new));
        List<String> problems = problems(said.toString());
        return code != 0 && problems.isEmpty() ? List.of(said.toString()) : problems;
    }

    private static List<String> arguments(Path root, Path target) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-quiet", "-Xdoclint:all", "-Xmaxwarns", "100000", "-Xmaxerrs", "1000",
                "-encoding", "UTF-8", "-notimestamp", "-d", target.toString(),
                "-windowtitle", "Fluxion", "-doctitle", "Fluxion", "-header", "<a href=\"{@docRoot}/../index.html\">Guide</a>",
                "--add-stylesheet", root.resolve("dsl/site/src/main/resources/fluxion/site/api.css").toString(),
                "--module-path", libraries(), "--module", MODULES.stream().map(ApiDocs::name).collect(Collectors.joining(","))));
        for (String module : MODULES) {
            arguments.addAll(List.of("--module-source-path", name(module) + "=" + sources(root.resolve(module))));
        }
        return arguments;
    }

    private static String name(String module) {
        return "fluxion." + module.replaceFirst(".*/", "");
    }

    /** What was written and what the build has generated. */
    private static String sources(Path module) throws IOException {
        Path generated = module.resolve("target/generated-sources");
        List<Path> folders = new ArrayList<>(List.of(module.resolve("src/main/java")));
        if (Files.isDirectory(generated)) {
            try (Stream<Path> found = Files.list(generated)) {
                folders.addAll(found.filter(folder -> Files.isDirectory(folder.resolve("fluxion"))).sorted().toList());
            }
        }
        return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** What the library needs: the jars of the class path but its own, which are here as sources. */
    private static String libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .filter(entry -> entry.toString().endsWith(".jar") && !entry.getFileName().toString().startsWith("fluxion-"))
                .map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** One a message: the lines from one that says warning or error to the next such. */
    private static List<String> problems(String said) {
        List<String> problems = new ArrayList<>();
        StringBuilder message = new StringBuilder();
        for (String line : (said + "\nwarning: [incubating]").lines().toList()) {
            if (line.contains("warning: ") || line.contains("error: ")) {
                if (!message.isEmpty() && !ALLOWED.matcher(message).matches()) {
                    problems.add(message.toString());
                }
                message.setLength(0);
            }
            if (!line.matches("\\d+ (warnings?|errors?)")) {
                message.append(message.isEmpty() ? "" : "\n").append(line);
            }
        }
        return problems;
    }
}
