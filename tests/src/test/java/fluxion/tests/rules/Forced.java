package fluxion.tests.rules;

import java.util.BitSet;

/** Which way the branches of rules go: classes that {@link Branches} changed ask here, those of one mutant at a time. */
public final class Forced {
    /** A rule that is mutated may never end. */
    static final class Endless extends Error {
        Endless() {
            super("too many branches", null, false, false);
        }
    }

    private static final int NONE = -1;
    private static int forced = NONE;
    private static boolean way;
    private static long left;
    private static BitSet seen = new BitSet();

    private Forced() {}

    /** Whether a branch is taken; where nothing forces it, as it would be. */
    public static boolean at(boolean taken, int branch) {
        if (--left < 0) {
            throw new Endless();
        }
        seen.set(2 * branch + (taken ? 1 : 0));
        return branch == forced ? way : taken;
    }

    /** From now on a branch always goes the same way, and so many branches may be come to. */
    static void always(int branch, boolean taken, long most) {
        forced = branch;
        way = taken;
        left = most;
    }

    /** From now on all branches go as they would. */
    static void nothing() {
        always(NONE, false, Long.MAX_VALUE);
    }

    /** How many branches may still be come to. */
    static long left() {
        return left;
    }

    /** Which branches went which way since the last question: 2·n where branch n was not taken, 2·n + 1 where it was. */
    static BitSet take() {
        BitSet taken = seen;
        seen = new BitSet();
        return taken;
    }
}
