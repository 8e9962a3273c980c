/**
 * How elements lie in files, whatever the file: formats, their bytes, and the dtypes that hold them. Knows tensors alone.
 * Begin with {@link fluxion.dsl.element.ElementFormat}.
 */
package fluxion.dsl.element;
