/**
 * The vocabulary of rewriting. A {@link fluxion.core.rewrite.Rule} has a name, both sides, a law and a reason. Most are
 * {@link fluxion.core.rewrite.Equation}s, written with the verbs of expressions on pattern variables:
 * {@snippet :
 * var one = Equation.of("mul/one", x -> x.times(1), x -> x, Law.EXACT, "one is neutral");
 * }
 * or, about whole tensors, {@link fluxion.core.rewrite.TensorEquation}s. What patterns cannot say is written in Java and
 * states its law in words.
 *
 * <p>The {@link fluxion.core.rewrite.Law} says how far both sides agree: in every bit, over the real numbers, or where a
 * condition holds. It decides what may fire by default and how the rule is tested. A rule builds its replacement with the
 * {@link fluxion.core.rewrite.Make} that it is handed, so that the simplifier can share equal nodes. Applying a rule gives a
 * {@link fluxion.core.rewrite.Step}; steps make a {@link fluxion.core.rewrite.Derivation}.
 * {@link fluxion.core.rewrite.Cost} is the model of work that no rule may
 * increase.
 *
 * <p>Knows expressions and operations; no particular rule, which are in {@code fluxion.transforms.algebra}, and no
 * evaluation.
 *
 * <p>Begin with {@code Rule} and {@code Equation}.
 */
package fluxion.core.rewrite;
