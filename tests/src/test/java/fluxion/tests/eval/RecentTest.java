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
}
