package fluxion.dsl.sample;

import fluxion.core.Expr;
import fluxion.core.Ints;
import fluxion.core.ShapeException;
import fluxion.core.op.Concatenate;
import fluxion.dsl.function.Tracing;

/** How far chains of numbers, [chains, draws], have come: Gelman and others, Bayesian Data Analysis, 2013, 11.4 and 11.5. */
public final class Convergence {
    private Convergence() {}

    /** R̂ of the halves of chains: the root of the variance of all over that within; 1 where they have mixed. */
    public static Expr rHat(Expr draws) {
        Expr halves = halves("rHat", draws);
        return Tracing.whole(() -> pooled(halves).div(within(halves)).sqrt());
    }

    /**
     * How many independent draws say as much about the mean: m·n/τ, τ = 1 + 2·Σ ρₜ over the lags up to the first pair of
     * autocorrelations whose sum is negative, each pair not larger than the one before it (Geyer 1992).
     */
    public static Expr effectiveSampleSize(Expr draws) {
        Expr chains = halves("effectiveSampleSize", draws);
        return Tracing.whole(() -> {
            int n = chains.shape().dim(1);
            int pairs = n / 2;
            Expr centred = chains.minus(chains.mean(1).expandDims(1));
            // the autocovariance by the transform, padded so that it does not wrap around
            Expr spectrum = centred.pad(Ints.of(0, 0), Ints.of(0, n)).rfft();
            Expr power = spectrum.square().sum(-1);
            Expr both = Expr.apply(new Concatenate(2), power.expandDims(2), power.times(0).expandDims(2));
            Expr covariance = both.irfft().slice(1, 0, 2 * pairs).div(n).mean(0);
            Expr pooled = pooled(chains);
            Expr within = within(chains);
            Expr correlation = within.minus(covariance.times((double) n / (n - 1))).div(pooled).neg().plus(1);
            Expr sums = correlation.reshape(pairs, 2).sum(1);
            Expr positive = sums.gt(0).where(sums.times(0).plus(1), sums.times(0)).cumprod(0);
            Expr monotone = sums.cummin(0).times(positive);
            Expr time = monotone.sum().times(2).minus(1);
            return time.maximum(1.0 / Math.log10((double) n * chains.shape().dim(0))).reciprocal()
                    .times((double) n * chains.shape().dim(0));
        });
    }

    private static Expr halves(String operation, Expr draws) {
        if (draws.rank() != 2 || draws.shape().dim(1) < 8 || !draws.dtype().isFloat()) {
            throw new ShapeException(operation + ": requires floating-point draws, [chains, draws], of at least 8 each; got "
                    + draws.type());
        }
        int n = draws.shape().dim(1) / 2;
        return draws.slice(1, 0, 2 * n).reshape(2 * draws.shape().dim(0), n);
    }

    private static Expr within(Expr chains) {
        int n = chains.shape().dim(1);
        return chains.minus(chains.mean(1).expandDims(1)).square().sum(1).div(n - 1).mean();
    }

    private static Expr pooled(Expr chains) {
        int n = chains.shape().dim(1);
        int m = chains.shape().dim(0);
        Expr means = chains.mean(1);
        Expr between = means.minus(means.mean()).square().sum().div(m - 1);
        return within(chains).times((double) (n - 1) / n).plus(between);
    }
}
