package fluxion.ops.eval;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** A fixed set of daemon threads, parked between calls. */
final class WorkerPool implements Workers {
    private final int threads;
    private final ConcurrentLinkedQueue<Job> jobs = new ConcurrentLinkedQueue<>();
    private final Semaphore wake = new Semaphore(0);
    private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

    WorkerPool(int threads) {
        this.threads = threads;
        for (int i = 1; i < threads; i++) {
            Thread.ofPlatform().daemon().name("fluxion-worker-" + i).start(this::serve);
        }
    }

    @Override public int threads() { return threads; }

    @Override public void run(int tasks, IntConsumer task) {
        if (tasks <= 1 || inside.get()) {
            SERIAL.run(tasks, task);
            return;
        }
        var job = new Job(tasks, task);
        int helpers = Math.min(threads, tasks) - 1;
        for (int i = 0; i < helpers; i++) jobs.add(job);
        wake.release(helpers);
        work(job);
        job.await();
    }

    private void work(Job job) {
        inside.set(true);
        try {
            job.work();
        } finally {
            inside.set(false);
        }
    }

    private void serve() {
        while (true) {
            wake.acquireUninterruptibly();
            Job job = jobs.poll();
            if (job != null) work(job);
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
                    task.accept(i);
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
