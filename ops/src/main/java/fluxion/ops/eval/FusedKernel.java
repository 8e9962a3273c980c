package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Reduce;
import fluxion.ops.reduction.PartialReductions;
import fluxion.ops.reduction.ReductionKernels;
import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import java.util.List;

/**
 * Elementwise operations, and the reductions that close them, in one pass: the index space is a matrix of {@code rows} by
 * {@code columns}, cut into rectangles that are worked on apart and into tiles that pass through all instructions while they
 * are in the first cache. How it is cut depends on the sizes alone, so the bits do not depend on the number of threads.
 */
final class FusedKernel implements PlanStep {
    /** Elements of a rectangle, about; work for one thread at a time. */
    static final int CHUNK = 1 << 15;

    /** From this row length on, tiles stay within a row where that lets operands be read in place. */
    static final int ROW = 128;

    private static final int COLUMNS = 4096;
    private static final int ROW_BLOCKS = 16;

    /** What a reduction keeps: one value a row, one a column, or one. */
    enum Form { ROWS, COLUMNS, ALL }

    /** A strided operand that is copied into a tile before the instruction with a number. */
    record Load(int before, int slot, Layout layout, int to) {}

    /** A reduction after the last instruction. */
    record Closing(Reduce.Kind kind, DType dtype, Form form, int from, int slot) {}

    private final int rows;
    private final int columns;
    private final boolean withinRow;
    private final int rowBlock;
    private final int columnBlock;
    private final TileOperand[] references;
    private final Load[] loads;
    private final TileOp[] instructions;
    /** By the number of its first instruction, null where none begins. */
    private final FusedLoop[] chains;
    private final Closing[] closings;
    private final int[] reads;
    private final int[] writes;
    private final String text;

    FusedKernel(int rows, int columns, boolean inRow, List<TileOperand> references, List<Load> loads, List<TileOp> instructions,
            List<Closing> closings, int[] reads, int[] writes, String text) {
        this.rows = rows;
        this.columns = columns;
        this.withinRow = inRow || columns >= Scratch.TILE;
        this.references = references.toArray(TileOperand[]::new);
        this.loads = loads.toArray(Load[]::new);
        this.instructions = instructions.toArray(TileOp[]::new);
        this.chains = new FusedLoop[this.instructions.length];
        FusedLoop.find(instructions, references, loads.stream().map(Load::before).toList(),
                closings.stream().map(Closing::from).toList())
                .forEach(chain -> chains[chain.first] = chain);
        this.closings = closings.toArray(Closing[]::new);
        this.reads = reads;
        this.writes = writes;
        this.text = text;
        boolean byColumn = closings.stream().anyMatch(c -> c.form() == Form.COLUMNS);
        boolean byRow = closings.stream().anyMatch(c -> c.form() == Form.ROWS);
        int width = Math.max(1, columns);
        if (byColumn && !byRow && columns >= COLUMNS) {
            this.columnBlock = COLUMNS / 2;
            this.rowBlock = Math.max(1, rows);
        } else if (byColumn) {
            this.columnBlock = width;
            this.rowBlock = Math.max(1, Math.max(ceil(CHUNK, width), ceil(rows, ROW_BLOCKS)));
        } else if (columns > CHUNK) {
            this.columnBlock = ceil(even(columns, CHUNK), Scratch.TILE) * Scratch.TILE;
            this.rowBlock = 1;
        } else {
            this.columnBlock = width;
            this.rowBlock = Math.max(1, even(rows, Math.max(1, CHUNK / width)));
        }
    }

    private static int ceil(int a, int b) {
        return (a + b - 1) / b;
    }

    /** The size of as many blocks as blocks of {@code most} would be, but none much smaller than the others. */
    private static int even(int size, int most) {
        return ceil(size, Math.max(1, ceil(size, most)));
    }

    @Override
    public int[] reads() {
        return reads;
    }

    @Override
    public int[] writes() {
        return writes;
    }

    @Override
    public String describe() {
        return text;
    }

    /** What the rectangles leave of one reduction: states of floats, or of integers and bools. */
    private record Parts(double[] floats, long[] integers) {}

    @Override
    public void run(Frame frame) {
        int across = ceil(columns, columnBlock);
        int down = ceil(rows, rowBlock);
        Parts[] parts = new Parts[closings.length];
        for (int i = 0; i < closings.length; i++) {
            parts[i] = parts(closings[i], down, across);
        }
        int rectangles = across * down;
        if (rectangles == 1) {
            rectangle(frame, 0, across, parts);
        } else if (rectangles > 0) {
            Workers workers = rows * columns < CHUNK ? Workers.SERIAL : frame.workers;
            workers.run(rectangles, i -> rectangle(frame, i, across, parts));
        }
        for (int i = 0; i < closings.length; i++) {
            combine(frame, closings[i], parts[i], down, across);
        }
    }

    private Parts parts(Closing closing, int down, int across) {
        int states = switch (closing.form()) {
            case ALL -> down * across;
            case ROWS -> across == 1 ? 0 : rows * across;
            case COLUMNS -> down * columns;
        };
        if (closing.dtype().isFloat()) {
            return new Parts(new double[PartialReductions.STATE * states], null);
        }
        return new Parts(null, new long[states]);
    }

    private void combine(Frame frame, Closing closing, Parts parts, int down, int across) {
        Object out = frame.arrays[closing.slot()];
        switch (closing.form()) {
            case ALL -> merge(closing, parts, 0, down * across, out, 0);
            case ROWS -> {
                // one rectangle across has written its rows itself
                for (int row = 0; row < rows && across != 1; row++) {
                    merge(closing, parts, row * across, across, out, row);
                }
            }
            case COLUMNS -> {
                double[] state = parts.floats();
                if (down == 0) {
                    state = new double[PartialReductions.STATE * columns];
                    PartialReductions.startColumns(closing.kind(), state, 0, columns, columns);
                }
                for (int d = 1; d < down; d++) {
                    PartialReductions.mergeColumns(closing.kind(), state, d * 2 * columns, columns, state, 0, columns, columns);
                }
                if (closing.dtype() == DType.F32) {
                    PartialReductions.finishColumns(closing.kind(), state, 0, columns, (float[]) out, 0, columns);
                } else {
                    PartialReductions.finishColumns(closing.kind(), state, 0, columns, (double[]) out, 0, columns);
                }
            }
            default -> throw new IllegalStateException("no case for " + closing.form());
        }
    }

    private static void merge(Closing closing, Parts parts, int first, int count, Object out, int to) {
        if (closing.dtype().isFloat()) {
            double[] state = new double[PartialReductions.STATE];
            PartialReductions.start(closing.kind(), state, 0);
            double value;
            if (count == 1) {
                value = PartialReductions.finish(closing.kind(), parts.floats(), first * PartialReductions.STATE);
            } else {
                for (int i = 0; i < count; i++) {
                    PartialReductions.merge(closing.kind(), parts.floats(), (first + i) * PartialReductions.STATE, state, 0);
                }
                value = PartialReductions.finish(closing.kind(), state, 0);
            }
            if (out instanceof float[] floats) {
                floats[to] = (float) value;
            } else {
                ((double[]) out)[to] = value;
            }
        } else {
            long state = PartialReductions.start(closing.kind());
            for (int i = 0; i < count; i++) {
                state = PartialReductions.merge(closing.kind(), state, parts.integers()[first + i]);
            }
            switch (out) {
                case long[] longs -> longs[to] = state;
                case int[] ints -> ints[to] = (int) state;
                default -> ((boolean[]) out)[to] = state != 0;
            }
        }
    }

    private void rectangle(Frame frame, int number, int across, Parts[] parts) {
        int down = number / across;
        int side = number % across;
        int row0 = down * rowBlock;
        int row1 = Math.min(rows, row0 + rowBlock);
        int column0 = side * columnBlock;
        int column1 = Math.min(columns, column0 + columnBlock);
        Object[] arrays = new Object[references.length];
        int[] at = new int[references.length];
        Scratch scratch = Scratch.own();
        for (int i = 0; i < references.length; i++) {
            switch (references[i]) {
                case TileOperand.Whole(int slot, _) -> arrays[i] = frame.arrays[slot];
                case TileOperand.Single(int slot, int offset) -> {
                    arrays[i] = frame.arrays[slot];
                    at[i] = frame.bases[slot] + offset;
                }
                case TileOperand.Row(int slot, _) -> arrays[i] = frame.arrays[slot];
                case TileOperand.Tile(DType dtype, int tile) -> arrays[i] = scratch.tile(dtype, tile);
            }
        }
        start(parts, number, row0, row1, column0, column1, across, down);
        if (withinRow) {
            Parts[] own = across == 1 ? rowParts() : parts;
            for (int row = row0; row < row1; row++) {
                for (int column = column0; column < column1; column += Scratch.TILE) {
                    int n = Math.min(Scratch.TILE, column1 - column);
                    tile(frame, arrays, at, row * columns + column, n);
                    close(arrays, at, parts, own, number, row, column, n, side, across, down);
                }
                if (across == 1) {
                    finishRow(frame, own, row);
                }
            }
        } else {
            int step = Scratch.TILE / columns;
            for (int row = row0; row < row1; row += step) {
                int count = Math.min(step, row1 - row);
                tile(frame, arrays, at, row * columns, count * columns);
                closeRows(frame, arrays, at, parts, number, row, count, down);
            }
        }
    }

    /** Puts the states that this rectangle works on to those of no elements. */
    private void start(Parts[] parts, int number, int row0, int row1, int column0, int column1, int across, int down) {
        for (int i = 0; i < closings.length; i++) {
            Closing closing = closings[i];
            Parts states = parts[i];
            switch (closing.form()) {
                case ALL -> start(closing, states, number);
                case ROWS -> {
                    for (int row = row0; row < row1 && across != 1; row++) {
                        start(closing, states, row * across + number % across);
                    }
                }
                case COLUMNS -> PartialReductions.startColumns(closing.kind(), states.floats(), down * 2 * columns + column0,
                        columns,
                        column1 - column0);
                default -> throw new IllegalStateException("no case for " + closing.form());
            }
        }
    }

    private static void start(Closing closing, Parts states, int state) {
        if (closing.dtype().isFloat()) {
            PartialReductions.start(closing.kind(), states.floats(), state * PartialReductions.STATE);
        } else {
            states.integers()[state] = PartialReductions.start(closing.kind());
        }
    }

    private void tile(Frame frame, Object[] arrays, int[] at, int start, int n) {
        Interruption.check();
        for (int i = 0; i < references.length; i++) {
            switch (references[i]) {
                case TileOperand.Whole(int slot, int offset) -> at[i] = frame.bases[slot] + offset + start;
                case TileOperand.Row(int slot, Layout layout) -> at[i] = frame.bases[slot] + layout.position(start);
                case TileOperand.Single _, TileOperand.Tile _ -> { }
            }
        }
        int load = 0;
        for (int i = 0; i <= instructions.length; i++) {
            while (load < loads.length && loads[load].before() == i) {
                Load l = loads[load++];
                Copies.gather(l.layout(), frame.arrays[l.slot()], frame.bases[l.slot()], start, n, arrays[l.to()], at[l.to()]);
            }
            if (i < instructions.length) {
                FusedLoop chain = chains[i];
                if (chain != null && chain.run(arrays, at, n)) {
                    i = chain.end - 1;
                } else {
                    instructions[i].run(arrays, at, n);
                }
            }
        }
    }

    /** States for the one row that is being worked on. */
    private Parts[] rowParts() {
        Parts[] own = new Parts[closings.length];
        for (int i = 0; i < own.length; i++) {
            if (closings[i].form() == Form.ROWS) {
                own[i] = closings[i].dtype().isFloat() ? new Parts(new double[PartialReductions.STATE], null)
                        : new Parts(null, new long[1]);
                start(closings[i], own[i], 0);
            }
        }
        return own;
    }

    private void finishRow(Frame frame, Parts[] own, int row) {
        for (int i = 0; i < closings.length; i++) {
            if (closings[i].form() == Form.ROWS) {
                merge(closings[i], own[i], 0, 1, frame.arrays[closings[i].slot()], row);
                start(closings[i], own[i], 0);
            }
        }
    }

    /** Takes a piece of one row into the reductions. */
    private void close(Object[] arrays, int[] at, Parts[] parts, Parts[] own, int number, int row, int column, int n, int side,
            int across,
            int down) {
        for (int i = 0; i < closings.length; i++) {
            Closing closing = closings[i];
            Object x = arrays[closing.from()];
            int xo = at[closing.from()];
            switch (closing.form()) {
                case ALL -> take(closing, x, xo, n, parts[i], number);
                case ROWS -> take(closing, x, xo, n, own[i], across == 1 ? 0 : row * across + side);
                case COLUMNS -> takeColumns(closing, x, xo, 1, n, parts[i], down * 2 * columns + column);
                default -> throw new IllegalStateException("no case for " + closing.form());
            }
        }
    }

    /** Takes whole rows into the reductions. */
    private void closeRows(Frame frame, Object[] arrays, int[] at, Parts[] parts, int number, int row, int count, int down) {
        for (int i = 0; i < closings.length; i++) {
            Closing closing = closings[i];
            Object x = arrays[closing.from()];
            int xo = at[closing.from()];
            switch (closing.form()) {
                case ALL -> take(closing, x, xo, count * columns, parts[i], number);
                case ROWS -> ReductionKernels.reduce(closing.kind(), x, xo, frame.arrays[closing.slot()], row, count, columns, 1);
                case COLUMNS -> takeColumns(closing, x, xo, count, columns, parts[i], down * 2 * columns);
                default -> throw new IllegalStateException("no case for " + closing.form());
            }
        }
    }

    private void takeColumns(Closing closing, Object x, int xo, int count, int n, Parts parts, int to) {
        if (x instanceof float[] floats) {
            PartialReductions.accumulateColumns(closing.kind(), floats, xo, count, n, n, parts.floats(), to, columns);
        } else {
            PartialReductions.accumulateColumns(closing.kind(), (double[]) x, xo, count, n, n, parts.floats(), to, columns);
        }
    }

    private static void take(Closing closing, Object x, int xo, int n, Parts parts, int state) {
        switch (x) {
            case double[] a -> PartialReductions.accumulate(closing.kind(), a, xo, n, parts.floats(),
                    state * PartialReductions.STATE);
            case float[] a -> PartialReductions.accumulate(closing.kind(), a, xo, n, parts.floats(),
                    state * PartialReductions.STATE);
            case long[] a -> parts.integers()[state] = PartialReductions.accumulate(closing.kind(), a, xo, n,
                    parts.integers()[state]);
            case int[] a -> parts.integers()[state] = PartialReductions.accumulate(closing.kind(), a, xo, n,
                    parts.integers()[state]);
            default -> parts.integers()[state] =
                    PartialReductions.accumulate(closing.kind(), (boolean[]) x, xo, n, parts.integers()[state]);
        }
    }
}
