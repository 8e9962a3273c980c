/**
 * JSON as Java values, read and quoted; what functions and headers of files are written in. Knows {@code fluxion.core}'s
 * exceptions alone. Begin with {@link fluxion.dsl.json.JsonText}.
 */
package fluxion.dsl.json;
