package fluxion.dsl.solve;

import fluxion.core.Expr;

/**
 * An eigenvalue with its eigenvector of length 1.
 *
 * @param value λ
 * @param vector v
 * @param residual ‖A·v − λ·v‖
 * @param iterations how many it took, i32
 * @param isConverged whether the residual is within the tolerance, bool
 */
public record Eigenpair(Expr value, Expr vector, Expr residual, Expr iterations, Expr isConverged)
        implements java.io.Serializable {}
