"""Reference values of the special functions: `python reference.py > special.txt` (mpmath 1.3, a few minutes).

Each line is an operation with its static parameters, operands (half of them single-precision numbers) and the value to 22
digits. Every operation has its own seed, so that one can be made anew alone: `python reference.py lgamma zeta`.
"""
import random
import struct
import sys

from mpmath import (besseli, besselj, betainc, diff, digamma, erfc, erfinv, exp, gamma, gammainc, inf, log,
                    log1p, loggamma, mp, mpf, nstr, pi, polygamma, sqrt, zeta)

mp.dps = 50
POINTS = 160
RNG = random.Random()


def single(x):
    try:
        return struct.unpack('f', struct.pack('f', x))[0]
    except OverflowError:
        return x


def linear(low, high):
    return lambda: RNG.uniform(low, high)


def sizes(low, high, sign=1):
    """Logarithms equally likely; sign 0 is either."""
    def draw():
        x = mp.mpf(low) * (mp.mpf(high) / mp.mpf(low)) ** RNG.random()
        return float(x) * (RNG.choice((-1, 1)) if sign == 0 else sign)
    return draw


def around(*points):
    """Close to some points, as close as the numbers come."""
    def draw():
        p = RNG.choice(points)
        return p + RNG.choice((-1, 1)) * 10 ** RNG.uniform(-16, -3) * (abs(p) if p else 1)
    return draw


def above(point):
    return lambda: point + 10 ** RNG.uniform(-6, -3)


def halves(low, high):
    return lambda: RNG.randint(2 * low, 2 * high) / 2


def either(*draws):
    return lambda: RNG.choice(draws)()


def pair(*draws):
    return lambda: tuple(d() for d in draws)


def relative(base, spread):
    """(a, x) with x around a, a few standard deviations away, or anywhere."""
    def draw():
        a = base()
        kind = RNG.random()
        x = a + spread * RNG.gauss(0, 1) * a ** 0.5 if kind < 0.5 else a * 10 ** RNG.uniform(-3, 1) if kind < 0.8 else 10 ** RNG.uniform(-20, 2.9)
        return a, abs(x)
    return draw


def erfcx(x):
    return exp(x * x) * erfc(x)


def erfcx_n(n, x):
    """By y'' … from repeated integrals, with digits to spare."""
    with mp.workdps(100 + 30 * n):
        before, at = 2 / sqrt(pi), exp(x * x) * erfc(x)
        for k in range(1, n + 1):
            before, at = at, 2 * x * at + (-before if k == 1 else 2 * (k - 1) * before)
        return +at


def ndtr(x):
    return erfc(-x / sqrt(mpf(2))) / 2


def log_ndtr(x):
    return log(ndtr(x)) if x < 1 else log1p(-ndtr(-x))


def lgamma(x):
    return log(abs(gamma(x))) if abs(x) < 1e5 else loggamma(x) if x > 0 else log(pi / abs(mp.sinpi(x))) - loggamma(1 - x)


def lower(a, x):
    return gammainc(a, 0, x, regularized=True)


def upper(a, x):
    return gammainc(a, x, inf, regularized=True)


def ibeta(a, b, x):
    return betainc(a, b, 0, x, regularized=True)


def solved(f, guess):
    return mp.findroot(f, guess, tol=1e-40, maxsteps=200)


def spherical(n, x):
    return sqrt(pi / (2 * x)) * besselj(n + mpf(1) / 2, x) if x else mpf(n == 0)


def wide_digits(f):
    def g(*x):
        with mp.workdps(120):
            return +f(*x)
    return g


positive = either(sizes(1e-300, 1e300), linear(0, 30), sizes(1e-3, 1e3), around(1, 2, 1.4616321449683622))
anywhere = either(positive, linear(-30, 0), around(-1, -2, -3, -2.4570247382208006, 0), sizes(1e-300, 1, -1), halves(-20, 20))
shapes = sizes(1e-8, 1e4)
OPERATIONS = {
    'erfc': (erfc, 1, either(linear(-6, 27), linear(-1, 1), sizes(1e-300, 27, 0), linear(0, 10))),
    'erfcx': (erfcx, 1, either(linear(-26, 30), linear(-1, 1), sizes(1e-300, 1e300), sizes(1e-300, 26, -1))),
    'erfcx 1': (lambda x: erfcx_n(1, x), 1, either(linear(-20, 30), linear(-1, 1), sizes(1e-10, 1e10))),
    'erfcx 2': (lambda x: erfcx_n(2, x), 1, either(linear(-20, 30), linear(-1, 1), sizes(1e-10, 1e8))),
    'erfcx 3': (lambda x: erfcx_n(3, x), 1, either(linear(-20, 30), linear(-1, 1), sizes(1e-10, 1e8))),
    'erfinv': (wide_digits(erfinv), 1, either(linear(-1, 1), sizes(1e-300, 1, 0), around(1, -1), linear(-0.9, 0.9))),
    'ndtr': (ndtr, 1, either(linear(-38, 9), linear(-1, 1), sizes(1e-300, 37, 0))),
    'ndtri': (wide_digits(lambda p: sqrt(mpf(2)) * erfinv(2 * p - 1) if p > 1e-60 else -solved(lambda y: log(ndtr(-y)) - log(p), sqrt(-2 * log(p)))), 1,
              either(linear(0, 1), sizes(1e-300, 0.5), around(0.5, 1))),
    'log_ndtr': (wide_digits(log_ndtr), 1, either(linear(-50, 38), linear(-6, 6), sizes(1e-300, 1e3, -1), around(0, -5))),
    'lgamma': (lgamma, 1, anywhere),
    'digamma': (digamma, 1, anywhere),
    'polygamma 1': (lambda x: polygamma(1, x), 1, either(sizes(1e-150, 1e300), linear(0, 40), linear(-30, 0), sizes(1e-150, 1, -1), around(-1, -2), halves(-20, 20))),
    'polygamma 2': (lambda x: polygamma(2, x), 1, either(sizes(1e-100, 1e150), linear(0, 40), linear(-30, 0), sizes(1e-100, 1, -1))),
    'polygamma 3': (lambda x: polygamma(3, x), 1, either(sizes(1e-70, 1e100), linear(0, 40), linear(-30, 0), sizes(1e-70, 1, -1), halves(-20, 20))),
    'zeta 0': (lambda s, q: zeta(s, q), 2, pair(either(linear(1.001, 60), linear(1.001, 3), above(1)), either(sizes(1e-4, 1e6), linear(0, 20)))),
    'zeta 1': (lambda s, q: diff(lambda t: zeta(t, q), s), 2, pair(linear(1.05, 20), either(sizes(1e-2, 1e3), linear(0.5, 10)))),
    'gammainc 0': (lower, 2, either(relative(shapes, 2), pair(sizes(1e-10, 100), sizes(1e-20, 100)))),
    'gammaincc': (upper, 2, either(relative(shapes, 2), pair(sizes(1e-6, 100), sizes(1e-3, 700)))),
    'gammainc 1': (lambda a, x: diff(lambda t: lower(t, x), a), 2, relative(sizes(0.05, 100), 2)),
    'gammaincinv': (wide_digits(lambda a, p: exp(solved(lambda y: log(lower(a, exp(y)) / p), GUESS(a, p)))), 2, pair(sizes(0.1, 1000), either(linear(0, 1), sizes(1e-10, 1)))),
    'log_gammaincinv': (wide_digits(lambda a, p: solved(lambda y: log(lower(a, exp(y)) / p), GUESS(a, p))), 2, pair(sizes(0.01, 1000), either(linear(0, 1), sizes(1e-10, 1)))),
    'betainc 0 0': (ibeta, 3, pair(either(sizes(1e-3, 1e3), linear(0, 20)), either(sizes(1e-3, 1e3), linear(0, 20)), either(linear(0, 1), sizes(1e-20, 1), around(1)))),
    'betainc 1 0': (lambda a, b, x: diff(lambda t: ibeta(t, b, x), a), 3, pair(sizes(0.2, 50), sizes(0.2, 50), linear(0.01, 0.99))),
    'betainc 0 1': (lambda a, b, x: diff(lambda t: ibeta(a, t, x), b), 3, pair(sizes(0.2, 50), sizes(0.2, 50), linear(0.01, 0.99))),
    'betaincinv': (wide_digits(lambda a, b, p: solved_beta(a, b, p)), 3, pair(sizes(0.2, 100), sizes(0.2, 100), linear(0, 1))),
    'entr': (lambda x: -x * log(x), 1, either(linear(0, 3), sizes(1e-300, 1e300), around(1))),
    'xlogy': (lambda x, y: x * log(y), 2, pair(either(linear(-3, 3), sizes(1e-100, 1e100, 0)), either(linear(0, 3), sizes(1e-300, 1e300), around(1)))),
    'xlog1py': (lambda x, y: x * log1p(y), 2, pair(either(linear(-3, 3), sizes(1e-100, 1e100, 0)), either(linear(-1, 3), sizes(1e-300, 1e300), around(0)))),
    'logit': (lambda x: log(x) - log1p(-x), 1, either(linear(0, 1), sizes(1e-300, 1), around(0.5, 1, 0.25, 0.75))),
    'lbeta': (lambda a, b: loggamma(a) + loggamma(b) - loggamma(a + b), 2, either(pair(linear(0, 20), linear(0, 20)), pair(sizes(1e-10, 1e15), sizes(1e-10, 1e15)), pair(linear(0, 20), sizes(1, 1e20)))),
}
for n in range(3):
    OPERATIONS['bessel J %d' % n] = (lambda x, n=n: besselj(n, x), 1, either(linear(-60, 60), sizes(1e-30, 1e4, 0), linear(0, 5)))
    OPERATIONS['bessel I %d' % n] = (lambda x, n=n: besseli(n, x), 1, either(linear(-60, 60), sizes(1e-30, 700, 0), linear(0, 5)))
    OPERATIONS['bessel SCALED_I %d' % n] = (lambda x, n=n: exp(-abs(x)) * besseli(n, x), 1, either(linear(-60, 60), sizes(1e-30, 1e10, 0), linear(0, 5)))
    OPERATIONS['bessel SPHERICAL_J %d' % n] = (lambda x, n=n: spherical(n, x), 1, either(linear(0, 60), sizes(1e-30, 1e4), linear(0, 5)))


def GUESS(a, p):
    third = 1 / (9 * a)
    root = 1 - third + sqrt(mpf(2)) * erfinv(2 * p - 1) * sqrt(third)
    return (log(p) + loggamma(a + 1)) / a if root < 0.3 or a < 0.2 else log(a) + 3 * log(root)


def solved_beta(a, b, p):
    """By bisection of ln(x/(1 - x)), then Newton's method."""
    low, high = mpf(-400), mpf(400)
    for _ in range(40):
        y = (low + high) / 2
        with mp.workdps(20):
            low, high = (y, high) if ibeta(a, b, 1 / (1 + exp(-y))) < p else (low, y)
    x = 1 / (1 + exp(-(low + high) / 2))
    for _ in range(6):
        x -= (ibeta(a, b, x) - p) / (x ** (a - 1) * (1 - x) ** (b - 1) / mp.beta(a, b))
    return x


def main(names):
    for name in names or OPERATIONS:
        f, arity, draw = OPERATIONS[name]
        RNG.seed(name)
        made = 0
        while made < POINTS:
            x = draw()
            x = x if arity > 1 else (x,)
            if made % 2:
                x = tuple(single(v) for v in x)
            try:
                if name == 'lbeta':
                    with mp.workdps(120):
                        y = f(*map(mpf, x))
                elif name.startswith(('gammainc', 'betainc', 'log_', 'zeta')) or name == 'logit':
                    with mp.workdps(400 if name.startswith('zeta') else 90):
                        y = f(*map(mpf, x))
                else:
                    y = f(*map(mpf, x))
                y = mp.re(y) if isinstance(y, mp.mpc) else y
            except (ValueError, ZeroDivisionError, mp.NoConvergence, OverflowError):
                continue
            if any(abs(v) == float('inf') for v in x) or name[:4] in ('beta', 'erfi', 'ndtr', 'logi') and not -1 < x[-1] < 1 and name != 'ndtr' or not mp.isfinite(y) or abs(y) > mpf('1e308') or y and abs(y) < mpf('1e-305'):
                continue
            print('%s: %s = %s' % (name, ' '.join(repr(v) for v in x), nstr(y, 22)), flush=True)
            made += 1


main(sys.argv[1:])
