package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.Key;

/** Random numbers: the verbs of {@code fluxion.dsl.random}. */
abstract sealed class RandomVerbs extends ArrangementVerbs permits LiteralVerbs {
    RandomVerbs() {}

    /** The random key of a seed. */
    public static Key key(long seed) { return Key.of(seed); }

    /** Uniform on [0, 1): multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
    public static Expr uniform(Key key, TensorType type) { return Distributions.uniform(key, type); }

    /** Uniform from low to high; high itself by rounding only. */
    public static Expr uniform(Key key, TensorType type, double low, double high) { return Distributions.uniform(key, type, low, high); }

    /** Normal with mean 0 and variance 1. */
    public static Expr normal(Key key, TensorType type) { return Distributions.normal(key, type); }

    /** Normal with a mean and a standard deviation. */
    public static Expr normal(Key key, TensorType type, double mean, double deviation) { return Distributions.normal(key, type, mean, deviation); }

    /** True (1 in a numeric type) with probability p, from 0 to 1. */
    public static Expr bernoulli(Key key, double p, TensorType type) { return Distributions.bernoulli(key, p, type); }

    /** True (1 in a numeric type) with probabilities that broadcast to the type's shape. */
    public static Expr bernoulli(Key key, Expr p, TensorType type) { return Distributions.bernoulli(key, p, type); }

    /** Integers from low to high − 1, each with the same probability but for a part of at most (high − low)/2⁶⁴. */
    public static Expr integers(Key key, int low, int high, TensorType type) { return Distributions.integers(key, low, high, type); }
}
