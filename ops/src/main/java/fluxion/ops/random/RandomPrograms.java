package fluxion.ops.random;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Iota;
import fluxion.core.op.RandomNumbers;
import fluxion.ops.rule.LoopBuilder;
import fluxion.ops.special.NormalExpression;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** Distributions and permutations from the generator's bits, bit by bit what {@link RandomKernels} makes of them. */
public final class RandomPrograms {
    private static final double ULP_53 = 0x1p-53;
    private static final long WORD = 1L << 32;

    private RandomPrograms() {}

    public static Expr of(RandomNumbers op, Expr key) {
        return switch (op.kind()) {
            case BITS -> bits(op, op.dtype(), op.stream(), key);
            case PERMUTATION -> permutation(op, key);
            case UNIFORM -> op.dtype() == DType.F32 ? unsigned(bits(op, DType.I32, op.stream(), key).cast(DType.I64), WORD)
                    .floorDivide(1 << 8).cast(DType.F32).times(0x1p-24f)
                    : upper(op, key).cast(DType.F64).times(ULP_53);
            case NORMAL, EXPONENTIAL, GUMBEL, LAPLACE, LOGISTIC, CAUCHY ->
                    quantile(op.kind(), upper(op, key).minus(1L << 52).cast(DType.F64).plus(0.5).times(ULP_53)).cast(op.dtype());
        };
    }

    private static Expr bits(RandomNumbers op, DType dtype, int stream, Expr key) {
        return Expr.apply(new RandomNumbers(RandomNumbers.Kind.BITS, dtype, op.shape(), stream), key);
    }

    private static Expr unsigned(Expr x, long modulus) {
        return x.lt(0).where(x.plus(modulus), x);
    }

    /** The upper 53 bits of both words, from 0 to 2⁵³ − 1. */
    private static Expr upper(RandomNumbers op, Expr key) {
        return unsigned(bits(op, DType.I64, op.stream(), key).floorDivide(1 << 11), 1L << 53);
    }

    /** The x that a number is below with probability ½ + q. */
    private static Expr quantile(RandomNumbers.Kind kind, Expr q) {
        return switch (kind) {
            case NORMAL -> NormalExpression.quantile(q);
            case EXPONENTIAL -> logBelow(q.neg()).neg();
            case GUMBEL -> logBelow(q).neg().log().neg();
            case LAPLACE -> {
                Expr size = q.abs().times(-2).plus(1).log();
                yield q.lt(0).where(size.neg(), size);
            }
            case LOGISTIC -> logBelow(q).minus(logBelow(q.neg()));
            case CAUCHY -> q.times(Math.PI).tan();
            case BITS, UNIFORM, PERMUTATION -> throw new IllegalStateException(kind + " has no quantiles");
        };
    }

    private static Expr logBelow(Expr q) {
        return q.gt(0).where(q.minus(0.5).log1p(), q.plus(0.5).log());
    }

    /**
     * Fisher and Yates' shuffle from the inside, for all keys at once. Of the words that would favour some places the second
     * attempt is taken; that two are such has a probability below 10⁻³⁰.
     */
    private static Expr permutation(RandomNumbers op, Expr key) {
        int n = op.shape().dim(0);
        Ints batch = key.shape().dims().take(key.rank() - 1);
        int keys = (int) new Shape(batch).size();
        Expr flat = key.reshape(Shape.of(keys, 2));
        Expr count = Expr.apply(new Iota(TensorType.of(DType.I64, n), 0)).plus(1);
        Seq<Expr> first = below(bits(op, DType.I64, op.stream(), flat), count);
        Seq<Expr> second = below(bits(op, DType.I64, op.stream() + (1 << 8), flat), count);
        Expr places = first.get(1).where(second.get(0), first.get(0));
        Expr columns = Expr.apply(new Iota(TensorType.of(DType.I64, keys, n), 1));
        Expr shuffled = LoopBuilder.times(n, Array.of(places, columns), Array.of(columns), (i, consts, states) -> {
            Expr place = consts.get(0).take(i, 1).expandDims(1);
            Expr there = states.get(0).takeAlongAxis(place, 1);
            Expr here = consts.get(1).eq(i.cast(DType.I64));
            return Array.of(consts.get(1).eq(place).where(i.cast(DType.I64), here.where(there, states.get(0))));
        }).get(0);
        return shuffled.reshape(new Shape(batch.append(n))).cast(op.dtype());
    }

    /** The upper half of word·n, of 128 bits, and whether the lower half says that the word favours some places. */
    private static Seq<Expr> below(Expr word, Expr n) {
        Expr low = word.remainder(WORD);
        Expr high = unsigned(word.floorDivide(WORD), WORD);
        Expr carry = low.times(n);
        Expr sum = high.times(n).plus(carry.floorDivide(WORD));
        // 2⁶⁴ mod n by way of 2³² mod n
        Expr root = Tensor.number(DType.I64, WORD).remainder(n);
        Expr surplus = root.times(root).remainder(n);
        return Array.of(sum.floorDivide(WORD), sum.remainder(WORD).eq(0).and(carry.remainder(WORD).lt(surplus)));
    }
}
