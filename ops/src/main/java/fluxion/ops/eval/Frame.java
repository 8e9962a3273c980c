package fluxion.ops.eval;

import fluxion.ops.simd.Workers;

/** The arrays of one run of a program: for each slot an array and the position of its first element. Lives in one run only. */
final class Frame {
    final Object[] arrays;
    final int[] bases;
    Workers workers;

    Frame(int slots, Workers workers) {
        this.arrays = new Object[slots];
        this.bases = new int[slots];
        this.workers = workers;
    }
}
