package fluxion.ops.eval;

import fluxion.core.DType;
import java.util.Arrays;

/** The tiles of one thread, kept for the next group it runs. */
final class Scratch {
    /** Elements of a tile: a handful of tiles stay in the first cache, and a kernel call's cost is spread over enough work. */
    static final int TILE = 512;

    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private final Object[][] tiles = new Object[DType.values().length][0];

    static Scratch own() {
        return OWN.get();
    }

    Object tile(DType dtype, int number) {
        Object[] own = tiles[dtype.ordinal()];
        if (number >= own.length) {
            own = Arrays.copyOf(own, number + 4);
            tiles[dtype.ordinal()] = own;
        }
        if (own[number] == null) {
            own[number] = Buffers.make(dtype, TILE);
        }
        return own[number];
    }
}
