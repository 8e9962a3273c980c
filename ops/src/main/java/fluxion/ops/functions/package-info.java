/**
 * The elementary functions, each written once: as a scalar method in plain Java that says exactly which operations are done
 * in which order. Every use of a function has these bits, on every machine: an element alone, a run by vectors, its end,
 * exported source. The vector loops {@code Vector…} are generated from the scalar methods by
 * {@code fluxion.build.VectorLoops}, whose documentation says in which style a method is written; so nothing here calls
 * {@link java.lang.Math} but for what Java specifies exactly.
 *
 * <p>Names tell the dtype: {@code …F64} on doubles, {@code …F32} on floats. Coefficients are minimax fits computed for this
 * package with 60 digits and rounded; each says its error. An ulp is the distance of neighbouring numbers at the exact
 * value.
 *
 * <p>Knows nothing but Java. Begin with {@link fluxion.ops.functions.CircularF64}.
 */
package fluxion.ops.functions;
