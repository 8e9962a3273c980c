package fluxion.ops.contraction;

import fluxion.ops.simd.Simd;
import fluxion.ops.simd.Workers;
import java.util.function.IntConsumer;

/**
 * Convolution (cross-correlation, as in every deep-learning library) of contiguous row-major arrays; see
 * {@link ConvShape} for the formula and {@link ConvPlan} for how it becomes matrix products. The result is overwritten.
 */
public final class ConvolutionKernel {
    private ConvolutionKernel() {}
    //@ for T, N, M in double F64 f64, float F32 f32

    /** x begins at {@code x[xAt]}, w at {@code w[wAt]}, the result at {@code out[outAt]}. */
    public static void $M(ConvShape shape, $T[] x, int xAt, $T[] w, int wAt, $T[] out, int outAt,
                           Workers workers) {
        ConvPlan plan = ConvPlan.of(shape);
        if (Simd.AVAILABLE && VectorConv$N.suits(plan)) {
            VectorConv$N.convolve(plan, x, xAt, w, wAt, out, outAt, workers);
            return;
        }
        run(plan, workers, (group, first, images, team) -> {
            int from = plan.imageAt(xAt, first, group), apart = plan.imageStride();
            $T[] source = x;
            if (plan.copied()) {
                source = ConvImage$N.copy(plan, x, from, apart, images, 0);
                from = 0;
                apart = plan.imageVolume();
            }
            Gemm.$M(w, plan.filters(wAt, group, images), source, plan.images(from, apart, images),
                out, plan.results(outAt, first, group, images), team);
        });
    }
    //@ end

    private interface Chunk {
        void run(int group, int firstImage, int images, Workers team);
    }

    /** A task is a group and a chunk of images; a single one shares its own product among the workers instead. */
    private static void run(ConvPlan plan, Workers workers, Chunk chunk) {
        int batch = plan.shape().batch(), groups = plan.shape().groups();
        if (batch == 0 || plan.shape().filters() == 0 || plan.outVolume() == 0) return;
        int each = plan.imagesAtATime(), chunks = Blocking.count(batch, each);
        int tasks = Math.multiplyExact(chunks, groups);
        boolean spread = tasks >= workers.threads() && plan.work() >= Blocking.WORTH_A_THREAD;
        IntConsumer task = t -> {
            int first = t % chunks * each;
            chunk.run(t / chunks, first, Math.min(each, batch - first), spread ? Workers.SERIAL : workers);
        };
        if (spread) workers.run(tasks, task);
        else Workers.SERIAL.run(tasks, task);
    }
}
