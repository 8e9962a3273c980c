package fluxion.ops.simd;

import java.util.function.IntConsumer;

/**
 * A parallel for: {@code run(n, task)} calls {@code task} once with each of {@code 0 … n−1} and returns when all are
 * done. The order and the thread of a call are unspecified, so a kernel splits its work into tasks that write disjoint
 * results: then the bits of the result do not depend on the number of threads. Where a task throws, or the calling thread is
 * interrupted, tasks that have not begun are left out.
 */
public interface Workers {

    /** How many tasks can run at a time, the calling thread included. */
    int threads();

    /** Runs every task; the calling thread takes part. The first exception a task throws is thrown again here. */
    void run(int tasks, IntConsumer task);

    /** The calling thread alone. */
    Workers SERIAL = new Workers() {
        @Override public int threads() { return 1; }

        @Override public void run(int tasks, IntConsumer task) {
            for (int i = 0; i < tasks; i++) {
                Interruption.check();
                task.accept(i);
            }
        }
    };

    /**
     * The calling thread and {@code threads − 1} daemon threads of the one pool there is. A call from inside one of its
     * tasks runs serially, so nesting can neither deadlock nor oversubscribe.
     */
    static Workers of(int threads) {
        if (threads < 1) throw new IllegalArgumentException("workers: needs at least one thread; got " + threads);
        return threads == 1 ? SERIAL : new WorkerPool(threads);
    }
}
