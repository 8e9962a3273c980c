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
import java.util.List;

/** The steps of operations that are neither views nor work on each element alone. */
final class StepSelection {
    private StepSelection() {}

    /**
     * The step of an operation with several results.
     *
     * @param parts those of its results that are needed, at least one
     */
    static PlanStep several(Planner planner, List<Node> parts, Op op) {
        BufferView[] out =
                new BufferView[((fluxion.core.TupleType) op.infer(io.vavr.collection.Array.of(parts.getFirst().inputs())
                .map(n -> n.type))).results().size()];
        for (Node part : parts) {
            out[((Node.Part) part.source).index()] = planner.place(part);
        }
        Node[] inputs = parts.getFirst().inputs();
        BufferView[] in = new BufferView[inputs.length];
        StringBuilder text = new StringBuilder(op.label());
        for (int i = 0; i < in.length; i++) {
            in[i] = planner.operandPlace(parts.getFirst(), inputs[i]);
            text.append(i == 0 ? " " : ", ").append(inputs[i].type);
        }
        String line = text.append(" → ").append(parts.size()).append(" of ").append(out.length).append(" results").toString();
        return switch (op) {
            case Control control -> ControlSteps.of(control, in, out, line);
            case LinearAlgebra algebra -> new FactorStep(algebra, in[0], out, line);
            case Op other -> throw new IllegalStateException("no step with several results: " + other.label());
        };
    }

    static PlanStep of(Planner planner, Node node, Op op) {
        BufferView out = planner.place(node);
        Node[] inputs = node.inputs();
        BufferView[] in = new BufferView[inputs.length];
        StringBuilder text = new StringBuilder(op.label());
        for (int i = 0; i < in.length; i++) {
            in[i] = planner.operandPlace(node, inputs[i]);
            text.append(i == 0 ? " " : ", ").append(inputs[i].type);
        }
        text.append(" → ").append(node.type);
        String line = text.toString();
        return switch (op) {
            case Dot dot -> ProductStep.of(dot, node.dtype(), in[0], in[1], out, line);
            case Pad pad -> new MoveSteps.PadStep(pad, in[0], in[1], out, line);
            case Concatenate concatenate -> new MoveSteps.ConcatenateStep(concatenate.axis(), in, out, line);
            case Diag diag -> new MoveSteps.DiagStep(diag.offset(), in[0], out, line);
            case Iota iota -> new MoveSteps.IotaStep(iota.axis(), out, line);
            case Fold fold -> new MoveSteps.FoldStep(fold, in[0], out, line);
            case Take take -> new IndexSteps.TakeStep(take, inputs[0].type, in[0], in[1], out, line);
            case ScatterAdd scatter -> new IndexSteps.ScatterStep(Write.ADD, op.label(), scatter.batch(), scatter.axis(),
                    node.type, in[0], in[1], in[2], out, line);
            case ArgReduce reduce -> new ScanSteps.ArgReduceStep(reduce, inputs[0].dtype(), in[0], out, line);
            case CumSum sum -> new ScanSteps.CumSumStep(sum, in[0], out, line);
            case Conv conv -> ConvolutionStep.of(conv, node.dtype(), in[0], in[1], out, line);
            case Control control -> ControlSteps.of(control, in, new BufferView[] {out}, line);
            case LinearAlgebra algebra -> new MatrixStep(algebra, node.dtype(), in, out, line);
            case Fourier fourier -> new FourierStep(fourier, node.dtype(), in[0], out, line);
            case Random random -> new MoveSteps.RandomStep(random, in[0], out, line);
            case Order order -> OrderSteps.of(order, inputs[0].dtype(), in, out, line);
            case Cumulative running -> RunningSteps.of(running, node.dtype(), in, out, line);
            case DynamicIndexing placement -> PlacementSteps.of(placement, node, in, out, line);
            case Unary _, Power _, Binary _, Special _, Compare _, Select _, Cast _, StopGradient _, Reduce _, Reshape _,
                    Permute _, Broadcast _,
                    Slice _, Flip _, Windows _, Diagonal _, Eye _, Call _, CustomRule _, Marker _, NamedAxisOp _ ->
                    throw new IllegalStateException("no step of its own: " + op.label());
        };
    }
}
