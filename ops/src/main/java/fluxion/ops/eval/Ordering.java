package fluxion.ops.eval;

import fluxion.core.op.Op;
import java.util.ArrayList;
import java.util.List;

/** Which operands of groups are better brought into order first: a transposition by blocks is faster than reading in jumps. */
final class Ordering {
    /** Smaller operands stay in the cache however they are read. */
    private static final int LARGE = 1 << 12;
    private static final int RUN = 8;

    private Ordering() {}

    /** Whether an operation is carried out tile by tile. */
    static boolean isTile(Node node) {
        return switch (LoweringKind.of(node)) {
            case ELEMENTWISE, REDUCTION -> true;
            case VIEW, STEP -> false;
        };
    }

    /**
     * Whether neighbours in row-major order are far apart although neighbours in another order are not; and nothing is
     * repeated.
     */
    static boolean isScattered(Layout layout) {
        if (layout.isEmpty() || layout.size() < LARGE) {
            return false;
        }
        Layout runs = layout.coalesced();
        int last = runs.dims.length - 1;
        boolean together = false;
        for (int d = 0; d <= last; d++) {
            if (runs.strides[d] == 0) {
                return false;
            }
            together |= Math.abs(runs.strides[d]) == 1 && runs.dims[d] >= RUN;
        }
        return together && Math.abs(runs.strides[last]) >= RUN;
    }

    /** The values with an ordered copy behind each scattered one, from which groups read. */
    static Lowering.Values insert(Lowering.Values values, boolean[] scattered) {
        Node[] renamed = new Node[values.nodes().size()];
        Node[] ordered = new Node[values.nodes().size()];
        List<Node> nodes = new ArrayList<>();
        for (Node old : values.nodes()) {
            Node.Source source = old.source;
            if (source instanceof Node.Part) {
                source = Lowering.at(renamed, source);
            } else if (source instanceof Node.Operation(Op op, Node[] inputs)) {
                Node[] now = new Node[inputs.length];
                for (int i = 0; i < now.length; i++) {
                    now[i] = isTile(old) && scattered[inputs[i].id] ? ordered[inputs[i].id] : renamed[inputs[i].id];
                }
                source = new Node.Operation(op, now);
            }
            renamed[old.id] = new Node(nodes.size(), source, old.type);
            nodes.add(renamed[old.id]);
            if (scattered[old.id]) {
                ordered[old.id] = new Node(nodes.size(), new Node.Ordered(renamed[old.id]), old.type);
                nodes.add(ordered[old.id]);
            }
        }
        return new Lowering.Values(nodes, Lowering.at(renamed, values.results()), values.arguments());
    }
}
