package fluxion.transforms;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.NodeMap;
import fluxion.core.Provenance;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.Var;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Broadcast;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.RandomNumbers;
import fluxion.ops.Rules;
import fluxion.ops.call.LaneRules;
import fluxion.ops.rule.Batched;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;

/**
 * Vectorisation: a function of one example as a function of many at once. Every operation is lifted by one axis, the
 * lanes, which is axis 0 on the way; what does not depend on mapped arguments is computed once and shared.
 */
public final class Vmap {
    private Vmap() {}

    /**
     * How lanes that decide for themselves run: what an operation with {@link fluxion.core.op.Lanes} holds, for one that is
     * read from a text.
     */
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
     * @param draws which draws inside operations that hold functions are from keys that all lanes share, where it is known or
     *     being found out
     */
    record Lanes(int first, int size, Randomness randomness, Option<String> name, Option<SharedDraws> draws) {
        Lanes(int first, int size, Randomness randomness, Option<String> name) {
            this(first, size, randomness, name, Option.none());
        }

        /** Lanes whose shared keys mean what they meant before. */
        static Lanes plain(int size, Option<String> name) {
            return new Lanes(0, size, Randomness.SAME, name);
        }

        /** Whether an operation looks across these lanes, or holds a function that does. */
        boolean concern(Op op) {
            return name.exists(axis -> concern(op, axis));
        }

        private static boolean concern(Op op, String axis) {
            return op instanceof NamedAxisOp across ? across.axis().equals(axis)
                    : op.functions().exists(fn -> Graph.topological(fn.results())
                    .exists(node -> node instanceof Apply apply && concern(apply.op(), axis)));
        }

        /** The positions of the lanes, i32[size]. */
        Batched positions() {
            return LaneRules.resolve(new AxisIndex(name.getOrElse(""), size), Array.empty(), first);
        }

        Lanes knowing(SharedDraws known) {
            return new Lanes(first, size, randomness, name, Option.some(known));
        }

        /** What functions inside an operation see: that their draws are refused was found out before. */
        Lanes inside(int lanes) {
            return new Lanes(first, lanes, randomness == Randomness.ERROR ? Randomness.SAME : randomness, name, draws);
        }
    }

    static Seq<Batched> lift(Seq<Expr> outputs, Map<Var, Expr> mapped, Lanes lanes) {
        Map<Expr, Seq<Batched>> lifted = new NodeMap<>();
        for (Expr node : Graph.topological(outputs)) {
            lifted.put(node, switch (node) {
                case Tensor tensor -> Array.of(Batched.shared(tensor));
                case Var variable -> Array.of(mapped.containsKey(variable) ? Batched.mapped(mapped.get(variable))
                        : Batched.shared(variable));
                case Result result -> Array.of(lifted.get(result.of()).get(result.index()));
                case Apply apply -> lift(apply, apply.inputs().map(input -> lifted.get(input).get(0)), lanes);
            });
        }
        return outputs.map(output -> lifted.get(output).get(0));
    }

    private static Seq<Batched> lift(Apply apply, Seq<Batched> inputs, Lanes lanes) {
        return switch (apply.op()) {
            case NamedAxisOp across when lanes.concern(across) -> Array.of(LaneRules.resolve(across, inputs, lanes.first()));
            case RandomNumbers random when !random.makesKeys() -> {
                boolean shared = !inputs.get(0).mapped();
                lanes.draws().forEach(draws -> draws.saw(apply, shared));
                yield !shared ? Rules.batch(apply, inputs, lanes.size(), Transforms.through(lanes))
                        : lanes.randomness() == Randomness.SAME ? shared(apply, inputs)
                        : Array.of(Batched.mapped(draw(random, inputs.get(0).value(), lanes)));
            }
            case Op op -> op.functions().isEmpty() ? each(apply, inputs, lanes, false) : holding(apply, inputs, lanes);
        };
    }

    /** An operation that holds functions: what they draw, and ask of their lane, is what lanes mean there too. */
    private static Seq<Batched> holding(Apply apply, Seq<Batched> inputs, Lanes lanes) {
        if (lanes.randomness() == Randomness.SAME || !SharedDraws.inside(apply.op())) {
            return LaneOperand.isNeeded(apply.op(), lanes) ? told(apply, inputs, lanes)
                    : each(apply, inputs, lanes, lanes.concern(apply.op()));
        }
        Lanes knowing = lanes.draws().isDefined() ? lanes : lanes.knowing(SharedDraws.of(apply, inputs, lanes));
        SharedDraws draws = knowing.draws().get();
        if (draws.areBeingFound()) {
            draws.lookInto(apply, inputs, knowing);
        } else if (lanes.randomness() == Randomness.ERROR) {
            draws.in(apply.op()).forEach(random -> {
                throw refused(random, " inside " + apply.op().label());
            });
        }
        return LaneOperand.isNeeded(apply.op(), knowing) ? told(apply, inputs, knowing)
                : each(apply, inputs, knowing, lanes.concern(apply.op()) || draws.in(apply.op()).isDefined());
    }

    /** Where each lane may decide for itself how to go on, its position is one more operand. */
    private static Seq<Batched> told(Apply apply, Seq<Batched> inputs, Lanes lanes) {
        LaneOperand told = LaneOperand.of(apply, lanes);
        return each(told.apply(), inputs.insert(told.at(), lanes.positions()), lanes, true);
    }

    private static Seq<Batched> each(Apply apply, Seq<Batched> inputs, Lanes lanes, boolean concerned) {
        return concerned || inputs.exists(Batched::mapped)
                ? Provenance.during("vmap", apply, () -> Rules.batch(apply, inputs, lanes.size(), Transforms.through(lanes)))
                : shared(apply, inputs);
    }

    private static Seq<Batched> shared(Apply apply, Seq<Batched> inputs) {
        return apply.on(inputs.map(Batched::value)).results().map(Batched::shared);
    }

    private static TransformException refused(RandomNumbers random, String where) {
        return new TransformException("vmap: " + random.label() + where
                + " from a key that is not mapped would give every lane the same numbers; "
                + "map over keys (key.batch(n)), or say randomness(SAME) or randomness(DIFFERENT)");
    }

    /** Draws from a shared key, each lane with a key of its own: the key with the lane's position folded in. */
    private static Expr draw(RandomNumbers random, Expr key, Lanes lanes) {
        if (lanes.randomness() == Randomness.ERROR) {
            throw refused(random, "");
        }
        Shape keys = key.shape().prepend(lanes.size());
        Expr shared = Expr.apply(new Broadcast(keys, Ints.range(1, keys.rank())), words(key));
        Expr position = Expr.apply(new Broadcast(keys, Ints.of(0)), lanes.positions().value());
        return Expr.apply(random, words(shared.plus(position)));
    }

    /** The same for one lane that knows its position. */
    static Expr draw(RandomNumbers random, Expr key, Expr lane) {
        return Expr.apply(random, words(words(key).plus(Expr.apply(new Broadcast(key.shape(), Ints.empty()), lane))));
    }

    /**
     * Two new words of each key; taken before and after positions are added, so that sums of positions of nested lanes
     * differ.
     */
    private static Expr words(Expr key) {
        return Expr.apply(new RandomNumbers(RandomNumbers.Kind.BITS, DType.I32, Shape.of(2), RandomNumbers.LANE), key);
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
    public static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, int size, Randomness randomness,
            String name) {
        return of(fn, inAxes, outAxes, new Lanes(0, size, randomness, Option.of(name)));
    }

    /**
     * As {@link #of(Fn, Seq, Seq, int, Randomness)}, for some lanes of many: those from {@code first} on, which random numbers
     * are told apart by.
     */
    public static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, int first, int size,
            Randomness randomness) {
        return of(fn, inAxes, outAxes, new Lanes(first, size, randomness, Option.none()));
    }

    private static Fn of(Fn fn, Seq<Option<Integer>> inAxes, Seq<Option<Integer>> outAxes, Lanes all) {
        int size = all.size();
        Seq<Var> params = fn.params().zipWith(inAxes, (param, axis) ->
                axis.map(a -> new Var(param.name(), param.type().withShape(withLanes("vmap", param.shape(), a, size))))
                        .getOrElse(param));
        Map<Var, Expr> mapped = new NodeMap<>();
        for (int i = 0; i < params.size(); i++) {
            Var lanes = params.get(i);
            Var param = fn.params().get(i);
            inAxes.get(i).forEach(axis -> mapped.put(param, front(lanes, axis)));
        }
        Seq<Batched> lifted = lift(fn.results(), mapped, all);
        Seq<Expr> results = lifted.zipWithIndex((batched, i) -> outAxes.get(i).isDefined()
                ? back(batched.lanes(size), outAxes.get(i).get())
                : common(batched, i));
        return new Fn(params, results);
    }

    private static Expr common(Batched batched, int result) {
        if (batched.mapped()) {
            throw new TransformException("vmap: result " + result
                    + " differs between lanes and needs an out axis; got none for lanes of "
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
