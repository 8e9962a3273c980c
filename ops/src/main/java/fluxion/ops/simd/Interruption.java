package fluxion.ops.simd;

import fluxion.core.EvaluationInterruptedException;

/**
 * Whether the thread that asked for an evaluation was interrupted meanwhile. Steps ask before they run, loops at each turn,
 * kernels about once in a millisecond; a question costs as much as reading two fields.
 */
public final class Interruption {
    private Interruption() {}

    /** Ends the evaluation that this thread works for, where its caller was interrupted; the caller's flag stays set. */
    public static void check() {
        if (WorkerPool.caller().isInterrupted()) {
            throw new EvaluationInterruptedException();
        }
    }

    /** The same at each 1024th turn of a loop. */
    public static void check(int turn) {
        if ((turn & 1023) == 0) {
            check();
        }
    }
}
