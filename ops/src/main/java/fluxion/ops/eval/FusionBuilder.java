package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.NodeMap;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the members of a group into instructions, references and tiles; each tile is used again after its last reader. */
final class FusionBuilder {
    /** A closing reduction with the shape it sees its operand in. */
    record Closer(Node node, FusedKernel.Form form) {}

    private record Source(int slot, Layout layout) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Source that && slot == that.slot && layout.same(that.layout);
        }

        @Override
        public int hashCode() {
            return 31 * slot + layout.offset;
        }
    }

    /** The operand of an instruction: another member's value, or a place in a slot. */
    private sealed interface Operand {}

    private record Member(Node node) implements Operand {}

    private record Outside(Source source, DType dtype) implements Operand {}

    /** The most members that are put into another order. */
    private static final int ARRANGED = 64;

    private final Planner planner;
    private final int size;
    private final Matrix matrix;
    private final List<Node> members;
    private final List<Closer> closers;

    private final List<TileOperand> references = new ArrayList<>();
    private final List<FusedKernel.Load> loads = new ArrayList<>();
    private final List<TileOp> instructions = new ArrayList<>();
    private final Map<Node, List<Operand>> operands = new NodeMap<>();
    private final Map<Node, Integer> memberReference = new NodeMap<>();
    private final Map<Source, Integer> sourceReference = new HashMap<>();
    private final Map<TileOperand.Tile, Integer> tileReference = new HashMap<>();
    private final Map<DType, ArrayDeque<Integer>> freeTiles = new HashMap<>();
    private final Map<DType, Integer> tileCount = new HashMap<>();
    private final List<Integer> temporaries = new ArrayList<>();
    private final Set<Integer> reads = new LinkedHashSet<>();

    /**
     * @param members the elementwise operations, in order
     * @param closers the reductions
     * @param grid the matrix that the reductions see the elements as, where one of them does not take all
     */
    FusionBuilder(Planner planner, int size, List<Node> members, List<Closer> closers, Option<ReductionSplit.Grid> grid) {
        this.planner = planner;
        this.size = size;
        this.closers = closers;
        this.members = arranged(members);
        this.matrix = matrix(grid);
    }

    /**
     * The elements as the group walks them.
     *
     * @param inRow whether a row is long enough that tiles stay within it
     */
    private record Matrix(int rows, int columns, boolean inRow) {}

    private Matrix matrix(Option<ReductionSplit.Grid> grid) {
        int inner = innerLength();
        if (grid.isDefined()) {
            int columns = grid.get().columns();
            return new Matrix(grid.get().rows(), columns, columns >= FusedKernel.ROW && inner % columns == 0);
        }
        return inner >= FusedKernel.ROW && inner < size ? new Matrix(size / inner, inner, true) : new Matrix(1, size, false);
    }

    /**
     * The members in an order that keeps arithmetic together, so that it makes long chains: of those whose operands are
     * there, first
     * all others, then all arithmetic, and so on. Long groups stay as they are, since values would wait in tiles too long.
     */
    private List<Node> arranged(List<Node> given) {
        if (given.size() > ARRANGED || given.size() < 3) {
            return given;
        }
        List<Node> order = new ArrayList<>();
        Set<Node> waiting = new LinkedHashSet<>(given);
        boolean arithmetic = false;
        while (!waiting.isEmpty()) {
            boolean moved = false;
            for (Node node : List.copyOf(waiting)) {
                if (isArithmetic(node) == arithmetic && isFree(node, waiting)) {
                    waiting.remove(node);
                    order.add(node);
                    moved = true;
                }
            }
            if (!moved) {
                arithmetic = !arithmetic;
            }
        }
        return order;
    }

    private boolean isFree(Node node, Set<Node> waiting) {
        for (Operand operand : operands(node)) {
            if (operand instanceof Member(Node member) && waiting.contains(member)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isArithmetic(Node node) {
        return FusedLoop.arithmetic(((Node.Operation) node.source).op(), node.inputs()[0].dtype(), node.dtype()).isDefined();
    }

    private List<Operand> operands(Node node) {
        return operands.computeIfAbsent(node, this::findOperands);
    }

    private List<Operand> findOperands(Node node) {
        List<Operand> found = new ArrayList<>(3);
        for (Node input : node.inputs()) {
            found.add(operand(node, input));
        }
        return found;
    }

    private Operand operand(Node node, Node input) {
        if (planner.isFused(node, input)) {
            return new Member(planner.producer(input));
        }
        BufferView place = planner.operandPlace(node, input);
        Layout layout = place.layout().isEmpty() ? place.layout() : place.layout().coalesced();
        return new Outside(new Source(place.slot(), layout), input.dtype());
    }

    /**
     * The longest row length in which every strided operand is either in place or one element per row; the size if none is
     * strided.
     */
    private int innerLength() {
        int inner = size;
        for (Source source : sources()) {
            Layout layout = source.layout();
            if (!isWhole(layout) && layout.dims.length > 0) {
                inner = gcd(inner, layout.dims[layout.dims.length - 1]);
            }
        }
        return inner;
    }

    private Set<Source> sources() {
        Set<Source> sources = new LinkedHashSet<>();
        for (Node member : members) {
            for (Operand operand : operands(member)) {
                if (operand instanceof Outside(Source source, _)) {
                    sources.add(source);
                }
            }
        }
        for (Closer closer : closers) {
            for (Operand operand : operands(closer.node())) {
                if (operand instanceof Outside(Source source, _)) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    private static int gcd(int a, int b) {
        while (b != 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    private boolean isWhole(Layout layout) {
        return size <= 1 || layout.dims.length == 1 && layout.strides[0] == 1;
    }

    FusedKernel build() {
        Map<Object, Integer> lastUse = lastUses();
        List<Integer> writes = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            instruction(i, members.get(i), lastUse, writes);
        }
        List<FusedKernel.Closing> closings = new ArrayList<>();
        for (Closer closer : closers) {
            Node node = closer.node();
            int slot = planner.slot(node);
            Operand operand = operands(node).getFirst();
            int from = reference(operand, members.size(), isSingle(operand));
            Reduce reduce = (Reduce) ((Node.Operation) node.source).op();
            closings.add(new FusedKernel.Closing(reduce.kind(), node.dtype(), closer.form(), from, slot));
            writes.add(slot);
        }
        return new FusedKernel(matrix.rows(), matrix.columns(), matrix.inRow(),
                references, loads, instructions, closings, ints(reads), ints(writes), text());
    }

    /** For each member and source, the number of the last instruction that reads it. */
    private Map<Object, Integer> lastUses() {
        Map<Object, Integer> last = new HashMap<>();
        for (int i = 0; i < members.size(); i++) {
            for (Operand operand : operands(members.get(i))) {
                last.put(key(operand), i);
            }
        }
        for (Closer closer : closers) {
            for (Operand operand : operands(closer.node())) {
                last.put(key(operand), members.size());
            }
        }
        return last;
    }

    private static Object key(Operand operand) {
        return switch (operand) {
            case Member(Node node) -> node;
            case Outside(Source source, _) -> source;
        };
    }

    private void instruction(int number, Node node, Map<Object, Integer> lastUse, List<Integer> writes) {
        Op op = ((Node.Operation) node.source).op();
        List<Operand> given = operands(node);
        boolean[] single = new boolean[given.size()];
        for (int i = 0; i < single.length; i++) {
            single[i] = isSingle(given.get(i));
        }
        while (!TileOp.takes(op, single)) {
            spread(single);
        }
        int[] from = new int[single.length];
        for (int i = 0; i < from.length; i++) {
            from[i] = reference(given.get(i), number, !single[i]);
        }
        int to;
        if (planner.isStored(node)) {
            int slot = planner.slot(node);
            writes.add(slot);
            to = add(new TileOperand.Whole(slot, 0));
        } else {
            to = tile(node.dtype());
        }
        memberReference.put(node, to);
        DType operand = node.inputs()[node.inputs().length - 1].dtype();
        instructions.add(new TileOp(op, operand, node.dtype(), to, from, single));
        for (Operand used : given) {
            Integer last = lastUse.get(key(used));
            if (last != null && last == number) {
                lastUse.remove(key(used));
                release(used);
            }
        }
        if (!lastUse.containsKey(node)) {
            release(new Member(node));
        }
        temporaries.forEach(this::release);
        temporaries.clear();
    }

    /** One number fewer among the operands: the first goes, it is spread over a tile. */
    private static void spread(boolean[] single) {
        for (int i = 0; i < single.length; i++) {
            if (single[i]) {
                single[i] = false;
                return;
            }
        }
    }

    private boolean isSingle(Operand operand) {
        return switch (operand) {
            case Member _ -> false;
            case Outside(Source source, _) -> !isWhole(source.layout()) && (source.layout().dims.length == 0
                    || matrix.inRow() && source.layout().strides[source.layout().dims.length - 1] == 0);
        };
    }

    private int reference(Operand operand, int before, boolean asTile) {
        return switch (operand) {
            case Member(Node node) -> memberReference.get(node);
            case Outside(Source source, DType dtype) -> {
                reads.add(source.slot());
                boolean spread = asTile && isSingle(operand);
                Integer known = spread ? null : sourceReference.get(source);
                if (known != null) {
                    yield known;
                }
                int made = spread ? temporary(source, dtype, before) : outside(source, dtype, before);
                if (!spread) {
                    sourceReference.put(source, made);
                }
                yield made;
            }
        };
    }

    private int outside(Source source, DType dtype, int before) {
        Layout layout = source.layout();
        if (isWhole(layout)) {
            return add(new TileOperand.Whole(source.slot(), layout.offset));
        }
        if (layout.dims.length == 0) {
            return add(new TileOperand.Single(source.slot(), layout.offset));
        }
        int inner = layout.strides[layout.dims.length - 1];
        if (matrix.inRow() && (inner == 0 || inner == 1)) {
            return add(new TileOperand.Row(source.slot(), layout));
        }
        return load(source, dtype, before);
    }

    private int load(Source source, DType dtype, int before) {
        int to = tile(dtype);
        loads.add(new FusedKernel.Load(before, source.slot(), source.layout(), to));
        return to;
    }

    /** A tile for one instruction. */
    private int temporary(Source source, DType dtype, int before) {
        int to = load(source, dtype, before);
        temporaries.add(to);
        return to;
    }

    private int add(TileOperand reference) {
        references.add(reference);
        return references.size() - 1;
    }

    private int tile(DType dtype) {
        ArrayDeque<Integer> free = freeTiles.computeIfAbsent(dtype, _ -> new ArrayDeque<>());
        int number = free.isEmpty() ? tileCount.merge(dtype, 1, Integer::sum) - 1 : free.pop();
        return tileReference.computeIfAbsent(new TileOperand.Tile(dtype, number), this::add);
    }

    /** Gives back the tile that holds an operand, where one does. */
    private void release(Operand operand) {
        Integer reference = switch (operand) {
            case Member(Node node) -> memberReference.get(node);
            case Outside(Source source, _) -> sourceReference.remove(source);
        };
        if (reference != null) {
            release(reference);
        }
    }

    private void release(int reference) {
        if (references.get(reference) instanceof TileOperand.Tile(DType dtype, int number)) {
            freeTiles.get(dtype).push(number);
        }
    }

    private static int[] ints(Iterable<Integer> values) {
        return fluxion.core.Ints.from(values).toArray();
    }

    private String text() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Node member : members) {
            counts.merge(((Node.Operation) member.source).op().label(), 1, Integer::sum);
        }
        for (Closer closer : closers) {
            counts.merge(((Node.Operation) closer.node().source).op().label(), 1, Integer::sum);
        }
        StringBuilder text = new StringBuilder("fused ").append(size).append(": ");
        String separator = "";
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            text.append(separator).append(entry.getKey()).append(entry.getValue() == 1 ? "" : "×" + entry.getValue());
            separator = ", ";
        }
        return text.toString();
    }
}
