package fluxion.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.vavr.collection.Array;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshJvmsTest {
    private static JsonNode run(double median, double least, double first, double rate) {
        return ResultFile.tree(Map.of("case", "gemm/f32_n512", "status", "ok", "first_call_s", first, "repeats", 50,
                "steady_us", Map.of("median", median, "min", least, "p90", 2 * median), "extra", Map.of("gflops", rate)));
    }

    @Test
    void theMedianOfTheJvmsCounts() {
        JsonNode joined = FreshJvms.joined(Array.of(run(120, 90, 0.5, 11), run(100, 80, 0.9, 12), run(110, 100, 0.1, 10)));
        assertThat(joined.at("/steady_us/median").asDouble()).isEqualTo(110);
        assertThat(joined.at("/steady_us/min").asDouble()).isEqualTo(80);
        assertThat(joined.at("/steady_us/p90").asDouble()).isEqualTo(220);
        assertThat(joined.get("first_call_s").asDouble()).isEqualTo(0.5);
        assertThat(joined.at("/extra/gflops").asDouble()).isEqualTo(12);
        assertThat(joined.get("jvms").asInt()).isEqualTo(3);
        assertThat(joined.get("medians_us")).hasToString("[120.0,100.0,110.0]");
        assertThat(joined.get("first_calls_s")).hasToString("[0.5,0.9,0.1]");
    }

    @Test
    void theSpreadIsOfTheMedians() {
        JsonNode joined = FreshJvms.joined(Array.of(run(120, 90, 0.5, 11), run(100, 80, 0.9, 12), run(110, 100, 0.1, 10)));
        assertThat(joined.get("spread").asDouble()).isCloseTo(0.2, within(1e-15));
        assertThat(Bench.line(joined)).contains("median        110.00 us", "spread  20.0 %");
    }

    @Test
    void oneJvmHasNoSpread() {
        assertThat(FreshJvms.joined(Array.of(run(120, 90, 0.5, 11))).get("spread").asDouble()).isZero();
    }
}
