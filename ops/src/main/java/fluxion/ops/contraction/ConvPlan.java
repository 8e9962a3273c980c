package fluxion.ops.contraction;

import java.util.Arrays;

/**
 * A convolution as matrix products: for each group, {@code out(o, (n, p)) = Σ_{(c, q)} w(o, (c, q)) · x̂((c, q), (n, p))}. The
 * right operand is never built: its offsets into x̂ are the sum of one that depends on (c, q) and one that depends on
 * (n, p). Where x is not padded, dilated or read with a stride along its last axis, x̂ is x itself. Otherwise the images of
 * a chunk are copied, padded; a stride s along the last axis is taken out by storing that axis as its s residue classes,
 * so that neighbours in the result are neighbours in memory.
 *
 * @param copied whether images are copied before they are read
 * @param extent the sizes of a stored channel: those of x̂ (or x), the last one split into {@code phases} classes
 * @param row offsets of (c, q), from the first channel of the group
 * @param col offsets of p
 */
record ConvPlan(ConvShape shape, boolean copied, int[] extent, int phases, int[] row, int[] col) {

    /** Images are taken together up to about this many columns, … */
    private static final int COLUMNS = 3072;
    /** … as long as their copies stay in the second-level cache; few columns need more images still. */
    private static final int COPIED = 1 << 18, FEW_COLUMNS = 512, COPIED_AT_MOST = 1 << 21;

    static ConvPlan of(ConvShape s) {
        int d = s.in().length;
        boolean copied = d > 0 && s.strides()[d - 1] > 1;
        for (int i = 0; i < d; i++) copied |= s.lo()[i] != 0 || s.hi()[i] != 0 || s.dilation()[i] != 1;
        int[] extent = new int[d];
        for (int i = 0; i < d; i++) extent[i] = copied ? Math.max(0, s.padded(i)) : s.in()[i];
        int phases = copied ? s.strides()[d - 1] : 1;
        if (copied) extent[d - 1] = Blocks.count(extent[d - 1], phases) * phases;
        int[] strides = new int[d];
        for (int i = d - 1, v = 1; i >= 0; v *= extent[i--]) strides[i] = v;
        int[] kernelStrides = new int[d], outStrides = new int[d];
        for (int i = 0; i < d; i++) {
            kernelStrides[i] = strides[i] * s.kernelDilation()[i];
            outStrides[i] = strides[i] * s.strides()[i];
        }
        int[] channel = Offsets.arithmetic(0, s.groupChannels(), ConvShape.volume(extent));
        int[] taps;
        if (d == 0) {
            taps = new int[] {0};
        } else {
            outStrides[d - 1] = 1;
            int[] last = new int[s.kernel()[d - 1]];
            for (int q = 0; q < last.length; q++) {
                int at = q * s.kernelDilation()[d - 1];
                last[q] = at % phases * (extent[d - 1] / phases) + at / phases;
            }
            taps = Offsets.sum(Offsets.table(0, Arrays.copyOf(s.kernel(), d - 1), Arrays.copyOf(kernelStrides, d - 1)), last);
        }
        return new ConvPlan(s, copied, extent, phases, Offsets.sum(channel, taps),
            Offsets.table(0, s.outSizes(), outStrides));
    }

    int inVolume() { return ConvShape.volume(shape.in()); }

    int channelVolume() { return ConvShape.volume(extent); }

    int outVolume() { return col.length; }

    /** The stored elements of one image of one group. */
    int imageVolume() { return Math.multiplyExact(shape.groupChannels(), channelVolume()); }

    /** The multiplications of the whole convolution. */
    long work() { return (long) shape.batch() * shape.filters() * outVolume() * row.length; }

    /** Where the group's channels of an image begin in x, … */
    int imageAt(int x, int image, int group) { return x + image * imageStride() + group * shape.groupChannels() * inVolume(); }

    /** … and how far the next image is. */
    int imageStride() { return shape.channels() * inVolume(); }

    /** How many images are multiplied at a time. */
    int imagesAtATime() {
        int columns = Math.max(1, outVolume());
        long images = Math.max(1, COLUMNS / columns);
        if (copied) {
            long volume = Math.max(1, imageVolume());
            long few = Math.min(Blocks.count(FEW_COLUMNS, columns), COPIED_AT_MOST / volume);
            images = Math.min(images, Math.max(COPIED / volume, few));
        }
        return (int) Math.max(1, Math.min(images, shape.batch()));
    }

    /** Where w lies for a group, once for each of {@code images}. */
    Offsets filters(int w, int group, int images) {
        int k = row.length;
        return new Offsets(Offsets.arithmetic(w + group * shape.groupFilters() * k, images, 0),
            Offsets.arithmetic(0, shape.groupFilters(), k), Offsets.arithmetic(0, k, 1));
    }

    /** Where the images lie: one after another from {@code first}, {@code stride} apart. */
    Offsets images(int first, int stride, int images) {
        return new Offsets(Offsets.arithmetic(first, images, stride), row, col);
    }

    Offsets results(int out, int image, int group, int images) {
        int v = outVolume(), stride = shape.filters() * v;
        return new Offsets(Offsets.arithmetic(out + image * stride + group * shape.groupFilters() * v, images, stride),
            Offsets.arithmetic(0, shape.groupFilters(), v), Offsets.arithmetic(0, v, 1));
    }
}
