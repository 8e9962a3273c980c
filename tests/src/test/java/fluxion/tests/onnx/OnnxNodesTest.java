package fluxion.tests.onnx;

import static fluxion.dsl.Fluxion.eval;
import static fluxion.dsl.Fluxion.fromOnnx;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.onnx.OnnxModel;
import io.vavr.Lazy;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The ONNX project's own operator tests, for the operators that are read: all pass, but for those that
 * {@code nodes-failing.txt} names with the reason. The report {@code target/onnx-operators.txt} has the counts for each operator,
 * and what is not covered. One test of each operator is run, with {@code -Dfluxion.onnx.all=true} all, also those of what
 * operators are expanded to; {@code -Dfluxion.onnx.report=true} prints the report.
 */
class OnnxNodesTest {
    private static final boolean ALL = Boolean.getBoolean("fluxion.onnx.all");
    private static final String NOT_COVERED = "not covered: ";

    private static final Lazy<NodeCase.File> FILE = Lazy.of(OnnxNodesTest::file);
    /** Of each test, by name: why it does not pass, or nothing. */
    private static final Lazy<Map<String, String>> RESULTS = Lazy.of(() -> LinkedHashMap.ofEntries(
            tests().map(test -> io.vavr.Tuple.of(test.name(), result(test)))));

    private static byte[] resource(String name) {
        try (InputStream in = OnnxNodesTest.class.getResourceAsStream("/onnx/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static NodeCase.File file() {
        try {
            return NodeCase.read(resource("nodes.gz"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Array<NodeCase> tests() {
        Array<NodeCase> all = FILE.get().cases();
        return ALL ? all : Array.ofAll(TreeMap.ofEntries(all.filter(test -> !test.name().contains("_expanded"))
                .groupBy(NodeCase::operator).toArray()).values()).flatMap(OnnxNodesTest::few);
    }

    private static Array<NodeCase> few(Array<NodeCase> tests) {
        return Array.of(tests.get(tests.size() / 2));
    }

    /** The tests that are known not to pass, with reasons. */
    private static Map<String, String> failing() {
        return LinkedHashMap.ofEntries(Array.ofAll(new String(resource("nodes-failing.txt"), StandardCharsets.UTF_8).lines())
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> io.vavr.Tuple.of(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2))));
    }

    // ---- one test ---------------------------------------------------------------------------------------------------

    private static String result(NodeCase test) {
        try {
            OnnxModel model = fromOnnx(test.model());
            return test.sets().map(set -> result(model, set, test)).find(difference -> !difference.isEmpty()).getOrElse("");
        } catch (FluxionException e) {
            String said = e.getMessage();
            String start = "fromOnnx: the operators ";
            return said.contains(" are not supported") ? NOT_COVERED + said.substring(start.length(), said.lastIndexOf(" are not supported"))
                    .replaceAll(" \\(in .*?\\)(?=, |$)", "") : said;
        } catch (RuntimeException e) {
            return "no FluxionException but " + e;
        }
    }

    /** All inputs are fixed; those that may be are weights then, and variables when the model is traced. */
    private static String result(OnnxModel model, NodeCase.Set set, NodeCase test) {
        OnnxModel closed = model.fixed(LinkedHashMap.ofEntries(model.inputs().zip(set.inputs())));
        Array<Expr> found = closed.results(closed.weights());
        return Array.range(0, set.outputs().size()).map(i ->
                difference((Tensor) found.get(i), set.outputs().get(i), test.relative(), test.absolute()))
                .find(difference -> !difference.isEmpty()).getOrElse("");
    }

    private static String difference(Tensor found, Tensor wanted, double relative, double absolute) {
        if (!found.type().equals(wanted.type())) {
            return "is " + found.type() + " for " + wanted.type();
        }
        double[] a = doubles(found);
        double[] b = doubles(wanted);
        for (int i = 0; i < a.length; i++) {
            boolean same = a[i] == b[i] || Double.isNaN(a[i]) && Double.isNaN(b[i])
                    || Math.abs(a[i] - b[i]) <= absolute + relative * Math.abs(b[i]);
            if (!same) {
                return "element " + i + " is " + a[i] + " for " + b[i];
            }
        }
        return "";
    }

    private static double[] doubles(Tensor t) {
        return switch (t.dtype()) {
            case F64, F32, I32 -> t.doubles();
            case I64 -> java.util.Arrays.stream(t.longs()).asDoubleStream().toArray();
            case BOOL -> eval(t.cast(DType.I32)).doubles();
        };
    }

    // ---- all of them ------------------------------------------------------------------------------------------------

    @TestFactory
    Stream<DynamicTest> operatorsPassTheirTests() {
        Map<String, String> failing = failing();
        return TreeMap.ofEntries(tests().groupBy(NodeCase::operator).toArray()).toJavaStream().map(entry -> dynamicTest(entry._1, () ->
                entry._2.forEach(test -> {
                    String result = RESULTS.get().get(test.name()).get();
                    if (!result.startsWith(NOT_COVERED)) {
                        if (failing.containsKey(test.name())) {
                            assertThat(result).as(test.name() + " passes now; nodes-failing.txt still has it").isNotEmpty();
                        } else {
                            assertThat(result).as(test.name()).isEmpty();
                        }
                    }
                })));
    }

    @Test
    void theReportSaysWhatIsCovered() throws IOException {
        Map<String, String> results = RESULTS.get();
        Map<String, String> failing = failing();
        Array<NodeCase> covered = tests().filter(test -> !results.get(test.name()).get().startsWith(NOT_COVERED));
        long passed = covered.count(test -> results.get(test.name()).get().isEmpty());
        StringBuilder report = new StringBuilder("Operator tests of ONNX " + FILE.get().version() + "\n\n" + passed + " of "
                + covered.size() + " tests of the operators covered pass"
                + (ALL ? "" : ", of one for each operator") + ".\n\nPassed of covered, by operator:\n");
        TreeMap.ofEntries(covered.groupBy(NodeCase::operator).toArray()).forEach((operator, tests) ->
                report.append("  ").append(operator).append(' ').append(tests.count(t -> results.get(t.name()).get().isEmpty()))
                        .append('/').append(tests.size()).append('\n'));
        report.append("\nNot passed:\n");
        covered.filter(test -> !results.get(test.name()).get().isEmpty()).forEach(test -> report.append("  ").append(test.name())
                .append(": ").append(failing.getOrElse(test.name(), "?")).append(" (")
                .append(results.get(test.name()).get().replace('\n', ' ')).append(")\n"));
        report.append("\nOperators not covered, with the number of tests that need them:\n");
        TreeMap.ofEntries(tests().map(test -> results.get(test.name()).get()).filter(r -> r.startsWith(NOT_COVERED))
                .flatMap(r -> Array.of(r.substring(NOT_COVERED.length()).split(", "))).groupBy(name -> name).toArray())
                .forEach((name, all) -> report.append("  ").append(name).append(' ').append(all.size()).append('\n'));
        report.append("\nTests that are left out of the file, by reason:\n");
        FILE.get().left().groupBy(entry -> entry._2.replaceAll("\\d+ bytes", "more bytes than are shipped")).forEach((why, all) ->
                report.append("  ").append(why).append(": ").append(all.size()).append('\n'));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "onnx-operators.txt"), report);
        if (Boolean.getBoolean("fluxion.onnx.report")) {
            System.out.println(report);
        }
        assertThat(passed).isGreaterThan(covered.size() * 95L / 100);
    }
}
