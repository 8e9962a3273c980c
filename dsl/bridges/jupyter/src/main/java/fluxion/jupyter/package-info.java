/**
 * The library in notebooks. {@link fluxion.jupyter.FluxionKernel} is what Jupyter starts; cells are Java as JShell takes it, with
 * everything of the library imported, and {@link fluxion.jupyter.Notebook} has the verbs that show something on the way.
 * What a value looks like says {@link fluxion.jupyter.Display}.
 */
package fluxion.jupyter;
