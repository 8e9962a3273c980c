package fluxion.tests.linalg;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Matrices;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.dsl.function.Fun1;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Derivatives where eigenvalues or singular values coincide, or nearly do: what does not depend on the choice of vectors has
 * them. The exponential of a matrix, which needs no eigenvectors, is the reference; other figures follow by hand.
 */
class CoincidingValuesTest {
    private static final Tensor TURN = Tensor.of(new double[][] {{2 / 3.0, -1 / 3.0, 2 / 3.0}, {2 / 3.0, 2 / 3.0, -1 / 3.0}, {-1 / 3.0, 2 / 3.0, 2 / 3.0}});
    private static final Tensor T = Tensor.of(new double[][] {{0.3, -0.7, 0.2}, {0.5, 1.1, -0.4}, {-0.6, 0.9, 0.8}});

    private static Expr function(Expr a, UnaryOperator<Expr> f) {
        Matrices.Eigh e = eigh(a);
        return e.vectors().times(f.apply(e.values())).matmul(transpose(e.vectors()));
    }

    private static Tensor eye(int n) {
        return eval(fluxion.dsl.Fluxion.eye(n));
    }

    private static Tensor spectrum(double... w) {
        return eval(TURN.times(vector(w)).matmul(TURN.t()));
    }

    private static Seq<Tensor> matrices() {
        return Array.of(eye(3), eval(eye(3).times(-0.5)), Tensor.zeros(f64(3, 3)), Tensor.of(new double[][] {{1, 0, 0}, {0, 2, 0}, {0, 0, 1}}),
                spectrum(1, 1, 2), spectrum(-1, 0.5, 0.5), spectrum(1, 1 + 1e-9, 2), spectrum(1, 1 + 1e-6, 1 - 1e-4), spectrum(1, 1 + 1e-13, 1),
                spectrum(0.1, 1, 2));
    }

    private static void near(Expr found, Expr wanted, double tolerance) {
        double[] x = eval(found).doubles();
        double[] y = eval(wanted).doubles();
        assertThat(x).containsExactly(y, within(tolerance));
    }

    private static Tensor symmetric(Tensor t) {
        return eval(t.plus(t.t()).times(0.5));
    }

    @Test
    void theThreeExamples() {
        Tensor h = eval(hessian(fn((Expr c) -> sum(pow(sqrt(eigvalsh(c)), 3.0)))).apply(eye(2)));
        assertThat(h.doubles()).containsExactly(new double[] {0.75, 0, 0, 0, 0, 0.375, 0.375, 0, 0, 0.375, 0.375, 0, 0, 0, 0, 0.75}, within(1e-14));
        double e = Math.E;
        assertThat(eval(grad(fn((Expr a) -> sum(function(a, Expr::exp)))).apply(eye(2))).doubles()).containsExactly(new double[] {e, e, e, e}, within(1e-14));
        Tensor turn = Tensor.of(new double[][] {{0, -1}, {1, 0}});
        near(jvp(polar(), eye(2), turn).tangent(), turn, 1e-15);
    }

    private static Fun1<Expr, Expr> polar() {
        return fn((Expr a) -> {
            Matrices.Svd s = svd(a);
            return s.u().matmul(s.vt());
        });
    }

    @Test
    void functionsOfMatricesForwards() {
        Tensor t = symmetric(T);
        matrices().forEach(a -> near(jvp(fn((Expr x) -> function(x, Expr::exp)), a, t).tangent(), jvp(fn((Expr x) -> expm(x)), a, t).tangent(), 1e-9));
    }

    @Test
    void functionsOfMatricesBackwards() {
        matrices().forEach(a -> {
            Expr wanted = grad(fn((Expr x) -> sum(expm(x).times(symmetric(T))))).apply(a);
            near(grad(fn((Expr x) -> sum(function(x, Expr::exp).times(symmetric(T))))).apply(a), wanted, 1e-9);
            // written in other ways
            near(grad(fn((Expr x) -> sum(eigh(x).vectors().matmul(exp(eigh(x).values()).diag()).matmul(eigh(x).vectors().t()).times(symmetric(T))))).apply(a),
                    wanted, 1e-9);
            near(grad(fn((Expr x) -> sum(einsum("ia,a,ja->ij", eigh(x).vectors(), exp(eigh(x).values()), eigh(x).vectors()).times(symmetric(T))))).apply(a), wanted, 1e-9);
        });
    }

    @Test
    void appliedToVectorsAndAsQuadraticForms() {
        Tensor b = vector(1, -2, 0.5);
        matrices().forEach(a -> {
            Expr wanted = grad(fn((Expr x) -> sum(expm(x).matmul(b).times(vector(0.3, 1, -1))))).apply(a);
            Expr both = eval(wanted.plus(transpose(wanted)).times(0.5));
            near(grad(fn((Expr x) -> {
                Matrices.Eigh e = eigh(x);
                return sum(e.vectors().matmul(exp(e.values()).times(transpose(e.vectors()).matmul(b))).times(vector(0.3, 1, -1)));
            })).apply(a), both, 1e-9);
            Expr form = grad(fn((Expr x) -> sum(b.times(expm(x).matmul(b))))).apply(a);
            near(grad(fn((Expr x) -> sum(exp(eigh(x).values()).times(b.matmul(eigh(x).vectors()).square())))).apply(a), form, 1e-9);
        });
    }

    @Test
    void symmetricFunctionsOfEigenvaluesToSecondOrder() {
        var trace = fn((Expr x) -> sum(exp(eigvalsh(x))));
        var reference = fn((Expr x) -> sum(expm(x.plus(transpose(x)).times(0.5)).diagonal()));
        Tensor t = symmetric(T);
        matrices().forEach(a -> {
            near(grad(trace).apply(a), grad(reference).apply(a), 1e-12);
            Expr wanted = jvp(fn((Expr x) -> grad(reference).apply(x)), a, t).tangent();
            near(jvp(fn((Expr x) -> grad(trace).apply(x)), a, t).tangent(), wanted, 1e-9);
            near(grad(fn((Expr x) -> sum(grad(trace).apply(x).times(t)))).apply(a), wanted, 1e-9);
            near(hessian(trace).apply(a), hessian(reference).apply(a), 1e-9);
        });
    }

    @Test
    void functionsThatDependOnAllValuesAtOnce() {
        // A/tr A and (A − λ·I) with λ the mean: equivariant, not elementwise
        matrices().filter(a -> Math.abs(toDouble(sum(a.diagonal()))) > 0.1).forEach(a -> {
            near(grad(fn((Expr x) -> sum(function(x, w -> w.div(w.sum())).times(symmetric(T))))).apply(a),
                    grad(fn((Expr x) -> sum(x.plus(transpose(x)).times(0.5).div(sum(x.diagonal())).times(symmetric(T))))).apply(a), 1e-10);
            near(grad(fn((Expr x) -> sum(function(x, w -> w.minus(w.mean())).times(symmetric(T))))).apply(a),
                    grad(fn((Expr x) -> sum(x.plus(transpose(x)).times(0.5).minus(eye(3).times(sum(x.diagonal()).div(3))).times(symmetric(T))))).apply(a), 1e-10);
        });
    }

    @Test
    void projectorsOnSpacesOfEqualValues() {
        // the two lower eigenvalues coincide: the projector on their space is smooth
        Tensor a = spectrum(1, 1, 3);
        Tensor t = symmetric(T);
        Expr found = jvp(fn((Expr x) -> {
            Expr v = eigh(x).vectors().slice(-1, 0, 2);
            return v.matmul(transpose(v));
        }), a, t).tangent();
        // P' = P·T·Q/(1 − 3) + Q·T·P/(1 − 3), Q = I − P
        Expr q = TURN.slice(1, 2, 3).matmul(TURN.slice(1, 2, 3).t());
        Expr p = eye(3).minus(q);
        near(found, p.matmul(t).matmul(q).plus(q.matmul(t).matmul(p)).div(-2), 1e-13);
        // a vector of a single value does not mind equal others
        Expr single = grad(fn((Expr x) -> eigh(x).vectors().get(0, 2).square())).apply(a);
        assertThat(eval(single).doubles()).doesNotContain(Double.NaN);
    }

    @Test
    void whatDoesNotExistIsNaN() {
        assertThat(eval(grad(fn((Expr x) -> sum(eigh(x).vectors()))).apply(eye(2))).doubles()).contains(Double.NaN);
        assertThat(eval(jvp(fn((Expr x) -> eigh(x).vectors()), eye(2), symmetric(Tensor.of(new double[][] {{1, 2}, {3, 4}}))).tangent()).doubles()).containsOnly(Double.NaN);
        // a projector on one of two equal values
        assertThat(eval(jvp(fn((Expr x) -> function(x, w -> Tensor.of(new double[] {1, 0}))), eye(2), Tensor.of(new double[][] {{0, 1}, {1, 0}})).tangent()).doubles())
                .contains(Double.NaN);
        // the square root at a double eigenvalue 0, the polar factor at a singular matrix
        assertThat(eval(grad(fn((Expr x) -> sum(function(x, Expr::sqrt)))).apply(Tensor.zeros(f64(2, 2)))).doubles()).contains(Double.NaN);
        assertThat(eval(grad(fn((Expr x) -> sum(polar().apply(x).times(Tensor.of(new double[][] {{1, 2}, {3, 5}}))))).apply(Tensor.of(new double[][] {{1, 0}, {0, 0}}))).doubles())
                .contains(Double.NaN);
        assertThat(eval(grad(fn((Expr x) -> sum(svd(x).u()))).apply(eye(3))).doubles()).contains(Double.NaN);
    }

    @Test
    void polarFactorsOfEqualSingularValues() {
        // Uᵀ·(U·Vᵀ)'·V = (P − Pᵀ)ᵢⱼ/(sᵢ + sⱼ)
        for (double[] s : new double[][] {{1, 1, 1}, {2, 2, 1}, {3, 1, 1}, {1, 1 + 1e-9, 2}}) {
            Tensor a = eval(TURN.times(vector(s)).matmul(eye(3)));
            Expr p = TURN.t().matmul(T);
            double[] skew = eval(p.minus(transpose(p))).doubles();
            double[] between = new double[9];
            for (int i = 0; i < 9; i++) {
                between[i] = skew[i] / (s[i / 3] + s[i % 3]);
            }
            Expr wanted = TURN.matmul(Tensor.of(Shape.of(3, 3), between));
            near(jvp(polar(), a, T).tangent(), wanted, 1e-12);
            Tensor w = eval(T.t().plus(0.3));
            assertThat(toDouble(sum(grad(fn((Expr x) -> sum(polar().apply(x).times(w)))).apply(a).times(T)))).isCloseTo(toDouble(sum(wanted.times(w))), within(1e-12));
        }
    }

    @Test
    void theNuclearNormToSecondOrder() {
        assertThat(eval(hessian(fn((Expr x) -> sum(svdvals(x)))).apply(eye(2))).doubles())
                .containsExactly(new double[] {0, 0, 0, 0, 0, 0.5, -0.5, 0, 0, -0.5, 0.5, 0, 0, 0, 0, 0}, within(1e-15));
    }

    @Test
    void lowRankApproximationsOfTallAndWideMatrices() {
        // the sum of squares of the two largest of three equal ones and a function of A·Aᵀ: U·s²·Uᵀ
        Tensor tall = eval(concatenate(0, eye(3), eye(3).times(2)));
        var square = fn((Expr x) -> {
            Matrices.Svd f = svd(x);
            return f.u().times(f.s().square()).matmul(transpose(f.u()));
        });
        var whole = fn((Expr x) -> {
            Matrices.Svd f = svd(x);
            return f.u().times(f.s()).matmul(f.vt());
        });
        Tensor t = eval(concatenate(0, T, T.t()));
        near(jvp(square, tall, t).tangent(), t.matmul(tall.t()).plus(tall.matmul(t.t())), 1e-12);
        near(jvp(whole, tall, t).tangent(), t, 1e-12);
        near(jvp(whole, eval(tall.t()), eval(t.t())).tangent(), t.t(), 1e-12);
        near(grad(fn((Expr x) -> sum(whole.apply(x).times(t)))).apply(tall), t, 1e-12);
    }

    @Test
    void batchesLanesAndFloats() {
        Tensor batch = eval(stack(0, eye(3), spectrum(1, 1, 2), spectrum(0.1, 1, 2)));
        var f = fn((Expr x) -> sum(function(x, Expr::exp).times(symmetric(T))));
        Expr wanted = vmap(grad(fn((Expr x) -> sum(expm(x).times(symmetric(T)))))).apply(batch);
        near(vmap(grad(f)).apply(batch), wanted, 1e-12);
        near(grad(fn((Expr x) -> sum(eigh(x).vectors().times(exp(eigh(x).values()).expandDims(1)).matmul(eigh(x).vectors().swapAxes(-1, -2)).times(symmetric(T))))).apply(batch),
                wanted, 1e-12);
        near(grad(fn((Expr x) -> sum(vmap(f).apply(x)))).apply(batch), wanted, 1e-12);
        Tensor single = eval(batch.cast(DType.F32));
        near(vmap(grad(fn((Expr x) -> sum(function(x, Expr::exp).times(symmetric(T).cast(DType.F32)))))).apply(single), wanted, 2e-5);
        near(hessian(fn((Expr x) -> sum(exp(eigvalsh(x))))).apply(eval(eye(2).cast(DType.F32))), hessian(fn((Expr x) -> sum(exp(eigvalsh(x))))).apply(eye(2)), 1e-6);
    }

    @Test
    void scales() {
        var power = fn((Expr x) -> sum(pow(eigvalsh(x), 1.5)));
        for (double scale : new double[] {1e-100, 1e100}) {
            // the Hessian of a function of degree 3/2 has degree −1/2
            Expr h = hessian(power).apply(eval(eye(2).times(scale))).times(Math.sqrt(scale));
            near(h, Tensor.of(Shape.of(2, 2, 2, 2), 0.75, 0, 0, 0, 0, 0.375, 0.375, 0, 0, 0.375, 0.375, 0, 0, 0, 0, 0.75), 1e-13);
            near(jvp(polar(), eval(eye(2).times(scale)), Tensor.of(new double[][] {{0, -scale}, {scale, 0}})).tangent(), Tensor.of(new double[][] {{0, -1}, {1, 0}}), 1e-14);
        }
    }

    /** Away from coinciding values the derivatives are those of difference quotients. */
    @Test
    void randomMatricesAgreeWithDifferences() {
        SplittableRandom random = new SplittableRandom(5);
        for (int n = 1; n <= 5; n++) {
            Tensor a = symmetric(Tensor.of(Shape.of(n, n), random.doubles((long) n * n, -2, 2).toArray()));
            Tensor t = symmetric(Tensor.of(Shape.of(n, n), random.doubles((long) n * n, -1, 1).toArray()));
            var f = fn((Expr x) -> function(x, w -> sin(w).plus(w.square())));
            double h = 1e-5;
            Expr quotient = f.apply(eval(a.plus(t.times(h)))).minus(f.apply(eval(a.minus(t.times(h))))).div(2 * h);
            near(jvp(f, a, t).tangent(), quotient, 1e-8);
        }
    }
}
