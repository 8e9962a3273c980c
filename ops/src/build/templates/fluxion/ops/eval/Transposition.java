package fluxion.ops.eval;

/**
 * Transpositions, block by block through a small array: lines of the source are read whole, lines of the target written
 * whole, whatever the cache does with lines a power of two apart.
 */
final class Transposition {
    /** Side of a block. */
    private static final int SIDE = 16;
    /** Distance between rows of the small array: apart from a power of two. */
    private static final int PITCH = SIDE + 1;

    private Transposition() {}

    /** {@code target[to + r·toPitch + c] = source[from + c·fromPitch + r]} for r of {@code rows}, c of {@code columns}. */
    static void copy(Object source, int from, int fromPitch, Object target, int to, int toPitch, int rows, int columns) {
        switch (source) {
            case double[] s -> copy(s, from, fromPitch, (double[]) target, to, toPitch, rows, columns);
            case float[] s -> copy(s, from, fromPitch, (float[]) target, to, toPitch, rows, columns);
            case long[] s -> copy(s, from, fromPitch, (long[]) target, to, toPitch, rows, columns);
            case int[] s -> copy(s, from, fromPitch, (int[]) target, to, toPitch, rows, columns);
            default -> copy((boolean[]) source, from, fromPitch, (boolean[]) target, to, toPitch, rows, columns);
        }
    }
    //@ for T in double, float, long, int, boolean

    private static void copy($T[] source, int from, int fromPitch, $T[] target, int to, int toPitch,
                             int rows, int columns) {
        $T[] block = new $T[SIDE * PITCH];
        for (int r = 0; r < rows; r += SIDE) {
            int m = Math.min(SIDE, rows - r);
            for (int c = 0; c < columns; c += SIDE) {
                int n = Math.min(SIDE, columns - c);
                for (int i = 0; i < n; i++) {
                    System.arraycopy(source, from + (c + i) * fromPitch + r, block, i * PITCH, m);
                }
                for (int i = 0; i < m; i++) {
                    int at = to + (r + i) * toPitch + c;
                    for (int j = 0; j < n; j++) {
                        target[at + j] = block[j * PITCH + i];
                    }
                }
            }
        }
    }
    //@ end
}
