package fluxion.transforms.reading;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.transforms.normal.Rational;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.function.IntUnaryOperator;

/**
 * A product by elements, summed over the indices that are not free: {@code c·Πsᵉ·Σⱼ Aᵢⱼ·Bⱼₖ}. A free index that stands twice
 * says that the tensor is zero where both differ.
 *
 * @param coefficient a number
 * @param scalars what is one number everywhere, and its exponents
 * @param free the index of each axis
 * @param factors what is multiplied
 */
record TensorTerm(Rational coefficient, Map<Expr, Rational> scalars, Ints free, Seq<TensorFactor> factors) {
    static TensorTerm number(Rational coefficient, Ints free) {
        return new TensorTerm(coefficient, LinkedHashMap.empty(), free, Array.empty());
    }

    TensorTerm times(Rational number) {
        return new TensorTerm(coefficient.times(number), scalars, free, factors);
    }

    TensorTerm times(Expr scalar, Rational exponent) {
        return new TensorTerm(coefficient, with(scalars, scalar, exponent), free, factors);
    }

    static Map<Expr, Rational> with(Map<Expr, Rational> scalars, Expr scalar, Rational exponent) {
        Rational sum = scalars.get(scalar).getOrElse(Rational.ZERO).plus(exponent);
        return sum.isZero() ? scalars.remove(scalar) : scalars.put(scalar, sum);
    }

    static Map<Expr, Rational> product(Map<Expr, Rational> a, Map<Expr, Rational> b) {
        return b.foldLeft(a, (all, more) -> with(all, more._1, more._2));
    }

    TensorTerm withFree(Ints others) {
        return new TensorTerm(coefficient, scalars, others, factors);
    }

    TensorTerm withFactors(Seq<TensorFactor> others) {
        return new TensorTerm(coefficient, scalars, free, others);
    }

    TensorTerm renamed(IntUnaryOperator names) {
        return new TensorTerm(coefficient, scalars, free.map(names), factors.map(f -> f.renamed(names)).toArray());
    }

    /** With one index for two. */
    TensorTerm same(int a, int b) {
        return a == b ? this : renamed(i -> i == Math.max(a, b) ? Math.min(a, b) : i);
    }

    boolean isScalar() {
        return free.isEmpty() && factors.isEmpty();
    }

    boolean contains(int index) {
        return free.contains(index) || factors.exists(f -> f.at().contains(index));
    }

    /** All indices, free ones first. */
    Ints indices() {
        return Ints.of(factors.foldLeft(free, (all, f) -> all.concat(f.at())).stream().distinct().toArray());
    }
}
