package fluxion.site;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Javadoc of what the library's modules export, made by the JDK's own javadoc with all its checks. */
final class ApiDocs {
    /** Where the modules are in the checkout; the last name is that of the module. */
    private static final List<String> MODULES = List.of("core", "ops", "transforms", "dsl", "dsl/data", "dsl/plot", "dsl/cli",
            "dsl/bridges/kryo", "dsl/bridges/hipparchus", "dsl/bridges/jupyter");
    /** Of the class path alone, as what it needs is. */
    private static final String SPARK = "dsl/bridges/spark";
    /** The jars that modules need; those of Spark are none, with the same packages in several of them. */
    private static final Pattern LIBRARIES = Pattern.compile(
            "(vavr|commons-(csv|io|codec)|xchart|VectorGraphics2D|kryo-shaded|minlog|objenesis|hipparchus|ejml|jjava|gson|jeromq"
                    + "|jnacl|slf4j-api)-.*\\.jar");
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
        List<String> modules = run(target, modules(root));
        List<String> spark = run(target.resolve(name(SPARK)), spark(root));
        return Stream.concat(modules.stream(), spark.stream()).toList();
    }

    private static List<String> run(Path target, List<String> subject) {
        ToolProvider javadoc = ToolProvider.findFirst("javadoc")
                .orElseThrow(() -> new IllegalStateException("this JDK has no javadoc"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        List<String> arguments = new ArrayList<>(List.of("-quiet", "-Xdoclint:all", "-Xmaxwarns", "100000", "-Xmaxerrs", "1000",
                "-encoding", "UTF-8", "-notimestamp", "-d", target.toString()));
        arguments.addAll(subject);
        int code = javadoc.run(out, out, arguments.toArray(String[]::new));
        List<String> problems = problems(said.toString());
        return code != 0 && problems.isEmpty() ? List.of(said.toString()) : problems;
    }

    private static List<String> style(Path root, String title, String guide) {
        return List.of("-windowtitle", title, "-doctitle", title, "-header",
                "<a href=\"{@docRoot}/" + guide + "index.html\">Guide</a>",
                "--add-stylesheet", root.resolve("dsl/site/src/main/resources/fluxion/site/api.css").toString());
    }

    private static List<String> modules(Path root) throws IOException {
        List<String> arguments = new ArrayList<>(style(root, "Fluxion", "../"));
        arguments.addAll(List.of("--module-path", jars(LIBRARIES.asMatchPredicate()), "--module",
                MODULES.stream().map(ApiDocs::name).collect(Collectors.joining(","))));
        for (String module : MODULES) {
            arguments.addAll(List.of("--module-source-path", name(module) + "=" + sources(root.resolve(module))));
        }
        return arguments;
    }

    private static List<String> spark(Path root) {
        List<String> arguments = new ArrayList<>(style(root, "Fluxion on Spark", "../../"));
        arguments.addAll(List.of("--class-path", System.getProperty("java.class.path"), "--add-modules", "jdk.incubator.vector",
                "--source-path", root.resolve(SPARK).resolve("src/main/java").toString(), "-subpackages", "fluxion.spark"));
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

    private static String jars(Predicate<String> names) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> names.test(Path.of(entry).getFileName().toString()))
                .collect(Collectors.joining(File.pathSeparator));
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
