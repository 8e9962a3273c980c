package fluxion.core;

import io.vavr.collection.HashSet;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** What variables are called in print: by their own names, numbered where two have the same. */
public final class VariableNames {
    private static final int ZERO = '₀';

    /** A name and, where it is numbered, its number, else nothing. */
    public record Name(String name, String number) {
        /** The name with its number as a subscript. */
        public String text() {
            return name + subscript(number);
        }
    }

    private final Map<Var, Name> names = new IdentityHashMap<>();
    private final Set<String> own;

    /** Names for distinct variables. */
    public VariableNames(Seq<Var> variables) {
        own = HashSet.ofAll(variables.map(Var::name));
        Map<String, Integer> count = new HashMap<>();
        variables.forEach(v -> count.merge(v.name(), 1, Integer::sum));
        Map<String, Integer> next = new HashMap<>();
        for (Var v : variables) {
            if (count.get(v.name()) == 1) {
                names.put(v, new Name(v.name(), ""));
            } else {
                int number = next.merge(v.name(), 1, Integer::sum);
                while (isTaken(v.name(), number)) {
                    number = next.merge(v.name(), 1, Integer::sum);
                }
                names.put(v, new Name(v.name(), Integer.toString(number)));
            }
        }
    }

    /** What a variable is called. */
    public Name of(Var variable) {
        return names.get(variable);
    }

    /** The variables' own names, which nothing else should have. */
    public Set<String> own() {
        return own;
    }

    /** Whether a variable has that name, or would have it if it were free. */
    public boolean isUsed(String name) {
        return own.contains(name) || names.values().stream().anyMatch(n -> n.text().equals(name));
    }

    private boolean isTaken(String name, int number) {
        return own.contains(name + number) || own.contains(name + subscript(Integer.toString(number)));
    }

    private static String subscript(String digits) {
        return digits.chars().mapToObj(c -> Character.toString(c - '0' + ZERO)).reduce("", String::concat);
    }
}
