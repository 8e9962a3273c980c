package fluxion.dsl.export;

import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Take;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Reading and writing at computed positions; negative ones count from the end, those out of range are refused. */
final class JavaPlaces {
    private JavaPlaces() {}

    static void take(JavaStep to, Take op) {
        boolean isNumber = to.shape().rank() == 0;
        if (!isNumber) {
            to.allocate(to.out(), to.apply().tensorType());
        }
        Seq<String> o = to.outer(to.shape().dims());
        int indexed = to.shape(1).rank() - op.batch();
        String at = to.in().helper(JavaHelper.INDEX) + "("
                + to.read(1, o.take(op.batch()).appendAll(o.slice(op.axis(), op.axis() + indexed))) + ", "
                + to.shape(0).dim(op.axis()) + ")";
        String read = to.read(0, o.take(op.axis()).append(at).appendAll(o.drop(op.axis() + indexed)));
        to.line(isNumber ? JavaSource.java(to.apply().tensorType()) + " " + to.out() + " = " + read + ";"
                : to.write(o) + " = " + read + ";");
        to.closeTo(0);
    }

    /** Declares a checked index. */
    private static String index(JavaStep to, Seq<String> at, int input, int length) {
        String name = to.local("at");
        to.line("int " + name + " = " + to.in().helper(JavaHelper.INDEX) + "(" + to.read(input, at) + ", " + length + ");");
        return name;
    }

    /** The result begins as the first operand. */
    private static void copy(JavaStep to) {
        if (Literal.value(to.apply().input(0)).exists(v -> Double.doubleToRawLongBits(v) == 0)) {
            to.allocate(to.out(), to.apply().tensorType());
            return;
        }
        to.line(JavaSource.java(to.apply().tensorType()) + " " + to.out() + " = " + to.value(0) + ".clone();");
    }

    static void scatterAdd(JavaStep to, ScatterAdd op) {
        copy(to);
        Seq<String> o = to.outer(to.shape(2).dims());
        to.line(to.write(placed(to, o, op.batch(), op.axis())) + " += " + to.read(2, o) + ";");
        to.closeTo(0);
    }

    private static Seq<String> placed(JavaStep to, Seq<String> o, int batch, int axis) {
        int indexed = to.shape(1).rank() - batch;
        // in braces, where no loop needs any
        if (to.depth() == 0) {
            to.open("");
        }
        String at = index(to, o.take(batch).appendAll(o.slice(axis, axis + indexed)), 1, to.shape(0).dim(axis));
        return o.take(axis).append(at).appendAll(o.drop(axis + indexed));
    }

    static void placement(JavaStep to, DynamicIndexing op) {
        switch (op) {
            case Scatter(var kind, int batch, int axis) -> {
                copy(to);
                Seq<String> o = to.outer(to.shape(2).dims());
                String at = to.write(placed(to, o, batch, axis));
                to.line(at + switch (kind) {
                    case SET -> " = " + to.read(2, o);
                    case MULTIPLY -> " *= " + to.read(2, o);
                    case MIN -> " = Math.min(" + at + ", " + to.read(2, o) + ")";
                    case MAX -> " = Math.max(" + at + ", " + to.read(2, o) + ")";
                } + ";");
            }
            case DynamicSlice(int batch, Ints sizes) -> {
                boolean isNumber = to.shape().rank() == 0;
                if (!isNumber) {
                    to.allocate(to.out(), to.apply().tensorType());
                }
                Seq<String> lanes = to.outer(to.shape().dims().take(batch));
                Seq<String> starts = starts(to, lanes, 1, sizes);
                Seq<String> i = inside(to, batch, sizes);
                String read = to.read(0, lanes.appendAll(i.zipWith(starts, JavaStep::plus)));
                to.line(isNumber ? JavaSource.java(to.apply().tensorType()) + " " + to.out() + " = " + read + ";"
                        : to.write(lanes.appendAll(i)) + " = " + read + ";");
            }
            case DynamicUpdateSlice(int batch) -> {
                if (to.shape().rank() == 0) {
                    to.line(JavaSource.java(to.apply().tensorType()) + " " + to.out() + " = " + to.value(1) + ";");
                    return;
                }
                copy(to);
                Ints sizes = to.shape(1).dims().drop(batch);
                Seq<String> lanes = to.outer(to.shape().dims().take(batch));
                if (to.depth() == 0) {
                    to.open("");
                }
                Seq<String> starts = starts(to, lanes, 2, sizes);
                Seq<String> i = inside(to, batch, sizes);
                to.line(to.write(lanes.appendAll(i.zipWith(starts, JavaStep::plus))) + " = " + to.read(1, lanes.appendAll(i))
                        + ";");
            }
            case FlatIndex(Ints dims) -> {
                boolean isNumber = to.shape().rank() == 0;
                if (!isNumber) {
                    to.allocate(to.out(), to.apply().tensorType());
                }
                Seq<String> i = to.outer(to.shape().dims());
                String position = "";
                for (int d = 0; d < dims.size(); d++) {
                    String at = to.in().helper(JavaHelper.INDEX) + "(" + to.read(d, i) + ", " + dims.get(d) + ")";
                    position = position.isEmpty() ? at : (d > 1 ? "(" + position + ")" : position) + " * " + dims.get(d) + " + "
                            + at;
                }
                to.line(isNumber ? JavaSource.java(to.apply().tensorType()) + " " + to.out() + " = " + position + ";"
                        : to.write(i) + " = " + position + ";");
            }
        }
        to.closeTo(0);
    }

    /** Loops over a block, whose variables come after those of shared axes. */
    private static Seq<String> inside(JavaStep to, int batch, Ints sizes) {
        Ints dims = Ints.fill(batch, 1).concat(sizes);
        return to.outer(dims).drop(batch);
    }

    /** Where a block begins along each axis: clamped so that it fits. */
    private static Seq<String> starts(JavaStep to, Seq<String> lanes, int input, Ints sizes) {
        int batch = lanes.size();
        return Array.range(0, sizes.size()).map(d -> {
            String start = to.local("start" + d);
            to.line("int " + start + " = " + to.in().helper(JavaHelper.CLAMPED) + "("
                    + to.read(input, lanes.append(Integer.toString(d))) + ", "
                    + (to.shape(0).dim(batch + d) - sizes.get(d)) + ");");
            return start;
        }).toArray();
    }
}
