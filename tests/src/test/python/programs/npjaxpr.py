"""Evaluates a jaxpr with NumPy: JAX's rules without XLA's compilation; what is not here is left to JAX itself."""
import numpy as np, scipy.special as sp, jax, jax.numpy as jnp
from jax import lax
from jax.extend import core as jcore

def run(closed, *args):
    return ev(closed.jaxpr, closed.consts, [np.asarray(a) for a in args])

def ev(jaxpr, consts, args):
    env = {}
    def read(v): return np.asarray(v.val) if isinstance(v, jcore.Literal) else env[v]
    for v, c in zip(jaxpr.constvars, consts): env[v] = np.asarray(c) if not isinstance(c, jax.core.Tracer) else c
    for v, a in zip(jaxpr.invars, args): env[v] = a
    with np.errstate(all="ignore"):
        for e in jaxpr.eqns:
            vals = [read(v) for v in e.invars]
            outs = prim(e, vals)
            if not isinstance(outs, (list, tuple)): outs = [outs]
            for v, o in zip(e.outvars, outs):
                if getattr(v.aval, "dtype", None) is not None and v.aval.dtype != jax.dtypes.float0:
                    o = np.asarray(o)
                    assert o.shape == v.aval.shape, (e.primitive.name, o.shape, v.aval)
                    if o.dtype != v.aval.dtype: o = o.astype(v.aval.dtype)
                env[v] = o
        return [read(v) for v in jaxpr.outvars]

def sub(p):
    j = p
    return (j.jaxpr, j.consts) if hasattr(j, "consts") else (j, [])

def axes(f): return lambda v, p: f(v[0], axis=tuple(p["axes"]))
def cum(f): return lambda v, p: np.flip(f(np.flip(v[0], p["axis"]), axis=p["axis"]), p["axis"]) if p["reverse"] else f(v[0], axis=p["axis"])
def dot(v, p):
    (lc, rc), (lb, rb) = p["dimension_numbers"]; a, b = v
    n = iter("abcdefghijklmnopqrstuvwxyz"); la, ra = [None] * a.ndim, [None] * b.ndim
    for i, j in zip(lb, rb): la[i] = ra[j] = next(n)
    for i, j in zip(lc, rc): la[i] = ra[j] = next(n)
    la = [c or next(n) for c in la]; ra = [c or next(n) for c in ra]
    out = [la[i] for i in lb] + [c for i, c in enumerate(la) if i not in lb and i not in lc] + [c for i, c in enumerate(ra) if i not in rb and i not in rc]
    return np.einsum("".join(la) + "," + "".join(ra) + "->" + "".join(out), a, b)
def bid(v, p):
    x = v[0]; s = [1] * len(p["shape"])
    for i, d in enumerate(p["broadcast_dimensions"]): s[d] = x.shape[i]
    return np.broadcast_to(x.reshape(s), p["shape"])
def reshape(v, p):
    """With dimensions the axes are permuted first: what transposing a flattening becomes."""
    x = v[0] if p.get("dimensions") is None else v[0].transpose(p["dimensions"])
    return x.reshape(p["new_sizes"])
def pad(v, p):
    x, c = v
    s = [l + h + (n - 1 if n else 0) * i + n for n, (l, h, i) in zip(x.shape, p["padding_config"])]
    big = np.full([max(0, d) + 0 for d in [max(l, 0) + max(h, 0) + (n - 1 if n else 0) * i + n for n, (l, h, i) in zip(x.shape, p["padding_config"])]], c, x.dtype)
    big[tuple(slice(max(l, 0), max(l, 0) + ((n - 1) * (i + 1) + 1 if n else 0), i + 1) for n, (l, h, i) in zip(x.shape, p["padding_config"]))] = x
    return big[tuple(slice(max(-l, 0), d - max(-h, 0)) for d, (l, h, i) in zip(big.shape, p["padding_config"]))]
def sort(v, p):
    k = p["num_keys"]; d = p["dimension"]
    if k == 1: o = np.argsort(v[0], axis=d, kind="stable")
    else: o = np.lexsort(tuple(reversed(v[:k])), axis=d)
    return [np.take_along_axis(x, o, d) for x in v]
def dslice(v, p):
    x = v[0]; st = [int(np.clip(int(s), 0, n - k)) for s, n, k in zip(v[1:], x.shape, p["slice_sizes"])]
    return x[tuple(slice(s, s + k) for s, k in zip(st, p["slice_sizes"]))]
def dupd(v, p):
    x, u = np.array(v[0]), v[1]; st = [int(np.clip(int(s), 0, n - k)) for s, n, k in zip(v[2:], x.shape, u.shape)]
    x[tuple(slice(s, s + k) for s, k in zip(st, u.shape))] = u
    return x
def scan(v, p):
    nc, nk = p["num_consts"], p["num_carry"]; j, c = sub(p["jaxpr"]); con, car, xs = v[:nc], v[nc:nc + nk], v[nc + nk:]
    ys = [None] * p["length"]; order = range(p["length"])
    for i in (reversed(order) if p["reverse"] else order):
        out = ev(j, c, [*con, *car, *[x[i] for x in xs]]); car, ys[i] = out[:nk], out[nk:]
    if p["length"] == 0: return [*car, *[np.zeros((0, *a.aval.shape), a.aval.dtype) for a in j.outvars[nk:]]]
    return [*car, *[np.stack(t) for t in zip(*ys)]]
def whil(v, p):
    a, b = p["cond_nconsts"], p["body_nconsts"]; cj, cc = sub(p["cond_jaxpr"]); bj, bc = sub(p["body_jaxpr"]); s = v[a + b:]
    while bool(ev(cj, cc, [*v[:a], *s])[0]): s = ev(bj, bc, [*v[a:a + b], *s])
    return s
def integer_pow(v, p):
    return np.power(v[0], float(p["y"])).astype(v[0].dtype) if v[0].dtype.kind == "f" else v[0] ** p["y"]
def rem(v, p): return np.fmod(v[0], v[1])
def div(v, p): return v[0] / v[1] if v[0].dtype.kind in "fc" else (np.sign(v[0]) * np.sign(v[1]) * (np.abs(v[0]) // np.abs(v[1])))
def rnd(v, p): return np.round(v[0]) if int(p["rounding_method"]) == 1 else np.trunc(v[0] + np.copysign(0.5, v[0]))
def conv_t(v, p): return v[0].astype(p["new_dtype"]) if not (np.dtype(p["new_dtype"]).kind in "iu" and v[0].dtype.kind == "f") else np.trunc(v[0]).astype(p["new_dtype"])
def topk(v, p):
    k = p.get("k", p.get("operand_k")); o = np.argsort(-v[0], axis=-1, kind="stable")[..., :k]
    return [np.take_along_axis(v[0], o, -1), o.astype(np.int32)]
def lse_cum(x, axis): return np.logaddexp.accumulate(x, axis=axis)
def select(v, p): return np.where(v[0], v[2], v[1]) if v[0].dtype == bool else np.choose(v[0], v[1:])
def iota(v, p):
    s = [1] * len(p["shape"]); s[p["dimension"]] = -1
    return np.broadcast_to(np.arange(p["shape"][p["dimension"]], dtype=p["dtype"]).reshape(s), p["shape"])
def u(f): return lambda v, p: f(*v)
P = dict(add=u(np.add), sub=u(np.subtract), mul=u(np.multiply), div=div, neg=u(np.negative), sin=u(np.sin), cos=u(np.cos), tan=u(np.tan), tanh=u(np.tanh), sinh=u(np.sinh), cosh=u(np.cosh),
    exp=u(np.exp), exp2=u(np.exp2), expm1=u(np.expm1), log=u(np.log), log1p=u(np.log1p), sqrt=u(np.sqrt), rsqrt=u(lambda x: 1 / np.sqrt(x)), cbrt=u(np.cbrt), logistic=u(sp.expit), abs=u(np.abs), sign=u(np.sign),
    floor=u(np.floor), ceil=u(np.ceil), round=rnd, asin=u(np.arcsin), acos=u(np.arccos), atan=u(np.arctan), asinh=u(np.arcsinh), acosh=u(np.arccosh), atanh=u(np.arctanh), atan2=u(np.arctan2), erf=u(sp.erf), erfc=u(sp.erfc),
    erf_inv=u(sp.erfinv), lgamma=u(sp.gammaln), digamma=u(sp.digamma), polygamma=u(lambda n, x: sp.polygamma(n.astype(int), x)), pow=u(np.power), max=u(np.maximum), min=u(np.minimum), rem=rem, square=u(np.square), integer_pow=integer_pow, lt=u(np.less), le=u(np.less_equal), gt=u(np.greater),
    ge=u(np.greater_equal), eq=u(np.equal), ne=u(np.not_equal), select_n=select, stop_gradient=u(lambda x: x), copy=u(lambda x: x), copy_p=u(lambda x: x), is_finite=u(np.isfinite), convert_element_type=conv_t, real=u(np.real), imag=u(np.imag), conj=u(np.conj), complex=u(lambda a, b: a + 1j * b),
    reduce_sum=axes(np.sum), reduce_max=axes(np.max), reduce_min=axes(np.min), reduce_prod=axes(np.prod), reduce_or=axes(np.any), reduce_and=axes(np.all),
    argmax=lambda v, p: np.argmax(v[0], p["axes"][0]), argmin=lambda v, p: np.argmin(v[0], p["axes"][0]),
    cumsum=cum(np.cumsum), cumprod=cum(np.cumprod), cummax=cum(np.maximum.accumulate), cummin=cum(np.minimum.accumulate), cumlogsumexp=cum(lse_cum),
    broadcast_in_dim=bid, reshape=reshape, transpose=lambda v, p: v[0].transpose(p["permutation"]), squeeze=lambda v, p: np.squeeze(v[0], tuple(p["dimensions"])), expand_dims=lambda v, p: np.expand_dims(v[0], p["dimensions"]),
    rev=lambda v, p: np.flip(v[0], p["dimensions"]), slice=lambda v, p: v[0][tuple(slice(a, b, c) for a, b, c in zip(p["start_indices"], p["limit_indices"], p["strides"] or [1] * v[0].ndim))],
    concatenate=lambda v, p: np.concatenate(v, p["dimension"]), pad=pad, dot_general=dot, sort=sort, dynamic_slice=dslice, dynamic_update_slice=dupd, iota=iota, top_k=topk, split=lambda v, p: np.split(v[0], np.cumsum(p["sizes"])[:-1], p["axis"]),
    scan=scan, cond=lambda v, p: ev(*sub(p["branches"][int(np.clip(int(v[0]), 0, len(p["branches"]) - 1))]), v[1:]), add_any=u(np.add), mul_any=u(np.multiply), clamp=u(lambda a, x, b: np.clip(x, a, b)),
    tile=lambda v, p: np.tile(v[0], p["reps"]), name=u(lambda x: x), reduce_precision=u(lambda x: x), optimization_barrier=lambda v, p: list(v), xlogy=u(sp.xlogy))
P["and"] = u(np.logical_and); P["or"] = u(np.logical_or); P["xor"] = u(np.logical_xor); P["not"] = u(np.logical_not); P["while"] = whil

missing = {}
CHECK = False  # whether each kind of primitive is compared with XLA the first time it occurs
checked, wrong = set(), []
SHAPES = ("shape", "new_sizes", "sharding", "start_indices", "limit_indices", "slice_sizes", "sizes", "out_sharding")
def kind(e, v):
    """What distinguishes primitives that may take another path: all but lengths."""
    return e.primitive.name, tuple((x.dtype.name, x.ndim, 0 in x.shape) for x in v), \
        tuple((k, str(x)) for k, x in sorted(e.params.items()) if k not in SHAPES and "jaxpr" not in k)
def compare(e, v, out):
    ref = e.primitive.bind(*[jnp.asarray(x) for x in v], **e.params)
    ref = ref if e.primitive.multiple_results else [ref]
    for a, b, var in zip(out if isinstance(out, (list, tuple)) else [out], ref, e.outvars):
        a, b = np.asarray(a).astype(var.aval.dtype), np.asarray(b)
        near = dict(rtol=1e-4, atol=1e-5) if b.dtype in (np.float32, np.complex64) else dict(rtol=1e-8, atol=1e-10)
        if a.shape != b.shape or not np.allclose(a, b, equal_nan=True, **near):
            wrong.append((e.primitive.name, {k: str(x)[:80] for k, x in e.params.items()}, v, a, b))
def prim(e, v):
    out = value(e, v)
    if CHECK and e.primitive.name in P and e.primitive.name not in ("scan", "while", "cond"):
        k = kind(e, v)
        if k not in checked:
            checked.add(k)
            compare(e, v, out)
    return out
def value(e, v):
    n, p = e.primitive.name, e.params
    if n in ("and", "or", "xor", "not") and v[0].dtype != bool: return {"and": np.bitwise_and, "or": np.bitwise_or, "xor": np.bitwise_xor, "not": np.invert}[n](*v)
    if n in P: return P[n](v, p)
    for key in ("jaxpr", "call_jaxpr", "fun_jaxpr"):
        if key in p and n != "custom_linear_solve": return ev(*sub(p[key]), v)
    missing[n] = missing.get(n, 0) + 1
    out = e.primitive.bind(*[jnp.asarray(x) for x in v], **p)
    return [np.asarray(o) for o in out] if e.primitive.multiple_results else np.asarray(out)
