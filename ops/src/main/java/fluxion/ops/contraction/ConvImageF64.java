package fluxion.ops.contraction;

import java.util.Arrays;

/** Padded and dilated copies of images, float64. */
final class ConvImageF64 {
    private ConvImageF64() {}

    /** Images of one group, {@code apart} from each other from {@code from}, as {@link ConvPlan} stores them. */
    static double[] copy(ConvPlan plan, double[] x, int from, int apart, int images) {
        int channels = plan.shape().groupChannels(), in = plan.inVolume(), volume = plan.channelVolume();
        double[] image = Workspace.get().f64(Workspace.IMAGE, Math.multiplyExact(images, plan.imageVolume()));
        Arrays.fill(image, 0, images * plan.imageVolume(), 0.0);
        for (int n = 0; n < images; n++) {
            for (int c = 0; c < channels; c++) {
                axis(plan, 0, x, from + n * apart + c * in, in, image, (n * channels + c) * volume, volume);
            }
        }
        return image;
    }

    /** Copies along one axis and those after it: {@code size} elements of x into {@code room} of the image. */
    private static void axis(ConvPlan plan, int axis, double[] x, int from, int size, double[] image, int to, int room) {
        ConvShape s = plan.shape();
        int count = s.in()[axis], lo = s.lo()[axis], step = s.dilation()[axis], padded = s.padded(axis);
        if (count == 0 || padded <= 0) return;
        // entry i lands at lo + i·step; keep what lands inside
        int first = lo >= 0 ? 0 : Blocks.count(-lo, step);
        int end = Math.min(count, padded - lo <= 0 ? 0 : Blocks.count(padded - lo, step));
        if (axis == s.in().length - 1) {
            line(x, from, first, end, image, to, lo, step, plan.phases(), room / plan.phases());
            return;
        }
        int inside = size / count, slot = room / plan.extent()[axis];
        for (int i = first; i < end; i++) axis(plan, axis + 1, x, from + i * inside, inside, image, to + (lo + i * step) * slot, slot);
    }

    private static void line(double[] x, int from, int first, int end, double[] image, int to, int lo, int step,
                             int phases, int phaseLength) {
        if (step == 1 && phases == 1) {
            if (end > first) System.arraycopy(x, from + first, image, to + lo + first, end - first);
        } else {
            for (int i = first; i < end; i++) {
                int at = lo + i * step;
                image[to + at % phases * phaseLength + at / phases] = x[from + i];
            }
        }
    }
}
