package fluxion.ops.eval;

import fluxion.core.DType;

/** Where a group's instruction finds an operand, or leaves its result, while a tile is worked on. */
sealed interface Reference {
    /** In place: the tile's own stretch of a slot whose elements lie in the group's order. */
    record Whole(int slot, int offset) implements Reference {}

    /** One element of a slot for every tile. */
    record Single(int slot, int offset) implements Reference {}

    /** In place, or one element, that depends on the row alone that the tile is in. */
    record Row(int slot, Layout layout) implements Reference {}

    /** A scratch tile. */
    record Tile(DType dtype, int number) implements Reference {}
}
