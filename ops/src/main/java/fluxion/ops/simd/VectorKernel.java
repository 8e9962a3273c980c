package fluxion.ops.simd;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * A method on {@code jdk.incubator.vector} types, and whether the optimising compiler has got to it. Until then such a
 * method allocates every vector it touches and runs a thousand times slower than a plain loop: a first product of
 * 512×512 matrices would take ten seconds. So the caller asks
 *
 * <pre>{@code if (KERNEL.ready()) vectors(…); else plainLoops(…); }</pre>
 *
 * where the plain loops give the same bits ({@link Math#fma} where the vectors use {@code fma}, sums in the same order).
 * The first question starts the warming of the kernel on a daemon thread.
 *
 * <p>Warming has two parts. First real work, so that the profile has seen every branch often enough: the compiler does not
 * trust small counts, keeps paths that never run, and then allocates the vectors of a loop for good. Only then calls that
 * return at once, whose number makes the compiler act. A kernel is ready when it no longer allocates.
 */
public final class VectorKernel {

    /** Calls that return at once, before the real work so that it is profiled, and after it, a round. */
    private static final int FIRST_CALLS = 250, IDLE_CALLS = 1000;
    /** Real work: enough for every branch to count, a little at a time, since it may be interpreted. */
    private static final int PROFILE_CALLS = 80;
    private static final long PROFILE_NANOS = 2_000_000;
    /**
     * Real work of a later round, beside its idle calls: the profile that counts may have begun only now, and a loop that hardly
     * ever turns there is neither unrolled nor gets the methods it calls inlined.
     */
    private static final int WORK_CALLS = 20;
    private static final long WORK_NANOS = 300_000;
    /** The plain loops are compiled first: they run meanwhile, and all that warming calls stands in the compiler's queue. */
    private static final long HEAD_START_MILLIS = 50;
    private static final int PATIENT_ROUNDS = 500;
    /** The size of a real call. */
    private static final int STEPS = 16;
    /** What an optimised kernel finishes well within, and an interpreted one does not. */
    private static final long LIMIT_NANOS = 30_000;
    /** After this long the kernel is given up: there may be no optimising compiler. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    /**
     * So long after the compiler finished anything a kernel is given up that has had its rounds: some machines have vectors that
     * the compiler leaves alone, as masks of two lanes.
     */
    private static final long QUIET_NANOS = 5_000_000_000L;

    private static final Queue<VectorKernel> ASKED = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger UNSETTLED = new AtomicInteger();
    private static final AtomicBoolean SERVED = new AtomicBoolean();

    private final Supplier<IntConsumer> made;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean ready;
    /** Of the warming thread. */
    private IntConsumer kernel;
    private int rounds, profiled;
    private long start;
    /** Of the warming thread: the time the compiler had taken, and when that was last more than before. */
    private static long compiled, busy;

    /**
     * @param kernel calls the method on small private arrays, taking each branch that matters, with {@code size} steps of
     *     its loop, 16 at most; with size 0 the method must return without touching a vector. It allocates nothing itself.
     *     Called by one thread only.
     */
    public VectorKernel(IntConsumer kernel) {
        this(() -> kernel);
    }

    private VectorKernel(Supplier<IntConsumer> made) {
        this.made = made;
    }

    /** A kernel, as above, that the warming thread makes: the classes of vectors take long to load, and callers need not wait. */
    public static VectorKernel lazy(Supplier<IntConsumer> made) {
        return new VectorKernel(made);
    }

    /** Whether to call the method now. */
    public boolean ready() {
        if (ready) return true;
        if (!asked.get()) ask();
        return false;
    }

    private void ask() {
        if (!asked.compareAndSet(false, true)) return;
        UNSETTLED.incrementAndGet();
        ASKED.add(this);
        if (SERVED.compareAndSet(false, true)) Thread.ofPlatform().daemon().name("fluxion-warming").start(VectorKernel::serve);
    }

    /**
     * Waits until every kernel asked for so far is ready or given up, the time is over or the thread interrupted; whether it
     * is so.
     */
    public static boolean settle(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (UNSETTLED.get() > 0 && System.nanoTime() < end && !Thread.currentThread().isInterrupted()) pause(5);
        return UNSETTLED.get() == 0;
    }

    private static void serve() {
        var cold = new ArrayList<VectorKernel>();
        pause(HEAD_START_MILLIS);
        while (true) {
            for (VectorKernel k = ASKED.poll(); k != null; k = ASKED.poll()) cold.add(k);
            // in turns: while one is being compiled the next gathers its calls
            for (var each = cold.iterator(); each.hasNext(); ) {
                if (each.next().isSettled()) {
                    each.remove();
                    UNSETTLED.decrementAndGet();
                }
            }
            if (cold.isEmpty() && ASKED.isEmpty()) {
                SERVED.set(false);
                // a kernel may have been asked for just before that, by a thread that saw this one at work
                if (ASKED.isEmpty() || !SERVED.compareAndSet(false, true)) return;
            } else {
                pause(cold.stream().allMatch(k -> k.rounds > PATIENT_ROUNDS) ? 50 : 2);
            }
        }
    }

    /** A few more calls; whether that was the last time. A kernel that fails stays cold, and the plain loops run in its place. */
    private boolean isSettled() {
        try {
            return settled();
        } catch (RuntimeException | LinkageError failed) {
            ready = false;
            return true;
        }
    }

    private boolean settled() {
        if (rounds++ == 0) {
            start = System.nanoTime();
            kernel = made.get();
            for (int i = 0; i < FIRST_CALLS; i++) kernel.accept(0);
        } else if (profiled < PROFILE_CALLS) {
            profiled += work(PROFILE_CALLS - profiled, PROFILE_NANOS);
        } else {
            work(WORK_CALLS, WORK_NANOS);
            for (int i = 0; i < IDLE_CALLS; i++) kernel.accept(0);
            ready = optimised() && optimised();
        }
        return ready || System.nanoTime() - start > PATIENCE_NANOS || rounds > PATIENT_ROUNDS && isQuiet();
    }

    /** Real calls, at least one; how many there were. */
    private int work(int most, long nanos) {
        long until = System.nanoTime() + nanos;
        int done = 0;
        do kernel.accept(STEPS); while (++done < most && System.nanoTime() < until);
        return done;
    }

    /** Whether the compiler has finished nothing for some time. */
    private static boolean isQuiet() {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        long now = System.nanoTime();
        long done = compiler == null || !compiler.isCompilationTimeMonitoringSupported() ? 0 : compiler.getTotalCompilationTime();
        if (done != compiled || busy == 0) {
            compiled = done;
            busy = now;
        }
        return now - busy > QUIET_NANOS;
    }

    private boolean optimised() {
        long allocated = Allocation.ofThisThread(), start = System.nanoTime();
        kernel.accept(STEPS);
        return System.nanoTime() - start < LIMIT_NANOS && Allocation.ofThisThread() - allocated < Allocation.LEAST_BOXED;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
