package fluxion.ops.eval;

import fluxion.core.FluxionException;
import fluxion.core.Ints;
import fluxion.core.NodeMap;
import fluxion.core.Tensor;
import fluxion.core.op.Dot;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.storage.Memory;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Makes a program of the values of a function: finds which are views of others, gathers elementwise operations and the
 * reductions that close them into groups, orders the steps, and gives each stored value a slot.
 *
 * <p>Groups come from levels. A value's level is the largest of its operands', plus one where the operand must be stored
 * first because it is needed in another order, in another number, or after a reduction. Operations of one level that use one
 * another form a group; whatever a group stores is used on higher levels only, so groups never wait for each other in turn.
 */
final class Planner {
    private final List<Node> nodes;
    private final Node[] results;
    private final Layout[] arguments;

    private final Node[] producer;
    private final Layout[] layout;
    /** For a reshape that strides cannot say, what it would be copied from. */
    private final Node[] unordered;
    private final int[] uses;
    private final int[] level;
    private final int[] group;
    private final boolean[] stored;
    private final int[] slot;
    /** Per reduction, the layout it reads its operand in where the operand's own order does not do. */
    private final Layout[] turned;
    private final FusedKernel.Form[] form;
    /** The matrix that the reductions of a level and size see their operands as. */
    private final Map<List<Long>, ReductionSplit.Grid> grids = new HashMap<>();
    private int slots;

    private Planner(Lowering.Values values, Layout[] arguments) {
        this.nodes = values.nodes();
        this.results = values.results();
        this.arguments = arguments;
        int n = nodes.size();
        this.producer = new Node[n];
        this.layout = new Layout[n];
        this.unordered = new Node[n];
        this.uses = new int[n];
        this.level = new int[n];
        this.group = new int[n];
        this.stored = new boolean[n];
        this.slot = new int[n];
        this.turned = new Layout[n];
        this.form = new FusedKernel.Form[n];
        Arrays.fill(slot, -1);
    }

    /** The program for arguments in the given layouts, each counted from its first element. */
    static StepProgram plan(Lowering.Values values, Layout[] arguments) {
        Planner planner = new Planner(values, arguments);
        planner.resolve();
        boolean[] scattered = planner.scattered();
        if (scattered.length > 0) {
            planner = new Planner(Ordering.insert(values, scattered), arguments);
            planner.resolve();
        }
        planner.level();
        planner.store();
        return planner.program();
    }

    // ---- what the builders of steps ask -----------------------------------------------------------------------------------

    Node producer(Node node) {
        return producer[node.id];
    }

    boolean isStored(Node node) {
        return stored[node.id];
    }

    int slot(Node node) {
        return slot[node.id];
    }

    /** Whether an operand is computed by the group of the operation that uses it, in the same order. */
    boolean isFused(Node node, Node input) {
        Node p = producer[input.id];
        return isMember(p) && group[p.id] == group[node.id] && turned[node.id] == null && isWhole(input, p)
                && level[p.id] == level[node.id];
    }

    /** Where an operand lies that the operation finds stored. */
    BufferView operandPlace(Node node, Node input) {
        if (isUnordered(node, input)) {
            return new BufferView(slot[unordered[input.id].id], layout[input.inputs()[0].id]);
        }
        Layout read = turned[node.id] == null ? layout[input.id] : turned[node.id];
        return new BufferView(slot[producer[input.id].id], read);
    }

    BufferView place(Node node) {
        return new BufferView(slot[producer[node.id].id], layout[node.id]);
    }

    // ---- views ------------------------------------------------------------------------------------------------------------

    private void resolve() {
        for (Node node : nodes) {
            for (Node input : node.inputs()) {
                uses[input.id]++;
            }
        }
        for (Node result : results) {
            uses[result.id]++;
        }
        for (Node node : nodes) {
            switch (node.source) {
                case Node.Argument(int index) -> own(node, arguments[index]);
                case Node.Known(Tensor value) -> own(node, Layout.of(value));
                case Node.Ordered _, Node.Part _ -> own(node, Layout.contiguous(node.dims));
                case Node.Operation(Op op, Node[] inputs) -> {
                    switch (LoweringKind.of(op)) {
                        case VIEW -> view(node, op, inputs[0]);
                        case ELEMENTWISE, REDUCTION, STEP -> own(node, Layout.contiguous(node.dims));
                        default -> throw new IllegalStateException("no case for " + LoweringKind.of(op));
                    }
                }
            }
        }
    }

    private void own(Node node, Layout at) {
        producer[node.id] = node;
        layout[node.id] = at;
    }

    private void view(Node node, Op op, Node input) {
        if (op instanceof Permute(Ints permutation) && isProduct(input) && uses[input.id] == 1) {
            // the product is written in the order it is wanted in
            int[] strides = new int[node.dims.length];
            int[] wanted = Layout.contiguous(node.dims).strides;
            for (int i = 0; i < wanted.length; i++) {
                strides[permutation.get(i)] = wanted[i];
            }
            layout[input.id] = new Layout(input.dims, strides, 0);
        }
        Option<Layout> view = ViewSteps.of(op, layout[input.id], node.dims);
        if (view.isDefined()) {
            producer[node.id] = producer[input.id];
            layout[node.id] = view.get();
        } else {
            own(node, Layout.contiguous(node.dims));
            unordered[node.id] = producer[input.id];
        }
    }

    /** The values that groups would read in long jumps, although they lie together in another order; none: an empty array. */
    private boolean[] scattered() {
        boolean[] scattered = new boolean[nodes.size()];
        boolean some = false;
        for (Node node : nodes) {
            if (!Ordering.isTile(node)) {
                continue;
            }
            for (Node input : node.inputs()) {
                if (!scattered[input.id] && producer[input.id] != input && Ordering.isScattered(layout[input.id])) {
                    scattered[input.id] = true;
                    some = true;
                }
            }
        }
        return some ? scattered : new boolean[0];
    }

    /** Whether an operand of a group is a reshaped view, which the group reads in the view's order instead of from a copy. */
    private boolean isUnordered(Node node, Node input) {
        return unordered[input.id] != null && isMember(node);
    }

    /** What an operand of an operation is read from. */
    private Node source(Node node, Node input) {
        return isUnordered(node, input) ? unordered[input.id] : producer[input.id];
    }

    private boolean isProduct(Node node) {
        return producer[node.id] == node && node.source instanceof Node.Operation(Dot _, _) && layout[node.id].isContiguous();
    }

    // ---- groups -----------------------------------------------------------------------------------------------------------

    private boolean isMember(Node node) {
        return LoweringKind.of(node) == LoweringKind.ELEMENTWISE;
    }

    private boolean isWhole(Node view, Node of) {
        Layout l = layout[view.id];
        return l.offset == 0 && view.size == of.size && l.isContiguous();
    }

    private void level() {
        Map<Object, Integer> wholes = new NodeMap<>();
        for (Node node : nodes) {
            if (producer[node.id] != node || !isComputed(node)) {
                continue;
            }
            Node[] inputs = node.inputs();
            switch (LoweringKind.of(node)) {
                case ELEMENTWISE -> {
                    for (Node input : inputs) {
                        Node p = source(node, input);
                        level[node.id] = Math.max(level[node.id],
                                isMember(p) && isWhole(input, p) && p.size == node.size ? level[p.id] : after(p));
                    }
                    group[node.id] = node.id;
                    for (Node input : inputs) {
                        Node p = producer[input.id];
                        if (isMember(p) && isWhole(input, p) && level[p.id] == level[node.id]) {
                            join(node, p);
                        }
                    }
                }
                case REDUCTION -> reduction(node, (Reduce) ((Node.Operation) node.source).op(), inputs[0]);
                case VIEW, STEP -> {
                    for (Node input : inputs) {
                        level[node.id] = Math.max(level[node.id], after(producer[input.id]));
                    }
                    group[node.id] = node.id;
                    if (node.source instanceof Node.Part(_, Object whole, _, _)) {
                        group[node.id] = wholes.computeIfAbsent(whole, _ -> node.id);
                    }
                }
                default -> throw new IllegalStateException("no case for " + LoweringKind.of(node));
            }
        }
    }

    private static boolean isComputed(Node node) {
        return switch (node.source) {
            case Node.Argument _, Node.Known _ -> false;
            case Node.Operation _, Node.Part _, Node.Ordered _ -> true;
        };
    }

    private int after(Node p) {
        return isComputed(p) ? level[p.id] + 1 : 0;
    }

    private void reduction(Node node, Reduce op, Node input) {
        Node p = producer[input.id];
        ReductionSplit split = ReductionSplit.of(op, input.dims, node.dtype());
        if (split.isMiddle() && layout[input.id].isContiguous()) {
            level[node.id] = after(p);
            group[node.id] = node.id;
            return;
        }
        boolean fuses = isMember(p) && isWhole(input, p) && split.turn().isEmpty();
        int at = fuses ? level[p.id] : after(p);
        if (fuses && !agree(at, input.size, split)) {
            fuses = false;
            at = after(p);
        }
        level[node.id] = at;
        group[node.id] = node.id;
        form[node.id] = split.form();
        if (fuses) {
            join(node, p);
        } else if (split.turn().isDefined()) {
            turned[node.id] = layout[input.id].permute(split.turn().get());
        }
        if (!fuses) {
            // a group of its own; its matrix restricts no other
            split.grid().forEach(grid -> grids.put(List.of(-1L - node.id, input.size), grid));
        }
    }

    /** Whether the reductions of a group see its elements as one matrix. */
    private boolean agree(int at, long size, ReductionSplit split) {
        return split.grid().forAll(grid -> grids.computeIfAbsent(List.of((long) at, size), _ -> grid).equals(grid));
    }

    private void join(Node a, Node b) {
        int ra = root(a.id);
        int rb = root(b.id);
        group[Math.max(ra, rb)] = Math.min(ra, rb);
    }

    private int root(int id) {
        int root = id;
        while (group[root] != root) {
            root = group[root];
        }
        while (group[id] != root) {
            int next = group[id];
            group[id] = root;
            id = next;
        }
        return root;
    }

    /** Which values need a slot: what others than their group read, and what is no elementwise operation anyway. */
    private void store() {
        for (Node node : nodes) {
            if (producer[node.id] == node && isComputed(node)) {
                group[node.id] = root(node.id);
            }
        }
        for (Node node : nodes) {
            if (producer[node.id] != node) {
                continue;
            }
            if (!isMember(node) && unordered[node.id] == null) {
                stored[node.id] = true;
            }
            for (Node input : node.inputs()) {
                if (!isFused(node, input)) {
                    stored[source(node, input).id] = true;
                }
            }
        }
        for (Node result : results) {
            stored[producer[result.id].id] = true;
        }
        for (Node node : nodes) {
            if (stored[node.id] && producer[node.id] == node) {
                slot[node.id] = slots++;
            }
        }
    }

    // ---- steps ------------------------------------------------------------------------------------------------------------

    private StepProgram program() {
        Map<Integer, List<Node>> units = new LinkedHashMap<>();
        for (Node node : nodes) {
            if (producer[node.id] == node && isComputed(node) && (isMember(node) || stored[node.id])) {
                units.computeIfAbsent(group[node.id], _ -> new ArrayList<>()).add(node);
            }
        }
        ProgramBuilder builder = new ProgramBuilder(slots);
        for (Node node : nodes) {
            if (producer[node.id] != node) {
                continue;
            }
            switch (node.source) {
                case Node.Argument(int index) -> builder.argument(index, slot[node.id]);
                case Node.Known(Tensor value) -> builder.constant(value, slot[node.id]);
                case Node.Operation(Op op, _) -> {
                    if (stored[node.id]) {
                        builder.buffer(slot[node.id], node.type, op.label());
                    }
                }
                case Node.Part part -> builder.buffer(slot[node.id], node.type, part.op().label());
                case Node.Ordered _ -> builder.buffer(slot[node.id], node.type, "transpose");
            }
        }
        for (List<Node> unit : order(units)) {
            builder.step(step(unit));
        }
        for (Node result : results) {
            builder.result(place(result), result.type);
        }
        return builder.build();
    }

    /** The units such that each comes after those it reads, otherwise in the order of their first members. */
    private List<List<Node>> order(Map<Integer, List<Node>> units) {
        Map<Integer, java.util.Set<Integer>> readers = new HashMap<>();
        Map<Integer, Integer> waiting = new HashMap<>();
        units.forEach((key, members) -> {
            java.util.Set<Integer> read = new java.util.HashSet<>();
            for (Node node : members) {
                for (Node input : node.inputs()) {
                    Node p = source(node, input);
                    if (isComputed(p) && group[p.id] != key) {
                        read.add(group[p.id]);
                    }
                }
            }
            waiting.put(key, read.size());
            read.forEach(r -> readers.computeIfAbsent(r, _ -> new java.util.HashSet<>()).add(key));
        });
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        waiting.forEach((key, count) -> {
            if (count == 0) {
                ready.add(key);
            }
        });
        List<List<Node>> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int key = ready.poll();
            order.add(units.get(key));
            for (int reader : readers.getOrDefault(key, java.util.Set.of())) {
                if (waiting.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        if (order.size() != units.size()) {
            throw new IllegalStateException("groups wait for each other");
        }
        return order;
    }

    private PlanStep step(List<Node> unit) {
        Node first = unit.getFirst();
        return switch (first.source) {
            case Node.Argument _, Node.Known _ -> throw new IllegalStateException("given values need no step");
            case Node.Ordered(Node of) ->
                    new CopyStep(new Ports(place(of), place(first), "transpose " + first.type + " (copy)"));
            case Node.Part(Op op, _, _, _) -> StepSelection.several(this, unit, op);
            case Node.Operation(Op op, _) -> switch (LoweringKind.of(op)) {
                case REDUCTION -> form[first.id] == null ? middle(first, (Reduce) op) : group(unit);
                case ELEMENTWISE -> group(unit);
                case VIEW -> copy(first, op);
                case STEP -> StepSelection.of(this, first, op);
            };
        };
    }

    private PlanStep copy(Node node, Op op) {
        Node input = node.inputs()[0];
        Layout to = op instanceof Reshape ? Layout.contiguous(input.dims) : Layout.contiguous(node.dims);
        return new CopyStep(new Ports(place(input), new BufferView(slot[node.id], to),
                op.label() + " " + input.type + " → " + node.type + " (copy)"));
    }

    private PlanStep middle(Node node, Reduce op) {
        Node input = node.inputs()[0];
        ReductionSplit split = ReductionSplit.of(op, input.dims, node.dtype());
        return new ScanSteps.MiddleStep(op.kind(), new AxisLines(split.outer(), split.reduced(), split.inner()),
                new Ports(place(input), place(node), op.label() + " " + input.type + " → " + node.type));
    }

    private PlanStep group(List<Node> unit) {
        List<Node> members = new ArrayList<>();
        List<FusionBuilder.Closer> closers = new ArrayList<>();
        Option<ReductionSplit.Grid> grid = Option.none();
        long size = -1;
        for (Node node : unit) {
            if (isMember(node)) {
                members.add(node);
                size = node.size;
            } else {
                closers.add(new FusionBuilder.Closer(node, form[node.id]));
                Node input = node.inputs()[0];
                size = input.size;
                if (form[node.id] != FusedKernel.Form.ALL) {
                    long key = unit.size() == 1 ? -1L - node.id : level[node.id];
                    grid = Option.some(grids.get(List.of(key, input.size)));
                }
            }
        }
        if (size > Memory.MAX_ELEMENTS) {
            throw new FluxionException("evaluate: a step must have at most " + Memory.MAX_ELEMENTS + " elements; got " + size
                    + " in "
                    + ((Node.Operation) unit.getFirst().source).op().label() + ". Split it, for instance by vmap in chunks");
        }
        return new FusionBuilder(this, (int) size, members, closers, grid).build();
    }
}
