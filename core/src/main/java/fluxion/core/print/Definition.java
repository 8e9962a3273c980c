package fluxion.core.print;

import fluxion.core.ExprType;
import fluxion.core.print.Notation.Symbol;
import io.vavr.collection.Seq;
import io.vavr.control.Option;

/**
 * A function that is called by a name: {@code f = (x, y) ↦ x·y}, and the rules that were given for it.
 *
 * @param name what it is called
 * @param body what it computes
 * @param rules what else is known of it
 * @param types of its parameters, where no call tells them
 */
record Definition(Symbol name, Document body, Seq<Rule> rules, Seq<ExprType> types) {
    /** The body; its parameters with their types, where these are known from nowhere else. */
    Document typed() {
        return types.isEmpty() ? body
                : body.withParams(body.params().zipWith(types, (p, type) -> new Symbol(p.text() + ": " + type, "")));
    }

    /** {@code with pullback (x, y, ȳ) ↦ …}, {@code with constants 1}: a word, and a function or what stands for itself. */
    record Rule(String word, Option<Document> function, String value) {
        static Rule of(String word, Document function) {
            return new Rule(word, Option.of(function), "");
        }

        static Rule of(String word, String value) {
            return new Rule(word, Option.none(), value);
        }
    }
}
