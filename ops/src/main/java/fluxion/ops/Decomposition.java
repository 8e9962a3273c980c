package fluxion.ops;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.ArgSort;
import fluxion.core.op.Binary;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
import fluxion.core.op.Control;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Cumulate;
import fluxion.core.op.CustomRule;
import fluxion.core.op.Diag;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.DynamicSlice;
import fluxion.core.op.DynamicUpdateSlice;
import fluxion.core.op.Eye;
import fluxion.core.op.FlatIndex;
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LeaveOneOutProduct;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Recurrence;
import fluxion.core.op.Reduce;
import fluxion.core.op.Scatter;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.SearchSorted;
import fluxion.core.op.Select;
import fluxion.core.op.Sort;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;
import fluxion.ops.fourier.FourierProgram;
import fluxion.ops.indexing.PlacePrograms;
import fluxion.ops.linalg.MatrixPrograms;
import fluxion.ops.movement.ArrangementPrograms;
import fluxion.ops.random.RandomPrograms;
import fluxion.ops.running.RunningPrograms;
import fluxion.ops.special.SpecialPrograms;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * What an operation is in simpler ones: a factorization as loops of products, a special function as its series, a window as
 * positions that are read. For exports that have no kernel for it. The simplest ones, which are not taken apart, are elementwise
 * operations but {@link Special} ones, reductions, running sums, products, movement without interior padding, Iota and Eye,
 * reading and writing at positions, sorting, random bits, transforms of complex numbers, control flow and calls.
 *
 * <p>Programs mean the same to rounding; those of special functions and matrices compute in f64, as the kernels do.
 */
public final class Decomposition {
    private Decomposition() {}

    /** A function of the operands, for operands of these types; none where the operation is one of the simplest. */
    public static Option<Fn> of(Op op, Seq<TensorType> operands) {
        return switch (op) {
            case Special special -> program(operands, x -> inDouble(x, y -> Array.of(SpecialPrograms.value(special, y))));
            case LinearAlgebra algebra -> program(operands,
                    x -> inDouble(x, y -> MatrixPrograms.of(algebra, y, operands.get(0).dtype())));
            case Binary binary when binary == Binary.POW
                    && operands.get(0).dtype().isInteger() -> one(operands, x -> RunningPrograms.power(x.get(0), x.get(1)));
            case Cumulate cumulate -> one(operands, x -> RunningPrograms.cumulate(cumulate, x.get(0)));
            case Recurrence recurrence -> one(operands, x -> RunningPrograms.recurrence(recurrence, x.get(0), x.get(1)));
            case LeaveOneOutProduct others -> one(operands, x -> RunningPrograms.others(others.axis(), x));
            case Diag(int offset) -> one(operands, x -> ArrangementPrograms.diag(offset, x.get(0)));
            case Diagonal(int offset) -> one(operands, x -> ArrangementPrograms.diagonal(offset, x.get(0)));
            case Windows windows -> one(operands, x -> ArrangementPrograms.windows(windows, x.get(0)));
            case Fold fold -> one(operands, x -> ArrangementPrograms.fold(fold, x.get(0)));
            case Pad pad when !pad.interior().forAll(k -> k == 0) ->
                    one(operands, x -> ArrangementPrograms.pad(pad, x.get(0), x.get(1)));
            case Conv conv -> one(operands, x -> ArrangementPrograms.conv(conv, x.get(0), x.get(1)));
            case DynamicSlice slice -> one(operands, x -> PlacePrograms.slice(slice, x.get(0), x.get(1)));
            case DynamicUpdateSlice update -> one(operands, x -> PlacePrograms.update(update, x.get(0), x.get(1), x.get(2)));
            case FlatIndex(var dims) -> one(operands, x -> PlacePrograms.flatIndex(dims, x));
            case SearchSorted search -> one(operands, x -> PlacePrograms.search(search, x.get(0), x.get(1)));
            case RandomNumbers random when random.kind() != RandomNumbers.Kind.BITS
                    -> one(operands, x -> RandomPrograms.of(random, x.get(0)));
            case Fourier fourier when fourier.kind() == Fourier.Kind.HALF ->
                    one(operands, x -> FourierProgram.half(fourier.n(), x.get(0)));
            case Unary _, Power _, Binary _, Compare _, Select _, Cast _, StopGradient _, Reduce _, ArgReduce _, CumSum _, Dot _,
                    Movement _, Iota _, Eye _, Take _,
                    ScatterAdd _, Scatter _, Sort _, ArgSort _, RandomNumbers _, Fourier _, Control _, Call _, CustomRule _,
                    Marker _, NamedAxisOp _ -> Option.none();
        };
    }

    private static Option<Fn> one(Seq<TensorType> operands, java.util.function.Function<Seq<Expr>, Expr> program) {
        return program(operands, x -> Array.of(program.apply(x)));
    }

    private static Option<Fn> program(Seq<TensorType> operands, java.util.function.Function<Seq<Expr>, Seq<Expr>> program) {
        Seq<Var> params = operands.zipWithIndex((t, i) -> new Var("x" + i, t)).toArray();
        return Option.of(Fn.of(params, program.apply(Array.narrow(params.toArray()))));
    }

    /** The program in f64, its floating-point results in the operands' dtype again. */
    private static Seq<Expr> inDouble(Seq<Expr> x, java.util.function.Function<Seq<Expr>, Seq<Expr>> program) {
        DType dtype = x.get(0).dtype();
        return program.apply(x.map(v -> v.cast(DType.F64))).map(y -> y.dtype() == DType.F64 ? y.cast(dtype) : y);
    }
}
