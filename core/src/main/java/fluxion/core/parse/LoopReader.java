package fluxion.core.parse;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Control;
import fluxion.core.op.Lanes;
import fluxion.core.op.Op;
import fluxion.core.op.Recompute;
import fluxion.core.op.Scan;
import fluxion.core.op.Switch;
import fluxion.core.op.While;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Set;

/** Control flow by its functions and operands: {@code scan(step, start, xs; length=3, carries=1)}. */
final class LoopReader {
    static final Set<String> NAMES = Set.of("scan", "while", "cond", "switch", "recompute");

    private LoopReader() {}

    static Op op(String name, Arguments a, Parser parser) {
        Seq<TensorType> operands = a.all().map(Expr::tensorType);
        Option<Lanes> lanes = lanes(name, a, operands.size(), parser);
        Seq<TensorType> types = lanes.map(l -> one(operands, l)).getOrElse(operands);
        if (a.has("lanes") && lanes.isEmpty()) {
            throw new ShapeException(name + ": which operands have a value for each lane is not in the text; read the function "
                    + "of one lane and apply vmap to it");
        }
        return switch (name) {
            case "recompute" -> new Recompute(parser.fn(function(a, 0),
                    function(a, 0).types().map(t -> t.getOrElseThrow(() -> new ShapeException(
                    "recompute: the region must say the types of its parameters, (x: f64[3]) ↦ …")))));
            case "scan" -> scan(a, types, parser);
            case "while" -> loop(a, types, lanes, parser);
            case "cond", "switch" -> {
                require(a.functions().nonEmpty(), "a choice must have branches: cond(x > 0, y ↦ …, y ↦ …, x)", "none");
                yield new Switch(a.functions().map(f -> parser.fn(f, types.drop(1))), lanes);
            }
            case String other -> throw new IllegalStateException("no control flow: " + other);
        };
    }

    /** {@code lanes=4, mapped=[1, 0]}: which operands have a value for each lane; a choice's number always has one. */
    private static Option<Lanes> lanes(String name, Arguments a, int operands, Parser parser) {
        if (!a.has("lanes") || !a.has("mapped") || name.equals("scan")) {
            return Option.none();
        }
        Ints mapped = a.numbers("mapped");
        int handed = name.equals("while") ? operands : operands - 1;
        require(mapped.size() == handed, "mapped must have a number for each of " + handed + " operands", mapped);
        return Option.of(new Lanes(a.first("lanes"), Array.ofAll(mapped).map(m -> m != 0), parser.calculus().over()));
    }

    /** The operands' types in one lane. */
    private static Seq<TensorType> one(Seq<TensorType> operands, Lanes lanes) {
        int first = operands.size() - lanes.mapped().size();
        return operands.zipWithIndex((type, i) -> {
            boolean wide = i < first || lanes.mapped().get(i - first);
            require(!wide || type.rank() > 0, "what has a value for each lane must have an axis", type);
            return wide ? type.withShape(type.shape().without(Ints.of(0))) : type;
        });
    }

    private static void require(boolean holds, String requirement, Object got) {
        if (!holds) {
            throw new ShapeException(requirement + "; got " + got);
        }
    }

    private static Control scan(Arguments a, Seq<TensorType> types, Parser parser) {
        int consts = a.number("consts", 0);
        int carries = a.first("carries");
        require(consts >= 0 && carries >= 0 && consts + (long) carries <= types.size(),
                "consts and carries must be numbers of its " + types.size() + " values",
                consts + " and " + carries);
        require(types.drop(consts + carries).forAll(t -> t.rank() > 0),
                "the values after the carry must have an axis to go along", types.drop(consts + carries).mkString(" and "));
        Seq<TensorType> params = types.take(consts + carries)
                .appendAll(types.drop(consts + carries).map(t -> t.withShape(t.shape().without(Ints.of(0)))));
        return new Scan(parser.fn(function(a, 0), params), a.first("length"), consts, carries, a.has("reverse"));
    }

    private static DeferredFunction function(Arguments a, int i) {
        if (i >= a.functions().size()) {
            throw new ShapeException("function " + (i + 1)
                    + " is missing: (x, y) ↦ …, or the name of one that is defined behind where");
        }
        return a.functions().get(i);
    }

    /** The sweeps are {@code [states, 0 forward or 1 backward, reads…]}; without any there is one, forward. */
    private static Control loop(Arguments a, Seq<TensorType> types, Option<Lanes> lanes, Parser parser) {
        int consts = a.number("consts", 0);
        require(consts >= 0 && consts <= types.size(), "consts must be a number of its " + types.size() + " values", consts);
        Seq<While.Sweep> sweeps = Array.empty();
        Seq<TensorType> tape = Array.empty();
        int from = consts;
        for (int i = 1; i < Math.max(2, a.functions().size()); i++) {
            Ints said = a.numbers("sweep" + i, Ints.of(types.size() - consts, 0));
            int written = tape.size();
            require(said.size() >= 2 && said.get(0) >= 0 && said.drop(2).forAll(r -> r >= 0 && r < written), "sweep" + i
                    + " must be [number of states, 0 forward or 1 backward, numbers of entries read, below " + written + "]",
                    said);
            int states = Math.min(said.get(0), types.size() - from);
            Ints reads = said.drop(2);
            Fn step = parser.fn(function(a, i), types.take(consts).appendAll(types.slice(from, from + states))
                    .appendAll(Array.ofAll(reads).map(tape::get)));
            sweeps = sweeps.append(new While.Sweep(step, states, reads, said.get(1) == 1));
            tape = tape.appendAll(step.resultTypes().drop(states));
            from += states;
        }
        Fn condition = parser.fn(function(a, 0), types.take(consts + sweeps.get(0).states()));
        Checkpoints checkpoints = a.has("root") ? Checkpoints.Root.ROOT : a.has("states")
                ? new Checkpoints.AtMost(a.numbers("states").get(0))
                : Checkpoints.Everything.EVERYTHING;
        return new While(condition, sweeps, consts, lanes, checkpoints);
    }
}
