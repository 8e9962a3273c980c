package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/** Losses of classes along axis 1. */
final class LossOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("NegativeLogLikelihoodLoss", c -> loss(c, c.x())),
            several("SoftmaxCrossEntropyLoss", c -> {
                Expr logs = c.x().logSoftmax(1);
                return Array.of(loss(c, logs), logs);
            }));

    private LossOperators() {}

    /** −w·ln p of each target; those that are ignored weigh nothing. */
    private static Expr loss(NodeCall c, Expr logs) {
        Expr target = c.y();
        Option<Expr> ignored = c.attribute("ignore_index").map(_ -> target.eq(c.whole("ignore_index", 0)));
        Expr safe = ignored.map(is -> is.where(0, target)).getOrElse(target);
        Expr picked = logs.takeAlongAxis(safe.expandDims(1), 1).squeeze(1).neg();
        Option<Expr> weights = c.optional(2).map(w -> w.take(safe, 0))
                .orElse(() -> ignored.map(_ -> Literal.of(new TensorType(logs.dtype(), picked.shape()), 1)))
                .map(w -> ignored.map(is -> is.where(0, w)).getOrElse(w));
        Expr each = weights.map(picked::times).getOrElse(picked);
        return switch (c.text("reduction", "mean")) {
            case "none" -> each;
            case "sum" -> each.sum();
            case "mean" -> weights.map(w -> each.sum().div(w.sum())).getOrElse(() -> each.mean());
            default -> throw c.refused("the reduction must be none, sum or mean; got " + c.text("reduction", ""));
        };
    }
}
