package fluxion.tests.ops;

import static fluxion.tests.ops.Sampler.between;
import static fluxion.tests.ops.Sampler.bools;
import static fluxion.tests.ops.Sampler.distinct;
import static fluxion.tests.ops.Sampler.eitherSign;
import static fluxion.tests.ops.Sampler.integers;
import static fluxion.tests.ops.Sampler.offGrid;
import static fluxion.tests.ops.Sampler.parity;
import static fluxion.tests.ops.Sampler.positions;

import fluxion.core.DType;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.core.Var;
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
import fluxion.core.op.Cumulative;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicIndexing;
import fluxion.core.op.Eye;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Order;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.tests.ops.Row.Operand;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * The operations with operands in their domains. The switches have no default and the list is held complete by a test, so
 * that a new operation cannot escape the generic tests.
 */
final class Catalogue {
    private Catalogue() {}

    private static final Ints FIRST = Ints.of(0);
    private static final Ints SECOND = Ints.of(1);
    private static final Ints BOTH = Ints.of(0, 1);

    /** A row for each operation, and for each interesting choice of its parameters. */
    static Seq<Row> rows() {
        return operations().map(Catalogue::row);
    }

    private static Seq<Op> operations() {
        Ints none = Ints.empty();
        return Array.<Op>empty().appendAll(Array.of(Unary.values())).appendAll(Array.of(Binary.values())).appendAll(Array.of(Compare.values()))
                .appendAll(SpecialRows.operations())
                .appendAll(Array.of(-2, -1, 0, 1, 2, 3).map(Power::new))
                .appendAll(Array.of(Reduce.Kind.values()).flatMap(kind -> Array.of(new Reduce(kind, Ints.of(0)), new Reduce(kind, Ints.of(0, 1)),
                        new Reduce(kind, Ints.of(1)))))
                .appendAll(Array.of(ArgReduce.Kind.values()).flatMap(kind -> Array.of(new ArgReduce(kind, 0), new ArgReduce(kind, 1))))
                .appendAll(Array.of(DType.values()).map(Cast::new))
                .appendAll(Array.of(RandomNumbers.Kind.values()).map(kind ->
                        new RandomNumbers(kind, kind.isInteger() ? DType.I32 : DType.F64, Shape.of(2), 1)))
                .appendAll(Array.of(new Select(), new StopGradient(),
                        new CumSum(0, false), new CumSum(1, true),
                        new Dot(none, none, Ints.of(1), Ints.of(0)), new Dot(Ints.of(0), Ints.of(0), Ints.of(2), Ints.of(1)),
                        new Dot(Ints.of(1), Ints.of(2), Ints.of(0, 2), Ints.of(1, 0)), new Dot(none, none, none, none),
                        new Dot(Ints.of(0), Ints.of(0), none, none), new Dot(none, none, Ints.of(0), Ints.of(0)),
                        new Reshape(Shape.of(3, 2)), new Reshape(Shape.of(6)), new Permute(Ints.of(1, 0)), new Permute(Ints.of(2, 0, 1)),
                        new Broadcast(Shape.of(2, 3), Ints.of(1)), new Broadcast(Shape.of(2, 3, 2), Ints.of(0, 2)), new Broadcast(Shape.of(3, 2), none),
                        new Slice(Ints.of(1, 0), Ints.of(3, 4), Ints.of(1, 2)), new Slice(Ints.of(0, 1), Ints.of(2, 4), Ints.of(3, 1)),
                        new Pad(Ints.of(1, 0), Ints.of(0, 2), Ints.of(0, 1)), new Pad(Ints.of(0, 2), Ints.of(1, 0), Ints.of(2, 0)),
                        new Flip(Ints.of(0)), new Flip(Ints.of(0, 1)), new Concatenate(0), new Concatenate(1),
                        new Iota(TensorType.of(DType.F64, 2, 3), 1), new Eye(DType.F64, 2, 3, 1),
                        new Diag(0), new Diag(1), new Diag(-2), new Diagonal(0), new Diagonal(1), new Diagonal(-1),
                        new Take(0, 0), new Take(0, 1), new Take(1, 1), new Take(1, 2),
                        new ScatterAdd(0, 0), new ScatterAdd(0, 1), new ScatterAdd(1, 1), new ScatterAdd(1, 2),
                        new Windows(Ints.of(2), Ints.of(1), Ints.of(1)), new Windows(Ints.of(2, 2), Ints.of(2, 1), Ints.of(1, 2)),
                        new Fold(Ints.of(5), new Windows(Ints.of(2), Ints.of(2), Ints.of(1))),
                        new Fold(Ints.of(4, 3), new Windows(Ints.of(2, 2), Ints.of(1, 1), Ints.of(2, 1))),
                        conv(1, 0, 0, 1, 1, 1), conv(2, 1, 0, 1, 1, 2), conv(1, 1, 2, 1, 2, 1), conv(2, 0, 1, 2, 1, 1), conv(1, -1, 0, 1, 1, 1),
                        new Conv(Ints.of(2, 1), Ints.of(1, 0), Ints.of(1, 1), Ints.of(1, 1), Ints.of(1, 2), 2),
                        call()))
                .appendAll(CallRows.operations()).appendAll(ControlRows.operations()).appendAll(OrderRows.operations()).appendAll(MatrixRows.operations());
    }

    private static Conv conv(int stride, int low, int high, int inputDilation, int kernelDilation, int groups) {
        return new Conv(Ints.of(stride), Ints.of(low), Ints.of(high), Ints.of(inputDilation), Ints.of(kernelDilation), groups);
    }

    /** A function of two parameters with two results. */
    private static Call call() {
        Var x = new Var("x", TensorType.of(DType.F64, 2));
        Var y = new Var("y", TensorType.of(DType.F64, 2));
        return new Call("swirl", Fn.of(Array.of(x, y), Array.of(x.sin().times(y), y.square().sum().plus(x.get(0)))));
    }

    private static Row row(Op op) {
        return switch (op) {
            case Unary unary -> unary(unary);
            case Power(int n) -> n == 1 ? Row.smooth(op, f64(eitherSign(0.5, 2), 3)).linearIn(FIRST) : Row.smooth(op, f64(eitherSign(0.5, 2), 3));
            case Binary binary -> binary(binary);
            case Special special -> SpecialRows.row(special);
            case Compare _ -> Row.constant(op, f64(parity(0), 2, 2), f64(integers(-1, 2), 2, 2));
            case Select _ -> Row.smooth(op, of(DType.BOOL, bools(), 2, 3), f64(any(), 2, 3), f64(any(), 2, 3)).linearIn(Ints.of(1, 2));
            case Cast(DType to) -> switch (to) {
                case F64 -> Row.smooth(op, of(DType.F32, any(), 3)).linearIn(FIRST);
                case F32 -> Row.smooth(op, f64(any(), 3)).linearIn(FIRST);
                case I64, I32, BOOL -> Row.constant(op, f64(offGrid(), 3));
            };
            case StopGradient _ -> Row.smooth(op, f64(any(), 3)).stopped();
            case Reduce reduce -> reduce(reduce);
            case ArgReduce _ -> Row.constant(op, f64(distinct(), 2, 3));
            case CumSum _ -> Row.smooth(op, f64(any(), 3, 2)).linearIn(FIRST);
            case Dot dot -> dot(dot);
            case Movement movement -> movement(movement);
            case Iota _, Eye _ -> Row.constant(op);
            case Diag _ -> Row.smooth(op, f64(any(), 2, 3)).linearIn(FIRST);
            case Diagonal _ -> Row.smooth(op, f64(any(), 2, 3, 4)).linearIn(FIRST);
            case Take(int batch, int axis) -> Row.smooth(op, picked(axis), indices(batch, axis)).linearIn(FIRST);
            case ScatterAdd(int batch, int axis) -> Row.smooth(op, picked(axis), indices(batch, axis),
                    new Operand(new Take(batch, axis).infer(Array.of(picked(axis).type(), indices(batch, axis).type())), any())).linearIn(Ints.of(0, 2));
            case Windows windows -> Row.smooth(op, windows.size().size() == 1 ? f64(any(), 2, 5) : f64(any(), 4, 3)).linearIn(FIRST);
            case Fold(Ints to, Windows windows) -> Row.smooth(op, new Operand(
                    windows.infer(Array.of(new TensorType(DType.F64, new Shape(to)))), any())).linearIn(FIRST);
            case Conv conv -> conv.stride().size() == 1
                    ? Row.smooth(op, f64(any(), 2, 2 * conv.groups(), 5), f64(any(), 2 * conv.groups(), 2, 3)).linearIn(FIRST, SECOND)
                    : Row.smooth(op, f64(any(), 1, 2, 4, 4), f64(any(), 2, 1, 3, 2)).linearIn(FIRST, SECOND);
            case RandomNumbers _ -> Row.constant(op, of(DType.I32, integers(-1000, 1000), 2));
            case Order order -> OrderRows.row(order);
            case Cumulative running -> OrderRows.row(running);
            case DynamicIndexing placement -> OrderRows.row(placement);
            case LinearAlgebra algebra -> MatrixRows.row(algebra);
            case Fourier fourier -> MatrixRows.row(fourier);
            case Call _ -> Row.smooth(op, f64(any(), 2), f64(any(), 2));
            case CustomRule ruled -> CallRows.row(ruled);
            case Marker marker -> CallRows.row(marker);
            case NamedAxisOp across -> CallRows.row(across);
            case Control control -> ControlRows.row(control);
        };
    }

    private static Row unary(Unary op) {
        return switch (op) {
            case NEG -> Row.smooth(op, f64(any(), 3)).linearIn(FIRST);
            case ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, RELU -> Row.smooth(op, f64(offGrid(), 4));
            case SQRT, RSQRT, LOG, LOG2, LOG10 -> Row.smooth(op, f64(between(0.3, 3), 3));
            case LOG1P -> Row.smooth(op, f64(between(-0.6, 2), 3));
            case CBRT -> Row.smooth(op, f64(eitherSign(0.3, 3), 3));
            case EXP, EXP2, EXPM1, SIN, COS, ATAN, SINH, COSH, TANH, ASINH, ERF, SIGMOID, SOFTPLUS -> Row.smooth(op, f64(any(), 3));
            case TAN -> Row.smooth(op, f64(between(-1.2, 1.2), 3));
            case ASIN, ACOS, ATANH -> Row.smooth(op, f64(between(-0.8, 0.8), 3));
            case ACOSH -> Row.smooth(op, f64(between(1.3, 3), 3));
            case IS_NAN, IS_INF, IS_FINITE -> Row.constant(op, f64((random, n) -> {
                double[] values = any().draw(random, n);
                values[0] = Double.NaN;
                values[1] = Double.NEGATIVE_INFINITY;
                return values;
            }, 4));
            case LOGICAL_NOT -> Row.constant(op, of(DType.BOOL, bools(), 4));
        };
    }

    private static Row binary(Binary op) {
        return switch (op) {
            case ADD, SUB -> Row.smooth(op, f64(any(), 2, 2), f64(any(), 2, 2)).linearIn(BOTH);
            case MUL -> Row.smooth(op, f64(any(), 2, 2), f64(any(), 2, 2)).linearIn(FIRST, SECOND);
            case DIV -> Row.smooth(op, f64(any(), 2, 2), f64(eitherSign(0.5, 2), 2, 2)).linearIn(FIRST);
            case POW -> Row.smooth(op, f64(between(0.3, 2), 2, 2), f64(any(), 2, 2));
            case REMAINDER, FLOOR_DIVIDE -> Row.smooth(op, f64(between(2.1, 2.6), 2, 2), f64(between(0.9, 1.04), 2, 2));
            case MAXIMUM, MINIMUM -> Row.smooth(op, f64(parity(0), 2, 2), f64(parity(1), 2, 2));
            case ATAN2, HYPOT, COPYSIGN -> Row.smooth(op, f64(eitherSign(0.5, 2), 2, 2), f64(eitherSign(0.5, 2), 2, 2));
            case LOGADDEXP -> Row.smooth(op, f64(any(), 2, 2), f64(any(), 2, 2));
            case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> Row.constant(op, of(DType.BOOL, bools(), 2, 2), of(DType.BOOL, bools(), 2, 2));
        };
    }

    private static Row reduce(Reduce op) {
        return switch (op.kind()) {
            case SUM -> Row.smooth(op, f64(any(), 2, 3)).linearIn(FIRST);
            case PROD -> Row.smooth(op, f64(eitherSign(0.5, 2), 2, 3));
            case MAX, MIN -> Row.smooth(op, f64(distinct(), 2, 3));
            case LOGSUMEXP -> Row.smooth(op, f64(any(), 2, 3));
            case ANY, ALL -> Row.constant(op, of(DType.BOOL, bools(), 2, 3));
        };
    }

    private static Row dot(Dot op) {
        Row row = switch (op.leftBatch().size() + 10 * op.leftContract().size()) {
            case 0 -> Row.smooth(op, f64(any(), 2), f64(any(), 2, 2));
            case 1 -> Row.smooth(op, f64(any(), 2, 3), f64(any(), 2, 2));
            case 11 -> Row.smooth(op, f64(any(), 2, 2, 3), f64(any(), 2, 3, 2));
            case 21 -> Row.smooth(op, f64(any(), 3, 2, 2), f64(any(), 2, 3, 2, 2));
            default -> op.leftContract().get(0) == 0 ? Row.smooth(op, f64(any(), 3), f64(any(), 3)) : Row.smooth(op, f64(any(), 2, 3), f64(any(), 3, 2));
        };
        return row.linearIn(FIRST, SECOND);
    }

    private static Row movement(Movement op) {
        return switch (op) {
            case Reshape _ -> Row.smooth(op, f64(any(), 2, 3)).linearIn(FIRST);
            case Permute(Ints permutation) -> Row.smooth(op, permutation.size() == 2 ? f64(any(), 2, 3) : f64(any(), 2, 3, 2)).linearIn(FIRST);
            case Broadcast(Shape to, Ints axes) -> Row.smooth(op, new Operand(new TensorType(DType.F64, new Shape(to.dims().select(axes))), any()))
                    .linearIn(FIRST);
            case Slice _ -> Row.smooth(op, f64(any(), 3, 4)).linearIn(FIRST);
            case Pad _ -> Row.smooth(op, f64(any(), 2, 3), f64(any())).linearIn(BOTH);
            case Flip _ -> Row.smooth(op, f64(any(), 2, 3)).linearIn(FIRST);
            case Concatenate(int axis) -> Row.smooth(op, f64(any(), 2, 3), axis == 0 ? f64(any(), 1, 3) : f64(any(), 2, 2)).linearIn(BOTH);
        };
    }

    private static Operand picked(int axis) {
        return axis == 0 ? f64(any(), 4, 2) : axis == 1 ? f64(any(), 2, 4, 2) : f64(any(), 2, 2, 4);
    }

    private static Operand indices(int batch, int axis) {
        return batch == 0 ? of(DType.I32, positions(4), 3) : of(DType.I32, positions(4), 2, 3);
    }

    private static Sampler any() {
        return between(-2, 2);
    }

    private static Operand f64(Sampler sampler, int... dims) {
        return of(DType.F64, sampler, dims);
    }

    private static Operand of(DType dtype, Sampler sampler, int... dims) {
        return new Operand(TensorType.of(dtype, dims), sampler);
    }
}
