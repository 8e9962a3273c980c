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

    /** The array that a value lies in. */
    Object array(BufferView place) {
        return arrays[place.slot()];
    }

    /** Where in its array a value begins. */
    int start(BufferView place) {
        return bases[place.slot()] + place.layout().offset;
    }

    /** Copies a value's elements to the elements of an array that a layout of the same lengths says. */
    void copy(BufferView from, Object target, Layout to) {
        Copies.copy(array(from), from.layout(), bases[from.slot()], target, to, 0, workers);
    }

    /** Copies a value to where a step's result goes. */
    void copy(BufferView from, BufferView result) {
        copy(from, array(result), result.layout());
    }
}
