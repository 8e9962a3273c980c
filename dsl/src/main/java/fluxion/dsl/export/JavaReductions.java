package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulate;
import fluxion.core.op.Cumulative;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Reduce;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Reductions and running operations as loops. f32 sums and products are kept in double and rounded once. */
final class JavaReductions {
    private JavaReductions() {}

    static void reduce(JavaStep to, Reduce op) {
        TensorType type = to.apply().tensorType();
        DType dtype = type.dtype();
        boolean isWide = dtype == DType.F32 && switch (op.kind()) {
            case SUM, PROD, LOGSUMEXP -> true;
            case MAX, MIN, ANY, ALL -> false;
        };
        // a number is summed in its own place
        boolean isDirect = type.rank() == 0 && !isWide && op.kind() != Reduce.Kind.LOGSUMEXP;
        if (type.rank() == 0 && !isDirect) {
            to.line(JavaSource.java(type) + " " + to.out() + ";");
            to.open("");
        } else if (type.rank() > 0) {
            to.allocate(to.out(), type);
        }
        int depth = to.depth();
        Ints kept = Ints.range(0, to.shape(0).rank()).without(op.axes());
        Seq<String> o = to.outer(type.shape().dims());
        String sum = isDirect ? to.out() : to.local(switch (op.kind()) {
            case SUM -> "sum";
            case PROD -> "product";
            case MAX, LOGSUMEXP -> "largest";
            case MIN -> "smallest";
            case ANY -> "any";
            case ALL -> "all";
        });
        DType in = isWide ? DType.F64 : dtype;
        String integer = dtype == DType.I32 ? "Integer" : "Long";
        to.line(JavaSource.java(in) + " " + sum + " = " + switch (op.kind()) {
            case SUM -> "0";
            case PROD -> "1";
            case MAX, LOGSUMEXP -> dtype.isFloat() ? JavaExpr.number(in, Double.NEGATIVE_INFINITY).text()
                    : integer + ".MIN_VALUE";
            case MIN -> dtype.isFloat() ? JavaExpr.number(in, Double.POSITIVE_INFINITY).text() : integer + ".MAX_VALUE";
            case ANY -> "false";
            case ALL -> "true";
        } + ";");
        int loop = to.depth();
        JavaExpr x = over(to, op, kept, o);
        to.line(switch (op.kind()) {
            case SUM -> sum + " += " + x + ";";
            case PROD -> sum + " *= " + x + ";";
            case MAX, LOGSUMEXP -> sum + " = Math.max(" + sum + ", " + x + ");";
            case MIN -> sum + " = Math.min(" + sum + ", " + x + ");";
            case ANY -> sum + " |= " + x + ";";
            case ALL -> sum + " &= " + x + ";";
        });
        to.closeTo(loop);
        String value = sum;
        if (op.kind() == Reduce.Kind.LOGSUMEXP) {
            String total = to.local("terms");
            to.line("double " + total + " = 0;");
            JavaExpr again = over(to, op, kept, o);
            String difference = again.at(JavaExpr.SUM) + " - " + sum;
            String exp = to.in().kernels().call(dtype == DType.F32 ? "ExponentialsF32" : "ExponentialsF64", "exp", 1);
            String term = exp + "(" + (dtype == DType.F32 ? "(float) (" + difference + ")" : difference) + ")";
            to.line(total + " += Double.isInfinite(" + sum + ") ? 0 : " + term + ";");
            to.closeTo(loop);
            String log = to.in().kernels().call("LogarithmsF64", "log", 1);
            value = "(Double.isInfinite(" + sum + ") ? " + sum + " : " + sum + " + " + log + "(" + total + "))";
        }
        if (!isDirect) {
            to.line(to.write(o) + " = " + (isWide ? "(float) " : "") + value + ";");
        }
        to.closeTo(depth);
        if (type.rank() == 0 && !isDirect) {
            to.close();
        }
    }

    /** Opens loops over the reduced axes; the element there. */
    private static JavaExpr over(JavaStep to, Reduce op, Ints kept, Seq<String> o) {
        Seq<String> r = to.inner(to.shape(0).dims().select(op.axes()));
        return to.element(0, Array.range(0, to.shape(0).rank())
                .map(k -> kept.contains(k) ? o.get(kept.indexOf(k)) : r.get(op.axes().indexOf(k))));
    }

    static void argReduce(JavaStep to, ArgReduce op) {
        TensorType type = to.apply().tensorType();
        String x = JavaSource.java(to.apply().input(0).dtype());
        if (type.rank() > 0) {
            to.allocate(to.out(), type);
        } else {
            to.line("int " + to.out() + ";");
            to.open("");
        }
        int depth = to.depth();
        Seq<String> o = to.outer(type.shape().dims());
        String best = to.local("best");
        String most = to.local("most");
        String here = to.local("here");
        to.line("int " + best + " = 0;");
        to.line(x + " " + most + " = " + to.read(0, o.insert(op.axis(), "0")) + ";");
        String r = to.counter("p");
        to.open("for (int " + r + " = 1; " + r + " < " + to.shape(0).dim(op.axis()) + "; " + r + "++)");
        to.line(x + " " + here + " = " + to.read(0, o.insert(op.axis(), r)) + ";");
        String isNaN = to.apply().input(0).dtype().isFloat() ? " || " + here + " != " + here + " && " + most + " == " + most : "";
        to.open("if (" + here + (op.kind() == ArgReduce.Kind.ARGMAX ? " > " : " < ") + most + isNaN + ")");
        to.line(best + " = " + r + ";");
        to.line(most + " = " + here + ";");
        to.close();
        to.close();
        to.line(to.write(o) + " = " + best + ";");
        to.closeTo(depth);
        if (type.rank() == 0) {
            to.close();
        }
    }

    /** Along an axis, from the end where it is reversed. */
    private static String along(JavaStep to, int n, boolean reverse) {
        String r = to.counter("p");
        to.open(reverse ? "for (int " + r + " = " + (n - 1) + "; " + r + " >= 0; " + r + "--)"
                : "for (int " + r + " = 0; " + r + " < " + n + "; " + r + "++)");
        return r;
    }

    static void cumulativeSum(JavaStep to, CumSum op) {
        to.allocate(to.out(), to.apply().tensorType());
        Seq<String> o = to.outer(to.shape().without(Ints.of(op.axis())).dims());
        String sum = to.local("sum");
        to.line(to.sumType() + " " + sum + " = 0;");
        String r = along(to, to.shape().dim(op.axis()), op.reverse());
        to.line(sum + " += " + to.read(0, o.insert(op.axis(), r)) + ";");
        to.line(to.write(o.insert(op.axis(), r)) + " = " + to.narrowed(sum) + ";");
        to.closeTo(0);
    }

    static void running(JavaStep to, Cumulative op) {
        to.allocate(to.out(), to.apply().tensorType());
        switch (op) {
            case Cumulate(var kind, int axis, boolean reverse) -> {
                if (kind == Cumulate.Kind.LOGCUMSUMEXP) {
                    logSumExp(to, axis, reverse);
                } else {
                    extremum(to, kind, axis, reverse);
                }
            }
            case LeaveOneOutProduct(int axis) -> others(to, axis);
            case Recurrence(int axis, boolean reverse) -> {
                Seq<String> o = to.outer(to.shape().without(Ints.of(axis)).dims());
                String last = to.local("last");
                String type = JavaSource.java(to.apply().tensorType().dtype());
                to.line(type + " " + last + " = 0;");
                String r = along(to, to.shape().dim(axis), reverse);
                String factor = to.local("factor");
                String term = to.local("term");
                to.line(type + " " + factor + " = " + to.read(0, o.insert(axis, r)) + ";");
                to.line(type + " " + term + " = " + to.read(1, o.insert(axis, r)) + ";");
                // the first factor is not used
                to.line(last + " = " + factor + " == 0 || " + r + " == " + (reverse ? to.shape().dim(axis) - 1 : 0) + " ? " + term
                        + " : " + factor + " * " + last
                        + " + " + term + ";");
                to.line(to.write(o.insert(axis, r)) + " = " + last + ";");
            }
        }
        to.closeTo(0);
    }

    /** Line by line, by the interpreter's kernel. */
    private static void others(JavaStep to, int axis) {
        int n = to.shape().dim(axis);
        int operands = to.apply().inputs().size();
        Seq<String> o = to.outer(to.shape().without(Ints.of(axis)).dims());
        if (to.depth() == 0) {
            to.open("");
        }
        String line = to.local("line");
        String p = to.counter("p");
        to.line("double[] " + line + " = new double[" + n * operands + "];");
        int depth = to.depth();
        to.open("for (int " + p + " = 0; " + p + " < " + n + "; " + p + "++)");
        for (int i = 0; i < operands; i++) {
            to.line(line + "[" + (i == 0 ? "" : i * n + " + ") + p + "] = " + to.read(i, o.insert(axis, p)) + ";");
        }
        to.closeTo(depth);
        to.line(to.in().kernels().call("OtherFactors", "of", 4) + "(" + line + ", new double[" + (n << operands - 1) + "], " + n
                + ", " + (operands - 1) + ");");
        to.open("for (int " + p + " = 0; " + p + " < " + n + "; " + p + "++)");
        to.line(to.write(o.insert(axis, p)) + " = " + to.narrowed(line + "[" + p + "]") + ";");
    }

    private static void extremum(JavaStep to, Cumulate.Kind kind, int axis, boolean reverse) {
        Seq<String> o = to.outer(to.shape().without(Ints.of(axis)).dims());
        DType dtype = to.apply().tensorType().dtype();
        String integer = dtype == DType.I32 ? "Integer" : "Long";
        String so = to.local("last");
        to.line(JavaSource.java(dtype) + " " + so + " = " + switch (kind) {
            case CUMPROD, LOGCUMSUMEXP -> "1";
            case CUMMAX -> dtype.isFloat() ? JavaExpr.number(dtype, Double.NEGATIVE_INFINITY).text() : integer + ".MIN_VALUE";
            case CUMMIN -> dtype.isFloat() ? JavaExpr.number(dtype, Double.POSITIVE_INFINITY).text() : integer + ".MAX_VALUE";
        } + ";");
        String r = along(to, to.shape().dim(axis), reverse);
        String x = to.read(0, o.insert(axis, r));
        to.line(switch (kind) {
            case CUMPROD, LOGCUMSUMEXP -> so + " *= " + x + ";";
            case CUMMAX -> so + " = Math.max(" + so + ", " + x + ");";
            case CUMMIN -> so + " = Math.min(" + so + ", " + x + ");";
        });
        to.line(to.write(o.insert(axis, r)) + " = " + so + ";");
    }

    /** The largest so far, and the sum of e^(x − largest). */
    private static void logSumExp(JavaStep to, int axis, boolean reverse) {
        Seq<String> o = to.outer(to.shape().without(Ints.of(axis)).dims());
        String most = to.local("most");
        String sum = to.local("sum");
        String x = to.local("next");
        String exp = to.in().kernels().call("ExponentialsF64", "exp", 1);
        String log = to.in().kernels().call("LogarithmsF64", "log", 1);
        to.line("double " + most + " = Double.NEGATIVE_INFINITY;");
        to.line("double " + sum + " = 0;");
        String r = along(to, to.shape().dim(axis), reverse);
        to.line("double " + x + " = " + to.read(0, o.insert(axis, r)) + ";");
        to.open("if (" + x + " > " + most + ")");
        to.line(sum + " = " + sum + " * " + exp + "(" + most + " - " + x + ") + 1;");
        to.line(most + " = " + x + ";");
        to.otherwise("else if (" + x + " == " + most + ")");
        to.line(sum + " += " + x + " == Double.NEGATIVE_INFINITY ? 0 : 1;");
        to.otherwise("else");
        to.line(sum + " += " + exp + "(" + x + " - " + most + ");");
        to.close();
        to.line(to.write(o.insert(axis, r)) + " = " + to.narrowed("(" + most + " + " + log + "(" + sum + "))") + ";");
    }
}
