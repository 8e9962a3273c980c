/**
 * Expressions on paper. {@link fluxion.core.print.MathText} and {@link fluxion.core.print.Latex} print what a textbook
 * would; every step with its type and static parameters is in {@link fluxion.core.LetForm}.
 *
 * <p>The graph is read once ({@code Reader}) into one tree of mathematical notation ({@code Notation}), which three
 * renderers write: text, LaTeX and MathML. What is too long for a line is broken by one pass ({@code LineBreaker}) over that
 * tree, at the operators that hold together least, whatever the script. What only makes operands meet, repeating along axes,
 * conversions between number types, axes of length one, is left out where a reader of elementwise mathematics supplies it.
 * Subexpressions that are used several times and are not small, and those that grow too big or too deep, get names in
 * {@code where} lines: the output is linear in the number of distinct nodes, and no step recurses with their depth.
 *
 * <p>Knows expressions, operations and rules; evaluates nothing. Begin with {@code MathText}, then {@code Reader}, which
 * decides how each operation is written.
 */
package fluxion.core.print;
