"""Benchmark cases of the kinds of programs that users run, and their inputs, which Java makes to the same bits."""

import math
from typing import NamedTuple

import numpy as np

MASK = (1 << 64) - 1
CHECKSUM_STREAM = 1_000_000


def mixed(z):
    """The finaliser of splitmix64."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def symmetric(stream, count):
    """Elements of a stream, by their row-major index: uniform on [-1, 1)."""
    start = np.uint64((20240611 + stream * 0xD1B54A32D192ED03) & MASK)
    z = mixed(start + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
    return 2.0 * ((z >> np.uint64(11)).astype(np.float64) * 2.0**-53) - 1.0


def checksum(array):
    """Four sums over the elements in row-major order; `wsum` changes when elements trade places."""
    x = np.asarray(array, dtype=np.float64).ravel()
    return {
        "shape": list(np.shape(array)),
        "count": x.size,
        "sum": float(x.sum()),
        "abs_sum": float(np.abs(x).sum()),
        "l2": math.sqrt(float(x @ x)),
        "wsum": float(x @ symmetric(CHECKSUM_STREAM, x.size)),
    }


class Input(NamedTuple):
    """center + half * s, s the stream of the input's position in its case."""

    name: str
    shape: tuple
    half: float
    center: float = 0.0


class Case(NamedTuple):
    """Gradients are asked for with respect to the first inputs, so many; `values` come before them."""

    name: str
    dtype: str
    inputs: tuple
    parameters: int
    values: tuple = ("loss",)

    @property
    def tolerance(self):
        return 1e-4 if self.dtype == "float32" else 1e-9

    @property
    def outputs(self):
        return list(self.values) + ["grad_" + i.name for i in self.inputs[: self.parameters]]

    def arrays(self):
        return [
            (i.center + i.half * symmetric(k, math.prod(i.shape))).reshape(i.shape).astype(self.dtype)
            for k, i in enumerate(self.inputs)
        ]


def dense(name, fan_in, fan_out):
    return Input(name, (fan_out, fan_in), 1 / math.sqrt(fan_in))


WIDTH, INNER, HEADS = 128, 512, 4
HIDDEN, FEATURES, LENGTH = 64, 32, 200
STEPS = 40

CASES = [
    # x + attention(norm(x)), then x + mlp(norm(x)), with the exact gelu: the result, and gradients of sum(result * g)
    Case(
        "transformer_block",
        "float32",
        (
            Input("x", (8, 64, WIDTH), math.sqrt(3.0)),
            Input("scale1", (WIDTH,), 0.1, 1.0),
            Input("shift1", (WIDTH,), 0.1),
            dense("w_query", WIDTH, WIDTH),
            dense("w_key", WIDTH, WIDTH),
            dense("w_value", WIDTH, WIDTH),
            dense("w_out", WIDTH, WIDTH),
            Input("scale2", (WIDTH,), 0.1, 1.0),
            Input("shift2", (WIDTH,), 0.1),
            dense("w_up", WIDTH, INNER),
            Input("b_up", (INNER,), 1 / math.sqrt(WIDTH)),
            dense("w_down", INNER, WIDTH),
            Input("b_down", (WIDTH,), 1 / math.sqrt(INNER)),
            Input("g", (8, 64, WIDTH), 1.0),
        ),
        13,
        ("out",),
    ),
    # the mean square of all states of a gated recurrent unit from 0; rows of weights: reset, update, new
    Case(
        "gru",
        "float32",
        (
            Input("w_x", (3 * HIDDEN, FEATURES), 1 / math.sqrt(HIDDEN)),
            Input("w_h", (3 * HIDDEN, HIDDEN), 1 / math.sqrt(HIDDEN)),
            Input("b_x", (3 * HIDDEN,), 1 / math.sqrt(HIDDEN)),
            Input("b_h", (3 * HIDDEN,), 1 / math.sqrt(HIDDEN)),
            Input("xs", (LENGTH, 16, FEATURES), math.sqrt(3.0)),
        ),
        4,
    ),
    # minus the log marginal likelihood of a Gaussian process: squared exponential, a length for each feature, noise
    Case(
        "gaussian_process",
        "float64",
        (
            Input("log_lengths", (4,), 0.2, 0.3),
            Input("log_scale", (), 0.2),
            Input("log_noise", (), 0.2, -1.0),
            Input("x", (256, 4), 2.0),
            Input("y", (256,), 1.0),
        ),
        3,
    ),
    # the mean square error of y(1), y' = w2 tanh(w1 y + b1) + b2, by 40 steps of the classical Runge-Kutta method
    Case(
        "neural_ode",
        "float32",
        (
            dense("w1", 8, 64),
            Input("b1", (64,), 1 / math.sqrt(8)),
            dense("w2", 64, 8),
            Input("b2", (8,), 1 / math.sqrt(64)),
            Input("start", (64, 8), 1.0),
            Input("target", (64, 8), 1.0),
        ),
        4,
    ),
    # minus the log likelihood of observations, by the Kalman filter from mean 0 and covariance 1; transition 0.9 I + a
    Case(
        "kalman_filter",
        "float64",
        (
            Input("a", (4, 4), 0.1),
            Input("c", (2, 4), 1.0),
            Input("log_q", (4,), 0.5, -1.0),
            Input("log_r", (2,), 0.5, -1.0),
            Input("ys", (100, 2), 2.0),
        ),
        4,
    ),
]
