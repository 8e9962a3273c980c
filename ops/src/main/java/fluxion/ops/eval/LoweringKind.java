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

/** How the planner treats an operation. */
enum LoweringKind {
    /** Another layout of its operand's elements, where strides allow. */
    VIEW,
    /** Runs tile by tile with its neighbours. */
    ELEMENTWISE,
    /** Closes a group of elementwise operations, or reads its operand tile by tile. */
    REDUCTION,
    /** A step of its own. */
    STEP;

    static LoweringKind of(Op op) {
        return switch (op) {
            case Reshape _, Permute _, Broadcast _, Slice _, Flip _, Windows _, Diagonal _, Marker _ -> VIEW;
            case Unary _, Power _, Binary _, Special _, Compare _, Select _, Cast _, StopGradient _ -> ELEMENTWISE;
            case Reduce _ -> REDUCTION;
            case ArgReduce _, CumSum _, Dot _, Pad _, Concatenate _, Iota _, Eye _, Diag _, Take _, ScatterAdd _, Fold _, Conv _,
                    RandomNumbers _, LinearAlgebra _, Fourier _, Call _, Order _, Cumulative _, DynamicIndexing _, Control _,
                    CustomRule _, NamedAxisOp _ -> STEP;
        };
    }

    static LoweringKind of(Node node) {
        return switch (node.source) {
            case Node.Argument _, Node.Known _ -> VIEW;
            case Node.Operation(Op op, _) -> of(op);
            case Node.Ordered _, Node.Part _ -> STEP;
        };
    }
}
