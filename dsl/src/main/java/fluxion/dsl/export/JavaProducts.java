package fluxion.dsl.export;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.Conv;
import fluxion.core.op.Dot;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Products and convolutions as loops around one sum. */
final class JavaProducts {
    private JavaProducts() {}

    static void dot(JavaStep to, Dot op) {
        int m = to.shape(0).rank();
        int n = to.shape(1).rank();
        boolean isDirect = begin(to);
        Seq<String> o = to.outer(to.shape().dims());
        int batch = op.leftBatch().size();
        Ints leftFree = op.leftFree(m);
        Ints rightFree = op.rightFree(n);
        String sum = isDirect ? to.out() : to.local("sum");
        boolean isSum = !op.leftContract().isEmpty();
        if (isSum) {
            to.line(type(to) + " " + sum + " = 0;");
        }
        int loop = to.depth();
        Seq<String> r = to.inner(to.shape(0).dims().select(op.leftContract()));
        Seq<String> left = Array.range(0, m).map(k -> op.leftBatch().contains(k) ? o.get(op.leftBatch().indexOf(k))
                : op.leftContract().contains(k) ? r.get(op.leftContract().indexOf(k)) : o.get(batch + leftFree.indexOf(k)));
        Seq<String> right = Array.range(0, n).map(k -> op.rightBatch().contains(k) ? o.get(op.rightBatch().indexOf(k))
                : op.rightContract().contains(k) ? r.get(op.rightContract().indexOf(k))
                : o.get(batch + leftFree.size() + rightFree.indexOf(k)));
        if (!isSum) {
            String product = to.element(0, left).at(JavaExpr.PRODUCT) + " * " + to.element(1, right).at(JavaExpr.UNARY);
            to.line((isDirect ? type(to) + " " + sum : to.write(o)) + " = " + product + ";");
            to.closeTo(0);
            return;
        }
        add(to, sum, left, right);
        to.closeTo(loop);
        end(to, isDirect, o, sum);
    }

    private static String type(JavaStep to) {
        return JavaSource.java(to.apply().tensorType().dtype());
    }

    /** Adds a product: of floats without rounding it, as the interpreter does. */
    private static void add(JavaStep to, String sum, Seq<String> left, Seq<String> right) {
        JavaExpr x = to.element(0, left);
        JavaExpr y = to.element(1, right);
        to.line(to.apply().tensorType().dtype().isFloat() ? sum + " = Math.fma(" + x + ", " + y + ", " + sum + ");"
                : sum + " += " + x.at(JavaExpr.PRODUCT) + " * " + y.at(JavaExpr.UNARY) + ";");
    }

    /** Declares the result; whether it is a number that is summed in its own place. */
    private static boolean begin(JavaStep to) {
        if (to.shape().rank() > 0) {
            to.allocate(to.out(), to.apply().tensorType());
            return false;
        }
        return true;
    }

    private static void end(JavaStep to, boolean isDirect, Seq<String> o, String sum) {
        if (!isDirect) {
            to.line(to.write(o) + " = " + sum + ";");
        }
        to.closeTo(0);
    }

    static void convolution(JavaStep to, Conv op) {
        Shape x = to.shape(0);
        Shape k = to.shape(1);
        int spatial = op.stride().size();
        int channels = k.dim(1);
        int perGroup = k.dim(0) / op.groups();
        boolean isDirect = begin(to);
        Seq<String> o = to.outer(to.shape().dims());
        String sum = to.local("sum");
        to.line(type(to) + " " + sum + " = 0;");
        int loop = to.depth();
        Seq<String> r = to.inner(k.dims().drop(1));
        Seq<String> places = Array.range(0, spatial).map(s -> to.local("at" + s));
        StringBuilder inside = new StringBuilder();
        for (int s = 0; s < spatial; s++) {
            String at = places.get(s);
            to.line("int " + at + " = " + JavaStep.plus(JavaStep.plus(JavaStep.times(o.get(s + 2), op.stride().get(s)),
                    JavaStep.times(r.get(s + 1), op.kernelDilation().get(s))),
                    -op.low().get(s)) + ";");
            int d = op.inputDilation().get(s);
            inside.append(inside.isEmpty() ? "" : " && ").append(at).append(" >= 0 && ")
                    .append(d == 1 ? "" : at + " % " + d + " == 0 && ").append(at)
                    .append(" < ").append((x.dim(s + 2) - 1) * d + 1);
        }
        String group = op.groups() == 1 ? "0" : "(" + o.get(1) + " / " + perGroup + ")";
        Seq<String> source = Array.of(o.get(0), JavaStep.plus(op.groups() == 1 ? "0" : group + " * " + channels, r.get(0)))
                .appendAll(places.zipWithIndex((p, s) -> op.inputDilation().get(s) == 1 ? p
                : "(" + p + " / " + op.inputDilation().get(s) + ")"));
        if (!inside.isEmpty()) {
            to.open("if (" + inside + ")");
        }
        add(to, sum, source, r.prepend(o.get(1)));
        to.closeTo(loop);
        end(to, isDirect, o, sum);
    }
}
