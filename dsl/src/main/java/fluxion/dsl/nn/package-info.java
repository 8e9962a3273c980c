/**
 * What neural networks are made of, as functions from expressions to expressions: activations, layers, convolutions, pooling
 * and losses. Parameters and state are arguments; nothing is remembered between calls. Names and layouts are PyTorch's:
 * images are [N, C, H, W], weights of linear layers [out, in], classes along axis 1.
 */
package fluxion.dsl.nn;
