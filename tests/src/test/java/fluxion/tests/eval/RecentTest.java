package fluxion.tests.eval;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.ops.eval.Recent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    @Test
    void theAnswersUsedLastStay() {
        List<Integer> computed = new ArrayList<>();
        Recent<Integer, String> recent = new Recent<>(3);
        for (int key : new int[] {1, 2, 3, 1, 4, 1, 2}) {
            assertThat(recent.get(key, k -> {
                computed.add(k);
                return "of " + k;
            })).isEqualTo("of " + key);
        }
        // 2 was forgotten for 4
        assertThat(computed).containsExactly(1, 2, 3, 4, 2);
        for (int key = 0; key < 10_000; key++) {
            recent.get(key, String::valueOf);
        }
        assertThat(recent.size()).isEqualTo(3);
    }

    /** Where computing an answer asks for others, as tracing a function that calls itself does. */
    @Test
    void answersMayNeedOtherAnswers() {
        List<Integer> computed = new ArrayList<>();
        Recent<Integer, Long> recent = new Recent<>(100);
        assertThat(fibonacci(50, recent, computed)).isEqualTo(12_586_269_025L);
        assertThat(fibonacci(50, recent, computed)).isEqualTo(12_586_269_025L);
        assertThat(computed).doesNotHaveDuplicates().hasSize(51);
        assertThat(recent.size()).isEqualTo(51);
        assertThat(recent.entries()).hasSize(51).containsEntry(10, 55L);
    }

    private static long fibonacci(int n, Recent<Integer, Long> recent, List<Integer> computed) {
        return recent.getOpen(n, k -> {
            computed.add(k);
            return k < 2 ? (long) k : fibonacci(k - 1, recent, computed) + fibonacci(k - 2, recent, computed);
        });
    }

    /** Of answers computed at once the first stays: whoever asks gets the same. */
    @Test
    void theFirstAnswerStays() {
        Recent<String, Object> recent = new Recent<>(10);
        Object[] inner = new Object[1];
        Object outer = recent.getOpen("key", key -> {
            inner[0] = recent.getOpen(key, _ -> new Object());
            return new Object();
        });
        assertThat(outer).isSameAs(inner[0]);
    }
}
