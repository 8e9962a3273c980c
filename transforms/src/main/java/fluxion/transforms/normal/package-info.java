/**
 * Exact normal forms: rational numbers of any size ({@code Rational}), polynomials in several variables
 * ({@code SparsePolynomial} of {@code PowerProduct}s), their greatest common divisors ({@code PolynomialGcd}), square-free and
 * linear factors ({@code Factorization}) and quotients of them ({@code RationalFunction}). Two rational functions are equal
 * where their normal forms are. Variables are numbers here, 0, 1, …; what they stand for is the business of who asks.
 *
 * <p>All of it is bounded: an operation whose result, or whose way to it, would be too big answers with none. Knows of
 * {@code fluxion.core} a list of numbers only. Begin with {@code SparsePolynomial}.
 */
package fluxion.transforms.normal;
