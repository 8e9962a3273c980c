/**
 * The front door: {@link fluxion.dsl.Fluxion} has every verb as a static method, and
 * {@code import static fluxion.dsl.Fluxion.*} brings them all.
 *
 * <p>Verbs are written in classes by subject ({@code ElementwiseVerbs}, {@code MatrixVerbs}, {@code GradientVerbs},
 * {@code JacobianVerbs}, {@code ControlVerbs}, …), which know of each other no more than they call. The build writes
 * {@code Fluxion} from them: each verb with its Javadoc, as a call of theirs. A verb that is added to one of them is in it; a
 * new class of verbs must be named in its template ({@code src/build/templates}). What there is for each number of arguments
 * ({@code grad} of {@code Fun1} to {@code Fun6}) is a template too, which says it for two. Verbs ask whether they were given
 * their arguments ({@link fluxion.core.Given}) and hand on: those that build expressions to the
 * methods of {@link fluxion.core.Expr}, those that take functions to {@code dsl.function}. What they return that is no
 * function or tree is here too: {@link fluxion.dsl.Dual}, {@link fluxion.dsl.Pulled}, {@link fluxion.dsl.Linearized},
 * {@link fluxion.dsl.Taylor}, {@link fluxion.dsl.Checked}. {@link fluxion.dsl.Equivalence} decides whether two functions are
 * the same, by rules and, to refute, by intervals ({@code Enclosures}).
 *
 * <p>Pages that are made by the tests are in {@code doc-files}: <a href="doc-files/life.html">the life of an expression</a>,
 * <a href="doc-files/operations.html">all operations</a>, <a href="doc-files/conventions.html">conventions</a> and
 * <a href="doc-files/accuracy.html">accuracy</a>.
 *
 * <p>Knows everything below; holds no rule of a single operation. Begin with {@code Fluxion}, then {@code FunctionVerbs}.
 */
package fluxion.dsl;
