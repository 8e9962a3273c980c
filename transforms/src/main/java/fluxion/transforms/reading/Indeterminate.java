package fluxion.transforms.reading;

import fluxion.core.Expr;
import fluxion.transforms.normal.PowerProduct;
import fluxion.transforms.normal.SparsePolynomial;

/** What polynomials of reading forms are polynomials of: everything that is no sum, product or power of numbers. */
sealed interface Indeterminate {
    /** A variable, a constant with a name, a function of something. */
    record Opaque(Expr expr) implements Indeterminate {}

    /** A prime number under a root. */
    record Prime(int number) implements Indeterminate {}

    /** One of two values. */
    record Cases(Expr condition, SparsePolynomial then, SparsePolynomial otherwise) implements Indeterminate {}

    /** A sum that stands as one factor. */
    record SumOf(SparsePolynomial terms) implements Indeterminate {}

    /** A product that stands together under a root, as the signs of its factors are not known. */
    record Group(PowerProduct factors) implements Indeterminate {}

    /** e to a power without a number in front. */
    record Exponential(SparsePolynomial exponent) implements Indeterminate {}

    /**
     * A power whose exponent is no number.
     *
     * @param base which indeterminate
     * @param exponent without a number in front
     */
    record SymbolicPower(int base, SparsePolynomial exponent) implements Indeterminate {}
}
