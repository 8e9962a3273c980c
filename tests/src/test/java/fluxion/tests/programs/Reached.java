package fluxion.tests.programs;

import java.util.BitSet;

/** Which places of kernels have run; kernels loaded anew call it. */
public final class Reached {
    private static final BitSet PLACES = new BitSet();

    private Reached() {}

    /** A place is run, for a program: kernels are also warmed up, on numbers of their own. */
    public static void at(int place) {
        if (!Thread.currentThread().getName().equals("fluxion-warming")) {
            set(place);
        }
    }

    private static synchronized void set(int place) {
        PLACES.set(place);
    }

    /** Those since the last question. */
    static synchronized BitSet take() {
        BitSet taken = (BitSet) PLACES.clone();
        PLACES.clear();
        return taken;
    }
}
