package fluxion.tests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Values, first and second derivatives and batching of every operation against reference numbers. The files are those of
 * this project, or of the directory that {@code -Dfluxion.golden=DIR} names. No operation of theirs is left out.
 */
class GoldenTest {
    private record GoldenFile(String name, Seq<GoldenCase> cases) {}

    @TestFactory
    Stream<DynamicNode> everyCaseAgrees() {
        Seq<GoldenFile> files = files();
        return files.map(file -> dynamicContainer(file.name(),
                        file.cases().filter(c -> GoldenOperations.named(c.op()).isDefined()).groupBy(GoldenCase::op).toArray()
                                .map(byOp -> (DynamicNode) dynamicContainer(byOp._1, byOp._2.map(c ->
                                        dynamicTest(c.id(), () -> passes(file.name(), c))).toJavaStream()))
                                .toJavaStream()))
                .map(DynamicNode.class::cast)
                .append(dynamicTest("none is left out", () -> noneIsLeftOut(files)))
                .toJavaStream();
    }

    private static void passes(String file, GoldenCase golden) {
        report(file, golden, new GoldenChecks(golden, GoldenOperations.named(golden.op()).get(), fn -> fn).failures());
    }

    /** The same numbers, at special points too, after simplification. */
    @TestFactory
    Stream<DynamicNode> simplifiedDerivativesAgree() {
        return files().map(file -> (DynamicNode) dynamicContainer(file.name(),
                file.cases().filter(c -> GoldenOperations.named(c.op()).isDefined() && c.derivatives().isDefined())
                        .map(c -> dynamicTest(c.id(), () -> report(file.name(), c,
                                new GoldenChecks(c, GoldenOperations.named(c.op()).get(), Simplify::of).unmapped())))
                        .toJavaStream())).toJavaStream();
    }

    private static void report(String file, GoldenCase golden, Seq<String> failures) {
        if (failures.nonEmpty()) {
            AssertionError error = new AssertionError(file + " " + golden.id() + " " + golden.params().node() + failures.mkString("\n    ", "\n    ", ""));
            error.setStackTrace(new StackTraceElement[0]);
            throw error;
        }
    }

    private static void noneIsLeftOut(Seq<GoldenFile> files) {
        assertThat(files.flatMap(GoldenFile::cases).map(GoldenCase::op).distinct().filter(op -> GoldenOperations.named(op).isEmpty()).toJavaList())
                .as("operations without a meaning in Fluxion").isEmpty();
    }

    private static Seq<GoldenFile> files() {
        return Option.of(System.getProperty("fluxion.golden")).fold(GoldenTest::shipped, GoldenTest::directory);
    }

    private static Seq<GoldenFile> shipped() {
        JsonNode index = parse(GoldenTest.class.getResourceAsStream("/golden/index.json"), "index.json");
        return Array.ofAll(index.get("families")).map(f -> f.get("file").asText())
                .map(name -> file(name, parse(GoldenTest.class.getResourceAsStream("/golden/" + name), name)));
    }

    private static Seq<GoldenFile> directory(String name) {
        // the tests run in their module's directory, the command in the one above
        Path directory = Files.isDirectory(Path.of(name)) ? Path.of(name) : Path.of("..").resolve(name);
        try (Stream<Path> paths = Files.list(directory)) {
            Seq<GoldenFile> files = Array.ofAll(paths.filter(p -> p.toString().endsWith(".json")).sorted())
                    .map(path -> {
                        try (InputStream in = Files.newInputStream(path)) {
                            return parseFile(path.getFileName().toString(), in);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }).flatMap(f -> f);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("fluxion.golden: the directory must hold golden files (*.json); got " + name);
            }
            return files;
        } catch (IOException e) {
            throw new IllegalArgumentException("fluxion.golden: must name a readable directory; got " + name, e);
        }
    }

    private static Option<GoldenFile> parseFile(String name, InputStream in) {
        JsonNode root = parse(in, name);
        return Option.when(root.has("cases"), () -> file(name, root));
    }

    private static GoldenFile file(String name, JsonNode root) {
        return new GoldenFile(name, Array.ofAll(root.get("cases")).map(GoldenCase::read));
    }

    private static JsonNode parse(InputStream in, String name) {
        try (in) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("golden file " + name, e);
        }
    }
}
