package fluxion.ops.contraction;

import fluxion.ops.simd.Interruption;
import fluxion.ops.simd.Workers;
import jdk.incubator.vector.DoubleVector;

/**
 * Convolution with results wide enough to be cut into vectors along their last axis, float64. The filters are packed
 * once; each image is copied into the cache, padded; then every pair of vectors of the result is summed in registers for
 * several filters at a time, straight from the image. Nothing is gathered into columns.
 */
final class VectorConvF64 {
    private VectorConvF64() {}

    private static final int L = DoubleVector.SPECIES_PREFERRED.length();

    /** Beyond this an image would not be worth copying as a whole. */
    private static final int IMAGE_AT_MOST = 1 << 23;
    /** Filters packed at a time must fit this many elements. */
    private static final int FILTERS_AT_MOST = 1 << 24;

    static boolean suits(ConvPlan plan) {
        ConvShape s = plan.shape();
        return plan.fills(L) && plan.row().length > 0
            && plan.imageVolume() <= IMAGE_AT_MOST && (long) s.filters() * plan.row().length <= FILTERS_AT_MOST;
    }

    static void convolve(ConvPlan plan, double[] x, int xAt, double[] w, int wAt, double[] out, int outAt, Workers team) {
        ConvShape shape = plan.shape();
        int batch = shape.batch(), groups = shape.groups(), filters = shape.groupFilters(), k = plan.row().length;
        if (batch == 0 || filters == 0) return;
        Workers workers = plan.work() < Blocking.WORTH_A_THREAD ? Workers.SERIAL : team;
        int[] panels = Blocking.heights(filters);
        double[] packed = Workspace.get().f64(Workspace.LEFT, shape.filters() * k);
        int[] along = Offsets.arithmetic(0, k, 1), across = Offsets.arithmetic(0, filters, k);
        workers.run(groups, g -> VectorPackF64.panels(w, wAt + g * filters * k, across, 0, panels, 0, panels.length - 1, 1,
            along, 0, k, packed, g * filters * k));

        Vectors vectors = Vectors.of(plan);
        int parts = parts(batch * groups, vectors.count(), workers);
        workers.run(batch * groups * parts, t -> {
            int part = t % parts, g = t / parts % groups, n = t / parts / groups;
            int at = plan.imageAt(xAt, n, g);
            // vectors read past the end of a row, and so of the last image
            boolean copied = plan.copied() || at + plan.imageVolume() + L > x.length;
            double[] image = copied ? ConvImageF64.copy(plan, x, at, plan.imageStride(), 1, L) : x;
            int from = copied ? 0 : at;
            int first = (int) ((long) vectors.count() * part / parts), end = (int) ((long) vectors.count() * (part + 1) / parts);
            int o = outAt + (n * groups + g) * filters * plan.outVolume();
            image(image, from, packed, g * filters * k, panels, plan.row(), vectors, first, end, out, o, plan.outVolume());
        });
    }

    /** Into how many tasks an image is cut: one where there are images enough for every thread. */
    private static int parts(int images, int vectors, Workers workers) {
        int wanted = 4 * workers.threads();
        return workers.threads() == 1 || images >= wanted ? 1
                : Math.max(1, Math.min(Blocking.count(wanted, images), vectors / 8));
    }

    private static void image(double[] image, int at, double[] w, int wp, int[] panels, int[] taps, Vectors v, int first, int end,
                              double[] out, int o, int outVolume) {
        int k = taps.length;
        for (int i = first; i < end; i += 2) {
            Interruption.check();
            // an odd one out goes with itself, none of it stored
            int j = Math.min(i + 1, end - 1), n = v.lanes[i], m = i + 1 < end ? v.lanes[j] : 0;
            for (int r = 0; r + 1 < panels.length; r++) {
                VectorConvTileF64.tile(panels[r + 1] - panels[r], k, w, wp + panels[r] * k, image, at + v.from[i], at + v.from[j],
                        taps,
                    out, o + panels[r] * outVolume + v.to[i], o + panels[r] * outVolume + v.to[j], outVolume, n, m);
            }
        }
    }

    /** The vectors an image of the result is cut into: where each begins in x̂ and in the result, and how many lanes count. */
    private record Vectors(int[] from, int[] to, int[] lanes) {
        int count() { return from.length; }

        static Vectors of(ConvPlan plan) {
            int[] col = plan.col();
            int row = plan.run(), perRow = Blocking.count(row, L), count = col.length / row * perRow;
            int[] from = new int[count], to = new int[count], lanes = new int[count];
            for (int v = 0; v < count; v++) {
                int at = v % perRow * L;
                to[v] = v / perRow * row + at;
                from[v] = col[to[v]];
                lanes[v] = Math.min(L, row - at);
            }
            return new Vectors(from, to, lanes);
        }
    }
}
