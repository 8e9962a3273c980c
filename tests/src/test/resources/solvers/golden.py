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
