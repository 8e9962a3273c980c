package fluxion.tests.linalg;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Matrices;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.function.ExprFn1;
import fluxion.dsl.function.ExprFn2;
import fluxion.dsl.function.Fun1;
import io.vavr.Function2;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Second and higher derivatives of V·f(Λ)·Vᵀ, in every order of modes, where eigenvalues coincide, nearly do, or do not. The
 * references compute the same function of the matrix without eigenvectors: by its exponential, by Newton's iteration, by an
 * integral of resolvents, by products.
 */
class MatrixFunctionsTest {
    private static final Tensor TURN = Tensor.of(new double[][] {{2 / 3.0, -1 / 3.0, 2 / 3.0}, {2 / 3.0, 2 / 3.0, -1 / 3.0},
            {-1 / 3.0, 2 / 3.0, 2 / 3.0}});
    private static final Tensor T = Tensor.of(new double[][] {{0.3, -0.7, 0.2}, {0.5, 1.1, -0.4}, {-0.6, 0.9, 0.8}});
    private static final Tensor S = Tensor.of(new double[][] {{-0.2, 0.4, 0.9}, {0.1, 0.6, -0.3}, {0.7, -0.5, 0.2}});
    private static final Tensor B = Tensor.of(new double[][] {{1, 2, -1}, {0.5, -1, 3}, {2, 0.3, 1.5}});

    /** A function and the same of a symmetric matrix without eigenvectors. */
    private record Pair(String name, UnaryOperator<Expr> f, UnaryOperator<Expr> reference) {
        Fun1<Expr, Expr> spectral() {
            return fn((Expr a) -> sum(function(a, f).times(B)));
        }

        Fun1<Expr, Expr> plain() {
            return fn((Expr a) -> sum(reference.apply(a.plus(transpose(a)).times(0.5)).times(B)));
        }
    }

    private static final Array<Pair> PAIRS = Array.of(
            new Pair("exp", Expr::exp, Expr::expm),
            new Pair("sqrt", Expr::sqrt, MatrixFunctionsTest::root),
            new Pair("log", Expr::log, MatrixFunctionsTest::logarithm),
            new Pair("1/(1 + w²)", w -> w.square().plus(1).reciprocal(), a -> inv(a.matmul(a).plus(identity()))),
            new Pair("w³ − 2w", w -> w.pow(3).minus(w.times(2)), a -> a.matmul(a).matmul(a).minus(a.times(2))));

    private static Expr identity() {
        return fluxion.dsl.Fluxion.eye(3);
    }

    private static Expr function(Expr a, UnaryOperator<Expr> f) {
        Matrices.Eigh e = eigh(a);
        return e.vectors().times(f.apply(e.values()).expandDims(-2)).matmul(e.vectors().swapAxes(-1, -2));
    }

    /** Denman and Beavers (1976). */
    private static Expr root(Expr a) {
        Expr x = a;
        Expr y = identity();
        for (int i = 0; i < 7; i++) {
            Expr next = x.plus(inv(y)).times(0.5);
            y = y.plus(inv(x)).times(0.5);
            x = next;
        }
        return x;
    }

    /** ∫₀¹ (A − I)·(I + t·(A − I))⁻¹ dt by Gauss' quadrature. */
    private static Expr logarithm(Expr a) {
        Expr e = a.minus(identity());
        Expr sum = a.times(0);
        int n = 24;
        double[] x = new double[n];
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            double z = Math.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (int step = 0; step < 10; step++) {
                double before = 1;
                double p = z;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * z * p - (k - 1) * before) / k;
                    before = p;
                    p = next;
                }
                slope = n * (z * p - before) / (z * z - 1);
                z -= p / slope;
            }
            x[i] = (1 + z) / 2;
            w[i] = 1 / ((1 - z * z) * slope * slope);
        }
        for (int i = 0; i < n; i++) {
            sum = sum.plus(inv(identity().plus(e.times(x[i]))).times(w[i]));
        }
        return e.matmul(sum);
    }

    private static Tensor spectrum(double... w) {
        return eval(TURN.times(vector(w)).matmul(TURN.t()));
    }

    private static Tensor eye() {
        return eval(identity());
    }

    private static Seq<Tensor> matrices() {
        return Array.of(eye(), eval(eye().times(0.5)), Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 2}}),
                Tensor.of(new double[][] {{2, 0, 0}, {0, 1, 0}, {0, 0, 2}}),
                spectrum(1, 1, 2), spectrum(0.5, 1, 2))
                        .appendAll(Array.of(1e-14, 1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1)
                .flatMap(gap -> Array.of(spectrum(1, 1 + gap, 2), spectrum(1, 1 + gap, 1 - gap / 3))));
    }

    private static Tensor symmetric(Tensor t) {
        return eval(t.plus(t.t()).times(0.5));
    }

    private static void near(String what, Expr found, Expr wanted, double tolerance) {
        double[] y = eval(wanted.cast(DType.F64)).doubles();
        double size = Math.max(1, Array.ofAll(y).map(Math::abs).max().get());
        assertThat(eval(found.cast(DType.F64)).doubles()).as(what).containsExactly(y, within(tolerance * size));
    }

    @Test
    void hessians() {
        PAIRS.forEach(pair -> {
            everywhere(pair.name() + "′", a -> grad(pair.spectral()).apply(a), a -> grad(pair.plain()).apply(a), 1e-13);
            everywhere(pair.name() + "″", a -> hessian(pair.spectral()).apply(a), a -> hessian(pair.plain()).apply(a), 1e-12);
            Tensor one = spectrum(1, 1, 2);
            near(pair.name() + "″ alone", hessian(pair.spectral()).apply(one), hessian(pair.plain()).apply(one), 1e-12);
        });
    }

    /** At all matrices as lanes. */
    private static void everywhere(String what, ExprFn1 f, ExprFn1 g, double tolerance) {
        Seq<Tensor> at = matrices();
        Expr lanes = eval(stack(0, Array.<Expr>narrow(Array.ofAll(at)).toJavaArray(Expr[]::new)));
        Expr found = eval(vmap(fn(f)).apply(lanes));
        Expr wanted = eval(vmap(fn(g)).apply(lanes));
        at.forEachWithIndex((a, i) -> near(what + " at " + a, found.get(i), wanted.get(i), tolerance));
    }

    /** Four orders of modes; lanes. */
    @Test
    void secondDerivativesInEveryMode() {
        Tensor t = symmetric(T);
        PAIRS.forEach(pair -> {
            var f = pair.spectral();
            ExprFn1 wanted = a -> jvp(grad(pair.plain()), a, t).tangent();
            everywhere(pair.name() + ": jvp of grad", a -> jvp(grad(f), a, t).tangent(), wanted, 1e-12);
            everywhere(pair.name() + ": grad of jvp", a -> grad(fn((Expr x) -> jvp(f, x, t).tangent())).apply(a), wanted, 1e-12);
            everywhere(pair.name() + ": grad of grad", a -> grad(fn((Expr x) -> sum(grad(f).apply(x).times(t)))).apply(a),
                    wanted, 1e-12);
            everywhere(pair.name() + ": jvp of jvp", a -> jvp(fn((Expr x) -> jvp(f, x, t).tangent()), a, S).tangent(),
                    a -> sum(wanted.apply(a).times(S)), 1e-12);
        });
    }

    @Test
    void lanesAndBatches() {
        Tensor batch = eval(stack(0, eye(), spectrum(1, 1, 2), spectrum(1, 1 + 1e-6, 2), spectrum(0.5, 1, 2)));
        Tensor tangents = eval(stack(0, symmetric(T), symmetric(S)));
        PAIRS.forEach(pair -> {
            var f = pair.spectral();
            Expr wanted = vmap(hessian(pair.plain())).apply(batch);
            near(pair.name() + ": vmap", vmap(hessian(f)).apply(batch), wanted, 1e-12);
            var all = fn((Expr x) -> sum(function(x, pair.f()).times(B)));
            near(pair.name() + ": batch", jvp(grad(all), batch, eval(batch.times(0).plus(symmetric(T)))).tangent(),
                    vmap(fn((Expr a) -> jvp(grad(pair.plain()), a, symmetric(T)).tangent())).apply(batch), 1e-12);
            // lanes of tangents at one matrix, of matrices for one tangent, and both
            var along = fn((Expr a, Expr t) -> jvp(grad(f), a, t).tangent());
            var plain = fn((Expr a, Expr t) -> jvp(grad(pair.plain()), a, t).tangent());
            near(pair.name() + ": tangents", vmap(fn((Expr t) -> along.apply(spectrum(1, 1, 2), t))).apply(tangents),
                    vmap(fn((Expr t) -> plain.apply(spectrum(1, 1, 2), t))).apply(tangents), 1e-12);
            near(pair.name() + ": matrices", vmap(fn((Expr a) -> vmap(fn((Expr t) -> along.apply(a, t))).apply(tangents)))
                    .apply(batch),
                    vmap(fn((Expr a) -> vmap(fn((Expr t) -> plain.apply(a, t))).apply(tangents))).apply(batch), 1e-12);
        });
    }

    @Test
    void thirdAndFourthDerivatives() {
        Tensor t = symmetric(T);
        PAIRS.forEach(pair -> {
            everywhere(pair.name() + "‴", a -> third(pair.spectral(), a, t).apply(scalar(0)), a -> third(pair.plain(), a, t)
                    .apply(scalar(0)), 1e-10);
            everywhere(pair.name() + "⁗", a -> jvp(third(pair.spectral(), a, t), scalar(0), scalar(1)).tangent(),
                    a -> jvp(third(pair.plain(), a, t), scalar(0), scalar(1)).tangent(), 1e-9);
        });
    }

    private static Fun1<Expr, Expr> third(Fun1<Expr, Expr> f, Expr a, Tensor t) {
        ExprFn1 along = s -> f.apply(a.plus(s.times(t)));
        return grad(fn((Expr u) -> jvp(fn((Expr s) -> grad(fn(along)).apply(s)), u, scalar(1)).tangent()));
    }

    /** Parameters of the function, shared by all eigenvalues, move too. */
    @Test
    void mixedDerivatives() {
        ExprFn2 f = (a, c) -> sum(function(a, w -> exp(w.times(c)).div(c)).times(B));
        ExprFn2 g = (a, c) -> sum(expm(a.plus(transpose(a)).times(0.5).times(c)).div(c).times(B));
        Array.of("∂²/∂A∂c", "∂²/∂c∂A", "∂³/∂A²∂c")
                .forEachWithIndex((what, i) -> everywhere(what, a -> mixed(f, a).get(i), a -> mixed(g, a).get(i), 1e-12));
    }

    private static Array<Expr> mixed(ExprFn2 f, Expr a) {
        Function2<Expr, Expr, Expr> matrix = (x, c) -> grad(fn((Expr y) -> f.apply(y, c))).apply(x);
        Function2<Expr, Expr, Expr> second = (x, c) -> jvp(fn((Expr y) -> matrix.apply(y, c)), x, T).tangent();
        return Array.of(jvp(fn((Expr c) -> matrix.apply(a, c)), scalar(0.7), scalar(1)).tangent(),
                grad(fn((Expr x) -> grad(fn((Expr c) -> f.apply(x, c))).apply(scalar(0.7)))).apply(a),
                grad(fn((Expr c) -> sum(second.apply(a, c).times(S)))).apply(scalar(0.7)));
    }

    /** The function depends on all eigenvalues at once: exp(A)/tr exp(A). */
    @Test
    void normalizedFunctions() {
        var f = fn((Expr a) -> sum(function(a, w -> softmax(w)).times(B)));
        var g = fn((Expr a) -> {
            Expr e = expm(a.plus(transpose(a)).times(0.5));
            return sum(e.div(sum(e.diagonal())).times(B));
        });
        everywhere("softmax of eigenvalues", a -> hessian(f).apply(a), a -> hessian(g).apply(a), 1e-11);
    }

    /** Products with vectors and quadratic forms, also of some of the eigenvectors. */
    @Test
    void appliedToVectors() {
        Tensor b = vector(1, -2, 0.5);
        var f = fn((Expr x) -> {
            Matrices.Eigh e = eigh(x);
            return sum(e.vectors().matmul(exp(e.values()).times(transpose(e.vectors()).matmul(b))).times(vector(0.3, 1, -1)))
                    .plus(sum(sqrt(e.values()).times(b.matmul(e.vectors()).square())));
        });
        var g = fn((Expr x) -> {
            Expr a = x.plus(transpose(x)).times(0.5);
            return sum(expm(a).matmul(b).times(vector(0.3, 1, -1))).plus(sum(root(a).matmul(b).times(b)));
        });
        everywhere("products with vectors", a -> hessian(f).apply(a), a -> hessian(g).apply(a), 1e-11);
        // the projector on the two lower eigenvectors: (3·I − A)/(3 − 1) to first order at (1, 1, 3), smooth to all
        Tensor a = spectrum(1, 1, 3);
        var p = fn((Expr x) -> {
            Expr v = eigh(x).vectors().slice(-1, 0, 2);
            return sum(v.matmul(transpose(v)).times(B));
        });
        // Newton's iteration for the sign of 2·I − A: P = (I + sign)/2
        var q = fn((Expr x) -> {
            Expr s = identity().times(2).minus(x.plus(transpose(x)).times(0.5));
            for (int i = 0; i < 8; i++) {
                s = s.plus(inv(s)).times(0.5);
            }
            return sum(s.plus(identity()).times(0.5).times(B));
        });
        near("projector", hessian(p).apply(a), hessian(q).apply(a), 1e-12);
        near("projector, third", jvp(fn((Expr x) -> jvp(grad(p), x, T).tangent()), a, S).tangent(),
                jvp(fn((Expr x) -> jvp(grad(q), x, T).tangent()), a, S).tangent(), 1e-12);
    }

    /** Numbers that belong to single eigenvalues move too, where no two of these coincide. */
    @Test
    void numbersOfSingleEigenvalues() {
        ExprFn2 f = (a, q) -> sum(function(a, w -> sin(w).times(q)).times(B));
        Tensor a = spectrum(0.5, 1, 2);
        var slope = fn((Expr q) -> jvp(fn((Expr x) -> f.apply(x, q)), a, T).tangent());
        double[] found = eval(grad(slope).apply(vector(1, -2, 0.5))).doubles();
        // linear in q
        for (int i = 0; i < 3; i++) {
            Tensor unit = eval(fluxion.dsl.Fluxion.eye(3).get(i));
            assertThat(found[i]).isCloseTo(eval(slope.apply(unit)).toDouble(), within(1e-13));
        }
        // of equal values they choose between vectors
        assertThat(eval(jvp(fn((Expr x) -> f.apply(x, vector(1, -2, 0.5))), eye(), symmetric(T)).tangent()).toDouble()).isNaN();
    }

    /** Third derivatives of symmetric functions of eigenvalues. */
    @Test
    void symmetricFunctions() {
        Array.of(new Pair("tr exp", w -> sum(exp(w)), a -> sum(expm(a).diagonal())),
                new Pair("Σ λ²", w -> sum(w.square()), a -> sum(a.square())),
                new Pair("ln det", w -> sum(log(w)), a -> a.logAbsDet()),
                        new Pair("ln tr exp", w -> log(sum(exp(w))), a -> log(sum(expm(a).diagonal())))).forEach(pair -> {
                    var f = fn((Expr x) -> pair.f().apply(eigvalsh(x)));
                    var g = fn((Expr x) -> pair.reference().apply(x.plus(transpose(x)).times(0.5)));
                    everywhere(pair.name() + "″", a -> hessian(f).apply(a), a -> hessian(g).apply(a), 1e-12);
                    everywhere(pair.name() + "‴", a -> jvp(fn((Expr x) -> jvp(grad(f), x, T).tangent()), a, S).tangent(),
                            a -> jvp(fn((Expr x) -> jvp(grad(g), x, T).tangent()), a, S).tangent(), 1e-11);
                });
    }

    @Test
    void sizesAndFloats() {
        var f = fn((Expr x) -> sum(function(x, Expr::exp)));
        assertThat(eval(hessian(f).apply(Tensor.of(new double[][] {{0.5}}))).doubles())
                .containsExactly(new double[] {Math.exp(0.5)}, within(1e-15));
        assertThat(eval(hessian(f).apply(Tensor.zeros(f64(0, 0)))).shape()).isEqualTo(Shape.of(0, 0, 0, 0));
        PAIRS.forEach(pair -> everywhere(pair.name() + " in f32", a ->
                hessian(fn((Expr x) -> sum(function(x, pair.f()).times(B.cast(DType.F32))))).apply(a.cast(DType.F32)),
                a -> hessian(pair.plain()).apply(a), 1e-4));
    }

    @Test
    void scales() {
        for (double scale : new double[] {1e-100, 1e-9, 1e9, 1e100}) {
            // of degree ½ the second derivative has degree −3/2
            Expr wanted = hessian(PAIRS.get(1).plain()).apply(spectrum(1, 1, 2));
            near("sqrt at " + scale, hessian(PAIRS.get(1).spectral()).apply(eval(spectrum(1, 1, 2).times(scale))).times(scale)
                    .times(Math.sqrt(scale)), wanted, 1e-12);
        }
    }
}
