package fluxion.ops.simd;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much a thread has allocated: what tells vectors in registers from vectors on the heap. */
final class Allocation {
    private Allocation() {}

    /**
     * A mask or two a call do no harm, and asking allocates a little itself; a loop that boxes its vectors allocates more
     * than this in its first steps.
     */
    static final long LEAST_BOXED = 2048;

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** Bytes so far, −1 always where the virtual machine does not count them. */
    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
