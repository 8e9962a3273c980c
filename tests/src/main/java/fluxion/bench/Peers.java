package fluxion.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The programs {@code peers.py} that run cases by other libraries.
 *
 * @param python runs them
 * @param programs each with the names of the cases that it has
 * @param options how often
 */
record Peers(String python, Map<Path, Set<String>> programs, RunOptions options) {
    /** Those in some directories. */
    static Peers in(Seq<Path> directories, String python, RunOptions options) throws IOException, InterruptedException {
        Map<Path, Set<String>> programs = LinkedHashMap.empty();
        for (Path directory : directories) {
            Path program = directory.resolve("peers.py").toAbsolutePath();
            Option<Child.End> end = Child.run(Array.of(python, program.toString(), "--list"), options.timeout());
            if (end.isEmpty() || end.get().status() != 0) {
                throw new IllegalArgumentException("%s %s --list tells no cases: %s".formatted(python, program,
                        end.map(Child.End::lastLine).getOrElse("no end")));
            }
            programs = programs.put(program, HashSet.ofAll(end.get().output().lines().map(line -> line.split(" ")[0]).toList()));
        }
        return new Peers(python, programs, options);
    }

    /** What a library makes of a case: a file with this one result. */
    ResultFile run(Case benchmark, String peer, int threads) throws IOException, InterruptedException {
        Option<Path> program = programs.find(p -> p._2.contains(benchmark.name())).map(p -> p._1);
        if (program.isEmpty()) {
            return one(peer, threads, FreshJvms.failure(benchmark, "unsupported", "no peers.py has this case"));
        }
        Path result = Files.createTempFile("peer", ".json");
        Seq<String> command = Array.of(python, program.get().toString(), "--case", benchmark.name(), "--peer", peer, "--threads",
                "" + threads, "--json", result.toString()).appendAll(options.peerArguments())
                .appendAll(options.processors(threads).map(list -> Array.of("--cpus", list)).getOrElse(Array.empty()));
        try {
            Option<Child.End> end = Child.run(command, options.timeout() + 60); // by then it has given up itself
            return end.isDefined() && end.get().status() == 0 ? ResultFile.read(result)
                    : one(peer, threads, FreshJvms.failure(benchmark, "error", end.map(Child.End::lastLine).getOrElse("no end")));
        } finally {
            Files.deleteIfExists(result);
        }
    }

    private static ResultFile one(String peer, int threads, JsonNode result) {
        return new ResultFile(peer, ResultFile.tree(java.util.Map.of()), threads, "", Array.of(result));
    }
}
