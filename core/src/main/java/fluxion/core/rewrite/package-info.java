/**
 * The vocabulary of rewriting. A {@link fluxion.core.rewrite.Rule} has a name, both sides, a law and a reason; most are
 * {@link fluxion.core.rewrite.Equation}s written with the verbs of expressions on pattern variables:
 * {@snippet :
 * var one = Equation.of("mul/one", x -> x.times(1), x -> x, Law.EXACT, "one is neutral");
 * }
 * Applying a rule gives a {@link fluxion.core.rewrite.Step}; steps make a {@link fluxion.core.rewrite.Derivation}, the
 * record that a student reads.
 */
package fluxion.core.rewrite;
