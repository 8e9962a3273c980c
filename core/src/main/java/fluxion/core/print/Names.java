package fluxion.core.print;

import fluxion.core.Var;
import fluxion.core.print.Notation.Symbol;
import io.vavr.collection.Array;
import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** What variables and named steps are called: variables by their own names, numbered where two have the same. */
final class Names {
    private final Map<Var, Symbol> symbols = new IdentityHashMap<>();
    private final Set<String> wished;

    /** Names for distinct variables. */
    Names(Seq<Var> variables) {
        wished = HashSet.ofAll(variables.map(Var::name));
        Map<String, Integer> count = new HashMap<>();
        variables.forEach(v -> count.merge(v.name(), 1, Integer::sum));
        Map<String, Integer> next = new HashMap<>();
        for (Var v : variables) {
            if (count.get(v.name()) == 1) {
                symbols.put(v, new Symbol(v.name(), ""));
            } else {
                int number = next.merge(v.name(), 1, Integer::sum);
                while (isTaken(v.name(), number)) {
                    number = next.merge(v.name(), 1, Integer::sum);
                }
                symbols.put(v, new Symbol(v.name(), Integer.toString(number)));
            }
        }
    }

    Symbol of(Var variable) {
        return symbols.get(variable);
    }

    /** Whether a variable has that name, or would have it if it were free. */
    boolean isUsed(String name) {
        return wished.contains(name) || symbols.values().stream().anyMatch(s -> s.text().equals(name));
    }

    private boolean isTaken(String name, int number) {
        return wished.contains(name + number) || wished.contains(name + TextRenderer.subscript(Integer.toString(number)));
    }

    /** Names for steps that no variable has: t, u, v, w for a few, else t₁, t₂, … */
    Seq<Symbol> steps(int count) {
        Seq<String> letters = Array.of("t", "u", "v", "w").filter(s -> !wished.contains(s));
        if (count <= letters.size()) {
            return letters.take(count).map(s -> new Symbol(s, ""));
        }
        String letter = Array.of("t", "u", "v", "w", "s", "r").find(s -> wished.forAll(w -> !w.matches(s + "[0-9₀-₉]*")))
                .getOrElse("step");
        return Array.range(1, count + 1).map(i -> new Symbol(letter, i.toString()));
    }
}
