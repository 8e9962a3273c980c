//@ of 1 to 6
package fluxion.dsl.function;

/**
 * A lambda of two arguments that returns nothing, {@code (x, y) -> { x.plus(y); }}. Verbs take it only to refuse it: so the
 * compiler says in a line that there is no result, and does not list all that the verb could have been called with.
 *
 * @param <A> the type of argument 1
 * @param <B> the type of argument 2
 */
@FunctionalInterface
public interface NoResult2<A, B> {
    /** Runs it. */
    void run(A a, B b);
}
