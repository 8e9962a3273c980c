/**
 * Optimisers as pure functions over trees of parameters: {@code init} makes a state, {@code update} makes of gradients,
 * state and parameters the next state and parameters. Nothing is remembered in between, so that training is a fold and an
 * update can be differentiated, batched and traced like any function.
 *
 * <p>Knows expressions and the verbs of {@code fluxion.dsl}. Begin with {@link fluxion.dsl.optim.Sgd}, the shorter of the
 * two.
 */
package fluxion.dsl.optim;
