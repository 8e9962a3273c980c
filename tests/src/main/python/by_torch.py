"""The cases by PyTorch: eager, by torch.func."""

import math

import torch
import torch.nn.functional as F
from torch.func import grad_and_value, hessian, vjp, vmap

from cases import HEADS, HIDDEN, STEPS, WIDTH

VERSIONS = {"torch": torch.__version__}


def start(case, threads):
    """Uses the library once, so that its own start is not part of the first call."""
    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)  # torch.func tapes what it needs all the same
    vmap(hessian(torch.sin))(torch.zeros(1))


def load(array):
    return torch.from_numpy(array)


def build(case):
    return globals()[case.name](case.parameters)


def ready(results):
    return results


def array(result):
    return result.numpy()


def with_gradients(loss):
    """Value and gradients with respect to the first arguments, so many."""

    def of(parameters):
        both = grad_and_value(loss, tuple(range(parameters)))

        def run(*arguments):
            gradients, value = both(*arguments)
            return value, *gradients

        return run

    return of


def block(x, scale1, shift1, w_query, w_key, w_value, w_out, scale2, shift2, w_up, b_up, w_down, b_down):
    batch, length, width = x.shape
    normed = F.layer_norm(x, (WIDTH,), scale1, shift1, 1e-5)
    q, k, v = (
        F.linear(normed, w).view(batch, length, HEADS, width // HEADS).transpose(1, 2) for w in (w_query, w_key, w_value)
    )
    attended = F.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(x.shape)
    x = x + F.linear(attended, w_out)
    return x + F.linear(F.gelu(F.linear(F.layer_norm(x, (WIDTH,), scale2, shift2, 1e-5), w_up, b_up)), w_down, b_down)


def transformer_block(parameters):
    def run(*arguments):
        out, pullback = vjp(block, *arguments[:parameters])
        return out, *pullback(arguments[parameters])

    return run


@with_gradients
def gru(w_x, w_h, b_x, b_h, xs):
    layers, dropout, train, bidirectional, batch_first = 1, 0.0, False, False, False
    start = xs.new_zeros(layers, xs.shape[1], HIDDEN)
    weights = [w_x, w_h, b_x, b_h]
    states, _ = torch.gru(xs, start, weights, True, layers, dropout, train, bidirectional, batch_first)
    return (states**2).mean()


@with_gradients
def gaussian_process(log_lengths, log_scale, log_noise, x, y):
    z = x / log_lengths.exp()
    squares = ((z[:, None] - z[None]) ** 2).sum(-1)
    noise = (2 * log_noise).exp() * torch.eye(len(y), dtype=x.dtype)
    factor = torch.linalg.cholesky((2 * log_scale - 0.5 * squares).exp() + noise)
    white = torch.linalg.solve_triangular(factor, y[:, None], upper=False)[:, 0]
    return 0.5 * white @ white + factor.diagonal().log().sum() + 0.5 * len(y) * math.log(2 * math.pi)


@with_gradients
def neural_ode(w1, b1, w2, b2, start, target):
    def slope(y):
        return F.linear(torch.tanh(F.linear(y, w1, b1)), w2, b2)

    y, h = start, 1 / STEPS
    for _ in range(STEPS):
        k1 = slope(y)
        k2 = slope(y + h / 2 * k1)
        k3 = slope(y + h / 2 * k2)
        k4 = slope(y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return F.mse_loss(y, target)


@with_gradients
def kalman_filter(a, c, log_q, log_r, ys):
    states = a.shape[0]
    identity = torch.eye(states, dtype=a.dtype)
    transition = 0.9 * identity + a
    q, r = torch.diag(log_q.exp()), torch.diag(log_r.exp())
    mean, covariance = a.new_zeros(states), identity
    losses = []
    for y in ys.unbind(0):
        mean = transition @ mean
        covariance = transition @ covariance @ transition.T + q
        error = y - c @ mean
        factor = torch.linalg.cholesky(c @ covariance @ c.T + r)
        white = torch.linalg.solve_triangular(factor, error[:, None], upper=False)[:, 0]
        spread = torch.linalg.solve_triangular(factor, c @ covariance, upper=False)
        losses.append(0.5 * white @ white + factor.diagonal().log().sum() + 0.5 * len(y) * math.log(2 * math.pi))
        mean = mean + spread.T @ white
        covariance = covariance - spread.T @ spread
    return torch.stack(losses).sum()
