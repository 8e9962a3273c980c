package fluxion.examples.gallery;

import static fluxion.dsl.Fluxion.*;
import static fluxion.plot.Plots.scatter;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import fluxion.plot.Figure;

/**
 * What coaching does in eight schools (Rubin 1981; Gelman et al., Bayesian Data Analysis, 3rd edition, section 5.5): effects y
 * with known errors σ are normal about θ = μ + τ·z, z standard normal; μ and τ are to be found, by the No-U-Turn sampler (Hoffman
 * and Gelman 2014). Priors are μ ~ N(0, 5) and τ ~ half-Cauchy(5), as in posteriordb, whose reference draws have the means 4.4 of
 * μ and 3.6 of τ. The integral over θ is known, so that the means follow by quadrature as well.
 */
public final class EightSchools {
    static final Tensor EFFECT = vector(28, 8, -3, 7, -1, 1, 18, 12);
    static final Tensor ERROR = vector(15, 10, 16, 11, 9, 11, 10, 18);

    private EightSchools() {}

    /** Unconstrained: τ is e to a power. */
    record Schools(Expr mu, Expr logTau, Expr z) {}

    private static Expr logNormal(Expr x, Expr mean, Expr deviation) {
        return x.minus(mean).div(deviation).square().div(-2).minus(log(deviation)).sum();
    }

    /** ln p(μ, ln τ), up to a constant. */
    private static Expr logPrior(Expr mu, Expr logTau) {
        return mu.div(5).square().div(-2).minus(log1p(exp(logTau).div(5).square())).plus(logTau);
    }

    static Expr logDensity(Schools s) {
        Expr effects = s.mu().plus(exp(s.logTau()).times(s.z()));
        return logPrior(s.mu(), s.logTau()).minus(s.z().square().sum().div(2)).plus(logNormal(EFFECT, effects, ERROR));
    }

    /**
     * What was found.
     *
     * @param mu the mean of μ
     * @param tau the mean of τ
     * @param mixing the largest R̂
     * @param draws of all chains, a leading axis on every leaf
     */
    record Result(double mu, double tau, double mixing, Schools draws) {}

    static Result run(int chains, int draws) {
        Schools start = new Schools(scalar(0), scalar(0), zeros(f64(8)));
        var sample = fn((RandomKey k) -> mcmc(k, (Schools s) -> logDensity(s), start, nuts(8).warmUp(Math.min(1000, draws))
                .acceptance(0.9), draws).draws());
        Schools found = eval(vmap(sample).apply(key(11).batch(chains)));
        return new Result(toDouble(found.mu().mean()), toDouble(exp(found.logTau()).mean()),
                Math.max(toDouble(rHat(found.mu())), toDouble(rHat(found.logTau()))), found);
    }

    /** The means of μ and τ over a grid, y being normal about μ with variance σ² + τ². */
    static double[] byIntegral() {
        var density = fn((Expr mu, Expr logTau) -> logPrior(mu, logTau)
                .plus(logNormal(EFFECT, mu, sqrt(ERROR.square().plus(exp(logTau.times(2)))))));
        Tensor mu = eval(linspace(-25, 35, 241));
        Tensor logTau = eval(linspace(-9, 7, 321));
        Expr all = vmap(vmap(density).in(none(), axis(0))).in(axis(0), none()).apply(mu, logTau);
        Tensor weights = eval(softmax(all));
        return new double[] {toDouble(weights.sum(1).dot(mu)), toDouble(weights.sum(0).dot(exp(logTau)))};
    }

    static Figure figure(Result r) {
        Expr logTau = r.draws().logTau().flatten();
        Expr first = r.draws().mu().flatten().plus(exp(logTau).times(r.draws().z().get("..., 0").flatten()));
        String some = "::" + Math.max(1, logTau.shape().dim(0) / 1000);
        return scatter("draws", logTau.get(some), first.get(some)).title("The funnel of eight schools").xLabel("ln τ")
                .yLabel("effect of the first school").xRange(-4, 4).yRange(-20, 45);
    }

    public static void main(String[] args) {
        Result r = run(4, args.length > 0 ? Integer.parseInt(args[0]) : 4000);
        double[] exact = byIntegral();
        IO.println("means by draws: μ = %.2f, τ = %.2f, R̂ = %.4f".formatted(r.mu(), r.tau(), r.mixing()));
        IO.println("by quadrature:  μ = %.4f, τ = %.4f (posteriordb: 4.4 and 3.6)".formatted(exact[0], exact[1]));
        Pictures.save("eight-schools", figure(r));
    }
}
