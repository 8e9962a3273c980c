package fluxion.dsl.solve;

import fluxion.core.Expr;

/**
 * What an iteration found for A·x = b.
 *
 * @param x the last iterate, a tree like b
 * @param residual ‖b − A·x‖, as the iteration has it
 * @param iterations how many it took, i32; of gmres those in all its cycles
 * @param isConverged whether the residual is within the tolerance, bool
 * @param <A> the type of x
 */
public record LinearSolution<A>(A x, Expr residual, Expr iterations, Expr isConverged) implements java.io.Serializable {}
