package fluxion.dsl.nn;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Movements;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.Iota;
import io.vavr.collection.Array;
import java.util.stream.IntStream;

/** Positions in a sequence, as numbers that attention can tell apart. */
public final class PositionEncoding {
    /** The longest wave is 2π times as long. */
    private static final double BASE = 10_000;

    private PositionEncoding() {}

    /**
     * Sines and cosines (Vaswani et al., 2017), [length, width]: at position p in the columns 2i and 2i + 1
     * sin(p/10000^(2i/width)) and cos(p/10000^(2i/width)).
     */
    public static Expr sinusoidal(int length, int width, DType dtype) {
        requireEven(width);
        Expr angles = angles(Expr.apply(new Iota(TensorType.of(DType.F64, length), 0)), width, BASE);
        return Movements.stack(-1, Array.of(angles.sin(), angles.cos())).reshape(length, width).cast(dtype);
    }

    /** Rotary positions 0, 1, 2, … along the axis before the last. */
    public static Expr rotary(Expr x) {
        Given.arguments("rotary", x);
        if (x.rank() < 2) {
            throw new ShapeException("rotary: requires queries or keys […, L, E]; got " + x.type());
        }
        return rotary(x, Expr.apply(new Iota(TensorType.of(DType.F64, x.shape().dim(x.rank() - 2)), 0)));
    }

    /**
     * Rotary positions (Su et al., RoFormer, 2021): the columns 2i and 2i + 1 of queries or keys […, L, E], as points of the
     * plane, turned by the angle p/10000^(2i/E) at position p, so that products of the two depend on the difference of
     * positions alone.
     *
     * @param positions [L]
     */
    public static Expr rotary(Expr x, Expr positions) {
        Given.arguments("rotary", x, positions);
        int width = x.shape().dims().last();
        requireEven(width);
        Expr angles = angles(positions.cast(DType.F64), width, BASE);
        Expr cos = angles.cos().cast(x.dtype());
        Expr sin = angles.sin().cast(x.dtype());
        Expr pairs = x.reshape(new Shape(x.shape().dims().take(x.rank() - 1).append(width / 2).append(2)));
        Expr a = pairs.slice(-1, 0, 1).squeeze(-1);
        Expr b = pairs.slice(-1, 1, 2).squeeze(-1);
        return Movements.stack(-1, Array.of(a.times(cos).minus(b.times(sin)),
                a.times(sin).plus(b.times(cos)))).reshape(x.shape());
    }

    /** p/base^(2i/width) for i below width/2, [L, width/2]. */
    private static Expr angles(Expr positions, int width, double base) {
        Expr rates = Tensor.of(IntStream.range(0, width / 2).mapToDouble(i -> Math.pow(base, -2.0 * i / width)).toArray());
        return positions.expandDims(-1).times(rates);
    }

    private static void requireEven(int width) {
        if (width < 2 || width % 2 != 0) {
            throw new ShapeException("positions: the width must be even; got " + width);
        }
    }
}
