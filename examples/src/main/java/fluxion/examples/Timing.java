package fluxion.examples;

import io.vavr.collection.Array;
import java.util.function.Supplier;

/** How long things take. */
public final class Timing {
    private Timing() {}

    /** Seconds, the median of so many runs, an odd number, after some that are not counted. */
    public static double median(int uncounted, int runs, Supplier<?> run) {
        Array.range(0, uncounted).forEach(_ -> run.get());
        return Array.range(0, runs).map(_ -> {
            long start = System.nanoTime();
            run.get();
            return (System.nanoTime() - start) * 1e-9;
        }).sorted().get(runs / 2);
    }
}
