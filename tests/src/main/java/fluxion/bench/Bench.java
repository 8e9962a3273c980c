package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Runs benchmark cases, each in fresh JVMs, and writes their times and checksums as JSON.
 *
 * <p>The schema is {@code function-transform-bench/1}, which programs in other languages write as well, so that files can be
 * joined case by case.
 */
@Command(name = "bench", mixinStandardHelpOptions = true, subcommands = {Compare.class, Growth.class, NewFunctions.class},
        description = "Times Fluxion on the benchmark cases, each in fresh JVMs.")
public final class Bench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @CommandLine.Option(names = "--list", description = "List the cases and stop.")
    private boolean list;

    @CommandLine.Option(names = "--case", split = ",", defaultValue = "all",
            description = "Cases, groups or all (default: ${DEFAULT-VALUE}).")
    private List<String> cases;

    @CommandLine.Option(names = "--threads", defaultValue = "1",
            description = "Threads to compute with (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Mixin
    private RunOptions options;

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
        Seq<Case> chosen = select(cases, spec);
        if (worker) {
            ResultFile.write(json, work(chosen.get(0)));
            return 0;
        }
        Option<ResultFile> reference = Option.of(expected).map(ResultFile::read);
        FreshJvms jvms = new FreshJvms(options, threads);
        Seq<JsonNode> results = Array.empty();
        boolean agree = true;
        for (Case benchmark : chosen) {
            ObjectNode result = jvms.run(benchmark);
            Option<String> difference = reference.flatMap(file -> difference(benchmark, result, file));
            IO.println(line(result) + difference.map(d -> "   DIFFERS: " + d).getOrElse(""));
            agree &= difference.isEmpty();
            results = results.append(result);
            if (json != null) {
                ResultFile.ours(threads, results).write(json); // after each, for whoever does not wait for all
            }
        }
        return agree ? 0 : 1;
    }

    @Command(name = "table", mixinStandardHelpOptions = true, description = "Prints the ratios of results that are there.")
    private void table(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "Results of ours and of peers.") List<Path> files) {
        Ratios.of(Array.ofAll(files).map(ResultFile::read)).forEach(ratios -> IO.println(ratios.table()));
    }

    static Seq<Case> select(List<String> patterns, CommandSpec spec) {
        return Array.ofAll(patterns).flatMap(pattern -> {
            Seq<Case> matches = Cases.all().filter(c -> pattern.equals("all") || c.name().equals(pattern)
                    || c.group().equals(pattern) || c.name().startsWith(pattern + "/"));
            if (matches.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "no case or group is named " + pattern + "; --list shows them");
            }
            return matches;
        }).distinctBy(Case::name);
    }

    private ObjectNode work(Case benchmark) {
        long start = System.nanoTime();
        Evaluator.threads(threads);
        Cases.smallest();
        try {
            return ResultFile.tree(Measurement.of(benchmark, options.effort(), Measurement.seconds(start)));
        } catch (RuntimeException | OutOfMemoryError error) {
            return FreshJvms.failure(benchmark, "error", error.toString());
        }
    }

    static String line(JsonNode result) {
        String name = result.get("case").asText();
        if (!ResultFile.succeeded(result)) {
            return "%-44s %s: %s".formatted(name, result.get("status").asText(), result.path("note").asText());
        }
        JsonNode steady = result.get("steady_us");
        String spread = result.has("spread") ? "   spread %5.1f %%".formatted(100 * result.get("spread").asDouble()) : "";
        return "%-44s first %9.4f s   median %13.2f us   min %13.2f us   n %4d%s".formatted(name,
                result.get("first_call_s").asDouble(), steady.get("median").asDouble(), steady.get("min").asDouble(),
                result.get("repeats").asInt(), spread);
    }

    /** Where checksums differ by more than the case's tolerance from those of another file, or are absent. */
    private static Option<String> difference(Case benchmark, JsonNode result, ResultFile reference) {
        return !ResultFile.succeeded(result) ? Option.of("no result")
                : reference.result(benchmark.name()).fold(() -> Option.of("there is no such case"),
                        theirs -> Agreement.difference(result, theirs, benchmark.tolerance()));
    }
}
