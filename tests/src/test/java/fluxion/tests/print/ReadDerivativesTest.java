package fluxion.tests.print;

import static fluxion.dsl.Fluxion.cond;
import static fluxion.dsl.Fluxion.f64;
import static fluxion.dsl.Fluxion.fn;
import static fluxion.dsl.Fluxion.scan;
import static fluxion.dsl.Fluxion.scalar;
import static fluxion.dsl.Fluxion.vector;
import static fluxion.dsl.Fluxion.whileLoop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Randomness;
import fluxion.transforms.Simplify;
import fluxion.transforms.Vmap;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Functions that one meets, their derivatives and batched forms: printed in lines, read, and printed again. */
class ReadDerivativesTest {
    private static final int LINE = 100;

    private record Named(String name, Fn fn) {}

    private final List<Named> all = new ArrayList<>();
    private final Var x = v("x");
    private final Var y = v("y");
    private final Var al = v("α");
    private final Var mu = v("μ");
    private final Var sg = v("σ");
    private final Var u = v("u", 5);
    private final Var w = v("w", 5);
    private final Var A = v("A", 5, 5);
    private final Var X = v("X", 7, 5);
    private final Var t = v("y", 7);
    private final Var W = v("W", 5, 4);
    private final Var c = v("c", 4);
    private final Var W1 = v("W₁", 5, 8);
    private final Var b1 = v("b₁", 8);
    private final Var W2 = v("W₂", 8, 4);
    private final Var b2 = v("b₂", 4);
    private final Var Y = v("Y", 7, 4);

    private static Var v(String name, int... dims) {
        return new Var(name, TensorType.of(DType.F64, dims));
    }

    private static Var vi(String name, int... dims) {
        return new Var(name, TensorType.of(DType.I32, dims));
    }

    private void show(String name, Fn fn) {
        all.add(new Named(name, Simplify.of(fn)));
    }

    private static Fn of(Expr e, Var... first) {
        Array<Var> params = Array.of(first);
        return Fn.of(params.appendAll(Graph.variables(Array.of(e)).removeAll(params)), Array.of(e));
    }

    private void d(String name, Expr e, Var x) {
        show("gradient of " + name, Grad.of(of(e, x), Ints.of(0)));
    }

    private void h(String name, Expr e, Var x) {
        show("Hessian of " + name, Hessian.of(of(e, x), Ints.of(0)));
    }

    private void j(String name, Expr e, Var x) {
        show("Jacobian of " + name, Jacobian.cheapest(of(e, x), Ints.of(0), 0));
    }

    private static Fn b(Fn f, int lanes, Boolean... mapped) {
        return Vmap.of(f, Array.of(mapped).map(m -> Option.when(m, 0)), f.results().map(_ -> Option.of(0)), lanes, Randomness.SAME);
    }

    private static Expr normal(Expr u) {
        Expr centred = u.minus(u.mean());
        return centred.div(centred.square().mean().plus(1e-5).sqrt());
    }

    @TestFactory
    Stream<DynamicTest> areRead() {
        calculus();
        learning();
        networks();
        structured();
        batched();
        control();
        assertThat(all).hasSizeGreaterThan(70);
        return all.stream().map(named -> dynamicTest(named.name(), () -> {
            RoundTrip.check(named.fn());
            assertThat(MathText.of(named.fn()).lines()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(LINE));
        }));
    }

    /** How some of them read. */
    @Test
    void golden() {
        Var w = v("w", 5);
        Var u = v("u", 5);
        Var y = v("y");
        Fn loss = b(Grad.of(of(w.dot(u).minus(y).square(), w, u, y), Ints.of(0)), 10, false, true, true);
        assertThat(MathText.of(Simplify.of(loss))).isEqualTo("(w, u, y) ↦ diag(2·(u·w − y))·u");
        Var a = v("A", 5, 5);
        assertThat(MathText.of(Simplify.of(b(of(u.dot(a.matmul(u)), u, a), 10, true, true)))).isEqualTo("(u, A) ↦ (Σⱼₖ uᵢⱼ·Aᵢⱼₖ·uᵢₖ)ᵢ");
        assertThat(MathText.of(Simplify.of(Jacobian.cheapest(of(u.outer(u), u), Ints.of(0), 0)))).isEqualTo("u ↦ (uᵢ·δⱼₖ + uⱼ·δᵢₖ)ᵢⱼₖ");
        Expr rms = u.div(u.square().mean().plus(1e-6).sqrt()).times(w).sum();
        assertThat(MathText.of(Simplify.of(Grad.of(of(rms, u, w), Ints.of(0))))).isEqualTo("""
                (u, w) ↦ w/t − (Σ w ⊙ u)/((mean(u²) + 1e-6)·t)·u/5
                  where t = √(mean(u²) + 1e-6)""");
    }

    private void calculus() {
        d("x sin x e^x", x.times(x.sin()).times(x.exp()), x);
        d("x^x", x.pow(x), x);
        d("(x²+1)/(x³-x)", x.square().plus(1).div(x.pow(3).minus(x)), x);
        h("e^-x² cos", x.square().neg().exp().times(x.cos()), x);
        d("ln(x+√(1+x²))·arctan", x.plus(x.square().plus(1).sqrt()).log().times(x.atan()), x);
        d("tan³(x)", x.tan().pow(3), x);
        h("1/(1+25x²)", x.square().times(25).plus(1).reciprocal(), x);
        d("gaussian in sigma", x.minus(mu).div(sg).square().div(-2).exp().div(sg.times(Math.sqrt(2*Math.PI))), sg);
        d("gaussian in mu", x.minus(mu).div(sg).square().div(-2).exp().div(sg.times(Math.sqrt(2*Math.PI))), mu);
        d("tanh(sin(x·y)+cos(eˣ))", x.times(y).sin().plus(x.exp().cos()).tanh(), x);
        h("rosenbrock", x.minus(1).square().plus(y.minus(x.square()).square().times(100)), x);
        d("relu-ish", x.gt(0).where(x.square(), x.times(al)), x);
        d("huber", x.abs().le(1).where(x.square().div(2), x.abs().minus(0.5)), x);
        d("gelu", x.times(x.div(Math.sqrt(2)).erf().plus(1)).div(2), x);
        h("gelu", x.times(x.div(Math.sqrt(2)).erf().plus(1)).div(2), x);
        d("mish", x.times(x.softplus().tanh()), x);
        h("softplus", x.softplus(), x);
        d("x|x|", x.times(x.abs()), x);
        d("max(x,y)²", x.maximum(y).square(), x);
        d("gamma", x.lgamma().times(x), x);
        d("logit normal", x.div(x.subtractedFrom(1)).log().square().div(-2).exp(), x);
    }

    private void learning() {
        d("‖Xw−y‖₁", X.matmul(w).minus(t).abs().sum(), w);
        d("cosine", u.dot(w).div(u.norm().times(w.norm())), u);
        h("‖u‖", u.norm(), u);
        d("rayleigh", u.dot(A.matmul(u)).div(u.dot(u)), u);
        j("softmax(Wᵀu)", W.t().matmul(u).softmax(), u);
        d("softmax xent", X.matmul(W).logSoftmax(1).times(v("Y", 7, 4)).sum().neg(), W);
        d("mean xent", X.matmul(W).plus(c).logSoftmax(1).times(v("Y", 7, 4)).sum(1).neg().mean(), W);
        d("mean xent in c", X.matmul(W).plus(c).logSoftmax(1).times(v("Y", 7, 4)).sum(1).neg().mean(), c);
        d("nll with labels", X.matmul(W).logSoftmax(1).times(vi("i", 7).oneHot(4, DType.F64)).sum().neg(), W);
        d("layernorm", normal(u).times(w).sum(), u);
        j("layernorm", normal(u), u);
        d("batchnorm", X.minus(X.mean(0)).div(X.minus(X.mean(0)).square().mean(0).plus(1e-5).sqrt()).times(v("G", 7, 5)).sum(), X);
        d("rmsnorm", u.div(u.square().mean().plus(1e-6).sqrt()).times(w).sum(), u);
    }

    private void networks() {
        Var Q = v("Q", 6, 3);
        Var K = v("K", 6, 3);
        Var V = v("V", 6, 3);
        Var C = v("C", 6, 3);
        Expr att = Q.matmul(K.t()).div(Math.sqrt(3)).softmax(1).matmul(V);
        show("attention", of(att, Q, K, V));
        d("attention in V", att.times(C).sum(), V);
        d("attention in Q", att.times(C).sum(), Q);
        d("attention in K", att.times(C).sum(), K);
        Expr mlp = X.matmul(W1).plus(b1).tanh().matmul(W2).plus(b2);
        d("mlp mse W1", mlp.minus(Y).square().mean(), W1);
        d("mlp mse b1", mlp.minus(Y).square().mean(), b1);
        d("relu mlp xent W2", X.matmul(W1).plus(b1).relu().matmul(W2).plus(b2).logSoftmax(1).times(Y).sum(1).neg().mean(), W2);
        d("relu mlp xent W1", X.matmul(W1).plus(b1).relu().matmul(W2).plus(b2).logSoftmax(1).times(Y).sum(1).neg().mean(), W1);
        show("mlp all", Grad.of(of(mlp.minus(Y).square().mean(), W1, b1, W2, b2), Ints.of(0, 1, 2, 3)));
    }

    private void structured() {
        Var I = v("image", 2, 3, 8, 8);
        Var F = v("F", 4, 3, 3, 3);
        Var D = v("D", 2, 4, 6, 6);
        Expr conv = I.conv(F, Ints.of(1, 1), Ints.of(0, 0), Ints.of(1, 1), 1);
        d("conv", conv.relu().times(D).sum(), F);
        d("conv image", conv.square().sum(), I);
        Var L = v("L", 4, 4);
        Var M = v("M", 4, 4);
        Var p = v("p", 4);
        d("gp nll", p.dot(M.solve(p)).plus(M.logAbsDet()).div(2), M);
        d("chol", L.cholesky().sum(), L);
        d("tr exp", L.expm().trace(), L);
        d("eig", L.plus(L.t()).eigh().values().max(), L);
        d("nuclear", L.matmul(M).svdvals().sum(), L);
        d("kl", u.softmax().times(u.logSoftmax().minus(w.logSoftmax())).sum(), u);
        d("entropy of softmax", u.softmax().times(u.logSoftmax()).sum().neg(), u);
        d("triplet", u.minus(w).square().sum().minus(u.minus(v("n", 5)).square().sum()).plus(1).relu(), u);
        d("hinge", t.times(X.matmul(w)).subtractedFrom(1).relu().mean(), w);
        d("elastic net", X.matmul(w).minus(t).square().mean().plus(al.times(w.abs().sum())).plus(mu.times(w.square().sum())), w);
        d("gather", X.take(vi("i", 3), 0).square().sum(), X);
        d("cumsum", u.cumsum(0).square().sum(), u);
        d("sort", u.sort().times(w).sum(), u);
        d("max", u.max().times(y), u);
        d("logcumsumexp", u.logcumsumexp(0).times(w).sum(), u);
        d("prod", u.prod(), u);
        h("Σ exp(Xw)", X.matmul(w).exp().sum(), w);
        h("poly kernel", u.dot(w).plus(1).pow(3), u);
        j("A·tanh(A·u)", A.matmul(A.matmul(u).tanh()), u);
        j("outer", u.outer(u), u);
    }

    private void batched() {
        show("batched loss gradient", b(Grad.of(of(w.dot(u).minus(y).square(), w, u, y), Ints.of(0)), 10, false, true, true));
        show("batched mlp", b(of(u.matmul(W1).plus(b1).tanh().matmul(W2).plus(b2), u, W1, b1, W2, b2), 10, true, false, false, false, false));
        show("batched hessian", b(Hessian.of(of(w.dot(u).sigmoid().log(), w, u), Ints.of(0)), 10, false, true));
        show("batched softmax", b(of(u.softmax(), u), 10, true));
        show("batched layernorm", b(of(normal(u).times(w), u, w), 10, true, false));
        show("batched quadratic", b(of(u.dot(A.matmul(u)), u, A), 10, true, true));
        show("per-sample mlp grad", b(Grad.of(of(u.matmul(W1).plus(b1).tanh().matmul(W2).plus(b2).square().sum(), W1, u, b1, W2, b2), Ints.of(0)), 10, false, true, false, false, false));
    }

    private void control() {
        Fn s = fn((Expr q) -> scan(q, vector(1.0, 2.0, 3.0), (Expr cc, Expr e) -> Tuple.of(cc.times(e).sin(), cc))._1).on(f64());
        show("scan", s);
        Fn wh = fn((Expr q) -> whileLoop(scalar(1.0), (Expr k) -> k.square().minus(q).abs().gt(1e-12), k -> k.plus(q.div(k)).times(0.5))).on(f64());
        show("while", wh); show("∇ while", Grad.of(wh, Ints.of(0)));
        Fn cd = fn((Expr q) -> cond(q.gt(0), () -> q.sin().times(q), () -> q.exp().minus(1))).on(f64());
        show("cond", cd); show("∇ cond", Grad.of(cd, Ints.of(0)));
    }
}
