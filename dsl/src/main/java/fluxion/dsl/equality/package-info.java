/**
 * Whether expressions are equal. {@code Elements} evaluates them element by element in numbers of any kind:
 * {@code DecimalScalars} are intervals of sixty digits, which say where two functions certainly differ ({@code Precise});
 * {@code SymbolicScalars} are quotients of polynomials in as few functions as are independent ({@code AtomTable}), which prove
 * that two are the same ({@code NormalForms}): powers of roots become what is under the root ({@code Quotients}), sums in
 * exponents products, products in logarithms sums, sines and cosines rational in the tangent of half the angle
 * ({@code ElementaryForms}). What depends on a sign is looked at for each ({@code Signs}). {@code MatrixIdentities} reads
 * matrices of any size as sums of products of letters ({@code MatrixWords}). {@code EqualSlopes} compares derivatives, and
 * values at a point.
 *
 * <p>Knows expressions, the interpreter, derivatives and polynomials; nothing of verbs. Begin with {@code NormalForms}, then
 * {@code Elements}.
 */
package fluxion.dsl.equality;
