package fluxion.tests.behaviours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list behind the numbers: {@code behaviours.md}. */
class BehavioursTest {
    private static final Pattern LISTED = Pattern.compile("(?m)^(\\d+)\\. ");
    private static final Pattern TESTED = Pattern.compile("(?:void b|behaviour|Behaviour )(\\d{2})");
    private static final int LAST = 53;

    @Test
    void everyBehaviourHasATest() throws IOException {
        assertThat(numbers(LISTED, Stream.of(list()))).as("numbers of the list")
                .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST).boxed().toList());
        Path sources = Path.of(Files.isDirectory(Path.of("tests")) ? "tests/src/test/java" : "src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> texts = files.filter(f -> f.toString().endsWith("Test.java")).map(BehavioursTest::read).toList();
            assertThat(numbers(TESTED, texts.stream())).as("numbers in names of tests")
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST).boxed().toList());
        }
    }

    private static Iterable<Integer> numbers(Pattern pattern, Stream<String> texts) {
        return new TreeSet<>(texts.flatMap(text -> pattern.matcher(text).results()).map(m -> Integer.valueOf(m.group(1))).toList());
    }

    private static String list() throws IOException {
        try (InputStream in = BehavioursTest.class.getResourceAsStream("/behaviours.md")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
