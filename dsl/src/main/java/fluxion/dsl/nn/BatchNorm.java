package fluxion.dsl.nn;

import fluxion.core.Expr;
import java.io.Serializable;

/**
 * The result of {@link Normalizations#batchNormTraining} and the statistics to go on with.
 *
 * @param y the normalised batch
 * @param mean the new running mean
 * @param variance the new running variance
 */
public record BatchNorm(Expr y, Expr mean, Expr variance) implements Serializable {}
