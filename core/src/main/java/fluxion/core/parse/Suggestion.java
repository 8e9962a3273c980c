package fluxion.core.parse;

import io.vavr.collection.Array;
import io.vavr.control.Option;

/** What somebody may have meant who wrote a name that is not known. */
public final class Suggestion {
    private Suggestion() {}

    /** The known name that is nearest, where one is as near as a slip. */
    public static Option<String> of(String name, Iterable<String> known) {
        return Array.ofAll(known).filter(other -> distance(name, other) <= Math.max(1, name.length() / 3))
                .minBy(other -> distance(name, other));
    }

    /** How many letters must be put in, left out, changed, or change places with their neighbour (Damerau, Levenshtein). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
