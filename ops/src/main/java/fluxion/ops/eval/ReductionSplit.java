package fluxion.ops.eval;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.op.Reduce;
import io.vavr.control.Option;

/**
 * How a reduction sees its operand: as a matrix whose rows or columns it combines, or all of it.
 *
 * @param grid the rows and their length; none where it takes all
 * @param turn the permutation that first brings the reduced axes to the end; none where the operand's order does
 * @param outer where {@code turn} is defined and the reduced axes are neighbours, how many elements lie before them, otherwise 0
 * @param inner how many behind them
 */
record ReductionSplit(FusedKernel.Form form, Option<Grid> grid, Option<Ints> turn, int outer, int reduced, int inner) {
    /** A matrix of elements. Both lengths count: a size of 0 tells neither from the other. */
    record Grid(int rows, int columns) {}

    static ReductionSplit of(Reduce op, int[] dims, DType dtype) {
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
            return new ReductionSplit(FusedKernel.Form.ALL, Option.none(), Option.none(), 0, 0, 0);
        }
        if (lastKept < firstReduced) {
            return new ReductionSplit(FusedKernel.Form.ROWS, grid(kept, reduced), Option.none(), 0, 0, 0);
        }
        if (lastReduced < firstKept && dtype.isFloat() && kept > 1) {
            return new ReductionSplit(FusedKernel.Form.COLUMNS, grid(reduced, kept), Option.none(), 0, 0, 0);
        }
        Ints order = Ints.range(0, rank).without(op.axes()).concat(op.axes());
        int outer = 1;
        int inner = 1;
        boolean neighbours = true;
        for (int d = 0; d < rank; d++) {
            outer *= d < firstReduced ? dims[d] : 1;
            inner *= d > lastReduced ? dims[d] : 1;
            neighbours &= d < firstReduced || d > lastReduced || dims[d] == 1 || op.axes().contains(d);
        }
        return new ReductionSplit(FusedKernel.Form.ROWS, grid(kept, reduced), Option.some(order), neighbours ? outer
                : 0, (int) reduced, inner);
    }

    private static Option<Grid> grid(long rows, long columns) {
        return Option.some(new Grid((int) rows, (int) columns));
    }

    /** Whether the reduced axes are neighbours between or before others. */
    boolean isMiddle() {
        return outer > 0;
    }
}
