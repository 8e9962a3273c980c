package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.op.Reduce;
import io.vavr.control.Option;

/**
 * How a reduction sees its operand: as a matrix whose rows or columns it combines, or all of it.
 *
 * @param columns the length of a row
 * @param turn the permutation that first brings the reduced axes to the end; none where the operand's order does
 */
record Split(Group.Form form, int columns, Option<Ints> turn) {
    static Split of(Reduce op, int[] dims, DType dtype) {
        int rank = dims.length;
        int firstReduced = rank;
        int lastReduced = -1;
        int firstKept = rank;
        int lastKept = -1;
        long reduced = 1;
        long kept = 1;
        for (int d = 0; d < rank; d++) {
            if (op.axes().contains(d)) {
                reduced *= dims[d];
            } else {
                kept *= dims[d];
            }
            if (dims[d] == 1) {
                continue;
            }
            if (op.axes().contains(d)) {
                firstReduced = Math.min(firstReduced, d);
                lastReduced = d;
            } else {
                firstKept = Math.min(firstKept, d);
                lastKept = d;
            }
        }
        if (lastKept < 0) {
            return new Split(Group.Form.ALL, 0, Option.none());
        }
        if (lastKept < firstReduced) {
            return new Split(Group.Form.ROWS, (int) reduced, Option.none());
        }
        if (lastReduced < firstKept && dtype.isFloat() && kept > 1) {
            return new Split(Group.Form.COLUMNS, (int) kept, Option.none());
        }
        Ints order = Ints.range(0, rank).without(op.axes()).concat(op.axes());
        return new Split(Group.Form.ROWS, (int) reduced, Option.some(order));
    }
}
