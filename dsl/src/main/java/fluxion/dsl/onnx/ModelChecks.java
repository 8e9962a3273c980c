package fluxion.dsl.onnx;

import fluxion.core.FluxionException;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.HashSet;
import java.util.Set;

/** What is required of a model before it is run: versions, operators that are known, names that stand for something. */
final class ModelChecks {
    /** Before it, operators meant other things. */
    private static final long OLDEST = 7;
    /** Places that a message names. */
    private static final int FEW = 5;

    private ModelChecks() {}

    static void require(ModelProto model) {
        long opset = model.opsets().getOrElse("", OLDEST);
        if (opset < OLDEST) {
            throw new FluxionException("fromOnnx: the operators must be of version " + OLDEST + " or later; got " + opset
                    + ". Export the model with a later opset_version");
        }
        requireOperators(model);
        requireTensors(model);
        requireNames("graph", model.graph().nodes(), model.graph().initializers().keySet().toJavaSet(),
                model.graph().inputs().map(ValueProto::name), model.graph().outputs().map(ValueProto::name));
        model.functions().forEach(f -> requireNames("function " + f.name(), f.nodes(), Set.of(), f.inputs(), f.outputs()));
    }

    // ---- operators --------------------------------------------------------------------------------------------------

    /** All that are missing at once, each with the nodes that have it. */
    private static void requireOperators(ModelProto model) {
        Map<String, Seq<String>> missing = all(model)
                .filter(node -> model.function(node.domain(), node.operator()).isEmpty()
                        && OperatorTable.of(node.domain(), node.operator()).isEmpty())
                .foldLeft(LinkedHashMap.empty(), (found, node) -> found.put(node.qualified(),
                        found.getOrElse(node.qualified(), Array.empty()).append(node.name().isEmpty() ? node.place()
                                : "\"" + node.name() + "\"")));
        if (!missing.isEmpty()) {
            throw new FluxionException("fromOnnx: the operators " + missing.map(entry -> entry._1 + " (in "
                    + entry._2.take(FEW).mkString(", ") + more(entry._2.size()) + ")")
                    .mkString(", ") + " are not supported; OnnxModel.operators() are");
        }
        recursive(model).forEach(name -> {
            throw new FluxionException("fromOnnx: a function must not call itself; got " + name);
        });
    }

    private static String more(int count) {
        return count > FEW ? " … " + count + " in all" : "";
    }

    /** All nodes, those of bodies and functions among them. */
    private static Array<NodeProto> all(ModelProto model) {
        return model.functions().flatMap(FunctionProto::nodes).prependAll(model.graph().nodes()).flatMap(ModelChecks::within);
    }

    private static Array<NodeProto> within(NodeProto node) {
        return node.bodies().isEmpty() ? Array.of(node)
                : node.bodies().flatMap(GraphProto::nodes).flatMap(ModelChecks::within).prepend(node);
    }

    /** The functions of the model that call themselves, through others too. */
    private static Array<String> recursive(ModelProto model) {
        return model.functions().filter(f -> reaches(model, f, f, new HashSet<>())).map(FunctionProto::name);
    }

    private static boolean reaches(ModelProto model, FunctionProto from, FunctionProto to, Set<String> seen) {
        return from.nodes().flatMap(ModelChecks::within).flatMap(n -> model.function(n.domain(), n.operator()))
                .exists(f -> f == to || seen.add(f.domain() + "." + f.name()) && reaches(model, f, to, seen));
    }

    // ---- tensors and names ------------------------------------------------------------------------------------------

    private static void requireTensors(ModelProto model) {
        Array<String> unread = Array.ofAll(model.graph().initializers().values()).filter(t -> t.value().isLeft())
                .map(t -> t.name() + " (" + t.value().getLeft() + ")");
        if (!unread.isEmpty()) {
            throw new FluxionException("fromOnnx: no dtype holds the initializers " + unread.take(FEW).mkString(", ")
                    + more(unread.size()));
        }
    }

    private static void requireNames(String what, Array<NodeProto> nodes, Set<String> around, Array<String> inputs,
            Array<String> outputs) {
        Set<String> known = new HashSet<>(around);
        known.add("");
        inputs.forEach(known::add);
        for (NodeProto node : nodes) {
            node.inputs().filter(name -> !known.contains(name)).forEach(name -> {
                throw new FluxionException("fromOnnx: " + node.label() + ": an input must be made before it is read; got \""
                        + name + "\"");
            });
            node.bodies().forEach(body -> {
                Set<String> outer = new HashSet<>(known);
                outer.addAll(body.initializers().keySet().toJavaSet());
                requireNames("a graph of " + node.label(), body.nodes(), outer, body.inputs().map(ValueProto::name),
                        body.outputs().map(ValueProto::name));
            });
            node.outputs().forEach(known::add);
        }
        outputs.filter(name -> !known.contains(name)).forEach(name -> {
            throw new FluxionException("fromOnnx: " + what + ": an output must be made; got \"" + name + "\"");
        });
    }
}
