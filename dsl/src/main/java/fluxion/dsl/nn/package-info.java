/**
 * What neural networks are made of, as functions from expressions to expressions: activations, layers, convolutions,
 * pooling, attention, normalisations and losses. Parameters and state are arguments; nothing is remembered between calls.
 * Names and layouts are PyTorch's: images are [N, C, H, W], weights of linear layers [out, in], classes along axis 1.
 *
 * <p>Every verb is made of the verbs of {@link fluxion.core.Expr}: there are no operations and no rules for networks. Each
 * is written once, in the class of its subject, and found by the front door {@link fluxion.dsl.Fluxion} too.
 *
 * <p>Knows {@code fluxion.core} and, for dropout, {@code dsl.random}. Begin with {@link fluxion.dsl.nn.Layers}.
 */
package fluxion.dsl.nn;
