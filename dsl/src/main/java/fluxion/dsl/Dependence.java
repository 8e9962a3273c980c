package fluxion.dsl;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Concatenate;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import fluxion.core.op.Reduce;
import fluxion.core.op.Select;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Which elements of an expression depend on which elements of a variable, from the form alone: for every value of the
 * variables. Operations that this does not look into count as depending on all of their operands' elements.
 */
final class Dependence {
    private final Map<Expr, BitSet[]> known = new IdentityHashMap<>();

    private Dependence() {}

    /** For each element of the result, the elements of the variable that it depends on. */
    static BitSet[] of(Expr result, Var variable) {
        Dependence dependence = new Dependence();
        for (Expr node : Graph.topological(result)) {
            dependence.known.put(node, dependence.read(node, variable));
        }
        return dependence.known.get(result);
    }

    private BitSet[] read(Expr node, Var variable) {
        int n = node.type() instanceof TensorType type ? Math.toIntExact(type.shape().size()) : 0;
        BitSet[] bits = new BitSet[n];
        for (int i = 0; i < n; i++) {
            bits[i] = new BitSet();
        }
        if (node == variable) {
            for (int i = 0; i < n; i++) {
                bits[i].set(i);
            }
        } else if (node instanceof Apply apply && n > 0 && apply.dtype().isFloat() && apply.inputs().exists(this::depends)) {
            read(apply, bits);
        }
        return bits;
    }

    private boolean depends(Expr e) {
        BitSet[] bits = known.get(e);
        return java.util.Arrays.stream(bits).anyMatch(b -> !b.isEmpty());
    }

    private void read(Apply apply, BitSet[] bits) {
        switch (apply.op()) {
            case StopGradient _ -> { }
            case Unary unary when unary == Unary.SIGN || unary == Unary.FLOOR || unary == Unary.CEIL || unary == Unary.ROUND
                    || unary == Unary.TRUNC -> { }
            case Select _ -> {
                elementwise(apply.input(1), bits);
                elementwise(apply.input(2), bits);
            }
            case Op op when op.isElementwise() -> apply.inputs().forEach(input -> elementwise(input, bits));
            case Movement _, Diag _, Diagonal _ -> moved(apply, bits);
            case Reduce reduce -> project(apply.input(0), Ints.range(0, apply.input(0).rank()).without(reduce.axes()), 1, bits);
            case CumSum sum -> running(apply, sum, bits);
            case Dot dot -> product(apply, dot, bits);
            case Op _ -> {
                BitSet all = new BitSet();
                apply.inputs().forEach(input -> java.util.Arrays.stream(known.get(input)).forEach(all::or));
                java.util.Arrays.stream(bits).forEach(b -> b.or(all));
            }
        }
    }

    private void elementwise(Expr input, BitSet[] bits) {
        BitSet[] from = known.get(input);
        for (int i = 0; i < bits.length; i++) {
            bits[i].or(from[i]);
        }
    }

    /** Movements are done to the positions of their operands' elements; 0 stands for what comes from nowhere. */
    private void moved(Apply apply, BitSet[] bits) {
        int parts = apply.op() instanceof Concatenate ? apply.inputs().size() : 1;
        Seq<Expr> positions = Array.empty();
        BitSet[][] from = new BitSet[parts][];
        int base = 1;
        for (int k = 0; k < apply.inputs().size(); k++) {
            Shape shape = apply.input(k).shape();
            double[] numbers = new double[(int) shape.size()];
            for (int i = 0; i < numbers.length && k < parts; i++) {
                numbers[i] = base + i;
            }
            if (k < parts) {
                from[k] = known.get(apply.input(k));
                base += numbers.length;
            }
            positions = positions.append(Tensor.of(shape, numbers));
        }
        double[] at = Evaluator.evaluate((Expr) Apply.of(apply.op(), positions)).doubles();
        BitSet[] all = java.util.Arrays.stream(from).flatMap(java.util.Arrays::stream).toArray(BitSet[]::new);
        for (int i = 0; i < bits.length; i++) {
            if (at[i] > 0) {
                bits[i].or(all[(int) at[i] - 1]);
            }
        }
    }

    /** Element by element of a tensor, the number of its place among those with these axes only. */
    private static int[] places(Shape shape, Ints axes) {
        int[] places = new int[(int) shape.size()];
        int[] index = new int[shape.rank()];
        for (int i = 0; i < places.length; i++) {
            int place = 0;
            for (int axis : axes) {
                place = place * shape.dim(axis) + index[axis];
            }
            places[i] = place;
            for (int axis = shape.rank() - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
                index[axis] = 0;
            }
        }
        return places;
    }

    private void project(Expr input, Ints axes, int repeat, BitSet[] bits) {
        BitSet[] from = known.get(input);
        int[] places = places(input.shape(), axes);
        for (int i = 0; i < from.length; i++) {
            for (int r = 0; r < repeat; r++) {
                bits[places[i] * repeat + r].or(from[i]);
            }
        }
    }

    private void running(Apply apply, CumSum sum, BitSet[] bits) {
        Expr input = apply.input(0);
        BitSet[] from = known.get(input);
        int length = input.shape().dim(sum.axis());
        int stride = (int) new Shape(input.shape().dims().drop(sum.axis() + 1)).size();
        for (int i = 0; i < bits.length; i++) {
            int at = i / stride % length;
            for (int k = sum.reverse() ? at : 0; k <= (sum.reverse() ? length - 1 : at); k++) {
                bits[i].or(from[i + (k - at) * stride]);
            }
        }
    }

    private void product(Apply apply, Dot dot, BitSet[] bits) {
        Expr left = apply.input(0);
        Expr right = apply.input(1);
        Ints leftFree = dot.leftFree(left.rank());
        Ints rightFree = dot.rightFree(right.rank());
        int rows = (int) new Shape(left.shape().dims().select(leftFree)).size();
        int columns = (int) new Shape(right.shape().dims().select(rightFree)).size();
        project(left, dot.leftBatch().concat(leftFree), columns, bits);
        BitSet[] from = known.get(right);
        int[] places = places(right.shape(), dot.rightBatch().concat(rightFree));
        for (int i = 0; i < from.length; i++) {
            int batch = places[i] / columns;
            for (int r = 0; r < rows; r++) {
                bits[(batch * rows + r) * columns + places[i] % columns].or(from[i]);
            }
        }
    }
}
