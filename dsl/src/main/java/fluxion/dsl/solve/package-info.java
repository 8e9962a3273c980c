/**
 * Solutions of equations and integrals as functions of whatever the equation uses of what is around it: linear systems by
 * products with vectors alone, roots and fixed points, areas under curves. What is found by iteration is differentiated by the
 * equation that it solves, not through the iteration, and comes with the word whether it converged.
 *
 * <p>Knows {@code fluxion.core}, functions and trees; random keys for estimates. Begin with {@link fluxion.dsl.solve.Krylov}.
 */
package fluxion.dsl.solve;
