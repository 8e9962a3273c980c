package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Literal;
import fluxion.core.TensorType;
import fluxion.dsl.nn.Normalizations;
import io.vavr.collection.Array;

/** Normalisations, and dropout, which does nothing in inference. */
final class NormalizationOperators {
    /** What the schemas have for epsilon, in single precision. */
    private static final float EPSILON = 1e-5f;

    static final Array<OnnxOperator> TABLE = Array.of(
            several("BatchNormalization", NormalizationOperators::batch).knowing(),
            one("InstanceNormalization", c -> Normalizations.instanceNorm(c.x(), c.y(), c.input(2),
                    c.number("epsilon", EPSILON))),
            several("LayerNormalization", NormalizationOperators::layer),
            one("GroupNormalization", NormalizationOperators::group),
            one("RMSNormalization", c -> Normalizations.rmsNorm(c.x(), c.x().rank() - c.axis("axis", -1, c.x().rank()),
                    c.number("epsilon", EPSILON)).times(c.y())),
            one("LpNormalization", NormalizationOperators::lp),
            one("MeanVarianceNormalization", NormalizationOperators::meanVariance),
            one("LRN", NormalizationOperators::local),
            several("Dropout", NormalizationOperators::dropout).knowing(2));

    private NormalizationOperators() {}

    private static Array<Expr> batch(NodeCall c) {
        Expr x = c.x();
        double epsilon = c.number("epsilon", EPSILON);
        if (!c.flag("training_mode")) {
            return Array.of(Normalizations.batchNorm(x, c.input(3), c.input(4), c.y(), c.input(2), epsilon));
        }
        int[] axes = Ints.range(0, x.rank()).without(Ints.of(1)).toArray();
        Expr mean = x.mean(axes);
        Expr variance = x.var(axes);
        double momentum = c.number("momentum", 0.9f);
        return Array.of(Normalizations.batchNorm(x, mean, variance, c.y(), c.input(2), epsilon),
                c.input(3).times(momentum).plus(mean.times(1 - momentum)),
                c.input(4).times(momentum).plus(variance.times(1 - momentum)));
    }

    private static Array<Expr> layer(NodeCall c) {
        Expr x = c.x();
        int axis = c.axis("axis", -1, x.rank());
        double epsilon = c.number("epsilon", EPSILON);
        Expr scaled = Normalizations.layerNorm(x, x.rank() - axis, epsilon).times(c.y());
        Expr y = c.optional(2).map(scaled::plus).getOrElse(scaled);
        int[] axes = Ints.range(axis, x.rank()).toArray();
        return c.outputs() == 1 ? Array.of(y) : Array.of(y, x.keep(x.mean(axes), axes),
                x.keep(x.var(axes).plus(epsilon).rsqrt(), axes));
    }

    /** Before version 21 scale and bias are for each group. */
    private static Expr group(NodeCall c) {
        Expr x = c.x();
        int groups = c.integer("num_groups", 1);
        int times = c.opset() < 21 && groups > 0 ? x.shape().dim(1) / groups : 1;
        return Normalizations.groupNorm(x, groups, c.y().repeat(times, 0), c.input(2).repeat(times, 0),
                c.number("epsilon", EPSILON));
    }

    /** Where the norm is 0, 0. */
    private static Expr lp(NodeCall c) {
        Expr x = c.x();
        int axis = c.axis("axis", -1, x.rank());
        Expr norm = x.keep(c.whole("p", 2) == 1 ? x.abs().sum(axis) : x.norm(axis), axis);
        return x.div(norm.eq(0).where(1, norm));
    }

    private static Expr meanVariance(NodeCall c) {
        Expr x = c.x();
        int[] axes = c.axes(c.ints("axes").getOrElse(Ints.of(0, 2, 3)), x.rank()).toArray();
        Expr deviation = x.minus(x.keep(x.mean(axes), axes));
        return deviation.div(x.keep(deviation.square().mean(axes).sqrt(), axes).plus(1e-9f));
    }

    /** x/(k + α/n·Σx²)^β over n neighbouring channels. */
    private static Expr local(NodeCall c) {
        Expr x = c.x();
        int size = c.integer("size", 1);
        Ints none = Ints.fill(x.rank(), 0);
        Expr squares = x.square().pad(none.with(1, (size - 1) / 2), none.with(1, size / 2)).unfold(1, size, 1).sum(-1);
        return x.div(squares.times(c.number("alpha", 1e-4f) / size).plus(c.number("bias", 1)).pow(c.number("beta", 0.75)));
    }

    private static Array<Expr> dropout(NodeCall c) {
        boolean training = c.optionalKnown(2).exists(t -> NodeCall.number(t) != 0);
        boolean drops = c.optional(1).map(r -> !Literal.isZero(r)).getOrElse(true);
        if (training && drops) {
            throw c.refused("dropout must be that of inference; got one that drops. Export the model in evaluation mode");
        }
        return Array.of(c.x(), Literal.of(new TensorType(DType.BOOL, c.x().shape()), 1));
    }
}
