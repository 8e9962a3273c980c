package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Result;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Binary;
import fluxion.core.op.Broadcast;
import fluxion.core.op.Cast;
import fluxion.core.op.Concatenate;
import fluxion.core.op.Diagonal;
import fluxion.core.op.Dot;
import fluxion.core.op.Eye;
import fluxion.core.op.Op;
import fluxion.core.op.Pad;
import fluxion.core.op.Permute;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;
import fluxion.core.op.Select;
import fluxion.core.op.Slice;
import fluxion.core.op.StopGradient;
import java.util.Map;

/** How much there is to read: the signs that an expression of matrices takes to write, in round numbers. */
final class ReadingCost {
    private static final double MOST = 1e12;
    private static final int MANY = 20;
    private final Map<Expr, Double> known = new NodeMap<>();

    /** Says what an expression costs that has a name of its own. */
    void named(Expr e, double cost) {
        known.put(e, cost);
    }

    double of(Expr e) {
        Double cost = known.get(e);
        if (cost == null) {
            cost = Math.min(MOST, switch (e) {
                case Var _ -> 1.0;
                case Tensor _ -> number(e);
                case Result result -> 1 + of(result.of());
                case Apply apply -> Literal.value(e).isDefined() ? number(e)
                        : apply.inputs().map(this::of).sum().doubleValue() + own(apply);
            });
            known.put(e, cost);
        }
        return cost;
    }

    /** Whole numbers are short. */
    private static double number(Expr e) {
        return Literal.value(e).map(v -> (v < 0 ? 2.0 : 1.0) + (v == Math.rint(v) || v == 0.5 ? 0 : 1)).getOrElse(2.0);
    }

    private static double own(Apply node) {
        if (!(node.type() instanceof TensorType)) {
            return 4;
        }
        return switch (node.op()) {
            case Broadcast _, StopGradient _ -> 0;
            case Permute _ -> turned(node.input(0));
            case Eye _, Reshape _, Slice _, Diagonal _, Cast _ -> 1;
            // a product with ones is a sum that has to be recognised
            case Dot dot -> (node.inputs().exists(i -> i.rank() > 0 && Literal.value(i).isDefined()) ? 5 : 0)
                    + (dot.leftBatch().isEmpty() && node.rank() <= 2 && dot.leftContract().size() <= 1 ? 1 + turns(dot, node)
                    : 6);
            case Reduce _ -> node.rank() == 0 ? 1 : 3;
            case Select _, Concatenate _ -> 4;
            case Pad _ -> 8;
            case Binary op when op == Binary.ADD || op == Binary.SUB -> 1 + 8 * node.inputs().count(ReadingCost::isRepeated);
            case Binary.MUL -> (node.rank() > 2 ? 2 : 1) + node.inputs().count(ReadingCost::isRepeated);
            case Op _ -> (node.rank() > 2 ? 2 : 1) + 2 * node.inputs().count(ReadingCost::isRepeated);
        };
    }

    /** A product is transposed factor by factor; a sum is better not transposed. */
    private static double turned(Expr e) {
        int factors = 0;
        Expr at = e;
        while (at instanceof Apply(Dot _, var of, _) && at.rank() == 2 && factors < MANY) {
            factors++;
            at = of.get(0).rank() == 2 ? of.get(0) : of.get(1);
        }
        return at instanceof Apply sum && (sum.op() == Binary.ADD || sum.op() == Binary.SUB) ? factors + 5 : factors + 1;
    }

    /** How many operands stand transposed. */
    private static double turns(Dot dot, Apply node) {
        if (dot.leftContract().isEmpty()) {
            return 1;
        }
        int m = node.input(0).rank();
        int n = node.input(1).rank();
        int left = dot.leftContract().get(0);
        int right = dot.rightContract().get(0);
        return (m == 2 && left == 0 ? turned(node.input(0)) : 0)
                + (n == 2 && right == (m == 1 ? 0 : 1) ? turned(node.input(1)) : 0);
    }

    /** A vector that is added to each row or column of a matrix. */
    private static boolean isRepeated(Expr e) {
        return e instanceof Apply(Broadcast _, var of, _) && of.get(0).rank() > 0 && Literal.value(e).isEmpty();
    }
}
