package fluxion.core;

import fluxion.core.op.Iota;

/** Equally spaced numbers. They stay formulas of a position, so they take no room until something needs them. */
public final class Ranges {
    private Ranges() {}

    /** {@code 0, 1, …, n − 1} as i32. */
    public static Expr arange(int n) {
        return arange(0, n, 1, DType.I32);
    }

    /**
     * {@code start, start + step, …} up to {@code stop}, which it does not contain; none where stop lies the other way. As many
     * as ⌈(stop − start)/step⌉.
     *
     * @param step not 0
     * @param dtype a numeric dtype that holds start and step
     */
    public static Expr arange(Number start, Number stop, Number step, DType dtype) {
        double by = step.doubleValue();
        double count = Math.ceil((stop.doubleValue() - start.doubleValue()) / by);
        if (by == 0 || !Double.isFinite(count) || count > Integer.MAX_VALUE) {
            throw new ShapeException("arange: requires a step other than 0 and less than 2³¹ numbers; got " + start + " to "
                    + stop + " by " + step);
        }
        return positions((int) Math.max(0, count), dtype).times(step).plus(start);
    }

    /**
     * So many equally spaced numbers from start to stop.
     *
     * @param count at least 0; of one, it is start
     * @param endpoint whether stop is the last of them; otherwise it would be the next
     * @param dtype a floating-point dtype
     */
    public static Expr linspace(double start, double stop, int count, boolean endpoint, DType dtype) {
        if (count < 0 || !dtype.isFloat()) {
            throw new ShapeException("linspace: requires a count ≥ 0 and a floating-point dtype; got " + count + " of " + dtype);
        }
        int intervals = endpoint ? count - 1 : count;
        Expr numbers = positions(count, dtype);
        return intervals <= 0 ? numbers.plus(start) : numbers.times((stop - start) / intervals).plus(start);
    }

    /** From start to stop, both included. */
    public static Expr linspace(double start, double stop, int count, DType dtype) {
        return linspace(start, stop, count, true, dtype);
    }

    private static Expr positions(int count, DType dtype) {
        return Expr.apply(new Iota(TensorType.of(dtype, count), 0));
    }
}
