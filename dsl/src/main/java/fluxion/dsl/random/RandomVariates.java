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
import fluxion.dsl.function.ControlFlow;
import io.vavr.Tuple;
import io.vavr.collection.Seq;

/**
 * Random tensors of further distributions, under the same rules as those of {@link Distributions}: of counts, of directions, of
 * matrices, and of what is made of normal, gamma and exponential numbers.
 */
public final class RandomVariates {
    private RandomVariates() {}

    /** Random bits: each integer of the type equally likely. */
    public static Expr bits(RandomKey key, TensorType type) {
        Given.arguments("bits", key, type);
        if (!type.dtype().isInteger()) {
            throw new DTypeException("bits: requires an integer type; got " + type);
        }
        return Expr.apply(new RandomNumbers(RandomNumbers.Kind.BITS, type.dtype(), type.shape(), RandomKey.SAMPLE), key.value());
    }

    // ---- of single numbers ------------------------------------------------------------------------------------------

    /** Rayleigh with scale 1: √(2E), E exponential; the length of a standard normal vector in the plane. */
    public static Expr rayleigh(RandomKey key, TensorType type) {
        Given.arguments("rayleigh", key, type);
        return Distributions.exponential(key, type).times(2).sqrt();
    }

    /** Maxwell's distribution of speeds, with scale 1: the length of a standard normal vector in space. */
    public static Expr maxwell(RandomKey key, TensorType type) {
        Given.arguments("maxwell", key, type);
        return Distributions.gamma(key, 1.5, type).times(2).sqrt();
    }

    /** Maxwell's distribution with scale 1, with either sign: density x²·e^(−x²/2)/√(2π). */
    public static Expr doubleSidedMaxwell(RandomKey key, TensorType type) {
        Given.arguments("doubleSidedMaxwell", key, type);
        Seq<RandomKey> keys = key.split(2);
        return maxwell(keys.get(0), type).times(Distributions.rademacher(keys.get(1), type));
    }

    /**
     * The generalised normal distribution: density ½p/Γ(1/p)·e^(−|x|ᵖ), for a positive p, which broadcasts to the type's
     * shape; p = 2 is normal with variance ½, p = 1 Laplace's. Differentiable in p.
     */
    public static Expr generalizedNormal(RandomKey key, Expr p, TensorType type) {
        Given.arguments("generalizedNormal", key, p, type);
        Seq<RandomKey> keys = key.split(2);
        TensorType wide = type.withDtype(DType.F64);
        Expr inverse = p.cast(DType.F64).reciprocal();
        Expr size = Distributions.logGamma(keys.get(0), inverse, wide).times(inverse).exp();
        return size.times(Distributions.rademacher(keys.get(1), wide)).cast(type.dtype());
    }

    /** The generalised normal distribution with a positive number p. */
    public static Expr generalizedNormal(RandomKey key, double p, TensorType type) {
        Given.arguments("generalizedNormal", key, type);
        return generalizedNormal(key, Tensor.of(p), type);
    }

    /**
     * Fisher's F with m and n degrees of freedom, positive, which broadcast to the type's shape: a quotient of χ² numbers
     * over their degrees of freedom. Differentiable in both.
     */
    public static Expr f(RandomKey key, Expr m, Expr n, TensorType type) {
        Given.arguments("f", key, m, n, type);
        Seq<RandomKey> keys = key.split(2);
        TensorType wide = type.withDtype(DType.F64);
        Expr above = Distributions.chiSquare(keys.get(0), m, wide).div(m.cast(DType.F64));
        Expr below = Distributions.chiSquare(keys.get(1), n, wide).div(n.cast(DType.F64));
        return above.div(below).cast(type.dtype());
    }

    /** Fisher's F with m and n degrees of freedom. */
    public static Expr f(RandomKey key, double m, double n, TensorType type) {
        Given.arguments("f", key, type);
        return f(key, Tensor.of(m), Tensor.of(n), type);
    }

    /**
     * Triangular: density 0 at low and high, largest at mode between them; all broadcast to the type's shape. Differentiable in
     * all.
     */
    public static Expr triangular(RandomKey key, Expr low, Expr mode, Expr high, TensorType type) {
        Given.arguments("triangular", key, low, mode, high, type);
        TensorType wide = type.withDtype(DType.F64);
        Expr u = Distributions.uniform(key, wide).maximum(0x1p-54);
        Expr width = high.minus(low).cast(DType.F64);
        Expr rise = mode.minus(low).cast(DType.F64);
        Expr left = u.times(width).lt(rise);
        Expr before = left.where(u, 1).times(width).times(rise).sqrt().plus(low);
        Expr after = left.where(1, u.subtractedFrom(1)).times(width).times(width.minus(rise)).sqrt();
        return left.where(before, high.minus(after)).cast(type.dtype());
    }

    /** Triangular between numbers. */
    public static Expr triangular(RandomKey key, double low, double mode, double high, TensorType type) {
        Given.arguments("triangular", key, type);
        if (!(low <= mode && mode <= high && low < high)) {
            throw new FluxionException("triangular: requires low ≤ mode ≤ high; got " + low + ", " + mode + " and " + high);
        }
        return triangular(key, Tensor.of(low), Tensor.of(mode), Tensor.of(high), type);
    }

    /**
     * Wald's distribution, inverse Gaussian with positive mean μ, which broadcasts to the type's shape, and variance μ³: one
     * of the two roots of a quadratic equation (Michael, Schucany and Haas, Am. Statistician 30, 1976). Differentiable in μ
     * where no number changes from one root to the other.
     */
    public static Expr wald(RandomKey key, Expr mean, TensorType type) {
        Given.arguments("wald", key, mean, type);
        Seq<RandomKey> keys = key.split(2);
        TensorType wide = type.withDtype(DType.F64);
        Expr mu = mean.cast(DType.F64).broadcastTo(type.shape());
        Expr y = Distributions.normal(keys.get(0), wide).square().times(mu);
        // 1 + y/2 − √(y + y²/4) by its other root, which does not cancel
        Expr root = y.times(0.5).plus(1).plus(y.square().times(0.25).plus(y).sqrt()).reciprocal();
        Expr small = Distributions.uniform(keys.get(1), wide).times(root.plus(1)).le(1);
        return small.where(root, root.reciprocal()).times(mu).cast(type.dtype());
    }

    /** Wald's distribution with a number as mean. */
    public static Expr wald(RandomKey key, double mean, TensorType type) {
        Given.arguments("wald", key, type);
        return wald(key, Tensor.of(mean), type);
    }

    // ---- counts -----------------------------------------------------------------------------------------------------

    /**
     * How many trials it takes until one succeeds, each with probability p from 0 (excluded) to 1, which broadcasts to the type's
     * shape: 1, 2, 3, … in any numeric type; constant to derivatives.
     */
    public static Expr geometric(RandomKey key, Expr p, TensorType type) {
        Given.arguments("geometric", key, p, type);
        Expr chance = p.cast(DType.F64).broadcastTo(type.shape()).stopGradient();
        Expr u = Distributions.uniform(key, type.withDtype(DType.F64));
        return u.neg().log1p().div(chance.neg().log1p()).floor().plus(1).cast(type.dtype());
    }

    /** How many trials it takes until one succeeds, each with probability p. */
    public static Expr geometric(RandomKey key, double p, TensorType type) {
        Given.arguments("geometric", key, type);
        if (!(p > 0 && p <= 1)) {
            throw new FluxionException("geometric: a probability must be above 0 and at most 1; got " + p);
        }
        return geometric(key, Tensor.of(p), type);
    }

    /**
     * How many of n independent trials succeed, each with probability p; n, whole numbers up to 2³⁰, and p broadcast to the
     * type's shape. By inversion: bit by bit, with the distribution function. Constant to derivatives; in any numeric type.
     */
    public static Expr binomial(RandomKey key, Expr n, Expr p, TensorType type) {
        Given.arguments("binomial", key, n, p, type);
        Expr u = Distributions.uniform(key, type.withDtype(DType.F64)).maximum(0x1p-54);
        return binomial(u, n.cast(DType.F64).broadcastTo(type.shape()), p.cast(DType.F64).broadcastTo(type.shape()))
                .cast(type.dtype());
    }

    private static Expr binomial(Expr u, Expr n, Expr p) {
        Expr trials = n.stopGradient();
        Expr chance = p.stopGradient();
        Expr failure = chance.subtractedFrom(1);
        return InverseTransform.count(k -> {
            Expr inside = k.ge(0).and(k.lt(trials));
            Expr safe = inside.where(k, 0);
            return inside.where(inside.where(trials, 1).minus(safe).betainc(safe.plus(1), failure), k.ge(0).cast(DType.F64));
        }, u).minimum(trials);
    }

    /** How many of n independent trials succeed, each with probability p. */
    public static Expr binomial(RandomKey key, int n, double p, TensorType type) {
        Given.arguments("binomial", key, type);
        if (n < 0 || !(p >= 0 && p <= 1)) {
            throw new FluxionException("binomial: requires n ≥ 0 and a probability from 0 to 1; got " + n + " and " + p);
        }
        return binomial(key, Tensor.of((double) n), Tensor.of(p), type);
    }

    /**
     * How often each of k results comes in n independent trials, along the type's last axis: binomial numbers, one result after
     * the other. Constant to derivatives; in any numeric type.
     *
     * @param n whole numbers up to 2³⁰, which broadcast to the type's shape without its last axis
     * @param p probabilities [..., k], of any sum
     * @param type […, k]
     */
    public static Expr multinomial(RandomKey key, Expr n, Expr p, TensorType type) {
        Given.arguments("multinomial", key, n, p, type);
        if (type.rank() == 0 || p.rank() == 0 || p.shape().dims().last() != type.shape().dims().last()) {
            throw new ShapeException("multinomial: requires probabilities […, k] and a type […, k]; got " + p.type() + " and "
                    + type);
        }
        int last = type.rank() - 1;
        Expr wide = p.cast(DType.F64).broadcastTo(type.shape()).stopGradient();
        Expr left = wide.cumsum(-1, true);
        Expr share = left.gt(0).where(wide.div(left.gt(0).where(left, 1)), 0).minimum(1).moveAxis(last, 0);
        Expr u = Distributions.uniform(key, type.withDtype(DType.F64)).maximum(0x1p-54).moveAxis(last, 0);
        Expr trials = n.cast(DType.F64).broadcastTo(new Shape(type.shape().dims().take(last))).stopGradient();
        return ControlFlow.scan(trials, Tuple.of(u, share), (rest, at) -> {
            Expr k = binomial(at._1, rest, at._2);
            return Tuple.of(rest.minus(k), k);
        })._2.moveAxis(0, last).cast(type.dtype());
    }

    /** How often each of k results comes in n independent trials, with probabilities [k] of any sum. */
    public static Expr multinomial(RandomKey key, int n, Expr p, TensorType type) {
        Given.arguments("multinomial", key, p, type);
        return multinomial(key, Tensor.of((double) n), p, type);
    }

    // ---- vectors and matrices ---------------------------------------------------------------------------------------

    /**
     * Points of the unit ball, all equally likely, along the type's last axis: of vectors with Σ |xᵢ|ᵖ ≤ 1, p being positive
     * (Barthe, Guédon, Mendelson and Naor, Ann. Probab. 33, 2005).
     *
     * @param type […, n]
     */
    public static Expr ball(RandomKey key, double p, TensorType type) {
        Given.arguments("ball", key, type);
        if (type.rank() == 0 || !(p > 0)) {
            throw new ShapeException("ball: requires p > 0 and an axis for the coordinates; got " + p + " and " + type);
        }
        Seq<RandomKey> keys = key.split(2);
        TensorType wide = type.withDtype(DType.F64);
        Expr g = generalizedNormal(keys.get(0), p, wide);
        Expr more = Distributions.exponential(keys.get(1),
                wide.withShape(new Shape(type.shape().dims().take(type.rank() - 1))));
        Expr length = g.abs().pow(p).sum(-1).plus(more).pow(1 / p);
        return g.div(length.expandDims(-1)).cast(type.dtype());
    }

    /** Points of the unit ball of Euclid's length, all equally likely, along the type's last axis. */
    public static Expr ball(RandomKey key, TensorType type) {
        Given.arguments("ball", key, type);
        return ball(key, 2, type);
    }

    /**
     * Orthogonal matrices, all equally likely (Haar's measure): the factor Q of normal matrices, R having a positive diagonal
     * (Mezzadri, Notices AMS 54, 2007). Of matrices that are not square the shorter side has orthonormal vectors.
     *
     * @param type […, m, n]
     */
    public static Expr orthogonal(RandomKey key, TensorType type) {
        Given.arguments("orthogonal", key, type);
        if (type.rank() < 2) {
            throw new ShapeException("orthogonal: requires a type […, m, n]; got " + type);
        }
        Ints dims = type.shape().dims();
        int m = dims.get(dims.size() - 2);
        int n = dims.last();
        if (m < n) {
            return orthogonal(key, type.withShape(new Shape(dims.take(dims.size() - 2).append(n).append(m)))).swapAxes(-2, -1);
        }
        return Distributions.normal(key, type).qr().q();
    }
}
