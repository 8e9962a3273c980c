package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Runs a case in fresh JVMs that have the options a user has, none but the module of vectors: each JVM compiles a little
 * differently, so one alone says little.
 *
 * @param options how long and how often
 * @param threads to compute with
 */
record FreshJvms(RunOptions options, int threads) {
    /** The case's result over all JVMs; of the JVM that failed, where one did. */
    ObjectNode run(Case benchmark) throws IOException, InterruptedException {
        Seq<ObjectNode> runs = Array.empty();
        while (runs.size() < options.jvms()) {
            ObjectNode run = once(benchmark);
            if (!ResultFile.succeeded(run)) {
                return run;
            }
            runs = runs.append(run);
        }
        return joined(runs);
    }

    private ObjectNode once(Case benchmark) throws IOException, InterruptedException {
        Path result = Files.createTempFile("bench", ".json");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Seq<String> command = options.pin(threads).appendAll(Array.of(java, "--add-modules", "jdk.incubator.vector", "-cp",
                System.getProperty("java.class.path"), Bench.class.getName(), "--worker", "--case", benchmark.name(),
                "--threads", "" + threads, "--json", result.toString())).appendAll(options.arguments());
        try {
            Option<Child.End> end = Child.run(command, options.timeout());
            return end.map(e -> e.status() == 0 ? (ObjectNode) ResultFile.json(result)
                    : failure(benchmark, "error", "exit " + e.status() + ": " + e.lastLine()))
                    .getOrElse(() -> failure(benchmark, "timeout", "no result within " + options.timeout() + " s"));
        } finally {
            Files.deleteIfExists(result);
        }
    }

    static ObjectNode failure(Case benchmark, String status, String note) {
        Map<String, Object> result = Measurement.header(benchmark);
        result.put("status", status);
        result.put("note", note);
        return ResultFile.tree(result);
    }

    /**
     * One result of those of several JVMs: the medians of their figures, but the least time and the highest rate; and the
     * spread, by how much the longest median exceeds the shortest.
     */
    static ObjectNode joined(Seq<? extends JsonNode> runs) {
        ObjectNode joined = runs.get(0).deepCopy();
        Seq<Double> medians = figures(runs, "/steady_us/median");
        Seq<Double> firsts = figures(runs, "/first_call_s");
        ObjectNode steady = (ObjectNode) joined.get("steady_us");
        steady.put("median", Measurement.median(medians));
        steady.put("min", figures(runs, "/steady_us/min").min().get());
        steady.put("p90", Measurement.median(figures(runs, "/steady_us/p90")));
        for (String field : Array.of("setup_s", "first_call_s", "baseline_rss_mb", "peak_rss_mb")) {
            if (joined.path(field).isNumber()) {
                joined.put(field, Measurement.median(figures(runs, "/" + field)));
            }
        }
        if (joined.has("extra")) {
            ((ObjectNode) joined.get("extra")).put("gflops", figures(runs, "/extra/gflops").max().get());
        }
        joined.put("jvms", runs.size());
        joined.put("spread", medians.max().get() / medians.min().get() - 1);
        list(joined.putArray("medians_us"), medians);
        list(joined.putArray("first_calls_s"), firsts);
        return joined;
    }

    private static Seq<Double> figures(Seq<? extends JsonNode> runs, String pointer) {
        ToDoubleFunction<JsonNode> figure = run -> run.at(pointer).asDouble();
        return runs.map(figure::applyAsDouble);
    }

    private static void list(ArrayNode list, Seq<Double> values) {
        values.forEach(value -> list.add(value.doubleValue()));
    }
}
