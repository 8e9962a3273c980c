package fluxion.core.op;

import fluxion.core.TensorType;
import fluxion.core.Type;
import io.vavr.collection.Seq;

/**
 * An operation on tensors: its name, its static parameters (axes, strides, dtypes) and its type rule. What it computes, its
 * derivative, its transpose and its batching rule are the business of its family in module {@code fluxion.ops}.
 */
public sealed interface Op
        permits Unary, Power, Binary, Compare, Select, Cast, StopGradient, Reduce, ArgReduce, CumSum, Dot, Movement,
                Iota, Eye, Diag, Diagonal, Take, ScatterAdd, Windows, Fold, Conv, Random, Call {

    /** The catalogue's name, in the field's standard terms: {@code sin}, {@code dot}, {@code reduce_sum}. */
    String label();

    /**
     * The type of the result.
     *
     * @throws fluxion.core.FluxionException where the operands do not fit, naming the operation, what it requires, and what
     *     it got
     */
    Type infer(Seq<TensorType> operands);

    /** True for operations that act on each element alone, on operands of one shape. */
    default boolean isElementwise() {
        return switch (this) {
            case Unary _, Power _, Binary _, Compare _, Select _, Cast _, StopGradient _ -> true;
            case Reduce _, ArgReduce _, CumSum _, Dot _, Movement _, Iota _, Eye _, Diag _, Diagonal _, Take _, ScatterAdd _,
                    Windows _, Fold _, Conv _, Random _, Call _ -> false;
        };
    }
}
