package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs each case here and by other libraries in turn, within the same minutes, and prints the ratios of their times. */
@Command(name = "compare", mixinStandardHelpOptions = true, description = "Runs cases here and by other libraries in turn, "
        + "case by case, and prints the ratios of our times to those of the best of them.")
final class Compare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--case", split = ",", defaultValue = "all",
            description = "Cases, groups or all (default: ${DEFAULT-VALUE}).")
    private List<String> cases;

    @Option(names = "--peers", split = ",", required = true, description = "Directories whose peers.py run cases by other "
            + "libraries; of several, the first that has a case runs it.")
    private List<Path> peers;

    @Option(names = "--python", defaultValue = "python3", description = "Runs them (default: ${DEFAULT-VALUE}).")
    private String python;

    @Option(names = "--peer", split = ",", defaultValue = "jax,torch", description = "The other libraries; our first calls are "
            + "compared with those of the first (default: ${DEFAULT-VALUE}).")
    private List<String> names;

    @Option(names = "--threads", split = ",", defaultValue = "1,2",
            description = "Numbers of threads, a table for each (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads;

    @Option(names = "--json", description = "Write the results of each library and number of threads into this directory.")
    private Path json;

    @Mixin
    private RunOptions options;

    @Override
    public Integer call() throws Exception {
        Seq<Case> chosen = Bench.select(cases, spec);
        Peers others;
        try {
            others = Peers.in(Array.ofAll(peers), python, options);
        } catch (IllegalArgumentException mistaken) {
            throw new ParameterException(spec.commandLine(), mistaken.getMessage());
        }
        Map<Tuple2<String, Integer>, ResultFile> files = LinkedHashMap.empty();
        for (Case benchmark : chosen) {
            for (int count : threads) {
                files = with(files, ResultFile.ours(count, Array.of(new FreshJvms(options, count).run(benchmark))));
                for (String name : names) {
                    files = with(files, others.run(benchmark, name, count));
                }
            }
        }
        Seq<Ratios> tables = Ratios.of(files.values());
        tables.forEach(table -> IO.println("\n" + table.table()));
        return tables.flatMap(Ratios::rows).forAll(row -> row.ours().isDefined() && row.differences().isEmpty()) ? 0 : 1;
    }

    /** With one more result, printed, and written for whoever does not wait for all. */
    private Map<Tuple2<String, Integer>, ResultFile> with(Map<Tuple2<String, Integer>, ResultFile> files, ResultFile one)
            throws IOException {
        JsonNode result = one.results().head();
        IO.println("%-8s %d   %s".formatted(one.peer(), one.threads(), Bench.line(result)));
        Seq<JsonNode> before = files.get(Tuple.of(one.peer(), one.threads())).map(ResultFile::results).getOrElse(Array.empty());
        ResultFile file = new ResultFile(one.peer(), one.versions(), one.threads(), one.cpu(), before.append(result));
        if (json != null) {
            Files.createDirectories(json);
            file.write(json.resolve(file.peer() + "-" + file.threads() + ".json"));
        }
        return files.put(Tuple.of(one.peer(), one.threads()), file);
    }
}
