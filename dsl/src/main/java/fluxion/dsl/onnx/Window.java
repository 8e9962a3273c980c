package fluxion.dsl.onnx;

import fluxion.core.Ints;

/**
 * How a window moves over spatial axes, as nodes of convolutions and pooling say it.
 *
 * @param kernel how long the window is
 * @param stride how far it moves
 * @param dilation the distance of its elements
 * @param pads how many more there are before each axis, then how many after each
 * @param automatic how padding is found from lengths, if it is not given
 */
record Window(Ints kernel, Ints stride, Ints dilation, Ints pads, String automatic) {
    static Window of(NodeCall c, Ints kernel) {
        int k = kernel.size();
        Ints stride = c.ints("strides").getOrElse(() -> Ints.fill(k, 1));
        Ints dilation = c.ints("dilations").getOrElse(() -> Ints.fill(k, 1));
        Ints pads = c.ints("pads").getOrElse(() -> Ints.fill(2 * k, 0));
        if (stride.size() != k || dilation.size() != k || pads.size() != 2 * k
                || !kernel.concat(stride).concat(dilation).forAll(v -> v >= 1)) {
            throw c.refused("kernel, strides and dilations of at least 1 are for each of " + k + " spatial axes, pads for both "
                    + "ends of each; got " + kernel + ", " + stride + ", " + dilation + " and " + pads);
        }
        return new Window(kernel, stride, dilation, pads, c.text("auto_pad", "NOTSET"));
    }

    /** From the first element of the window to the one after its last. */
    int reach(int i) {
        return dilation.get(i) * (kernel.get(i) - 1) + 1;
    }

    /** The padding for lengths of the spatial axes. */
    Ints padding(Ints lengths) {
        int k = kernel.size();
        if (!automatic.startsWith("SAME")) {
            return automatic.equals("VALID") ? Ints.fill(2 * k, 0) : pads;
        }
        Ints total = Ints.tabulate(k, i -> {
            int out = (lengths.get(i) + stride.get(i) - 1) / stride.get(i);
            return Math.max(0, (out - 1) * stride.get(i) + reach(i) - lengths.get(i));
        });
        Ints low = total.map(t -> automatic.equals("SAME_UPPER") ? t / 2 : t - t / 2);
        return low.concat(Ints.tabulate(k, i -> total.get(i) - low.get(i)));
    }
}
