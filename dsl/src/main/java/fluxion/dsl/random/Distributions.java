package fluxion.dsl.random;

import fluxion.core.DType;
import fluxion.core.DTypeException;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Given;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.SpecialFunction;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Seq;

/**
 * Random tensors of a key: the same for the same key and type. Element j depends on the key and j alone, so a shorter vector
 * is the start of a longer one (but for permutations). They are constant to derivatives; parameters given as expressions are
 * not, wherever the numbers depend on them smoothly. Parameters that broadcast to a shape are used in f64.
 *
 * <p>Parameters outside a distribution's domain are an error where they are known when the tensor is asked for; where they come
 * out of a computation the numbers are NaN, and −1 in integer types, which have no NaN, from {@code poisson}.
 *
 * <p>A key with leading axes makes the numbers of each of its keys side by side; parameters are then shared by all.
 */
public final class Distributions {
    private Distributions() {}

    /** Uniform on [0, 1): multiples of 2⁻⁵³ (f64) or 2⁻²⁴ (f32). */
    public static Expr uniform(RandomKey key, TensorType type) {
        Given.arguments("uniform", key, type);
        return standard("uniform", RandomNumbers.Kind.UNIFORM, key, type);
    }

    /** Uniform from low to high; high itself by rounding only. */
    public static Expr uniform(RandomKey key, TensorType type, double low, double high) {
        Given.arguments("uniform", key, type);
        if (!(low <= high)) {
            throw new FluxionException("uniform: low must be at most high; got " + low + " and " + high);
        }
        return uniform(key, type).times(high - low).plus(low);
    }

    /** Uniform from low to high, which broadcast to the type's shape. */
    public static Expr uniform(RandomKey key, TensorType type, Expr low, Expr high) {
        Given.arguments("uniform", key, type, low, high);
        require("uniform", "high − low", difference(high, low), Domain.NOT_NEGATIVE);
        Expr from = parameter("uniform", low, type);
        return scaled(uniform(key, wide(type)), parameter("uniform", high, type).minus(from), from, type);
    }

    /** Normal with mean 0 and variance 1. */
    public static Expr normal(RandomKey key, TensorType type) {
        Given.arguments("normal", key, type);
        return standard("normal", RandomNumbers.Kind.NORMAL, key, type);
    }

    /** Normal with a mean and a standard deviation, which must not be negative. */
    public static Expr normal(RandomKey key, TensorType type, double mean, double deviation) {
        Given.arguments("normal", key, type);
        require("normal", "the deviation", Tensor.of(deviation), Domain.NOT_NEGATIVE);
        return normal(key, type).times(deviation).plus(mean);
    }

    /**
     * Normal with means and standard deviations that broadcast to the type's shape: mean + deviation·z, so that computed
     * deviations
     * count by their size.
     */
    public static Expr normal(RandomKey key, TensorType type, Expr mean, Expr deviation) {
        Given.arguments("normal", key, type, mean, deviation);
        require("normal", "the deviation", deviation, Domain.NOT_NEGATIVE);
        return scaled(normal(key, wide(type)), parameter("normal", deviation, type), parameter("normal", mean, type), type);
    }

    /** Exponential with mean 1; times a scale for others. */
    public static Expr exponential(RandomKey key, TensorType type) {
        Given.arguments("exponential", key, type);
        return standard("exponential", RandomNumbers.Kind.EXPONENTIAL, key, type);
    }

    /** Gumbel: with distribution function e^(−e^(−x)). */
    public static Expr gumbel(RandomKey key, TensorType type) {
        Given.arguments("gumbel", key, type);
        return standard("gumbel", RandomNumbers.Kind.GUMBEL, key, type);
    }

    /** Laplace with mean 0 and scale 1: density e^(−|x|)/2. */
    public static Expr laplace(RandomKey key, TensorType type) {
        Given.arguments("laplace", key, type);
        return standard("laplace", RandomNumbers.Kind.LAPLACE, key, type);
    }

    /** Logistic with mean 0 and scale 1: the sigmoid is its distribution function. */
    public static Expr logistic(RandomKey key, TensorType type) {
        Given.arguments("logistic", key, type);
        return standard("logistic", RandomNumbers.Kind.LOGISTIC, key, type);
    }

    /** Cauchy: density 1/(π(1 + x²)). */
    public static Expr cauchy(RandomKey key, TensorType type) {
        Given.arguments("cauchy", key, type);
        return standard("cauchy", RandomNumbers.Kind.CAUCHY, key, type);
    }

    /** −1 or 1, with probability ½ each. */
    public static Expr rademacher(RandomKey key, TensorType type) {
        Given.arguments("rademacher", key, type);
        return bernoulli(key, 0.5, type.withDtype(DType.I32)).times(2).minus(1).cast(type.dtype());
    }

    /**
     * Normal with mean 0 and variance 1 on condition that it lies between two bounds, which broadcast to the type's shape and
     * may be infinite. The quantile Φ⁻¹(Φ(l) + u(Φ(h) − Φ(l))), taken in the lower tail (mirrored where l &gt; 0), so that far
     * intervals keep their digits; beyond 30 deviations, where Φ soon underflows, by the logarithms of both sides.
     * Differentiable in
     * the bounds.
     */
    public static Expr truncatedNormal(RandomKey key, Expr lower, Expr upper, TensorType type) {
        Given.arguments("truncatedNormal", key, lower, upper, type);
        require("truncatedNormal", "upper − lower", difference(upper, lower), Domain.POSITIVE);
        Expr low = parameter("truncatedNormal", lower, type);
        Expr high = parameter("truncatedNormal", upper, type);
        return InverseTransform.quantile(open(key, type), low, high).cast(type.dtype());
    }

    /** Normal with mean 0 and variance 1 on condition that it lies between two numbers. */
    public static Expr truncatedNormal(RandomKey key, double lower, double upper, TensorType type) {
        Given.arguments("truncatedNormal", key, type);
        if (!(lower < upper)) {
            throw new FluxionException("truncatedNormal: lower must be less than upper; got " + lower + " and " + upper);
        }
        return truncatedNormal(key, Tensor.of(lower), Tensor.of(upper), type);
    }

    // ---- by inversion -----------------------------------------------------------------------------------------------
    //
    // One uniform number u gives one number P⁻¹(α, u) of a distribution with parameter α: no rejection, so nothing varies
    // with how a machine runs it; and differentiable in α, as the inverse of P is: −(∂P/∂α)/p, the implicit reparameterisation
    // gradient (Figurnov, Mohamed and Mnih, NeurIPS 2018), which here is the derivative of the very map that draws.

    /** Gamma with shape α &gt; 0 and scale 1; α broadcasts to the type's shape. Differentiable in α. */
    public static Expr gamma(RandomKey key, Expr alpha, TensorType type) {
        Given.arguments("gamma", key, alpha, type);
        return positive("gamma", "α", alpha, type).gammaincinv(open(key, type)).cast(type.dtype());
    }

    /** Gamma with shape α &gt; 0 and scale 1. */
    public static Expr gamma(RandomKey key, double alpha, TensorType type) {
        Given.arguments("gamma", key, type);
        return gamma(key, Tensor.of(alpha), type);
    }

    /** ln of a gamma number, which does not underflow for small α. Differentiable in α. */
    public static Expr logGamma(RandomKey key, Expr alpha, TensorType type) {
        Given.arguments("logGamma", key, alpha, type);
        return positive("logGamma", "α", alpha, type).logGammaincinv(open(key, type)).cast(type.dtype());
    }

    /** Beta with a, b &gt; 0, which broadcast to the type's shape. Differentiable in both. */
    public static Expr beta(RandomKey key, Expr a, Expr b, TensorType type) {
        Given.arguments("beta", key, a, b, type);
        return positive("beta", "a", a, type).betaincinv(positive("beta", "b", b, type), open(key, type)).cast(type.dtype());
    }

    /** Beta with a, b &gt; 0. */
    public static Expr beta(RandomKey key, double a, double b, TensorType type) {
        Given.arguments("beta", key, type);
        return beta(key, Tensor.of(a), Tensor.of(b), type);
    }

    /**
     * Dirichlet: along the last axis positive numbers with sum 1; α &gt; 0 broadcasts to the type's shape. Gamma numbers over
     * their sum, as the softmax of their logarithms, so that small α give no 0/0. Differentiable in α. (The exponential
     * function may round differently from machine to machine, by a unit in the last place.)
     */
    public static Expr dirichlet(RandomKey key, Expr alpha, TensorType type) {
        Given.arguments("dirichlet", key, alpha, type);
        if (type.rank() == 0) {
            throw new ShapeException("dirichlet: requires an axis for the components; got " + type);
        }
        Expr logarithms = logGamma(key, alpha, wide(type));
        return logarithms.softmax(logarithms.rank() - 1).cast(type.dtype());
    }

    /** Log-normal: e to the power of a standard normal number. */
    public static Expr logNormal(RandomKey key, TensorType type) {
        Given.arguments("logNormal", key, type);
        requireFloat("logNormal", type);
        return normal(key, wide(type)).exp().cast(type.dtype());
    }

    /**
     * Weibull with scale 1 and shape k &gt; 0, which broadcasts to the type's shape: E^(1/k), E exponential. Differentiable
     * in k.
     */
    public static Expr weibull(RandomKey key, Expr k, TensorType type) {
        Given.arguments("weibull", key, k, type);
        return exponential(key, wide(type)).pow(orNaN(positive("weibull", "k", k, type)).reciprocal()).cast(type.dtype());
    }

    /**
     * Pareto on [1, ∞) with shape α &gt; 0, which broadcasts to the type's shape: e^(E/α), E exponential. Differentiable in
     * α.
     */
    public static Expr pareto(RandomKey key, Expr alpha, TensorType type) {
        Given.arguments("pareto", key, alpha, type);
        return exponential(key, wide(type)).div(orNaN(positive("pareto", "α", alpha, type))).exp().cast(type.dtype());
    }

    /**
     * Normal vectors along the type's last axis: μ + L·z with Σ = L·Lᵀ and z standard normal. Differentiable in both parameters.
     *
     * @param mean [n]
     * @param covariance [n, n], positive definite
     * @param type […, n]
     */
    public static Expr multivariateNormal(RandomKey key, Expr mean, Expr covariance, TensorType type) {
        Given.arguments("multivariateNormal", key, mean, covariance, type);
        requireFloat("multivariateNormal", type);
        Ints n = type.shape().dims().drop(Math.max(0, type.rank() - 1));
        if (type.rank() == 0 || !mean.shape().dims().equals(n) || !covariance.shape().dims().equals(n.concat(n))) {
            throw new ShapeException("multivariateNormal: requires a mean [n], a covariance [n, n] and a type […, n]; got "
                    + mean.type() + ", "
                    + covariance.type() + " and " + type);
        }
        Expr factor = covariance.cast(DType.F64).cholesky();
        return normal(key, wide(type)).expandDims(-2).matmul(factor.swapAxes(-1, -2)).squeeze(-2).plus(mean.cast(DType.F64))
                .cast(type.dtype());
    }

    /** χ² with k &gt; 0 degrees of freedom, which broadcast to the type's shape. Differentiable in k. */
    public static Expr chiSquare(RandomKey key, Expr k, TensorType type) {
        Given.arguments("chiSquare", key, k, type);
        return positive("chiSquare", "k", k, type).times(0.5).gammaincinv(open(key, type)).times(2).cast(type.dtype());
    }

    /** Student's t with k &gt; 0 degrees of freedom, which broadcast to the type's shape. Differentiable in k. */
    public static Expr studentT(RandomKey key, Expr k, TensorType type) {
        Given.arguments("studentT", key, k, type);
        Seq<RandomKey> keys = key.split(2);
        Expr degrees = positive("studentT", "k", k, type);
        Expr square = chiSquare(keys.get(1), degrees, wide(type));
        return normal(keys.get(0), wide(type)).times(degrees.div(square).sqrt()).cast(type.dtype());
    }

    /**
     * Poisson with mean λ ≥ 0, which broadcasts to the type's shape, in any numeric type; constant to derivatives. Where a
     * computed λ
     * is negative or NaN the number is NaN, in integer types −1, which no count is.
     */
    public static Expr poisson(RandomKey key, Expr lambda, TensorType type) {
        Given.arguments("poisson", key, lambda, type);
        require("poisson", "λ", lambda, Domain.NOT_NEGATIVE);
        Expr mean = lambda.cast(DType.F64).broadcastTo(type.shape());
        Expr count = Expr.apply(SpecialFunction.POISSON_QUANTILE, mean, open(key, type));
        return (type.dtype().isInteger() ? mean.ge(0).where(count, -1) : count).cast(type.dtype());
    }

    /** Poisson with mean λ ≥ 0. */
    public static Expr poisson(RandomKey key, double lambda, TensorType type) {
        Given.arguments("poisson", key, type);
        return poisson(key, Tensor.of(lambda), type);
    }

    // ---- integers and choices ---------------------------------------------------------------------------------------

    /** True (1 in a numeric type) with probability p, from 0 to 1. */
    public static Expr bernoulli(RandomKey key, double p, TensorType type) {
        Given.arguments("bernoulli", key, type);
        if (!(p >= 0 && p <= 1)) {
            throw new FluxionException("bernoulli: a probability must be from 0 to 1; got " + p);
        }
        return uniform(key, wide(type)).lt(p).cast(type.dtype());
    }

    /**
     * True (1 in a numeric type) with probabilities that broadcast to the type's shape; computed ones below 0 count as 0,
     * above 1 as 1.
     */
    public static Expr bernoulli(RandomKey key, Expr p, TensorType type) {
        Given.arguments("bernoulli", key, p, type);
        require("bernoulli", "a probability", p, Domain.PROBABILITY);
        return uniform(key, wide(type)).lt(p.broadcastTo(type.shape())).cast(type.dtype());
    }

    /** How many of 2⁶² values a second draw may be needed for at most, as a power of two: the bias is below 2⁻⁶⁰. */
    private static final long WIDEST = 1L << 31;

    /**
     * Integers from low to high − 1, all equally likely: the rest of 62 random bits by high − low, where the incomplete last
     * run of rests is drawn again; what bias is left is below 2⁻⁶⁰.
     */
    public static Expr randint(RandomKey key, long low, long high, TensorType type) {
        Given.arguments("randint", key, type);
        requireInteger("randint", type);
        if (low >= high) {
            throw new FluxionException("randint: low must be less than high; got " + low + " and " + high);
        }
        if (high - low < 0 || high - low > WIDEST) {
            throw new FluxionException("randint: high − low must be at most 2³¹; got " + low + " and " + high);
        }
        return below(key, Tensor.of(high - low), type).plus(Tensor.of(low)).cast(type.dtype());
    }

    /** Integers from low to high − 1; both broadcast to the type's shape; low &lt; high ≤ low + 2³¹. */
    public static Expr randint(RandomKey key, Expr low, Expr high, TensorType type) {
        Given.arguments("randint", key, low, high, type);
        requireInteger("randint", type);
        Expr from = low.cast(DType.I64).broadcastTo(type.shape());
        return below(key, high.cast(DType.I64).broadcastTo(type.shape()).minus(from), type).plus(from).cast(type.dtype());
    }

    private static Expr below(RandomKey key, Expr span, TensorType type) {
        Expr complete = Tensor.of(1L << 62).floorDivide(span).times(span);
        Expr first = bits(key, RandomKey.SAMPLE, type);
        return first.lt(complete).where(first, bits(key, RandomKey.AGAIN, type)).remainder(span);
    }

    /** 62 random bits. */
    private static Expr bits(RandomKey key, int stream, TensorType type) {
        return Expr.apply(new RandomNumbers(RandomNumbers.Kind.BITS, DType.I64, type.shape(), stream),
                key.value()).remainder(1L << 62);
    }

    /** The numbers 0 to n − 1 in random order, i32[n]; all orders are equally likely. */
    public static Expr permutation(RandomKey key, int n) {
        Given.arguments("permutation", key);
        return Expr.apply(new RandomNumbers(RandomNumbers.Kind.PERMUTATION, DType.I32, Shape.of(n), RandomKey.SAMPLE),
                key.value());
    }

    /** The slices of x along an axis in random order. Differentiable in x. */
    public static Expr shuffle(RandomKey key, Expr x, int axis) {
        Given.arguments("shuffle", key, x);
        int counted = axis < 0 ? axis + x.rank() : axis;
        if (counted < 0 || counted >= x.rank()) {
            throw new ShapeException("shuffle: requires an axis of the operand; got " + axis + " for " + x.type());
        }
        return x.take(permutation(key, x.shape().dim(counted)), counted);
    }

    /** The slices of x along its first axis in random order. Differentiable in x. */
    public static Expr shuffle(RandomKey key, Expr x) {
        Given.arguments("shuffle", key, x);
        return shuffle(key, x, 0);
    }

    /**
     * Positions along an axis of logits, each with probability softmax(logits): where logits plus Gumbel numbers are largest
     * (Gumbel, 1954). Logits need not be normalised; −∞ is never drawn. i32 of the logits' shape without the axis.
     */
    public static Expr categorical(RandomKey key, Expr logits, int axis) {
        Given.arguments("categorical", key, logits);
        return logits.cast(DType.F64).plus(gumbel(key, new TensorType(DType.F64, logits.shape()))).argmax(axis);
    }

    /** Positions along the last axis of logits, each with probability softmax(logits). */
    public static Expr categorical(RandomKey key, Expr logits) {
        Given.arguments("categorical", key, logits);
        return categorical(key, logits, -1);
    }

    /** Positions along the last axis of logits, many draws of each side by side on new leading axes. */
    public static Expr categorical(RandomKey key, Expr logits, Shape draws) {
        Given.arguments("categorical", key, logits, draws);
        Shape all = new Shape(draws.dims().concat(logits.shape().dims()));
        return logits.cast(DType.F64).broadcastTo(all).plus(gumbel(key, new TensorType(DType.F64, all))).argmax(-1);
    }

    /** Slices of x along its first axis, drawn with replacement: on the leading axes of the result, of the shape given. */
    public static Expr choice(RandomKey key, Expr x, Shape draws) {
        Given.arguments("choice", key, x, draws);
        return x.take(randint(key, 0, rows(x), new TensorType(DType.I32, draws)), 0);
    }

    /** Slices of x along its first axis, drawn with replacement with probabilities p (of any sum) for each. */
    public static Expr choice(RandomKey key, Expr x, Shape draws, Expr p) {
        Given.arguments("choice", key, x, draws, p);
        return x.take(categorical(key, logits("choice", x, p), draws), 0);
    }

    /** n different slices of x along its first axis, in random order. */
    public static Expr choiceWithoutReplacement(RandomKey key, Expr x, int n) {
        Given.arguments("choiceWithoutReplacement", key, x);
        if (n < 0 || n > rows(x)) {
            throw new FluxionException("choiceWithoutReplacement: n must be from 0 to the number of slices, " + rows(x) + "; got "
                    + n);
        }
        Expr order = permutation(key, rows(x));
        return x.take(order.slice(order.rank() - 1, 0, n), 0);
    }

    /**
     * n different slices of x along its first axis, each drawn with probabilities p (of any sum) from those that are left: where
     * ln p plus Gumbel numbers are largest (Efraimidis and Spirakis, Inf. Process. Lett. 97, 2006). Slices of probability 0
     * come last.
     */
    public static Expr choiceWithoutReplacement(RandomKey key, Expr x, int n, Expr p) {
        Given.arguments("choiceWithoutReplacement", key, x, p);
        if (n < 0 || n > rows(x)) {
            throw new FluxionException("choiceWithoutReplacement: n must be from 0 to the number of slices, " + rows(x) + "; got "
                    + n);
        }
        Expr order = logits("choiceWithoutReplacement", x, p).plus(gumbel(key, new TensorType(DType.F64, Shape.of(rows(x)))))
                .argsort(-1, true);
        return x.take(order.slice(order.rank() - 1, 0, n), 0);
    }

    /** ln p by a function with the same bits on every machine. */
    private static Expr logits(String operation, Expr x, Expr p) {
        if (p.rank() != 1 || p.shape().dim(0) != rows(x)) {
            throw new ShapeException(operation + ": requires a probability for each of " + rows(x) + " slices; got " + p.type());
        }
        return Tensor.of(1.0).xlogy(p.cast(DType.F64));
    }

    private static int rows(Expr x) {
        if (x.rank() == 0 || x.shape().dim(0) == 0) {
            throw new ShapeException("choice: requires a first axis to choose from; got " + x.type());
        }
        return x.shape().dim(0);
    }

    // ---- parts ------------------------------------------------------------------------------------------------------

    private static Expr standard(String operation, RandomNumbers.Kind kind, RandomKey key, TensorType type) {
        requireFloat(operation, type);
        return Expr.apply(new RandomNumbers(kind, type.dtype(), type.shape(), RandomKey.SAMPLE), key.value());
    }

    private static Expr scaled(Expr drawn, Expr scale, Expr location, TensorType type) {
        return drawn.times(scale).plus(location).cast(type.dtype());
    }

    /** Parameters are used in f64, whatever the result's type. */
    private static TensorType wide(TensorType type) {
        return type.withDtype(DType.F64);
    }

    /** Where a parameter must lie. */
    private enum Domain {
        POSITIVE("greater than 0"), NOT_NEGATIVE("0 or greater"), PROBABILITY("from 0 to 1");

        private final String text;

        Domain(String text) {
            this.text = text;
        }

        boolean holds(double x) {
            return switch (this) {
                case POSITIVE -> x > 0;
                case NOT_NEGATIVE -> x >= 0;
                case PROBABILITY -> x >= 0 && x <= 1;
            };
        }
    }

    /** Refuses known numbers outside the domain. */
    private static void require(String operation, String parameter, Expr value, Domain domain) {
        if (value instanceof Tensor known) {
            for (double x : known.doubles()) {
                if (!domain.holds(x)) {
                    throw new FluxionException(operation + ": " + parameter + " must be " + domain.text + "; got " + x);
                }
            }
        }
    }

    /** The difference, known if both are. */
    private static Expr difference(Expr high, Expr low) {
        Expr difference = high.minus(low);
        return high instanceof Tensor && low instanceof Tensor ? Evaluator.evaluate(difference) : difference;
    }

    private static Expr positive(String operation, String name, Expr value, TensorType type) {
        require(operation, name, value, Domain.POSITIVE);
        return parameter(operation, value, type);
    }

    /** Itself where it is positive. */
    private static Expr orNaN(Expr parameter) {
        return parameter.gt(0).where(parameter, Double.NaN);
    }

    private static Expr parameter(String operation, Expr value, TensorType type) {
        requireFloat(operation, type);
        return value.cast(DType.F64).broadcastTo(type.shape());
    }

    /** Uniform on (0, 1): 0 counts as 2⁻⁵⁴. */
    private static Expr open(RandomKey key, TensorType type) {
        return uniform(key, wide(type)).maximum(0x1p-54);
    }

    private static void requireInteger(String operation, TensorType type) {
        if (!type.dtype().isInteger()) {
            throw new DTypeException(operation + ": requires an integer type; got " + type);
        }
    }

    private static void requireFloat(String operation, TensorType type) {
        if (!type.dtype().isFloat()) {
            throw new DTypeException(operation + ": requires f64 or f32; got " + type + "; bernoulli and randint make others");
        }
    }
}
