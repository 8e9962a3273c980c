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
        Ports ports = ports(planner, parts.getFirst(), op, out, parts.size() + " of " + out.length + " results");
        return switch (op) {
            case Control control -> ControlSteps.of(control, ports);
            case LinearAlgebra algebra -> new FactorStep(algebra, ports);
            case Op other -> throw new IllegalStateException("no step with several results: " + other.label());
        };
    }

    private static Ports ports(Planner planner, Node node, Op op, BufferView[] out, String results) {
        Node[] inputs = node.inputs();
        BufferView[] in = new BufferView[inputs.length];
        StringBuilder text = new StringBuilder(op.label());
        for (int i = 0; i < in.length; i++) {
            in[i] = planner.operandPlace(node, inputs[i]);
            text.append(i == 0 ? " " : ", ").append(inputs[i].type);
        }
        return new Ports(in, out, text.append(" → ").append(results).toString());
    }

    static PlanStep of(Planner planner, Node node, Op op) {
        Node[] inputs = node.inputs();
        Ports ports = ports(planner, node, op, new BufferView[] {planner.place(node)}, node.type.toString());
        return switch (op) {
            case Dot dot -> ProductStep.of(dot, node.dtype(), ports);
            case Pad pad -> new MoveSteps.PadStep(pad, ports);
            case Concatenate concatenate -> new MoveSteps.ConcatenateStep(concatenate.axis(), ports);
            case Diag diag -> new MoveSteps.DiagStep(diag.offset(), ports);
            case Iota iota -> new MoveSteps.IotaStep(iota.axis(), ports);
            case Fold fold -> new MoveSteps.FoldStep(fold, ports);
            case Take take -> new IndexSteps.TakeStep(take, inputs[0].type, ports);
            case ScatterAdd scatter -> new IndexSteps.ScatterStep(Write.ADD, op.label(), scatter.batch(), scatter.axis(),
                    node.type, ports);
            case ArgReduce reduce -> new ScanSteps.ArgReduceStep(reduce, inputs[0].dtype(), ports);
            case CumSum sum -> new ScanSteps.CumSumStep(sum, ports);
            case Conv conv -> ConvolutionStep.of(conv, node.dtype(), ports);
            case Control control -> ControlSteps.of(control, ports);
            case LinearAlgebra algebra -> new MatrixStep(algebra, node.dtype(), ports);
            case Fourier fourier -> new FourierStep(fourier, ports);
            case RandomNumbers random -> new MoveSteps.RandomStep(random, ports);
            case Order order -> OrderSteps.of(order, inputs[0].dtype(), ports);
            case Cumulative running -> RunningSteps.of(running, node.dtype(), ports);
            case DynamicIndexing placement -> PlacementSteps.of(placement, node, ports);
            case Unary _, Power _, Binary _, Special _, Compare _, Select _, Cast _, StopGradient _, Reduce _, Reshape _,
                    Permute _, Broadcast _,
                    Slice _, Flip _, Windows _, Diagonal _, Eye _, Call _, CustomRule _, Marker _, NamedAxisOp _ ->
                    throw new IllegalStateException("no step of its own: " + op.label());
        };
    }
}
