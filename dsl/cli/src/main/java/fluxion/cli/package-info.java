/**
 * The command {@code fluxion}: derivatives of formulas given as text, their values, how they come about, and what they are in
 * other languages.
 *
 * <p>{@link fluxion.cli.Main} reads the {@code Arguments} of a {@code Command} by its {@code Choice}s, makes the
 * {@code FormulaInput} of them, and prints an {@code Answer}. The arguments are read here rather than by a library, since that
 * would take longer than the derivative. Knows the library. Begin with {@code Main}.
 */
package fluxion.cli;
