package fluxion.tests.programs;

import java.util.BitSet;

/** Which places of kernels have run, and which one is wrong now; kernels loaded anew ask it. */
public final class Reached {
    private static final int NONE = -1;
    private static final BitSet PLACES = new BitSet();
    private static boolean telling;
    private static int wrong = NONE;

    private Reached() {}

    /** Whether a place that is come to is wrong. Kernels are also warmed up, on numbers of their own. */
    public static boolean at(int place) {
        boolean isWrong = place == wrong;
        if (!telling && !isWrong || Thread.currentThread().getName().equals("fluxion-warming")) {
            return false;
        }
        if (telling) {
            set(place);
        }
        return isWrong;
    }

    private static synchronized void set(int place) {
        PLACES.set(place);
    }

    /** From now on a place is wrong. */
    static void wrong(int place) {
        wrong = place;
    }

    /** From now on no place is wrong. */
    static void right() {
        wrong = NONE;
    }

    /** The places that come to run. */
    static BitSet during(Runnable runs) {
        take();
        telling = true;
        runs.run();
        telling = false;
        return take();
    }

    private static synchronized BitSet take() {
        BitSet taken = (BitSet) PLACES.clone();
        PLACES.clear();
        return taken;
    }
}
