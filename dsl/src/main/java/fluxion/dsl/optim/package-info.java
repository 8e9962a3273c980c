/** Optimisers as pure functions over trees of parameters: state in, state out. */
package fluxion.dsl.optim;
