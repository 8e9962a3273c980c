package fluxion.tests.core;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.NodeMap;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tables of nodes by identity do what those of Java do, through growing and removal. */
class NodeMapTest {
    /** Equal to all others, but not the same. */
    private record Twin() {}

    @Test
    void doesWhatAnIdentityHashMapDoes() {
        Random random = new Random(1);
        List<Twin> nodes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            nodes.add(new Twin());
        }
        Map<Twin, Integer> ours = new NodeMap<>();
        Map<Twin, Integer> javas = new IdentityHashMap<>();
        for (int step = 0; step < 60_000; step++) {
            // few at first, so that removal meets tables of all sizes
            Twin node = nodes.get(random.nextInt(Math.min(nodes.size(), 10 + step / 10)));
            int value = random.nextInt(100);
            switch (random.nextInt(7)) {
                case 0 -> assertThat(ours.put(node, value)).isEqualTo(javas.put(node, value));
                case 1 -> assertThat(ours.get(node)).isEqualTo(javas.get(node));
                case 2 -> assertThat(ours.merge(node, value, Integer::sum)).isEqualTo(javas.merge(node, value, Integer::sum));
                case 3 -> assertThat(ours.remove(node)).isEqualTo(javas.remove(node));
                case 4 -> assertThat(ours.putIfAbsent(node, value)).isEqualTo(javas.putIfAbsent(node, value));
                case 5 -> assertThat(ours.computeIfAbsent(node, _ -> value)).isEqualTo(javas.computeIfAbsent(node, _ -> value));
                default -> assertThat(ours.getOrDefault(node, -1)).isEqualTo(javas.getOrDefault(node, -1));
            }
            assertThat(ours.size()).isEqualTo(javas.size());
        }
        for (Twin node : nodes) {
            assertThat(ours.containsKey(node)).isEqualTo(javas.containsKey(node));
        }
        assertThat(javas.size()).isGreaterThan(1000);
        Map<Twin, Integer> listed = new IdentityHashMap<>();
        ours.forEach((node, value) -> assertThat(listed.put(node, value)).isNull());
        javas.forEach((node, value) -> assertThat(listed.remove(node)).isEqualTo(value));
        assertThat(listed.isEmpty()).isTrue();
        ours.clear();
        assertThat(ours.isEmpty()).isTrue();
        assertThat(ours.containsKey(nodes.getFirst())).isFalse();
    }

    @Test
    void setsTellEqualNodesApart() {
        Set<Twin> set = NodeMap.set();
        Twin first = new Twin();
        assertThat(set.add(first)).isTrue();
        assertThat(set.add(first)).isFalse();
        assertThat(set.contains(new Twin())).isFalse();
        assertThat(set.remove(first)).isTrue();
        assertThat(set.contains(first)).isFalse();
    }
}
