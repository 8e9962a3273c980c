/**
 * Functions for <a href="https://hipparchus.org">Hipparchus</a>, with exact derivatives:
 * {@link fluxion.hipparchus.HipparchusFunctions} for optimisers, least squares and root finders,
 * {@link fluxion.hipparchus.HipparchusConstraints} for programming under constraints,
 * {@link fluxion.hipparchus.HipparchusEquations} for integrators of differential equations. Matrices and vectors of Hipparchus
 * and of EJML are tensors by {@link fluxion.hipparchus.HipparchusMatrices} and {@link fluxion.hipparchus.EjmlMatrices}.
 *
 * <p>Numbers are f64. Hipparchus hands its points over as arrays that it may write to again, and tensors never change: each
 * call copies its point, and gives arrays and matrices that are the caller's own.
 *
 * <p>Knows Hipparchus, EJML's matrices, and the library. Begin with {@code HipparchusFunctions}.
 */
package fluxion.hipparchus;
