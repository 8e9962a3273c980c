package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/** Numbers from integers of few bits. The way back needs to know their width, which dtypes do not have. */
final class QuantizationOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("DequantizeLinear", QuantizationOperators::dequantize),
            one("MatMulInteger", c -> centred(c, 0, 2, -1).matmul(centred(c, 1, 3, -2))),
            one("ConvInteger", c -> ProductOperators.conv(c, centred(c, 0, 2, -1), centred(c, 1, 3, 0), Option.none())));

    private QuantizationOperators() {}

    private static Expr dequantize(NodeCall c) {
        Expr scale = spread(c, c.y());
        Expr x = c.x().cast(scale.dtype());
        return c.optional(2).map(zero -> x.minus(spread(c, zero).cast(scale.dtype()))).getOrElse(x).times(scale)
                .cast(c.dtype("output_dtype", scale.dtype()));
    }

    /** An input less its zero point: one number, or one for each position along an axis that is not summed over. */
    private static Expr centred(NodeCall c, int input, int zero, int summed) {
        Expr x = c.input(input);
        return c.optional(zero).map(z -> {
            if (z.shape().size() == 1) {
                return x.minus(z.reshape(Shape.SCALAR));
            }
            int axis = summed == -1 ? x.rank() - 2 : summed == -2 ? x.rank() - 1 : 0;
            return x.minus(z.rank() > 1 ? z : z.reshape(new Shape(Ints.fill(x.rank(), 1).with(axis, z.shape().dim(0)))));
        }).getOrElse(x);
    }

    /** One number for all, for each position along an axis, or for each block along it. */
    private static Expr spread(NodeCall c, Expr numbers) {
        Expr x = c.x();
        if (numbers.shape().size() == 1) {
            return numbers.reshape(Shape.SCALAR);
        }
        int axis = c.axis("axis", 1, x.rank());
        int block = c.integer("block_size", 0);
        return block > 0 ? numbers.repeat(block, axis).slice(axis, 0, x.shape().dim(axis))
                : numbers.reshape(new Shape(Ints.fill(x.rank(), 1).with(axis, numbers.shape().dim(0))));
    }
}
