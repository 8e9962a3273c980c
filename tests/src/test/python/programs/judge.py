"""judge.py FILE SEED…: value and gradient by XLA itself (jax.jit), for disagreements: npjaxpr has been wrong where XLA was right."""
import gzip, json, sys
import numpy as np, jax, jax.numpy as jnp
import generate as G
def T(t): return np.array(t["v"], {"f64": np.float64, "f32": np.float32, "i32": np.int32}[t["dtype"]]).reshape(t["shape"])
for line in (gzip.open(sys.argv[1], "rt") if sys.argv[1].endswith(".gz") else open(sys.argv[1])):
    q = json.loads(line)
    if str(q["seed"]) not in sys.argv[2:]: continue
    xs, ints, w = [T(t) for t in q["inputs"]], [T(t) for t in q["ints"]], T(q["w"])
    f = lambda *x: G.run(q["fn"], {}, (*x, *[jnp.asarray(i) for i in ints]))
    print(q["seed"], "file ", q["value"]["v"][:6], [(g["v"] if isinstance(g, dict) else g)[:6] for g in q["grads"]])
    g = jax.jit(jax.grad(lambda *x: jnp.sum(f(*x) * w), argnums=tuple(range(len(xs)))))(*xs)
    print(q["seed"], "XLA  ", np.asarray(jax.jit(f)(*xs)).ravel()[:6].tolist(), [np.asarray(a).ravel()[:6].tolist() for a in g])
    for k in ("fwd", "rev"): print(q["seed"], "jac" + k, [np.asarray(a).ravel()[:6].tolist() for a in jax.jit(getattr(jax, "jac" + k)(f, argnums=tuple(range(len(xs)))))(*xs)])
