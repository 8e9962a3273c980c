package fluxion.ops;

import static fluxion.ops.rule.Linearity.linear;
import static fluxion.ops.rule.Linearity.nonlinear;

import fluxion.core.Apply;
import fluxion.core.Expr;
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
import fluxion.ops.call.LaneRules;
import fluxion.ops.call.MarkerRules;
import fluxion.ops.call.RuledRules;
import fluxion.ops.contraction.ContractionRules;
import fluxion.ops.control.ControlRules;
import fluxion.ops.convolution.ConvolutionRules;
import fluxion.ops.elementwise.ElementwiseRules;
import fluxion.ops.fourier.FourierRules;
import fluxion.ops.indexing.IndexingRules;
import fluxion.ops.indexing.PlacementRules;
import fluxion.ops.linalg.LinearAlgebraRules;
import fluxion.ops.movement.MovementRules;
import fluxion.ops.order.OrderRules;
import fluxion.ops.reduction.ReductionRules;
import fluxion.ops.rule.Batched;
import fluxion.ops.rule.CallRules;
import fluxion.ops.rule.Linearity;
import fluxion.ops.rule.TransformCallbacks;
import fluxion.ops.running.RunningRules;
import fluxion.ops.special.SpecialRules;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Either;
import io.vavr.control.Option;

/**
 * The rules of every operation, found in its family: what transforms ask of an operation.
 *
 * <p>A tangent that is zero is absent, never a tensor of zeros. Every rule builds expressions; nothing is evaluated.
 */
public final class Rules {
    private Rules() {}

    /**
     * The derivative (forward mode): the tangents of the results of {@code y}, linear in the tangents of its inputs. The
     * operation's inputs and {@code y} itself are shared by the expressions made.
     *
     * @param y the operation at its point
     * @param tangents for each input its tangent, absent where zero; at least one is present
     * @return for each result its tangent, absent where zero
     */
    public static Seq<Option<Expr>> jvp(Apply y, Seq<Option<Expr>> tangents, TransformCallbacks through) {
        return switch (y.op()) {
            case Unary op -> one(ElementwiseRules.jvp(op, y, tangents.get(0).get()));
            case Power op -> one(ElementwiseRules.jvp(op, y, tangents.get(0).get()));
            case Binary op -> one(ElementwiseRules.jvp(op, y, tangents.get(0), tangents.get(1)));
            case Special op -> one(SpecialRules.jvp(op, y, tangents));
            case Select _ -> one(ElementwiseRules.jvpSelect(y, tangents.get(1), tangents.get(2)));
            case Cast op -> one(ElementwiseRules.jvp(op, tangents.get(0).get()));
            case Compare _, StopGradient _, ArgReduce _, Iota _, Eye _, RandomNumbers _ -> one(Option.none());
            case Reduce op -> one(ReductionRules.jvp(op, y, tangents.get(0).get()));
            case CumSum op -> one(Option.of(Expr.apply(op, tangents.get(0).get())));
            case Dot _ -> one(Linearity.productRule(y, tangents.get(0), tangents.get(1)));
            case Movement op -> one(MovementRules.jvp(op, y, tangents));
            case Diag op -> one(Option.of(Expr.apply(op, tangents.get(0).get())));
            case Diagonal op -> one(Option.of(Expr.apply(op, tangents.get(0).get())));
            case Windows op -> one(Option.of(Expr.apply(op, tangents.get(0).get())));
            case Fold op -> one(Option.of(Expr.apply(op, tangents.get(0).get())));
            case Take op -> one(IndexingRules.jvp(op, y, tangents.get(0)));
            case ScatterAdd op -> one(IndexingRules.jvp(op, y, tangents.get(0), tangents.get(2)));
            case Conv _ -> one(Linearity.productRule(y, tangents.get(0), tangents.get(1)));
            case Order op -> one(OrderRules.jvp(op, y, tangents));
            case Cumulative op -> one(RunningRules.jvp(op, y, tangents));
            case DynamicIndexing op -> one(PlacementRules.jvp(op, y, tangents));
            case LinearAlgebra op -> LinearAlgebraRules.jvp(op, y, tangents);
            case Fourier op -> one(Option.of(Expr.apply(op, tangents.get(0).get())));
            case Call op -> CallRules.jvp(op, y, tangents, through);
            case CustomRule op -> RuledRules.jvp(op, y, tangents, through);
            case Marker op -> one(MarkerRules.jvp(op, y, tangents));
            case NamedAxisOp op -> one(LaneRules.jvp(op, y, tangents));
            case Control op -> ControlRules.jvp(op, y, tangents, through);
        };
    }

    /**
     * The transpose of an operation in some of its inputs: cotangents of those inputs from the cotangents of the results.
     *
     * @param y the operation; its other inputs are constants of the linear map
     * @param linear for each input whether it is a variable of the linear map; at least one is
     * @param cotangents for each result its cotangent, absent where zero; at least one is present
     * @return for each input its cotangent, absent where zero or not linear; or why the operation is not linear in these inputs
     */
    public static Either<String, Seq<Option<Expr>>> transpose(Apply y, Seq<Boolean> linear, Seq<Option<Expr>> cotangents,
            TransformCallbacks through) {
        Expr ct = cotangents.get(0).getOrElse(y);
        return switch (y.op()) {
            case Unary op -> ElementwiseRules.transpose(op, ct);
            case Power op -> ElementwiseRules.transpose(op, ct);
            case Binary op -> ElementwiseRules.transpose(op, y, linear, ct);
            case Special op -> nonlinear(op.label());
            case Select _ -> ElementwiseRules.transposeSelect(y, linear, ct);
            case Cast op -> ElementwiseRules.transpose(op, y, ct);
            case StopGradient op -> nonlinear(op.label());
            case Compare op -> nonlinear(op.label());
            case ArgReduce op -> nonlinear(op.label());
            case Iota op -> nonlinear(op.label());
            case Eye op -> nonlinear(op.label());
            case RandomNumbers op -> nonlinear(op.label());
            case Reduce op -> ReductionRules.transpose(op, y, ct);
            case CumSum op -> linear(Expr.apply(new CumSum(op.axis(), !op.reverse()), ct));
            case Dot op -> ContractionRules.transpose(op, y, linear, ct);
            case Movement op -> MovementRules.transpose(op, y, linear, ct);
            case Diag op -> linear(Expr.apply(new Diagonal(op.offset()), ct));
            case Diagonal op -> IndexingRules.transpose(op, y, ct);
            case Windows op -> MovementRules.transpose(op, y, ct);
            case Fold op -> linear(Expr.apply(op.windows(), ct));
            case Take op -> IndexingRules.transpose(op, y, linear, ct);
            case ScatterAdd op -> IndexingRules.transpose(op, y, linear, ct);
            case Conv op -> ConvolutionRules.transpose(op, y, linear, ct);
            case Order op -> nonlinear(op.label());
            case Cumulative op -> RunningRules.transpose(op, y, linear, ct);
            case DynamicIndexing op -> PlacementRules.transpose(op, y, linear, ct);
            case LinearAlgebra op -> LinearAlgebraRules.transpose(op, y, linear, ct);
            case Fourier op -> FourierRules.transpose(op, y, ct);
            case Call op -> CallRules.transpose(op, y, linear, cotangents, through);
            case CustomRule op -> RuledRules.transpose(op, y, linear, cotangents, through);
            case Marker op -> MarkerRules.transpose(op, y, linear, ct);
            case NamedAxisOp op -> LaneRules.transpose(op, ct);
            case Control op -> ControlRules.transpose(op, y, linear, cotangents, through);
        };
    }

    /**
     * The operation on every lane at once.
     *
     * @param y the operation on one lane, for its parameters and type
     * @param inputs its inputs under vmap; at least one is mapped
     * @param size the number of lanes
     * @return each result; mapped ones have the lanes along axis 0
     */
    public static Seq<Batched> batch(Apply y, Seq<Batched> inputs, int size, TransformCallbacks through) {
        return switch (y.op()) {
            case Unary op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Power op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Cast op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case StopGradient op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Binary op -> lanes(Apply.of(op, inputs.map(b -> b.lanes(size))));
            case Special op -> lanes(Apply.of(op, inputs.map(b -> b.lanes(size))));
            case Compare op -> lanes(Apply.of(op, inputs.map(b -> b.lanes(size))));
            case Select op -> lanes(Apply.of(op, inputs.map(b -> b.lanes(size))));
            case Reduce op -> lanes(Expr.apply(new Reduce(op.kind(), op.axes().map(a -> a + 1)), inputs.get(0).value()));
            case ArgReduce op -> lanes(Expr.apply(new ArgReduce(op.kind(), op.axis() + 1), inputs.get(0).value()));
            case CumSum op -> lanes(Expr.apply(new CumSum(op.axis() + 1, op.reverse()), inputs.get(0).value()));
            case Dot op -> lanes(ContractionRules.batch(op, inputs));
            case Movement op -> lanes(MovementRules.batch(op, inputs, size));
            case Iota _, Eye _ -> throw new IllegalStateException(y.op().label() + " has no inputs to map");
            case Diag op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Diagonal op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Windows op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Fold op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case RandomNumbers op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Take op -> lanes(IndexingRules.batch(op, inputs));
            case ScatterAdd op -> lanes(IndexingRules.batch(op, inputs, size));
            case Conv op -> lanes(ConvolutionRules.batch(op, y, inputs, size));
            case Order op -> lanes(OrderRules.batch(op, inputs, size));
            case Cumulative op -> lanes(RunningRules.batch(op, inputs, size));
            case DynamicIndexing op -> lanes(PlacementRules.batch(op, inputs, size));
            case LinearAlgebra op -> LinearAlgebraRules.batch(op, y, inputs, size);
            case Fourier op -> lanes(Expr.apply(op, inputs.get(0).value()));
            case Call op -> CallRules.batch(op, inputs, size, through);
            case CustomRule op -> RuledRules.batch(op, inputs, size, through);
            case Marker op -> Array.of(MarkerRules.batch(op, inputs, size));
            case NamedAxisOp op -> lanes(LaneRules.batch(op, inputs));
            case Control op -> ControlRules.batch(op, inputs, size, through);
        };
    }

    private static Seq<Option<Expr>> one(Option<Expr> tangent) {
        return Array.of(tangent);
    }

    private static Seq<Batched> lanes(Expr value) {
        return Array.of(Batched.mapped(value));
    }
}
