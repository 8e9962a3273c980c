package fluxion.dsl.export;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of the variables of one method. */
final class JavaVariables {
    private static final String OUTER = "ijklmn";
    private static final String INNER = "pqrstu";

    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final List<String> outer = new ArrayList<>();
    private final List<String> inner = new ArrayList<>();

    /** A name that Java allows, as near as can be to the one asked for. */
    static String identifier(String wish, String otherwise) {
        String name = wish.replaceAll("[^\\p{javaJavaIdentifierPart}]", "_");
        return JavaSource.isName(name) && !JavaKernels.isReserved(name)
                && !Set.of("Math", "StrictMath", "Integer", "Long", "Float", "Double", "Boolean", "System",
                "Arrays", "List", "ArrayList", "java").contains(name) ? name : otherwise + name;
    }

    /** A name that stays taken in the whole method. */
    String fresh(String wish) {
        String name = wish;
        while (!taken.add(name)) {
            int count = counts.merge(wish, 1, Integer::sum);
            name = wish + (Character.isDigit(wish.charAt(wish.length() - 1)) ? "_" : "") + (count + 1);
        }
        return name;
    }

    /** A name that no variable so far has, but may have later on. */
    String local(String wish) {
        String name = wish;
        for (int i = 2; taken.contains(name); i++) {
            name = wish + "_" + i;
        }
        return name;
    }

    String outer(int axis) {
        return letter(outer, OUTER, axis);
    }

    String inner(int axis) {
        return letter(inner, INNER, axis);
    }

    /** Names of loop variables, which no other variable has. */
    private String letter(List<String> letters, String wishes, int axis) {
        for (int k = letters.size(); k <= axis; k++) {
            String free = "";
            for (int c = 0; free.isEmpty() && c < wishes.length(); c++) {
                free = taken.contains(wishes.substring(c, c + 1)) ? "" : wishes.substring(c, c + 1);
            }
            letters.add(fresh(free.isEmpty() ? wishes.charAt(0) + "" + k : free));
        }
        return letters.get(axis);
    }
}
