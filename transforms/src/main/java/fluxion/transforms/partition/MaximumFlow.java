package fluxion.transforms.partition;

import java.util.Arrays;

/** The most that flows through a network: Dinitz's algorithm (1970), along shortest ways, all of one length at once. */
final class MaximumFlow {
    /** More than any cut weighs. */
    static final long WITHOUT_BOUND = Long.MAX_VALUE / 4;

    private final int[] first;
    private final int[] level;
    private final int[] next;
    private int[] to = new int[64];
    private int[] following = new int[64];
    private long[] room = new long[64];
    private int edges;

    MaximumFlow(int nodes) {
        first = new int[nodes];
        Arrays.fill(first, -1);
        level = new int[nodes];
        next = new int[nodes];
    }

    void edge(int from, int into, long capacity) {
        add(from, into, capacity);
        add(into, from, 0);
    }

    private void add(int from, int into, long capacity) {
        if (edges == to.length) {
            to = Arrays.copyOf(to, 2 * edges);
            following = Arrays.copyOf(following, 2 * edges);
            room = Arrays.copyOf(room, 2 * edges);
        }
        to[edges] = into;
        room[edges] = capacity;
        following[edges] = first[from];
        first[from] = edges++;
    }

    void run(int source, int sink) {
        while (levels(source)[sink] >= 0) {
            System.arraycopy(first, 0, next, 0, first.length);
            while (way(source, sink) > 0) {
                continue;
            }
        }
    }

    /** From where a node can still be reached. */
    boolean[] reaching(int sink) {
        boolean[] reaching = new boolean[first.length];
        int[] queue = new int[first.length];
        int count = 0;
        reaching[sink] = true;
        queue[count++] = sink;
        for (int i = 0; i < count; i++) {
            for (int e = first[queue[i]]; e >= 0; e = following[e]) {
                // the edge that comes from there is this one's twin
                if (room[e ^ 1] > 0 && !reaching[to[e]]) {
                    reaching[to[e]] = true;
                    queue[count++] = to[e];
                }
            }
        }
        return reaching;
    }

    private int[] levels(int source) {
        Arrays.fill(level, -1);
        int[] queue = new int[first.length];
        int count = 0;
        level[source] = 0;
        queue[count++] = source;
        for (int i = 0; i < count; i++) {
            for (int e = first[queue[i]]; e >= 0; e = following[e]) {
                if (room[e] > 0 && level[to[e]] < 0) {
                    level[to[e]] = level[queue[i]] + 1;
                    queue[count++] = to[e];
                }
            }
        }
        return level;
    }

    /** One way from source to sink, down the levels, filled as far as it goes; without recursion, as graphs are deep. */
    private long way(int source, int sink) {
        int[] taken = new int[first.length];
        int depth = 0;
        int at = source;
        while (at != sink) {
            int e = next[at];
            while (e >= 0 && (room[e] <= 0 || level[to[e]] != level[at] + 1)) {
                e = following[e];
            }
            next[at] = e;
            if (e >= 0) {
                taken[depth++] = e;
                at = to[e];
            } else if (depth == 0) {
                return 0;
            } else {
                // a dead end: back, and past the edge that led here
                int back = taken[--depth];
                at = to[back ^ 1];
                next[at] = following[back];
            }
        }
        long least = WITHOUT_BOUND;
        for (int i = 0; i < depth; i++) {
            least = Math.min(least, room[taken[i]]);
        }
        for (int i = 0; i < depth; i++) {
            room[taken[i]] -= least;
            room[taken[i] ^ 1] += least;
        }
        return least;
    }
}
