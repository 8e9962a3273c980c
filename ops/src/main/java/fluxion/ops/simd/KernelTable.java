package fluxion.ops.simd;

import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Vector kernels of one kind by their numbers, each made when it has been wanted for {@value #WORTH_IT} elements: most programs
 * use few operations, many only on short tensors, and to get a kernel compiled takes milliseconds of a processor.
 *
 * <p>{@code -Dfluxion.kernels.cold=true} takes kernels before they have been compiled: for tests, which look at what they
 * compute, not at their time.
 */
public final class KernelTable {
    private static final boolean COLD = Boolean.getBoolean("fluxion.kernels.cold");
    private static final int WORTH_IT = 1 << 14;
    /** The longest vectors have 16 lanes; the rest is for the loop of what does not fill one. */
    private static final int LANES = 16, REST = 3;
    /** The most elements a kernel is called with to get it compiled. */
    public static final int LONGEST = 16 * LANES + REST;

    private final IntFunction<IntConsumer> calls;
    private final VectorKernel[] kernels;
    /** Elements so far, about: threads may count over one another. */
    private final int[] seen;

    /**
     * @param count how many there are
     * @param calls what calls the kernel of a number on a given count of elements of arrays of its own, at most {@link #LONGEST}
     */
    public KernelTable(int count, IntFunction<IntConsumer> calls) {
        this.calls = calls;
        this.kernels = new VectorKernel[count];
        this.seen = new int[count];
    }

    /** Whether to call a kernel now, on {@code n} elements; else plain loops take its place. */
    public boolean isReady(int i, int n) {
        if (COLD) return true;
        VectorKernel kernel = kernels[i];
        return kernel != null ? kernel.ready() : isWanted(i, n) && made(i).ready();
    }

    private boolean isWanted(int i, int n) {
        seen[i] = Math.min(WORTH_IT, seen[i] + Math.min(n, WORTH_IT));
        return seen[i] == WORTH_IT;
    }

    private synchronized VectorKernel made(int i) {
        if (kernels[i] == null) {
            IntConsumer call = calls.apply(i);
            kernels[i] = new VectorKernel(size -> call.accept(size == 0 ? 0 : size * LANES + REST));
        }
        return kernels[i];
    }
}
