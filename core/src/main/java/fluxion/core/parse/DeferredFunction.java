package fluxion.core.parse;

import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A function in the text, read when the types of its parameters are known.
 *
 * @param at the arrow
 * @param params the names of its parameters
 * @param types of its parameters, where it says them
 * @param from the first word of its body
 * @param to the word behind its body
 * @param scope what is known where it stands
 * @param rules what else is said of it
 */
record DeferredFunction(Token at, Seq<String> params, Seq<Option<TensorType>> types, int from, int to, Scope scope,
        Seq<Rule> rules) {
    /** {@code with pullback (x, y, ct) ↦ …}, {@code with constants 1}. */
    record Rule(Token at, Option<DeferredFunction> function, Token value) {}

    DeferredFunction with(Seq<Rule> more) {
        return new DeferredFunction(at, params, types, from, to, scope, more);
    }
}
