package fluxion.ops.eval;

/**
 * Where a value lies while a program runs.
 *
 * @param slot which array
 * @param layout where in it, counted from the slot's first element
 */
record BufferView(int slot, Layout layout) {
    /** The value's elements are all of the slot's, in order. */
    boolean isWhole() {
        return layout.offset == 0 && layout.isContiguous();
    }
}
