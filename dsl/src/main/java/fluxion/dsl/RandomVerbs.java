package fluxion.dsl;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Shape;
import fluxion.core.TensorType;
import fluxion.dsl.random.Distributions;
import fluxion.dsl.random.Key;

/** Random numbers: the verbs of {@code fluxion.dsl.random}. */
final class RandomVerbs {
    private RandomVerbs() {}

    /** The random key of a seed. */
    public static Key key(long seed) { return Key.of(seed); }

    /** Uniform on [0, 1): multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
    public static Expr uniform(Key key, TensorType type) {
        Given.arguments("uniform", key, type);
        return Distributions.uniform(key, type);
    }

    /** Uniform from low to high; high itself by rounding only. */
    public static Expr uniform(Key key, TensorType type, double low, double high) {
        Given.arguments("uniform", key, type);
        return Distributions.uniform(key, type, low, high);
    }

    /** Normal with mean 0 and variance 1. */
    public static Expr normal(Key key, TensorType type) {
        Given.arguments("normal", key, type);
        return Distributions.normal(key, type);
    }

    /** Normal with a mean and a standard deviation. */
    public static Expr normal(Key key, TensorType type, double mean, double deviation) {
        Given.arguments("normal", key, type);
        return Distributions.normal(key, type, mean, deviation);
    }

    /** Uniform from low to high, which broadcast to the type's shape. */
    public static Expr uniform(Key key, TensorType type, Expr low, Expr high) {
        Given.arguments("uniform", key, type, low, high);
        return Distributions.uniform(key, type, low, high);
    }

    /** Normal with means and standard deviations that broadcast to the type's shape. */
    public static Expr normal(Key key, TensorType type, Expr mean, Expr deviation) {
        Given.arguments("normal", key, type, mean, deviation);
        return Distributions.normal(key, type, mean, deviation);
    }

    /** Exponential with mean 1; times a scale for others. */
    public static Expr exponential(Key key, TensorType type) {
        Given.arguments("exponential", key, type);
        return Distributions.exponential(key, type);
    }

    /** Gumbel: with distribution function e^(−e^(−x)). */
    public static Expr gumbel(Key key, TensorType type) {
        Given.arguments("gumbel", key, type);
        return Distributions.gumbel(key, type);
    }

    /** Laplace with mean 0 and scale 1: density e^(−|x|)/2. */
    public static Expr laplace(Key key, TensorType type) {
        Given.arguments("laplace", key, type);
        return Distributions.laplace(key, type);
    }

    /** Logistic with mean 0 and scale 1: the sigmoid is its distribution function. */
    public static Expr logistic(Key key, TensorType type) {
        Given.arguments("logistic", key, type);
        return Distributions.logistic(key, type);
    }

    /** Cauchy: density 1/(π(1 + x²)). */
    public static Expr cauchy(Key key, TensorType type) {
        Given.arguments("cauchy", key, type);
        return Distributions.cauchy(key, type);
    }

    /** Log-normal: e to the power of a standard normal number. */
    public static Expr logNormal(Key key, TensorType type) {
        Given.arguments("logNormal", key, type);
        return Distributions.logNormal(key, type);
    }

    /** Weibull with scale 1 and shape k &gt; 0, which broadcasts to the type's shape. Differentiable in k. */
    public static Expr weibull(Key key, Expr k, TensorType type) {
        Given.arguments("weibull", key, k, type);
        return Distributions.weibull(key, k, type);
    }

    /** Pareto on [1, ∞) with shape α &gt; 0, which broadcasts to the type's shape. Differentiable in α. */
    public static Expr pareto(Key key, Expr alpha, TensorType type) {
        Given.arguments("pareto", key, alpha, type);
        return Distributions.pareto(key, alpha, type);
    }

    /** Normal vectors along the last axis, with a mean [n] and a positive definite covariance [n, n]. Differentiable in both. */
    public static Expr multivariateNormal(Key key, Expr mean, Expr covariance, TensorType type) {
        Given.arguments("multivariateNormal", key, mean, covariance, type);
        return Distributions.multivariateNormal(key, mean, covariance, type);
    }

    /** −1 or 1, with probability ½ each. */
    public static Expr rademacher(Key key, TensorType type) {
        Given.arguments("rademacher", key, type);
        return Distributions.rademacher(key, type);
    }

    /**
     * Normal with mean 0 and variance 1 on condition that it lies between two bounds, which broadcast to the type's shape and
     * may be infinite. The quantile Φ⁻¹(Φ(l) + u(Φ(h) − Φ(l))), taken in the lower tail (mirrored where l &gt; 0), so that far
     * intervals keep their digits; differentiable in the bounds.
     */
    public static Expr truncatedNormal(Key key, Expr lower, Expr upper, TensorType type) {
        Given.arguments("truncatedNormal", key, lower, upper, type);
        return Distributions.truncatedNormal(key, lower, upper, type);
    }

    /** Normal with mean 0 and variance 1 on condition that it lies between two numbers. */
    public static Expr truncatedNormal(Key key, double lower, double upper, TensorType type) {
        Given.arguments("truncatedNormal", key, type);
        return Distributions.truncatedNormal(key, lower, upper, type);
    }

    /** Gamma with shape α &gt; 0 and scale 1; α broadcasts to the type's shape. Differentiable in α. */
    public static Expr gamma(Key key, Expr alpha, TensorType type) {
        Given.arguments("gamma", key, alpha, type);
        return Distributions.gamma(key, alpha, type);
    }

    /** Gamma with shape α &gt; 0 and scale 1. */
    public static Expr gamma(Key key, double alpha, TensorType type) {
        Given.arguments("gamma", key, type);
        return Distributions.gamma(key, alpha, type);
    }

    /** ln of a gamma number, which does not underflow for small α. Differentiable in α. */
    public static Expr logGamma(Key key, Expr alpha, TensorType type) {
        Given.arguments("logGamma", key, alpha, type);
        return Distributions.logGamma(key, alpha, type);
    }

    /** Beta with a, b &gt; 0, which broadcast to the type's shape. Differentiable in both. */
    public static Expr beta(Key key, Expr a, Expr b, TensorType type) {
        Given.arguments("beta", key, a, b, type);
        return Distributions.beta(key, a, b, type);
    }

    /** Beta with a, b &gt; 0. */
    public static Expr beta(Key key, double a, double b, TensorType type) {
        Given.arguments("beta", key, type);
        return Distributions.beta(key, a, b, type);
    }

    /**
     * Dirichlet: along the last axis positive numbers with sum 1; α &gt; 0 broadcasts to the type's shape. Gamma numbers over
     * their sum, as the softmax of their logarithms, so that small α give no 0/0. Differentiable in α. (The exponential
     * function may round differently from machine to machine, by a unit in the last place.)
     */
    public static Expr dirichlet(Key key, Expr alpha, TensorType type) {
        Given.arguments("dirichlet", key, alpha, type);
        return Distributions.dirichlet(key, alpha, type);
    }

    /** χ² with k &gt; 0 degrees of freedom, which broadcast to the type's shape. Differentiable in k. */
    public static Expr chiSquare(Key key, Expr k, TensorType type) {
        Given.arguments("chiSquare", key, k, type);
        return Distributions.chiSquare(key, k, type);
    }

    /** Student's t with k &gt; 0 degrees of freedom, which broadcast to the type's shape. Differentiable in k. */
    public static Expr studentT(Key key, Expr k, TensorType type) {
        Given.arguments("studentT", key, k, type);
        return Distributions.studentT(key, k, type);
    }

    /** Poisson with mean λ ≥ 0, which broadcasts to the type's shape, in any numeric type; constant to derivatives. */
    public static Expr poisson(Key key, Expr lambda, TensorType type) {
        Given.arguments("poisson", key, lambda, type);
        return Distributions.poisson(key, lambda, type);
    }

    /** Poisson with mean λ ≥ 0. */
    public static Expr poisson(Key key, double lambda, TensorType type) {
        Given.arguments("poisson", key, type);
        return Distributions.poisson(key, lambda, type);
    }

    /** True (1 in a numeric type) with probability p, from 0 to 1. */
    public static Expr bernoulli(Key key, double p, TensorType type) {
        Given.arguments("bernoulli", key, type);
        return Distributions.bernoulli(key, p, type);
    }

    /** True (1 in a numeric type) with probabilities that broadcast to the type's shape. */
    public static Expr bernoulli(Key key, Expr p, TensorType type) {
        Given.arguments("bernoulli", key, p, type);
        return Distributions.bernoulli(key, p, type);
    }

    /**
     * Integers from low to high − 1, all equally likely: the rest of 62 random bits by high − low, where the incomplete last
     * run of rests is drawn again; what bias is left is below 2⁻⁶⁰.
     */
    public static Expr randint(Key key, long low, long high, TensorType type) {
        Given.arguments("randint", key, type);
        return Distributions.randint(key, low, high, type);
    }

    /** Integers from low to high − 1; both broadcast to the type's shape; low &lt; high ≤ low + 2³¹. */
    public static Expr randint(Key key, Expr low, Expr high, TensorType type) {
        Given.arguments("randint", key, low, high, type);
        return Distributions.randint(key, low, high, type);
    }

    /** The numbers 0 to n − 1 in random order, i32[n]; all orders are equally likely. */
    public static Expr permutation(Key key, int n) {
        Given.arguments("permutation", key);
        return Distributions.permutation(key, n);
    }

    /** The slices of x along an axis in random order. Differentiable in x. */
    public static Expr shuffle(Key key, Expr x, int axis) {
        Given.arguments("shuffle", key, x);
        return Distributions.shuffle(key, x, axis);
    }

    /** The slices of x along its first axis in random order. Differentiable in x. */
    public static Expr shuffle(Key key, Expr x) { Given.arguments("shuffle", key, x); return Distributions.shuffle(key, x); }

    /**
     * Positions along an axis of logits, each with probability softmax(logits): where logits plus Gumbel numbers are largest
     * (Gumbel, 1954). Logits need not be normalised; −∞ is never drawn. i32 of the logits' shape without the axis.
     */
    public static Expr categorical(Key key, Expr logits, int axis) {
        Given.arguments("categorical", key, logits);
        return Distributions.categorical(key, logits, axis);
    }

    /** Positions along the last axis of logits, each with probability softmax(logits). */
    public static Expr categorical(Key key, Expr logits) {
        Given.arguments("categorical", key, logits);
        return Distributions.categorical(key, logits);
    }

    /** Positions along the last axis of logits, many draws of each side by side on new leading axes. */
    public static Expr categorical(Key key, Expr logits, Shape draws) {
        Given.arguments("categorical", key, logits, draws);
        return Distributions.categorical(key, logits, draws);
    }

    /** Slices of x along its first axis, drawn with replacement: on the leading axes of the result, of the shape given. */
    public static Expr choice(Key key, Expr x, Shape draws) {
        Given.arguments("choice", key, x, draws);
        return Distributions.choice(key, x, draws);
    }

    /** Slices of x along its first axis, drawn with replacement with probabilities p (of any sum) for each. */
    public static Expr choice(Key key, Expr x, Shape draws, Expr p) {
        Given.arguments("choice", key, x, draws, p);
        return Distributions.choice(key, x, draws, p);
    }

    /** n different slices of x along its first axis, in random order. */
    public static Expr choiceWithoutReplacement(Key key, Expr x, int n) {
        Given.arguments("choiceWithoutReplacement", key, x);
        return Distributions.choiceWithoutReplacement(key, x, n);
    }

    /**
     * n different slices of x along its first axis, each drawn with probabilities p (of any sum) from those that are left. Slices
     * of probability 0 come last.
     */
    public static Expr choiceWithoutReplacement(Key key, Expr x, int n, Expr p) {
        Given.arguments("choiceWithoutReplacement", key, x, p);
        return Distributions.choiceWithoutReplacement(key, x, n, p);
    }
}
