package fluxion.dsl.random;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.TensorType;
import fluxion.core.op.Random;

/**
 * Random tensors of a key: the same for the same key and type. Element j depends on the key and j alone, so a shorter vector
 * is the start of a longer one. They are constant to derivatives; parameters given as expressions are not.
 */
public final class Distributions {
    private Distributions() {}

    /** Uniform on [0, 1): multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
    public static Expr uniform(Key key, TensorType type) {
        requireFloat("uniform", type);
        return Expr.apply(new Random(Random.Kind.UNIFORM, type.dtype(), type.shape(), Key.SAMPLE), key.value());
    }

    /** Uniform from low to high; high itself by rounding only. */
    public static Expr uniform(Key key, TensorType type, double low, double high) {
        if (!(low <= high)) {
            throw new FluxionException("uniform: low must be at most high; got " + low + " and " + high);
        }
        return uniform(key, type).times(high - low).plus(low);
    }

    /** Normal with mean 0 and variance 1. */
    public static Expr normal(Key key, TensorType type) {
        requireFloat("normal", type);
        return Expr.apply(new Random(Random.Kind.NORMAL, type.dtype(), type.shape(), Key.SAMPLE), key.value());
    }

    /** Normal with a mean and a standard deviation. */
    public static Expr normal(Key key, TensorType type, double mean, double deviation) {
        return normal(key, type).times(deviation).plus(mean);
    }

    /** True (1 in a numeric type) with probability p, from 0 to 1. */
    public static Expr bernoulli(Key key, double p, TensorType type) {
        if (!(p >= 0 && p <= 1)) {
            throw new FluxionException("bernoulli: a probability must be from 0 to 1; got " + p);
        }
        return uniform(key, new TensorType(DType.F64, type.shape())).lt(p).cast(type.dtype());
    }

    /** True (1 in a numeric type) with probabilities that broadcast to the type's shape. */
    public static Expr bernoulli(Key key, Expr p, TensorType type) {
        return uniform(key, new TensorType(DType.F64, type.shape())).lt(p).cast(type.dtype());
    }

    /** Integers from low to high − 1, each with the same probability but for a part of at most (high − low)/2⁶⁴. */
    public static Expr integers(Key key, int low, int high, TensorType type) {
        if (!type.dtype().isInteger()) {
            throw new DTypeException("integers: requires an integer type; got " + type);
        }
        if (low >= high) {
            throw new FluxionException("integers: low must be less than high; got " + low + " and " + high);
        }
        Expr bits = Expr.apply(new Random(Random.Kind.BITS, DType.I64, type.shape(), Key.SAMPLE), key.value());
        return bits.remainder((long) high - low).plus((long) low).cast(type.dtype());
    }

    private static void requireFloat(String operation, TensorType type) {
        if (!type.dtype().isFloat()) {
            throw new DTypeException(operation + ": requires f64 or f32; got " + type + "; bernoulli and integers make others");
        }
    }
}
