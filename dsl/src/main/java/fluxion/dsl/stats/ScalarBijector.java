package fluxion.dsl.stats;

import fluxion.core.Expr;
import fluxion.core.Given;
import fluxion.core.Tensor;

/** A monotone function of single numbers, applied element by element. */
public sealed interface ScalarBijector extends Bijector {
    /** Whether it increases, as a truth value for each of its parameters. */
    default Expr increasing() {
        return Tensor.of(true);
    }

    /** Where y is at or below the lower end of what f reaches. */
    default Expr isBelow(Expr y) {
        return y.lt(Double.NEGATIVE_INFINITY);
    }

    /** Where y is at or above the upper end of what f reaches. */
    default Expr isAbove(Expr y) {
        return y.gt(Double.POSITIVE_INFINITY);
    }

    /** Where y is f of some x. */
    default Expr reaches(Expr y) {
        return isBelow(y).or(isAbove(y)).not();
    }

    @Override
    default int inputRank() {
        return 0;
    }

    @Override
    default int outputRank() {
        return 0;
    }

    /** The function that is this one, then another. */
    default ScalarBijector then(ScalarBijector next) {
        Given.arguments("then", next);
        return new Composed(this, next);
    }

    @Override
    default ScalarBijector inverted() {
        return new Inverted(this);
    }

    /** eˣ. */
    record Exp() implements ScalarBijector {
        @Override
        public Expr forward(Expr x) {
            Given.arguments("forward", x);
            return x.exp();
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            return Domain.safe(y.gt(0), y, 1).log();
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Given.arguments("logDeterminant", x);
            return x;
        }

        @Override
        public Expr isBelow(Expr y) {
            return y.le(0);
        }
    }

    /**
     * shift + scale·x.
     *
     * @param shift added
     * @param scale the slope, not 0
     */
    record Affine(Expr shift, Expr scale) implements ScalarBijector {
        /** With numbers as parameters. */
        public Affine(double shift, double scale) {
            this(Tensor.of(shift), Tensor.of(scale));
        }

        @Override
        public Expr forward(Expr x) {
            Given.arguments("forward", x);
            return x.times(scale).plus(shift);
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            return y.minus(shift).div(scale);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Given.arguments("logDeterminant", x);
            return scale.abs().log().broadcastTo(Domain.batch(x, scale, shift));
        }

        @Override
        public Expr increasing() {
            return scale.gt(0);
        }
    }

    /** The logistic function 1/(1 + e⁻ˣ). */
    record Sigmoid() implements ScalarBijector {
        @Override
        public Expr forward(Expr x) {
            Given.arguments("forward", x);
            return x.sigmoid();
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            return Domain.safe(reaches(y), y, 0.5).logit();
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Given.arguments("logDeterminant", x);
            return x.softplus().plus(x.neg().softplus()).neg();
        }

        @Override
        public Expr isBelow(Expr y) {
            return y.le(0);
        }

        @Override
        public Expr isAbove(Expr y) {
            return y.ge(1);
        }
    }

    /** tanh x. */
    record Tanh() implements ScalarBijector {
        @Override
        public Expr forward(Expr x) {
            Given.arguments("forward", x);
            return x.tanh();
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            return Domain.safe(reaches(y), y, 0).atanh();
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Given.arguments("logDeterminant", x);
            return x.plus(x.times(-2).softplus()).subtractedFrom(Math.log(2)).times(2);
        }

        @Override
        public Expr isBelow(Expr y) {
            return y.le(-1);
        }

        @Override
        public Expr isAbove(Expr y) {
            return y.ge(1);
        }
    }

    /** ln(1 + eˣ). */
    record Softplus() implements ScalarBijector {
        @Override
        public Expr forward(Expr x) {
            Given.arguments("forward", x);
            return x.softplus();
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            Expr safe = Domain.safe(y.gt(0), y, 1);
            return safe.neg().expm1().neg().log().plus(safe);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Given.arguments("logDeterminant", x);
            return x.neg().softplus().neg();
        }

        @Override
        public Expr isBelow(Expr y) {
            return y.le(0);
        }
    }

    /**
     * xᶜ, for positive x.
     *
     * @param exponent c, not 0
     */
    record Power(Expr exponent) implements ScalarBijector {
        /** With a number as exponent. */
        public Power(double exponent) {
            this(Tensor.of(exponent));
        }

        @Override
        public Expr forward(Expr x) {
            Given.arguments("forward", x);
            return x.pow(exponent);
        }

        @Override
        public Expr inverse(Expr y) {
            Given.arguments("inverse", y);
            return Domain.safe(y.gt(0), y, 1).pow(exponent.reciprocal());
        }

        @Override
        public Expr logDeterminant(Expr x) {
            Given.arguments("logDeterminant", x);
            return exponent.minus(1).xlogy(x).plus(exponent.abs().log());
        }

        @Override
        public Expr increasing() {
            return exponent.gt(0);
        }

        @Override
        public Expr isBelow(Expr y) {
            return y.le(0);
        }
    }

    /**
     * The inverse of another function. What it is applied to must be reached by that one.
     *
     * @param of the other
     */
    record Inverted(ScalarBijector of) implements ScalarBijector {
        @Override
        public Expr forward(Expr x) {
            return of.inverse(x);
        }

        @Override
        public Expr inverse(Expr y) {
            return of.forward(of instanceof Power ? Domain.safe(y.gt(0), y, 1) : y);
        }

        @Override
        public Expr logDeterminant(Expr x) {
            return of.logDeterminant(of.inverse(x)).neg();
        }

        @Override
        public Expr increasing() {
            return of.increasing();
        }

        @Override
        public Expr isBelow(Expr y) {
            return of instanceof Power ? y.le(0) : y.lt(Double.NEGATIVE_INFINITY);
        }

        @Override
        public ScalarBijector inverted() {
            return of;
        }
    }

    /**
     * One function, then another.
     *
     * @param first applied to x
     * @param second applied to what the first gives
     */
    record Composed(ScalarBijector first, ScalarBijector second) implements ScalarBijector {
        @Override
        public Expr forward(Expr x) {
            return second.forward(first.forward(x));
        }

        @Override
        public Expr inverse(Expr y) {
            return first.inverse(second.inverse(y));
        }

        @Override
        public Expr logDeterminant(Expr x) {
            return first.logDeterminant(x).plus(second.logDeterminant(first.forward(x)));
        }

        @Override
        public Expr increasing() {
            return first.increasing().eq(second.increasing());
        }

        @Override
        public Expr isBelow(Expr y) {
            Expr x = second.inverse(y);
            return second.isBelow(y).or(second.isAbove(y).not()
                    .and(second.increasing().where(first.isBelow(x), first.isAbove(x))));
        }

        @Override
        public Expr isAbove(Expr y) {
            Expr x = second.inverse(y);
            return second.isAbove(y).or(second.isBelow(y).not()
                    .and(second.increasing().where(first.isAbove(x), first.isBelow(x))));
        }
    }
}
