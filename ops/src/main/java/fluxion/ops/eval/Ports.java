package fluxion.ops.eval;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where a step finds its operands and puts its results.
 *
 * @param in the operands
 * @param out for each result where it goes; null where it is not needed
 * @param reads the operands' slots
 * @param writes the results' slots
 * @param line what {@link Plan#toString()} says of the step
 */
record Ports(BufferView[] in, BufferView[] out, int[] reads, int[] writes, String line) {
    Ports(BufferView[] in, BufferView[] out, String line) {
        this(in, out, slots(in), slots(out), line);
    }

    Ports(BufferView in, BufferView out, String line) {
        this(new BufferView[] {in}, new BufferView[] {out}, line);
    }

    private static int[] slots(BufferView[] places) {
        return Arrays.stream(places).filter(Objects::nonNull).mapToInt(BufferView::slot).toArray();
    }
}
