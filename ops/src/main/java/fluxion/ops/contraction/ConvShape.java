package fluxion.ops.contraction;

/**
 * The sizes of a convolution {@code x[N, C, in…] * w[O, C/groups, kernel…] → out[N, O, out…]} in any number of spatial
 * dimensions (one entry each in the arrays):
 *
 * <pre>
 * out[n, o, p] = Σ_{c, q} x̂[n, g·C/groups + c, p·stride + q·kernelDilation] · w[o, c, q],   g = ⌊o / (O/groups)⌋
 * </pre>
 *
 * where x̂ is x with {@code dilation − 1} zeros between neighbours and {@code lo}, {@code hi} zeros around (negative: as
 * many entries cut off). Padding counts as ordinary zeros: ∞ in w against it gives NaN.
 *
 * @param groups must divide channels and filters
 */
public record ConvShape(int batch, int channels, int[] in, int filters, int[] kernel, int groups,
                        int[] strides, int[] lo, int[] hi, int[] dilation, int[] kernelDilation) {

    public ConvShape {
        int d = in.length;
        boolean ranks = kernel.length == d && strides.length == d && lo.length == d && hi.length == d
            && dilation.length == d && kernelDilation.length == d;
        if (!ranks) {
            throw new IllegalArgumentException("conv: kernel, strides, padding and dilations need one entry for each of "
                + "the " + d + " spatial axes");
        }
        if (groups < 1 || channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("conv: groups must divide the channels and the filters; got " + groups
                + " groups for " + channels + " channels and " + filters + " filters");
        }
        for (int i = 0; i < d; i++) {
            if (strides[i] < 1 || dilation[i] < 1 || kernelDilation[i] < 1) {
                throw new IllegalArgumentException("conv: strides and dilations must be at least 1; got strides "
                    + strides[i] + ", dilation " + dilation[i] + ", kernel dilation " + kernelDilation[i]
                    + " on spatial axis " + i);
            }
        }
    }

    /** Stride 1, no padding, no dilation, one group. */
    public static ConvShape plain(int batch, int channels, int[] in, int filters, int[] kernel) {
        int[] ones = new int[in.length], zeros = new int[in.length];
        java.util.Arrays.fill(ones, 1);
        return new ConvShape(batch, channels, in, filters, kernel, 1, ones, zeros, zeros, ones, ones);
    }

    /** The size of x̂ along a spatial axis. */
    int padded(int axis) {
        int dilated = in[axis] == 0 ? 0 : (in[axis] - 1) * dilation[axis] + 1;
        return dilated + lo[axis] + hi[axis];
    }

    /** The size of the result along a spatial axis: ⌊(x̂ − reach of the kernel) / stride⌋ + 1, at least 0. */
    public int out(int axis) {
        int reach = kernel[axis] == 0 ? 0 : kernelDilation[axis] * (kernel[axis] - 1) + 1;
        int room = padded(axis) - reach;
        return room < 0 ? 0 : room / strides[axis] + 1;
    }

    public int[] outSizes() {
        int[] sizes = new int[in.length];
        for (int i = 0; i < sizes.length; i++) sizes[i] = out(i);
        return sizes;
    }

    int groupChannels() { return channels / groups; }

    int groupFilters() { return filters / groups; }

    static int volume(int[] sizes) {
        int v = 1;
        for (int s : sizes) v = Math.multiplyExact(v, s);
        return v;
    }
}
