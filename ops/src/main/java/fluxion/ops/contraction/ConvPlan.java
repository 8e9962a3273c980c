package fluxion.ops.contraction;

/**
 * A convolution as matrix products: for each group, {@code out(o, (n, p)) = Σ_{(c, q)} w(o, (c, q)) · x̂((c, q), (n, p))}. The
 * right operand is never built: its offsets into x̂ are the sum of one that depends on (c, q) and one that depends on
 * (n, p). Where x is not padded, dilated or read with strides, x̂ is x itself. Otherwise images are copied, padded; a
 * stride s along an axis is taken out by storing the axis as its s residue classes (phases), so that neighbours in the
 * result are neighbours in memory.
 *
 * @param copied whether images are copied before they are read
 * @param extent the stored size of each axis, in one phase of it
 * @param indexStride from an entry of an axis to the next in the same phase
 * @param phaseStride from a phase of an axis to the next
 * @param row offsets of (c, q), from the first channel of the group
 * @param col offsets of p
 */
record ConvPlan(ConvShape shape, boolean copied, int[] extent, int[] indexStride, int[] phaseStride, int[] row, int[] col) {

    /** Images are taken together up to about this many columns, … */
    private static final int COLUMNS = 3072;
    /** … as long as their copies stay in the second-level cache; few columns need more images still. */
    private static final int COPIED = 1 << 18, FEW_COLUMNS = 512, COPIED_AT_MOST = 1 << 21;

    static ConvPlan of(ConvShape s) {
        int d = s.in().length;
        boolean copied = false;
        for (int i = 0; i < d; i++) copied |= s.lo()[i] != 0 || s.hi()[i] != 0 || s.dilation()[i] != 1 || s.strides()[i] != 1;
        int[] extent = new int[d], indexStride = new int[d], phaseStride = new int[d];
        for (int i = 0; i < d; i++) extent[i] = Blocking.count(Math.max(0, s.padded(i)), s.strides()[i]);
        int volume = 1;
        for (int i = d - 1; i >= 0; i--) {
            indexStride[i] = volume;
            volume = Math.multiplyExact(volume, extent[i]);
        }
        for (int i = d - 1; i >= 0; i--) {
            phaseStride[i] = volume;
            volume = Math.multiplyExact(volume, s.strides()[i]);
        }
        int[] row = Offsets.arithmetic(0, s.groupChannels(), volume);
        for (int i = 0; i < d; i++) {
            int[] taps = new int[s.kernel()[i]];
            for (int q = 0; q < taps.length; q++) {
                int at = q * s.kernelDilation()[i];
                taps[q] = at % s.strides()[i] * phaseStride[i] + at / s.strides()[i] * indexStride[i];
            }
            row = Offsets.sum(row, taps);
        }
        return new ConvPlan(s, copied, extent, indexStride, phaseStride, row, Offsets.table(0, s.outSizes(), indexStride));
    }

    int inVolume() { return ConvShape.volume(shape.in()); }

    int channelVolume() { return Math.multiplyExact(ConvShape.volume(extent), ConvShape.volume(shape.strides())); }

    int outVolume() { return col.length; }

    /** The stored elements of one image of one group. */
    int imageVolume() { return Math.multiplyExact(shape.groupChannels(), channelVolume()); }

    /** The multiplications of the whole convolution. */
    long work() { return (long) shape.batch() * shape.filters() * outVolume() * row.length; }

    /** Where the group's channels of an image begin in x, … */
    int imageAt(int x, int image, int group) { return x + image * imageStride() + group * shape.groupChannels() * inVolume(); }

    /** … and how far the next image is. */
    int imageStride() { return shape.channels() * inVolume(); }

    /** How many neighbours in the result are neighbours in x̂: a row, or all of it. */
    int run() { return Offsets.unit(col) ? col.length : shape.out(extent.length - 1); }

    /** Whether these, cut into vectors of so many lanes, keep enough of the lanes busy. */
    boolean fills(int lanes) {
        return outVolume() > 0 && 10L * run() >= 6L * Blocking.count(run(), lanes) * lanes;
    }

    /** How many images are multiplied at a time. */
    int imagesAtATime() {
        int columns = Math.max(1, outVolume());
        long images = Math.max(1, COLUMNS / columns);
        if (copied) {
            long volume = Math.max(1, imageVolume());
            long few = Math.min(Blocking.count(FEW_COLUMNS, columns), COPIED_AT_MOST / volume);
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
