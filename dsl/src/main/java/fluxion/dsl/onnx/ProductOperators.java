package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Einsum;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Conv;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/** Matrix products and convolutions. */
final class ProductOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("MatMul", c -> c.x().matmul(c.y())),
            one("Gemm", ProductOperators::gemm),
            one("Einsum", c -> Einsum.of(c.text("equation", "").replace(" ", ""), c.all())),
            one("Det", c -> c.x().det()),
            one("Conv", c -> conv(c, c.x(), c.y(), c.optional(2))),
            one("ConvTranspose", ProductOperators::convTranspose),
            one("Col2Im", ProductOperators::col2im).knowing(1, 2));

    private ProductOperators() {}

    private static Expr gemm(NodeCall c) {
        Expr a = c.flag("transA") ? c.x().t() : c.x();
        Expr b = c.flag("transB") ? c.y().t() : c.y();
        Expr product = scaled(a.matmul(b), c.number("alpha", 1));
        double beta = c.number("beta", 1);
        return beta == 0 ? product : c.optional(2).map(bias -> product.plus(scaled(bias, beta))).getOrElse(product);
    }

    private static Expr scaled(Expr x, double factor) {
        return factor == 1 ? x : x.times(x.dtype().isFloat() ? (Number) factor : (Number) (long) factor);
    }

    static Expr conv(NodeCall c, Expr x, Expr w, Option<Expr> bias) {
        int k = x.rank() - 2;
        if (k < 1 || w.rank() != x.rank()) {
            throw c.refused("requires an input [N, C, …] and weights [O, C/groups, …]; got " + x.type() + " and " + w.type());
        }
        Window window = Window.of(c, w.shape().dims().drop(2));
        Ints pads = window.padding(x.shape().dims().drop(2));
        Conv op = new Conv(window.stride(), pads.take(k), pads.drop(k), Ints.fill(k, 1), window.dilation(),
                c.integer("group", 1));
        DType dtype = x.dtype().promote(w.dtype());
        return biased(bias, Expr.apply(op, x.cast(dtype), w.cast(dtype)));
    }

    private static Expr biased(Option<Expr> bias, Expr y) {
        return bias.map(b -> y.plus(alongChannels(b, y.rank()))).getOrElse(y);
    }

    /** [C] as [C, 1, …], to broadcast against [N, C, …]. */
    static Expr alongChannels(Expr channels, int rank) {
        return channels.reshape(new Shape(Ints.of((int) channels.shape().size()).concat(Ints.fill(Math.max(0, rank - 2), 1))));
    }

    /** The transpose of a convolution: one of the input spread by the strides, with the kernel turned round. */
    private static Expr convTranspose(NodeCall c) {
        Expr x = c.x();
        Expr w = c.y();
        int k = x.rank() - 2;
        int groups = c.integer("group", 1);
        if (k < 1 || w.rank() != x.rank() || groups < 1 || w.shape().dim(0) % groups != 0) {
            throw c.refused("requires an input [N, C, …] and weights [C, O/groups, …]; got " + x.type() + " and " + w.type()
                    + " for " + groups + " groups");
        }
        Ints kernel = w.shape().dims().drop(2);
        Window window = Window.of(c, kernel);
        Ints more = c.ints("output_padding").getOrElse(() -> Ints.fill(k, 0));
        Ints reach = Ints.tabulate(k, i -> window.dilation().get(i) * (kernel.get(i) - 1));
        Ints whole = Ints.tabulate(k, i -> window.stride().get(i) * (x.shape().dim(i + 2) - 1) + more.get(i) + reach.get(i) + 1);
        Ints pads = transposedPads(c, window, whole, x.shape().dims().drop(2));
        int out = w.shape().dim(1);
        int in = w.shape().dim(0) / groups;
        Expr turned = w.reshape(new Shape(Ints.of(groups, in, out).concat(kernel))).swapAxes(1, 2)
                .reshape(new Shape(Ints.of(groups * out, in).concat(kernel))).flip(Ints.range(2, k + 2).toArray());
        Ints low = Ints.tabulate(k, i -> reach.get(i) - pads.get(i));
        Ints high = Ints.tabulate(k, i -> reach.get(i) - pads.get(i + k) + more.get(i));
        Conv op = new Conv(Ints.fill(k, 1), low.map(p -> Math.max(0, p)), high.map(p -> Math.max(0, p)), window.stride(),
                window.dilation(), groups);
        DType dtype = x.dtype().promote(w.dtype());
        Expr y = Expr.apply(op, x.cast(dtype), turned.cast(dtype));
        for (int i = 0; i < k; i++) { // more padding than the kernel reaches cuts off
            int n = y.shape().dim(i + 2);
            y = low.get(i) < 0 || high.get(i) < 0
                    ? y.slice(i + 2, Math.max(0, -low.get(i)), n - Math.max(0, -high.get(i))) : y;
        }
        return biased(c.optional(2), y);
    }

    /** What is cut off the whole at both ends, so that a wanted length remains, or as the node says. */
    private static Ints transposedPads(NodeCall c, Window window, Ints whole, Ints input) {
        int k = whole.size();
        String auto = c.text("auto_pad", "NOTSET");
        boolean same = auto.startsWith("SAME");
        if (c.ints("output_shape").isEmpty() && !same) {
            return window.pads();
        }
        Ints said = c.ints("output_shape").getOrElse(() -> Ints.tabulate(k, i -> input.get(i) * window.stride().get(i)));
        Ints wanted = said.drop(said.size() - k);
        Ints total = Ints.tabulate(k, i -> whole.get(i) - wanted.get(i));
        boolean moreAtEnd = auto.equals("SAME_UPPER");
        Ints low = total.map(t -> moreAtEnd ? Math.floorDiv(t, 2) : t - Math.floorDiv(t, 2));
        return low.concat(Ints.tabulate(k, i -> total.get(i) - low.get(i)));
    }

    private static Expr col2im(NodeCall c) {
        Ints to = c.knownInts(1);
        Ints kernel = c.knownInts(2);
        int k = to.size();
        Window window = Window.of(c, kernel);
        Ints pads = window.pads();
        // padding may differ at both ends: a larger image, then cut
        Ints larger = Ints.tabulate(k, i -> to.get(i) + pads.get(i) + pads.get(i + k));
        Expr image = c.x().col2im(larger, kernel, window.stride(), Ints.fill(k, 0), window.dilation());
        for (int i = 0; i < k; i++) {
            image = image.slice(i + 2, pads.get(i), pads.get(i) + to.get(i));
        }
        return image;
    }
}
