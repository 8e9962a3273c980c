package fluxion.tests.eval;

import static fluxion.tests.eval.Compared.check;
import static fluxion.tests.eval.Compared.fn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Cumulate;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.Op;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Sort;
import fluxion.core.op.Take;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Sorting, running and placing operations on contiguous tensors and on views of all kinds, next to the naive interpreter. */
class OrderOperationsTest {
    private final SplittableRandom random = new SplittableRandom(20250614);
    private static final Seq<DType> ALL = Array.of(DType.values());
    private static final Seq<DType> NUMERIC = ALL.filter(DType::isNumeric);
    private static final Seq<DType> FLOATS = ALL.filter(DType::isFloat);
    private static final Seq<Shape> SHAPES = Array.of(Shape.of(1), Shape.of(7), Shape.of(0), Shape.of(3, 4), Shape.of(2, 0, 3), Shape.of(2, 3, 5), Shape.of(30, 1, 4));

    private static Expr applied(Op op, Seq<Expr> x) {
        return Expr.apply(op, x.toJavaArray(Expr[]::new));
    }

    private void one(Op op, TensorType... operands) {
        check(op + " " + Array.of(operands), fn(Array.of(operands), x -> Array.of(applied(op, x))), random);
    }

    /** The operand with the number made an index of an axis of length n: remainders, half of them counted from the end. */
    private void indexed(Op op, int which, int n, TensorType... operands) {
        check(op + " " + Array.of(operands), fn(Array.of(operands), x -> {
            Expr i = x.get(which);
            Expr position = i.abs().minus(i.abs().cast(DType.F64).div(n).floor().times(n).cast(i.dtype()));
            return Array.of(applied(op, x.update(which, i.lt(0).where(position.minus(n), position))));
        }), random);
    }

    @Test
    void order() {
        for (DType dtype : NUMERIC) {
            for (Shape shape : SHAPES) {
                TensorType type = new TensorType(dtype, shape);
                for (int axis = 0; axis < shape.rank(); axis++) {
                    one(new Sort(axis, false), type);
                    one(new Sort(axis, true), type);
                    one(new ArgSort(axis, false, shape.dim(axis)), type);
                    one(new ArgSort(axis, true, shape.dim(axis) / 2), type);
                    one(new ArgSort(axis, false, Math.min(1, shape.dim(axis))), type);
                }
            }
            for (SearchSorted.Side side : SearchSorted.Side.values()) {
                check("searchsorted " + dtype, fn(Array.of(TensorType.of(dtype, 6), TensorType.of(dtype, 2, 3)),
                        x -> Array.of(Expr.apply(new SearchSorted(0, side), x.get(0).sort(), x.get(1)))), random);
                check("searchsorted in lanes " + dtype, fn(Array.of(TensorType.of(dtype, 2, 6), TensorType.of(dtype, 2, 3, 2)),
                        x -> Array.of(Expr.apply(new SearchSorted(1, side), x.get(0).sort(), x.get(1)))), random);
            }
        }
    }

    @Test
    void running() {
        for (Cumulate.Kind kind : Cumulate.Kind.values()) {
            for (DType dtype : kind == Cumulate.Kind.LOGCUMSUMEXP ? FLOATS : NUMERIC) {
                for (Shape shape : SHAPES) {
                    for (int axis = 0; axis < shape.rank(); axis++) {
                        one(new Cumulate(kind, axis, axis % 2 == 1), new TensorType(dtype, shape));
                        one(new Cumulate(kind, axis, axis % 2 == 0), new TensorType(dtype, shape));
                    }
                }
            }
        }
        for (DType dtype : FLOATS) {
            for (Shape shape : SHAPES) {
                for (int axis = 0; axis < shape.rank(); axis++) {
                    TensorType type = new TensorType(dtype, shape);
                    one(new LeaveOneOutProduct(axis), type);
                    one(new LeaveOneOutProduct(axis), type, type);
                    one(new LeaveOneOutProduct(axis), type, type, type);
                    one(new Recurrence(axis, axis % 2 == 1), new TensorType(dtype, shape), new TensorType(dtype, shape));
                    one(new Recurrence(axis, axis % 2 == 0), new TensorType(dtype, shape), new TensorType(dtype, shape));
                }
            }
        }
    }

    @Test
    void scattering() {
        for (DType dtype : ALL) {
            for (DType index : Array.of(DType.I32, DType.I64)) {
                for (int batch = 0; batch <= 1; batch++) {
                    for (int axis = batch; axis < 3; axis++) {
                        TensorType x = TensorType.of(dtype, 2, 3, 5);
                        TensorType indices = batch == 0 ? TensorType.of(index, 4) : TensorType.of(index, 2, 2, 2);
                        TensorType updates = new Take(batch, axis).infer(Array.of(x, indices));
                        for (Scatter.Kind kind : Scatter.Kind.values()) {
                            if (dtype.isNumeric() || kind == Scatter.Kind.SET) {
                                indexed(new Scatter(kind, batch, axis), 1, x.shape().dim(axis), x, indices, updates);
                            }
                        }
                        if (dtype.isNumeric()) {
                            indexed(new ScatterAdd(batch, axis), 1, x.shape().dim(axis), x, indices, updates);
                        }
                        indexed(new Take(batch, axis), 1, x.shape().dim(axis), x, indices);
                    }
                }
            }
        }
    }

    @Test
    void blocks() {
        for (DType dtype : ALL) {
            for (DType index : Array.of(DType.I32, DType.I64)) {
                TensorType x = TensorType.of(dtype, 4, 3, 5);
                one(new DynamicSlice(0, Ints.of(2, 3, 1)), x, TensorType.of(index, 3));
                one(new DynamicSlice(1, Ints.of(2, 4)), x, TensorType.of(index, 4, 2));
                one(new DynamicSlice(2, Ints.of(0)), x, TensorType.of(index, 4, 3, 1));
                one(new DynamicSlice(3, Ints.empty()), x, TensorType.of(index, 4, 3, 5, 0));
                one(new DynamicUpdateSlice(0), x, TensorType.of(dtype, 1, 3, 2), TensorType.of(index, 3));
                one(new DynamicUpdateSlice(1), x, TensorType.of(dtype, 4, 2, 5), TensorType.of(index, 4, 2));
                one(new DynamicUpdateSlice(0), TensorType.of(dtype), TensorType.of(dtype), TensorType.of(index, 0));
            }
        }
        for (DType index : Array.of(DType.I32, DType.I64)) {
            TensorType i = TensorType.of(index, 2, 3);
            check("flat_index", fn(Array.of(i, i), x -> Array.of(Expr.apply(new FlatIndex(Ints.of(10, 10)), x.get(0), x.get(1)))), random);
        }
    }

    @Test
    void nan() {
        Tensor x = Tensor.of(Shape.of(2, 4), 1, Double.NaN, -0.0, 0.0, Double.NEGATIVE_INFINITY, 3, Double.NaN, 2);
        for (Op op : Array.<Op>of(new Sort(0, false), new Sort(1, true), new ArgSort(1, false, 4), new ArgSort(1, true, 4), new Cumulate(Cumulate.Kind.CUMMAX, 1, false),
                new Cumulate(Cumulate.Kind.CUMMIN, 1, true), new Cumulate(Cumulate.Kind.CUMPROD, 1, false))) {
            check(op.toString(), fn(Array.of(x.type()), v -> Array.of(Expr.apply(op, v.get(0)))), Array.of(x));
        }
    }
}
