package fluxion.dsl.solve;

import fluxion.core.Expr;

/**
 * The mean of random numbers.
 *
 * @param value the mean
 * @param standardError its standard deviation as the sample has it, the root of the sample's variance over its size
 */
public record Estimate(Expr value, Expr standardError) implements java.io.Serializable {
    /** Of samples, a vector of at least 2. */
    static Estimate of(Expr samples) {
        int n = samples.shape().dim(0);
        Expr mean = samples.mean();
        return new Estimate(mean, samples.minus(mean).square().sum().div((double) n * (n - 1)).sqrt().stopGradient());
    }
}
