package fluxion.ops.eval;

import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.op.Lanes;
import fluxion.ops.simd.Workers;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A function of one lane, run for those lanes that need it: their operands are gathered, and the function over that many
 * lanes runs on them. Without lanes, the function itself.
 */
final class LaneBody {
    private final Fn fn;
    private final Option<Lanes> lanes;
    private final Seq<Boolean> mapped;
    /** The parameters that are given as rows of the lanes chosen already. */
    private final int gathered;
    private final Layout[] layouts;
    private final Map<Integer, Body> bodies = new ConcurrentHashMap<>();

    /**
     * @param mapped for each parameter whether it has lanes
     * @param gathered from which parameter on operands are given for the chosen lanes only
     * @param layouts where the parameters before that lie
     */
    LaneBody(Fn fn, Option<Lanes> lanes, Seq<Boolean> mapped, int gathered, Layout[] layouts) {
        this.fn = fn;
        this.lanes = lanes;
        this.mapped = mapped;
        this.gathered = gathered;
        this.layouts = layouts;
    }

    Fn fn() {
        return fn;
    }

    /** The body for that many lanes; those that are all of them are read where they lie: number −1. */
    private Body body(int size) {
        Body known = bodies.get(size);
        if (known == null) {
            known = plan(size);
            bodies.put(size, known);
        }
        return known;
    }

    private Body plan(int size) {
        Fn wide = lanes.map(l -> l.over().apply(fn, mapped, size < 0 ? l.size() : size)).getOrElse(fn);
        Layout[] at = new Layout[wide.params().size()];
        for (int i = 0; i < at.length; i++) {
            boolean inPlace = i < gathered && (size < 0 || lanes.isEmpty() || !mapped.get(i));
            at[i] = inPlace ? layouts[i] : ControlSteps.contiguous(wide.params().get(i).type());
        }
        return new Body(wide, at);
    }

    /** Types of the results for that many lanes. */
    Seq<TensorType> resultTypes(LaneSet set) {
        return lanes.isDefined() ? ControlSteps.wide(fn.resultTypes(), set.size()) : fn.resultTypes();
    }

    /**
     * Runs for some lanes.
     *
     * @param arrays the operands; those from {@code gathered} on for the chosen lanes only
     * @param targets where the results go, a row for each lane chosen; null where not wanted
     */
    void run(LaneSet set, Object[] arrays, int[] bases, Object[] targets, Workers workers) {
        boolean inPlace = lanes.isEmpty() || set.all();
        Body body = body(inPlace ? -1 : set.size());
        Body.Run run = body.take();
        if (!inPlace && run.kept == null) {
            run.kept = new Object[1][gathered];
            for (int i = 0; i < gathered; i++) {
                if (mapped.get(i)) {
                    TensorType type = fn.params().get(i).type();
                    run.kept[0][i] = ControlSteps.array(type.withShape(type.shape().prepend(set.size())));
                }
            }
        }
        for (int i = 0; i < arrays.length; i++) {
            if (!inPlace && i < gathered && mapped.get(i)) {
                run.argument(i, set.gather(arrays[i], layouts[i], bases[i], run.kept[0][i], workers), 0);
            } else {
                run.argument(i, arrays[i], bases[i]);
            }
        }
        for (int i = 0; i < targets.length; i++) {
            run.target(i, targets[i], 0);
        }
        run.run(workers);
        body.give(run);
    }
}
