package fluxion.dsl.sample;

import fluxion.core.Expr;

/**
 * A Markov chain after its warm-up.
 *
 * @param draws the places, one after another along a new axis 0
 * @param logDensities what the log density was there
 * @param acceptance the mean probability of a proposal to be taken
 * @param stepSize ε, as the warm-up left it
 * @param <P> the type of a place
 */
public record MarkovChain<P>(P draws, Expr logDensities, Expr acceptance, Expr stepSize) implements java.io.Serializable {}
