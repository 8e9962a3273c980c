package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.core.TreeException;
import fluxion.core.op.Checkpoint;
import fluxion.core.op.Recompute;
import fluxion.dsl.function.Fun1;
import fluxion.dsl.function.SavedResiduals;
import io.vavr.Function1;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import org.junit.jupiter.api.Test;

/** Behaviour 52: one derivative rule serves forward, reverse, higher orders and vmap; checkpoints; solutions of equations. */
class CustomRulesTest {
    private static Tensor vec(double... values) {
        return Tensor.of(values);
    }

    private static final Tensor X = vec(-2, 0.5, 3);

    /** ln(1 + eˣ) by its derivative in each form; the body's own derivative is wrong for large x. */
    private static Seq<Fun1<Expr, Expr>> rules() {
        return Array.of(custom(x -> log1p(exp(x))).derivative((x, y) -> sigmoid(x)),
                custom("softplus", fn(x -> log1p(exp(x)))).derivative((x, y, dx) -> sigmoid(x).times(dx)),
                custom("softplus", fn(x -> log1p(exp(x)))).pullback((x, y, ct) -> sigmoid(x).times(ct)));
    }

    private static void near(Expr got, Expr want) {
        Tensor g = eval(got);
        Tensor w = eval(want);
        assertThat(g.type()).isEqualTo(w.type());
        for (int i = 0; i < w.doubles().length; i++) {
            assertThat(g.doubles()[i]).isCloseTo(w.doubles()[i], within(1e-12 * (1 + Math.abs(w.doubles()[i]))));
        }
    }

    @Test
    void b52_oneRuleServesEveryMode() {
        Fun1<Expr, Expr> reference = fn(x -> softplus(x));
        Tensor v = vec(1, -2, 0.25);
        for (Fun1<Expr, Expr> f : rules()) {
            near(f.apply(X), reference.apply(X));
            near(jvp(f, X, v).tangent(), jvp(reference, X, v).tangent());
            near(vjp(f, X).pullback().apply(v), vjp(reference, X).pullback().apply(v));
            Fun1<Expr, Expr> s = fn(x -> sum(f.apply(x)));
            Fun1<Expr, Expr> t = fn(x -> sum(reference.apply(x)));
            near(grad(s).apply(X), grad(t).apply(X));
            near(fn(x -> hessian(s).apply(x)).apply(X), hessian(t).apply(X));
            near(jacfwd(f).apply(X), jacfwd(reference).apply(X));
            near(jacrev(f).apply(X), jacrev(reference).apply(X));
            near(jacfwd(jacfwd(f)).apply(X), jacfwd(jacfwd(reference)).apply(X));
            near(jacrev(jacrev(f)).apply(X), jacrev(jacrev(reference)).apply(X));
            near(vmap(f).apply(X), reference.apply(X));
            near(vmap(grad(f)).apply(X), vmap(grad(reference)).apply(X));
            near(vmap(fn(x -> jvp(f, x, scalar(2.0)).tangent())).apply(X), vmap(grad(reference)).apply(X).times(2));
            near(grad(fn(x -> sum(vmap(f).apply(x)))).apply(X), grad(t).apply(X));
            near(vmap(grad(grad(f))).apply(X), vmap(grad(grad(reference))).apply(X));
            assertThat(eval(grad(s).apply(vec(1000, -1000, 0))).doubles()).as("stable where the body's derivative is not").containsExactly(1, 0, 0.5);
        }
    }

    @Test
    void b52_severalArgumentsAndTrees() {
        record Pair(Expr a, Expr b) {}
        var forward = custom("f", fn((Pair p, Expr x) -> new Pair(p.a().times(x), p.b().sin().sum())))
                .derivative((p, x, y, dp, dx) -> new Pair(dp.a().times(x).plus(p.a().times(dx)), p.b().cos().times(dp.b()).sum()));
        var reverse = custom("f", fn((Pair p, Expr x) -> new Pair(p.a().times(x), p.b().sin().sum())))
                .pullback((p, x, y, ct) -> Tuple.of(new Pair(ct.a().times(x), p.b().cos().times(ct.b())), ct.a().times(p.a())));
        Pair at = new Pair(vec(1, 2), vec(3, 4, 5));
        Tensor x = vec(-1, 0.5);
        for (var f : Array.of(forward, reverse)) {
            var loss = fn((Pair p, Expr z) -> f.apply(p, z).a().square().sum().times(f.apply(p, z).b()));
            var plain = fn((Pair p, Expr z) -> p.a().times(z).square().sum().times(p.b().sin().sum()));
            Pair g = grad(loss).apply(at, x);
            Pair w = grad(plain).apply(at, x);
            near(g.a(), w.a());
            near(g.b(), w.b());
            // lanes in one argument only: the other's rule must add up over lanes
            var lanes = fn((Pair p, Expr z) -> sum(vmap(loss).in(none(), 0).apply(p, z)));
            var plainLanes = fn((Pair p, Expr z) -> sum(vmap(plain).in(none(), 0).apply(p, z)));
            Tensor zs = Tensor.of(new double[][] {{1, 2}, {0.5, -1}, {3, 0}});
            near(grad(lanes).apply(at, zs).a(), grad(plainLanes).apply(at, zs).a());
            near(grad(lanes).apply(at, zs).b(), grad(plainLanes).apply(at, zs).b());
        }
    }

    @Test
    void b52_aPullbackNeedNotBeLinear() {
        var clipped = custom("clip_gradient", fn(x -> x)).pullback((x, y, ct) -> ct.clip(-1, 1));
        near(grad(fn(x -> clipped.apply(x).square().sum())).apply(X), vec(-1, 1, 1));
        near(vmap(grad(fn(x -> clipped.apply(x).square()))).apply(X), vec(-1, 1, 1));
        assertThatThrownBy(() -> eval(jvp(clipped, X, X).tangent())).isInstanceOf(TransformException.class)
                .hasMessageContaining("clip_gradient").hasMessageContaining("linear in its cotangent");
    }

    @Test
    void b52_wrongShapesAndStructuresAreRefused() {
        assertThatThrownBy(() -> custom("f", fn(x -> x.square())).derivative((x, y, dx) -> dx.sum()).apply(X)).isInstanceOf(TreeException.class)
                .hasMessageContaining("f: the derivative must return what the function does, f64[3]; got f64[]");
        assertThatThrownBy(() -> custom("f", fn(x -> x.sum())).pullback((x, y, ct) -> ct).apply(X)).isInstanceOf(TreeException.class)
                .hasMessageContaining("f: the pullback must return what the function takes, f64[3]; got f64[]");
        assertThatThrownBy(() -> custom("f", (Expr x) -> (Object) Tuple.of(x, x)).derivative((x, y, dx) -> dx).apply(X))
                .isInstanceOf(TreeException.class).hasMessageContaining("f: the derivative must return what the function does");
        assertThatThrownBy(() -> fn(z -> custom("f", fn(x -> x.times(z))).derivative((x, y, dx) -> dx).apply(z)).apply(X))
                .isInstanceOf(TransformException.class).hasMessageContaining("must depend on nothing but its arguments");
    }

    @Test
    void derivativesOfCustomFunctionsRead() {
        assertThat(grad(rules().get(0)).toString()).isEqualTo("x ↦ σ(x)");
    }

    // ---- checkpoints ----

    private static Fun1<Expr, Expr> chain(Function1<Function1<Expr, Expr>, Function1<Expr, Expr>> wrap) {
        Function1<Expr, Expr> layer = wrap.apply(x -> named(x.sin(), "h").times(x).matmul(Tensor.of(new double[][] {{1, 2}, {0.5, -1}})).tanh());
        return fn(x -> sum(layer.apply(layer.apply(layer.apply(x)))));
    }

    @Test
    void checkpointsChangeNoDerivative() {
        Tensor x = vec(0.3, -0.7);
        Fun1<Expr, Expr> plain = chain(f -> f);
        for (Checkpoint.Keep keep : Array.of(keepNothing(), keepEverything(), keepDots(), keepNamed("h"))) {
            Fun1<Expr, Expr> f = chain(layer -> checkpoint(layer, keep));
            near(f.apply(x), plain.apply(x));
            near(grad(f).apply(x), grad(plain).apply(x));
            near(hessian(f).apply(x), hessian(plain).apply(x));
            near(jacrev(jacrev(f)).apply(x), hessian(plain).apply(x));
            near(jvp(f, x, x).tangent(), jvp(plain, x, x).tangent());
            Tensor lanes = Tensor.of(new double[][] {{0.3, -0.7}, {1, 2}});
            near(vmap(grad(f)).apply(lanes), vmap(grad(plain)).apply(lanes));
            near(grad(fn(z -> sum(vmap(f).apply(z)))).apply(lanes), vmap(grad(plain)).apply(lanes));
        }
    }

    @Test
    void whatIsKeptIsWhatThePolicySays() {
        Tensor x = vec(0.3, -0.7);
        Fun1<Expr, Expr> nothing = fn(z -> sum(checkpoint(chainLayer(), keepNothing()).apply(z)));
        Fun1<Expr, Expr> all = fn(z -> sum(chainLayer().apply(z)));
        Fun1<Expr, Expr> names = fn(z -> sum(checkpoint(chainLayer(), keepNamed("h")).apply(z)));
        Fun1<Expr, Expr> dots = fn(z -> sum(checkpoint(chainLayer(), keepDots()).apply(z)));
        assertThat(savedValues(nothing, x).values().map(SavedResiduals.Value::what)).containsExactly("argument x");
        assertThat(savedValues(names, x).values().map(SavedResiduals.Value::what)).containsExactlyInAnyOrder("argument x", "named h");
        assertThat(savedValues(dots, x).values().map(SavedResiduals.Value::what)).containsExactlyInAnyOrder("argument x", "from dot");
        assertThat(savedValues(all, x).bytes()).isGreaterThan(savedValues(nothing, x).bytes());
        assertThat(savedValues(nothing, x).toString()).contains("f64[2]  argument x").contains("16 bytes");
    }

    private static Function1<Expr, Expr> chainLayer() {
        return x -> named(x.sin(), "h").times(x).matmul(Tensor.of(new double[][] {{1, 2}, {0.5, -1}})).tanh();
    }

    @Test
    void whatIsComputedAgainIsThereTwiceInThePlan() {
        Tensor x = vec(0.3, -0.7);
        String again = plan(fn(z -> sum(checkpoint(chainLayer(), keepNothing()).apply(z))));
        String kept = plan(fn(z -> sum(checkpoint(chainLayer(), keepEverything()).apply(z))));
        // the derivative needs the product inside once more
        assertThat(again.split("dot ", -1)).as(again + "for\n" + kept).hasSize(kept.split("dot ", -1).length + 1);
        Fn fn = valueAndGrad(fn(z -> sum(checkpoint(chainLayer(), keepNothing()).apply(z)))).on(x);
        assertThat(Graph.topological(fluxion.transforms.Inline.of(fn).results()).exists(n -> n instanceof fluxion.core.Apply a && a.op() instanceof Recompute)).isTrue();
    }

    private static String plan(Fun1<Expr, Expr> f) {
        return fluxion.ops.eval.Evaluator.plan(valueAndGrad(f).on(f64(2))).toString();
    }

    // ---- equations ----

    @Test
    void rootsAreDifferentiatedByTheirEquation() {
        // x² = a, by Newton steps that no derivative looks into
        Fun1<Expr, Expr> root = customRoot((x, a) -> x.square().minus(a), (Expr a) -> {
            Expr x = a.stopGradient();
            for (int i = 0; i < 40; i++) {
                x = x.plus(a.stopGradient().div(x)).times(0.5);
            }
            return x;
        });
        Tensor a = scalar(3.0);
        near(root.apply(a), a.sqrt());
        near(grad(root).apply(a), a.sqrt().reciprocal().times(0.5));
        near(grad(grad(root)).apply(a), a.pow(-1.5).times(-0.25));
        near(jvp(root, a, scalar(1.0)).tangent(), a.sqrt().reciprocal().times(0.5));
        Tensor lanes = vec(1, 4, 9);
        near(vmap(grad(root)).apply(lanes), vec(0.5, 0.25, 1.0 / 6));
    }

    @Test
    void rootsMayBeVectors() {
        // x₀² + x₁ = a₀, x₁³ = a₁
        Fun1<Expr, Expr> root = customRoot((x, a) -> stack(0, x.get(0).square().plus(x.get(1)), x.get(1).pow(3)).minus(a),
                (Expr a) -> stack(0, a.get(0).minus(a.get(1).cbrt()).sqrt(), a.get(1).cbrt()).stopGradient());
        Fun1<Expr, Expr> exact = fn(a -> stack(0, a.get(0).minus(a.get(1).cbrt()).sqrt(), a.get(1).cbrt()));
        Tensor a = vec(6, 8);
        near(jacrev(root).apply(a), jacrev(exact).apply(a));
        near(jacfwd(root).apply(a), jacfwd(exact).apply(a));
        near(jacfwd(jacrev(root)).apply(a), jacfwd(jacrev(exact)).apply(a));
        Tensor lanes = Tensor.of(new double[][] {{6, 8}, {5, 1}});
        near(vmap(jacrev(root)).apply(lanes), vmap(jacrev(exact)).apply(lanes));
        Fun1<Expr, Expr> solved = fn(s -> customLinearSolve(v -> v.times(s).plus(v.flip(0)), vec(1, 2)));
        near(jacrev(solved).apply(scalar(2.0)), jacrev(fn(s -> stack(0, s.minus(2), s.times(2).minus(1)).div(s.square().minus(1)))).apply(scalar(2.0)));
    }

    /** Conjugate gradients, as many steps as unknowns: exact but for rounding. */
    private static Expr cg(Function1<Expr, Expr> map, Expr b) {
        Expr x = zerosLike(b);
        Expr r = b;
        Expr p = b;
        for (int i = 0; i < 2; i++) {
            Expr q = map.apply(p);
            Expr alpha = r.dot(r).div(p.dot(q));
            x = x.plus(p.times(alpha));
            Expr next = r.minus(q.times(alpha));
            p = next.plus(p.times(next.dot(next).div(r.dot(r))));
            r = next;
        }
        return x;
    }

    @Test
    void linearSystemsAreDifferentiatedByTheirEquation() {
        Tensor b = vec(1, 2);
        // A = [[2 + s, 1], [1, 3]], whose inverse is known
        Fun1<Expr, Expr> solve = fn(s -> {
            Expr m = Tensor.of(new double[][] {{2, 1}, {1, 3}}).plus(Tensor.of(new double[][] {{1, 0}, {0, 0}}).times(s));
            return customLinearSolve(v -> m.matmul(v), b, CustomRulesTest::cg);
        });
        Fun1<Expr, Expr> exact = fn(s -> {
            Expr det = s.plus(2).times(3).minus(1);
            return stack(0, det.reciprocal(), s.plus(2).times(2).minus(1).div(det));
        });
        Tensor at = scalar(0.5);
        near(solve.apply(at), exact.apply(at));
        near(jacfwd(solve).apply(at), jacfwd(exact).apply(at));
        near(jacrev(solve).apply(at), jacrev(exact).apply(at));
        near(jacfwd(jacrev(solve)).apply(at), jacfwd(jacrev(exact)).apply(at));
        near(vmap(solve).apply(vec(0.5, 1)), vmap(exact).apply(vec(0.5, 1)));
        near(vmap(jacrev(solve)).apply(vec(0.5, 1)), vmap(jacrev(exact)).apply(vec(0.5, 1)));
    }

    @Test
    void mapsThatAreNotLinearAreRefused() {
        assertThatThrownBy(() -> customLinearSolve(v -> v.square(), vec(1, 2), CustomRulesTest::cg)).isInstanceOf(FluxionException.class);
    }

    @Test
    void aRuleMayUseWhatIsAroundIt() {
        // x² with a derivative that is a times too large
        var pulled = fn((Expr a) -> grad(fn((Expr x) -> custom("s", fn((Expr v) -> v.square())).pullback((Expr v, Expr y, Expr ct) -> ct.times(v).times(2).times(a))
                .apply(x))).apply(scalar(3.0)));
        near(pulled.apply(scalar(5.0)), scalar(30));
        near(grad(pulled).apply(scalar(5.0)), scalar(6));
        near(vmap(pulled).apply(vec(1, 2)), vec(6, 12));
        var pushed = fn((Expr a) -> jvp(fn((Expr x) -> custom("s", fn((Expr v) -> v.square())).derivative((Expr v, Expr y, Expr t) -> t.times(v).times(2).times(a))
                .apply(x)), scalar(3.0), scalar(1.0)).tangent());
        near(pushed.apply(scalar(5.0)), scalar(30));
        near(grad(pushed).apply(scalar(5.0)), scalar(6));
        var both = fn((Expr a, Expr x) -> custom("s", fn((Expr v) -> v.square())).pullback((Expr v, Expr y, Expr ct) -> ct.times(v).times(2).times(sin(a))).apply(x));
        near(grad(both).apply(scalar(1.0), scalar(3.0)), scalar(0));
        near(grad(fn((Expr x) -> both.apply(scalar(1.0), x))).apply(scalar(3.0)), scalar(6 * Math.sin(1)));
    }

    @Test
    void whatCannotMoveHasNoTangentOtherThanZero() {
        var f = fn((Expr x, Expr n) -> x.times(n));
        near(jvp(f, pair(scalar(2.0), scalar(I32, 3)), pair(scalar(1.0), scalar(I32, 0))).tangent(), scalar(3));
        assertThatThrownBy(() -> jvp(f, pair(scalar(2.0), scalar(I32, 3)), pair(scalar(1.0), scalar(I32, 1)))).isInstanceOf(TransformException.class)
                .hasMessage("jvp: i32[] cannot move, so its tangent must be 0; got 1 for argument 2. Cast the argument to f64 or f32 to differentiate with respect to it");
        assertThatThrownBy(() -> jvp(fn((Expr x, Expr b) -> b.where(x, 0)), pair(scalar(2.0), scalar(1).gt(0)), pair(scalar(1.0), eval(scalar(1).gt(0)))))
                .isInstanceOf(TransformException.class).hasMessageContaining("bool[] cannot move");
    }
}
