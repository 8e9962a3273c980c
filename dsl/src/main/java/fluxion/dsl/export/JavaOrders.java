package fluxion.dsl.export;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Order;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import io.vavr.collection.Seq;

/** Sorting and searching by keys that compare as the numbers do. */
final class JavaOrders {
    private JavaOrders() {}

    static void order(JavaStep to, Order op) {
        switch (op) {
            case Sort(int axis, boolean descending) -> sorted(to, axis, descending, to.shape(0).dim(axis), true);
            case ArgSort(int axis, boolean descending, int count) -> sorted(to, axis, descending, count, false);
            case SearchSorted search -> search(to, search);
        }
        to.closeTo(0);
    }

    private static String key(JavaStep to, int input, Seq<String> index) {
        String x = to.read(input, index);
        return to.apply().input(input).dtype().isFloat() ? to.in().kernels().call("Keys", "of", 1) + "(" + x + ")" : x;
    }

    private static void sorted(JavaStep to, int axis, boolean descending, int count, boolean values) {
        int n = to.shape(0).dim(axis);
        DType dtype = to.apply().input(0).dtype();
        to.allocate(to.out(), to.apply().tensorType());
        Seq<String> o = to.outer(to.shape(0).without(Ints.of(axis)).dims());
        if (to.depth() == 0) {
            to.open("");
        }
        String keys = to.local("keys");
        String order = to.local("order");
        String p = to.counter("p");
        to.line("long[] " + keys + " = new long[" + n + "];");
        int depth = to.depth();
        to.open("for (int " + p + " = 0; " + p + " < " + n + "; " + p + "++)");
        to.line(keys + "[" + p + "] = " + (descending ? "~" : "") + key(to, 0, o.insert(axis, p)) + ";");
        to.closeTo(depth);
        boolean isInPlace = !values && axis == to.shape(0).rank() - 1;
        if (!isInPlace) {
            to.line("int[] " + order + " = new int[" + count + "];");
        }
        to.line(to.in().kernels().call("Sorting", "positions", 5) + "(" + keys + ", " + (dtype == DType.F32 || dtype == DType.I32)
                + ", " + count + ", "
                + (isInPlace ? to.out() + ", " + JavaStep.position(to.shape(), o.append("0")) : order + ", 0") + ");");
        if (isInPlace) {
            return;
        }
        to.open("for (int " + p + " = 0; " + p + " < " + count + "; " + p + "++)");
        to.line(to.write(o.insert(axis, p)) + " = " + (values ? to.read(0, o.insert(axis, order + "[" + p + "]"))
                : order + "[" + p + "]") + ";");
    }

    private static void search(JavaStep to, SearchSorted op) {
        int n = to.shape(0).dim(op.batch());
        boolean isNumber = to.shape().rank() == 0;
        if (isNumber) {
            to.line("int " + to.out() + ";");
            to.open("");
        } else {
            to.allocate(to.out(), to.apply().tensorType());
        }
        Seq<String> o = to.outer(to.shape().dims());
        String key = to.local("key");
        String low = to.local("low");
        String high = to.local("high");
        String middle = to.local("middle");
        to.line("long " + key + " = " + key(to, 1, o) + ";");
        to.line("int " + low + " = 0;");
        int depth = to.depth();
        to.open("for (int " + high + " = " + n + "; " + low + " < " + high + "; )");
        to.line("int " + middle + " = (" + low + " + " + high + ") / 2;");
        to.open("if (" + key(to, 0, o.take(op.batch()).append(middle)) + (op.side() == SearchSorted.Side.RIGHT ? " <= " : " < ")
                + key + ")");
        to.line(low + " = " + middle + " + 1;");
        to.otherwise("else");
        to.line(high + " = " + middle + ";");
        to.closeTo(depth);
        to.line(to.write(o) + " = " + low + ";");
    }
}
