"""Writes golden.txt: SciPy's, JAX's and mpmath's solutions that the tests of solvers compare with.

Usage: python golden.py > golden.txt. A line has a name and numbers.
"""
import jax
import jax.numpy as jnp
import mpmath
import numpy as np
import scipy.integrate
import scipy.optimize
import scipy.sparse.linalg

jax.config.update("jax_enable_x64", True)
mpmath.mp.dps = 30


def line(name, values):
    print(name, *(repr(float(v)) for v in np.ravel(values)))


# the systems of the tests: symmetric positive definite, and not symmetric, 12×12, with entries that both sides compute
N = 12
i = np.arange(N)
spd = np.exp(-np.abs(i[:, None] - i[None, :]) / 2) + np.diag(1 + i / 4)
skew = spd + 0.3 * np.sin(i[:, None] * 2.0 - i[None, :])
b = np.cos(i * 1.0)
line("spd", scipy.sparse.linalg.cg(spd, b, rtol=1e-13)[0])
line("skew", scipy.sparse.linalg.gmres(skew, b, rtol=1e-13, restart=12)[0])
line("bicgstab", scipy.sparse.linalg.bicgstab(skew, b, rtol=1e-13)[0])


def loss(method):
    def f(s):
        a = jnp.array(spd if method is jax.scipy.sparse.linalg.cg else skew) + s * jnp.diag(jnp.sin(jnp.array(b)))
        return jnp.sum(jnp.array(b) * s * method(lambda v: a @ v, jnp.array(b) * s, tol=1e-13)[0])
    return f


for name, method in (("cg", jax.scipy.sparse.linalg.cg), ("bicgstab", jax.scipy.sparse.linalg.bicgstab)):
    line(name + ".gradient", [jax.grad(loss(method))(0.7), jax.grad(jax.grad(loss(method)))(0.7)])
line("logdet", np.linalg.slogdet(spd)[1])
line("trace", np.trace(spd))
line("eigenvalues", np.linalg.eigvalsh(spd))

# roots
system = lambda v: np.array([v[0] + 0.5 * (v[0] - v[1])**3 - 1.0, 0.5 * (v[1] - v[0])**3 + v[1]])
line("system", scipy.optimize.root(system, [0, 0], tol=1e-13).x)
line("kepler", scipy.optimize.brentq(lambda e: e - 0.9 * np.sin(e) - 1, 0, 3, xtol=1e-15))
line("cosine", mpmath.findroot(lambda x: mpmath.cos(x) - x, 0.7))

# integrals
line("quad.gauss", mpmath.quad(lambda x: mpmath.exp(-x * x / 2), [-mpmath.inf, mpmath.inf]))
line("quad.decay", mpmath.quad(lambda x: mpmath.exp(-x) * mpmath.cos(x), [1, mpmath.inf]))
line("quad.left", mpmath.quad(lambda x: mpmath.exp(x) / (1 + x * x), [-mpmath.inf, 0]))
line("quad.root", mpmath.quad(lambda x: 1 / mpmath.sqrt(x), [0, 1]))
line("quad.peak", mpmath.quad(lambda x: 1 / (mpmath.mpf(10)**-4 + (x - mpmath.mpf(3) / 10)**2), [0, 0.3, 1]))
line("quad.waves", mpmath.quad(lambda x: mpmath.sin(50 * x), mpmath.linspace(0, 3, 60)))
y = np.sin(np.linspace(0, 2, 11))
line("simpson.odd", scipy.integrate.simpson(y, dx=0.2))
line("simpson.even", scipy.integrate.simpson(y[:10], dx=0.2))

# the posterior of eight schools (Rubin 1981), mu ~ N(0, 5²), tau ~ half-Cauchy(5), the schools' effects integrated out
effects = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
errors = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])
mu = np.linspace(-30, 35, 1301)[:, None]
root = np.linspace(1e-4, 14, 2801)[None, :]  # tau = root², finer near 0
tau = root**2
density = -mu**2 / 50 - np.log1p(tau**2 / 25) + np.log(root)
for y, s in zip(effects, errors):
    density = density - 0.5 * np.log(s**2 + tau**2) - 0.5 * (y - mu)**2 / (s**2 + tau**2)
weight = np.exp(density - density.max())
weight /= weight.sum()
mean = (weight * mu).sum()
log_mean = (weight * np.log1p(tau)).sum()
precision = 1 / errors[0]**2 + 1 / tau**2
theta = (weight * ((effects[0] / errors[0]**2 + mu / tau**2) / precision)).sum()
line("schools", [mean, np.sqrt((weight * (mu - mean)**2).sum()), log_mean, theta])

# R-hat and effective sample size of autoregressive chains that both sides compute
phase = np.arange(200)[None, :] * 1.7 + np.arange(4)[:, None]
noise = np.sin(phase**2)
chains = np.zeros((4, 200))
for t in range(1, 200):
    chains[:, t] = 0.6 * chains[:, t - 1] + noise[:, t]
line("chains", chains)
halves = chains.reshape(8, 100)
n = 100
centred = halves - halves.mean(1, keepdims=True)
within = (centred**2).sum(1).mean() / (n - 1)
pooled = within * (n - 1) / n + halves.mean(1).var(ddof=1)
covariance = np.array([np.mean([(c[:n - t] * c[t:]).sum() / n for c in centred]) for t in range(n)])
rho = 1 - (within - covariance * n / (n - 1)) / pooled
total, least = 0.0, np.inf
for k in range(n // 2):
    pair = rho[2 * k] + rho[2 * k + 1]
    if pair <= 0:
        break
    least = min(least, pair)
    total += least
line("rhat", np.sqrt(pooled / within))
line("ess", 8 * n / (2 * total - 1))
