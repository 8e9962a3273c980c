package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The library as others depend on it: the README's project compiles and runs against the jars, as a module and from the class
 * path; the jars and the POMs are complete. What needs jars is left out where there are none, before Maven's phase package.
 */
class PackagingTest {
    private static final String PRINTED = "Line[slope=-1.0, offset=-2.0]";

    @TempDir
    Path directory;

    /** The jars that this build has packaged. */
    private static List<Path> jars() {
        List<Path> path = Stream.of(Modules.path().split(File.pathSeparator)).map(Path::of).toList();
        assumeThat(path).as("jars, which are there from Maven's phase package on").noneMatch(Files::isDirectory);
        return path.stream().filter(jar -> jar.getFileName().toString().startsWith("fluxion-")).toList();
    }

    private static String block(String name) throws IOException {
        return ReadmeTest.blocks(name).getOrElseThrow(() -> new AssertionError("the README has no block " + name));
    }

    @Test
    void theProjectOfTheReadmeRunsAsAModule() throws IOException, InterruptedException {
        jars();
        Path sources = Files.createDirectories(directory.resolve("src"));
        compile(List.of("--module-path", Modules.path()),
                Files.writeString(sources.resolve("module-info.java"), block("java module-info.java")),
                Files.writeString(sources.resolve("Demo.java"), block("java Demo.java")));
        Run run = run("--module-path", Modules.path() + File.pathSeparator + classes(), "--module", "demo/demo.Demo");
        assertThat(run.out()).containsExactly(PRINTED);
        assertThat(run.err()).as("vectors without a flag").noneMatch(line -> line.contains("--add-modules"));
    }

    @Test
    void andFromTheClassPath() throws IOException, InterruptedException {
        jars();
        String asModule = block("java Demo.java");
        String program = asModule.replace("import module fluxion.dsl;\n", block("java class path"));
        assertThat(program).isNotEqualTo(asModule);
        compile(List.of("-classpath", Modules.path()), Files.writeString(directory.resolve("Demo.java"), program));
        Run run = run("--add-modules", "jdk.incubator.vector", "-classpath", Modules.path() + File.pathSeparator + classes(), "demo.Demo");
        assertThat(run.out()).containsExactly(PRINTED);
        assertThat(run.err()).allMatch(line -> line.contains("incubator")); // the machine's own warning alone

        Run without = run("-classpath", Modules.path() + File.pathSeparator + classes(), "demo.Demo");
        assertThat(without.out()).containsExactly(PRINTED);
        assertThat(String.join("\n", without.err())).as("the flag that is missing").contains("--add-modules jdk.incubator.vector");
    }

    private Path classes() {
        return directory.resolve("classes");
    }

    private void compile(List<String> options, Path... sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> all = new ArrayList<>(options);
            all.addAll(List.of("-d", classes().toString(), "-proc:none"));
            assertThat(compiler.getTask(messages, files, null, all, null, files.getJavaFileObjects(sources)).call()).as(messages.toString()).isTrue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Run(List<String> out, List<String> err) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(err)).isZero();
        } finally {
            process.destroyForcibly();
        }
        return new Run(Files.readAllLines(out), Files.readAllLines(err));
    }

    @Test
    void jarsAreCompleteAndTheSameWheneverTheyAreMade() throws Exception {
        Instant time = Instant.parse(text(pom(""), "project/properties/project.build.outputTimestamp"));
        assertThat(jars()).extracting(jar -> jar.getFileName().toString()).contains("fluxion-dsl-" + text(pom(""), "project/version") + ".jar");
        for (Path jar : jars()) {
            Path sources = jar.resolveSibling(jar.getFileName().toString().replace(".jar", "-sources.jar"));
            for (Path file : List.of(jar, sources)) {
                try (JarFile read = new JarFile(file.toFile())) {
                    assertThat(read.stream().map(JarEntry::getTimeLocal)).as("times in %s", file).isNotEmpty()
                            .allMatch(time.atOffset(ZoneOffset.UTC).toLocalDateTime()::equals);
                    try (InputStream licence = read.getInputStream(read.getEntry("META-INF/LICENSE"))) {
                        assertThat(licence).hasSameContentAs(Files.newInputStream(root().resolve("LICENSE")));
                    }
                }
            }
            try (JarFile read = new JarFile(jar.toFile())) {
                assertThat(read.getEntry("module-info.class")).as("the descriptor of %s", jar).isNotNull();
            }
            try (JarFile read = new JarFile(sources.toFile())) {
                assertThat(read.stream().filter(entry -> entry.getName().endsWith("/package-info.java"))).isNotEmpty();
            }
        }
    }

    @Test
    void pomsSayWhatTheyAreOf() throws Exception {
        Document parent = pom("");
        Document bom = pom("dsl/bom");
        List<String> described = List.of("url", "description", "inceptionYear", "licenses/license/name", "licenses/license/url",
                "developers/developer/name", "scm/url", "scm/connection", "scm/developerConnection", "properties/home");
        for (String element : described) {
            assertThat(text(parent, "project/" + element)).as(element).isNotBlank();
            if (!element.equals("description")) {
                assertThat(text(bom, "project/" + element)).as("%s, of the list of versions too", element).isEqualTo(text(parent, "project/" + element));
            }
        }
        assertThat(text(bom, "project/version")).isEqualTo(text(parent, "project/version"));
    }

    @Test
    void theListOfVersionsNamesEveryModuleThatIsInstalled() throws Exception {
        List<String> installed = new ArrayList<>();
        for (Element module : all(pom(""), "project/modules/module")) {
            Document pom = pom(module.getTextContent());
            boolean skipped = all(pom, "project/properties/maven.install.skip").stream().anyMatch(skip -> skip.getTextContent().equals("true"));
            boolean jar = all(pom, "project/packaging").isEmpty();
            if (jar && !skipped) {
                installed.add(text(pom, "project/artifactId"));
            }
        }
        assertThat(installed).contains("fluxion-dsl").doesNotContain("fluxion-examples", "fluxion-tests");
        assertThat(all(pom("dsl/bom"), "project/dependencyManagement/dependencies/dependency/artifactId").stream().map(Element::getTextContent))
                .containsExactlyInAnyOrderElementsOf(installed);
    }

    @Test
    void thePomToCopyHasTheVersionsThatTheBuildHas() throws Exception {
        Document parent = pom("");
        Document copied = parse(Files.writeString(directory.resolve("pom.xml"), block("xml pom.xml")));
        assertThat(text(copied, "project/dependencyManagement/dependencies/dependency/version")).isEqualTo(text(parent, "project/version"));
        assertThat(block("kotlin")).contains("fluxion-bom:" + text(parent, "project/version"));
        String plugins = "project/build/plugins/plugin";
        var versions = Stream.concat(all(parent, "project/build/pluginManagement/plugins/plugin").stream(), all(parent, plugins).stream())
                .filter(plugin -> !child(plugin, "version").isEmpty())
                .collect(Collectors.toMap(plugin -> child(plugin, "artifactId"), plugin -> child(plugin, "version")));
        assertThat(all(copied, plugins)).isNotEmpty().allSatisfy(plugin ->
                assertThat(child(plugin, "version")).as(child(plugin, "artifactId")).isEqualTo(versions.get(child(plugin, "artifactId"))));
    }

    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }

    private static Document pom(String module) throws Exception {
        return parse(root().resolve(module).resolve("pom.xml"));
    }

    private static Document parse(Path file) throws IOException, SAXException, ParserConfigurationException {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> children(Node node, String name) {
        NodeList nodes = node.getChildNodes();
        return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).filter(n -> n.getNodeName().equals(name)).map(Element.class::cast).toList();
    }

    private static String child(Node node, String name) {
        return children(node, name).stream().map(Element::getTextContent).findFirst().orElse("");
    }

    /** All elements at a path of names. */
    private static List<Element> all(Document document, String path) {
        List<? extends Node> nodes = List.of(document);
        for (String name : path.split("/")) {
            nodes = nodes.stream().flatMap(node -> children(node, name).stream()).toList();
        }
        return nodes.stream().map(Element.class::cast).toList();
    }

    private static String text(Document document, String path) {
        return all(document, path).stream().map(Element::getTextContent).findFirst()
                .orElseThrow(() -> new AssertionError("no " + path));
    }
}
