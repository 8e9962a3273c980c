package fluxion.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's programs compile and run, and print what the comment behind each {@code IO.println} says; a comment that ends
 * in … or ... tells the beginning only.
 */
class ReadmeTest {
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("README.md")) ? here : here.getParent();
    }

    static Seq<String> blocks(String language) throws IOException {
        return Programs.blocks(root().resolve("README.md"), language);
    }

    @TestFactory
    Stream<DynamicTest> programsRunAsWritten(@TempDir Path folder) throws IOException {
        return Programs.tests(Array.of(root().resolve("README.md")), folder);
    }

    @Test
    void theCommandsAreThoseThatContinuousIntegrationRuns() throws IOException {
        String readme = Files.readString(root().resolve("README.md"));
        String workflow = Files.readString(root().resolve(".github/workflows/build.yml"));
        for (String command : Array.of("mvn -q compile exec:exec", "mvn -B -ntp verify", "mvn -q install -DskipTests")) {
            assertThat(readme).contains("    " + command + "\n");
            assertThat(workflow).contains("        run: " + command + "\n");
        }
        assertThat(Files.readString(root().resolve(".ci/run"))).contains("\nmvn -B -ntp verify\n");
    }
}
