package fluxion.ops.eval;

import java.util.function.Supplier;

/** What loops that are run backwards did: how often steps ran, and how much was kept at a time. */
public final class LoopCounts {
    private static final ScopedValue<LoopCounts> OBSERVER = ScopedValue.newInstance();
    private long steps;
    private long kept;
    private long most;

    private LoopCounts() {}

    /**
     * Counts while something is computed on this thread.
     *
     * @param <T> its result
     * @param steps how many steps of loops ran, repetitions included
     * @param mostKept the largest number of states and of tape entries of steps kept at a time
     * @param result what was computed
     */
    public record Counted<T>(long steps, long mostKept, T result) {}

    public static <T> Counted<T> of(Supplier<T> computation) {
        LoopCounts counts = new LoopCounts();
        T result = ScopedValue.where(OBSERVER, counts).call(computation::get);
        return new Counted<>(counts.steps, counts.most, result);
    }

    static void step() {
        if (OBSERVER.isBound()) {
            OBSERVER.get().steps++;
        }
    }

    static void keep(int more) {
        if (OBSERVER.isBound()) {
            LoopCounts counts = OBSERVER.get();
            counts.kept += more;
            counts.most = Math.max(counts.most, counts.kept);
        }
    }
}
