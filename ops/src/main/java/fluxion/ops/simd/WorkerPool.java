package fluxion.ops.simd;

import fluxion.core.EvaluationInterruptedException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Some of the daemon threads that all evaluations share. A thread is started when there is work for one more, is parked
 * between calls, the one that worked last being woken first, and ends after {@value #IDLE_SECONDS} seconds without work: there
 * are never more than the largest number of threads asked for, and none where nothing happens.
 */
final class WorkerPool implements Workers {
    static final int IDLE_SECONDS = 2;
    private static final long IDLE_NANOS = IDLE_SECONDS * 1_000_000_000L;
    /**
     * So long a thread looks for more work before it parks: one call is likely to be followed by another, and waking a parked
     * thread takes about half that time. On one processor it would only keep others from working.
     */
    private static final long LOOKING_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 80_000 : 0;

    private static final ConcurrentLinkedQueue<Job> JOBS = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedDeque<Worker> IDLE = new ConcurrentLinkedDeque<>();
    private static final AtomicInteger ALIVE = new AtomicInteger();
    private static final AtomicInteger NAMES = new AtomicInteger();
    /** Whether a thread that is none of these is inside a task that it has taken itself. */
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private final int threads;

    WorkerPool(int threads) {
        this.threads = threads;
    }

    @Override public int threads() { return threads; }

    @Override public void run(int tasks, IntConsumer task) {
        if (tasks <= 1 || Thread.currentThread() instanceof Worker || INSIDE.get()) {
            SERIAL.run(tasks, task);
            return;
        }
        var job = new Job(tasks, task);
        for (int i = Math.min(threads, tasks) - 1; i > 0; i--) {
            JOBS.add(job);
            call(threads - 1);
        }
        INSIDE.set(true);
        try {
            job.work();
        } finally {
            INSIDE.set(false);
        }
        job.await();
    }

    /** The thread that the current one works for: itself, unless it is one of these. */
    static Thread caller() {
        Thread current = Thread.currentThread();
        return current instanceof Worker worker ? worker.job.caller : current;
    }

    /** Wakes a thread; where none is idle and there are fewer than the limit, starts one. */
    private static void call(int limit) {
        Worker idle = IDLE.pollFirst();
        if (idle != null) {
            LockSupport.unpark(idle);
            return;
        }
        for (int alive = ALIVE.get(); alive < limit; alive = ALIVE.get()) {
            if (ALIVE.compareAndSet(alive, alive + 1)) {
                new Worker().start();
                return;
            }
        }
    }

    private static final class Worker extends Thread {
        /** What it works on, null while it is idle. */
        private Job job;

        Worker() {
            super(null, null, "fluxion-worker-" + NAMES.incrementAndGet(), 0, false);
            setDaemon(true);
        }

        @Override
        public void run() {
            do {
                for (job = JOBS.poll(); job != null; job = JOBS.poll()) {
                    job.work();
                }
            } while (waited());
        }

        /** Waits for work; false where there was none for long, and the thread is to end. */
        private boolean waited() {
            long parking = System.nanoTime() + LOOKING_NANOS;
            while (System.nanoTime() < parking) {
                if (!JOBS.isEmpty()) return true;
                Thread.onSpinWait();
            }
            IDLE.addFirst(this);
            // who adds a job either finds this thread idle or has added it before this question
            if (!JOBS.isEmpty()) {
                IDLE.remove(this);
                return true;
            }
            long end = System.nanoTime() + IDLE_NANOS;
            while (IDLE.contains(this)) {
                long left = end - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else if (IDLE.remove(this)) {
                    ALIVE.decrementAndGet();
                    return false;
                }
            }
            return true;
        }
    }

    /** One call of {@link Workers#run}: tasks are handed out one by one, so that a slow core takes fewer. */
    private static final class Job {
        private final int tasks;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger left;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final Thread caller = Thread.currentThread();

        private Job(int tasks, IntConsumer task) {
            this.tasks = tasks;
            this.task = task;
            this.left = new AtomicInteger(tasks);
        }

        private void work() {
            for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
                try {
                    if (caller.isInterrupted()) throw new EvaluationInterruptedException();
                    // after a failure the rest is not wanted
                    if (failure.get() == null) task.accept(i);
                } catch (Throwable t) {
                    failure.compareAndSet(null, t);
                } finally {
                    if (left.decrementAndGet() == 0) LockSupport.unpark(caller);
                }
            }
        }

        private void await() {
            // a short spin first: the last task is usually about to end, and parking costs more than that
            for (int spin = 0; left.get() > 0; spin++) {
                if (spin < 10_000) Thread.onSpinWait();
                else LockSupport.park(this);
            }
            switch (failure.get()) {
                case null -> { }
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable t -> throw new IllegalStateException(t);
            }
        }
    }
}
