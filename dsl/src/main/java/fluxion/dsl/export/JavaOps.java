package fluxion.dsl.export;

import fluxion.core.TransformException;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Call;
import fluxion.core.op.Cast;
import fluxion.core.op.Compare;
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
import fluxion.core.op.Fold;
import fluxion.core.op.Fourier;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Marker;
import fluxion.core.op.Movement;
import fluxion.core.op.NamedAxisOp;
import fluxion.core.op.Order;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.ScatterAdd;
import fluxion.core.op.Select;
import fluxion.core.op.Special;
import fluxion.core.op.StopGradient;
import fluxion.core.op.Take;
import fluxion.core.op.Unary;
import fluxion.core.op.Windows;

/** The statements of every operation. */
final class JavaOps {
    private JavaOps() {}

    static void write(JavaStep to) {
        switch (to.apply().op()) {
            case Reduce op -> JavaReductions.reduce(to, op);
            case ArgReduce op -> JavaReductions.argReduce(to, op);
            case CumSum op -> JavaReductions.cumulativeSum(to, op);
            case Cumulative op -> JavaReductions.running(to, op);
            case Dot op -> JavaProducts.dot(to, op);
            case Conv op -> JavaProducts.convolution(to, op);
            case Movement op -> JavaMoves.move(to, op);
            case Diag op -> JavaMoves.diag(to, op);
            case Diagonal op -> JavaMoves.diagonal(to, op);
            case Windows op -> JavaMoves.windows(to, op);
            case Fold op -> JavaMoves.fold(to, op);
            case Take op -> JavaPlaces.take(to, op);
            case ScatterAdd op -> JavaPlaces.scatterAdd(to, op);
            case DynamicIndexing op -> JavaPlaces.placement(to, op);
            case Order op -> JavaOrders.order(to, op);
            case RandomNumbers op -> JavaRandom.random(to, op);
            case LinearAlgebra op -> JavaMatrices.algebra(to, op);
            case Fourier op -> JavaMatrices.fourier(to, op);
            case Control op -> JavaControl.control(to, op);
            // what has no body to be put in its place says itself why
            case CustomRule op -> throw new IllegalStateException(op.body() + " stands in its place");
            case NamedAxisOp op -> throw new TransformException("java: " + op.label()
                    + " needs the lanes of an enclosing vmap; got \"" + op.axis()
                    + "\", which none has. Export the function over lanes");
            case Unary _, Power _, Binary _, Special _, Compare _, Select _, Cast _, StopGradient _, Iota _, Eye _, Call _,
                    Marker _ ->
                    throw new IllegalStateException("no statement: " + to.apply().op().label());
        }
    }
}
