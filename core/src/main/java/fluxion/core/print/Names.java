package fluxion.core.print;

import fluxion.core.Var;
import fluxion.core.VariableNames;
import fluxion.core.print.Notation.Symbol;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;

/** What variables and named steps are called: variables by their own names, numbered where two have the same. */
final class Names {
    private final VariableNames variables;

    /** Names for distinct variables. */
    Names(Seq<Var> variables) {
        this.variables = new VariableNames(variables);
    }

    Symbol of(Var variable) {
        VariableNames.Name name = variables.of(variable);
        return new Symbol(name.name(), name.number());
    }

    /** Whether a variable has that name, or would have it if it were free. */
    boolean isUsed(String name) {
        return variables.isUsed(name);
    }

    /** Names for steps that no variable has: t, u, v, w for a few, else t₁, t₂, … */
    Seq<Symbol> steps(int count) {
        Seq<String> letters = Array.of("t", "u", "v", "w").filter(s -> !variables.own().contains(s));
        if (count <= letters.size()) {
            return letters.take(count).map(s -> new Symbol(s, ""));
        }
        String letter = Array.of("t", "u", "v", "w", "s", "r").find(s -> variables.own().forAll(w -> !w.matches(s + "[0-9₀-₉]*")))
                .getOrElse("step");
        return Array.range(1, count + 1).map(i -> new Symbol(letter, i.toString()));
    }
}
