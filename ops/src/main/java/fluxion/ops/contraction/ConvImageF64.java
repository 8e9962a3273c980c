package fluxion.ops.contraction;

import java.util.Arrays;

/** Padded, dilated and phase-split copies of images, float64. */
final class ConvImageF64 {
    private ConvImageF64() {}

    /**
     * Images of one group, {@code apart} from each other from {@code from}, as {@link ConvPlan} stores them, in a buffer of
     * this thread with {@code slack} elements to spare.
     */
    static double[] copy(ConvPlan plan, double[] x, int from, int apart, int images, int slack) {
        int channels = plan.shape().groupChannels(), in = plan.inVolume(), volume = plan.channelVolume();
        int size = Math.multiplyExact(images, plan.imageVolume());
        double[] image = Workspace.get().f64(Workspace.IMAGE, Math.addExact(size, slack));
        if (plan.copied()) Arrays.fill(image, 0, size, 0.0);
        for (int n = 0; n < images; n++) {
            for (int c = 0; c < channels; c++) {
                int at = from + n * apart + c * in, to = (n * channels + c) * volume;
                if (plan.copied()) axis(plan, 0, x, at, in, image, to);
                else System.arraycopy(x, at, image, to, in);
            }
        }
        return image;
    }

    /** Copies {@code size} elements of x: everything at one index of the axes before this one. */
    private static void axis(ConvPlan plan, int axis, double[] x, int from, int size, double[] image, int to) {
        ConvShape s = plan.shape();
        int count = s.in()[axis], lo = s.lo()[axis], step = s.dilation()[axis], padded = s.padded(axis);
        if (count == 0 || padded <= 0) return;
        // entry i lands at lo + i·step; keep what lands inside
        int first = lo >= 0 ? 0 : Blocking.count(-lo, step);
        int end = Math.min(count, padded - lo <= 0 ? 0 : Blocking.count(padded - lo, step));
        int phases = s.strides()[axis], phase = plan.phaseStride()[axis], index = plan.indexStride()[axis];
        if (axis == s.in().length - 1) {
            line(x, from, first, end, image, to, lo, step, phases, phase);
            return;
        }
        int inside = size / count;
        for (int i = first; i < end; i++) {
            int at = lo + i * step;
            axis(plan, axis + 1, x, from + i * inside, inside, image, to + at % phases * phase + at / phases * index);
        }
    }

    private static void line(double[] x, int from, int first, int end, double[] image, int to, int lo, int step,
                             int phases, int phase) {
        if (step == 1 && phases == 1) {
            if (end > first) System.arraycopy(x, from + first, image, to + lo + first, end - first);
        } else if (phases == 1) {
            for (int i = first, at = to + lo + first * step; i < end; i++, at += step) image[at] = x[from + i];
        } else if (step == 1) {
            for (int f = 0; f < Math.min(phases, end - first); f++) {
                int at = lo + first + f, t = to + at % phases * phase + at / phases;
                for (int i = first + f; i < end; i += phases) image[t++] = x[from + i];
            }
        } else {
            for (int i = first; i < end; i++) {
                int at = lo + i * step;
                image[to + at % phases * phase + at / phases] = x[from + i];
            }
        }
    }
}
