package fluxion.dsl.nn;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.RandomKey;
import fluxion.dsl.random.RandomVariates;

/**
 * Weights to begin with, of a layer's layout [out, in, …kernel]: random numbers whose variance keeps that of what goes
 * forwards, or of what comes back, from layer to layer. An output has in·kernel inputs (fan in), an input out·kernel
 * outputs (fan out).
 */
public final class Initializers {
    /** The deviation of a standard normal number between −2 and 2. */
    private static final double TRUNCATED = 0.87962566103423978;

    private Initializers() {}

    /** Uniform with variance 2/(fan in + fan out) (Glorot and Bengio, AISTATS 2010). */
    public static Expr glorotUniform(RandomKey key, TensorType type) {
        return uniform(key, type, 2.0 / (fanIn(type) + fanOut(type)));
    }

    /** Normal with variance 2/(fan in + fan out) (Glorot and Bengio, AISTATS 2010). */
    public static Expr glorotNormal(RandomKey key, TensorType type) {
        return normal(key, type, 2.0 / (fanIn(type) + fanOut(type)));
    }

    /** Uniform with variance 2/fan in, for layers before a ReLU (He et al., ICCV 2015). */
    public static Expr heUniform(RandomKey key, TensorType type) {
        return uniform(key, type, 2.0 / fanIn(type));
    }

    /** Normal with variance 2/fan in, for layers before a ReLU (He et al., ICCV 2015). */
    public static Expr heNormal(RandomKey key, TensorType type) {
        return normal(key, type, 2.0 / fanIn(type));
    }

    /** Uniform with variance 1/fan in (LeCun et al., Efficient BackProp, 1998). */
    public static Expr lecunUniform(RandomKey key, TensorType type) {
        return uniform(key, type, 1.0 / fanIn(type));
    }

    /** Normal with variance 1/fan in (LeCun et al., Efficient BackProp, 1998). */
    public static Expr lecunNormal(RandomKey key, TensorType type) {
        return normal(key, type, 1.0 / fanIn(type));
    }

    /** Normal between −2 and 2 deviations, so stretched that the deviation is the one given. */
    public static Expr truncatedNormal(RandomKey key, TensorType type, double deviation) {
        Given.arguments("truncatedNormal", key, type);
        return Distributions.truncatedNormal(key, -2, 2, type).times(deviation / TRUNCATED);
    }

    /**
     * A random orthogonal matrix of rows [out, in·kernel], or of columns where there are fewer of them, times a gain (Saxe et
     * al., ICLR 2014).
     */
    public static Expr orthogonal(RandomKey key, TensorType type, double gain) {
        Given.arguments("orthogonal", key, type);
        int out = type.shape().dim(0);
        TensorType matrix = type.withShape(Shape.of(out, fanIn(type)));
        return RandomVariates.orthogonal(key, matrix).times(gain).reshape(type.shape());
    }

    private static Expr uniform(RandomKey key, TensorType type, double variance) {
        double bound = Math.sqrt(3 * variance);
        return Distributions.uniform(key, type, -bound, bound);
    }

    private static Expr normal(RandomKey key, TensorType type, double variance) {
        return Distributions.normal(key, type, 0, Math.sqrt(variance));
    }

    private static int fanIn(TensorType type) {
        requireMatrix(type);
        return (int) (type.shape().size() / type.shape().dim(0));
    }

    private static int fanOut(TensorType type) {
        requireMatrix(type);
        return (int) (type.shape().size() / type.shape().dim(1));
    }

    private static void requireMatrix(TensorType type) {
        if (type.rank() < 2 || type.shape().size() == 0) {
            throw new ShapeException("initializer: requires weights [out, in, …kernel]; got " + type);
        }
    }
}
