package fluxion.bench;

import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that ends with this one. */
final class Child {
    /**
     * How a process ended.
     *
     * @param status 0 where it did what it should
     * @param output all that it printed
     */
    record End(int status, String output) {
        String lastLine() {
            return output.lines().filter(line -> !line.isBlank()).reduce((_, last) -> last).orElse("");
        }
    }

    private Child() {}

    /** Runs a command; none where it takes longer than so many seconds. */
    static Option<End> run(Seq<String> command, long seconds) throws IOException, InterruptedException {
        Path log = Files.createTempFile("bench", ".log");
        ProcessBuilder builder = new ProcessBuilder(command.asJava()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1"); // scripts may lie where nobody should write
        Process process = builder.start();
        Thread together = new Thread(() -> end(process));
        Runtime.getRuntime().addShutdownHook(together);
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS)
                    ? Option.of(new End(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8)))
                    : Option.none();
        } finally {
            end(process);
            Runtime.getRuntime().removeShutdownHook(together);
            Files.deleteIfExists(log);
        }
    }

    private static void end(Process process) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
