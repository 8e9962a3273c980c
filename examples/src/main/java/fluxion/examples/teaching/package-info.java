/**
 * Lessons: each is a program that prints what it teaches, with the derivation, computed as it runs. Begin with
 * {@link fluxion.examples.teaching.ChainRule}, then {@link fluxion.examples.teaching.WhyReverseMode},
 * {@link fluxion.examples.teaching.ForwardOverReverse} and {@link fluxion.examples.teaching.VmapOfAProduct}.
 */
package fluxion.examples.teaching;
