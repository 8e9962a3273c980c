package fluxion.dsl.onnx;

import static fluxion.dsl.onnx.OnnxOperator.one;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;

/** Operators on the bits of integers, as arithmetic: bits along a new last axis, their sum with powers of two. */
final class BitOperators {
    static final Array<OnnxOperator> TABLE = Array.of(
            one("BitwiseAnd", c -> mask(c.x()).map(n -> c.y().remainder(n))
                    .orElse(() -> mask(c.y()).map(n -> c.x().remainder(n)))
                    .getOrElse(() -> combined(c, Expr::times))),
            one("BitwiseOr", c -> combined(c, Expr::maximum)),
            one("BitwiseXor", c -> combined(c, (a, b) -> a.ne(b).cast(DType.I64))),
            one("BitwiseNot", BitOperators::not),
            one("BitShift", c -> {
                Expr power = Tensor.number(c.x().dtype(), 2).pow(c.y());
                return c.text("direction", "").equals("LEFT") ? c.x().times(power) : c.x().floorDivide(power);
            }));

    private BitOperators() {}

    /** From the greatest value down where there is no sign, from −1 down where there is one. */
    private static Expr not(NodeCall c) {
        return switch (c.elements(0).getOrElse(OnnxType.INT64)) {
            case UINT64 -> throw c.refused("the result must be below 2⁶³; that of uint64 need not be");
            case UINT32 -> Tensor.number(DType.I64, 0xFFFF_FFFFL).minus(c.x());
            case OnnxType type -> Tensor.number(c.x().dtype(), type.bounds().filter(b -> b._1 == 0).map(b -> b._2).getOrElse(-1))
                    .minus(c.x());
        };
    }

    /** 2ᵏ where an operand is 2ᵏ − 1 everywhere, as the remainder of division by it are the last k bits. */
    private static Option<Number> mask(Expr x) {
        return x instanceof Tensor t && t.shape().size() == 1 && t.dtype() == DType.I64 && t.longs()[0] > 0
                && t.longs()[0] < Long.MAX_VALUE && Long.bitCount(t.longs()[0] + 1) == 1 ? Option.some(t.longs()[0] + 1)
                : Option.none();
    }

    private static Expr combined(NodeCall c, BinaryOperator<Expr> each) {
        DType dtype = c.x().dtype();
        Expr weights = Tensor.of(LongStream.range(0, Long.SIZE).map(k -> 1L << k).toArray());
        return each.apply(bits(c.x()), bits(c.y())).times(weights).sum(-1).cast(dtype);
    }

    /** The bits of each element, the lowest first. Integers are divided by 2⁶³ in two steps, as there is no such i64. */
    private static Expr bits(Expr x) {
        Expr powers = Tensor.of(LongStream.range(0, Long.SIZE).map(k -> 1L << Math.min(k, Long.SIZE - 2)).toArray());
        Expr rest = Tensor.of(LongStream.range(0, Long.SIZE).map(k -> k == Long.SIZE - 1 ? 2 : 1).toArray());
        return x.cast(DType.I64).expandDims(-1).floorDivide(powers).floorDivide(rest).remainder(2);
    }
}
