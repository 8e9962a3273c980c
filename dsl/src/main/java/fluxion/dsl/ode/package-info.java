/**
 * Solutions of ordinary differential equations as functions of their initial values, times and whatever the right-hand side
 * uses of what is around it: explicit and implicit methods that choose their steps, events, and methods of given steps. They are
 * made of loops, so that they run over lanes and have derivatives of any order through their steps;
 * {@link fluxion.dsl.ode.OdeSolver#adjoint} takes the first derivative by the adjoint equation instead.
 *
 * <p>Knows {@code fluxion.core}, functions and trees; random keys for noise. Begin with {@link fluxion.dsl.ode.OdeSolver}.
 */
package fluxion.dsl.ode;
