package fluxion.core.print;

import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the boxes of a graph stand: in layers, each below those it points from, near the middle of what it is connected with,
 * none upon another. An arrow over several layers has a place of its own in each of them, so that it passes between the boxes.
 */
final class LayeredDrawing {
    /** Where an arrow passes or ends. */
    record Place(double x, int layer) {}

    private static final int GAP = 18;
    private static final int SWEEPS = 8;
    /** The room of an arrow that passes. */
    private static final int LANE = 10;
    /** Larger graphs have arrows that pass behind boxes. */
    private static final int MOST_LANES = 3_000;

    private final Seq<Seq<Integer>> inputs;
    private final int[] layer;
    private final int[] width;
    private final double[] x;
    /** For each node and operand the passages of its arrow, from above. */
    private final List<List<List<Integer>>> lanes = new ArrayList<>();

    private LayeredDrawing(Seq<Seq<Integer>> inputs, Seq<Integer> widths) {
        this.inputs = inputs;
        int n = inputs.size();
        int[] depth = new int[n];
        int passages = 0;
        for (int i = 0; i < n; i++) {
            for (int from : inputs.get(i)) {
                depth[i] = Math.max(depth[i], depth[from] + 1);
            }
            for (int from : inputs.get(i)) {
                passages += depth[i] - depth[from] - 1;
            }
        }
        boolean routed = passages <= MOST_LANES;
        int all = routed ? n + passages : n;
        layer = Arrays.copyOf(depth, all);
        width = new int[all];
        x = new double[all];
        for (int i = 0; i < n; i++) {
            width[i] = widths.get(i);
        }
        List<List<Integer>> neighbours = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            neighbours.add(new ArrayList<>());
        }
        int next = n;
        for (int i = 0; i < n; i++) {
            List<List<Integer>> ways = new ArrayList<>();
            for (int from : inputs.get(i)) {
                List<Integer> way = new ArrayList<>();
                int before = from;
                for (int row = depth[from] + 1; routed && row < depth[i]; row++) {
                    layer[next] = row;
                    width[next] = LANE;
                    way.add(next);
                    join(neighbours, before, next);
                    before = next++;
                }
                join(neighbours, before, i);
                ways.add(way);
            }
            lanes.add(ways);
        }
        place(neighbours);
    }

    /**
     * A layout.
     *
     * @param inputs of each node, by number, each before it
     * @param widths of the boxes
     */
    static LayeredDrawing of(Seq<Seq<Integer>> inputs, Seq<Integer> widths) {
        return new LayeredDrawing(inputs.toArray(), widths.toArray());
    }

    private static void join(List<List<Integer>> neighbours, int a, int b) {
        neighbours.get(a).add(b);
        neighbours.get(b).add(a);
    }

    private void place(List<List<Integer>> neighbours) {
        List<List<Integer>> rows = new ArrayList<>();
        double[] edge = new double[layers()];
        for (int i = 0; i < layer.length; i++) {
            while (rows.size() <= layer[i]) {
                rows.add(new ArrayList<>());
            }
            rows.get(layer[i]).add(i);
            x[i] = edge[layer[i]] + width[i] / 2.0;
            edge[layer[i]] += width[i] + GAP;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int k = 0; k < rows.size(); k++) {
                arrange(rows.get(sweep % 2 == 0 ? k : rows.size() - 1 - k), neighbours);
            }
        }
    }

    private void arrange(List<Integer> row, List<List<Integer>> neighbours) {
        double[] ideal = new double[layer.length];
        row.forEach(i -> ideal[i] = neighbours.get(i).stream().mapToDouble(k -> x[k]).average().orElse(x[i]));
        row.sort((a, b) -> Double.compare(ideal[a], ideal[b]));
        double edge = Double.NEGATIVE_INFINITY;
        double shift = 0;
        for (int i : row) {
            x[i] = Math.max(ideal[i], edge + width[i] / 2.0);
            shift += ideal[i] - x[i];
            edge = x[i] + width[i] / 2.0 + GAP;
        }
        double mean = shift / row.size();
        row.forEach(i -> x[i] += mean);
    }

    /** Where an arrow begins, passes and ends. */
    Seq<Place> way(int node, int operand) {
        int from = inputs.get(node).get(operand);
        int count = inputs.get(node).size();
        double port = x[node] + width[node] * ((operand + 1.0) / (count + 1) - 0.5);
        return Array.of(new Place(x[from], layer[from]))
                .appendAll(lanes.get(node).get(operand).stream().map(lane -> new Place(x[lane], layer[lane])).toList())
                .append(new Place(port, layer[node]));
    }

    double x(int node) {
        return x[node];
    }

    int layer(int node) {
        return layer[node];
    }

    int layers() {
        return 1 + Arrays.stream(layer).max().orElse(0);
    }

    /** The leftmost edge. */
    double left() {
        double least = 0;
        for (int i = 0; i < x.length; i++) {
            least = i == 0 ? x[i] - width[i] / 2.0 : Math.min(least, x[i] - width[i] / 2.0);
        }
        return least;
    }

    /** The rightmost edge. */
    double right() {
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            most = i == 0 ? x[i] + width[i] / 2.0 : Math.max(most, x[i] + width[i] / 2.0);
        }
        return most;
    }
}
