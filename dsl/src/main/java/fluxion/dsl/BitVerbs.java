package fluxion.dsl;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Tensor;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Operations on the bits of integers in two's complement, made of arithmetic: where two operands meet, a table tells what groups
 * of four bits have in common, which costs some dozens of operations an element. Shifts are products and quotients, a complement
 * is a difference.
 */
final class BitVerbs {
    private static final int GROUP = 16;

    private BitVerbs() {}

    /** The bits that both have. */
    public static Expr bitwiseAnd(Expr x, Expr y) { pair("bitwiseAnd", x, y); return common(x, y); }

    /** The bits that at least one has. */
    public static Expr bitwiseOr(Expr x, Expr y) { pair("bitwiseOr", x, y); return x.plus(y).minus(common(x, y)); }

    /** The bits that exactly one has. */
    public static Expr bitwiseXor(Expr x, Expr y) {
        pair("bitwiseXor", x, y);
        return x.plus(y).minus(common(x, y).times(2));
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

    private static void pair(String operation, Expr x, Expr y) {
        integers(operation, x);
        integers(operation, y);
        if (x.dtype() != y.dtype()) {
            throw new DTypeException(operation + ": requires operands of one dtype; got " + x.type() + " and " + y.type());
        }
    }

    /** By a table of what each two groups of four bits have in common. */
    private static Expr common(Expr x, Expr y) {
        Expr table = Tensor.of(IntStream.range(0, GROUP * GROUP).map(n -> n / GROUP & n % GROUP).toArray()).cast(x.dtype());
        Expr sum = Tensor.number(x.dtype(), 0);
        Expr left = x;
        Expr right = y;
        long weight = 1;
        for (int bit = 0; bit < width(x); bit += 4) {
            Expr place = left.remainder(GROUP).times(GROUP).plus(right.remainder(GROUP)).cast(DType.I32);
            // the weight of the highest group makes negative numbers of it, as the sum wraps around
            sum = sum.plus(table.take(place, 0).times(Tensor.number(x.dtype(), weight)));
            left = left.floorDivide(GROUP);
            right = right.floorDivide(GROUP);
            weight *= GROUP;
        }
        return sum;
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
