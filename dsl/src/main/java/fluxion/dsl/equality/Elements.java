package fluxion.dsl.equality;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Result;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Creation;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.Op;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.core.op.Select;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Unary;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Evaluates expressions element by element in numbers of any kind, tensors as their elements in row-major order. Where elements
 * go when they move is what moving their positions says.
 *
 * @param <T> a number
 */
final class Elements<T> {
    /** The largest matrix whose determinant is expanded. */
    private static final int MATRIX = 5;

    private final Scalars<T> scalars;
    private final long budget;
    private long work;

    Elements(Scalars<T> scalars, long budget) {
        this.scalars = scalars;
        this.budget = budget;
    }

    /** The elements of the roots, where parameters have the given ones. */
    Seq<Seq<T>> of(Seq<Expr> roots, Function<Var, Seq<T>> parameters) {
        Map<Expr, Seq<T>> known = new IdentityHashMap<>();
        for (Expr node : Graph.topological(roots)) {
            known.put(node, switch (node) {
                case Tensor tensor -> literal(tensor);
                case Var variable -> parameters.apply(variable);
                case Result _ -> throw new BeyondReach("operations with several results");
                case Apply apply -> apply(apply, apply.inputs().map(known::get));
            });
        }
        return roots.map(known::get);
    }

    private Seq<T> literal(Tensor tensor) {
        spend(tensor.type().shape().size());
        double[] values = doubles(tensor);
        return Array.range(0, values.length).map(i -> scalars.number(values[i], tensor.dtype()));
    }

    static double[] doubles(Tensor t) {
        return (t.dtype() == DType.F64 ? t : Evaluator.evaluate((Expr) Expr.apply(new Cast(DType.F64), t))).doubles();
    }

    private void spend(long elements) {
        work += elements;
        if (work > budget) {
            throw new BeyondReach("more than " + budget + " elements");
        }
    }

    private Seq<T> apply(Apply node, Seq<Seq<T>> x) {
        if (!(node.type() instanceof TensorType type)) {
            throw new BeyondReach(node.op().label());
        }
        spend(type.shape().size());
        return switch (node.op()) {
            case Unary op -> x.get(0).map(a -> scalars.unary(op, a));
            case Power(int exponent) -> x.get(0).map(a -> scalars.power(a, exponent));
            case Binary op -> x.get(0).zipWith(x.get(1), (a, b) -> scalars.binary(op, a, b));
            case Compare op -> x.get(0).zipWith(x.get(1), (a, b) -> scalars.compare(op, a, b));
            case Special op -> Array.range(0, x.get(0).size()).map(i -> scalars.special(op, x.map(a -> a.get(i))));
            case Select _ -> Array.range(0, x.get(0).size())
                    .map(i -> scalars.select(x.get(0).get(i), x.get(1).get(i), x.get(2).get(i)));
            case Cast(var to) -> cast(node.input(0).dtype(), to, x.get(0));
            case Marker _, StopGradient _ -> x.get(0);
            case Movement _, Diag _, Diagonal _ -> moved(node, x);
            case Reduce(var kind, var axes) -> reduce(kind, axes, node.input(0).shape(), type, x.get(0));
            case CumSum(int axis, boolean reverse) -> running(node.input(0).shape(), axis, reverse, x.get(0));
            case Dot op -> dot(op, node.input(0).shape(), node.input(1).shape(), x.get(0), x.get(1));
            case LinearAlgebra op -> matrices(op, node, x);
            case Creation _ -> literal(Evaluator.evaluate((Expr) node));
            case Op op -> throw new BeyondReach(op.label());
        };
    }

    private Seq<T> cast(DType from, DType to, Seq<T> x) {
        if (to.isFloat() || from == to || from == DType.BOOL) {
            return x;
        }
        throw new BeyondReach("casts to " + to);
    }

    /** Positions, counted from one, go where the elements go; where nothing goes is 0. */
    private Seq<T> moved(Apply node, Seq<Seq<T>> x) {
        List<T> all = new ArrayList<>();
        all.add(scalars.zero());
        Seq<Expr> positions = node.inputs().zip(x).map(p -> {
            double[] numbers = new double[p._2.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = all.size();
                all.add(p._2.get(i));
            }
            return (Expr) Tensor.of(p._1.shape(), numbers);
        });
        double[] places = Evaluator.evaluate((Expr) Apply.of(node.op(), positions)).doubles();
        return Array.range(0, places.length).map(i -> all.get((int) places[i]));
    }

    // ---- many elements ----

    private Seq<T> reduce(Reduce.Kind kind, Ints axes, Shape from, TensorType type, Seq<T> x) {
        List<List<T>> groups = new ArrayList<>();
        for (int i = 0; i < type.shape().size(); i++) {
            groups.add(new ArrayList<>());
        }
        Ints kept = Ints.range(0, from.rank()).without(axes);
        Ints strides = from.strides();
        Ints to = type.shape().strides();
        for (int i = 0; i < x.size(); i++) {
            int at = 0;
            for (int k = 0; k < kept.size(); k++) {
                at += i / strides.get(kept.get(k)) % from.dim(kept.get(k)) * to.get(k);
            }
            groups.get(at).add(x.get(i));
        }
        return Array.ofAll(groups).map(group -> reduced(kind, Array.ofAll(group)));
    }

    private T reduced(Reduce.Kind kind, Seq<T> x) {
        return switch (kind) {
            case SUM -> folded(x, scalars.zero(), scalars::plus);
            case PROD -> folded(x, scalars.one(), scalars::times);
            case MAX -> folded(x, (a, b) -> scalars.binary(Binary.MAXIMUM, a, b));
            case MIN -> folded(x, (a, b) -> scalars.binary(Binary.MINIMUM, a, b));
            case ANY -> folded(x, (a, b) -> scalars.binary(Binary.LOGICAL_OR, a, b));
            case ALL -> folded(x, (a, b) -> scalars.binary(Binary.LOGICAL_AND, a, b));
            case LOGSUMEXP -> scalars.unary(Unary.LOG, folded(x.map(a -> scalars.unary(Unary.EXP, a)), scalars::plus));
        };
    }

    private T folded(Seq<T> x, BiFunction<T, T, T> f) {
        if (x.isEmpty()) {
            throw new BeyondReach("extrema of nothing");
        }
        return x.reduceLeft(f::apply);
    }

    private T folded(Seq<T> x, T start, BiFunction<T, T, T> f) {
        return x.isEmpty() ? start : folded(x, f);
    }

    private Seq<T> running(Shape shape, int axis, boolean reverse, Seq<T> x) {
        int stride = shape.strides().get(axis);
        int n = shape.dim(axis);
        List<T> sums = new ArrayList<>(x.asJava());
        for (int i = 0; i < sums.size(); i++) {
            int at = reverse ? sums.size() - 1 - i : i;
            int place = at / stride % n;
            if (reverse ? place + 1 < n : place > 0) {
                sums.set(at, scalars.plus(sums.get(at), sums.get(reverse ? at + stride : at - stride)));
            }
        }
        return Array.ofAll(sums);
    }

    private Seq<T> dot(Dot op, Shape a, Shape b, Seq<T> x, Seq<T> y) {
        Ints leftFree = op.leftFree(a.rank());
        Ints rightFree = op.rightFree(b.rank());
        int[] batch = lengths(a, op.leftBatch());
        int[] left = lengths(a, leftFree);
        int[] right = lengths(b, rightFree);
        int[] inner = lengths(a, op.leftContract());
        spend((long) count(batch) * count(left) * count(right) * count(inner));
        List<T> out = new ArrayList<>();
        for (int g = 0; g < count(batch); g++) {
            for (int i = 0; i < count(left); i++) {
                for (int j = 0; j < count(right); j++) {
                    int atX = place(a, op.leftBatch(), batch, g) + place(a, leftFree, left, i);
                    int atY = place(b, op.rightBatch(), batch, g) + place(b, rightFree, right, j);
                    Seq<T> products = Array.range(0, count(inner)).map(k -> scalars.times(
                            x.get(atX + place(a, op.leftContract(), inner, k)),
                            y.get(atY + place(b, op.rightContract(), inner, k))));
                    out.add(folded(products, scalars.zero(), scalars::plus));
                }
            }
        }
        return Array.ofAll(out);
    }

    private static int[] lengths(Shape shape, Ints axes) {
        return axes.map(shape::dim).toArray();
    }

    private static int count(int[] lengths) {
        int n = 1;
        for (int length : lengths) {
            n *= length;
        }
        return n;
    }

    /** Where the i-th combination of indices of some axes is. */
    private static int place(Shape shape, Ints axes, int[] lengths, int i) {
        Ints strides = shape.strides();
        int rest = i;
        int at = 0;
        for (int k = axes.size() - 1; k >= 0; k--) {
            at += rest % lengths[k] * strides.get(axes.get(k));
            rest /= lengths[k];
        }
        return at;
    }

    // ---- matrices ----

    private Seq<T> matrices(LinearAlgebra op, Apply node, Seq<Seq<T>> x) {
        Shape shape = node.input(0).shape();
        int n = shape.dims().last();
        if (shape.rank() != 2 || n > MATRIX || n != shape.dim(0)) {
            throw new BeyondReach(op.label() + " of " + shape);
        }
        Seq<T> a = x.get(0);
        return switch (op) {
            case LinearAlgebra.Determinant(var kind) -> Array.of(switch (kind) {
                case DET -> determinant(a, n);
                case SIGN -> scalars.unary(Unary.SIGN, determinant(a, n));
                case LOG_ABS -> scalars.unary(Unary.LOG, scalars.unary(Unary.ABS, determinant(a, n)));
            });
            case LinearAlgebra.Cofactor _ -> cofactors(a, n);
            case LinearAlgebra.Inverse _ -> inverse(a, n);
            case LinearAlgebra.Solve(boolean transposed) -> {
                Seq<T> inverse = inverse(a, n);
                int columns = x.get(1).size() / n;
                yield Array.range(0, x.get(1).size()).map(at -> folded(Array.range(0, n).map(k -> scalars.times(
                        inverse.get(transposed ? k * n + at / columns : at / columns * n + k),
                        x.get(1).get(k * columns + at % columns))), scalars::plus));
            }
            default -> throw new BeyondReach(op.label());
        };
    }

    private Seq<T> inverse(Seq<T> a, int n) {
        T reciprocal = scalars.power(determinant(a, n), -1);
        Seq<T> cofactors = cofactors(a, n);
        return Array.range(0, n * n).map(i -> scalars.times(cofactors.get(i % n * n + i / n), reciprocal));
    }

    private Seq<T> cofactors(Seq<T> a, int n) {
        return Array.range(0, n * n).map(at -> {
            Seq<T> minor = Array.range(0, n * n).filter(i -> i / n != at / n && i % n != at % n).map(a::get);
            T value = determinant(minor, n - 1);
            return (at / n + at % n) % 2 == 0 ? value : scalars.unary(Unary.NEG, value);
        });
    }

    /** By minors of the last rows, each computed once. */
    private T determinant(Seq<T> a, int n) {
        Map<Integer, T> minors = new java.util.HashMap<>();
        minors.put(0, scalars.one());
        for (int row = n - 1; row >= 0; row--) {
            Map<Integer, T> next = new java.util.HashMap<>();
            for (var minor : minors.entrySet()) {
                for (int column = 0; column < n; column++) {
                    int bit = 1 << column;
                    if ((minor.getKey() & bit) == 0) {
                        spend(1);
                        T product = scalars.times(a.get(row * n + column), minor.getValue());
                        boolean odd = Integer.bitCount(minor.getKey() & (bit - 1)) % 2 == 1;
                        next.merge(minor.getKey() | bit, odd ? scalars.unary(Unary.NEG, product) : product, scalars::plus);
                    }
                }
            }
            minors = next;
        }
        return minors.get((1 << n) - 1);
    }
}
