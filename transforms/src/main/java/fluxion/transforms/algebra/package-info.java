/**
 * The rules of {@link fluxion.transforms.Algebra}, one family a file. What two patterns can say is an equation; what they
 * cannot (exponents that add, axes that compose) is a {@code Coded} rule of the same form.
 */
package fluxion.transforms.algebra;
