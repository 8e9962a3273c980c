package fluxion.core.rewrite;

import fluxion.core.Apply;
import fluxion.core.Expr;
import fluxion.core.op.Op;
import io.vavr.control.Option;

/**
 * A way to replace an operation by an equal one. An {@link Equation} says it with two patterns; what patterns cannot say
 * (exponents that add, axes that compose) is written in Java and states its law in words.
 */
public interface Rule {
    /** The family and the rule, {@code mul/one}. */
    String name();

    /** Both sides, {@code x·1 = x}. */
    String statement();

    /** How far both sides agree. */
    Law law();

    /** Why it holds, or what it is good for. */
    String reason();

    /**
     * Whether the rule can replace applications of the operation, judged by its kind (the constant, or the record's class)
     * alone.
     */
    boolean concerns(Op op);

    /**
     * Whether what it puts there may depend on less than what it replaces, as in {@code x − x = 0}: a NaN or ∞ of what is gone
     * is gone too. A rule that is {@link Law#EXACT} never cancels in this sense.
     */
    default boolean cancels() {
        return false;
    }

    /**
     * The replacement, of the same type; none where the rule does not apply. New nodes are made by {@code make}.
     */
    Option<Expr> rewrite(Apply node, Make make);

    /** {@code mul/one: x·1 = x (exact: one is neutral)}. */
    default String text() {
        return name() + ": " + statement() + " (" + law() + ": " + reason() + ")";
    }
}
