package fluxion.dsl.stats;

import fluxion.core.Expr;

/** Kullback–Leibler divergences in closed form. */
final class Divergence {
    private Divergence() {}

    private record Pair(Distribution p, Distribution q) {}

    static Expr of(Distribution p, Distribution q) {
        return switch (new Pair(p, q)) {
            case Pair(Normal a, Normal b) -> normal(a, b);
            case Pair(LogNormal a, LogNormal b) -> normal(a.logarithm(), b.logarithm());
            case Pair(HalfNormal(Expr s), HalfNormal(Expr t)) -> t.div(s).log().plus(s.div(t).square().minus(1).times(0.5));
            case Pair(Uniform a, Uniform b) -> b.low().le(a.low()).and(a.high().le(b.high()))
                    .where(b.entropy().minus(a.entropy()), Double.POSITIVE_INFINITY);
            case Pair(Exponential(Expr r), Exponential(Expr s)) -> r.div(s).log().plus(s.div(r)).minus(1);
            case Pair(Laplace a, Laplace b) -> laplace(a, b);
            case Pair(Cauchy(Expr l, Expr s), Cauchy(Expr m, Expr t)) -> s.plus(t).square().plus(l.minus(m).square()).log()
                    .minus(s.times(t).times(4).log());
            case Pair(Gumbel a, Gumbel b) -> gumbel(a, b);
            case Pair(Pareto(Expr m, Expr a), Pareto(Expr n, Expr b)) -> m.ge(n).where(a.div(b).log()
                    .plus(b.times(m.div(m.ge(n).where(n, m)).log())).plus(b.div(a)).minus(1), Double.POSITIVE_INFINITY);
            case Pair(Gamma a, Gamma b) -> gamma(a, b);
            case Pair(InverseGamma a, InverseGamma b) -> gamma(a.reciprocal(), b.reciprocal());
            case Pair(ChiSquare a, ChiSquare b) -> gamma(a.gamma(), b.gamma());
            case Pair(Exponential(Expr r), Gamma b) -> gamma(new Gamma(Domain.constant(r, 1), r), b);
            case Pair(Gamma a, Exponential(Expr r)) -> gamma(a, new Gamma(Domain.constant(r, 1), r));
            case Pair(Weibull a, Weibull b) -> weibull(a, b);
            case Pair(Beta a, Beta b) -> beta(a, b);
            case Pair(VonMises(Expr l, Expr k), VonMises(Expr m, Expr j)) -> k.besselIe(1).div(k.besselIe(0))
                    .times(k.minus(j.times(l.minus(m).cos()))).minus(k).plus(j)
                    .plus(j.besselIe(0).log().minus(k.besselIe(0).log()));
            case Pair(Bernoulli(Expr l), Bernoulli(Expr m)) -> bernoulli(l, m);
            case Pair(Binomial(Expr n, Expr l), Binomial(Expr o, Expr m)) -> n.eq(o).where(bernoulli(l, m).times(n), Double.NaN);
            case Pair(Geometric(Expr l), Geometric(Expr m)) -> bernoulli(l, m).div(l.sigmoid());
            case Pair(Poisson(Expr r), Poisson(Expr s)) -> r.times(r.div(s).log()).minus(r).plus(s);
            case Pair(Categorical(Expr l), Categorical(Expr m)) ->
                    l.softmax(-1).times(l.logSoftmax(-1).minus(m.logSoftmax(-1))).sum(-1);
            case Pair(Dirichlet a, Dirichlet b) -> dirichlet(a.concentration(), b.concentration());
            case Pair(MultivariateNormal a, MultivariateNormal b) -> a.divergence(b);
            case Pair(Independent(Distribution a, int n), Independent(Distribution b, int m)) when n == m ->
                    VectorBijector.last(of(a, b), n);
            case Pair(Transformed(Univariate a, ScalarBijector f), Transformed(Univariate b, ScalarBijector g)) when f == g ->
                    of(a, b);
            case Pair(MultivariateTransformed(Distribution a, Bijector f), MultivariateTransformed(Distribution b, Bijector g))
                    when f == g -> of(a, b);
            default -> throw Domain.noForm("kl", "a " + p.getClass().getSimpleName() + " with respect to a "
                    + q.getClass().getSimpleName());
        };
    }

    private static Expr normal(Normal a, Normal b) {
        Expr ratio = a.scale().div(b.scale()).square();
        Expr off = a.location().minus(b.location()).div(b.scale()).square();
        return ratio.plus(off).minus(1).minus(ratio.log()).times(0.5);
    }

    private static Expr laplace(Laplace a, Laplace b) {
        Expr off = a.location().minus(b.location()).abs();
        return b.scale().div(a.scale()).log().plus(off.div(b.scale()))
                .plus(a.scale().div(b.scale()).times(off.div(a.scale()).neg().exp())).minus(1);
    }

    private static Expr gumbel(Gumbel a, Gumbel b) {
        Expr ratio = a.scale().div(b.scale());
        Expr off = a.location().minus(b.location()).div(b.scale());
        return ratio.log().neg().plus(ratio.minus(1).times(Domain.EULER)).plus(off)
                .plus(ratio.plus(1).lgamma().minus(off).exp()).minus(1);
    }

    private static Expr gamma(Gamma a, Gamma b) {
        Expr c = a.concentration();
        return b.concentration().times(a.rate().div(b.rate()).log()).plus(b.concentration().lgamma()).minus(c.lgamma())
                .plus(c.minus(b.concentration()).times(c.digamma())).plus(b.rate().minus(a.rate()).times(c.div(a.rate())));
    }

    private static Expr weibull(Weibull a, Weibull b) {
        Expr k = a.concentration();
        Expr l = b.concentration();
        Expr ratio = a.scale().div(b.scale());
        return k.div(l).log().plus(l.times(b.scale().div(a.scale()).log()))
                .plus(k.minus(l).div(k).times(-Domain.EULER)).plus(ratio.pow(l).times(l.div(k).plus(1).lgamma().exp())).minus(1);
    }

    private static Expr beta(Beta p, Beta q) {
        Expr a = p.alpha();
        Expr b = p.beta();
        Expr c = q.alpha();
        Expr d = q.beta();
        return c.lbeta(d).minus(a.lbeta(b)).plus(a.minus(c).times(a.digamma())).plus(b.minus(d).times(b.digamma()))
                .plus(c.plus(d).minus(a).minus(b).times(a.plus(b).digamma()));
    }

    private static Expr bernoulli(Expr l, Expr m) {
        return l.sigmoid().times(Bernoulli.logYes(l).minus(Bernoulli.logYes(m)))
                .plus(l.neg().sigmoid().times(Bernoulli.logNo(l).minus(Bernoulli.logNo(m))));
    }

    private static Expr dirichlet(Expr a, Expr b) {
        Expr all = a.sum(-1);
        Expr other = b.sum(-1);
        return all.lgamma().minus(other.lgamma()).minus(a.lgamma().minus(b.lgamma()).sum(-1))
                .plus(a.minus(b).times(a.digamma().minus(all.expandDims(-1).digamma())).sum(-1));
    }
}
