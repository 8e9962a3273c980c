package fluxion.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where text and bytes go: to a file where one is named, otherwise to the output.
 *
 * @param out the output
 * @param asked what was asked
 */
record Output(PrintStream out, Arguments asked) {
    /** Text; in JSON by a name. */
    void text(String name, String text) {
        if (asked.has(Choice.OUT)) {
            write(name, text.getBytes(StandardCharsets.UTF_8));
        } else {
            out.println(asked.has(Choice.JSON) ? "{" + JsonAnswer.quoted(name) + ": " + JsonAnswer.quoted(text) + "}" : text);
        }
    }

    /** Bytes that are no text: they need a file, or a pipe. */
    void bytes(String name, byte[] bytes) {
        if (asked.has(Choice.OUT)) {
            write(name, bytes);
        } else if (asked.has(Choice.JSON) || System.console() != null && System.console().isTerminal()) {
            throw new UsageException("a model is no text and needs a file: --out formula." + name);
        } else {
            out.write(bytes, 0, bytes.length);
        }
    }

    private void write(String name, byte[] bytes) {
        Path file = Path.of(asked.text(Choice.OUT, ""));
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("out: " + file + " cannot be written: " + e, e);
        }
        saved(name, file);
    }

    /** What is said of a file that was written: in JSON its name. */
    void saved(String name, Path file) {
        if (asked.has(Choice.JSON)) {
            out.println("{" + JsonAnswer.quoted(name) + ": " + JsonAnswer.quoted(file.toString()) + "}");
        }
    }
}
