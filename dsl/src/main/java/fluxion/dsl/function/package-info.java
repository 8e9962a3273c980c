/**
 * Typed functions. {@link fluxion.dsl.function.Fun1} … {@link fluxion.dsl.function.Fun6} wrap a Java lambda; calling one with
 * numbers computes, calling one with expressions (inside another function) composes. Behind each stands a
 * {@link fluxion.dsl.function.Program}, which traces the lambda once for each structure and types of its arguments.
 */
package fluxion.dsl.function;
