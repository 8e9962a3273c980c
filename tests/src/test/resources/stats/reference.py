"""Reference values of distributions: `python reference.py > distributions.txt` (mpmath, SciPy and PyTorch, a few minutes).

`at NAME parameters : x = logProb cdf survival`, then the derivatives of logProb in x and each parameter, then those of cdf, by
mpmath; of counts none in x. `of NAME parameters = mean variance entropy` by SciPy (nan where it has none in closed form).
`kl NAME parameters : parameters = value` by PyTorch. `vector NAME numbers … : x = logProb` by SciPy and PyTorch.
"""
import sys
import warnings

import numpy as np
import scipy.stats as st
import torch
import torch.distributions as td
from mpmath import (atan, besseli, beta, binomial, cos, erf, erfc, exp, expm1, gamma, hyp2f1, log, log1p,
                    loggamma, mp, mpf, nstr, pi, quad, sin, sqrt)

warnings.simplefilter('ignore')
torch.set_default_dtype(torch.float64)
mp.dps = 40


def ncdf(z):
    return erfc(-z / sqrt(mpf(2))) / 2


def nlog(z):
    return -z * z / 2 - log(2 * pi) / 2


def ibeta(a, b, x):
    """By the series that converges faster (DLMF 8.17.8)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - ibeta(b, a, 1 - x)
    if x == 0:
        return mpf(0)
    term, total, n = mpf(1), mpf(1), 0
    while abs(term) > mp.eps * abs(total) / 1000:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return x ** a * (1 - x) ** b / (a * beta(a, b)) * total


def lower(a, x):
    """By the series of positive terms (DLMF 8.7.1)."""
    term, total, n = mpf(1), mpf(1), 0
    while term > mp.eps * total / 1000:
        n += 1
        term *= x / (a + n)
        total += term
    return x ** a * exp(-x) / gamma(a + 1) * total


def upper(a, x):
    return 1 - lower(a, x)


def standard(log_density, cdf):
    """A distribution with location and scale."""
    return (lambda x, m, s: log_density((x - m) / s) - log(s), lambda x, m, s: cdf((x - m) / s))


def tcdf(z, n):
    if z * z < n:
        return mpf(1) / 2 + z * gamma((n + 1) / 2) / (sqrt(pi * n) * gamma(n / 2)) * hyp2f1(mpf(1) / 2, (n + 1) / 2, mpf(3) / 2, -z * z / n)
    tail = ibeta(n / 2, mpf(1) / 2, n / (n + z * z)) / 2
    return 1 - tail if z > 0 else tail


def tlog(z, n):
    return -(n + 1) / 2 * log(1 + z * z / n) - log(n) / 2 - log(beta(mpf(1) / 2, n / 2))


def mass(a, b):
    return ncdf(b) - ncdf(a) if a < 0 else ncdf(-a) - ncdf(-b)


def vmcdf(x, m, k):
    """By the Fourier series."""
    z = x - m
    return mpf(1) / 2 + z / (2 * pi) + sum(besseli(j, k) / besseli(0, k) * sin(j * z) / j for j in range(1, 90)) / pi


# name: (log density, cdf, SciPy's, parameter sets, whether counts)
TABLE = {
    'normal': (*standard(nlog, ncdf), lambda m, s: st.norm(m, s), [(0, 1), (-2, 0.5), (30, 4)], False),
    'lognormal': (lambda x, m, s: nlog((log(x) - m) / s) - log(s) - log(x), lambda x, m, s: ncdf((log(x) - m) / s),
                  lambda m, s: st.lognorm(s, scale=np.exp(m)), [(0, 1), (-2, 0.5), (1, 0.25)], False),
    'uniform': (lambda x, a, b: -log(b - a), lambda x, a, b: (x - a) / (b - a), lambda a, b: st.uniform(a, b - a), [(0, 1), (-3, 0.5)], False),
    'exponential': (lambda x, r: log(r) - r * x, lambda x, r: -expm1(-r * x), lambda r: st.expon(scale=1 / r), [(1,), (0.125,), (50,)], False),
    'laplace': (*standard(lambda z: -abs(z) - log(mpf(2)), lambda z: exp(z) / 2 if z < 0 else 1 - exp(-z) / 2), lambda m, s: st.laplace(m, s),
                [(0, 1), (2, 0.25)], False),
    'cauchy': (*standard(lambda z: -log1p(z * z) - log(pi), lambda z: atan(z) / pi + mpf(1) / 2 if z > -1 else atan(-1 / z) / pi),
               lambda m, s: st.cauchy(m, s), [(0, 1), (2, 0.25)], False),
    'gumbel': (*standard(lambda z: -z - exp(-z), lambda z: exp(-exp(-z))), lambda m, s: st.gumbel_r(m, s), [(0, 1), (2, 0.25)], False),
    'logistic': (*standard(lambda z: -z - 2 * log1p(exp(-z)), lambda z: 1 / (1 + exp(-z))), lambda m, s: st.logistic(m, s), [(0, 1), (2, 0.25)], False),
    'weibull': (lambda x, k, s: log(k / s) + (k - 1) * log(x / s) - (x / s) ** k, lambda x, k, s: -expm1(-(x / s) ** k),
                lambda k, s: st.weibull_min(k, scale=s), [(1.5, 2), (0.5, 1), (8, 0.25)], False),
    'pareto': (lambda x, m, a: log(a) + a * log(m) - (a + 1) * log(x), lambda x, m, a: 1 - (m / x) ** a, lambda m, a: st.pareto(a, scale=m),
               [(1, 3), (0.5, 2.5), (2, 0.75)], False),
    'halfNormal': (lambda x, s: nlog(x / s) - log(s) + log(mpf(2)), lambda x, s: erf(x / s / sqrt(mpf(2))), lambda s: st.halfnorm(scale=s), [(1,), (0.125,)], False),
    'halfCauchy': (lambda x, s: log(2 / pi) - log(s) - log1p((x / s) ** 2), lambda x, s: 2 / pi * atan(x / s), lambda s: st.halfcauchy(scale=s), [(1,), (0.125,)], False),
    'gamma': (lambda x, a, r: a * log(r) + (a - 1) * log(x) - r * x - loggamma(a), lambda x, a, r: lower(a, r * x), lambda a, r: st.gamma(a, scale=1 / r),
              [(2.5, 1), (0.3, 2), (60, 0.5)], False),
    'inverseGamma': (lambda x, a, r: a * log(r) - (a + 1) * log(x) - r / x - loggamma(a), lambda x, a, r: upper(a, r / x), lambda a, r: st.invgamma(a, scale=r),
                     [(2.5, 1), (0.75, 2), (20, 0.5)], False),
    'chiSquare': (lambda x, k: (k / 2 - 1) * log(x) - x / 2 - k / 2 * log(mpf(2)) - loggamma(k / 2), lambda x, k: lower(k / 2, x / 2), lambda k: st.chi2(k),
                  [(3,), (0.5,), (40,)], False),
    'beta': (lambda x, a, b: (a - 1) * log(x) + (b - 1) * log1p(-x) - log(beta(a, b)), lambda x, a, b: ibeta(a, b, x), lambda a, b: st.beta(a, b), [(2, 5), (0.5, 0.75), (30, 20)], False),
    'studentT': (lambda x, n, m, s: tlog((x - m) / s, n) - log(s), lambda x, n, m, s: tcdf((x - m) / s, n), lambda n, m, s: st.t(n, m, s),
                 [(4.5, 0, 1), (1, 2, 0.5), (30, -1, 2)], False),
    'fisherF': (lambda x, m, n: m / 2 * log(m / n) + (m / 2 - 1) * log(x) - (m + n) / 2 * log1p(m * x / n) - log(beta(m / 2, n / 2)),
                lambda x, m, n: ibeta(m / 2, n / 2, m * x / (m * x + n)), lambda m, n: st.f(m, n), [(3, 7), (1, 2.5), (20, 30)], False),
    'vonMises': (lambda x, m, k: k * cos(x - m) - log(2 * pi * besseli(0, k)), vmcdf, lambda m, k: st.vonmises(k, m), [(0, 1), (0.5, 8), (-1, 60)], False),
    'truncatedNormal': (lambda x, m, s, a, b: nlog((x - m) / s) - log(s) - log(mass((a - m) / s, (b - m) / s)),
                        lambda x, m, s, a, b: mass((a - m) / s, (x - m) / s) / mass((a - m) / s, (b - m) / s),
                        lambda m, s, a, b: st.truncnorm((a - m) / s, (b - m) / s, m, s), [(0, 1, -1, 2), (1, 0.5, 2, 4), (0, 2, -40, -3)], False),
    'bernoulli': (lambda k, p: log(p) if k else log1p(-p), lambda k, p: mpf(1) if k >= 1 else 1 - p, lambda p: st.bernoulli(p), [(0.25,), (0.999,)], True),
    'binomial': (lambda k, n, p: log(binomial(n, k)) + k * log(p) + (n - k) * log1p(-p), lambda k, n, p: ibeta(n - k, k + 1, 1 - p) if k < n else mpf(1),
                 lambda n, p: st.binom(n, p), [(10, 0.25), (500, 0.01), (1000, 0.75)], True),
    'geometric': (lambda k, p: (k - 1) * log1p(-p) + log(p), lambda k, p: 1 - (1 - p) ** k, lambda p: st.geom(p), [(0.25,), (0.01,), (0.9,)], True),
    'poisson': (lambda k, r: k * log(r) - r - loggamma(k + 1), lambda k, r: upper(k + 1, r), lambda r: st.poisson(r), [(3,), (0.125,), (200,)], True),
    'negativeBinomial': (lambda k, r, p: loggamma(k + r) - loggamma(r) - loggamma(k + 1) + r * log(p) + k * log1p(-p), lambda k, r, p: ibeta(r, k + 1, p),
                         lambda r, p: st.nbinom(r, p), [(3, 0.5), (2.5, 0.0625), (50, 0.9)], True),
}
# parameters that are not differentiated: bounds where cdf has kinks in the checks, counts of trials
FIXED = {'binomial': 1}


def number(x):
    return nstr(mpf(x), 19) if np.isfinite(float(x)) else repr(float(x))


def points(name, d, counts):
    if name == 'uniform':
        return [d.ppf(p) for p in (0.01, 0.3, 0.75)]
    if name == 'vonMises':
        return [d.mean() + z * 2 ** -4 for z in (-24, -5, -1, 0, 2, 40)] if d.kwds.get('kappa', d.args[0]) < 50 else [d.mean() + z for z in (-0.4, 0, 0.25)]
    xs = [d.ppf(1e-12), d.ppf(1e-4), d.ppf(0.1), d.ppf(0.5), d.ppf(0.9), d.isf(1e-4), d.isf(1e-12)]
    if name == 'bernoulli':
        return [0, 1]
    low, high = d.support()
    xs = sorted({float(x) for x in xs if np.isfinite(x)})
    return [x for x in xs if low <= x <= high] if counts else [x for x in xs if low < x < high]


def slope(f, x, i):
    """The derivative in one argument, by a central difference with digits to spare."""
    with mp.workdps(60):
        h = (abs(x[i]) or 1) * mpf(10) ** -26
        return (f(*x[:i], x[i] + h, *x[i + 1:]) - f(*x[:i], x[i] - h, *x[i + 1:])) / (2 * h)


def at(name):
    log_density, cdf, make, sets, counts = TABLE[name]
    for parameters in sets:
        d = make(*parameters)
        for x in points(name, d, counts):
            everything = [mpf(float(x))] + [mpf(p) for p in parameters]
            F = cdf(*everything)
            values = [log_density(*everything), F, 1 - F]
            for f in (log_density, cdf):
                for i in range(1 if counts else 0, len(everything)):
                    if name in FIXED and i == FIXED[name]:
                        values.append(mpf('nan'))
                        continue
                    values.append(slope(f, everything, i))
            print('at', name, *parameters, ':', float(x), '=', *map(number, values))
        print('of', name, *parameters, '=', *(repr(float(v)) for v in moments(name, d, parameters)))


def moments(name, d, parameters):
    if name == 'vonMises':
        m, k = parameters
        ratio = besseli(1, k) / besseli(0, k)
        return m, 1 - ratio, -k * ratio + log(2 * pi * besseli(0, k))
    entropy = np.nan if name in ('binomial', 'poisson', 'negativeBinomial') else d.entropy()
    if name in ('geometric', 'bernoulli'):
        p = mpf(parameters[0])
        entropy = -(p * log(p) + (1 - p) * log(1 - p)) / (p if name == 'geometric' else 1)
    if name == 'truncatedNormal':
        m, s, a, b = map(mpf, parameters)
        density = lambda x: exp(TABLE[name][0](x, m, s, a, b))
        ends = [a, -3 - mpf(1) / 2, b] if a < -3 else [a, b]
        if a < -20:
            ends = [a, -20, -10, -6, b]
        mean = quad(lambda x: x * density(x), ends)
        return mean, quad(lambda x: (x - mean) ** 2 * density(x), ends), -quad(lambda x: density(x) * TABLE[name][0](x, m, s, a, b), ends)
    exists = name != 'studentT' or parameters[0] > 1  # SciPy says inf
    return d.mean() if exists else np.nan, d.var(), entropy


T = torch.tensor
KL = {
    'normal': (td.Normal, (0.5, 2), (-1, 0.75)), 'lognormal': (td.LogNormal, (0.5, 2), (-1, 0.75)), 'halfNormal': (td.HalfNormal, (0.5,), (2,)),
    'uniform': (td.Uniform, (0, 1), (-1, 3)), 'exponential': (td.Exponential, (0.5,), (2,)), 'laplace': (td.Laplace, (0.5, 2), (-1, 0.75)),
    'cauchy': (td.Cauchy, (0.5, 2), (-1, 0.75)), 'gumbel': (td.Gumbel, (0.5, 2), (-1, 0.75)), 'pareto': (td.Pareto, (2, 3), (1, 1.5)),
    'gamma': (td.Gamma, (2.5, 1), (0.5, 3)), 'chiSquare': (td.Chi2, (3,), (5.5,)), 'beta': (td.Beta, (2, 5), (0.5, 0.75)),
    'bernoulli': (td.Bernoulli, (0.25,), (0.625,)), 'binomial': (td.Binomial, (10, 0.25), (10, 0.625)), 'geometric': (td.Geometric, (0.25,), (0.625,)),
    'poisson': (td.Poisson, (3,), (7.5,)),
}
QUAD = {'weibull': ((1.5, 2), (2.5, 1.25), [0, 1, 4, 30]), 'inverseGamma': ((2.5, 1), (4, 0.5), [0, 0.05, 0.3, 1, 5, 100, mp.inf]),
        'vonMises': ((0.5, 2), (-1, 4), [0.5 - pi, 0.5, 0.5 + pi])}


def kl():
    for name, (make, p, q) in KL.items():
        value = td.kl_divergence(make(*map(T, map(float, p))), make(*map(T, map(float, q))))
        print('kl', name, *p, ':', *q, '=', repr(value.item()))
    for name, (p, q, ends) in QUAD.items():
        f = TABLE[name][0]
        p, q = [mpf(v) for v in p], [mpf(v) for v in q]
        value = quad(lambda x: exp(f(x, *p)) * (f(x, *p) - f(x, *q)) if x > 0 or name == 'vonMises' else mpf(0), ends)
        print('kl', name, *map(float, p), ':', *map(float, q), '=', number(value))


def show(*arrays):
    return ' ; '.join(' '.join(repr(float(v)) for v in np.ravel(a)) for a in arrays)


def vectors():
    rng = np.random.default_rng(5)
    a = rng.normal(size=(3, 3))
    cov = np.round(a @ a.T + np.eye(3), 6)
    L = np.linalg.cholesky(cov)
    m, x = np.round(rng.normal(size=3), 3), np.round(rng.normal(size=3), 3)
    print('vector multivariateNormal', show(m, L), ':', show(x), '=', float(st.multivariate_normal(m, cov).logpdf(x)), float(st.multivariate_normal(m, cov).entropy()))
    W, d = np.round(rng.normal(size=(3, 2)), 3), np.array([0.5, 1.5, 1])
    low = td.LowRankMultivariateNormal(T(m), T(W), T(d))
    print('vector lowRankNormal', show(m, W, d), ':', show(x), '=', repr(low.log_prob(T(x)).item()), repr(low.entropy().item()))
    alpha, y = np.array([0.5, 2, 3.25]), np.array([0.125, 0.25, 0.625])
    print('vector dirichlet', show(alpha), ':', show(y), '=', float(st.dirichlet(alpha).logpdf(y)), float(st.dirichlet(alpha).entropy()))
    p, k = np.array([0.25, 0.5, 0.25]), np.array([1, 0, 4])
    print('vector multinomial', show(5, p), ':', show(k), '=', repr(float(st.multinomial(5, p).logpmf(k))), 'nan')
    b = rng.normal(size=(3, 3))
    X = np.round(b @ b.T + 2 * np.eye(3), 6)
    print('vector wishart', show(4.5, L), ':', show(X), '=', repr(float(st.wishart(4.5, cov).logpdf(X))), repr(float(st.wishart(4.5, cov).entropy())))
    c = np.linalg.cholesky(np.array([[1, 0.5, -0.25], [0.5, 1, 0.125], [-0.25, 0.125, 1]]))
    for eta in (0.75, 3):
        print('vector lkj', show(eta), ':', show(c), '=', repr(td.LKJCholesky(3, eta).log_prob(T(c)).item()), 'nan')
    cat = td.Categorical(logits=T([0.5, -1, 2.0]))
    print('vector categorical', show([0.5, -1, 2]), ':', show(1), '=', repr(cat.log_prob(T(1)).item()), repr(cat.entropy().item()))
    for name, t, z in [('stickBreaking', td.StickBreakingTransform(), [0.5, -1, 2]), ('correlationCholesky', td.CorrCholeskyTransform(), [0.5, -1, 2]),
                       ('tanh', td.TanhTransform(), [0.5, -1, 2]), ('sigmoid', td.SigmoidTransform(), [0.5, -1, 2]), ('softplus', td.SoftplusTransform(), [0.5, -1, 2]),
                       ('exp', td.ExpTransform(), [0.5, -1, 2]), ('power', td.PowerTransform(T(-1.5)), [0.5, 1, 2])]:
        z = T(z)
        y = t(z)
        det = t.log_abs_det_jacobian(z, y)
        print('map', name, ':', show(z), '=', show(y), ';', show(det))


if __name__ == '__main__':
    # `python reference.py gamma beta` makes the lines of these alone
    for name in sys.argv[1:] or TABLE:
        at(name)
    if len(sys.argv) < 2:
        kl()
        vectors()
