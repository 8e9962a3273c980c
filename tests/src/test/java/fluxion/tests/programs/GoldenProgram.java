package fluxion.tests.programs;

import com.fasterxml.jackson.databind.JsonNode;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A program with what JAX says of it.
 *
 * @param single whether numbers of its computation are floats
 * @param gradient of the loss, in each input
 * @param jacobian of the result, in each input, where it is small
 * @param hessianProduct of the loss along the tangents, for some programs
 */
record GoldenProgram(int size, Program program, boolean single, Tensor value, Seq<Tensor> gradient, Option<Seq<Tensor>> jacobian,
        Option<Seq<Tensor>> hessianProduct) {

    static GoldenProgram read(JsonNode node) {
        Seq<Tensor> inputs = Array.ofAll(node.get("inputs")).map(GoldenProgram::tensor);
        Tensor value = tensor(node.get("value"));
        Program program = new Program(node.get("seed").asLong(), body(node.get("fn")), inputs, Array.ofAll(node.get("ints"))
                .map(GoldenProgram::tensor),
                tensor(node.get("w")), Array.ofAll(node.get("tangents")).map(GoldenProgram::tensor));
        return new GoldenProgram(node.get("steps").asInt(), program, node.get("single").asBoolean(), value,
                like(node.get("grads"), inputs.map(Tensor::type)).get(),
                like(node.get("jac"), inputs.map(t -> new TensorType(t.dtype(),
                        new Shape(value.shape().dims().concat(t.shape().dims()))))),
                        like(node.get("hvp"), inputs.map(Tensor::type)));
    }

    private static Option<Seq<Tensor>> like(JsonNode lists, Seq<TensorType> types) {
        return Option.when(!lists.isNull(), () -> types.zipWithIndex((t, i) ->
                ElementwiseSteps.literal(t.dtype().name().toLowerCase(java.util.Locale.ROOT), t.shape(), items(lists.get(i)))));
    }

    private static Tensor tensor(JsonNode node) {
        return ElementwiseSteps.literal(node.get("dtype").asText(), Shape.of(ints(node.get("shape")).toArray()),
                items(node.get("v")));
    }

    private static Body body(JsonNode node) {
        JsonNode out = node.get("out");
        return new Body(integers(node.get("params")), Array.ofAll(node.get("body")).map(GoldenProgram::step),
                out.isArray() ? integers(out) : Array.of(out.asInt()));
    }

    private static Step step(JsonNode node) {
        return new Step(node.get("id").asInt(), node.get("op").asText(), integers(node.get("a")), settings(node.get("p")),
                node.has("b") ? Array.ofAll(node.get("b")).map(GoldenProgram::body) : Array.empty());
    }

    private static Settings settings(JsonNode node) {
        return new Settings(HashMap.ofEntries(Array.ofAll(node.properties()).filter(e -> !e.getValue().isNull())
                .map(e -> Tuple.of(e.getKey(), value(e.getValue())))));
    }

    private static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case NUMBER -> node.isInt() ? (Object) node.intValue() : (Object) node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case ARRAY -> items(node);
            case NULL -> Option.none();
            default -> throw new IllegalArgumentException("a setting of a step must be a number, flag, text or list; got "
                    + node);
        };
    }

    private static Seq<Object> items(JsonNode list) {
        return Array.ofAll(list).map(GoldenProgram::value);
    }

    private static Seq<Integer> integers(JsonNode list) {
        return Array.ofAll(list).map(JsonNode::asInt);
    }

    private static Ints ints(JsonNode list) {
        return Ints.from(integers(list));
    }
}
