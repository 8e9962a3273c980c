/**
 * The tutorials of torch.func and functorch as programs of this library, at their sizes: a {@code main} each, which prints what
 * it finds and draws it. A first argument makes one shorter. What they compute is in methods with sizes as parameters, which the
 * tests call with small ones. Begin with {@link fluxion.examples.tutorials.ManyModels}, the shortest.
 */
package fluxion.examples.tutorials;
