package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An ONNX graph under construction: nodes and constants, by the names of their values. */
final class OnnxGraph {
    private final Protobuf graph = new Protobuf();
    private final List<Protobuf> constants = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private int count;

    /** A static parameter of a node. */
    private record Attribute(String name, int type, long[] ints) {}

    /** One node; what it computes is its name. */
    final class Node {
        private final String op;
        private final String[] inputs;
        private final List<Attribute> attributes = new ArrayList<>();

        private Node(String op, String... inputs) {
            this.op = op;
            this.inputs = inputs;
        }

        Node integer(String name, long value) {
            attributes.add(new Attribute(name, 2, new long[] {value}));
            return this;
        }

        Node integers(String name, Ints values) {
            attributes.add(new Attribute(name, 7, values.stream().asLongStream().toArray()));
            return this;
        }

        String made() {
            return made("n" + count++);
        }

        String made(String name) {
            Protobuf node = new Protobuf();
            for (String input : inputs) {
                node.text(1, input);
            }
            node.text(2, name).text(3, name).text(4, op);
            for (Attribute a : attributes) {
                Protobuf attribute = new Protobuf().text(1, a.name());
                for (long value : a.ints()) {
                    attribute.integer(a.type() == 2 ? 3 : 8, value);
                }
                node.message(5, attribute.integer(20, a.type()));
            }
            graph.message(1, node);
            return name;
        }
    }

    Node node(String op, String... inputs) {
        return new Node(op, inputs);
    }

    /** A node without static parameters. */
    String op(String op, String... inputs) {
        return node(op, inputs).made();
    }

    String number(DType dtype, double value) {
        return known.computeIfAbsent(dtype + " " + value, _ -> constant(Tensor.number(dtype, dtype.isFloat() ? (Number) value : (Number) (long) value)));
    }

    String longs(Ints values) {
        return known.computeIfAbsent(values.toString(), _ -> constant(Tensor.of(values.stream().asLongStream().toArray())));
    }

    String constant(Tensor tensor) {
        String name = "c" + count++;
        int n = (int) tensor.shape().size();
        ByteBuffer raw = ByteBuffer.allocate(n * 8).order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.dtype()) {
            case F64 -> {
                for (double v : tensor.doubles()) {
                    raw.putDouble(v);
                }
            }
            case F32 -> {
                for (float v : tensor.floats()) {
                    raw.putFloat(v);
                }
            }
            case I64 -> {
                for (long v : tensor.longs()) {
                    raw.putLong(v);
                }
            }
            case I32 -> {
                for (int v : tensor.ints()) {
                    raw.putInt(v);
                }
            }
            case BOOL -> {
                for (boolean v : tensor.booleans()) {
                    raw.put((byte) (v ? 1 : 0));
                }
            }
        }
        Protobuf message = new Protobuf();
        tensor.shape().dims().forEach(d -> message.integer(1, d));
        byte[] bytes = java.util.Arrays.copyOf(raw.array(), raw.position());
        constants.add(message.integer(2, type(tensor.dtype())).text(8, name).bytes(9, bytes));
        return name;
    }

    String reshape(String x, Shape to) {
        return node("Reshape", x, longs(to.dims())).integer("allowzero", 1).made();
    }

    String transpose(String x, Ints permutation) {
        return permutation.isIdentity() ? x : node("Transpose", x).integers("perm", permutation).made();
    }

    String cast(String x, DType to) {
        return node("Cast", x).integer("to", type(to)).made();
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

    private static Protobuf value(String name, TensorType type) {
        Protobuf shape = new Protobuf();
        type.shape().dims().forEach(d -> shape.message(1, new Protobuf().integer(1, d)));
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, new Protobuf().integer(1, type(type.dtype())).message(2, shape)));
    }

    /** The whole model. */
    byte[] model(String name, Iterable<? extends Expr> params, List<String> inputs, Iterable<? extends Expr> results, int opset) {
        graph.text(2, name);
        constants.forEach(c -> graph.message(5, c));
        int i = 0;
        for (Expr param : params) {
            graph.message(11, value(inputs.get(i++), param.tensorType()));
        }
        i = 0;
        for (Expr result : results) {
            graph.message(12, value("result" + i++, result.tensorType()));
        }
        return new Protobuf().integer(1, 8).text(2, "Fluxion").message(7, graph).message(8, new Protobuf().text(1, "").integer(2, opset)).toBytes();
    }
}
