/**
 * The rules of {@link fluxion.transforms.Algebra}, one subject a class, each with a method {@code groups()} that
 * lists them by the operations they need: a {@code RuleGroup} makes its rules when these have been met.
 * What two patterns can say is an {@link fluxion.core.rewrite.Equation}; what they cannot (exponents that add, axes that
 * compose) is a {@code ProceduralRule}: the same name, statement, law and reason, and the replacement in Java.
 *
 * <p>Numbers: {@code ConstantFolding}, {@code Arithmetic}, {@code Coefficients}, {@code FunctionIdentities},
 * {@code Stability}, and
 * {@code PolynomialNormalForm}, which reads sums and products as polynomials ({@code PolynomialReader}) and builds them again
 * ({@code PolynomialBuilder}).
 * Elements that move: {@code LayoutRules}, {@code SliceRules}, {@code BroadcastRules}, {@code Selection},
 * {@code TotalRules}. Products and
 * matrices: {@code DotRules}, {@code MatrixProductRules}, {@code IndexNotationRules}, {@code Inverses}, and structure that
 * stays symbolic:
 * {@code DiagonalRules}, {@code BlockDiagonalRules}, {@code BandRules}, {@code LeaveOneOutRules}. {@code SignAnalysis} knows
 * the signs of expressions, which
 * proves the guards of rules.
 *
 * <p>The order of {@code Algebra.rules()} is the order in which rules are tried. A rule makes its operation cheaper ({@link
 * fluxion.core.rewrite.Cost}) or as cheap and more nearly in the form that others expect, so that simplifying ends; it
 * decides by form and never evaluates. Knows {@code fluxion.core}; of {@code fluxion.ops} only what constants need to be
 * folded and a few forms that are shared with evaluation.
 *
 * <p>Begin with {@code Arithmetic} for equations and {@code LayoutRules} for rules in Java.
 */
package fluxion.transforms.algebra;
