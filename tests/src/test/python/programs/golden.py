"""Programs with values, gradients, Jacobians and Hessian-vector products, one JSON object a line, gzipped. See README.md."""
import argparse, gzip, json, sys
import numpy as np
import jax, jax.numpy as jnp
import generate as G, npjaxpr

JACOBIANS = 3  # every which program has Jacobians
LARGEST = 150  # elements of all Jacobians of a program together

def tensor(t):
    return np.array(t["v"], {"f64": np.float64, "f32": np.float32, "i32": np.int32}[t["dtype"]]).reshape(t["shape"])

def rounded(x):
    """Ten digits relative to the largest element, seven of a float: far below what comparisons allow."""
    x = np.asarray(x)
    if x.size == 0: return []
    digits = 7 if x.dtype == np.float32 else 10
    big = np.max(np.abs(x.astype(np.float64)))
    step = 10.0 ** (np.ceil(np.log10(big)) - digits) if big > 0 else 1
    return [float("%.*g" % (digits, v)) if abs(v) > step else 0.0 for v in x.astype(np.float64).ravel()]

def near(a, b, scale, single):
    return all(np.all(np.abs(np.asarray(x, np.float64) - np.asarray(y, np.float64)) <= (1e-3 if single else 1e-8) * max(scale, 1e-3))
        for x, y in zip(a, b))

def largest(xs):
    return max([float(np.max(np.abs(x))) for x in xs if np.size(x)], default=0.0)

LOOPS = ("scan", "fori", "foridyn", "whileloop", "mapeach")
def rule_in_loop(body, inside=False):
    return any(inside and i["op"] == "custom" or any(rule_in_loop(b, inside or i["op"] in LOOPS) for b in i.get("b", [])) for i in body["body"])

def completed(q):
    """The program of generate.py with Jacobians, checked: both modes agree, and contracted with w they are the gradient."""
    xs, ts, ints, w = [tensor(t) for t in q["inputs"]], [tensor(t) for t in q["tangents"]], [tensor(t) for t in q["ints"]], tensor(q["w"])
    at = tuple(range(len(xs)))
    single = q["f32"] or '"to": "f32"' in json.dumps(q["fn"])
    f = lambda *x: G.run(q["fn"], {}, (*x, *ints))
    loss = lambda *x: jnp.sum(f(*x) * w)
    grads = [tensor(t) for t in q["grads"]]
    jac = None
    if q["seed"] % JACOBIANS == 0 and w.size * sum(x.size for x in xs) <= LARGEST:
        jac = npjaxpr.run(jax.make_jaxpr(lambda *x: jax.jacrev(f, argnums=at)(*x))(*xs), *xs)
        forward = npjaxpr.run(jax.make_jaxpr(lambda *x: jax.jacfwd(f, argnums=at)(*x))(*xs), *xs)
        if not all(np.all(np.isfinite(j)) for j in jac) or not near(jac, forward, largest(jac), single): raise G.Skip("jacobians differ")
        if not near([np.tensordot(w, j, w.ndim) for j in jac], grads, largest(grads), single): raise G.Skip("jacobian and gradient differ")
    # where a custom rule is not the derivative, the orders of differentiating differ, and inside loops JAX may forget the
    # rule at second order (that of lax.scan(lambda c, e: (f(c), f(c)), x, x)), which it keeps outside: such a product is no fact
    hvp = None if q["hvp"] is None or rule_in_loop(q["fn"]) else [tensor(t) for t in q["hvp"]]
    if hvp is not None and '"op": "custom"' in json.dumps(q["fn"]):
        gr = lambda *x: jax.grad(loss, argnums=at)(*x)
        turned = jax.make_jaxpr(jax.grad(lambda *x: sum(jnp.sum(a * b) for a, b in zip(gr(*x), ts)), argnums=at))(*xs)
        if not near(hvp, npjaxpr.run(turned, *xs), largest(hvp) + largest(grads), single): hvp = None
    numbers = lambda t: {"dtype": t["dtype"], "shape": t["shape"], "v": rounded(tensor(t))}
    return {"seed": q["seed"], "single": bool(single), "inputs": q["inputs"], "ints": q["ints"], "w": q["w"], "tangents": q["tangents"], "fn": q["fn"],
        "value": numbers(q["value"]), "grads": [rounded(g) for g in grads], "jac": None if jac is None else [rounded(j) for j in jac],
        "hvp": None if hvp is None else [rounded(h) for h in hvp]}

def programs(o, why):
    """Those of a file that generate.py wrote, or new ones; seeds named with --again are made anew in any case."""
    again = set(o.again)
    kept = {}
    if o.programs:
        with open(o.programs) as lines:
            for line in lines:
                if line.endswith("}\n"):
                    q = json.loads(line); kept[q["seed"]] = q
    for seed in [*range(o.seed, o.seed + o.count), *o.also]:
        if seed in o.without: continue
        try: yield seed, kept[seed] if seed in kept and seed not in again else G.program(seed, o.steps)
        except Exception as e: left_out(why, seed, e)

def left_out(why, seed, e):
    why.setdefault(str(e) if isinstance(e, G.Skip) else type(e).__name__ + " " + str(e)[:60], []).append(seed)

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--steps", type=int, default=8); ap.add_argument("--seed", type=int, default=1); ap.add_argument("--count", type=int, default=100)
    ap.add_argument("--also", type=int, nargs="*", default=[]); ap.add_argument("--without", type=int, nargs="*", default=[]); ap.add_argument("--programs"); ap.add_argument("--again", type=int, nargs="*", default=[])
    ap.add_argument("--check", action="store_true"); ap.add_argument("--out", required=True)
    o = ap.parse_args(); made = 0; why = {}
    npjaxpr.CHECK = o.check
    with gzip.GzipFile(o.out, "wb", 9, mtime=0) as out:
        for seed, program in programs(o, why):
            try:
                q = completed(program)
                if npjaxpr.wrong: raise G.Skip("npjaxpr and XLA differ in " + npjaxpr.wrong[0][0])
                out.write((json.dumps({"steps": o.steps, **q}, separators=(",", ":")) + "\n").encode()); made += 1
                if made % 50 == 0: out.flush(); print(seed, made, file=sys.stderr, flush=True)
            except Exception as e: left_out(why, seed, e)
            for n in npjaxpr.wrong: print(seed, *n, file=sys.stderr)
            del npjaxpr.wrong[:]
            if made % 100 == 0: jax.clear_caches()
    print(made, "programs; left out:", why, file=sys.stderr)

if __name__ == "__main__": main()
