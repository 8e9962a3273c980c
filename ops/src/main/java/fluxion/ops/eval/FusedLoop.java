package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.op.Binary;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Unary;
import fluxion.ops.simd.Simd;
import fluxion.ops.simd.VectorKernel;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Neighbouring arithmetic instructions of a group as one loop, whose intermediate values stay in registers. Every operation is
 * the one its own kernel does, in the same order, so the bits are the same. A chain that has worked on many elements gets its
 * loop from {@link FusedLoopCompiler}, and uses it once the loop is ready; until then, and always where there are no vectors, its
 * instructions run one by one.
 */
final class FusedLoop {
    /** Elements after which a chain is worth a loop of its own: compiling one takes as long as working on about as many. */
    private static final long HOT = 1 << 21;

    /** Where a loop would run short of vector registers. */
    private static final int MOST_INPUTS = 10, MOST_STEPS = 24, MOST_OUTPUTS = 6;

    /** Loops that are kept for other chains; each is a class of some kilobytes, gone when the last chain that runs it is. */
    private static final Recent<Recipe, Compiled> COMPILED = new Recent<>(256);

    /** The arithmetic that a loop is made of. */
    enum Arithmetic {
        ADD, SUB, MUL, DIV, NEG, ABS, SQRT, RELU, SQUARE, CUBE, RECIPROCAL;

        static Option<Arithmetic> of(Op op) {
            return switch (op) {
                case Binary.ADD -> Option.some(ADD);
                case Binary.SUB -> Option.some(SUB);
                case Binary.MUL -> Option.some(MUL);
                case Binary.DIV -> Option.some(DIV);
                case Unary.NEG -> Option.some(NEG);
                case Unary.ABS -> Option.some(ABS);
                case Unary.SQRT -> Option.some(SQRT);
                case Unary.RELU -> Option.some(RELU);
                case Power(int exponent) when exponent == 2 -> Option.some(SQUARE);
                case Power(int exponent) when exponent == 3 -> Option.some(CUBE);
                case Power(int exponent) when exponent == -1 -> Option.some(RECIPROCAL);
                case Op _ -> Option.none();
            };
        }
    }

    /**
     * An operation on values: the inputs are numbered first, then the results of the actions; {@code right} is −1 for one
     * operand.
     */
    record Action(Arithmetic op, int left, int right) {}

    /** What a loop computes, whatever arrays it is given. */
    record Recipe(DType dtype, List<Boolean> singles, List<Action> actions, List<Integer> outputs) {}

    /** The body of a loop: operands and results are the arrays {@code references} name, inputs first. */
    interface Loop {
        void run(Object[] arrays, int[] at, int[] references, int n);
    }

    private record Compiled(Loop loop, VectorKernel kernel) {}

    /** The instructions it stands for. */
    final int first;
    final int end;
    private final Recipe recipe;
    private final int[] references;
    private final AtomicLong seen = new AtomicLong();
    private volatile Compiled compiled;

    private FusedLoop(int first, int end, Recipe recipe, int[] references) {
        this.first = first;
        this.end = end;
        this.recipe = recipe;
        this.references = references;
    }

    /** The arithmetic of an instruction that can be part of one. */
    static Option<Arithmetic> arithmetic(Op op, DType operand, DType result) {
        return operand == result && operand.isFloat() ? Arithmetic.of(op) : Option.none();
    }

    /**
     * The chains of a group, in order.
     *
     * @param loads the number of the instruction before which each strided operand is copied
     * @param closing the references that reductions read after the last instruction
     */
    static List<FusedLoop> find(List<TileOp> instructions, List<TileOperand> references, List<Integer> loads,
            List<Integer> closing) {
        List<FusedLoop> found = new ArrayList<>();
        if (!Simd.AVAILABLE) {
            return found;
        }
        for (int i = 0; i < instructions.size(); ) {
            int end = i;
            Gathering gathering = new Gathering(instructions, references, closing);
            while (end < instructions.size() && (end == i || !loads.contains(end)) && gathering.add(end)) {
                end++;
            }
            if (end - i >= 2) {
                gathering.chain(i, end).forEach(found::add);
            }
            i = Math.max(end, i + 1);
        }
        return found;
    }

    /** One run of instructions, as far as it has been followed. */
    private static final class Gathering {
        private final List<TileOp> instructions;
        private final List<TileOperand> all;
        private final List<Integer> closing;
        /** The value that a reference holds now. */
        private final Map<Integer, Integer> values = new HashMap<>();
        private final Map<Integer, Boolean> inputs = new LinkedHashMap<>();
        private final List<int[]> operands = new ArrayList<>();
        private final List<Arithmetic> ops = new ArrayList<>();
        private final List<Integer> results = new ArrayList<>();
        private DType dtype;

        private Gathering(List<TileOp> instructions, List<TileOperand> all, List<Integer> closing) {
            this.instructions = instructions;
            this.all = all;
            this.closing = closing;
        }

        /** Takes one more instruction, where it fits. */
        private boolean add(int number) {
            TileOp it = instructions.get(number);
            Option<Arithmetic> op = arithmetic(it.op(), it.operand(), it.result());
            if (op.isEmpty() || dtype != null && dtype != it.result() || ops.size() == MOST_STEPS) {
                return false;
            }
            int[] from = new int[it.from().length];
            Map<Integer, Boolean> fresh = new LinkedHashMap<>();
            for (int i = 0; i < from.length; i++) {
                int reference = it.from()[i];
                Boolean known = inputs.getOrDefault(reference, fresh.get(reference));
                if (!values.containsKey(reference) && known == null) {
                    fresh.put(reference, it.isSingle(i));
                } else if (!values.containsKey(reference) && known != it.isSingle(i)) {
                    return false;
                }
                // inputs as −1 − reference until all are known
                from[i] = values.getOrDefault(reference, -1 - reference);
            }
            if (inputs.size() + fresh.size() > MOST_INPUTS) {
                return false;
            }
            inputs.putAll(fresh);
            dtype = it.result();
            values.put(it.to(), ops.size());
            ops.add(op.get());
            operands.add(from);
            results.add(it.to());
            return true;
        }

        private Option<FusedLoop> chain(int first, int end) {
            List<Integer> order = new ArrayList<>(inputs.keySet());
            List<Action> actions = new ArrayList<>();
            for (int i = 0; i < ops.size(); i++) {
                int[] from = operands.get(i);
                actions.add(new Action(ops.get(i), value(from[0], order), from.length == 1 ? -1 : value(from[1], order)));
            }
            List<Integer> outputs = new ArrayList<>();
            List<Integer> written = new ArrayList<>();
            for (Map.Entry<Integer, Integer> last : values.entrySet()) {
                if (isWanted(last.getKey(), end)) {
                    written.add(last.getKey());
                    outputs.add(order.size() + last.getValue());
                }
            }
            // a value of its own place that is overwritten inside the chain, and still wanted there, would be lost
            boolean lost = false;
            for (int i = 0; i < results.size(); i++) {
                lost |= all.get(results.get(i)) instanceof TileOperand.Whole && values.get(results.get(i)) != i;
            }
            if (lost || outputs.isEmpty() || outputs.size() > MOST_OUTPUTS) {
                return Option.none();
            }
            List<Integer> places = new ArrayList<>(order);
            places.addAll(written);
            return Option.some(new FusedLoop(first, end,
                    new Recipe(dtype, List.copyOf(inputs.values()), List.copyOf(actions), List.copyOf(outputs)),
                    fluxion.core.Ints.from(places).toArray()));
        }

        private static int value(int operand, List<Integer> order) {
            return operand < 0 ? order.indexOf(-1 - operand) : order.size() + operand;
        }

        /** Whether what a reference holds at the end of the chain is read afterwards. */
        private boolean isWanted(int reference, int end) {
            if (all.get(reference) instanceof TileOperand.Whole) {
                return true;
            }
            for (int i = end; i < instructions.size(); i++) {
                for (int from : instructions.get(i).from()) {
                    if (from == reference) {
                        return true;
                    }
                }
                if (instructions.get(i).to() == reference) {
                    return false;
                }
            }
            return closing.contains(reference);
        }
    }

    /** Runs the loop; false where it is not ready, and the instructions are to be run instead. */
    boolean run(Object[] arrays, int[] at, int n) {
        Compiled ready = compiled;
        if (ready == null) {
            if (seen.addAndGet(n) < HOT) {
                return false;
            }
            ready = COMPILED.get(recipe, FusedLoop::compile);
            compiled = ready;
        }
        if (!ready.kernel().ready()) {
            return false;
        }
        ready.loop().run(arrays, at, references, n);
        return true;
    }

    private static Compiled compile(Recipe recipe) {
        Loop loop = FusedLoopCompiler.compile(recipe);
        int count = recipe.singles().size() + recipe.outputs().size();
        Object[] arrays = new Object[count];
        int[] at = new int[count];
        int[] references = new int[count];
        for (int i = 0; i < count; i++) {
            arrays[i] = Buffers.make(recipe.dtype(), Scratch.TILE);
            references[i] = i;
        }
        int lanes = FusedLoopCompiler.lanes(recipe.dtype());
        return new Compiled(loop, new VectorKernel(size -> loop.run(arrays, at, references, size * lanes)));
    }
}
