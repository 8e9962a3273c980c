package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/**
 * Runs benchmark cases, each in a fresh JVM, and writes their times and checksums as JSON.
 *
 * <p>The schema is {@code function-transform-bench/1}, which programs in other languages write as well, so that two files
 * can be joined case by case.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Times Fluxion on the benchmark cases, each in a fresh JVM.")
public final class Bench implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Spec
    private CommandSpec spec;

    @CommandLine.Option(names = "--list", description = "List the cases and stop.")
    private boolean list;

    @CommandLine.Option(names = "--case", split = ",", defaultValue = "all", description = "Cases, groups or all (default: ${DEFAULT-VALUE}).")
    private List<String> cases;

    @CommandLine.Option(names = "--threads", defaultValue = "1", description = "Threads to compute with (default: ${DEFAULT-VALUE}).")
    private int threads;

    @CommandLine.Option(names = "--cpus", description = "Pin to these processors, as taskset -c does.")
    private String cpus;

    @CommandLine.Option(names = "--repeat", defaultValue = "50", description = "Timed calls (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @CommandLine.Option(names = "--warmup-seconds", defaultValue = "3", description = "Untimed calls first, at least so long (default: ${DEFAULT-VALUE}).")
    private double warmupSeconds;

    @CommandLine.Option(names = "--max-seconds", defaultValue = "10", description = "Timed calls, at most so long (default: ${DEFAULT-VALUE}).")
    private double maxSeconds;

    @CommandLine.Option(names = "--timeout", defaultValue = "600", description = "Seconds for one case (default: ${DEFAULT-VALUE}).")
    private long timeout;

    @CommandLine.Option(names = "--json", description = "Write the results to this file.")
    private Path json;

    @CommandLine.Option(names = "--expected", description = "Compare checksums with those of this result file.")
    private Path expected;

    @CommandLine.Option(names = "--worker", hidden = true)
    private boolean worker;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Cases.all().forEach(c -> IO.println("%-44s %s".formatted(c.name(), c.dtype())));
            return 0;
        }
        Seq<Case> chosen = select();
        if (worker) {
            Files.writeString(json, JSON.writeValueAsString(work(chosen.get(0))));
            return 0;
        }
        List<Map<String, Object>> results = new ArrayList<>();
        boolean agree = true;
        for (Case benchmark : chosen) {
            Map<String, Object> result = isolated(benchmark);
            results.add(result);
            Option<String> disagreement = Option.of(expected).flatMap(file -> disagreement(benchmark, result, file));
            agree &= disagreement.isEmpty();
            IO.println(line(result) + disagreement.map(d -> "   DIFFERS: " + d).getOrElse(""));
        }
        if (json != null) {
            Files.writeString(json, JSON.writeValueAsString(report(results)));
        }
        return agree ? 0 : 1;
    }

    private Seq<Case> select() {
        return Array.ofAll(cases).flatMap(pattern -> {
            Seq<Case> matches = Cases.all().filter(c -> pattern.equals("all") || c.name().equals(pattern) || c.group().equals(pattern)
                    || c.name().startsWith(pattern + "/"));
            if (matches.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "no case or group is named " + pattern + "; --list shows them");
            }
            return matches;
        }).distinctBy(Case::name);
    }

    private Map<String, Object> work(Case benchmark) {
        long start = System.nanoTime();
        fluxion.ops.eval.Evaluator.threads(threads);
        Cases.smallest();
        try {
            return Measurement.of(benchmark, new Measurement.Effort(repeat, warmupSeconds, maxSeconds), Measurement.seconds(start));
        } catch (RuntimeException | OutOfMemoryError error) {
            error.printStackTrace();
            return failure(benchmark, "error", error.toString());
        }
    }

    private Map<String, Object> isolated(Case benchmark) throws IOException, InterruptedException {
        Path result = Files.createTempFile("bench", ".json");
        List<String> command = new ArrayList<>();
        if (cpus != null) {
            command.addAll(List.of("taskset", "-c", cpus));
        }
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--add-modules", "jdk.incubator.vector",
                "-Xmx12g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages", "-Xmn512m", "-cp", System.getProperty("java.class.path"), Bench.class.getName(), "--worker", "--case", benchmark.name(),
                "--threads", "" + threads, "--repeat", "" + repeat, "--warmup-seconds", "" + warmupSeconds, "--max-seconds", "" + maxSeconds,
                "--json", result.toString()));
        Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.appendTo(Files.createTempFile("bench", ".log").toFile())).start();
        try {
            if (!process.waitFor(timeout, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return failure(benchmark, "timeout", "no result within " + timeout + " s");
            }
            if (process.exitValue() != 0) {
                return failure(benchmark, "error", "exit " + process.exitValue());
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> read = JSON.readValue(result.toFile(), LinkedHashMap.class);
            return read;
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static Map<String, Object> failure(Case benchmark, String status, String note) {
        Map<String, Object> result = Measurement.header(benchmark);
        result.put("status", status);
        result.put("note", note);
        return result;
    }

    private Map<String, Object> report(List<Map<String, Object>> results) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("schema", "function-transform-bench/1");
        report.put("peer", "fluxion");
        report.put("versions", Map.of("fluxion", "0.1.0", "jdk", System.getProperty("java.version")));
        report.put("threads", threads);
        report.put("cpu", processor());
        report.put("results", results);
        return report;
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(l -> l.startsWith("model name")).findFirst()
                    .map(l -> l.substring(l.indexOf(':') + 1).strip()).orElse(System.getProperty("os.arch"));
        } catch (IOException unknown) {
            return System.getProperty("os.arch");
        }
    }

    private static String line(Map<String, Object> result) {
        if (!"ok".equals(result.get("status"))) {
            return "%-44s %s: %s".formatted(result.get("case"), result.get("status"), result.get("note"));
        }
        Map<?, ?> steady = (Map<?, ?>) result.get("steady_us");
        return "%-44s first %9.4f s   median %13.2f us   min %13.2f us   n %4d".formatted(result.get("case"), result.get("first_call_s"),
                steady.get("median"), steady.get("min"), result.get("repeats"));
    }

    /** Where checksums differ by more than the case's tolerance from those of another result file. */
    private static Option<String> disagreement(Case benchmark, Map<String, Object> result, Path file) {
        if (!"ok".equals(result.get("status"))) {
            return Option.of("no result");
        }
        JsonNode mine = JSON.valueToTree(result);
        JsonNode theirs = result(file, benchmark.name());
        for (String field : List.of("inputs", "outputs")) {
            for (Map.Entry<String, JsonNode> entry : theirs.get(field).properties()) {
                JsonNode other = mine.get(field).get(entry.getKey());
                if (other == null) {
                    return Option.of(field + " named differently: no " + entry.getKey());
                }
                double distance = checksum(other).distance(checksum(entry.getValue()));
                if (!(distance <= benchmark.tolerance())) {
                    return Option.of("%s %s by %.1e".formatted(field, entry.getKey(), distance));
                }
            }
        }
        return Option.none();
    }

    private static Checksum checksum(JsonNode node) {
        List<Integer> shape = new ArrayList<>();
        node.get("shape").forEach(d -> shape.add(d.asInt()));
        return new Checksum(fluxion.core.Ints.from(shape), node.get("count").asLong(), node.get("sum").asDouble(), node.get("abs_sum").asDouble(),
                node.get("l2").asDouble(), node.get("wsum").asDouble());
    }

    private static JsonNode result(Path file, String name) {
        try {
            for (JsonNode node : JSON.readTree(file.toFile()).get("results")) {
                if (node.get("case").asText().equals(name)) {
                    return node;
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read " + file, unreadable);
        }
        throw new IllegalArgumentException(file + " has no case " + name);
    }
}
