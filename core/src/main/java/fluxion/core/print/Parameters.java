package fluxion.core.print;

import fluxion.core.Ints;
import fluxion.core.op.AxisIndex;
import fluxion.core.op.Checkpoints;
import fluxion.core.op.Collective;
import fluxion.core.op.Named;
import fluxion.core.op.Op;
import fluxion.core.op.Require;
import fluxion.core.op.Scan;
import fluxion.core.op.While;
import io.vavr.collection.Array;

/** Static parameters in full, {@code low=[1], high=[0]}, so that what is printed can be read. */
final class Parameters {
    private Parameters() {}

    /** {@code sweep1=[states, 0 forward or 1 backward, reads…]}; a loop that just runs says nothing. */
    private static String sweeps(While loop) {
        return loop.sweeps().size() == 1 && loop.sweeps().get(0).states() == loop.sweeps().get(0).step().results().size() ? ""
                : loop.sweeps().zipWithIndex((s, i) -> "sweep" + (i + 1) + "=" + Ints.of(s.states(), s.backward() ? 1 : 0)
                .concat(s.reads())).mkString(", ");
    }

    static String of(Op op) {
        return switch (op) {
            case Scan s -> (s.consts() == 0 ? "" : "consts=" + s.consts() + ", ") + s.parameters();
            case While w -> Array.of(w.consts() == 0 ? "" : "consts=" + w.consts(),
                    w.lanes().map(l -> "lanes=" + l.size()).getOrElse(""), sweeps(w), switch (w.checkpoints()) {
                case Checkpoints.Everything _ -> "";
                case Checkpoints.Root _ -> "root";
                case Checkpoints.AtMost(int states) -> "states=" + states;
            }).filter(s -> !s.isEmpty()).mkString(", ");
            case Named(String name) -> "name=\"" + name + "\"";
            case Require(String message) -> "message=\"" + message.replace('"', '\'') + "\"";
            case AxisIndex(String axis, int size) -> "axis=" + axis + ", size=" + size;
            case Collective(_, String axis, int size, Ints sources) -> "axis=" + axis + ", size=" + size
                    + (sources.isEmpty() ? "" : ", sources=" + sources);
            case Op other -> other.parameters();
        };
    }
}
