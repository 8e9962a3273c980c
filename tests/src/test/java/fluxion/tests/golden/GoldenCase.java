package fluxion.tests.golden;

import com.fasterxml.jackson.databind.JsonNode;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * One case of a golden file: an operation, its inputs, and what its value and derivatives must be. Absent entries are
 * results without a derivative.
 */
record GoldenCase(String id, String op, Params params, Seq<Tensor> inputs, Ints differentiable, Seq<Tensor> output,
        Option<Derivatives> derivatives, Option<Seq<Tensor>> hvp, Seq<Mapped> vmap, Agreement agreement) {

    /** First derivatives: along the tangents, and of the cotangent pulled back. */
    record Derivatives(Seq<Tensor> tangents, Seq<Option<Tensor>> jvp, Seq<Option<Tensor>> cotangents, Seq<Tensor> vjp) {}

    /** The operation mapped over a new axis of some inputs. */
    record Mapped(Seq<Option<Integer>> inAxes, Seq<Tensor> inputs, Seq<Tensor> output, Option<Derivatives> derivatives) {}

    static GoldenCase read(JsonNode node) {
        JsonNode tolerance = node.get("tolerance");
        return new GoldenCase(node.get("id").asText(), node.get("op").asText(), new Params(node.get("params")),
                tensors(node.get("inputs")), Params.ints(node.get("differentiable")), results(node.get("output")).map(Option::get),
                derivatives(node), Option.of(node.get("hvp")).map(GoldenCase::tensors), mapped(node),
                new Agreement(tolerance.get("rtol").asDouble(), tolerance.get("atol").asDouble(), node.path("signed_zero").asBoolean(false)));
    }

    private static Seq<Mapped> mapped(JsonNode node) {
        return Array.ofAll(node.path("vmap")).map(m -> new Mapped(
                Array.ofAll(m.get("in_axes")).map(axis -> axis.isNull() ? Option.<Integer>none() : Option.of(axis.asInt())),
                tensors(m.get("inputs")), results(m.get("output")).map(Option::get), derivatives(m)));
    }

    private static Option<Derivatives> derivatives(JsonNode node) {
        return Option.when(node.has("tangents"), () -> new Derivatives(tensors(node.get("tangents")), results(node.get("jvp")),
                results(node.get("cotangent")), tensors(node.get("vjp"))));
    }

    /** A tensor or null, or a list of them. */
    private static Seq<Option<Tensor>> results(JsonNode node) {
        return (node.isArray() ? Array.ofAll(node) : Array.of(node)).map(n -> Option.when(!n.isNull(), () -> tensor(n)));
    }

    private static Seq<Tensor> tensors(JsonNode nodes) {
        return Array.ofAll(nodes).map(GoldenCase::tensor);
    }

    private static Tensor tensor(JsonNode node) {
        Shape shape = new Shape(Params.ints(node.get("shape")));
        JsonNode data = node.get("data");
        return switch (node.get("dtype").asText()) {
            case "f64" -> Tensor.of(shape, numbers(data));
            case "f32" -> {
                double[] wide = numbers(data);
                float[] values = new float[wide.length];
                for (int i = 0; i < wide.length; i++) {
                    values[i] = (float) wide[i];
                }
                yield Tensor.of(shape, values);
            }
            case "i32" -> Tensor.of(shape, Params.ints(data).toArray());
            case "bool" -> {
                boolean[] values = new boolean[data.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = data.get(i).asBoolean();
                }
                yield Tensor.of(shape, values);
            }
            case String other -> throw new IllegalArgumentException("a golden file has no dtype " + other);
        };
    }

    private static double[] numbers(JsonNode data) {
        double[] values = new double[data.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Params.number(data.get(i));
        }
        return values;
    }
}
