package fluxion.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatiosTest {
    @TempDir
    private Path directory;

    private static JsonNode result(String name, double median, double first, double... output) {
        return ResultFile.tree(Map.of("case", name, "status", "ok", "tolerance", 1e-4, "first_call_s", first, "spread", 0.04,
                "steady_us", Map.of("median", median, "min", median / 2, "p90", 2 * median),
                "inputs", Map.of(), "outputs", Map.of("out", Checksum.of(Tensor.of(output)).json())));
    }

    private static JsonNode failed(String name) {
        return ResultFile.tree(Map.of("case", name, "status", "unsupported", "note", "why", "tolerance", 1e-4));
    }

    private ResultFile written(String peer, int threads, JsonNode... results) throws IOException {
        Path file = directory.resolve(peer + threads + ".json");
        new ResultFile(peer, ResultFile.tree(Map.of("library", "1.0")), threads, "made up", Array.of(results)).write(file);
        return ResultFile.read(file);
    }

    private Ratios oneThread() throws IOException {
        return Ratios.of(Array.of(
                written("fluxion", 1, result("ahead", 10, 0.3, 1, 2), result("behind", 3000, 0.1, 3), result("alone", 7, 0.1, 4)),
                written("jax", 1, result("behind", 2000, 0.4, 3), result("ahead", 40, 0.2, 1, 2), failed("alone")),
                written("torch", 1, result("ahead", 20, 0.01, 1, 2), result("behind", 4000, 0.01, 3.1)))).get(0);
    }

    @Test
    void ratiosAreToTheBestPeerAndOfFirstCallsToTheFirst() throws IOException {
        Ratios ratios = oneThread();
        assertThat(ratios.peers()).containsExactly("jax", "torch");
        assertThat(ratios.rows().map(Ratios.Row::name)).containsExactly("ahead", "behind", "alone");
        assertThat(ratios.rows().flatMap(Ratios.Row::steady)).containsExactly(0.5, 1.5);
        assertThat(ratios.rows().get(0).first().get()).isCloseTo(1.5, within(1e-15));
        assertThat(ratios.rows().get(1).first().get()).isCloseTo(0.25, within(1e-15));
        assertThat(ratios.rows().get(2).first()).isEmpty();
    }

    @Test
    void peersOfOtherNumbersAreNamed() throws IOException {
        assertThat(oneThread().rows().map(Ratios.Row::differences)).containsExactly(Array.empty(),
                Array.of("differs from torch: outputs out by 3.2e-02"), Array.empty());
    }

    @Test
    void theTable() throws IOException {
        assertThat(oneThread().table()).isEqualTo("""
                1 thread  spread     ours      jax    torch   ratio  first ours  first jax  first torch  first ratio
                ahead        4 %  10.0 µs  40.0 µs  20.0 µs  0.50        300 ms     200 ms      10.0 ms       1.50 *
                behind       4 %  3.00 ms  2.00 ms  4.00 ms  1.50 *      100 ms     400 ms      10.0 ms       0.25    \
                differs from torch: outputs out by 3.2e-02
                alone        4 %  7.00 µs        –        –     –        100 ms          –            –          –
                2 cases, geometric mean of ours / best peer 0.87, above 1: 1
                2 cases, geometric mean of ours / jax's first call 0.61, above 1: 1
                """);
    }

    @Test
    void moreThreadsAreComparedWithOne() throws IOException {
        var tables = Ratios.of(Array.of(
                written("fluxion", 2, result("faster", 60, 0.1, 1), result("even", 102, 0.1, 2), result("slower", 104, 0.1, 3)),
                written("fluxion", 1, result("faster", 100, 0.1, 1), result("even", 100, 0.1, 2), result("slower", 100, 0.1, 3)),
                written("jax", 2, result("faster", 120, 0.1, 1))));
        assertThat(tables.map(Ratios::threads)).containsExactly(1, 2);
        assertThat(tables.get(0).peers()).isEmpty();
        assertThat(tables.get(0).rows().flatMap(Ratios.Row::gain)).isEmpty();
        assertThat(tables.get(1).rows().flatMap(Ratios.Row::gain)).containsExactly(0.6, 1.02, 1.04);
        assertThat(tables.get(1).table()).contains("2 threads", "/ 1 thread", "0.60  ", "1.02  ", "1.04 *");
    }

    @Test
    void theGeometricMean() {
        assertThat(Ratios.geometricMean(Array.of(0.5, 2.0, 8.0)).get()).isCloseTo(2, within(1e-15));
        assertThat(Ratios.geometricMean(Array.empty())).isEmpty();
    }
}
