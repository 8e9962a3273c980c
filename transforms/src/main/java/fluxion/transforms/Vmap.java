package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Origins;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.AcrossLanes;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Iota;
import fluxion.core.op.Op;
import fluxion.core.op.Random;
import fluxion.core.op.Switch;
import fluxion.ops.Batched;
import fluxion.ops.Rules;
import fluxion.ops.Through;
import fluxion.ops.call.LaneRules;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Vectorisation: a function of one example as a function of many at once. Every operation is lifted by one axis, the
 * lanes, which is axis 0 on the way; what does not depend on mapped arguments is computed once and shared.
 */
public final class Vmap {
    /** The stream that {@link Randomness#DIFFERENT} folds positions into keys with; draws use others. */
    private static final int LANE_STREAM = 0x6c616e65;

    private Vmap() {}

    /** How lanes that decide for themselves run: what an operation with {@link fluxion.core.op.Lanes} holds, for one that is read from a text. */
    public static fluxion.core.op.Lanes.Over over() {
        return Transforms.THROUGH.over();
    }

    /**
     * Some expressions over lanes.
     *
     * @param outputs the expressions of one lane
     * @param mapped for each mapped variable its values in all lanes, along axis 0
     * @param size the number of lanes
     * @param randomness what shared keys mean
     */
    public static Seq<Batched> lift(Seq<Expr> outputs, Map<Var, Expr> mapped, int size, Randomness randomness) {
        return lift(outputs, mapped, new Lanes(0, size, randomness, Option.none()));
    }

    /**
     * What is meant by lanes.
     *
     * @param first the position of the first one
     * @param size how many
     * @param randomness what shared keys mean
     * @param name what operations across lanes call their axis
     */
    record Lanes(int first, int size, Randomness randomness, Option<String> name) {
        /** Whether an operation looks across these lanes, or holds a function that does. */
        boolean concern(Op op) {
            return name.exists(axis -> concern(op, axis));
        }

        private static boolean concern(Op op, String axis) {
            return op instanceof AcrossLanes across ? across.axis().equals(axis)
                    : op.functions().exists(fn -> Graph.topological(fn.results()).exists(node -> node instanceof Apply apply && concern(apply.op(), axis)));
        }
    }

    static Seq<Batched> lift(Seq<Expr> outputs, Map<Var, Expr> mapped, Lanes lanes) {
        Through through = lanes.name().isEmpty() ? Transforms.THROUGH : Transforms.through(lanes.name());
        Map<Expr, Seq<Batched>> lifted = new IdentityHashMap<>();
        for (Expr node : Graph.topological(outputs)) {
            lifted.put(node, switch (node) {
                case Tensor tensor -> Array.of(Batched.shared(tensor));
                case Var variable -> Array.of(mapped.containsKey(variable) ? Batched.mapped(mapped.get(variable)) : Batched.shared(variable));
                case Result result -> Array.of(lifted.get(result.of()).get(result.index()));
                case Apply apply -> {
                    Seq<Batched> inputs = apply.inputs().map(input -> lifted.get(input).get(0));
                    if (apply.op() instanceof AcrossLanes across && lanes.concern(across)) {
                        yield Array.of(LaneRules.resolve(across, inputs, lanes.first()));
                    }
                    if (apply.op() instanceof Switch choice && choice.lanes().isEmpty() && lanes.concern(choice)) {
                        // each lane may take another branch, so what a branch asks of its lane is told to it
                        AxisIndex index = new AxisIndex(lanes.name().get(), lanes.size());
                        Apply told = told(apply, choice, index);
                        yield Rules.batch(told, inputs.append(LaneRules.resolve(index, Array.empty(), lanes.first())), lanes.size(), through);
                    }
                    if (inputs.exists(Batched::mapped) || lanes.concern(apply.op())) {
                        yield Origins.during("vmap", apply, () -> Rules.batch(apply, inputs, lanes.size(), through));
                    }
                    if (apply.op() instanceof Random random && lanes.randomness() != Randomness.SAME) {
                        yield Array.of(Batched.mapped(draw(random, inputs.get(0).value(), lanes)));
                    }
                    yield apply.on(inputs.map(Batched::value)).results().map(Batched::shared);
                }
            });
        }
        return outputs.map(output -> lifted.get(output).get(0));
    }

    /** A choice whose branches have the number of their lane for a last operand. */
    private static Apply told(Apply apply, Switch choice, AxisIndex index) {
        Seq<Fn> branches = choice.branches().map(branch -> {
            Var lane = new Var("lane", TensorType.scalar(DType.I32));
            return new Fn(branch.params().append(lane), Graph.rebuild(branch.results(), leaf -> leaf,
                    (node, inputs) -> node.op().equals(index) ? lane : node.on(inputs)));
        });
        return Apply.of(new Switch(branches, Option.none()), apply.inputs().append(Expr.apply(index)));
    }

    /** Draws from a shared key, each lane with a key of its own: the key with the lane's position folded in. */
    private static Expr draw(Random random, Expr key, Lanes lanes) {
        if (lanes.randomness() == Randomness.ERROR) {
            throw new TransformException("vmap: " + random.label() + " from a key that is not mapped would give every lane the same numbers; "
                    + "map over keys (key.batch(n)), or say randomness(SAME) or randomness(DIFFERENT)");
        }
        Shape keys = key.shape().prepend(lanes.size());
        Expr position = Expr.apply(new Iota(new TensorType(DType.I32, keys), 0));
        Expr shared = Expr.apply(new Broadcast(keys, Ints.range(1, keys.rank())), words(key));
        return Expr.apply(random, words(shared.plus(lanes.first() == 0 ? position : position.plus(lanes.first()))));
    }

    /** Two new words of each key; taken before and after positions are added, so that sums of positions of nested lanes differ. */
    private static Expr words(Expr key) {
        return Expr.apply(new Random(Random.Kind.BITS, DType.I32, Shape.of(2), LANE_STREAM), key);
    }

    /**
     * The function over lanes.
     *
     * @param fn the function of one lane
     * @param inAxes for each parameter the axis of its argument that counts lanes, none where all lanes share it
     * @param outAxes for each result the axis to put the lanes on, none where the result is the same in all lanes
     * @param size the number of lanes
     * @param randomness what shared keys mean
     * @throws TransformException where a result that differs between lanes is asked for without lanes
     */
    public static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, int size, Randomness randomness) {
        return of(fn, inAxes, outAxes, 0, size, randomness);
    }

    /** As {@link #of(Fn, Seq, Seq, int, Randomness)}, over an axis that operations across lanes call by a name. */
    public static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, int size, Randomness randomness, String name) {
        return of(fn, inAxes, outAxes, new Lanes(0, size, randomness, Option.of(name)));
    }

    /**
     * As {@link #of(Fn, Seq, Seq, int, Randomness)}, for some lanes of many: those from {@code first} on, which random numbers
     * are told apart by.
     */
    public static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, int first, int size, Randomness randomness) {
        return of(fn, inAxes, outAxes, new Lanes(first, size, randomness, Option.none()));
    }

    private static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, Lanes all) {
        int size = all.size();
        Seq<Var> params = fn.params().zipWith(inAxes, (param, axis) ->
                axis.map(a -> new Var(param.name(), param.type().withShape(withLanes("vmap", param.shape(), a, size)))).getOrElse(param));
        Map<Var, Expr> mapped = new IdentityHashMap<>();
        for (int i = 0; i < params.size(); i++) {
            Var lanes = params.get(i);
            Var param = fn.params().get(i);
            inAxes.get(i).forEach(axis -> mapped.put(param, front(lanes, axis)));
        }
        Seq<Batched> lifted = lift(fn.results(), mapped, all);
        Seq<Expr> results = lifted.zipWithIndex((batched, i) -> outAxes.get(i).isDefined() ? back(batched.lanes(size), outAxes.get(i).get())
                : shared(batched, i));
        return new Fn(params, results);
    }

    private static Expr shared(Batched batched, int result) {
        if (batched.mapped()) {
            throw new TransformException("vmap: result " + result + " differs between lanes and needs an out axis; got none for lanes of "
                    + batched.value().type());
        }
        return batched.value();
    }

    private static Expr front(Expr x, int axis) {
        return x.shape().axis("vmap", axis) == 0 ? x : x.moveAxis(axis, 0);
    }

    private static Expr back(Expr x, int axis) {
        return x.shape().axis("vmap", axis) == 0 ? x : x.moveAxis(0, axis);
    }

    private static Shape withLanes(String operation, Shape lane, int axis, int size) {
        int rank = lane.rank() + 1;
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(operation + ": axis must be from " + -rank + " to " + (rank - 1) + "; got " + axis);
        }
        return new Shape(lane.dims().insert(axis < 0 ? axis + rank : axis, size));
    }
}
