package fluxion.transforms.reading;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.transforms.normal.Rational;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/**
 * A sum of products by elements.
 *
 * @param dtype of the tensor
 * @param dims its lengths
 * @param terms the products, no two of which differ in a number alone
 */
record TensorSum(DType dtype, Ints dims, Seq<TensorTerm> terms) {
    TensorSum negate() {
        return times(Rational.of(-1));
    }

    TensorSum times(Rational number) {
        return new TensorSum(dtype, dims, terms.map(t -> t.times(number)).toArray());
    }

    boolean isSingle() {
        return terms.size() == 1;
    }

    int rank() {
        return dims.size();
    }

    /** With the axes in another order. */
    TensorSum permuted(Ints permutation) {
        return new TensorSum(dtype, dims.select(permutation), terms.map(t -> t.withFree(t.free().select(permutation))).toArray());
    }

    /** The matrix with rows for columns. */
    TensorSum turned() {
        return permuted(Ints.of(1, 0));
    }

    /** Whether some terms are added and others subtracted. */
    boolean isMixed() {
        return terms.exists(t -> t.coefficient().signum() > 0) && terms.exists(t -> t.coefficient().signum() < 0);
    }

    static TensorSum of(DType dtype, Ints dims, TensorTerm term) {
        return new TensorSum(dtype, dims, Array.of(term));
    }
}
