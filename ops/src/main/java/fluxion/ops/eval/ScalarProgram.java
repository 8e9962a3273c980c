package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulative;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.core.storage.Storage;
import fluxion.ops.elementwise.ScalarBools;
import fluxion.ops.elementwise.ScalarF32;
import fluxion.ops.elementwise.ScalarF64;
import fluxion.ops.elementwise.ScalarI32;
import fluxion.ops.elementwise.ScalarI64;
import fluxion.ops.special.SpecialKernels;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program whose values all have one element, as instructions on registers: doubles for floats (each f32 result rounded to
 * f32), longs for integers and bools. Nothing is allocated in a run but the registers and the results.
 */
record ScalarProgram(int[] instructions, Special[] specials, double[] floats, long[] integers,
        ScalarProgram.Register[] arguments, ScalarProgram.Register[] results) {
    private static final Unary[] UNARY = Unary.values();
    private static final Binary[] BINARY = Binary.values();
    private static final Compare[] COMPARE = Compare.values();

    /** What an instruction does; its {@code detail} says which operation of the family, or the exponent. */
    private enum Code {
        ADD_F64, SUB_F64, MUL_F64, DIV_F64, NEG_F64, SQUARE_F64,
        UNARY_F64, UNARY_F32, UNARY_I64, UNARY_I32, UNARY_BOOL,
        TEST_F64, TEST_F32, TEST_I64,
        POWER_F64, POWER_F32, POWER_I64, POWER_I32,
        BINARY_F64, BINARY_F32, BINARY_I64, BINARY_I32, BINARY_BOOL,
        SPECIAL_F64, SPECIAL_F32, COMPARE_FLOAT, COMPARE_INTEGER, SELECT_FLOAT, SELECT_INTEGER,
        FLOAT_TO_F32, FLOAT_TO_I64, FLOAT_TO_I32, FLOAT_TO_BOOL,
        INTEGER_TO_F64, INTEGER_TO_F32, INTEGER_TO_I32, INTEGER_TO_BOOL, COPY_FLOAT, COPY_INTEGER
    }

    private static final Code[] CODES = Code.values();

    /** Ints of an instruction: code, detail, result, operands. */
    private static final int WIDTH = 6;

    /** The result's or argument's register; doubles and longs are counted apart. */
    record Register(TensorType type, int number, Ints strides) {}

    /** The program, where all values have one element and all operations are plain arithmetic. */
    static Option<ScalarProgram> of(Lowering.Values values) {
        for (Node node : values.nodes()) {
            if (node.size != 1 || !isArithmetic(node)) {
                return Option.none();
            }
        }
        return Option.some(new Builder(values).build());
    }

    private static boolean isArithmetic(Node node) {
        return switch (node.source) {
            case Node.Argument _, Node.Known _ -> true;
            case Node.Ordered _, Node.Part _ -> false;
            case Node.Operation(Op op, _) -> switch (LoweringKind.of(op)) {
                case VIEW, ELEMENTWISE -> true;
                case REDUCTION -> false;
                // the inner axes of a product with one element have length one, or there is nothing to sum
                case STEP -> op instanceof Dot && node.inputs()[0].size == 1 && node.inputs()[1].size == 1;
            };
        };
    }

    Seq<Tensor> run(Tensor[] given) {
        double[] d = floats.clone();
        long[] l = integers.clone();
        for (int i = 0; i < arguments.length; i++) {
            Register register = arguments[i];
            Tensor tensor = given[i];
            if (register.type().dtype().isFloat()) {
                d[register.number()] = tensor.storage().doubleAt(tensor.offset());
            } else {
                l[register.number()] = tensor.storage().longAt(tensor.offset());
            }
        }
        execute(instructions, specials, d, l);
        Tensor[] values = new Tensor[results.length];
        for (int i = 0; i < values.length; i++) {
            Register register = results[i];
            values[i] = new Tensor(register.type(), storage(register, d, l), 0, register.strides());
        }
        return Array.of(values);
    }

    /** The registers of a program that runs again and again. Used by one thread at a time. */
    final class Registers {
        private final double[] d = floats.clone();
        private final long[] l = integers.clone();

        void load(int argument, Object array, int position) {
            Register register = arguments[argument];
            int n = register.number();
            switch (array) {
                case double[] a -> d[n] = a[position];
                case float[] a -> d[n] = a[position];
                case long[] a -> l[n] = a[position];
                case int[] a -> l[n] = a[position];
                default -> l[n] = bit(((boolean[]) array)[position]);
            }
        }

        void execute() {
            ScalarProgram.execute(instructions, specials, d, l);
        }

        void store(int result, Object array, int position) {
            int n = results[result].number();
            switch (array) {
                case double[] a -> a[position] = d[n];
                case float[] a -> a[position] = (float) d[n];
                case long[] a -> a[position] = l[n];
                case int[] a -> a[position] = (int) l[n];
                default -> ((boolean[]) array)[position] = l[n] != 0;
            }
        }
    }

    private static Storage storage(Register register, double[] d, long[] l) {
        int n = register.number();
        return switch (register.type().dtype()) {
            case F64 -> Storage.of(new double[] {d[n]});
            case F32 -> Storage.of(new float[] {(float) d[n]});
            case I64 -> Storage.of(new long[] {l[n]});
            case I32 -> Storage.of(new int[] {(int) l[n]});
            case BOOL -> Storage.of(new boolean[] {l[n] != 0});
        };
    }

    private static void execute(int[] code, Special[] specials, double[] d, long[] l) {
        for (int i = 0; i < code.length; i += WIDTH) {
            int detail = code[i + 1];
            int to = code[i + 2];
            int a = code[i + 3];
            int b = code[i + 4];
            int c = code[i + 5];
            switch (CODES[code[i]]) {
                case ADD_F64 -> d[to] = d[a] + d[b];
                case SUB_F64 -> d[to] = d[a] - d[b];
                case MUL_F64 -> d[to] = d[a] * d[b];
                case DIV_F64 -> d[to] = d[a] / d[b];
                case NEG_F64 -> d[to] = -d[a];
                case SQUARE_F64 -> d[to] = d[a] * d[a];
                case UNARY_F64 -> d[to] = ScalarF64.unary(UNARY[detail], d[a]);
                case UNARY_F32 -> d[to] = ScalarF32.unary(UNARY[detail], (float) d[a]);
                case UNARY_I64 -> l[to] = ScalarI64.unary(UNARY[detail], l[a]);
                case UNARY_I32 -> l[to] = ScalarI32.unary(UNARY[detail], (int) l[a]);
                case UNARY_BOOL -> l[to] = bit(ScalarBools.unary(UNARY[detail], l[a] != 0));
                case TEST_F64 -> l[to] = bit(ScalarF64.test(UNARY[detail], d[a]));
                case TEST_F32 -> l[to] = bit(ScalarF32.test(UNARY[detail], (float) d[a]));
                case TEST_I64 -> l[to] = bit(ScalarI64.test(UNARY[detail]));
                case POWER_F64 -> d[to] = ScalarF64.power(detail, d[a]);
                case POWER_F32 -> d[to] = ScalarF32.power(detail, (float) d[a]);
                case POWER_I64 -> l[to] = ScalarI64.power(detail, l[a]);
                case POWER_I32 -> l[to] = ScalarI32.power(detail, (int) l[a]);
                case BINARY_F64 -> d[to] = ScalarF64.binary(BINARY[detail], d[a], d[b]);
                case BINARY_F32 -> d[to] = ScalarF32.binary(BINARY[detail], (float) d[a], (float) d[b]);
                case BINARY_I64 -> l[to] = ScalarI64.binary(BINARY[detail], l[a], l[b]);
                case BINARY_I32 -> l[to] = ScalarI32.binary(BINARY[detail], (int) l[a], (int) l[b]);
                case BINARY_BOOL -> l[to] = bit(ScalarBools.binary(BINARY[detail], l[a] != 0, l[b] != 0));
                case SPECIAL_F64 -> d[to] = SpecialKernels.value(specials[detail], d[a], d[b], d[c]);
                case SPECIAL_F32 -> d[to] = (float) SpecialKernels.value(specials[detail], d[a], d[b], d[c]);
                case COMPARE_FLOAT -> l[to] = bit(ScalarF64.compare(COMPARE[detail], d[a], d[b]));
                case COMPARE_INTEGER -> l[to] = bit(ScalarI64.compare(COMPARE[detail], l[a], l[b]));
                case SELECT_FLOAT -> d[to] = l[a] != 0 ? d[b] : d[c];
                case SELECT_INTEGER -> l[to] = l[a] != 0 ? l[b] : l[c];
                case FLOAT_TO_F32 -> d[to] = (float) d[a];
                case FLOAT_TO_I64 -> l[to] = (long) d[a];
                case FLOAT_TO_I32 -> l[to] = (int) d[a];
                case FLOAT_TO_BOOL -> l[to] = bit(d[a] != 0);
                case INTEGER_TO_F64 -> d[to] = l[a];
                case INTEGER_TO_F32 -> d[to] = (float) l[a];
                case INTEGER_TO_I32 -> l[to] = (int) l[a];
                case INTEGER_TO_BOOL -> l[to] = bit(l[a] != 0);
                case COPY_FLOAT -> d[to] = d[a];
                case COPY_INTEGER -> l[to] = l[a];
                default -> throw new IllegalStateException("no case for " + CODES[code[i]]);
            }
        }
    }

    private static long bit(boolean value) {
        return value ? 1 : 0;
    }

    /** The instructions in words. */
    String describe() {
        StringBuilder text = new StringBuilder("scalar program: " + instructions.length / WIDTH + " instructions, "
                + floats.length
                + " float and " + integers.length + " integer registers\n");
        for (int i = 0; i < instructions.length; i += WIDTH) {
            Code code = CODES[instructions[i]];
            text.append("  ").append(code.name().toLowerCase(java.util.Locale.ROOT)).append(' ').append(instructions[i + 1])
                    .append('\n');
        }
        return text.toString();
    }

    /** Gives each value a register, free again after its last reader. */
    private static final class Builder {
        private final Lowering.Values values;
        /** The value whose register a view shares. */
        private final Node[] source;
        private final int[] register;
        private final int[] lastUse;
        private final List<Double> floats = new ArrayList<>();
        private final List<Long> integers = new ArrayList<>();
        private final List<Special> specials = new ArrayList<>();
        private final ArrayDeque<Integer> freeFloats = new ArrayDeque<>();
        private final ArrayDeque<Integer> freeIntegers = new ArrayDeque<>();
        private int[] code = new int[16 * WIDTH];
        private int length;

        Builder(Lowering.Values values) {
            this.values = values;
            int n = values.nodes().size();
            this.source = new Node[n];
            this.register = new int[n];
            this.lastUse = new int[n];
        }

        ScalarProgram build() {
            for (Node node : values.nodes()) {
                source[node.id] = node.source instanceof Node.Operation(Op op, Node[] inputs)
                        && LoweringKind.of(op) == LoweringKind.VIEW
                        ? source[inputs[0].id] : node;
                for (Node input : node.inputs()) {
                    lastUse[source[input.id].id] = node.id;
                }
            }
            for (Node result : values.results()) {
                lastUse[source[result.id].id] = Integer.MAX_VALUE;
            }
            Register[] arguments = new Register[values.arguments()];
            for (Node node : values.nodes()) {
                switch (node.source) {
                    case Node.Argument(int index) -> {
                        register[node.id] = register(node.dtype());
                        arguments[index] = named(node, register[node.id]);
                    }
                    case Node.Known(Tensor value) -> {
                        // constants keep their registers: a run starts from a copy of them
                        if (node.dtype().isFloat()) {
                            floats.add(value.storage().doubleAt(value.offset()));
                            register[node.id] = floats.size() - 1;
                        } else {
                            integers.add(value.storage().longAt(value.offset()));
                            register[node.id] = integers.size() - 1;
                        }
                        lastUse[node.id] = Integer.MAX_VALUE;
                    }
                    case Node.Ordered _, Node.Part _ -> throw new IllegalStateException("no arithmetic");
                    case Node.Operation(Op op, Node[] inputs) -> {
                        if (source[node.id] == node) {
                            instruction(node, op, inputs);
                        }
                    }
                }
            }
            Register[] results = new Register[values.results().length];
            for (int i = 0; i < results.length; i++) {
                results[i] = named(values.results()[i], register[source[values.results()[i].id].id]);
            }
            return new ScalarProgram(Arrays.copyOf(code, length), specials.toArray(Special[]::new),
                    floats.stream().mapToDouble(Double::doubleValue).toArray(),
                    integers.stream().mapToLong(Long::longValue).toArray(), arguments, results);
        }

        private static Register named(Node node, int number) {
            return new Register(node.type, number, node.type.shape().strides());
        }

        private int register(DType dtype) {
            ArrayDeque<Integer> free = dtype.isFloat() ? freeFloats : freeIntegers;
            if (!free.isEmpty()) {
                return free.pop();
            }
            if (dtype.isFloat()) {
                floats.add(0.0);
                return floats.size() - 1;
            }
            integers.add(0L);
            return integers.size() - 1;
        }

        private void instruction(Node node, Op op, Node[] inputs) {
            DType operand = inputs[inputs.length - 1].dtype();
            int[] from = new int[3];
            for (int i = 0; i < inputs.length; i++) {
                from[i] = register[source[inputs[i].id].id];
            }
            for (Node input : inputs) {
                Node read = source[input.id];
                if (lastUse[read.id] == node.id) {
                    lastUse[read.id] = -1;
                    (read.dtype().isFloat() ? freeFloats : freeIntegers).push(register[read.id]);
                }
            }
            register[node.id] = register(node.dtype());
            if (length + WIDTH > code.length) {
                code = Arrays.copyOf(code, 2 * code.length);
            }
            code[length++] = code(op, operand, node.dtype()).ordinal();
            code[length++] = detail(op);
            code[length++] = register[node.id];
            for (int f : from) {
                code[length++] = f;
            }
        }

        private int detail(Op op) {
            return switch (op) {
                case Unary unary -> unary.ordinal();
                case Binary binary -> binary.ordinal();
                case Compare compare -> compare.ordinal();
                case Power(int exponent) -> exponent;
                case Special special -> {
                    specials.add(special);
                    yield specials.size() - 1;
                }
                case Dot _ -> Binary.MUL.ordinal();
                case Select _, Cast _, StopGradient _, Reduce _, ArgReduce _, CumSum _, Reshape _, Permute _, Broadcast _,
                        Slice _,
                    Pad _, Flip _, Concatenate _, Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _, Windows _, Fold _,
                    Conv _, RandomNumbers _, LinearAlgebra _, Fourier _, Call _, Order _, Cumulative _, DynamicIndexing _,
                    Control _, CustomRule _, Marker _, NamedAxisOp _ -> 0;
            };
        }

        private static Code code(Op op, DType operand, DType result) {
            return switch (op) {
                case Unary unary -> unary == Unary.NEG && operand == DType.F64 ? Code.NEG_F64 : result == DType.BOOL
                        && operand != DType.BOOL
                        ? test(operand) : family(operand, Code.UNARY_F64, Code.UNARY_F32, Code.UNARY_I64, Code.UNARY_I32,
                        Code.UNARY_BOOL);
                case Power(int exponent) -> exponent == 2 && operand == DType.F64 ? Code.SQUARE_F64
                        : family(operand, Code.POWER_F64, Code.POWER_F32, Code.POWER_I64, Code.POWER_I32, Code.POWER_I32);
                case Binary binary -> binary(binary, operand);
                case Special _ -> operand == DType.F64 ? Code.SPECIAL_F64 : Code.SPECIAL_F32;
                case Dot _ -> binary(Binary.MUL, operand);
                case Compare _ -> operand.isFloat() ? Code.COMPARE_FLOAT : Code.COMPARE_INTEGER;
                case Select _ -> operand.isFloat() ? Code.SELECT_FLOAT : Code.SELECT_INTEGER;
                case Cast _ -> operand.isFloat()
                        ? family(result, Code.COPY_FLOAT, Code.FLOAT_TO_F32, Code.FLOAT_TO_I64, Code.FLOAT_TO_I32,
                        Code.FLOAT_TO_BOOL)
                        : family(result, Code.INTEGER_TO_F64, Code.INTEGER_TO_F32, Code.COPY_INTEGER, Code.INTEGER_TO_I32,
                                Code.INTEGER_TO_BOOL);
                case StopGradient _, Reduce _, ArgReduce _, CumSum _, Reshape _, Permute _, Broadcast _, Slice _, Pad _, Flip _,
                    Concatenate _, Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _, Windows _, Fold _, Conv _,
                    RandomNumbers _, LinearAlgebra _, Fourier _,
                    Call _, Order _, Cumulative _, DynamicIndexing _, Control _, CustomRule _, Marker _, NamedAxisOp _
                        -> throw new IllegalStateException("no arithmetic: " + op.label());
            };
        }

        private static Code test(DType operand) {
            return family(operand, Code.TEST_F64, Code.TEST_F32, Code.TEST_I64, Code.TEST_I64, Code.TEST_I64);
        }

        private static Code binary(Binary op, DType operand) {
            if (operand == DType.F64) {
                switch (op) {
                    case ADD -> { return Code.ADD_F64; }
                    case SUB -> { return Code.SUB_F64; }
                    case MUL -> { return Code.MUL_F64; }
                    case DIV -> { return Code.DIV_F64; }
                    case POW, REMAINDER, FLOOR_DIVIDE, MAXIMUM, MINIMUM, ATAN2, HYPOT, LOGADDEXP, COPYSIGN, LOGICAL_AND,
                            LOGICAL_OR,
                            LOGICAL_XOR -> { }
                    default -> throw new IllegalStateException("no case for " + op);
                }
            }
            return family(operand, Code.BINARY_F64, Code.BINARY_F32, Code.BINARY_I64, Code.BINARY_I32, Code.BINARY_BOOL);
        }

        private static Code family(DType dtype, Code f64, Code f32, Code i64, Code i32, Code bool) {
            return switch (dtype) {
                case F64 -> f64;
                case F32 -> f32;
                case I64 -> i64;
                case I32 -> i32;
                case BOOL -> bool;
            };
        }
    }
}
