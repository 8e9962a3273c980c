package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import java.util.Locale;

/**
 * Random numbers as a pure function of a key: keys [..., 2] of i32 to [...] + shape, element j of each key's block being a
 * function of the key, the stream and j alone. Constant to derivatives. The generator is Threefry-2x32 with 20 rounds
 * (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011).
 *
 * @param kind the distribution
 * @param dtype of the result: integers for {@code BITS}, floating otherwise
 * @param shape of the numbers made from one key
 * @param stream keeps draws for different purposes from one key apart (splitting, folding, sampling)
 */
public record Random(Kind kind, DType dtype, Shape shape, int stream) implements Op {
    /** What the numbers are. */
    public enum Kind {
        /** Uniform bits. */
        BITS,
        /** Uniform on [0, 1), multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
        UNIFORM,
        /** Normal with mean 0 and variance 1. */
        NORMAL
    }

    @Override
    public String label() {
        return "random_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        Check.arity(this, 1, operands);
        TensorType key = operands.get(0);
        Check.dtype(this, key.dtype() == DType.I32, "requires a key (key(42) makes one)", key);
        Check.shape(this, key.rank() >= 1 && key.shape().dims().last() == 2, "requires a key of shape [2] (key(42) makes one)", key);
        Check.dtype(this, kind == Kind.BITS ? dtype.isInteger() : dtype.isFloat(),
                kind == Kind.BITS ? "makes integers" : "makes floating-point numbers", dtype);
        return new TensorType(dtype, new Shape(key.shape().dims().take(key.rank() - 1).concat(shape.dims())));
    }
}
