package fluxion.core;

/**
 * Where a quantile lies between the order statistics x₀ ≤ … ≤ xₙ₋₁ of a sample: at the position that each method says, clamped
 * to 0 … n − 1, and linearly between neighbours where that is no integer. The numbers are those of R. J. Hyndman and Y. Fan,
 * "Sample quantiles in statistical packages", The American Statistician 50 (1996).
 */
public enum Quantile {
    /** q·(n − 1), number 7: the usual one. */
    LINEAR,
    /** ⌊q·(n − 1)⌋. */
    LOWER,
    /** ⌈q·(n − 1)⌉. */
    HIGHER,
    /** The middle between LOWER and HIGHER. */
    MIDPOINT,
    /** The nearest to q·(n − 1), the even one of two. */
    NEAREST,
    /** q·n − ½, number 5. */
    HAZEN,
    /** q·(n + 1) − 1, number 6. */
    WEIBULL,
    /** q·(n + ⅓) − ⅔, number 8: nearly unbiased for the median whatever the distribution. */
    MEDIAN_UNBIASED,
    /** q·(n + ¼) − ⅝, number 9: nearly unbiased for normal samples. */
    NORMAL_UNBIASED;

    /** The position, from 0 to n − 1, of the q-quantile of n numbers. */
    public double position(double q, int n) {
        if (!(q >= 0 && q <= 1)) {
            throw new TransformException("quantile: q must be from 0 to 1; got " + q);
        }
        double linear = q * (n - 1);
        double position = switch (this) {
            case LINEAR -> linear;
            case LOWER -> Math.floor(linear);
            case HIGHER -> Math.ceil(linear);
            case MIDPOINT -> (Math.floor(linear) + Math.ceil(linear)) / 2;
            case NEAREST -> Math.rint(linear);
            case HAZEN -> q * n - 0.5;
            case WEIBULL -> q * (n + 1) - 1;
            case MEDIAN_UNBIASED -> q * (n + 1 / 3.0) - 2 / 3.0;
            case NORMAL_UNBIASED -> q * (n + 0.25) - 0.625;
        };
        return Math.clamp(position, 0, n - 1);
    }
}
