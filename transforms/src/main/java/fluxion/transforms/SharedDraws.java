package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.NodeMap;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Op;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import fluxion.ops.Rules;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.TransformCallbacks;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Which draws inside an operation that holds functions are from keys that all lanes share. A loop's functions are lifted
 * again until it is settled which of their values have lanes; what was seen last holds.
 */
final class SharedDraws {
    private final Map<Apply, Boolean> seen = new NodeMap<>();
    private boolean found;

    private SharedDraws() {}

    /** Found out by lifting the operation once with draws that differ between lanes. */
    static SharedDraws of(Apply apply, Seq<Batched> inputs, Vmap.Lanes lanes) {
        SharedDraws draws = new SharedDraws();
        draws.lookInto(apply, inputs, new Vmap.Lanes(lanes.first(), lanes.size(), Randomness.DIFFERENT, lanes.name(),
                Option.some(draws)));
        draws.found = true;
        return draws;
    }

    /** Whether an operation, or a function that it holds, draws random numbers. */
    static boolean inside(Op op) {
        return op instanceof RandomNumbers random && !random.makesKeys() || nodes(op).exists(node -> inside(node.op()));
    }

    private static Seq<Apply> nodes(Op op) {
        return op.functions().flatMap(fn -> Graph.topological(fn.results())).filter(Apply.class::isInstance)
                .map(Apply.class::cast);
    }

    boolean areBeingFound() {
        return !found;
    }

    void saw(Apply draw, boolean shared) {
        if (!found) {
            seen.put(draw, shared);
        }
    }

    boolean isShared(Apply node) {
        return seen.getOrDefault(node, false);
    }

    /** A draw from a shared key inside an operation. */
    Option<RandomNumbers> in(Op op) {
        return nodes(op).flatMap(node -> isShared(node) ? Option.of((RandomNumbers) node.op()) : in(node.op())).headOption();
    }

    /** Lifts the functions inside, those too that stay functions of one lane because lanes decide for themselves. */
    void lookInto(Apply apply, Seq<Batched> inputs, Vmap.Lanes lanes) {
        TransformCallbacks through = Transforms.through(lanes);
        switch (apply.op()) {
            case Switch choice -> {
                Seq<Boolean> mapped = inputs.tail().map(Batched::mapped).toArray();
                choice.branches().forEach(branch -> through.vmap(branch, mapped, lanes.size()));
            }
            case While loop -> {
                // of one lane, whatever inner lanes decide for themselves
                While plain = new While(loop.condition(), loop.sweeps(), loop.consts(), Option.none(), loop.checkpoints());
                Seq<TensorType> types = plain.condition().parameterTypes().take(loop.consts())
                        .appendAll(loop.sweeps()
                        .flatMap(sweep -> sweep.step().parameterTypes().slice(loop.consts(), loop.consts() + sweep.states())));
                Rules.batch(Apply.of(plain, types.map(type -> new Var("o", type))),
                        types.zipWith(inputs, (type, input) -> placeholder(type, input.mapped(), lanes.size())),
                        lanes.size(), through);
            }
            case Op _ -> Rules.batch(apply, inputs, lanes.size(), through);
        }
    }

    private static Batched placeholder(TensorType type, boolean mapped, int size) {
        Shape shape = mapped ? type.shape().prepend(size) : type.shape();
        return new Batched(new Var("o", type.withShape(shape)), mapped);
    }
}
