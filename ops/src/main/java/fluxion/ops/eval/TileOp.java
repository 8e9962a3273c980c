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
import fluxion.core.op.Random;
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
import fluxion.ops.elementwise.CastKernels;
import fluxion.ops.elementwise.ElementwiseKernels;
import fluxion.ops.special.SpecialKernels;

/**
 * An elementwise operation on a tile: operands and result are numbers of references, whose arrays and positions
 * {@link #run} is given. An operand marked as one number is read once for the whole tile.
 */
final class TileOp {
    final Op op;
    final DType operand;
    final DType result;
    final int to;
    final int[] from;
    private final boolean[] single;

    /** {@code operand} is the dtype of the last operand, on which the kernel depends. */
    TileOp(Op op, DType operand, DType result, int to, int[] from, boolean[] single) {
        this.op = op;
        this.operand = operand;
        this.result = result;
        this.to = to;
        this.from = from;
        this.single = single;
    }

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
                    Windows _, Fold _, Conv _, Random _, LinearAlgebra _, Fourier _, Call _, Order _, Cumulative _,
                    DynamicIndexing _, Control _, CustomRule _, Marker _, NamedAxisOp _ -> !single[0];
        };
    }

    void run(Object[] arrays, int[] at, int n) {
        switch (op) {
            case Unary unary -> unary(unary, arrays[from[0]], at[from[0]], arrays[to], at[to], n);
            case Binary binary -> binary(binary, arrays, at, n);
            case Special special -> special(special, arrays, at, n);
            case Compare compare -> compare(compare, arrays, at, n);
            case Select _ -> select(arrays, at, n);
            case Power(int exponent) -> power(exponent, arrays[from[0]], at[from[0]], arrays[to], at[to], n);
            case Cast _ -> cast(arrays[from[0]], at[from[0]], arrays[to], at[to], n);
            case StopGradient _, Reduce _, ArgReduce _, CumSum _, Dot _, Reshape _, Permute _, Broadcast _, Slice _, Pad _,
                    Flip _, Concatenate _,
                    Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _, Windows _, Fold _, Conv _, Random _, LinearAlgebra _,
                    Fourier _, Call _, Order _, Cumulative _, DynamicIndexing _, Control _, CustomRule _, Marker _, NamedAxisOp _
                    -> throw new IllegalStateException("not elementwise: " + op.label());
        }
    }

    private void unary(Unary op, Object x, int xo, Object y, int yo, int n) {
        boolean test = result == DType.BOOL;
        switch (operand) {
            case F64 -> {
                if (test) {
                    ElementwiseKernels.test(op, (double[]) x, xo, (boolean[]) y, yo, n);
                } else {
                    ElementwiseKernels.unary(op, (double[]) x, xo, (double[]) y, yo, n);
                }
            }
            case F32 -> {
                if (test) {
                    ElementwiseKernels.test(op, (float[]) x, xo, (boolean[]) y, yo, n);
                } else {
                    ElementwiseKernels.unary(op, (float[]) x, xo, (float[]) y, yo, n);
                }
            }
            case I64 -> {
                if (test) {
                    ElementwiseKernels.test(op, (long[]) x, xo, (boolean[]) y, yo, n);
                } else {
                    ElementwiseKernels.unary(op, (long[]) x, xo, (long[]) y, yo, n);
                }
            }
            case I32 -> {
                if (test) {
                    ElementwiseKernels.test(op, (int[]) x, xo, (boolean[]) y, yo, n);
                } else {
                    ElementwiseKernels.unary(op, (int[]) x, xo, (int[]) y, yo, n);
                }
            }
            case BOOL -> ElementwiseKernels.unary(op, (boolean[]) x, xo, (boolean[]) y, yo, n);
            default -> throw new IllegalStateException("no case for " + operand);
        }
    }

    private void power(int exponent, Object x, int xo, Object y, int yo, int n) {
        switch (operand) {
            case F64 -> ElementwiseKernels.power(exponent, (double[]) x, xo, (double[]) y, yo, n);
            case F32 -> ElementwiseKernels.power(exponent, (float[]) x, xo, (float[]) y, yo, n);
            case I64 -> ElementwiseKernels.power(exponent, (long[]) x, xo, (long[]) y, yo, n);
            case I32 -> ElementwiseKernels.power(exponent, (int[]) x, xo, (int[]) y, yo, n);
            case BOOL -> throw new IllegalStateException("no power of truth values");
            default -> throw new IllegalStateException("no case for " + operand);
        }
    }

    private void binary(Binary op, Object[] arrays, int[] at, int n) {
        Object a = arrays[from[0]];
        int ao = at[from[0]];
        Object b = arrays[from[1]];
        int bo = at[from[1]];
        Object y = arrays[to];
        int yo = at[to];
        switch (operand) {
            case F64 -> {
                if (single[0]) {
                    ElementwiseKernels.binary(op, ((double[]) a)[ao], (double[]) b, bo, (double[]) y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.binary(op, (double[]) a, ao, ((double[]) b)[bo], (double[]) y, yo, n);
                } else {
                    ElementwiseKernels.binary(op, (double[]) a, ao, (double[]) b, bo, (double[]) y, yo, n);
                }
            }
            case F32 -> {
                if (single[0]) {
                    ElementwiseKernels.binary(op, ((float[]) a)[ao], (float[]) b, bo, (float[]) y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.binary(op, (float[]) a, ao, ((float[]) b)[bo], (float[]) y, yo, n);
                } else {
                    ElementwiseKernels.binary(op, (float[]) a, ao, (float[]) b, bo, (float[]) y, yo, n);
                }
            }
            case I64 -> {
                if (single[0]) {
                    ElementwiseKernels.binary(op, ((long[]) a)[ao], (long[]) b, bo, (long[]) y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.binary(op, (long[]) a, ao, ((long[]) b)[bo], (long[]) y, yo, n);
                } else {
                    ElementwiseKernels.binary(op, (long[]) a, ao, (long[]) b, bo, (long[]) y, yo, n);
                }
            }
            case I32 -> {
                if (single[0]) {
                    ElementwiseKernels.binary(op, ((int[]) a)[ao], (int[]) b, bo, (int[]) y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.binary(op, (int[]) a, ao, ((int[]) b)[bo], (int[]) y, yo, n);
                } else {
                    ElementwiseKernels.binary(op, (int[]) a, ao, (int[]) b, bo, (int[]) y, yo, n);
                }
            }
            case BOOL -> {
                if (single[0]) {
                    ElementwiseKernels.binary(op, ((boolean[]) a)[ao], (boolean[]) b, bo, (boolean[]) y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.binary(op, (boolean[]) a, ao, ((boolean[]) b)[bo], (boolean[]) y, yo, n);
                } else {
                    ElementwiseKernels.binary(op, (boolean[]) a, ao, (boolean[]) b, bo, (boolean[]) y, yo, n);
                }
            }
            default -> throw new IllegalStateException("no case for " + operand);
        }
    }

    private void special(Special op, Object[] arrays, int[] at, int n) {
        int last = from.length - 1;
        int second = Math.min(1, last);
        switch (operand) {
            case F64 -> SpecialKernels.run(op, (double[]) arrays[from[0]], at[from[0]], single[0] ? 0 : 1,
                    (double[]) arrays[from[second]], at[from[second]], single[second] ? 0 : 1,
                    (double[]) arrays[from[last]], at[from[last]], single[last] ? 0 : 1, (double[]) arrays[to], at[to], n);
            case F32 -> SpecialKernels.run(op, (float[]) arrays[from[0]], at[from[0]], single[0] ? 0 : 1,
                    (float[]) arrays[from[second]], at[from[second]], single[second] ? 0 : 1,
                    (float[]) arrays[from[last]], at[from[last]], single[last] ? 0 : 1, (float[]) arrays[to], at[to], n);
            case I64, I32, BOOL -> throw new IllegalStateException(op.label() + " of " + operand);
            default -> throw new IllegalStateException("no case for " + operand);
        }
    }

    private void compare(Compare op, Object[] arrays, int[] at, int n) {
        Object a = arrays[from[0]];
        int ao = at[from[0]];
        Object b = arrays[from[1]];
        int bo = at[from[1]];
        boolean[] y = (boolean[]) arrays[to];
        int yo = at[to];
        switch (operand) {
            case F64 -> {
                if (single[0]) {
                    ElementwiseKernels.compare(op, ((double[]) a)[ao], (double[]) b, bo, y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.compare(op, (double[]) a, ao, ((double[]) b)[bo], y, yo, n);
                } else {
                    ElementwiseKernels.compare(op, (double[]) a, ao, (double[]) b, bo, y, yo, n);
                }
            }
            case F32 -> {
                if (single[0]) {
                    ElementwiseKernels.compare(op, ((float[]) a)[ao], (float[]) b, bo, y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.compare(op, (float[]) a, ao, ((float[]) b)[bo], y, yo, n);
                } else {
                    ElementwiseKernels.compare(op, (float[]) a, ao, (float[]) b, bo, y, yo, n);
                }
            }
            case I64 -> {
                if (single[0]) {
                    ElementwiseKernels.compare(op, ((long[]) a)[ao], (long[]) b, bo, y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.compare(op, (long[]) a, ao, ((long[]) b)[bo], y, yo, n);
                } else {
                    ElementwiseKernels.compare(op, (long[]) a, ao, (long[]) b, bo, y, yo, n);
                }
            }
            case I32 -> {
                if (single[0]) {
                    ElementwiseKernels.compare(op, ((int[]) a)[ao], (int[]) b, bo, y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.compare(op, (int[]) a, ao, ((int[]) b)[bo], y, yo, n);
                } else {
                    ElementwiseKernels.compare(op, (int[]) a, ao, (int[]) b, bo, y, yo, n);
                }
            }
            case BOOL -> {
                if (single[0]) {
                    ElementwiseKernels.compare(op, ((boolean[]) a)[ao], (boolean[]) b, bo, y, yo, n);
                } else if (single[1]) {
                    ElementwiseKernels.compare(op, (boolean[]) a, ao, ((boolean[]) b)[bo], y, yo, n);
                } else {
                    ElementwiseKernels.compare(op, (boolean[]) a, ao, (boolean[]) b, bo, y, yo, n);
                }
            }
            default -> throw new IllegalStateException("no case for " + operand);
        }
    }

    private void select(Object[] arrays, int[] at, int n) {
        boolean[] c = (boolean[]) arrays[from[0]];
        int co = at[from[0]];
        Object a = arrays[from[1]];
        int ao = at[from[1]];
        Object b = arrays[from[2]];
        int bo = at[from[2]];
        Object y = arrays[to];
        int yo = at[to];
        switch (operand) {
            case F64 -> {
                if (single[1]) {
                    ElementwiseKernels.select(c, co, ((double[]) a)[ao], (double[]) b, bo, (double[]) y, yo, n);
                } else if (single[2]) {
                    ElementwiseKernels.select(c, co, (double[]) a, ao, ((double[]) b)[bo], (double[]) y, yo, n);
                } else {
                    ElementwiseKernels.select(c, co, (double[]) a, ao, (double[]) b, bo, (double[]) y, yo, n);
                }
            }
            case F32 -> {
                if (single[1]) {
                    ElementwiseKernels.select(c, co, ((float[]) a)[ao], (float[]) b, bo, (float[]) y, yo, n);
                } else if (single[2]) {
                    ElementwiseKernels.select(c, co, (float[]) a, ao, ((float[]) b)[bo], (float[]) y, yo, n);
                } else {
                    ElementwiseKernels.select(c, co, (float[]) a, ao, (float[]) b, bo, (float[]) y, yo, n);
                }
            }
            case I64 -> {
                if (single[1]) {
                    ElementwiseKernels.select(c, co, ((long[]) a)[ao], (long[]) b, bo, (long[]) y, yo, n);
                } else if (single[2]) {
                    ElementwiseKernels.select(c, co, (long[]) a, ao, ((long[]) b)[bo], (long[]) y, yo, n);
                } else {
                    ElementwiseKernels.select(c, co, (long[]) a, ao, (long[]) b, bo, (long[]) y, yo, n);
                }
            }
            case I32 -> {
                if (single[1]) {
                    ElementwiseKernels.select(c, co, ((int[]) a)[ao], (int[]) b, bo, (int[]) y, yo, n);
                } else if (single[2]) {
                    ElementwiseKernels.select(c, co, (int[]) a, ao, ((int[]) b)[bo], (int[]) y, yo, n);
                } else {
                    ElementwiseKernels.select(c, co, (int[]) a, ao, (int[]) b, bo, (int[]) y, yo, n);
                }
            }
            case BOOL -> {
                if (single[1]) {
                    ElementwiseKernels.select(c, co, ((boolean[]) a)[ao], (boolean[]) b, bo, (boolean[]) y, yo, n);
                } else if (single[2]) {
                    ElementwiseKernels.select(c, co, (boolean[]) a, ao, ((boolean[]) b)[bo], (boolean[]) y, yo, n);
                } else {
                    ElementwiseKernels.select(c, co, (boolean[]) a, ao, (boolean[]) b, bo, (boolean[]) y, yo, n);
                }
            }
            default -> throw new IllegalStateException("no case for " + operand);
        }
    }

    private static void cast(Object x, int xo, Object y, int yo, int n) {
        switch (x) {
            case double[] a -> {
                switch (y) {
                    case double[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case float[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case long[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case int[] b -> CastKernels.cast(a, xo, b, yo, n);
                    default -> CastKernels.cast(a, xo, (boolean[]) y, yo, n);
                }
            }
            case float[] a -> {
                switch (y) {
                    case double[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case float[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case long[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case int[] b -> CastKernels.cast(a, xo, b, yo, n);
                    default -> CastKernels.cast(a, xo, (boolean[]) y, yo, n);
                }
            }
            case long[] a -> {
                switch (y) {
                    case double[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case float[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case long[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case int[] b -> CastKernels.cast(a, xo, b, yo, n);
                    default -> CastKernels.cast(a, xo, (boolean[]) y, yo, n);
                }
            }
            case int[] a -> {
                switch (y) {
                    case double[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case float[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case long[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case int[] b -> CastKernels.cast(a, xo, b, yo, n);
                    default -> CastKernels.cast(a, xo, (boolean[]) y, yo, n);
                }
            }
            default -> {
                boolean[] a = (boolean[]) x;
                switch (y) {
                    case double[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case float[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case long[] b -> CastKernels.cast(a, xo, b, yo, n);
                    case int[] b -> CastKernels.cast(a, xo, b, yo, n);
                    default -> CastKernels.cast(a, xo, (boolean[]) y, yo, n);
                }
            }
        }
    }
}
