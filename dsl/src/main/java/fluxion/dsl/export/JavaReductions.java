package fluxion.dsl.export;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.op.AcrossLanes;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.Order;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Placement;
import fluxion.core.op.Power;
import fluxion.core.op.Random;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Ruled;
import fluxion.core.op.Running;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Operations that are not elementwise, as nested loops over flat arrays. */
final class JavaLoops {
    private final Apply apply;
    private final String out;
    private final Seq<String> in;
    private final StringBuilder code = new StringBuilder();
    private int indent;

    JavaLoops(Apply apply, String out, Seq<String> in) {
        this.apply = apply;
        this.out = out;
        this.in = in;
    }

    String code() {
        switch (apply.op()) {
            case Reduce op -> reduce(op);
            case ArgReduce op -> argReduce(op);
            case CumSum op -> cumsum(op);
            case Dot op -> dot(op);
            case Movement op -> move(op);
            case Iota(_, int axis) -> each(apply.shape(), i -> out + "[" + at(apply.shape(), i) + "] = " + i.get(axis) + ";");
            case Eye op -> each(apply.shape(), i -> out + "[" + at(apply.shape(), i) + "] = " + i.get(1) + " - " + i.get(0) + " == " + op.offset()
                    + " ? " + one() + " : " + zero() + ";");
            case Diag(int offset) -> each(shape(0), i -> out + "[" + at(apply.shape(), i.dropRight(1).append("(" + i.last() + " + " + Math.max(0, -offset) + ")")
                    .append("(" + i.last() + " + " + Math.max(0, offset) + ")")) + "] = " + read(0, i) + ";");
            case Diagonal(int offset) -> each(apply.shape(), i -> out + "[" + at(apply.shape(), i) + "] = " + read(0, i.dropRight(1)
                    .append("(" + i.last() + " + " + Math.max(0, -offset) + ")").append("(" + i.last() + " + " + Math.max(0, offset) + ")")) + ";");
            case Take op -> take(op);
            case ScatterAdd op -> scatterAdd(op);
            case Windows op -> each(apply.shape(), i -> out + "[" + at(apply.shape(), i) + "] = " + read(0, windowed(op, i)) + ";");
            case Fold op -> each(shape(0), i -> out + "[" + at(apply.shape(), windowed(op.windows(), i)) + "] += " + read(0, i) + ";");
            case Conv op -> conv(op);
            case Marker _ -> line("System.arraycopy(" + in.get(0) + ", 0, " + out + ", 0, " + out + ".length);");
            case Unary _, Power _, Binary _, Compare _, Select _, Cast _, StopGradient _ -> throw new IllegalStateException(apply.op().label());
            case Special _, Random _, Call _, Order _, Running _, Placement _, Control _, Ruled _, AcrossLanes _, LinearAlgebra _, Fourier _ ->
                    throw JavaSource.refused(apply.op());
        }
        return apply.rank() == 0 && !(apply.op() instanceof Movement) ? "{\n" + code.toString().indent(4) + "}\n" : code.toString();
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    private void line(String text) {
        code.append("    ".repeat(indent)).append(text).append('\n');
    }

    private void open(String text) {
        line(text + " {");
        indent++;
    }

    private void close() {
        indent--;
        line("}");
    }

    private interface Body {
        String of(Seq<String> index);
    }

    /** Loops over all axes of a shape around one statement. */
    private void each(Shape shape, Body body) {
        Seq<String> index = loops("i", shape.dims());
        line(body.of(index));
        closeAll(shape.rank());
    }

    private Seq<String> loops(String letter, Ints dims) {
        Seq<String> index = Array.range(0, dims.size()).map(k -> letter + k);
        for (int k = 0; k < dims.size(); k++) {
            open("for (int " + index.get(k) + " = 0; " + index.get(k) + " < " + dims.get(k) + "; " + index.get(k) + "++)");
        }
        return index;
    }

    private void closeAll(int n) {
        for (int k = 0; k < n; k++) {
            close();
        }
    }

    private Shape shape(int input) {
        return apply.input(input).shape();
    }

    /** The position in a flat array. */
    private static String at(Shape shape, Seq<String> index) {
        StringBuilder position = new StringBuilder();
        for (int k = 0; k < shape.rank(); k++) {
            position = position.isEmpty() ? position.append(index.get(k))
                    : new StringBuilder(k > 1 ? "(" + position + ")" : position).append(" * ").append(shape.dim(k)).append(" + ").append(index.get(k));
        }
        return position.isEmpty() ? "0" : position.toString();
    }

    private String read(int input, Seq<String> index) {
        return in.get(input) + "[" + at(shape(input), index) + "]";
    }

    private String write(Seq<String> index) {
        return out + "[" + at(apply.shape(), index) + "]";
    }

    private String one() {
        return JavaSource.number(apply.dtype(), 1);
    }

    private String zero() {
        return JavaSource.number(apply.dtype(), 0);
    }

    // ---- reductions -------------------------------------------------------------------------------------------------

    private void reduce(Reduce op) {
        Ints kept = Ints.range(0, shape(0).rank()).without(op.axes());
        DType dtype = apply.dtype();
        Seq<String> o = loops("o", apply.shape().dims());
        boolean wide = dtype == DType.F32 && op.kind() != Reduce.Kind.MAX && op.kind() != Reduce.Kind.MIN || op.kind() == Reduce.Kind.LOGSUMEXP;
        String type = wide ? "double" : JavaSource.java(dtype);
        String start = switch (op.kind()) {
            case SUM -> zero();
            case PROD -> one();
            case MAX, LOGSUMEXP -> dtype.isFloat() ? JavaSource.number(wide ? DType.F64 : dtype, Double.NEGATIVE_INFINITY) : (dtype == DType.I32 ? "Integer" : "Long") + ".MIN_VALUE";
            case MIN -> dtype.isFloat() ? JavaSource.number(dtype, Double.POSITIVE_INFINITY) : (dtype == DType.I32 ? "Integer" : "Long") + ".MAX_VALUE";
            case ANY -> "false";
            case ALL -> "true";
        };
        line(type + " sum = " + start + ";");
        String x = over(op, kept, o);
        line(switch (op.kind()) {
            case SUM -> "sum += " + x + ";";
            case PROD -> "sum *= " + x + ";";
            case MAX, LOGSUMEXP -> "sum = Math.max(sum, " + x + ");";
            case MIN -> "sum = Math.min(sum, " + x + ");";
            case ANY -> "sum |= " + x + ";";
            case ALL -> "sum &= " + x + ";";
        });
        closeAll(op.axes().size());
        if (op.kind() == Reduce.Kind.LOGSUMEXP) {
            line("double total = 0;");
            String again = over(op, kept, o);
            line("total += Double.isInfinite(sum) ? 0 : Math.exp(" + again + " - sum);");
            closeAll(op.axes().size());
            line("sum = Double.isInfinite(sum) ? sum : sum + Math.log(total);");
        }
        line(write(o) + " = " + (wide && dtype == DType.F32 ? "(float) " : "") + "sum;");
        closeAll(o.size());
    }

    /** Opens loops over the reduced axes; the element there. */
    private String over(Reduce op, Ints kept, Seq<String> o) {
        Seq<String> r = loops("r", shape(0).dims().select(op.axes()));
        return read(0, Array.range(0, shape(0).rank()).map(k -> kept.contains(k) ? o.get(kept.indexOf(k)) : r.get(op.axes().indexOf(k))));
    }

    private void argReduce(ArgReduce op) {
        Seq<String> o = loops("o", apply.shape().dims());
        line("int best = 0;");
        open("for (int r = 1; r < " + shape(0).dim(op.axis()) + "; r++)");
        line(JavaSource.java(apply.input(0).dtype()) + " here = " + read(0, insert(o, op.axis(), "r")) + ";");
        line(JavaSource.java(apply.input(0).dtype()) + " there = " + read(0, insert(o, op.axis(), "best")) + ";");
        line("best = here " + (op.kind() == ArgReduce.Kind.ARGMAX ? ">" : "<") + " there || here != here && there == there ? r : best;");
        close();
        line(write(o) + " = best;");
        closeAll(o.size());
    }

    private static Seq<String> insert(Seq<String> index, int axis, String what) {
        return index.insert(axis, what);
    }

    private void cumsum(CumSum op) {
        int n = apply.shape().dim(op.axis());
        Seq<String> o = loops("o", apply.shape().without(Ints.of(op.axis())).dims());
        line((apply.dtype() == DType.F32 ? "double" : JavaSource.java(apply.dtype())) + " sum = 0;");
        open(op.reverse() ? "for (int r = " + (n - 1) + "; r >= 0; r--)" : "for (int r = 0; r < " + n + "; r++)");
        line("sum += " + read(0, insert(o, op.axis(), "r")) + ";");
        line(write(insert(o, op.axis(), "r")) + " = " + (apply.dtype() == DType.F32 ? "(float) " : "") + "sum;");
        close();
        closeAll(o.size());
    }

    // ---- products ---------------------------------------------------------------------------------------------------

    private void dot(Dot op) {
        int m = shape(0).rank();
        int n = shape(1).rank();
        Seq<String> o = loops("o", apply.shape().dims());
        int batch = op.leftBatch().size();
        Ints leftFree = op.leftFree(m);
        Ints rightFree = op.rightFree(n);
        boolean wide = apply.dtype() == DType.F32;
        line((wide ? "double" : JavaSource.java(apply.dtype())) + " sum = 0;");
        Seq<String> r = loops("r", shape(0).dims().select(op.leftContract()));
        Seq<String> left = Array.range(0, m).map(k -> op.leftBatch().contains(k) ? o.get(op.leftBatch().indexOf(k))
                : op.leftContract().contains(k) ? r.get(op.leftContract().indexOf(k)) : o.get(batch + leftFree.indexOf(k)));
        Seq<String> right = Array.range(0, n).map(k -> op.rightBatch().contains(k) ? o.get(op.rightBatch().indexOf(k))
                : op.rightContract().contains(k) ? r.get(op.rightContract().indexOf(k)) : o.get(batch + leftFree.size() + rightFree.indexOf(k)));
        line("sum += " + (wide ? "(double) " : "") + read(0, left) + " * " + read(1, right) + ";");
        closeAll(r.size());
        line(write(o) + " = " + (wide ? "(float) " : "") + "sum;");
        closeAll(o.size());
    }

    private void conv(Conv op) {
        Shape x = shape(0);
        Shape k = shape(1);
        int spatial = op.stride().size();
        int channels = k.dim(1);
        int perGroup = k.dim(0) / op.groups();
        Seq<String> o = loops("o", apply.shape().dims());
        boolean wide = apply.dtype() == DType.F32;
        line((wide ? "double" : JavaSource.java(apply.dtype())) + " sum = 0;");
        Seq<String> r = loops("r", k.dims().drop(1));
        Seq<String> position = Array.range(0, spatial).map(s -> "p" + s);
        StringBuilder inside = new StringBuilder();
        for (int s = 0; s < spatial; s++) {
            line("int p" + s + " = " + o.get(s + 2) + " * " + op.stride().get(s) + " + " + r.get(s + 1) + " * " + op.kernelDilation().get(s) + " - " + "(" + op.low().get(s) + ");");
            int d = op.inputDilation().get(s);
            inside.append(inside.isEmpty() ? "" : " && ").append("p").append(s).append(" >= 0 && p").append(s).append(d == 1 ? "" : " % " + d + " == 0 && p" + s)
                    .append(" < ").append((x.dim(s + 2) - 1) * d + 1);
        }
        Seq<String> source = Array.of(o.get(0), "(" + o.get(1) + " / " + perGroup + " * " + channels + " + " + r.get(0) + ")")
                .appendAll(position.zipWithIndex((p, s) -> op.inputDilation().get(s) == 1 ? p : "(" + p + " / " + op.inputDilation().get(s) + ")"));
        open("if (" + (inside.isEmpty() ? "true" : inside) + ")");
        line("sum += " + (wide ? "(double) " : "") + read(0, source) + " * " + read(1, r.prepend(o.get(1))) + ";");
        close();
        closeAll(r.size());
        line(write(o) + " = " + (wide ? "(float) " : "") + "sum;");
        closeAll(o.size());
    }

    // ---- movement ---------------------------------------------------------------------------------------------------

    private void move(Movement op) {
        switch (op) {
            case Reshape _ -> line("System.arraycopy(" + in.get(0) + ", 0, " + out + ", 0, " + out + ".length);");
            case Broadcast(_, Ints axes) -> each(apply.shape(), i -> write(i) + " = " + read(0, Array.ofAll(axes).map(i::get)) + ";");
            case Permute(Ints permutation) -> each(apply.shape(), i -> write(i) + " = " + read(0, Array.ofAll(permutation.inverse()).map(i::get)) + ";");
            case Slice s -> each(apply.shape(), i -> write(i) + " = " + read(0, i.zipWithIndex((x, k) -> "(" + s.start().get(k) + " + " + x + " * " + s.step().get(k) + ")")) + ";");
            case Pad p -> {
                line("java.util.Arrays.fill(" + out + ", " + in.get(1) + "[0]);");
                each(shape(0), i -> write(i.zipWithIndex((x, k) -> "(" + p.low().get(k) + " + " + x + " * " + (p.interior().get(k) + 1) + ")")) + " = " + read(0, i) + ";");
            }
            case Flip(Ints axes) -> each(apply.shape(), i -> write(i) + " = "
                    + read(0, i.zipWithIndex((x, k) -> axes.contains(k) ? "(" + (apply.shape().dim(k) - 1) + " - " + x + ")" : x)) + ";");
            case Concatenate(int axis) -> {
                int offset = 0;
                for (int n = 0; n < in.size(); n++) {
                    int input = n;
                    int start = offset;
                    each(shape(n), i -> write(i.zipWithIndex((x, k) -> k == axis ? "(" + start + " + " + x + ")" : x)) + " = " + read(input, i) + ";");
                    offset += shape(n).dim(axis);
                }
            }
        }
    }

    private Seq<String> windowed(Windows op, Seq<String> i) {
        int k = op.size().size();
        int lead = i.size() - 2 * k;
        return i.take(lead).appendAll(Array.range(0, k).map(a -> "(" + i.get(lead + a) + " * " + op.stride().get(a) + " + " + i.get(lead + k + a) + " * " + op.dilation().get(a) + ")"));
    }

    // ---- indexing ---------------------------------------------------------------------------------------------------

    /** A checked index; negative ones count from the end. */
    private void index(Seq<String> at, int input, int n) {
        String position = read(input, at);
        line("int k = " + (apply.input(input).dtype() == DType.I64 ? "Math.toIntExact(" + position + ")" : position) + ";");
        line("k = k < 0 ? k + " + n + " : k;");
        open("if (k < 0 || k >= " + n + ")");
        line("throw new IndexOutOfBoundsException(\"index \" + k + \" for length " + n + "\");");
        close();
    }

    private void take(Take op) {
        Seq<String> o = loops("o", apply.shape().dims());
        int indexed = shape(1).rank() - op.batch();
        index(o.take(op.batch()).appendAll(o.slice(op.axis(), op.axis() + indexed)), 1, shape(0).dim(op.axis()));
        line(write(o) + " = " + read(0, o.take(op.axis()).append("k").appendAll(o.drop(op.axis() + indexed))) + ";");
        closeAll(o.size());
    }

    private void scatterAdd(ScatterAdd op) {
        line("System.arraycopy(" + in.get(0) + ", 0, " + out + ", 0, " + out + ".length);");
        Seq<String> o = loops("o", shape(2).dims());
        int indexed = shape(1).rank() - op.batch();
        index(o.take(op.batch()).appendAll(o.slice(op.axis(), op.axis() + indexed)), 1, shape(0).dim(op.axis()));
        line(write(o.take(op.axis()).append("k").appendAll(o.drop(op.axis() + indexed))) + " += " + read(2, o) + ";");
        closeAll(o.size());
    }
}
