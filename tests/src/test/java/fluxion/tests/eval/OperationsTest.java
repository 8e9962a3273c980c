package fluxion.tests.eval;

import static fluxion.tests.eval.Compared.check;
import static fluxion.tests.eval.Compared.fn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Iota;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.tests.ops.SpecialRows;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Every operation on contiguous tensors and on views of all kinds, next to the naive interpreter. */
class OperationsTest {
    private final SplittableRandom random = new SplittableRandom(20240611);
    private static final Seq<DType> ALL = Array.of(DType.values());
    private static final Seq<DType> NUMERIC = ALL.filter(DType::isNumeric);
    private static final Seq<DType> FLOATS = ALL.filter(DType::isFloat);
    private static final Seq<Shape> SHAPES = Array.of(Shape.of(), Shape.of(1), Shape.of(7), Shape.of(3, 4), Shape.of(2, 0, 3), Shape.of(2, 3, 5),
            Shape.of(4, 700), Shape.of(3, 1, 140));

    private void one(Op op, TensorType... operands) {
        check(op + " " + Array.of(operands), fn(Array.of(operands), x -> Array.of(Expr.apply(op, x.toJavaArray(Expr[]::new)))), random);
    }

    private static boolean fits(Op op, TensorType... operands) {
        try {
            op.infer(Array.of(operands));
            return true;
        } catch (fluxion.core.FluxionException e) {
            return false;
        }
    }

    private void elementwise(Op op, int arity) {
        for (DType dtype : ALL) {
            for (Shape shape : SHAPES) {
                TensorType type = new TensorType(dtype, shape);
                TensorType[] operands = Array.fill(arity, type).toJavaArray(TensorType[]::new);
                if (fits(op, operands)) {
                    one(op, operands);
                }
            }
        }
    }

    @Test
    void unary() {
        for (Unary op : Unary.values()) {
            elementwise(op, 1);
        }
        Array.of(-3, -1, 0, 2, 3, 5, 40).forEach(n -> elementwise(new Power(n), 1));
        elementwise(new StopGradient(), 1);
        ALL.forEach(to -> elementwise(new Cast(to), 1));
    }

    @Test
    void special() {
        SpecialRows.operations().forEach(op -> elementwise(op, op.arity()));
    }

    @Test
    void binary() {
        for (Binary op : Binary.values()) {
            switch (op) {
                case POW, REMAINDER, FLOOR_DIVIDE -> FLOATS.forEach(d -> SHAPES.forEach(s -> one(op, new TensorType(d, s), new TensorType(d, s))));
                default -> elementwise(op, 2);
            }
        }
        for (Compare op : Compare.values()) {
            elementwise(op, 2);
        }
        for (DType dtype : ALL) {
            SHAPES.forEach(s -> one(new Select(), new TensorType(DType.BOOL, s), new TensorType(dtype, s), new TensorType(dtype, s)));
        }
    }

    @Test
    void reductions() {
        for (Reduce.Kind kind : Reduce.Kind.values()) {
            for (DType dtype : ALL) {
                for (Shape shape : SHAPES.append(Shape.of(2, 3, 4, 5)).append(Shape.of(0, 3)).append(Shape.of(3, 0)).append(Shape.of(5, 1))
                        .append(Shape.of(1, 600, 2))) {
                    for (int mask = 0; mask < 1 << shape.rank(); mask++) {
                        int bits = mask;
                        Op op = new Reduce(kind, Ints.range(0, shape.rank()).filter(a -> (bits >> a & 1) == 1));
                        TensorType type = new TensorType(dtype, shape);
                        if (fits(op, type)) {
                            one(op, type);
                        }
                    }
                }
            }
        }
    }

    @Test
    void alongAnAxis() {
        for (DType dtype : NUMERIC) {
            for (Shape shape : SHAPES.append(Shape.of(0, 3))) {
                for (int axis = 0; axis < shape.rank(); axis++) {
                    TensorType type = new TensorType(dtype, shape);
                    one(new CumSum(axis, false), type);
                    one(new CumSum(axis, true), type);
                    for (ArgReduce.Kind kind : ArgReduce.Kind.values()) {
                        Op op = new ArgReduce(kind, axis);
                        if (fits(op, type)) {
                            one(op, type);
                        }
                    }
                }
            }
        }
    }

    @Test
    void dot() {
        Ints none = Ints.empty();
        for (DType dtype : NUMERIC) {
            one(new Dot(none, none, none, none), TensorType.scalar(dtype), TensorType.scalar(dtype));
            one(new Dot(none, none, Ints.of(0), Ints.of(0)), TensorType.of(dtype, 5), TensorType.of(dtype, 5));
            one(new Dot(none, none, Ints.of(1), Ints.of(0)), TensorType.of(dtype, 3, 4), TensorType.of(dtype, 4, 5));
            one(new Dot(none, none, Ints.of(1), Ints.of(0)), TensorType.of(dtype, 33, 40), TensorType.of(dtype, 40, 50));
            one(new Dot(none, none, Ints.of(0), Ints.of(1)), TensorType.of(dtype, 4, 3), TensorType.of(dtype, 5, 4));
            one(new Dot(none, none, none, none), TensorType.of(dtype, 3, 2), TensorType.of(dtype, 4));
            one(new Dot(Ints.of(0), Ints.of(1), Ints.of(2), Ints.of(0)), TensorType.of(dtype, 2, 3, 4), TensorType.of(dtype, 4, 2, 5));
            one(new Dot(Ints.of(1, 0), Ints.of(0, 2), Ints.of(2, 3), Ints.of(3, 1)), TensorType.of(dtype, 2, 3, 4, 5, 2),
                    TensorType.of(dtype, 3, 5, 2, 4));
            one(new Dot(none, none, Ints.of(1), Ints.of(0)), TensorType.of(dtype, 3, 0), TensorType.of(dtype, 0, 5));
            one(new Dot(none, none, Ints.of(1), Ints.of(0)), TensorType.of(dtype, 0, 3), TensorType.of(dtype, 3, 5));
            one(new Dot(Ints.of(0), Ints.of(0), none, none), TensorType.of(dtype, 0, 3), TensorType.of(dtype, 0, 5));
        }
    }

    @Test
    void movements() {
        for (DType dtype : ALL) {
            TensorType m = TensorType.of(dtype, 3, 4);
            TensorType c = TensorType.of(dtype, 2, 3, 4);
            TensorType empty = TensorType.of(dtype, 2, 0, 3);
            Array.of(Shape.of(12), Shape.of(4, 3), Shape.of(2, 6), Shape.of(1, 3, 1, 2, 2)).forEach(s -> one(new Reshape(s), m));
            Array.of(Shape.of(6, 4), Shape.of(2, 12), Shape.of(24), Shape.of(4, 3, 2), Shape.of(2, 3, 2, 2)).forEach(s -> one(new Reshape(s), c));
            one(new Reshape(Shape.of(0, 5)), empty);
            one(new Reshape(Shape.of()), TensorType.of(dtype, 1, 1));
            one(new Permute(Ints.of(2, 0, 1)), c);
            one(new Permute(Ints.of(1, 0)), m);
            one(new Permute(Ints.of(2, 0, 1)), empty);
            one(new Broadcast(Shape.of(2, 3, 5, 4), Ints.of(1, 3)), m);
            one(new Broadcast(Shape.of(3, 0, 4), Ints.of(0, 2)), m);
            one(new Broadcast(Shape.of(2, 3), Ints.empty()), TensorType.scalar(dtype));
            one(new Slice(Ints.of(1, 0), Ints.of(3, 4), Ints.of(1, 2)), m);
            one(new Slice(Ints.of(3, 0), Ints.of(3, 4), Ints.of(1, 3)), m);
            one(new Slice(Ints.of(2, 1), Ints.of(3, 2), Ints.of(1, 3)), m);
            one(new Flip(Ints.of(0)), m);
            one(new Flip(Ints.of(0, 2)), c);
            one(new Flip(Ints.of(0, 1)), empty);
            one(new Pad(Ints.of(1, 0), Ints.of(2, 1), Ints.of(0, 2)), m, TensorType.scalar(dtype));
            one(new Pad(Ints.of(1, 0, 1), Ints.of(0, 2, 0), Ints.of(1, 1, 1)), empty, TensorType.scalar(dtype));
            one(new Concatenate(1), m, TensorType.of(dtype, 3, 0), TensorType.of(dtype, 3, 1), m);
            one(new Concatenate(0), TensorType.of(dtype, 5), TensorType.of(dtype, 1));
            one(new Concatenate(0), m);
            for (int offset = -2; offset <= 3; offset++) {
                one(new Diagonal(offset), m);
                one(new Diagonal(offset), c);
                one(new Diag(offset), m);
                one(new Diag(offset), TensorType.of(dtype, 0));
                one(new Eye(dtype, 3, 4, offset));
                one(new Eye(dtype, 0, 2, offset));
                one(new Eye(dtype, 3, 0, offset));
            }
            Windows windows = new Windows(Ints.of(2, 3), Ints.of(1, 2), Ints.of(2, 1));
            one(windows, TensorType.of(dtype, 2, 5, 7));
            one(windows, TensorType.of(dtype, 2, 1, 7));
            if (dtype.isNumeric()) {
                one(new Fold(Ints.of(5, 7), windows), TensorType.of(dtype, 2, 3, 3, 2, 3));
                one(new Fold(Ints.of(1, 7), windows), TensorType.of(dtype, 2, 0, 3, 2, 3));
                one(new Iota(TensorType.of(dtype, 3, 4, 2), 1));
                one(new Iota(TensorType.of(dtype, 0, 4), 1));
            }
        }
        one(new Iota(TensorType.of(DType.F64, 2, 70_000, 2), 1));
        one(new Iota(TensorType.of(DType.I32, 70_000), 0));
    }

    @Test
    void indexing() {
        for (DType dtype : ALL) {
            for (DType index : Array.of(DType.I32, DType.I64)) {
                // indices are from −9 to 9: axes of at least ten elements
                indexed(0, 0, TensorType.of(dtype, 10), TensorType.of(index), Shape.of());
                indexed(0, 0, TensorType.of(dtype, 10, 3), TensorType.of(index, 4), Shape.of(4, 3));
                indexed(0, 1, TensorType.of(dtype, 2, 11), TensorType.of(index, 2, 3), Shape.of(2, 2, 3));
                indexed(1, 1, TensorType.of(dtype, 2, 11), TensorType.of(index, 2, 3), Shape.of(2, 3));
                indexed(1, 2, TensorType.of(dtype, 2, 3, 10, 2), TensorType.of(index, 2, 4), Shape.of(2, 3, 4, 2));
                indexed(2, 2, TensorType.of(dtype, 2, 3, 10), TensorType.of(index, 2, 3), Shape.of(2, 3));
                indexed(0, 0, TensorType.of(dtype, 10, 3), TensorType.of(index, 0), Shape.of(0, 3));
                indexed(0, 0, TensorType.of(dtype, 10, 0), TensorType.of(index, 2), Shape.of(2, 0));
            }
        }
    }

    private void indexed(int batch, int axis, TensorType x, TensorType indices, Shape picked) {
        one(new Take(batch, axis), x, indices);
        if (x.dtype().isNumeric()) {
            one(new ScatterAdd(batch, axis), x, indices, x.withShape(picked));
        }
    }

    @Test
    void convolution() {
        for (DType dtype : NUMERIC) {
            conv(new Conv(Ints.of(1, 1), Ints.of(0, 0), Ints.of(0, 0), Ints.of(1, 1), Ints.of(1, 1), 1), TensorType.of(dtype, 2, 3, 6, 7),
                    TensorType.of(dtype, 4, 3, 3, 2));
            conv(new Conv(Ints.of(2, 1), Ints.of(1, 2), Ints.of(0, 1), Ints.of(1, 1), Ints.of(1, 2), 2), TensorType.of(dtype, 2, 4, 6, 7),
                    TensorType.of(dtype, 6, 2, 3, 2));
            conv(new Conv(Ints.of(1, 1), Ints.of(2, 1), Ints.of(2, 1), Ints.of(2, 3), Ints.of(1, 1), 1), TensorType.of(dtype, 1, 2, 3, 3),
                    TensorType.of(dtype, 2, 2, 3, 2));
            conv(new Conv(Ints.of(1, 1), Ints.of(-1, 0), Ints.of(0, -2), Ints.of(1, 1), Ints.of(1, 1), 1), TensorType.of(dtype, 1, 2, 5, 6),
                    TensorType.of(dtype, 2, 2, 3, 2));
            conv(new Conv(Ints.of(2), Ints.of(1), Ints.of(1), Ints.of(1), Ints.of(1), 1), TensorType.of(dtype, 3, 2, 8), TensorType.of(dtype, 5, 2, 3));
            conv(new Conv(Ints.of(1), Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1), 1), TensorType.of(dtype, 3, 2, 2), TensorType.of(dtype, 5, 2, 3));
            conv(new Conv(Ints.of(1), Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1), 1), TensorType.of(dtype, 0, 2, 4), TensorType.of(dtype, 5, 2, 3));
            conv(new Conv(Ints.of(1), Ints.of(0), Ints.of(0), Ints.of(1), Ints.of(1), 1), TensorType.of(dtype, 2, 0, 4), TensorType.of(dtype, 5, 0, 3));
            conv(new Conv(Ints.of(1, 1, 1), Ints.of(0, 1, 0), Ints.of(0, 1, 0), Ints.of(1, 1, 1), Ints.of(1, 1, 1), 1),
                    TensorType.of(dtype, 2, 2, 3, 3, 3), TensorType.of(dtype, 2, 2, 2, 2, 2));
        }
    }

    private void conv(Conv op, TensorType x, TensorType w) {
        one(op, x, w);
    }

    @Test
    void random() {
        for (RandomNumbers.Kind kind : RandomNumbers.Kind.values()) {
            for (DType dtype : kind.isInteger() ? Array.of(DType.I32, DType.I64) : FLOATS) {
                if (kind == RandomNumbers.Kind.PERMUTATION) {
                    Array.of(0, 1, 5).forEach(n -> one(new RandomNumbers(kind, dtype, Shape.of(n), 5), TensorType.of(DType.I32, 3, 2)));
                    continue;
                }
                one(new RandomNumbers(kind, dtype, Shape.of(3, 4), 5), TensorType.of(DType.I32, 2));
                one(new RandomNumbers(kind, dtype, Shape.of(), 0), TensorType.of(DType.I32, 3, 2));
                one(new RandomNumbers(kind, dtype, Shape.of(0), 0), TensorType.of(DType.I32, 3, 2));
            }
        }
    }

    @Test
    void calls() {
        TensorType type = TensorType.of(DType.F64, 3);
        var inner = fn(List.of(type, type), x -> Array.of(x.get(0).times(x.get(1)), x.get(0).sum()));
        var outer = fn(List.of(type), x -> ((fluxion.core.Apply) Expr.apply(new Call("inner", inner), x.get(0), x.get(0).sin())).results()
                .map(Expr.class::cast));
        check("call", outer, random);
        check("call in call", fn(List.of(type), x -> ((fluxion.core.Apply) Expr.apply(new Call("outer", outer), x.get(0).exp())).results()
                .map(Expr.class::cast)), random);
    }
}
