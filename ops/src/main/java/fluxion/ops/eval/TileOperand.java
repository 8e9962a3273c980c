package fluxion.ops.eval;

import fluxion.core.DType;

/** Where a group's instruction finds an operand, or leaves its result, while a tile is worked on. */
sealed interface TileOperand {
    /** In place: the tile's own stretch of a slot whose elements lie in the group's order. */
    record Whole(int slot, int offset) implements TileOperand {}

    /** One element of a slot for every tile. */
    record Single(int slot, int offset) implements TileOperand {}

    /** In place, or one element, that depends on the row alone that the tile is in. */
    record Row(int slot, Layout layout) implements TileOperand {}

    /** A scratch tile. */
    record Tile(DType dtype, int number) implements TileOperand {}
}
