"""The cases by JAX: each one function, compiled whole."""

import math

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jax.scipy.linalg import solve_triangular

from cases import HEADS, HIDDEN, STEPS

VERSIONS = {"jax": jax.__version__}


def start(case, threads):
    """Uses the library once, so that its own start is not part of the first call."""
    jax.config.update("jax_enable_x64", case.dtype == "float64")
    jax.jit(jax.vmap(jax.hessian(jnp.sin)))(jnp.zeros(1)).block_until_ready()


def load(array):
    return jnp.asarray(array).block_until_ready()


def build(case):
    return jax.jit(globals()[case.name](case.parameters))


def ready(results):
    return jax.block_until_ready(results)


def array(result):
    return np.asarray(result)


def with_gradients(loss):
    """Value and gradients with respect to the first arguments, so many."""

    def of(parameters):
        both = jax.value_and_grad(loss, tuple(range(parameters)))

        def run(*arguments):
            value, gradients = both(*arguments)
            return value, *gradients

        return run

    return of


def norm(x, scale, shift):
    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    return (x - mean) * lax.rsqrt(variance + 1e-5) * scale + shift


def block(x, scale1, shift1, w_query, w_key, w_value, w_out, scale2, shift2, w_up, b_up, w_down, b_down):
    batch, length, width = x.shape
    normed = norm(x, scale1, shift1)
    q, k, v = ((normed @ w.T).reshape(batch, length, HEADS, width // HEADS) for w in (w_query, w_key, w_value))
    scores = jnp.einsum("blhe,bshe->bhls", q, k) / math.sqrt(width // HEADS)
    attended = jnp.einsum("bhls,bshe->blhe", jax.nn.softmax(scores), v).reshape(x.shape)
    x = x + attended @ w_out.T
    inner = jax.nn.gelu(norm(x, scale2, shift2) @ w_up.T + b_up, approximate=False)
    return x + inner @ w_down.T + b_down


def transformer_block(parameters):
    def run(*arguments):
        out, pullback = jax.vjp(block, *arguments[:parameters])
        return out, *pullback(arguments[parameters])

    return run


@with_gradients
def gru(w_x, w_h, b_x, b_h, xs):
    def step(h, x):
        from_h = h @ w_h.T + b_h
        reset, update = jnp.split(jax.nn.sigmoid(x[:, : 2 * HIDDEN] + from_h[:, : 2 * HIDDEN]), 2, axis=1)
        new = jnp.tanh(x[:, 2 * HIDDEN :] + reset * from_h[:, 2 * HIDDEN :])
        h = (1 - update) * new + update * h
        return h, h

    _, states = lax.scan(step, jnp.zeros((xs.shape[1], HIDDEN), xs.dtype), xs @ w_x.T + b_x)
    return (states**2).mean()


@with_gradients
def gaussian_process(log_lengths, log_scale, log_noise, x, y):
    z = x / jnp.exp(log_lengths)
    squares = ((z[:, None] - z[None]) ** 2).sum(-1)
    covariance = jnp.exp(2 * log_scale - 0.5 * squares) + jnp.exp(2 * log_noise) * jnp.eye(len(y), dtype=x.dtype)
    factor = jnp.linalg.cholesky(covariance)
    white = solve_triangular(factor, y, lower=True)
    return 0.5 * white @ white + jnp.log(jnp.diag(factor)).sum() + 0.5 * len(y) * math.log(2 * math.pi)


@with_gradients
def neural_ode(w1, b1, w2, b2, start, target):
    def slope(y):
        return jnp.tanh(y @ w1.T + b1) @ w2.T + b2

    def step(y, _):
        h = 1 / STEPS
        k1 = slope(y)
        k2 = slope(y + h / 2 * k1)
        k3 = slope(y + h / 2 * k2)
        k4 = slope(y + h * k3)
        return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4), None

    end, _ = lax.scan(step, start, None, length=STEPS)
    return ((end - target) ** 2).mean()


@with_gradients
def kalman_filter(a, c, log_q, log_r, ys):
    states = a.shape[0]
    transition = 0.9 * jnp.eye(states, dtype=a.dtype) + a
    q, r = jnp.diag(jnp.exp(log_q)), jnp.diag(jnp.exp(log_r))

    def step(carry, y):
        mean, covariance = carry
        mean = transition @ mean
        covariance = transition @ covariance @ transition.T + q
        error = y - c @ mean
        factor = jnp.linalg.cholesky(c @ covariance @ c.T + r)
        white = solve_triangular(factor, error, lower=True)
        spread = solve_triangular(factor, c @ covariance, lower=True)
        loss = 0.5 * white @ white + jnp.log(jnp.diag(factor)).sum() + 0.5 * len(y) * math.log(2 * math.pi)
        return (mean + spread.T @ white, covariance - spread.T @ spread), loss

    _, losses = lax.scan(step, (jnp.zeros(states, a.dtype), jnp.eye(states, dtype=a.dtype)), ys)
    return losses.sum()
