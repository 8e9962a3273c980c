package fluxion.bench;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.List;
import picocli.CommandLine;

/** The options of all commands that run cases. */
final class RunOptions {
    @CommandLine.Option(names = "--cpus", split = ",", description = "Pin to the first of these processors, to one a thread.")
    private List<Integer> cpus = List.of();

    @CommandLine.Option(names = "--jvms", defaultValue = "3",
            description = "Fresh JVMs for each case, of which the median counts (default: ${DEFAULT-VALUE}).")
    private int jvms;

    @CommandLine.Option(names = "--repeat", defaultValue = "50", description = "Timed calls (default: ${DEFAULT-VALUE}).")
    private int repeat;

    @CommandLine.Option(names = "--warmup-seconds", defaultValue = "3",
            description = "Untimed calls first, at least so long (default: ${DEFAULT-VALUE}).")
    private double warmupSeconds;

    @CommandLine.Option(names = "--max-seconds", defaultValue = "10",
            description = "Timed calls, at most so long (default: ${DEFAULT-VALUE}).")
    private double maxSeconds;

    @CommandLine.Option(names = "--timeout", defaultValue = "600",
            description = "Seconds for one process (default: ${DEFAULT-VALUE}).")
    private long timeout;

    int jvms() {
        return jvms;
    }

    long timeout() {
        return timeout;
    }

    Measurement.Effort effort() {
        return new Measurement.Effort(repeat, warmupSeconds, maxSeconds);
    }

    /** The processors for so many threads, with commas between; none for all of the machine's. */
    Option<String> processors(int threads) {
        return Option.when(!cpus.isEmpty(), () -> Array.ofAll(cpus).take(threads).mkString(","));
    }

    /** What comes before a command so that it runs on the processors for so many threads. */
    Seq<String> pin(int threads) {
        return processors(threads).map(list -> (Seq<String>) Array.of("taskset", "-c", list)).getOrElse(Array.empty());
    }

    /** What tells a JVM how long and how often. */
    Seq<String> arguments() {
        return Array.of("--repeat", "" + repeat, "--warmup-seconds", "" + warmupSeconds, "--max-seconds", "" + maxSeconds);
    }

    /** What tells a peer's program how often; it knows best how long its library warms. */
    Seq<String> peerArguments() {
        return Array.of("--repeat", "" + repeat, "--max-seconds", "" + maxSeconds, "--timeout", "" + timeout);
    }
}
