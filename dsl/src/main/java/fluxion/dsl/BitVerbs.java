package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Tensor;
import java.util.function.BinaryOperator;
import java.util.stream.LongStream;

/**
 * Operations on the bits of integers in two's complement, made of arithmetic: where two operands meet, bits stand along a further
 * axis, so that these cost some dozens of operations an element. Shifts are products and quotients, a complement is a difference.
 */
final class BitVerbs {
    private BitVerbs() {}

    /** The bits that both have. */
    public static Expr bitwiseAnd(Expr x, Expr y) { return combined("bitwiseAnd", x, y, Expr::times); }

    /** The bits that at least one has. */
    public static Expr bitwiseOr(Expr x, Expr y) { return combined("bitwiseOr", x, y, Expr::maximum); }

    /** The bits that exactly one has. */
    public static Expr bitwiseXor(Expr x, Expr y) {
        return combined("bitwiseXor", x, y, (a, b) -> a.ne(b).cast(DType.I64));
    }

    /** The bits that it has not: −1 − x. */
    public static Expr bitwiseNot(Expr x) {
        integers("bitwiseNot", x);
        return x.neg().minus(1);
    }

    /** x·2ᵏ, of which the bits that do not fit are lost; 0 ≤ k below the number of bits. */
    public static Expr leftShift(Expr x, Expr k) {
        integers("leftShift", x);
        integers("leftShift", k);
        return x.times(Tensor.number(x.dtype(), 2).pow(k));
    }

    /** ⌊x/2ᵏ⌋, which keeps the sign; 0 ≤ k below the number of bits. */
    public static Expr rightShift(Expr x, Expr k) {
        integers("rightShift", x);
        integers("rightShift", k);
        // the highest power of two is negative, so that its last step is one of its own
        Expr most = k.minimum(width(x) - 2);
        return x.floorDivide(Tensor.number(x.dtype(), 2).pow(most)).floorDivide(k.minus(most).plus(1).cast(x.dtype()));
    }

    /** How many bits are 1, of a negative number those of its two's complement. */
    public static Expr populationCount(Expr x) {
        integers("populationCount", x);
        return bits(x).slice(-1, 0, width(x)).sum(-1).cast(x.dtype());
    }

    private static Expr combined(String operation, Expr x, Expr y, BinaryOperator<Expr> each) {
        integers(operation, x);
        integers(operation, y);
        if (x.dtype() != y.dtype()) {
            throw new DTypeException(operation + ": requires operands of one dtype; got " + x.type() + " and " + y.type());
        }
        Expr weights = Tensor.of(LongStream.range(0, Long.SIZE).map(k -> 1L << k).toArray());
        return each.apply(bits(x), bits(y)).times(weights).sum(-1).cast(x.dtype());
    }

    /** The bits of each element as i64, the lowest first. Numbers are divided by 2⁶³ in two steps, as there is no such i64. */
    private static Expr bits(Expr x) {
        Expr powers = Tensor.of(LongStream.range(0, Long.SIZE).map(k -> 1L << Math.min(k, Long.SIZE - 2)).toArray());
        Expr rest = Tensor.of(LongStream.range(0, Long.SIZE).map(k -> k == Long.SIZE - 1 ? 2 : 1).toArray());
        return x.cast(DType.I64).expandDims(-1).floorDivide(powers).floorDivide(rest).remainder(2);
    }

    private static int width(Expr x) {
        return x.dtype() == DType.I64 ? Long.SIZE : Integer.SIZE;
    }

    private static void integers(String operation, Expr x) {
        Given.arguments(operation, x);
        if (x.dtype() != DType.I64 && x.dtype() != DType.I32) {
            throw new DTypeException(operation + ": requires integers; got " + x.type());
        }
    }
}
