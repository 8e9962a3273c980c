package fluxion.dsl.export;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Movement;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Windows;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Operations that move elements, where they are no views. */
final class JavaMoves {
    private JavaMoves() {}

    static void move(JavaStep to, Movement op) {
        to.allocate(to.out(), to.apply().tensorType());
        switch (op) {
            case Pad p -> {
                if (!to.read(1, Array.empty()).matches("0\\.0f?|0L?|false")) {
                    to.line(to.in().use("java.util.Arrays") + ".fill(" + to.out() + ", " + to.read(1, Array.empty()) + ");");
                }
                padded(to, p);
            }
            case Concatenate(int axis) -> {
                int offset = 0;
                for (int n = 0; n < to.apply().inputs().size(); n++) {
                    int input = n;
                    int start = offset;
                    to.each(to.shape(n),
                            i -> to.write(i.zipWithIndex((x, k) -> k == axis ? JavaStep.plus(x, start) : x).toArray()) + " = "
                            + to.read(input, i) + ";");
                    offset += to.shape(n).dim(axis);
                    to.cut();
                }
            }
            case Reshape _, Broadcast _, Permute _, Slice _, Flip _ -> throw new IllegalStateException("a view: " + op.label());
        }
    }

    /** Negative padding cuts off. */
    private static void padded(JavaStep to, Pad p) {
        Shape shape = to.shape(0);
        int depth = to.depth();
        Seq<String> i = to.outer(shape.dims());
        Seq<String> at = Array.range(0, shape.rank())
                .map(k -> JavaStep.plus(JavaStep.times(i.get(k), p.interior().get(k) + 1), p.low().get(k))).toArray();
        String inside = Array.range(0, shape.rank()).flatMap(k -> Array.of(p.low().get(k) < 0 ? at.get(k) + " >= 0" : "",
                p.high().get(k) < 0 ? at.get(k) + " < " + to.shape().dim(k) : "")).filter(c -> !c.isEmpty()).mkString(" && ");
        if (!inside.isEmpty()) {
            to.open("if (" + inside + ")");
        }
        // a cut axis of length 1 has no loop that could say where
        to.line(to.write(at) + " = " + to.read(0, i) + ";");
        to.closeTo(depth);
    }

    /** Row and column of an element of a diagonal. */
    private static Seq<String> on(Seq<String> index, int offset) {
        return index.dropRight(1).append(JavaStep.plus(index.last(), Math.max(0, -offset)))
                .append(JavaStep.plus(index.last(), Math.max(0, offset)));
    }

    static void diag(JavaStep to, Diag op) {
        to.allocate(to.out(), to.apply().tensorType());
        to.each(to.shape(0), i -> to.write(on(i, op.offset())) + " = " + to.read(0, i) + ";");
    }

    static void diagonal(JavaStep to, Diagonal op) {
        to.allocate(to.out(), to.apply().tensorType());
        to.each(to.shape(), i -> to.write(i) + " = " + to.read(0, on(i, op.offset())) + ";");
    }

    /** Where an element of a window lies. */
    private static Seq<String> windowed(Windows op, Seq<String> i) {
        int k = op.size().size();
        int lead = i.size() - 2 * k;
        return i.take(lead).appendAll(Array.range(0, k).map(a ->
                JavaStep.plus(JavaStep.times(i.get(lead + a), op.stride().get(a)),
                        JavaStep.times(i.get(lead + k + a), op.dilation().get(a)))));
    }

    static void windows(JavaStep to, Windows op) {
        to.allocate(to.out(), to.apply().tensorType());
        to.each(to.shape(), i -> to.write(i) + " = " + to.read(0, windowed(op, i)) + ";");
    }

    static void fold(JavaStep to, Fold op) {
        to.allocate(to.out(), to.apply().tensorType());
        to.each(to.shape(0), i -> to.write(windowed(op.windows(), i)) + " += " + to.read(0, i) + ";");
    }
}
