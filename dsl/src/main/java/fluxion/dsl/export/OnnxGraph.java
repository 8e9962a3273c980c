package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.storage.LittleEndian;
import fluxion.core.storage.View;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An ONNX graph under construction: nodes and constants, by the names of their values. Bodies of loops and branches are graphs
 * within it, which see the values around them; constants are the outermost graph's.
 */
final class OnnxGraph {
    private final List<Protobuf> constants = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private final Deque<Protobuf> scopes = new ArrayDeque<>();
    private int count;

    /** A value that a graph takes or gives: its name and type, the shape absent where it is not known. */
    record Value(String name, DType dtype, Seq<Integer> dims, boolean shaped) {
        static Value of(String name, TensorType type) {
            return new Value(name, type.dtype(), Array.ofAll(type.shape().dims()), true);
        }
    }

    OnnxGraph() {
        scopes.push(new Protobuf());
    }

    /** One node under construction; it is written where its outputs are asked for. */
    final class Node {
        private final String op;
        private final String[] inputs;
        private final List<Protobuf> attributes = new ArrayList<>();

        private Node(String op, String... inputs) {
            this.op = op;
            this.inputs = inputs;
        }

        private Node attribute(String name, int type, Function<Protobuf, Protobuf> value) {
            attributes.add(value.apply(new Protobuf().text(1, name)).integer(20, type));
            return this;
        }

        Node integer(String name, long value) {
            return attribute(name, 2, a -> a.integer(3, value));
        }

        Node integers(String name, Ints values) {
            return attribute(name, 7, a -> {
                values.forEach(v -> a.integer(8, v));
                return a;
            });
        }

        Node text(String name, String value) {
            return attribute(name, 3, a -> a.text(4, value));
        }

        Node graph(String name, Protobuf body) {
            return attribute(name, 5, a -> a.message(6, body));
        }

        String made() {
            return made(1).get(0);
        }

        /** The names of several outputs. */
        Seq<String> made(int outputs) {
            return named("", outputs);
        }

        /** As above, the node itself named, for messages of the runtime. */
        Seq<String> named(String label, int outputs) {
            Seq<String> names = Array.fill(outputs, () -> fresh("n"));
            write(label.isEmpty() ? names.isEmpty() ? op : names.get(0) : label, names);
            return names;
        }

        void made(String name) {
            write(name, Array.of(name));
        }

        private void write(String label, Seq<String> outputs) {
            Protobuf node = new Protobuf();
            for (String input : inputs) {
                node.text(1, input);
            }
            outputs.forEach(o -> node.text(2, o));
            node.text(3, label).text(4, op);
            attributes.forEach(a -> node.message(5, a));
            scopes.peek().message(1, node);
        }
    }

    String fresh(String prefix) {
        return prefix + count++;
    }

    Node node(String op, String... inputs) {
        return new Node(op, inputs);
    }

    /** A node without static parameters. */
    String op(String op, String... inputs) {
        return node(op, inputs).made();
    }

    /** A graph within this one, whose nodes {@code body} makes; it says the names of what is given. */
    Protobuf body(Seq<Value> inputs, java.util.function.Supplier<Seq<Value>> body) {
        Protobuf inner = new Protobuf();
        scopes.push(inner);
        Seq<Value> outputs = body.get().map(v -> {
            // an output must be made here, and once
            Value made = new Value(fresh("o"), v.dtype(), v.dims(), v.shaped());
            node("Identity", v.name()).made(made.name());
            return made;
        });
        scopes.pop();
        inner.text(2, fresh("body"));
        inputs.forEach(v -> inner.message(11, value(v)));
        outputs.forEach(v -> inner.message(12, value(v)));
        return inner;
    }

    String number(DType dtype, double value) {
        return known.computeIfAbsent(dtype + " " + value,
                _ -> constant(Tensor.number(dtype, dtype.isFloat() ? (Number) value : (Number) (long) value)));
    }

    String whole(long value) {
        return known.computeIfAbsent("i64 exactly " + value, _ -> constant(Tensor.of(Shape.SCALAR, new long[] {value})));
    }

    String bool(boolean value) {
        return known.computeIfAbsent("bool " + value, _ -> constant(Tensor.of(Shape.SCALAR, new boolean[] {value})));
    }

    String longs(Ints values) {
        return known.computeIfAbsent(values.toString(), _ -> constant(Tensor.of(values.stream().asLongStream().toArray())));
    }

    String constant(Tensor tensor) {
        String name = fresh("c");
        Protobuf message = new Protobuf();
        tensor.shape().dims().forEach(d -> message.integer(1, d));
        constants.add(message.integer(2, type(tensor.dtype())).text(8, name).bytes(9, bytes(tensor)));
        return name;
    }

    private static byte[] bytes(Tensor tensor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LittleEndian.write(new DataOutputStream(bytes),
                    new View(tensor.type(), tensor.storage(), tensor.offset(), tensor.strides()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String reshape(String x, Shape to) {
        return node("Reshape", x, longs(to.dims())).integer("allowzero", 1).made();
    }

    String transpose(String x, Ints permutation) {
        return permutation.isIdentity() ? x : node("Transpose", x).integers("perm", permutation).made();
    }

    String expand(String x, Shape to) {
        return op("Expand", x, longs(to.dims()));
    }

    String cast(String x, DType to) {
        return node("Cast", x).integer("to", type(to)).made();
    }

    /** The slice at a computed position, a scalar i64, along the leading axis. */
    String row(String x, String position) {
        return node("Gather", x, position).integer("axis", 0).made();
    }

    /** The numbers of ONNX's element types. */
    static int type(DType dtype) {
        return switch (dtype) {
            case F32 -> 1;
            case I32 -> 6;
            case I64 -> 7;
            case BOOL -> 9;
            case F64 -> 11;
        };
    }

    private static Protobuf value(Value v) {
        Protobuf shape = new Protobuf();
        v.dims().forEach(d -> shape.message(1, new Protobuf().integer(1, d)));
        Protobuf tensor = new Protobuf().integer(1, type(v.dtype()));
        return new Protobuf().text(1, v.name())
                .message(2, new Protobuf().message(1, v.shaped() ? tensor.message(2, shape) : tensor));
    }

    /** The whole model. */
    byte[] model(String name, Seq<Value> inputs, Seq<Value> outputs, int opset, int version) {
        Protobuf graph = scopes.peek();
        graph.text(2, name);
        constants.forEach(c -> graph.message(5, c));
        inputs.forEach(v -> graph.message(11, value(v)));
        outputs.forEach(v -> graph.message(12, value(v)));
        return new Protobuf().integer(1, version).text(2, "Fluxion").message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, opset)).toBytes();
    }
}
