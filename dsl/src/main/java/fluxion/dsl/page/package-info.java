/** Explanations as pages that a browser shows by itself. */
package fluxion.dsl.page;
