package fluxion.ops.eval;

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
import io.vavr.control.Option;

/** Operations that need not move anything: another layout of the operand's elements says it all. */
final class ViewSteps {
    private ViewSteps() {}

    /** The layout of the result of an operation on one operand of a layout; none where elements must be computed or copied. */
    static Option<Layout> of(Op op, Layout x, int[] to) {
        return switch (op) {
            case Reshape _ -> x.reshape(to);
            case Permute(var permutation) -> Option.some(x.permute(permutation));
            case Broadcast broadcast -> Option.some(x.broadcast(to, broadcast.axes()));
            case Slice slice -> Option.some(x.slice(slice, to));
            case Flip(var axes) -> Option.some(x.flip(axes));
            case Windows windows -> Option.some(x.windows(windows, to));
            case Diagonal(int offset) -> Option.some(x.diagonal(offset, to));
            case Unary _, Power _, Binary _, Special _, Compare _, Select _, Cast _, StopGradient _, Reduce _, ArgReduce _,
                    CumSum _, Dot _, Pad _,
                    Concatenate _, Iota _, Eye _, Diag _, Take _, ScatterAdd _, Fold _, Conv _, RandomNumbers _, LinearAlgebra _,
                    Fourier _, Call _, Order _, Cumulative _, DynamicIndexing _, Control _, CustomRule _,
                    NamedAxisOp _ -> Option.none();
            case Marker _ -> Option.some(x);
        };
    }
}
