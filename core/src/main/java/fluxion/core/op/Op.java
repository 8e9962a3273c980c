package fluxion.core.op;

import fluxion.core.ExprType;
import fluxion.core.Fn;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;

/**
 * An operation on tensors: its name, its static parameters (axes, strides, dtypes) and its type rule. What it computes, its
 * derivative, its transpose and its batching rule are the business of its family in module {@code fluxion.ops}.
 */
public sealed interface Op
        permits Unary, Power, Pairwise, Special, Select, Cast, StopGradient, Reduce, ArgReduce, CumSum, Dot,
                Movement, Conv, RandomNumbers, Call, Order, Cumulative, DynamicIndexing, Control, CustomRule, Marker, NamedAxisOp,
                LinearAlgebra, Fourier, GatherScatter, Creation {

    /** The catalogue's name, in the field's standard terms: {@code sin}, {@code dot}, {@code reduce_sum}. */
    String label();

    /**
     * The type of the result.
     *
     * @throws fluxion.core.FluxionException where the operands do not fit, naming the operation, what it requires, and what
     *     it got
     */
    ExprType infer(Seq<TensorType> operands);

    /** The static parameters for reading, {@code axes=[0, 1]}; empty where there are none or the label says all. */
    default String parameters() {
        return switch (this) {
            case Unary _, Binary _, Special _, Compare _, Select _, StopGradient _, Call _ -> "";
            case CustomRule _ -> "";
            case Marker m -> m instanceof Named(String name) ? "name=" + name : "";
            case NamedAxisOp a -> "axis=" + a.axis();
            case Power p -> p.label().equals("integer_pow") ? "exponent=" + p.exponent() : "";
            case Cast c -> "to=" + c.to();
            case Reduce r -> "axes=" + r.axes();
            case ArgReduce r -> "axis=" + r.axis();
            case CumSum c -> "axis=" + c.axis() + (c.reverse() ? ", reverse" : "");
            case Dot d -> (d.leftBatch().isEmpty() ? "" : "batch=" + d.leftBatch() + "×" + d.rightBatch() + ", ")
                    + "contract=" + d.leftContract() + "×" + d.rightContract();
            case Reshape r -> "to=" + r.to();
            case Permute p -> "permutation=" + p.permutation();
            case Broadcast b -> "to=" + b.to() + ", axes=" + b.axes();
            case Slice s -> "start=" + s.start() + ", stop=" + s.stop()
                    + (s.step().forAll(k -> k == 1) ? "" : ", step=" + s.step());
            case Pad p -> "low=" + p.low() + ", high=" + p.high()
                    + (p.interior().forAll(k -> k == 0) ? "" : ", interior=" + p.interior());
            case Flip f -> "axes=" + f.axes();
            case Concatenate c -> "axis=" + c.axis();
            case Conv c -> "stride=" + c.stride() + ", low=" + c.low() + ", high=" + c.high()
                    + (c.inputDilation().forAll(d -> d == 1) ? "" : ", inputDilation=" + c.inputDilation())
                    + (c.kernelDilation().forAll(d -> d == 1) ? "" : ", kernelDilation=" + c.kernelDilation())
                    + (c.groups() == 1 ? "" : ", groups=" + c.groups());
            case Scan s -> "length=" + s.length() + ", carries=" + s.carries() + (s.reverse() ? ", reverse" : "");
            case While w -> (w.sweeps().size() == 1 ? "" : "sweeps=" + w.sweeps().size())
                    + w.lanes().map(l -> (w.sweeps().size() == 1 ? "" : ", ")
                    + "lanes=" + l.size()).getOrElse("");
            case Switch s -> s.lanes().map(l -> "lanes=" + l.size()).getOrElse("");
            case GatherScatter g -> g.parameters();
            case Creation c -> c.parameters();
            case Order o -> o.parameters();
            case Cumulative r -> r.parameters();
            case DynamicIndexing p -> p.parameters();
            case LinearAlgebra a -> a.detail();
            case Fourier f -> "n=" + f.n();
            case RandomNumbers r -> "dtype=" + r.dtype() + ", shape=" + r.shape() + ", stream=" + r.stream();
        };
    }

    /** The functions that the operation holds: what it calls, and rules that were given for it. */
    default Seq<Fn> functions() {
        return io.vavr.collection.Array.empty();
    }

    /** True for operations that act on each element alone, on operands of one shape. */
    default boolean isElementwise() {
        return switch (this) {
            case Unary _, Power _, Binary _, Special _, Compare _, Select _, Cast _, StopGradient _ -> true;
            case Reduce _, ArgReduce _, CumSum _, Dot _, Movement _, Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _,
                    Windows _, Fold _, Conv _, RandomNumbers _, LinearAlgebra _, Fourier _, Call _, Order _, Cumulative _,
                    DynamicIndexing _,
                    Control _, CustomRule _, Marker _, NamedAxisOp _ -> false;
        };
    }
}
