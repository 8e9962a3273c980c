/**
 * Whether expressions are equal: values in intervals of sixty digits, and normal forms. {@link fluxion.dsl.equality.Elements}
 * evaluates expressions element by element in numbers of any kind; kinds are decimal intervals, which say where two functions
 * certainly differ.
 *
 * <p>Knows expressions, the interpreter and polynomials; nothing of verbs. Begin with {@code Precise}, then {@code Elements}.
 */
package fluxion.dsl.equality;
