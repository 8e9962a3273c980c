package fluxion.dsl.page;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.ops.eval.Plan;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.Locale;

/**
 * A scalar function and its first two derivatives over a range. A function of tensors is drawn along the line on which all
 * their elements are the same number.
 */
final class Plot {
    static final int POINTS = 401;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int LEFT = 52;
    private static final int BOTTOM = 28;

    private Plot() {}

    /** Whether the range has points that numbers can tell apart. */
    static boolean canDraw(double from, double to) {
        double step = (to - from) / (POINTS - 1);
        return step >= Double.MIN_NORMAL && step >= Math.ulp(Math.max(Math.abs(from), Math.abs(to)))
                && Double.isFinite(to - from);
    }

    /** The drawing, where the function has one floating-point number as its result. */
    static Option<String> svg(Fn fn, double from, double to) {
        if (fn.results().size() != 1 || !fn.results().get(0).shape().isScalar() || !fn.results().get(0).dtype().isFloat()
                || !fn.free().isEmpty()
                || fn.params().forAll(p -> !p.dtype().isFloat())) {
            return Option.none();
        }
        Var t = new Var("t", TensorType.scalar(DType.F64));
        Seq<Expr> at = fn.params().map(p -> p.dtype().isFloat() ? t.cast(p.dtype()).broadcastTo(p.shape())
                : (Expr) Tensor.zeros(p.type()));
        Fn value = Fn.of(Array.of(t), Array.of(fn.on(at).get(0).cast(DType.F64)));
        Fn slope = Grad.of(value, Ints.of(0));
        Fn curvature = Grad.of(slope, Ints.of(0));
        double[] x = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            x[i] = from + (to - from) * i / (POINTS - 1);
        }
        Array<double[]> curves = Array.of(value, slope, curvature).map(f -> values(f, x));
        return Option.of(drawing(x, curves, fn.params().size() == 1 && fn.params().get(0).shape().isScalar()
                ? fn.params().get(0).name() : "every element"));
    }

    private static double[] values(Fn fn, double[] x) {
        Plan plan = Evaluator.plan(Simplify.of(fn));
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = plan.run(Array.of(Tensor.of(x[i]))).get(0).toDouble();
        }
        return y;
    }

    /** All but the most extreme values set the scale, so that poles do not flatten the rest. */
    private static double[] range(Array<double[]> curves) {
        double[] all = curves.toJavaStream().flatMapToDouble(java.util.Arrays::stream).filter(Double::isFinite).sorted()
                .toArray();
        if (all.length == 0) {
            return new double[] {-1, 1};
        }
        double low = all[all.length / 50];
        double high = all[all.length - 1 - all.length / 50];
        double room = high - low < 1e-12 ? 1 : 0.08 * (high - low);
        double bottom = Math.max(low - room, -Double.MAX_VALUE / 4);
        double top = Math.min(high + room, Double.MAX_VALUE / 4);
        if (canDraw(bottom, top)) {
            return new double[] {bottom, top};
        }
        // one number, or numbers that differ by their last bits
        double middle = Math.clamp(low / 2 + high / 2, -Double.MAX_VALUE / 8, Double.MAX_VALUE / 8);
        double around = Math.max(1, Math.abs(middle) / 8);
        return new double[] {middle - around, middle + around};
    }

    private static String drawing(double[] x, Array<double[]> curves, String name) {
        double[] range = range(curves);
        double from = x[0];
        double to = x[x.length - 1];
        StringBuilder out =
                new StringBuilder(String.format(Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Plot of the function and its first two derivatives\">",
                WIDTH, HEIGHT));
        for (double v : ticks(from, to)) {
            double px = LEFT + (v - from) / (to - from) * (WIDTH - LEFT - 8);
            out.append(String.format(Locale.ROOT, "<line class=\"grid%s\" x1=\"%.1f\" y1=\"8\" x2=\"%.1f\" y2=\"%d\"/><text "
                    + "x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    v == 0 ? " zero" : "", px, px, HEIGHT - BOTTOM, px, HEIGHT - 10, label(v)));
        }
        for (double v : ticks(range[0], range[1])) {
            double py = y(v, range);
            out.append(String.format(Locale.ROOT, "<line class=\"grid%s\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/><text "
                    + "x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    v == 0 ? " zero" : "", LEFT, py, WIDTH - 8, py, LEFT - 6, py + 4, label(v)));
        }
        for (int c = 0; c < curves.size(); c++) {
            out.append("<path class=\"curve c").append(c).append("\" d=\"").append(path(curves.get(c), range)).append("\"/>");
        }
        return out.append("</svg>\n<p class=\"legend\"><span class=\"c0\">function</span> <span class=\"c1\">first "
                + "derivative</span> <span class=\"c2\">second derivative</span> over ")
                .append(ExplanationPage.escape(name)).append(" from ").append(label(from)).append(" to ").append(label(to))
                .append("</p>").toString();
    }

    private static double y(double v, double[] range) {
        return HEIGHT - BOTTOM - (v - range[0]) / (range[1] - range[0]) * (HEIGHT - BOTTOM - 8);
    }

    private static String path(double[] y, double[] range) {
        StringBuilder path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < y.length; i++) {
            boolean inside = Double.isFinite(y[i]) && y[i] >= range[0] && y[i] <= range[1];
            if (inside) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", pen ? "L"
                        : "M", LEFT + i * (WIDTH - LEFT - 8.0) / (y.length - 1), y(y[i], range)));
            }
            pen = inside;
        }
        return path.toString();
    }

    private static double[] ticks(double from, double to) {
        double rough = (to - from) / 6;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / power < 1.5 ? power : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power
                : 10 * power;
        return java.util.stream.LongStream.rangeClosed((long) Math.ceil(from / step), (long) Math.floor(to / step))
                .mapToDouble(k -> k * step).toArray();
    }

    private static String label(double v) {
        String text = v != 0 && (Math.abs(v) < 1e-3 || Math.abs(v) >= 1e6) ? String.format(Locale.ROOT, "%.1e", v)
                : String.format(Locale.ROOT, "%.3f", v).replaceAll("\\.?0+$", "");
        return text.replace('-', '−');
    }
}
