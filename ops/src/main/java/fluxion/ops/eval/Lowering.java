package fluxion.ops.eval;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.TupleType;
import fluxion.core.Var;
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
import fluxion.core.op.Recompute;
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
import fluxion.ops.Accurate;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Expressions as a flat list of values, each after its inputs, equal ones once: calls replaced by what they call, operations
 * that change nothing dropped, counting and identity matrices as strided views of a few constants. Whatever the results do
 * not need does not appear.
 */
final class Lowering {
    /** Counting axes up to this long become constants of the plan; longer ones are counted out in every run. */
    private static final int COUNTED = 1 << 16;

    /** The values of a function in order. */
    record Values(List<Node> nodes, Node[] results, int arguments) {}

    private record Key(Op op, List<Node> inputs) {}

    private record Called(Fn fn, List<Node> inputs) {}

    private record Literal(DType dtype, long bits) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Key, Node> known = new HashMap<>();
    private final Map<Key, Node[]> several = new HashMap<>();
    private final Map<Called, Node[]> calls = new HashMap<>();
    private final Map<Literal, Node> literals = new HashMap<>();
    private final Map<Tensor, Node> tensors = new NodeMap<>();

    private Lowering() {}

    static Values lower(Fn fn) {
        Lowering lowering = new Lowering();
        Node[] arguments = new Node[fn.params().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = lowering.add(new Node.Argument(i), fn.params().get(i).type());
        }
        Node[] results = lowering.body(fn, arguments);
        return needed(lowering.nodes, results, arguments.length);
    }

    /** The values that the results need, numbered anew; arguments always, in front. */
    static Values needed(List<Node> nodes, Node[] results, int arguments) {
        boolean[] used = new boolean[nodes.size()];
        for (Node result : results) {
            used[result.id] = true;
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (used[i]) {
                for (Node input : nodes.get(i).inputs()) {
                    used[input.id] = true;
                }
            }
        }
        Node[] renamed = new Node[nodes.size()];
        List<Node> kept = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (used[i] || i < arguments) {
                Node old = nodes.get(i);
                renamed[i] = new Node(kept.size(), at(renamed, old.source), old.type);
                kept.add(renamed[i]);
            }
        }
        return new Values(kept, at(renamed, results), arguments);
    }

    /** The same source, made of the values that the old ones became. */
    static Node.Source at(Node[] renamed, Node.Source old) {
        return switch (old) {
            case Node.Argument a -> a;
            case Node.Known k -> k;
            case Node.Operation(Op op, Node[] inputs) -> new Node.Operation(op, at(renamed, inputs));
            case Node.Part(Op op, Object whole, int index, Node[] inputs) -> new Node.Part(op, whole, index, at(renamed, inputs));
            case Node.Ordered(Node of) -> new Node.Ordered(renamed[of.id]);
        };
    }

    static Node[] at(Node[] renamed, Node[] old) {
        Node[] result = new Node[old.length];
        for (int i = 0; i < old.length; i++) {
            result[i] = renamed[old[i].id];
        }
        return result;
    }

    private Node add(Node.Source source, TensorType type) {
        Node node = new Node(nodes.size(), source, type);
        nodes.add(node);
        return node;
    }

    private Node[] body(Fn written, Node[] arguments) {
        Fn fn = Accurate.of(written);
        Map<Expr, Node[]> made = new NodeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            made.put(fn.params().get(i), new Node[] {arguments[i]});
        }
        for (Expr expr : Graph.topological(fn.results())) {
            switch (expr) {
                case Tensor tensor -> made.put(tensor, new Node[] {constant(tensor)});
                case Var variable -> {
                    if (!made.containsKey(variable)) {
                        throw escaped(variable);
                    }
                }
                case Result result -> made.put(result, new Node[] {made.get(result.of())[result.index()]});
                case Apply apply -> made.put(apply, apply(apply, inputs(made, apply.inputs())));
            }
        }
        return inputs(made, fn.results());
    }

    private static Node[] inputs(Map<Expr, Node[]> made, Seq<Expr> inputs) {
        Node[] result = new Node[inputs.size()];
        int i = 0;
        for (Expr input : inputs) {
            result[i++] = made.get(input)[0];
        }
        return result;
    }

    static FluxionException escaped(Var variable) {
        return new TransformException("evaluate: the value of " + variable
                + " is not known here; it belongs to a function that is "
                + "still being traced. Return what depends on it from that function, or pass it as an argument");
    }

    private Node[] apply(Apply apply, Node[] inputs) {
        return switch (apply.op()) {
            case Call call -> called(new Called(call.fn(), Arrays.asList(inputs)), inputs);
            case CustomRule ruled -> called(new Called(ruled.body(), Arrays.asList(inputs)), inputs);
            case NamedAxisOp lanes -> throw new TransformException(lanes.label()
                    + ": the axis must be that of an enclosing vmap; got \"" + lanes.axis() + "\", which none has");
            case Conv conv when !Convolution.hasKernel(inputs[0], inputs[1]) ->
                    new Node[] {Convolution.lower(this, conv, inputs[0], inputs[1])};
            case LinearAlgebra op -> MatrixSteps.lower(this, op, inputs, apply.type());
            case Op op -> switch (apply.type()) {
                case TensorType type -> new Node[] {operation(op, inputs, type)};
                case TupleType(var types) -> parts(op, inputs, types);
            };
        };
    }

    /** The value of an operation on others. */
    Node operation(Op op, Node... inputs) {
        return operation(op, inputs, (TensorType) op.infer(io.vavr.collection.Array.of(inputs).map(n -> n.type)));
    }

    Node zero(DType dtype) {
        return constant(Tensor.zeros(TensorType.scalar(dtype)));
    }

    /** A function called twice on the same values is computed once. */
    private Node[] called(Called call, Node[] inputs) {
        Node[] earlier = calls.get(call);
        if (earlier != null) {
            return earlier;
        }
        Node[] results = body(call.fn(), inputs);
        calls.put(call, results);
        return results;
    }

    /** The results of an operation with several, each a value; those that nothing needs drop out later. */
    Node[] parts(Op op, Node[] inputs, Seq<TensorType> types) {
        return several.computeIfAbsent(new Key(op, Arrays.asList(inputs)), _ -> {
            Object whole = new Object();
            Node[] parts = new Node[types.size()];
            for (int i = 0; i < parts.length; i++) {
                parts[i] = add(new Node.Part(op, whole, i, inputs), types.get(i));
            }
            return parts;
        });
    }

    /** The value of an operation on others, of a type that the operation would not infer from them where they are packed. */
    Node operation(Op op, Node[] inputs, TensorType type) {
        if (changesNothing(op, inputs, type)) {
            return inputs[0];
        }
        if (op instanceof Reduce(_, var axes) && axes.forAll(a -> inputs[0].dims[a] == 1)) {
            return operation(new Reshape(type.shape()), inputs, type);
        }
        if (op instanceof Reduce reduce && Short.is(reduce, inputs[0])) {
            return Short.lower(this, reduce, inputs[0], type);
        }
        Key key = new Key(op, Arrays.asList(inputs));
        Node equal = known.get(key);
        if (equal != null) {
            return equal;
        }
        Node node = switch (op) {
            case Iota iota when type.shape().dim(iota.axis()) <= COUNTED -> constant(counted(iota));
            case Eye eye -> constant(identity(eye));
            case Op other -> moved(other, inputs, type);
        };
        known.put(key, node);
        return node;
    }

    /** The operation, or a constant where it is a view of one. */
    private Node moved(Op op, Node[] inputs, TensorType type) {
        if (inputs.length == 1 && inputs[0].source instanceof Node.Known(Tensor value)) {
            var layout = ViewSteps.of(op, Layout.of(value), type.shape().dims().toArray());
            if (layout.isDefined()) {
                Layout l = layout.get();
                return add(new Node.Known(new Tensor(type, value.storage(), l.offset, fluxion.core.Ints.of(l.strides))), type);
            }
        }
        return add(new Node.Operation(op, inputs), type);
    }

    private static boolean changesNothing(Op op, Node[] inputs, TensorType type) {
        return switch (op) {
            case StopGradient _ -> true;
            case Cast _, Reshape _, Broadcast _ -> inputs[0].type.equals(type);
            case Permute(var permutation) -> permutation.isIdentity();
            case Flip(var axes) -> axes.isEmpty();
            case Power(int exponent) -> exponent == 1;
            case Reduce(_, var axes) -> axes.isEmpty();
            case Concatenate _ -> inputs.length == 1;
            case Unary _, Binary _, Special _, Compare _, Select _, ArgReduce _, CumSum _, Dot _, Slice _, Pad _, Iota _, Eye _,
                    Diag _,
                    Diagonal _, Take _, ScatterAdd _, Windows _, Fold _, Conv _, RandomNumbers _, LinearAlgebra _, Fourier _,
                    Call _, Order _, Cumulative _, DynamicIndexing _, Control _, CustomRule _, NamedAxisOp _ -> false;
            case Marker marker -> !(marker instanceof Recompute);
        };
    }

    private Node constant(Tensor tensor) {
        if (!tensor.shape().isScalar()) {
            return tensors.computeIfAbsent(tensor, t -> add(new Node.Known(t), t.type()));
        }
        long bits = switch (tensor.dtype()) {
            case F64, F32 -> Double.doubleToRawLongBits(tensor.storage().doubleAt(tensor.offset()));
            case I64, I32, BOOL -> tensor.storage().longAt(tensor.offset());
        };
        return literals.computeIfAbsent(new Literal(tensor.dtype(), bits), _ -> add(new Node.Known(tensor), tensor.type()));
    }

    /** 0, 1, 2, … along one axis, repeated along the others. */
    private static Tensor counted(Iota op) {
        int n = op.type().shape().dim(op.axis());
        int[] strides = new int[op.type().rank()];
        strides[op.axis()] = 1;
        return new Tensor(op.type(), Storage.of(Buffers.counting(op.type().dtype(), n)), 0,
                fluxion.core.Ints.of(strides));
    }

    /** A band of zeros with one 1, shifted by one from row to row. */
    private static Tensor identity(Eye op) {
        TensorType type = TensorType.of(op.dtype(), op.rows(), op.columns());
        int band = Math.max(1, op.rows() + op.columns() - 1);
        Object elements = Buffers.make("eye", TensorType.of(op.dtype(), band));
        // element (i, j) lies at rows − 1 − i + j
        int one = op.rows() - 1 + op.offset();
        if (one >= 0 && one < band) {
            Buffers.setOne(elements, one);
        }
        return new Tensor(type, Storage.of(elements), Math.max(0, op.rows() - 1), fluxion.core.Ints.of(-1, 1));
    }
}
