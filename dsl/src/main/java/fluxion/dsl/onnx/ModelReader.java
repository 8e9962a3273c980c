package fluxion.dsl.onnx;

import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a model. Fields have the numbers of the format's definition, onnx.proto; those that say nothing about what is
 * computed are passed over. Source: github.com/onnx/onnx, onnx/onnx.proto.
 */
final class ModelReader {
    private final TensorReader tensors;

    ModelReader(ExternalData external) {
        tensors = new TensorReader(external);
    }

    ModelProto model(WireMessage message) {
        List<GraphProto> graphs = new ArrayList<>();
        List<FunctionProto> functions = new ArrayList<>();
        String[] producer = {""};
        java.util.Map<String, Long> opsets = new java.util.LinkedHashMap<>();
        message.forEach(f -> {
            switch (f.number()) {
                case 2 -> producer[0] = f.text();
                case 7 -> graphs.add(graph(f.message("graph")));
                case 8 -> opset(f.message("opset_import[" + opsets.size() + "]"), opsets);
                case 25 -> functions.add(function(f.message("functions[" + functions.size() + "]")));
                default -> { }
            }
        });
        if (graphs.size() != 1) {
            throw message.damaged("a model must have one graph; got " + graphs.size());
        }
        if (opsets.isEmpty()) {
            throw message.damaged("a model must name the version of its operators; got none");
        }
        return new ModelProto(producer[0], LinkedHashMap.ofAll(opsets), graphs.get(0), Array.ofAll(functions));
    }

    private static void opset(WireMessage message, java.util.Map<String, Long> opsets) {
        String[] domain = {""};
        long[] version = {0};
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> domain[0] = plain(f.text());
                case 2 -> version[0] = f.whole();
                default -> { }
            }
        });
        opsets.put(domain[0], version[0]);
    }

    /** ONNX's own domain has two names. */
    private static String plain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }

    private GraphProto graph(WireMessage message) {
        String[] name = {""};
        List<NodeProto> nodes = new ArrayList<>();
        java.util.Map<String, TensorProto> initializers = new java.util.LinkedHashMap<>();
        List<ValueProto> inputs = new ArrayList<>();
        List<ValueProto> outputs = new ArrayList<>();
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> nodes.add(node(f.message("node[" + nodes.size() + "]")));
                case 2 -> name[0] = f.text();
                case 5 -> {
                    WireMessage inner = f.message("initializer[" + initializers.size() + "]");
                    TensorProto tensor = tensors.read(inner);
                    if (tensor.name().isEmpty() || initializers.put(tensor.name(), tensor) != null) {
                        throw inner.damaged("an initializer must have a name of its own; got \"" + tensor.name() + "\"");
                    }
                }
                case 11 -> inputs.add(value(f.message("input[" + inputs.size() + "]")));
                case 12 -> outputs.add(value(f.message("output[" + outputs.size() + "]")));
                case 15 -> throw f.message("sparse_initializer").damaged("sparse initializers are not read");
                default -> { }
            }
        });
        return new GraphProto(name[0], Array.ofAll(nodes), LinkedHashMap.ofAll(initializers),
                Array.ofAll(inputs).filter(v -> !initializers.containsKey(v.name())), Array.ofAll(outputs));
    }

    private FunctionProto function(WireMessage message) {
        String[] names = {"", ""};
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        List<NodeProto> nodes = new ArrayList<>();
        java.util.Map<String, AttributeProto> defaults = new java.util.LinkedHashMap<>();
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> names[0] = f.text();
                case 4 -> inputs.add(f.text());
                case 5 -> outputs.add(f.text());
                case 7 -> nodes.add(node(f.message("node[" + nodes.size() + "]")));
                case 10 -> names[1] = plain(f.text());
                case 11 -> attribute(f.message("attribute_proto[" + defaults.size() + "]"), defaults);
                default -> { }
            }
        });
        return new FunctionProto(names[1], names[0], Array.ofAll(inputs), Array.ofAll(outputs), LinkedHashMap.ofAll(defaults),
                Array.ofAll(nodes));
    }

    private NodeProto node(WireMessage message) {
        String[] names = {"", "", ""};
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        java.util.Map<String, AttributeProto> attributes = new java.util.LinkedHashMap<>();
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> inputs.add(f.text());
                case 2 -> outputs.add(f.text());
                case 3 -> names[0] = f.text();
                case 4 -> names[1] = f.text();
                case 5 -> attribute(f.message("attribute[" + attributes.size() + "]"), attributes);
                case 7 -> names[2] = plain(f.text());
                default -> { }
            }
        });
        if (names[1].isEmpty()) {
            throw message.damaged("a node must say its operator; got none");
        }
        return new NodeProto(names[0], names[2], names[1], Array.ofAll(inputs), Array.ofAll(outputs),
                LinkedHashMap.ofAll(attributes), message.place());
    }

    // ---- attributes -------------------------------------------------------------------------------------------------

    /** What the fields of an attribute say: one of them is the value, which the type tells. */
    private static final class Fields {
        private String name = "";
        private long type;
        private String reference = "";
        private double single;
        private long whole;
        private String text = "";
        private Option<TensorProto> tensor = Option.none();
        private Option<GraphProto> graph = Option.none();
        private final List<Double> singles = new ArrayList<>();
        private final List<Long> wholes = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        /** The field that was seen last, for files that do not tell the type. */
        private int seen;
    }

    private void attribute(WireMessage message, java.util.Map<String, AttributeProto> attributes) {
        Fields fields = new Fields();
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> fields.name = f.text();
                case 2 -> fields.single = f.single();
                case 3 -> fields.whole = f.whole();
                case 4 -> fields.text = text(f);
                case 5 -> fields.tensor = Option.some(tensors.read(f.message("t")));
                case 6 -> fields.graph = Option.some(graph(f.message("g")));
                case 7 -> f.singles(fields.singles::add);
                case 8 -> f.wholes(fields.wholes::add);
                case 9 -> fields.texts.add(text(f));
                case 20 -> fields.type = f.whole();
                case 21 -> fields.reference = f.text();
                default -> { }
            }
            fields.seen = f.number() >= 2 && f.number() <= 9 ? f.number() : fields.seen;
        });
        if (fields.name.isEmpty()) {
            throw message.damaged("an attribute must have a name");
        }
        attributes.put(fields.name, fields.reference.isEmpty() ? value(message, fields)
                : new AttributeProto.Reference(fields.reference));
    }

    /** Attributes' texts are bytes; those of the operators that are read here are plain words. */
    private static String text(WireMessage.Field field) {
        return java.nio.charset.StandardCharsets.ISO_8859_1.decode(field.slice()).toString();
    }

    private static AttributeProto value(WireMessage message, Fields fields) {
        long type = fields.type != 0 ? fields.type : fields.seen - 1;
        return switch ((int) Math.clamp(type, 0, 100)) {
            case 1 -> new AttributeProto.Single(fields.single);
            case 2 -> new AttributeProto.Whole(fields.whole);
            case 3 -> new AttributeProto.Text(fields.text);
            case 4 -> new AttributeProto.Elements(fields.tensor.getOrElseThrow(() ->
                    message.damaged("the attribute \"" + fields.name + "\" must hold a tensor")));
            case 5 -> new AttributeProto.Body(fields.graph.getOrElseThrow(() ->
                    message.damaged("the attribute \"" + fields.name + "\" must hold a graph")));
            case 6 -> new AttributeProto.Singles(Array.ofAll(fields.singles));
            case 7 -> new AttributeProto.Wholes(Array.ofAll(fields.wholes));
            case 8 -> new AttributeProto.Texts(Array.ofAll(fields.texts));
            default -> new AttributeProto.Other("type " + type);
        };
    }

    // ---- what graphs take and give ----------------------------------------------------------------------------------

    private static ValueProto value(WireMessage message) {
        String[] name = {""};
        ValueProto[] type = {new ValueProto("", Option.none(), Option.none(), "")};
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> name[0] = f.text();
                case 2 -> type[0] = type(f.message("type"));
                default -> { }
            }
        });
        if (name[0].isEmpty()) {
            throw message.damaged("what a graph takes or gives must have a name");
        }
        return new ValueProto(name[0], type[0].type(), type[0].axes(), type[0].other());
    }

    private static ValueProto type(WireMessage message) {
        ValueProto[] read = {new ValueProto("", Option.none(), Option.none(), "")};
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> read[0] = tensorType(f.message("tensor_type"));
                case 4 -> read[0] = new ValueProto("", Option.none(), Option.none(), "a sequence");
                case 5 -> read[0] = new ValueProto("", Option.none(), Option.none(), "a map");
                case 8 -> read[0] = new ValueProto("", Option.none(), Option.none(), "a sparse tensor");
                // one that is there is like any other
                case 9 -> f.message("optional_type").forEach(o -> {
                    if (o.number() == 1) {
                        read[0] = type(o.message("elem_type"));
                    }
                });
                default -> { }
            }
        });
        return read[0];
    }

    private static ValueProto tensorType(WireMessage message) {
        long[] type = {0};
        List<Array<ValueProto.Axis>> shapes = new ArrayList<>();
        message.forEach(f -> {
            switch (f.number()) {
                case 1 -> type[0] = f.whole();
                case 2 -> shapes.add(axes(f.message("shape")));
                default -> { }
            }
        });
        return new ValueProto("", OnnxType.of(type[0]), Array.ofAll(shapes).lastOption(), "");
    }

    private static Array<ValueProto.Axis> axes(WireMessage message) {
        List<ValueProto.Axis> axes = new ArrayList<>();
        message.forEach(f -> {
            if (f.number() == 1) {
                long[] length = {-1};
                String[] symbol = {""};
                f.message("dim[" + axes.size() + "]").forEach(d -> {
                    switch (d.number()) {
                        case 1 -> length[0] = d.whole();
                        case 2 -> symbol[0] = d.text();
                        default -> { }
                    }
                });
                axes.add(new ValueProto.Axis(length[0], symbol[0]));
            }
        });
        return Array.ofAll(axes);
    }
}
