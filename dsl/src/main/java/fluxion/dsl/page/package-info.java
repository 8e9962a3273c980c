/**
 * Explanations as pages that a browser shows by itself, without network: {@link fluxion.dsl.page.ExplanationPage} steps
 * through the lines of an {@link fluxion.core.explain.Explanation} at three levels of detail, with formulas in MathML and
 * the graph of the expression; {@code Plot} draws a function and its derivatives.
 *
 * <p>Knows printing ({@code core.print}), explanations, and the evaluator for the plot. Begin with {@code ExplanationPage}.
 */
package fluxion.dsl.page;
