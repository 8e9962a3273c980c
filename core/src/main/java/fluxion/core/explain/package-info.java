/**
 * Explanations: how a function came about from another, line by line, and how that reads.
 *
 * <p>{@link fluxion.core.explain.Explanation} is data: functions at both ends and a {@link fluxion.core.explain.Line} for each
 * rule that was used, with what it says and which part of the expression it changed. {@link
 * fluxion.core.explain.DerivationText} writes them as text, LaTeX and MathML; {@code Excerpt} cuts out of large expressions
 * what a line is about.
 *
 * <p>Knows {@code fluxion.core} and how expressions are printed; no transform: those that explain themselves make the lines.
 * Begin with {@code Explanation}.
 */
package fluxion.core.explain;
