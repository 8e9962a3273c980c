package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.While;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The values of expressions at one random point, each node computed once and by itself. Loops that might not end and values
 * of lanes are random numbers of their type.
 */
final class SampledValues {
    /** Beyond, results near a pole or a singular matrix are noise. */
    private static final double LARGE = 1e8;
    private static final double[] SPECIAL = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1, -1, 2};
    private static final long[] WHOLE = {0, 1, -1, 2, -2, 3, 46_341, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE,
            Long.MIN_VALUE};

    /** Which numbers variables have. */
    enum Kind {
        /** From 0.3 to 1.7. */
        POSITIVE,
        /** From 0.3 to 1.7 in size. */
        SIGNED,
        /** From 0.3 to 1.7, one element of every second variable NaN. */
        NOT_A_NUMBER,
        /** Half of them NaN, infinities, zeros of both signs; integers that overflow. */
        SPECIAL
    }

    /**
     * What a node is at the point.
     *
     * @param tensors its results
     * @param ordinary whether all numbers on the way to it are of ordinary size
     */
    record Value(Seq<Tensor> tensors, boolean ordinary) {}

    private final Map<Expr, Option<Value>> known = new NodeMap<>();
    private final SplittableRandom random;
    private final Kind kind;
    private final Option<SampledValues> near;

    SampledValues(long seed, Kind kind) {
        this(new SplittableRandom(seed), kind, Option.none());
    }

    private SampledValues(SplittableRandom random, Kind kind, Option<SampledValues> near) {
        this.random = random;
        this.kind = kind;
        this.near = near;
    }

    Kind kind() {
        return kind;
    }

    /** A point beside this one, by some roundings. */
    SampledValues nudged() {
        return new SampledValues(new SplittableRandom(0), kind, Option.of(this));
    }

    /** The value of an expression; none where it cannot be evaluated. */
    Option<Value> of(Expr root) {
        List<Expr> stack = new ArrayList<>(List.of(root));
        while (!stack.isEmpty()) {
            Expr node = stack.getLast();
            Seq<? extends Expr> inputs = node instanceof Apply apply ? apply.inputs() : node instanceof Result result
                    ? Array.of(result.of()) : Array.empty();
            Option<? extends Expr> missing = known.containsKey(node) ? Option.none()
                    : inputs.find(input -> !known.containsKey(input));
            if (missing.isDefined()) {
                stack.add(missing.get());
                continue;
            }
            stack.removeLast();
            if (!known.containsKey(node)) {
                known.put(node, computed(node));
            }
        }
        return known.get(root);
    }

    private Option<Value> computed(Expr node) {
        return switch (node) {
            case Tensor tensor -> Option.of(new Value(Array.of(tensor), true));
            case Var variable -> Option.of(new Value(Array.of(sample(variable, variable.type())), true));
            case Result result -> known.get(result.of())
                    .map(all -> new Value(Array.of(all.tensors().get(result.index())), all.ordinary()));
            case Apply apply when isOpen(apply.op()) ->
                    Option.of(new Value(apply.results().map(r -> sample(r, r.tensorType())).toArray(), true));
            case Apply apply -> apply(apply);
        };
    }

    private Option<Value> apply(Apply apply) {
        List<Var> params = new ArrayList<>();
        List<Tensor> arguments = new ArrayList<>();
        List<Expr> inputs = new ArrayList<>();
        boolean ordinary = true;
        for (Expr input : apply.inputs()) {
            Option<Value> value = known.get(input);
            if (value.isEmpty()) {
                return Option.none();
            }
            ordinary &= value.get().ordinary();
            if (input instanceof Tensor) {
                inputs.add(input);
            } else {
                Var param = new Var("x" + params.size(), value.get().tensors().get(0).type());
                params.add(param);
                arguments.add(value.get().tensors().get(0));
                inputs.add(param);
            }
        }
        try {
            Seq<Tensor> results =
                    Evaluator.evaluate(new Fn(Array.ofAll(params), Apply.of(apply.op(), Array.ofAll(inputs)).results()),
                    Array.ofAll(arguments));
            return Option.of(new Value(results, ordinary
                    && (Literal.value(apply).isDefined() || results.forAll(SampledValues::isOrdinary))));
        } catch (FluxionException refused) {
            return Option.none(); // integers divided by zero, indices out of range
        }
    }

    /** Whether its value is not that of its operands alone, or may take for ever. */
    private static boolean isOpen(Op op) {
        return op instanceof NamedAxisOp || op instanceof While
                || op.functions().exists(fn -> Graph.topological(fn.results())
                .exists(e -> e instanceof Apply inner && isOpen(inner.op())));
    }

    private static boolean isOrdinary(Tensor tensor) {
        return switch (tensor.dtype()) {
            case F64 -> Arrays.stream(tensor.doubles()).allMatch(x -> Math.abs(x) <= LARGE);
            case F32 -> {
                boolean all = true;
                for (float x : tensor.floats()) {
                    all &= Math.abs(x) <= LARGE;
                }
                yield all;
            }
            case I64, I32, BOOL -> true;
        };
    }

    // ---- numbers ----------------------------------------------------------------------------------------------------

    private Tensor sample(Expr node, TensorType type) {
        if (near.isDefined()) {
            return near.get().of(node).map(value -> beside(value.tensors().get(0))).get();
        }
        int n = Math.toIntExact(type.shape().size());
        return switch (type.dtype()) {
            case F64 -> Tensor.of(type.shape(), numbers(n));
            case F32 -> Tensor.of(type.shape(), floats(numbers(n)));
            case I32 -> Tensor.of(type.shape(), Arrays.stream(whole(n)).mapToInt(x -> (int) x).toArray());
            case I64 -> Tensor.of(type.shape(), whole(n));
            case BOOL -> {
                boolean[] bools = new boolean[n];
                for (int i = 0; i < n; i++) {
                    bools[i] = random.nextBoolean();
                }
                yield Tensor.of(type.shape(), bools);
            }
        };
    }

    private double[] numbers(int n) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            double size = random.nextDouble(0.3, 1.7);
            numbers[i] = switch (kind) {
                case POSITIVE, NOT_A_NUMBER -> size;
                case SIGNED -> random.nextBoolean() ? size : -size;
                case SPECIAL -> random.nextBoolean() ? size : SPECIAL[random.nextInt(SPECIAL.length)];
            };
        }
        // drawn for all kinds, so that points of one seed differ in nothing else
        boolean none = random.nextBoolean();
        int at = n == 0 ? 0 : random.nextInt(n);
        if (kind == Kind.NOT_A_NUMBER && n > 0 && none) {
            numbers[at] = Double.NaN;
        }
        return numbers;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private long[] whole(int n) {
        long[] numbers = new long[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = switch (kind) {
                case POSITIVE -> random.nextInt(3);
                case SIGNED, NOT_A_NUMBER -> random.nextInt(-3, 4);
                case SPECIAL -> WHOLE[random.nextInt(WHOLE.length)];
            };
        }
        return numbers;
    }

    private Tensor beside(Tensor tensor) {
        return switch (tensor.dtype()) {
            case F64 -> Tensor.of(tensor.shape(),
                    Arrays.stream(tensor.doubles()).map(x -> x * (1 + 1e-13 * random.nextDouble(-1, 1))).toArray());
            case F32 -> {
                float[] floats = tensor.floats();
                double[] moved = new double[floats.length];
                for (int i = 0; i < moved.length; i++) {
                    moved[i] = floats[i] * (1 + 1e-6 * random.nextDouble(-1, 1));
                }
                yield Tensor.of(tensor.shape(), floats(moved));
            }
            case I64, I32, BOOL -> tensor;
        };
    }
}
