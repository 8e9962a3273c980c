"""Writes detest.txt: SciPy's solutions of the problems of Hull, Enright, Fellen and Sedgwick (SIAM J. Numer. Anal. 9, 1972).

Usage: python detest.py > detest.txt. A line has problem, method, tolerance, steps, evaluations, and the state at t = 20; the
method "exact" stands for a solution at a tolerance of 1e-13.
"""
import numpy as np
from scipy.integrate import solve_ivp


def planets():
    k2 = 2.95912208286
    m0 = 1.00000597682
    m = np.array([0.000954786104043, 0.000285583733151, 0.0000437273164546, 0.0000517759138449, 0.00000277777777778])
    place = np.array([[3.42947415189, 3.35386959711, 1.35494901715], [6.64145542550, 5.97156957878, 2.18231499728],
                      [11.2630437207, 14.6952576794, 6.27960525067], [-30.1552268759, 1.65699966404, 1.43785752721],
                      [-21.1238353380, 28.4465098142, 15.3882659679]])
    speed = np.array([[-0.557160570446, 0.505696783289, 0.230578543901], [-0.415570776342, 0.365682722812, 0.169143213293],
                      [-0.325325669158, 0.189706021964, 0.0877265322780], [-0.0240476254170, -0.287659532608, -0.117219543175],
                      [-0.176860753121, -0.216393453025, -0.0148647893090]])

    def f(t, y):
        p, v = y[:15].reshape(5, 3), y[15:]
        r3 = (p**2).sum(1)**1.5
        d = p[None, :, :] - p[:, None, :]
        d3 = ((d**2).sum(2) + np.eye(5))**1.5
        a = -(m0 + m)[:, None] * p / r3[:, None]
        for j in range(5):
            for k in range(5):
                if k != j:
                    a[j] += m[k] * (d[j, k] / d3[j, k] - p[k] / r3[k])
        return np.concatenate([v, k2 * a.ravel()])

    return f, np.concatenate([place.ravel(), speed.ravel()])


def decay(n, rates):
    def f(t, y):
        d = -rates * y
        d[1:] += rates[:-1] * y[:-1]
        return d

    return f, np.eye(n)[0]


def heat(n):
    def f(t, y):
        d = -2 * y
        d[1:] += y[:-1]
        d[:-1] += y[1:]
        return d

    return f, np.eye(n)[0]


def orbit(e):
    def f(t, y):
        r3 = (y[0]**2 + y[1]**2)**1.5
        return np.array([y[2], y[3], -y[0] / r3, -y[1] / r3])

    return f, np.array([1 - e, 0, 0, np.sqrt((1 + e) / (1 - e))])


def torus(t, y):
    r = np.sqrt(y[0]**2 + y[1]**2)
    return np.array([-y[1] - y[0] * y[2] / r, y[0] - y[1] * y[2] / r, y[0] / r])


def a(*numbers):
    return np.array(numbers, dtype=float)


PROBLEMS = {
    "A1": (lambda t, y: -y, a(1)),
    "A2": (lambda t, y: -y**3 / 2, a(1)),
    "A3": (lambda t, y: y * np.cos(t), a(1)),
    "A4": (lambda t, y: y / 4 * (1 - y / 20), a(1)),
    "A5": (lambda t, y: (y - t) / (y + t), a(4)),
    "B1": (lambda t, y: a(2 * (y[0] - y[0] * y[1]), -(y[1] - y[0] * y[1])), a(1, 3)),
    "B2": (lambda t, y: a(-y[0] + y[1], y[0] - 2 * y[1] + y[2], y[1] - y[2]), a(2, 0, 1)),
    "B3": (lambda t, y: a(-y[0], y[0] - y[1]**2, y[1]**2), a(1, 0, 0)),
    "B4": (torus, a(3, 0, 0)),
    "B5": (lambda t, y: a(y[1] * y[2], -y[0] * y[2], -0.51 * y[0] * y[1]), a(0, 1, 1)),
    "C1": decay(10, np.array([1.0] * 9 + [0])),
    "C2": decay(10, np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 0])),
    "C3": heat(10),
    "C4": heat(51),
    "C5": planets(),
    "D1": orbit(0.1), "D2": orbit(0.3), "D3": orbit(0.5), "D4": orbit(0.7), "D5": orbit(0.9),
    "E1": (lambda t, y: a(y[1], -(y[1] / (t + 1) + (1 - 0.25 / (t + 1)**2) * y[0])), a(0.6713967071418030, 0.09540051444747446)),
    "E2": (lambda t, y: a(y[1], (1 - y[0]**2) * y[1] - y[0]), a(2, 0)),
    "E3": (lambda t, y: a(y[1], y[0]**3 / 6 - y[0] + 2 * np.sin(2.78535 * t)), a(0, 0)),
    "E4": (lambda t, y: a(y[1], 0.032 - 0.4 * y[1]**2), a(30, 0)),
    "E5": (lambda t, y: a(y[1], np.sqrt(1 + y[1]**2) / (25 - t)), a(0, 0)),
}

for name, (f, y0) in PROBLEMS.items():
    for method, shown, tolerances in (("DOP853", "exact", (1e-13,)), ("RK45", "dp5", (1e-3, 1e-6, 1e-9)),
                                      ("DOP853", "dp8", (1e-3, 1e-6, 1e-9))):
        for tolerance in tolerances:
            s = solve_ivp(f, (0, 20), y0, method=method, rtol=tolerance, atol=tolerance)
            print(name, shown, tolerance, len(s.t) - 1, s.nfev, *(repr(float(v)) for v in s.y[:, -1]))
