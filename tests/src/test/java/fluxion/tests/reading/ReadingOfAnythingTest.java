package fluxion.tests.reading;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Fn;
import fluxion.core.print.MathText;
import fluxion.tests.programs.ReadablePrograms;
import fluxion.transforms.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The reading form of gradients of random programs over the whole language, loops among it: there is one, it prints, and has
 * the gradient's values.
 */
class ReadingOfAnythingTest {
    private static final int COUNT = Integer.getInteger("fluxion.reading.programs", 40);

    @Test
    void thereIsAReadingForm() {
        List<String> failures = new ArrayList<>();
        for (long seed = 1; seed <= COUNT; seed++) {
            try {
                Fn gradient = ReadablePrograms.gradient(seed);
                Fn read = Reading.of(gradient);
                assertThat(read.resultTypes()).isEqualTo(gradient.resultTypes());
                assertThat(MathText.of(read)).isNotBlank();
                assertThat(ReadablePrograms.difference(seed, gradient, read)).isEmpty();
            } catch (AssertionError | RuntimeException e) {
                failures.add("seed " + seed + ": " + e);
            }
        }
        assertThat(failures).isEmpty();
    }
}
