package fluxion.ops.eval;

import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;

/** Whether numbers are finite, read where they lie. */
public final class Finite {
    /** What all exponent bits set overflow to the sign with, and nothing less. */
    private static final long EXPONENT_F64 = 0x7ff0_0000_0000_0000L, STEP_F64 = 0x0010_0000_0000_0000L;
    private static final int EXPONENT_F32 = 0x7f80_0000, STEP_F32 = 0x0080_0000;
    /** So many at once, without a look between. */
    private static final int BLOCK = 1 << 10;

    private Finite() {}

    /** Whether no element is NaN or infinite; so for every tensor of integers or truth values. */
    public static boolean all(Tensor t) {
        if (!t.dtype().isFloat()) {
            return true;
        }
        Tensor x = distinct(t).contiguous();
        int from = x.offset();
        int to = from + (int) x.shape().size();
        return switch (x.storage().flat()) {
            case double[] values -> all(values, from, to);
            case float[] values -> all(values, from, to);
            case Object other -> throw new IllegalStateException("no array of floating-point numbers: " + other.getClass());
        };
    }

    /** The elements, those that repeat along an axis once. */
    private static Tensor distinct(Tensor t) {
        Ints dims = t.shape().dims();
        return t.isContiguous() ? t : t.view(new Shape(Ints.tabulate(t.rank(),
                axis -> t.strides().get(axis) == 0 ? Math.min(dims.get(axis), 1) : dims.get(axis))), t.offset(), t.strides());
    }
    //@ for T, D, I, B in double F64 long Double.doubleToRawLongBits, float F32 int Float.floatToRawIntBits

    private static boolean all($T[] values, int from, int to) {
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(start + BLOCK, to);
            $I signs = 0;
            for (int i = start; i < end; i++) {
                signs |= ($B(values[i]) & EXPONENT_$D) + STEP_$D;
            }
            if (signs < 0) {
                return false;
            }
        }
        return true;
    }
    //@ end
}
