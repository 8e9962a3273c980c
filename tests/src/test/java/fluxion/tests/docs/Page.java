package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages of the documentation that are made, not written. */
public final class Page {
    private Page() {}

    /** Markdown with the brackets outside of code escaped: Javadoc takes them for references, and `y[k]` is none. */
    public static String withoutReferences(String text) {
        String[] parts = text.split("`", -1);
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = parts[i].replace("[", "\\[");
        }
        return String.join("`", parts);
    }

    /** That a page is as it is made now; with {@code -Dfluxion.docs=write} it is written instead. */
    public static void check(String name, String made) {
        Path directory = Files.isDirectory(Path.of("dsl")) ? Path.of("dsl") : Path.of("../dsl");
        Path file = directory.resolve("src/main/java/fluxion/dsl/doc-files").resolve(name);
        try {
            if ("write".equals(System.getProperty("fluxion.docs"))) {
                Files.writeString(file, made);
            }
            assertThat(Files.readString(file)).as("%s is stale; write it anew with -Dfluxion.docs=write", name).isEqualTo(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
