package fluxion.ops.eval;

import fluxion.core.DType;
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

/**
 * An elementwise operation on a tile: operands and result are numbers of references, whose arrays and positions
 * {@link #run} is given. An operand marked as one number is read once for the whole tile.
 *
 * @param operand the dtype of the last operand, on which the kernel depends
 */
record TileOp(Op op, DType operand, DType result, int to, int[] from, boolean[] single) {
    /** Whether an operand is one number for all elements. */
    boolean isSingle(int operand) {
        return single[operand];
    }

    /** Whether there is a kernel that takes these operands as single numbers. */
    static boolean takes(Op op, boolean[] single) {
        return switch (op) {
            case Binary _, Compare _ -> !(single[0] && single[1]);
            case Special _ -> true;
            case Select _ -> !single[0] && !(single[1] && single[2]);
            case Unary _, Power _, Cast _, StopGradient _, Reduce _, ArgReduce _, CumSum _, Dot _, Reshape _, Permute _,
                    Broadcast _, Slice _, Pad _, Flip _, Concatenate _, Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _,
                    Windows _, Fold _, Conv _, RandomNumbers _, LinearAlgebra _, Fourier _, Call _, Order _, Cumulative _,
                    DynamicIndexing _, Control _, CustomRule _, Marker _, NamedAxisOp _ -> !single[0];
        };
    }

    void run(Object[] arrays, int[] at, int n) {
        int a = from[0];
        int b = from[Math.min(1, from.length - 1)];
        int c = from[from.length - 1];
        Object y = arrays[to];
        int yo = at[to];
        switch (op) {
            case Unary unary -> TileKernels.unary(unary, arrays[a], at[a], y, yo, n);
            case Binary binary -> TileKernels.binary(binary, arrays[a], at[a], single[0], arrays[b], at[b], single[1], y, yo, n);
            case Special special -> {
                int last = from.length - 1;
                TileKernels.special(special, arrays[a], at[a], single[0], arrays[b], at[b], single[Math.min(1, last)],
                        arrays[c], at[c], single[last], y, yo, n);
            }
            case Compare compare ->
                    TileKernels.compare(compare, arrays[a], at[a], single[0], arrays[b], at[b], single[1], y, yo, n);
            case Select _ -> TileKernels.select((boolean[]) arrays[a], at[a], arrays[b], at[b], single[1], arrays[c], at[c],
                    single[2], y, yo, n);
            case Power(int exponent) -> TileKernels.power(exponent, arrays[a], at[a], y, yo, n);
            case Cast _ -> TileKernels.cast(arrays[a], at[a], y, yo, n);
            case StopGradient _, Reduce _, ArgReduce _, CumSum _, Dot _, Reshape _, Permute _, Broadcast _, Slice _, Pad _,
                    Flip _, Concatenate _,
                    Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _, Windows _, Fold _, Conv _, RandomNumbers _,
                    LinearAlgebra _,
                    Fourier _, Call _, Order _, Cumulative _, DynamicIndexing _, Control _, CustomRule _, Marker _, NamedAxisOp _
                    -> throw new IllegalStateException("not elementwise: " + op.label());
        }
    }
}
