package fluxion.transforms.reading;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Literal;
import fluxion.core.NodeMap;
import fluxion.core.Tensor;
import fluxion.core.op.Binary;
import fluxion.core.op.Dot;
import fluxion.core.op.Power;
import fluxion.core.op.Reduce;
import fluxion.transforms.normal.Rational;
import io.vavr.collection.Array;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.math.BigInteger;
import java.util.Set;

/**
 * Writes a number times powers of scalars times a tensor: numbers in front, divisors below, totals over their counts as means,
 * roots of sums of squares as norms.
 */
final class CoefficientWriter {
    private final Networks networks;
    private final ReadingCost cost;
    /** Sums of squares, and of what. */
    private final java.util.Map<Expr, Expr> squares = new NodeMap<>();
    private final Set<Expr> normed = NodeMap.set();

    CoefficientWriter(Networks networks, ReadingCost cost) {
        this.networks = networks;
        this.cost = cost;
    }

    void square(Expr scalar, Expr of) {
        squares.put(scalar, of);
    }

    /** Whether a scalar is a sum of squares. */
    boolean isSquare(Expr scalar) {
        return squares.containsKey(scalar);
    }

    /** The root of a sum of squares occurs: it is written as a norm everywhere. */
    void norm(Expr square) {
        normed.add(square);
    }

    /** How many of them there are: what was written before another came may have to be written anew. */
    int norms() {
        return normed.size();
    }

    /** A number times scalars times a tensor, divisors below. */
    Expr scaled(Rational number, Map<Expr, Rational> scalars, Option<Expr> tensor, DType dtype) {
        Map<Expr, Rational> powers = scalars;
        Rational coefficient = number;
        for (var scalar : scalars) {
            Option<Integer> count = counted(scalar._1);
            if (scalar._2.isOne() && count.exists(n -> n > 0) && !normed.contains(scalar._1)
                    && coefficient.denominator().mod(BigInteger.valueOf(count.get())).signum() == 0) {
                powers = powers.remove(scalar._1).put(mean(scalar._1, count.get()), Rational.ONE);
                coefficient = coefficient.times(Rational.of(count.get()));
            }
        }
        Seq<Expr> over = powers.filter(s -> s._2.signum() > 0).map(s -> power(s._1, s._2)).toArray();
        Seq<Expr> under = powers.filter(s -> s._2.signum() < 0).map(s -> power(s._1, s._2.negate())).toArray();
        boolean decimal = under.isEmpty() && tensor.isDefined() && coefficient.denominator().bitLength() < 4
                && (coefficient.denominator().intValue() == 2 || coefficient.denominator().intValue() == 4);
        boolean isNumber = over.isEmpty() && under.isEmpty() && tensor.isEmpty();
        Expr p = networks.intern(Tensor.number(dtype, decimal || isNumber ? coefficient.toDouble() : coefficient.numerator()
                .doubleValue()));
        boolean first = (decimal ? !coefficient.isOne() : !coefficient.numerator().equals(BigInteger.ONE));
        Seq<Expr> numbers = first ? Array.of(p) : Array.empty();
        Seq<Expr> below = decimal || isNumber || coefficient.isWhole() ? under
                : under.prepend(networks.intern(Tensor.number(dtype, coefficient.denominator().doubleValue())));
        if (isNumber) {
            return p;
        }
        Option<Expr> divisor = below.reduceOption(Expr::times);
        Seq<Expr> factors = numbers.appendAll(over);
        if (tensor.isEmpty()) {
            Expr numerator = factors.reduceOption(Expr::times).getOrElse(() -> Tensor.number(dtype, 1));
            return networks.intern(divisor.map(numerator::div).getOrElse(numerator));
        }
        Expr of = tensor.get();
        if (Literal.value(of).exists(v -> v == 1)) {
            Expr numerator = factors.reduceOption(Expr::times).getOrElse(() -> Tensor.number(dtype, 1));
            return networks.intern(divisor.map(numerator::div).getOrElse(numerator).broadcastTo(of.shape()));
        }
        boolean apart = divisor.isDefined() && over.exists(CoefficientWriter::isCompound);
        if (apart) {
            return networks.intern(factors.reduce(Expr::times).div(divisor.get()).times(of));
        }
        Expr numerator = factors.reduceOption(Expr::times).map(f -> f.times(of)).getOrElse(of);
        return networks.intern(divisor.map(numerator::div).getOrElse(numerator));
    }

    /** How many elements a total counts, if it is one. */
    private Option<Integer> counted(Expr scalar) {
        return scalar instanceof Apply(Reduce(var kind, _), var of, _) && kind == Reduce.Kind.SUM && !isTrace(of.get(0))
                ? Option.of((int) of.get(0).shape().size())
                : squares.containsKey(scalar) && !squares.get(scalar).shape().isScalar()
                ? Option.of((int) squares.get(scalar).shape().size()) : Option.none();
    }

    private static boolean isTrace(Expr e) {
        return e instanceof Apply a && a.op() instanceof fluxion.core.op.Diagonal;
    }

    private Expr mean(Expr total, int count) {
        Expr sum = squares.containsKey(total) ? squares.get(total).square().sum() : total;
        return networks.intern(sum.div(count));
    }

    private static boolean isCompound(Expr e) {
        return e instanceof Apply a && (a.op() instanceof Dot || a.op() == Binary.ADD || a.op() == Binary.SUB
                || a.op() instanceof Reduce);
    }

    private Expr power(Expr scalar, Rational exponent) {
        if (squares.containsKey(scalar) && (normed.contains(scalar) || exponent.whole().isEmpty())) {
            Expr of = squares.get(scalar);
            Expr norm = networks.intern(of.norm());
            cost.named(norm, cost.of(of) + 1);
            return raised(norm, exponent.times(Rational.of(2)));
        }
        return raised(scalar, exponent);
    }

    private Expr raised(Expr base, Rational exponent) {
        if (exponent.isOne()) {
            return base;
        }
        if (exponent.whole().isDefined()) {
            return networks.intern(Expr.apply(new Power(exponent.whole().get()), base));
        }
        if (exponent.equals(Rational.HALF)) {
            return networks.intern(base.sqrt());
        }
        return networks.intern(base.pow(Tensor.number(base.dtype(), exponent.numerator().doubleValue())
                .div(Tensor.number(base.dtype(), exponent.denominator().doubleValue()))));
    }
}
