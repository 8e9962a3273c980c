package fluxion.core;

import fluxion.core.op.ArgReduce;
import fluxion.core.op.Reduce;
import fluxion.core.op.Reshape;

/**
 * The verbs that combine elements along axes. No axes means all; negative axes count from the end. The result does not have
 * the reduced axes; {@link #keep} puts them back with length one.
 */
public sealed interface Reductions permits Expr {
    /** This expression. */
    Expr self();

    /** Combines the elements along the axes (all where none are given). */
    default Expr reduce(Reduce.Kind kind, int... axes) {
        Given.arguments("reduce", kind, axes);
        Reduce all = new Reduce(kind, Ints.range(0, self().rank()));
        return Expr.apply(axes.length == 0 ? all
                : new Reduce(kind, self().shape().axes(all.label(), axes).sorted()), self());
    }

    /** A reduced tensor with its axes put back, each of length one, so that it broadcasts against this operand. */
    default Expr keep(Expr reduced, int... axes) {
        Given.arguments("keep", reduced, axes);
        Shape shape = self().shape();
        Ints gone = axes.length == 0 ? Ints.range(0, shape.rank()) : shape.axes("keep", axes);
        return Expr.apply(new Reshape(new Shape(Ints.tabulate(shape.rank(), i -> gone.contains(i) ? 1 : shape.dim(i)))), reduced);
    }

    /** How many elements are combined along the axes. */
    private double count(int... axes) {
        Shape shape = self().shape();
        return axes.length == 0 ? shape.size() : new Shape(shape.dims().select(shape.axes("count", axes))).size();
    }

    /** Σ x. */
    default Expr sum(int... axes) { Given.arguments("sum", (Object) axes); return reduce(Reduce.Kind.SUM, axes); }

    /** Π x. */
    default Expr prod(int... axes) { Given.arguments("prod", (Object) axes); return reduce(Reduce.Kind.PROD, axes); }

    /** The largest element; ties share the derivative evenly. */
    default Expr max(int... axes) { Given.arguments("max", (Object) axes); return reduce(Reduce.Kind.MAX, axes); }

    /** The smallest element; ties share the derivative evenly. */
    default Expr min(int... axes) { Given.arguments("min", (Object) axes); return reduce(Reduce.Kind.MIN, axes); }

    /** Whether any holds. */
    default Expr any(int... axes) { Given.arguments("any", (Object) axes); return reduce(Reduce.Kind.ANY, axes); }

    /** Whether all hold. */
    default Expr all(int... axes) { Given.arguments("all", (Object) axes); return reduce(Reduce.Kind.ALL, axes); }

    /** ln Σ eˣ. */
    default Expr logsumexp(int... axes) {
        Given.arguments("logsumexp", (Object) axes);
        return reduce(Reduce.Kind.LOGSUMEXP, axes);
    }

    /** Σ x / n; of truth values, the share that holds, as f64. */
    default Expr mean(int... axes) {
        Given.arguments("mean", (Object) axes);
        Expr sum = (self().dtype() == DType.BOOL ? self().cast(DType.F64) : self()).sum(axes);
        return sum.div(count(axes));
    }

    /** Σ (x − mean)² / n. */
    default Expr var(int... axes) { Given.arguments("var", (Object) axes); return variance(0, axes); }

    /** Σ (x − mean)² / (n − correction); correction 1 is Bessel's. */
    default Expr variance(double correction, int... axes) {
        Given.arguments("variance", (Object) axes);
        Expr deviation = self().minus(keep(mean(axes), axes));
        return deviation.square().sum(axes).div(count(axes) - correction);
    }

    /** √var; its derivative at 0 is 0. */
    default Expr std(int... axes) { Given.arguments("std", (Object) axes); return deviation(0, axes); }

    /** √variance(correction); its derivative at 0 is 0. */
    default Expr deviation(double correction, int... axes) {
        Given.arguments("deviation", (Object) axes);
        return guardedRoot(variance(correction, axes));
    }

    /** The Euclidean norm √Σx²; its derivative at 0 is 0. */
    default Expr norm(int... axes) { Given.arguments("norm", (Object) axes); return guardedRoot(self().square().sum(axes)); }

    /**
     * The vector norm {@code (Σ|x|ᵖ)^(1/p)} over the axes; the largest |x| for p = ∞, the smallest for −∞, the number of
     * elements other than 0 for p = 0. Its derivative where it is 0, and everywhere for p = 0, is 0.
     *
     * @param p the order: 0, at least 1, or ±∞
     */
    default Expr vectorNorm(double p, int... axes) {
        Given.arguments("vectorNorm", (Object) axes);
        if (!(p >= 1 || p == 0 || p == Double.NEGATIVE_INFINITY)) {
            throw new TransformException("vectorNorm: the order must be 0, at least 1, or infinite; got " + p);
        }
        if (p == 0) {
            return self().ne(0).cast(self().dtype()).sum(axes);
        }
        if (p == 2) {
            return norm(axes);
        }
        Expr magnitude = self().abs();
        if (Double.isInfinite(p)) {
            if (p > 0) {
                // the largest of no magnitudes is 0, not −∞
                return self().shape().size() == 0 ? magnitude.sum(axes) : magnitude.max(axes);
            }
            return magnitude.min(axes);
        }
        if (p == 1) {
            return magnitude.sum(axes);
        }
        Expr total = magnitude.pow(p).sum(axes);
        return total.ne(0).where(total.pow(1 / p), 0);
    }

    /** The mean with weights Σ w·x / Σ w; the weights broadcast to this. */
    default Expr average(Expr weights, int... axes) {
        Given.arguments("average", weights, axes);
        Expr spread = weights.broadcastTo(self().shape());
        return self().times(spread).sum(axes).div(spread.sum(axes));
    }

    /** From the smallest to the largest, {@code max − min}. */
    default Expr ptp(int... axes) { Given.arguments("ptp", (Object) axes); return max(axes).minus(min(axes)); }

    /** The integral along an axis by the trapezoidal rule, {@code Σ (yᵢ + yᵢ₊₁)/2·dx}. */
    default Expr trapz(double dx, int axis) {
        return trapezoids(axis).times(dx).sum(axis);
    }

    /** The integral along an axis by the trapezoidal rule, at positions x: of this shape, or one for each along the axis. */
    default Expr trapz(Expr x, int axis) {
        Given.arguments("trapz", x);
        int a = self().shape().axis("trapz", axis);
        boolean vector = x.rank() == 1 && x.shape().dim(0) == self().shape().dim(a);
        if (!vector && !x.shape().equals(self().shape())) {
            throw new ShapeException("trapz: requires positions of the operand's shape, or one for each along the axis; got "
                    + x.type() + " for axis "
                    + axis + " of " + self().type());
        }
        Expr steps = x.diff(vector ? 0 : a);
        Ints along = Ints.fill(self().rank(), 1).with(a, -1);
        return trapezoids(a).times(vector ? steps.reshape(along.toArray()) : steps).sum(a);
    }

    private Expr trapezoids(int axis) {
        int n = self().shape().dim(self().shape().axis("trapz", axis));
        return self().slice(axis, Math.min(1, n), n).plus(self().slice(axis, 0, Math.max(0, n - 1))).times(0.5);
    }

    private static Expr guardedRoot(Expr square) {
        Expr root = square.sqrt();
        return root.ne(0).where(root, 0);
    }

    /** The first position of the largest element along an axis. */
    default Expr argmax(int axis) {
        return Expr.apply(new ArgReduce(ArgReduce.Kind.ARGMAX, self().shape().axis("argmax", axis)), self());
    }

    /** The first position of the smallest element along an axis. */
    default Expr argmin(int axis) {
        return Expr.apply(new ArgReduce(ArgReduce.Kind.ARGMIN, self().shape().axis("argmin", axis)), self());
    }

    /** The first position of the largest element in row-major order. */
    default Expr argmax() { return self().flatten().argmax(0); }

    /** The first position of the smallest element in row-major order. */
    default Expr argmin() { return self().flatten().argmin(0); }

    /** eˣ / Σ eˣ along the axes (all where none are given). */
    default Expr softmax(int... axes) { Given.arguments("softmax", (Object) axes); return logSoftmax(axes).exp(); }

    /** x − ln Σ eˣ along the axes (all where none are given). */
    default Expr logSoftmax(int... axes) {
        Given.arguments("logSoftmax", (Object) axes);
        Expr largest = max(axes);
        // of infinity there is no share: ∞ − ∞, also for the finite elements beside it
        Expr shares = logsumexp(axes).plus(largest.isInf().where(Double.NaN, Literal.zerosLike(largest)).stopGradient());
        return self().minus(keep(shares, axes));
    }
}
