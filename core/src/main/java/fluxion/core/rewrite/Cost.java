package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Conv;
import fluxion.core.op.CumSum;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Flip;
import fluxion.core.op.Fold;
import fluxion.core.op.Iota;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.Op;
import fluxion.core.op.Permute;
import fluxion.core.op.Power;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Slice;
import fluxion.core.op.Special;
import fluxion.core.op.Unary;

/**
 * What evaluation costs, in additions of one number. It is a model of work, not of time on any machine: each distinct
 * operation counts once, however often it is used.
 *
 * <ul>
 *   <li>An elementwise operation costs its weight for each element: 1 for sums, products, signs, comparisons and choices, 3 for
 * quotients and roots, 2 for whole powers beyond the square, 10 for functions such as exp and sin, 20 for general powers,
 * angles and
 *   hypot.
 *   <li>A product of tensors costs an addition and a multiplication for each term of each sum; an outer product one
 *   multiplication for each element.
 *   <li>A reduction or a running sum costs one addition for each element that it reads; logsumexp 11.
 *   <li>What only reads elsewhere (broadcast, reshape, permute, slice, flip) costs nothing where it is read; reorderings cost
 *   a tenth of an addition for each element, since they spoil the order of reading.
 *   <li>What writes its result without arithmetic (pad, concatenate, take, scatter, identity and diagonal matrices) costs one
 *   for each element. Numbers that are the same everywhere cost nothing.
 * </ul>
 *
 * <p>Simplification does not raise this cost.
 */
public final class Cost {
    private Cost() {}

    /** The cost of a function: of all its distinct operations. */
    public static double of(Fn fn) {
        return of(fn.results());
    }

    /** The cost of all distinct operations that the expressions are made of. */
    public static double of(Iterable<? extends Expr> roots) {
        double total = 0;
        for (Expr node : Graph.topological(roots)) {
            total += node instanceof Apply apply ? of(apply) : 0;
        }
        return total;
    }

    /** The cost of one operation, its operands being there. */
    public static double of(Apply node) {
        if (!(node.type() instanceof TensorType type)) {
            return node.inputs().map(input -> (double) input.shape().size()).sum().doubleValue();
        }
        double size = type.shape().size();
        if (Literal.value(node).isDefined()) {
            return 0;
        }
        return switch (node.op()) {
            case Op op when op.isElementwise() -> weight(op) * size;
            case Dot dot -> dot(dot, node.input(0), size);
            case Reduce reduce -> (reduce.kind() == Reduce.Kind.LOGSUMEXP ? 11 : 1) * read(node);
            case ArgReduce _, CumSum _, Fold _ -> read(node);
            case Permute _ -> 0.1 * size;
            case Broadcast _, Reshape _, Slice _, Flip _,
                    Iota _, Diagonal _ -> 0;
            case Conv _ -> 2 * size * Math.max(1,
                    node.input(1).shape().size() / Math.max(1, (double) node.input(1).shape().dim(0)));
            case RandomNumbers _ -> 10 * size;
            case LinearAlgebra _ -> 2 * read(node) * Math.sqrt(read(node));
            case Op _ -> size;
        };
    }

    private static double read(Apply node) {
        return node.input(0).shape().size();
    }

    private static double dot(Dot dot, Expr left, double size) {
        double terms = 1;
        Ints contracted = dot.leftContract();
        for (int i = 0; i < contracted.size(); i++) {
            terms *= left.shape().dim(contracted.get(i));
        }
        return size * (contracted.isEmpty() ? 1 : 2 * terms);
    }

    /** What an elementwise operation costs for each element. */
    public static double weight(Op op) {
        return switch (op) {
            case Unary unary -> switch (unary) {
                case NEG, ABS, SIGN, FLOOR, CEIL, ROUND, TRUNC, RELU, IS_NAN, IS_INF, IS_FINITE, LOGICAL_NOT -> 1;
                case SQRT -> 3;
                case RSQRT -> 6;
                case Unary _ -> 10;
            };
            case Power(int n) -> n == 2 ? 1 : n >= 0 ? 2 : n == -1 ? 3 : 5;
            case Binary binary -> switch (binary) {
                case ADD, SUB, MUL, MAXIMUM, MINIMUM, COPYSIGN, LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR -> 1;
                case DIV -> 3;
                case REMAINDER, FLOOR_DIVIDE -> 5;
                case POW, ATAN2, HYPOT, LOGADDEXP -> 20;
            };
            case Special _ -> 30;
            case Op _ -> 1;
        };
    }
}
