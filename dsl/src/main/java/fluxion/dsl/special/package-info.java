/**
 * Special functions that are made of elementary ones: polynomials on pieces, fitted to 17 digits, with their derivatives
 * as rules. In f32 they are computed in f64 and rounded.
 *
 * <p>Knows {@code fluxion.core} and functions. Begin with {@link fluxion.dsl.special.ExponentialIntegrals}.
 */
package fluxion.dsl.special;
