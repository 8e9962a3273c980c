package fluxion.core.op;

import fluxion.core.DType;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import io.vavr.collection.Seq;
import java.util.Locale;

/**
 * Random numbers as a pure function of a key: keys [..., 2] of i32 to [...] + shape, element j of each key's block being a
 * function of the key, the stream and j alone (and of n for permutations). Constant to derivatives. The generator is
 * Threefry-2x32 with 20 rounds
 * (Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011).
 *
 * @param kind the distribution
 * @param dtype of the result: integers for {@code BITS} and {@code PERMUTATION}, floating otherwise
 * @param shape of the numbers made from one key
 * @param stream keeps draws for different purposes from one key apart (splitting, folding, sampling)
 */
public record RandomNumbers(Kind kind, DType dtype, Shape shape, int stream) implements Op {
    /** The streams in which new keys are made from a key: by splitting it, by folding a number in, and by folding in a lane. */
    public static final int SPLIT = 1, FOLD = 2, LANE = 0x6c616e65;

    /** Whether the numbers are new keys: nothing is drawn yet. */
    public boolean makesKeys() {
        return kind == Kind.BITS && (stream == SPLIT || stream == FOLD || stream == LANE);
    }

    /** What the numbers are. */
    public enum Kind {
        /** Uniform bits. */
        BITS,
        /** Uniform on [0, 1), multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
        UNIFORM,
        /** Normal with mean 0 and variance 1. */
        NORMAL,
        /** Exponential with mean 1. */
        EXPONENTIAL,
        /** Gumbel: −ln E for an exponential E. */
        GUMBEL,
        /** Laplace with scale 1: an exponential of either sign. */
        LAPLACE,
        /** Logistic with scale 1. */
        LOGISTIC,
        /** Cauchy with scale 1. */
        CAUCHY,
        /** 0 to n − 1 in random order, all orders equally likely, for a shape [n]. */
        PERMUTATION;

        /** Whether it makes integers. */
        public boolean isInteger() {
            return this == BITS || this == PERMUTATION;
        }
    }

    @Override
    public String label() {
        return "random_" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public TensorType infer(Seq<TensorType> operands) {
        TensorType key = OperandChecks.only(this, operands);
        OperandChecks.dtype(this, key.dtype() == DType.I32, "requires a key (key(42) makes one)", key);
        OperandChecks.shape(this, key.rank() >= 1 && key.shape().dims().last() == 2,
                "requires a key of shape [2] (key(42) makes one)",
                key);
        OperandChecks.dtype(this, kind.isInteger() ? dtype.isInteger() : dtype.isFloat(),
                kind.isInteger() ? "makes integers" : "makes floating-point numbers", dtype);
        OperandChecks.shape(this, kind != Kind.PERMUTATION || shape.rank() == 1, "makes a vector", shape);
        return new TensorType(dtype, new Shape(key.shape().dims().take(key.rank() - 1).concat(shape.dims())));
    }
}
