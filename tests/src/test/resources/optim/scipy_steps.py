"""Writes scipy.txt: how many iterations SciPy takes on problems of Moré, Garbow and Hillstrom (1981): python scipy_steps.py

Each line is a problem, then iterations and evaluations of BFGS and of L-BFGS-B to a gradient of 1e-8, and the value found. With
SciPy's defaults else, gradients by jax in float64.
"""
import jax
import jax.numpy as jnp
import numpy as np
import scipy.optimize

jax.config.update("jax_enable_x64", True)

BARD = jnp.array([.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39])
GAUSS = jnp.array([.0009, .0044, .0175, .0540, .1295, .2420, .3521, .3989, .3521, .2420, .1295, .0540, .0175, .0044, .0009])
KOWALIK = jnp.array([.1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246])
U = jnp.array([4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625])


def upto(m):
    return jnp.arange(1.0, m + 1)


def watson(x):
    n = len(x)
    t = (upto(29) / 29)[:, None]
    j = jnp.arange(n)
    first = jnp.sum(j[1:] * x[1:] * t ** (j[1:] - 1), axis=1)
    second = jnp.sum(x * t ** j, axis=1)
    return jnp.concatenate([first - second ** 2 - 1, x[:1], x[1:2] - x[:1] ** 2 - 1])


def box(x):
    t = upto(10) / 10
    return jnp.exp(-t * x[0]) - jnp.exp(-t * x[1]) - x[2] * (jnp.exp(-t) - jnp.exp(-10 * t))


def biggs(x):
    t = upto(13) / 10
    y = jnp.exp(-t) - 5 * jnp.exp(-10 * t) + 3 * jnp.exp(-4 * t)
    return x[2] * jnp.exp(-t * x[0]) - x[3] * jnp.exp(-t * x[1]) + x[5] * jnp.exp(-t * x[4]) - y


def helical(x):
    theta = jnp.arctan(x[1] / x[0]) / (2 * jnp.pi) + jnp.where(x[0] < 0, 0.5, 0)
    return jnp.array([10 * (x[2] - 10 * theta), 10 * (jnp.sqrt(x[0] ** 2 + x[1] ** 2) - 1), x[2]])


def dennis(x):
    t = upto(20) / 5
    return (x[0] + t * x[1] - jnp.exp(t)) ** 2 + (x[2] + x[3] * jnp.sin(t) - jnp.cos(t)) ** 2


def varied(x):
    s = jnp.sum(upto(len(x)) * (x - 1))
    return jnp.concatenate([x - 1, jnp.array([s, s ** 2])])


def boundary(x):
    n = len(x)
    h = 1 / (n + 1)
    padded = jnp.concatenate([jnp.zeros(1), x, jnp.zeros(1)])
    return 2 * x - padded[:-2] - padded[2:] + h * h * (x + upto(n) * h + 1) ** 3 / 2


def tridiagonal(x):
    padded = jnp.concatenate([jnp.zeros(1), x, jnp.zeros(1)])
    return (3 - 2 * x) * x - padded[:-2] - 2 * padded[2:] + 1


def banded(x):
    n = len(x)
    i, j = np.indices((n, n))
    near = (j != i) & (j >= i - 5) & (j <= i + 1)
    return x * (2 + 5 * x ** 2) + 1 - near @ (x * (1 + x))


t13 = jnp.arange(1.0, 14)
PROBLEMS = {
    "rosenbrock": (lambda x: jnp.array([10 * (x[1] - x[0] ** 2), 1 - x[0]]), [-1.2, 1]),
    "freudenstein-roth": (lambda x: jnp.array([-13 + x[0] + ((5 - x[1]) * x[1] - 2) * x[1], -29 + x[0] + ((x[1] + 1) * x[1] - 14) * x[1]]), [0.5, -2]),
    "brown-badly-scaled": (lambda x: jnp.array([x[0] - 1e6, x[1] - 2e-6, x[0] * x[1] - 2]), [1, 1]),
    "beale": (lambda x: jnp.array([1.5, 2.25, 2.625]) - x[0] * (1 - x[1] ** upto(3)), [1, 1]),
    "jennrich-sampson": (lambda x: 2 + 2 * upto(10) - jnp.exp(upto(10) * x[0]) - jnp.exp(upto(10) * x[1]), [0.3, 0.4]),
    "helical-valley": (helical, [-1, 0, 0]),
    "bard": (lambda x: BARD - (x[0] + upto(15) / ((16 - upto(15)) * x[1] + jnp.minimum(upto(15), 16 - upto(15)) * x[2])), [1, 1, 1]),
    "gaussian": (lambda x: x[0] * jnp.exp(-x[1] * ((8 - upto(15)) / 2 - x[2]) ** 2 / 2) - GAUSS, [0.4, 1, 0]),
    "box": (box, [0, 10, 20]),
    "powell-singular": (lambda x: jnp.array([x[0] + 10 * x[1], 5 ** 0.5 * (x[2] - x[3]), (x[1] - 2 * x[2]) ** 2, 10 ** 0.5 * (x[0] - x[3]) ** 2]), [3, -1, 0, 1]),
    "wood": (lambda x: jnp.array([10 * (x[1] - x[0] ** 2), 1 - x[0], 90 ** 0.5 * (x[3] - x[2] ** 2), 1 - x[2], 10 ** 0.5 * (x[1] + x[3] - 2), (x[1] - x[3]) / 10 ** 0.5]), [-3, -1, -3, -1]),
    "kowalik-osborne": (lambda x: KOWALIK - x[0] * (U ** 2 + U * x[1]) / (U ** 2 + U * x[2] + x[3]), [0.25, 0.39, 0.415, 0.39]),
    "brown-dennis": (dennis, [25, 5, -5, -1]),
    "biggs": (biggs, [1, 2, 1, 1, 1, 1]),
    "watson": (watson, [0] * 6),
    "extended-rosenbrock": (lambda x: jnp.concatenate([10 * (x[1::2] - x[::2] ** 2), 1 - x[::2]]), [-1.2, 1] * 5),
    "penalty": (lambda x: jnp.concatenate([1e-5 ** 0.5 * (x - 1), jnp.sum(x ** 2)[None] - 0.25]), [1, 2, 3, 4]),
    "variably-dimensioned": (varied, list(1 - np.arange(1, 11) / 10)),
    "discrete-boundary-value": (boundary, [t * (t - 1) for t in np.arange(1, 11) / 11]),
    "broyden-tridiagonal": (tridiagonal, [-1] * 10),
    "broyden-banded": (banded, [-1] * 10),
    "linear-full-rank": (lambda x: jnp.concatenate([x, jnp.zeros(10)]) - 2 / 20 * jnp.sum(x) - 1, [1] * 10),
}

if __name__ == "__main__":
    with open("scipy.txt", "w") as out:
        for name, (r, start) in PROBLEMS.items():
            f = jax.jit(jax.value_and_grad(lambda x: jnp.sum(r(x) ** 2)))
            both = lambda x: tuple(np.asarray(v) for v in f(x))
            one = scipy.optimize.minimize(both, np.array(start, float), jac=True, method="BFGS", options={"gtol": 1e-8, "maxiter": 2000})
            two = scipy.optimize.minimize(both, np.array(start, float), jac=True, method="L-BFGS-B", options={"gtol": 1e-8, "ftol": 0, "maxiter": 2000})
            print(name, one.nit, one.nfev, two.nit, two.nfev, repr(float(min(one.fun, two.fun))), file=out)
