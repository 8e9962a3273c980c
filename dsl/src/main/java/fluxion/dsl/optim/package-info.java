/**
 * Optimisers as pure functions over trees of parameters: {@code init} makes a state of parameters, {@code update} makes of
 * gradients and a state the next state. {@link fluxion.dsl.optim.Optimisers} has the known ones as chains of
 * {@link fluxion.dsl.optim.Transformations}. A rate is a number, or a {@link fluxion.dsl.optim.Schedule} of steps. Nothing is
 * remembered in between, so that training is a fold and an update can be differentiated, batched and traced like any function.
 * {@link fluxion.dsl.optim.Lbfgs} is given the function instead of gradients, as it asks several times a step; it asks with
 * numbers and is not traced. {@link fluxion.dsl.optim.Minimizer}s and {@link fluxion.dsl.optim.LeastSquares} find minima by loops
 * of the language, {@link fluxion.dsl.optim.Fit} trains over batches.
 *
 * <p>Knows expressions and the verbs of {@code fluxion.dsl}. Begin with {@link fluxion.dsl.optim.Sgd}, the shortest.
 */
package fluxion.dsl.optim;
