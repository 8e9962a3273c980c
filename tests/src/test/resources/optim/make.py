"""Writes optax.txt: where 200 steps of optax's optimisers lead on three problems, and values of its schedules: python make.py

Each line is a name, a problem and the numbers: of parameters all leaves in a row, in the order w1, b1, w2, b2; of schedules the
rates of the steps 0, 5, 10 ... 95. Made by optax 0.2.8 with jax 0.10.2 in float64.
"""
import jax
import jax.numpy as jnp
import numpy as np
import optax

jax.config.update("jax_enable_x64", True)

SCALES = 10.0 ** jnp.arange(0, 4, 0.5)  # condition 3162


def quadratic(p):
    return 0.5 * jnp.sum(SCALES * (p["x"] - jnp.arange(8.0)) ** 2)


def rosenbrock(p):
    x = p["x"]
    return jnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


X = jnp.sin(jnp.arange(24.0).reshape(8, 3))
Y = jnp.arange(8) % 2


def network(p):
    hidden = jnp.tanh(X @ p["w1"] + p["b1"])
    logits = hidden @ p["w2"] + p["b2"]
    return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(8), Y])


ORDER = ("x", "w1", "b1", "w2", "b2")
PROBLEMS = {
    "quadratic": (quadratic, {"x": jnp.zeros(8)}),
    "rosenbrock": (rosenbrock, {"x": jnp.array([-1.2, 1.0, -1.2, 1.0])}),
    "network": (network, {"w1": jnp.cos(jnp.arange(12.0).reshape(3, 4)), "b1": jnp.zeros(4),
                          "w2": jnp.cos(jnp.arange(8.0).reshape(4, 2)), "b2": jnp.zeros(2)}),
}


def matrices(params):
    return jax.tree.map(lambda p: p.ndim > 1, params)


def wide(schedule):
    """With a float64 step: of an int32 one optax makes a float32 rate."""
    return lambda step: schedule(jnp.asarray(step, jnp.float64))


def clip_by_norm(limit):
    """Of each leaf alone."""
    def update(updates, state, params=None):
        return jax.tree.map(lambda u: u / jnp.maximum(1, jnp.linalg.norm(u.reshape(-1)) / limit), updates), state
    return optax.GradientTransformation(lambda params: optax.EmptyState(), update)


def adafactor(rate, shortest, momentum=None, decay=None):
    """optax's chain, with the share that is forgotten in float64 as everything else."""
    parts = [optax.scale_by_factored_rms(min_dim_size_to_factor=shortest, decay_rate=0.8, decay_rate_fn=lambda i, e: 1.0 - (i + 1.0) ** -e),
             optax.clip_by_block_rms(1.0), optax.scale_by_learning_rate(rate, flip_sign=False), optax.scale_by_param_block_rms()]
    if momentum is not None:
        parts.append(optax.ema(momentum, debias=False))
    if decay is not None:
        parts.append(optax.add_decayed_weights(decay))
    return optax.chain(*parts, optax.scale(-1))


OPTIMISERS = {
    "sgd": optax.sgd(1e-4),
    "momentum": optax.sgd(1e-4, momentum=0.9),
    "nesterov": optax.sgd(1e-4, momentum=0.9, nesterov=True),
    "adam": optax.adam(0.02),
    "adamw": optax.adamw(0.02),
    "adamw-matrices": optax.adamw(0.02, weight_decay=0.05, mask=matrices),
    "nadam": optax.nadam(0.02),
    "adamax": optax.adamax(0.02),
    "amsgrad": optax.amsgrad(0.02),
    "rmsprop": optax.rmsprop(0.01),
    "rmsprop-centred-momentum": optax.rmsprop(0.001, decay=0.95, eps=1e-6, centered=True, momentum=0.8),
    "adagrad": optax.adagrad(0.1),
    "adadelta": optax.adadelta(1.0),
    "lion": optax.lion(0.003),
    "lamb": optax.lamb(0.01),
    "lamb-decay": optax.lamb(0.01, weight_decay=0.01, mask=matrices),
    "lars": optax.lars(0.1),
    "lars-decay": optax.lars(0.1, weight_decay=0.01, momentum=0.8),
    "adafactor": adafactor(0.02, 128),
    "adafactor-factored": adafactor(0.02, 2),
    "adafactor-momentum-decay": adafactor(0.02, 3, 0.9, 1e-3),
    "clip-value": optax.chain(optax.clip(0.5), optax.sgd(1e-3, momentum=0.9)),
    "clip-norm": optax.chain(clip_by_norm(0.7), optax.sgd(1e-3, momentum=0.9)),
    "clip-global-norm": optax.chain(optax.clip_by_global_norm(0.7), optax.adam(0.005)),
    "centralize": optax.chain(optax.centralize(), optax.sgd(1e-4, momentum=0.9)),
    "accumulate": optax.MultiSteps(optax.adam(0.05), every_k_schedule=4, accumulator_dtype=jnp.float64),
    "ema": optax.chain(optax.ema(0.8), optax.sgd(1e-4)),
    "adam-warmup-cosine": optax.adam(wide(optax.warmup_cosine_decay_schedule(0.001, 0.05, 30, 150, 0.002))),
    "sgd-decayed": optax.chain(optax.add_decayed_weights(0.1), optax.sgd(wide(optax.exponential_decay(1e-4, 50, 0.5)))),
}

SCHEDULES = {
    "exponential": optax.exponential_decay(0.5, 1, 0.97),
    "exponential-steps": optax.exponential_decay(0.5, 20, 0.3),
    "exponential-stairs": optax.exponential_decay(0.5, 20, 0.3, staircase=True),
    "polynomial": optax.polynomial_schedule(0.5, 0.1, 2.5, 60),
    "linear": optax.linear_schedule(0.1, 0.7, 70),
    "cosine-decay": optax.cosine_decay_schedule(0.5, 80, 0.1),
    "warmup-cosine": optax.warmup_cosine_decay_schedule(0.01, 0.5, 12, 80, 0.02),
    "piecewise": optax.piecewise_constant_schedule(0.5, {10: 0.5, 50: 0.1, 75: 3.0}),
    "one-cycle": optax.cosine_onecycle_schedule(90, 0.4),
}


def line(name, problem, numbers):
    return " ".join([name, problem, *(repr(float(v)) for v in numbers)])


def run(optimiser, problem, params):
    state = optimiser.init(params)

    @jax.jit
    def step(carry, _):
        params, state, average = carry
        updates, state = optimiser.update(jax.grad(problem)(params), state, params)
        params = optax.apply_updates(params, updates)
        return (params, state, optax.incremental_update(params, average, 0.1)), None

    (params, _, average), _ = jax.lax.scan(step, (params, state, params), None, length=200)
    return [np.concatenate([np.ravel(tree[k]) for k in ORDER if k in tree]) for tree in (params, average)]


if __name__ == "__main__":
    with open("optax.txt", "w") as out:
        for name, optimiser in OPTIMISERS.items():
            averages = []
            for problem, (f, start) in PROBLEMS.items():
                params, average = run(optimiser, f, start)
                assert np.all(np.isfinite(params)), (name, problem)
                print(line(name, problem, params), file=out)
                averages.append(line("adam-average", problem, average))
            if name == "adam":
                print(*averages, sep="\n", file=out)
        for name, schedule in SCHEDULES.items():
            print(line(name, "schedule", [schedule(t) for t in range(0, 100, 5)]), file=out)
