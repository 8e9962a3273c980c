package fluxion.ops.eval;

import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A method on {@code jdk.incubator.vector} types, and whether the optimising compiler has got to it. Until then such a
 * method allocates every vector it touches and runs a thousand times slower than a plain loop: a first product of
 * 512×512 matrices would take ten seconds. So the caller asks
 *
 * <pre>{@code if (KERNEL.ready()) vectors(…); else plainLoops(…); }</pre>
 *
 * where the plain loops give the same bits ({@link Math#fma} where the vectors use {@code fma}, sums in the same order).
 * The first question starts the warming of the kernel on a daemon thread, with calls cheap enough not to be felt.
 */
public final class VectorKernel {

    /** Calls that return at once: more than the JIT's thresholds for an invocation count. */
    private static final int IDLE_CALLS = 1000, ROUNDS = 6, PATIENT_ROUNDS = 500;
    /** Real work in between, so that the profile does not call it unreachable. */
    private static final int REAL_CALLS = 1, REAL_STEPS = 2;
    /** Where the loop is long, the profile has to say so, or the compiler spills registers in it. */
    private static final int LONG_IDLE_CALLS = 100, LONG_REAL_CALLS = 6, LONG_REAL_STEPS = 30;
    /** The size of the timed call, which an optimised kernel finishes well within the limit and no other does. */
    private static final int TIMED = 16;
    private static final long LIMIT_NANOS = 30_000;
    /** After this long the kernel is given up: there may be no optimising compiler. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private static final Queue<VectorKernel> ASKED = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger UNSETTLED = new AtomicInteger();
    private static final AtomicBoolean SERVED = new AtomicBoolean();

    private final IntConsumer kernel;
    private final int idle, calls, steps;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean ready;
    /** Of the warming thread. */
    private int rounds;
    private long start;

    /**
     * @param kernel calls the method on small private arrays, taking each branch that matters, with {@code size} steps of
     *     its loop, 16 at most; with size 0 the method must return without touching a vector. Called by one thread only.
     */
    public VectorKernel(IntConsumer kernel) { this(kernel, IDLE_CALLS, REAL_CALLS, REAL_STEPS); }

    private VectorKernel(IntConsumer kernel, int idle, int calls, int steps) {
        this.kernel = kernel;
        this.idle = idle;
        this.calls = calls;
        this.steps = steps;
    }

    /** One whose loop is the innermost of a long computation and keeps nearly every register busy; 30 steps at most. */
    public static VectorKernel ofLongLoop(IntConsumer kernel) {
        return new VectorKernel(kernel, LONG_IDLE_CALLS, LONG_REAL_CALLS, LONG_REAL_STEPS);
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

    /** Waits until every kernel asked for so far is ready or given up, or the time is over; whether it is so. */
    public static boolean settle(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        while (UNSETTLED.get() > 0 && System.nanoTime() < end) pause(5);
        return UNSETTLED.get() == 0;
    }

    private static void serve() {
        var cold = new ArrayList<VectorKernel>();
        while (true) {
            for (VectorKernel k = ASKED.poll(); k != null; k = ASKED.poll()) cold.add(k);
            // in turns: while one is being compiled the next gathers its calls
            for (var each = cold.iterator(); each.hasNext(); ) {
                if (each.next().settled()) {
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

    /** A few more calls; whether that was the last time. */
    private boolean settled() {
        if (rounds++ == 0) start = System.nanoTime();
        for (int i = 0; i < idle; i++) kernel.accept(0);
        for (int i = 0; i < calls; i++) kernel.accept(steps);
        ready = rounds > ROUNDS && fast() && fast();
        return ready || System.nanoTime() - start > PATIENCE_NANOS;
    }

    private boolean fast() {
        long start = System.nanoTime();
        kernel.accept(TIMED);
        return System.nanoTime() - start < LIMIT_NANOS;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
