package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;
import static fluxion.dsl.onnx.OnnxOperator.several;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.control.Option;

/**
 * Numbers from integers of few bits, and back: divided by a scale, rounded, ties to even, moved by a zero point, cut off at the
 * ends of the type. Derivatives of what is rounded are 0.
 */
final class QuantizationOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("DequantizeLinear", QuantizationOperators::dequantize),
            one("QuantizeLinear", QuantizationOperators::quantize),
            several("DynamicQuantizeLinear", QuantizationOperators::dynamic),
            one("MatMulInteger", c -> centred(c, 0, 2, -1).matmul(centred(c, 1, 3, -2))),
            one("ConvInteger", c -> ProductOperators.conv(c, centred(c, 0, 2, -1), centred(c, 1, 3, 0), Option.none())),
            one("QLinearMatMul", QuantizationOperators::matmul),
            one("QLinearConv", QuantizationOperators::conv));

    private QuantizationOperators() {}

    private static Expr dequantize(NodeCall c) {
        Expr scale = spread(c, c.y());
        Expr x = c.x().cast(scale.dtype());
        return c.optional(2).map(zero -> x.minus(spread(c, zero).cast(scale.dtype()))).getOrElse(x).times(scale)
                .cast(c.dtype("output_dtype", scale.dtype()));
    }

    private static Expr quantize(NodeCall c) {
        OnnxType type = c.count() > 2 && c.optional(2).isDefined() ? typed(c, 2)
                : c.whole("output_dtype", 0) != 0 ? c.type("output_dtype") : OnnxType.UINT8;
        DType dtype = c.whole("precision", 0) != 0 ? c.dtype("precision", DType.F32) : c.y().dtype();
        Expr x = c.x().cast(dtype).div(spread(c, c.y()).cast(dtype));
        return rounded(c, x, c.optional(2).map(zero -> spread(c, zero)), type);
    }

    /** The nearest integers, ties to even, moved by the zero point, at most the ends of the type. */
    private static Expr rounded(NodeCall c, Expr x, Option<Expr> zero, OnnxType type) {
        Tuple2<Integer, Integer> bounds = type.bounds().getOrElseThrow(() ->
                c.refused("what is rounded to must be integers of 8 or 16 bits; got " + type));
        Expr whole = x.round();
        return zero.map(z -> whole.plus(z.cast(x.dtype()))).getOrElse(whole).clip(bounds._1, bounds._2).cast(DType.I32);
    }

    private static OnnxType typed(NodeCall c, int zero) {
        return c.elements(zero).getOrElseThrow(() -> c.refused("the type of the zero point, input " + zero + ", must be said in "
                + "the file, as that of an initializer is; got one that is computed"));
    }

    /** The scale for which the values, and 0, just fill the range from 0 to 255, and the zero point that goes with it. */
    private static Array<Expr> dynamic(NodeCall c) {
        Tuple2<Integer, Integer> bounds = OnnxType.UINT8.bounds().get();
        Expr low = c.x().min().minimum(0);
        Expr scale = c.x().max().maximum(0).minus(low).div(bounds._2);
        Expr zero = rounded(c, low.neg().div(scale), Option.none(), OnnxType.UINT8);
        return Array.of(rounded(c, c.x().div(scale), Option.some(zero), OnnxType.UINT8), scale, zero);
    }

    private static Expr matmul(NodeCall c) {
        Expr product = centred(c, 0, 2, -1).matmul(centred(c, 3, 5, -2));
        Expr scale = placed(product, c.input(1), -1).times(placed(product, c.input(4), -2)).div(placed(product, c.input(6), -1));
        return rounded(c, product.cast(scale.dtype()).times(scale), Option.some(placed(product, c.input(7), -1)), typed(c, 7));
    }

    private static Expr conv(NodeCall c) {
        Expr whole = ProductOperators.conv(c, centred(c, 0, 2, -1), centred(c, 3, 5, 0), c.optional(8));
        Expr scale = single(c.input(1)).times(ProductOperators.alongChannels(c.input(4), whole.rank())).div(single(c.input(6)));
        return rounded(c, whole.cast(scale.dtype()).times(scale), Option.some(single(c.input(7))), typed(c, 7));
    }

    private static Expr single(Expr number) {
        return number.reshape(Shape.SCALAR);
    }

    /** An input less its zero point: one number, or one for each position along an axis that is not summed over. */
    private static Expr centred(NodeCall c, int input, int zero, int summed) {
        Expr x = c.input(input);
        return c.optional(zero).map(z -> x.minus(placed(x, z, summed))).getOrElse(x);
    }

    /** One number, or one for each position along the axis of a value that is not summed over. */
    private static Expr placed(Expr x, Expr numbers, int summed) {
        if (numbers.shape().size() == 1) {
            return single(numbers);
        }
        int axis = summed == -1 ? x.rank() - 2 : summed == -2 ? x.rank() - 1 : 0;
        return numbers.rank() > 1 ? numbers
                : numbers.reshape(new Shape(Ints.fill(x.rank(), 1).with(axis, numbers.shape().dim(0))));
    }

    /** One number for all, for each position along an axis, or for each block along it. */
    private static Expr spread(NodeCall c, Expr numbers) {
        Expr x = c.x();
        if (numbers.shape().size() == 1) {
            return single(numbers);
        }
        int axis = c.axis("axis", 1, x.rank());
        int block = c.integer("block_size", 0);
        return block > 0 ? numbers.repeat(block, axis).slice(axis, 0, x.shape().dim(axis))
                : numbers.reshape(new Shape(Ints.fill(x.rank(), 1).with(axis, numbers.shape().dim(0))));
    }
}
