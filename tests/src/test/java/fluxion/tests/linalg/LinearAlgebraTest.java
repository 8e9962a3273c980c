package fluxion.tests.linalg;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Matrices;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import fluxion.core.print.MathText;
import fluxion.transforms.Grad;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Factorisations by their backward errors, in units of rounding errors of the matrix (what LAPACK's own tests measure): on
 * random, graded, rank-deficient and Hilbert matrices, of sizes at which blocks matter.
 */
class LinearAlgebraTest {
    private static final double EPS = Math.ulp(1.0);
    private final SplittableRandom random = new SplittableRandom(7);

    private Tensor random(int m, int n) {
        double[] values = new double[m * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-1, 1);
        }
        return Tensor.of(Shape.of(m, n), values);
    }

    private static Tensor hilbert(int n) {
        double[] values = new double[n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1.0 / (i / n + i % n + 1);
        }
        return Tensor.of(Shape.of(n, n), values);
    }

    /** Rows from 1 to 10⁻¹⁵, or to a tiny or huge scale as a whole. */
    private Tensor graded(int m, int n) {
        double[] values = random(m, n).doubles();
        for (int i = 0; i < values.length; i++) {
            values[i] *= Math.pow(10, -15.0 * (i / n) / m);
        }
        return Tensor.of(Shape.of(m, n), values);
    }

    private Tensor lowRank(int m, int n, int rank) {
        return eval(random(m, rank).matmul(random(rank, n)));
    }

    private Seq<Tensor> squares() {
        return Array.of(random(1, 1), random(5, 5), random(64, 64), random(131, 131), hilbert(8), hilbert(13), graded(20, 20), graded(80, 80),
                eval(random(30, 30).times(1e-200)), eval(random(30, 30).times(1e200)));
    }

    private Seq<Tensor> all() {
        return squares().appendAll(Array.of(random(40, 7), random(7, 40), random(150, 100), random(100, 150), graded(50, 20), graded(20, 50),
                lowRank(30, 30, 4), lowRank(40, 20, 3), lowRank(20, 40, 1), Tensor.zeros(f64(6, 4)), Tensor.zeros(f64(4, 4))));
    }

    private static double norm(Expr x) {
        double largest = toDouble(max(x.abs()));
        return largest == 0 ? 0 : largest * Math.sqrt(toDouble(sum(x.div(largest).square())));
    }

    /** The difference from what it should be, in rounding errors of the matrix. */
    private static void small(String what, Tensor a, Expr difference, double scale) {
        int n = Math.max(a.shape().dim(0), a.shape().dim(1));
        assertThat(norm(difference)).as(what + " of " + a.type()).isLessThanOrEqualTo(4 * n * EPS * scale);
    }

    private static Tensor eye(int n) {
        return eval(Expr.apply(new Eye(DType.F64, n, n, 0)));
    }

    private static void orthonormal(String what, Tensor a, Expr q) {
        Expr gram = q.t().matmul(q);
        small(what, a, gram.minus(eye(gram.shape().dim(0))), Math.sqrt(gram.shape().dim(0)));
    }

    @Test
    void eliminationIsBackwardStable() {
        all().forEach(a -> {
            Matrices.Lu f = eval(lu(a));
            small("P·L·U − A", a, f.p().matmul(f.l().matmul(f.u())).minus(a), norm(a));
            assertThat(toDouble(max(f.l().abs()))).isLessThanOrEqualTo(1);
        });
    }

    @Test
    void solutionsHaveSmallResiduals() {
        squares().forEach(a -> {
            int n = a.shape().dim(0);
            for (Tensor b : Array.of(random(n, 1), random(n, 9))) {
                Tensor x = eval(solve(a, b));
                small("A·X − B", a, a.matmul(x).minus(b), norm(a) * norm(x) + norm(b));
                Tensor y = eval(solve(a, eval(b.squeeze().reshape(n, -1).slice(1, 0, 1).squeeze(-1))));
                assertThat(y.shape()).isEqualTo(Shape.of(n));
            }
        });
    }

    @Test
    void triangularSystemsHaveSmallResiduals() {
        for (int n : new int[] {3, 60, 150}) {
            Tensor a = eval(random(n, n).plus(eye(n).times(2.0 * n)));
            Tensor b = random(n, 20);
            for (int i = 0; i < 8; i++) {
                boolean lower = i % 2 == 0;
                boolean transposed = i / 2 % 2 == 0;
                boolean left = i < 4;
                Expr t = lower ? tril(a) : triu(a);
                Expr op = transposed ? t.t() : t;
                Expr right = left ? b : b.t();
                Tensor x = eval(a.triangularSolve(right, lower, transposed, false, left));
                small("op(A)·X − B", a, (left ? op.matmul(x) : x.matmul(op)).minus(right), norm(t) * norm(x));
            }
        }
    }

    @Test
    void choleskyIsBackwardStable() {
        for (Tensor a : Array.of(random(1, 1), random(5, 5), random(60, 60), random(131, 131), graded(20, 20))) {
            Tensor spd = eval(a.matmul(a.t()).plus(eye(a.shape().dim(0)).times(1e-3)));
            Tensor l = eval(cholesky(spd));
            small("L·Lᵀ − A", a, l.matmul(l.t()).minus(spd), norm(spd));
        }
        Tensor h = hilbert(12);
        Tensor l = eval(cholesky(h));
        small("L·Lᵀ − A", h, l.matmul(l.t()).minus(h), norm(h));
    }

    @Test
    void qrIsBackwardStable() {
        all().forEach(a -> {
            Matrices.Qr f = eval(qr(a));
            small("Q·R − A", a, f.q().matmul(f.r()).minus(a), norm(a));
            orthonormal("Qᵀ·Q − I", a, f.q());
            assertThat(toDouble(min(f.r().diagonal()))).isGreaterThanOrEqualTo(0);
        });
    }

    @Test
    void eigenvectorsAreOrthonormalAndDiagonalise() {
        squares().append(eye(7)).append(Tensor.zeros(f64(5, 5))).append(lowRank(1, 1, 1)).forEach(a -> {
            Tensor s = eval(a.times(0.5).plus(a.times(0.5).t()));
            Matrices.Eigh f = eval(eigh(a));
            small("A·V − V·W", a, s.matmul(f.vectors()).minus(f.vectors().times(f.values())), norm(s));
            orthonormal("Vᵀ·V − I", a, f.vectors());
            double[] w = ((Tensor) f.values()).doubles();
            for (int i = 1; i < w.length; i++) {
                assertThat(w[i]).isGreaterThanOrEqualTo(w[i - 1]);
            }
        });
    }

    @Test
    void singularVectorsAreOrthonormalAndDiagonalise() {
        all().forEach(a -> {
            Matrices.Svd f = eval(svd(a));
            small("U·S·Vᵀ − A", a, f.u().times(f.s()).matmul(f.vt()).minus(a), norm(a));
            orthonormal("Uᵀ·U − I", a, f.u());
            orthonormal("Vᵀ·V − I", a, f.vt().t());
        });
    }

    @Test
    void smallSingularValuesOfScaledRowsAreRelativelyAccurate() {
        // D·B with B well-conditioned determines its singular values to high relative accuracy: compare with those of their inverse
        Tensor d = eval(Tensor.of(new double[] {1, 1e-4, 1e-8, 1e-12, 1e-16, 1e-20}).diag());
        Tensor b = eval(random(6, 6).plus(eye(6).times(4)));
        double[] s = eval(svdvals(d.matmul(b))).doubles();
        double[] inverse = eval(svdvals(inv(b).matmul(Tensor.of(new double[] {1, 1e4, 1e8, 1e12, 1e16, 1e20}).diag()))).doubles();
        for (int i = 0; i < 6; i++) {
            assertThat(s[i] * inverse[5 - i]).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void valuesAloneAreThoseWithVectors() {
        squares().forEach(a -> assertThat(eval(eigvalsh(a)).doubles()).isEqualTo(((Tensor) eval(eigh(a)).values()).doubles()));
        all().forEach(a -> assertThat(eval(svdvals(a)).doubles()).isEqualTo(((Tensor) eval(svd(a)).s()).doubles()));
    }

    @Test
    void eigenvaluesOfKnownMatrices() {
        int n = 40;
        Tensor laplace = eval(eye(n).times(2).minus(eval(Expr.apply(new Eye(DType.F64, n, n, 1))).times(2)));
        double[] w = eval(eigvalsh(laplace)).doubles();
        for (int k = 0; k < n; k++) {
            assertThat(w[k]).isCloseTo(2 - 2 * Math.cos(Math.PI * (k + 1) / (n + 1)), within(1e-13));
        }
    }

    @Test
    void determinantsOfKnownMatrices() {
        assertThat(toDouble(det(hilbert(5)))).isCloseTo(1 / 266716800000.0, within(1e-22));
        Tensor big = eval(eye(400).times(0.01));
        assertThat(toDouble(det(big))).isZero();
        assertThat(toDouble(slogdet(big).logAbs())).isCloseTo(400 * Math.log(0.01), within(1e-9));
        Tensor swapped = Tensor.of(new double[][] {{0, 2}, {3, 0}});
        assertThat(toDouble(det(swapped))).isEqualTo(-6);
        assertThat(toDouble(slogdet(swapped).sign())).isEqualTo(-1);
        assertThat(toDouble(det(Tensor.zeros(f64(0, 0))))).isEqualTo(1);
        Tensor singular = Tensor.of(new double[][] {{1, 2}, {2, 4}});
        assertThat(toDouble(slogdet(singular).sign())).isZero();
        assertThat(toDouble(slogdet(singular).logAbs())).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void powersOfAnyWholeNumber() {
        Tensor turn = Tensor.of(new double[][] {{0, -1}, {1, 0}});
        assertThat(eval(turn.matrixPower(Integer.MIN_VALUE)).doubles()).containsExactly(new double[] {1, 0, 0, 1}, within(0.0));
        assertThat(eval(turn.matrixPower(Integer.MIN_VALUE + 1)).doubles()).containsExactly(new double[] {0, -1, 1, 0}, within(0.0));
        assertThat(eval(turn.matrixPower(Integer.MAX_VALUE)).doubles()).containsExactly(new double[] {0, 1, -1, 0}, within(0.0));
        assertThat(eval(turn.matrixPower(-1)).doubles()).containsExactly(new double[] {0, 1, -1, 0}, within(0.0));
        assertThat(eval(turn.matrixPower(0)).doubles()).containsExactly(new double[] {1, 0, 0, 1}, within(0.0));
        assertThat(eval(Tensor.zeros(f64(0, 0)).matrixPower(Integer.MIN_VALUE)).shape()).isEqualTo(Shape.of(0, 0));
    }

    @Test
    void exponentialsOfKnownMatrices() {
        for (double angle : new double[] {1e-9, 0.3, 2, 30}) {
            double[] y = eval(expm(Tensor.of(new double[][] {{0, -angle}, {angle, 0}}))).doubles();
            assertThat(y[0]).isCloseTo(Math.cos(angle), within(1e-13));
            assertThat(y[2]).isCloseTo(Math.sin(angle), within(1e-13));
        }
        // nilpotent, of large norm
        assertThat(eval(expm(Tensor.of(new double[][] {{0, 1e6}, {0, 0}}))).doubles()).containsExactly(new double[] {1, 1e6, 0, 1}, within(1e-9));
        // Moler and Van Loan's example
        double[] y = eval(expm(Tensor.of(new double[][] {{-49, 24}, {-64, 31}}))).doubles();
        assertThat(y).containsExactly(new double[] {-0.735759, 0.551819, -1.471518, 1.103638}, within(1e-6));
        Tensor a = random(90, 90);
        small("exp(A)·exp(−A) − I", a, expm(a).matmul(expm(a.neg())).minus(eye(90)), norm(expm(a)) * norm(expm(a.neg())));
    }

    @Test
    void leastSquaresAreOrthogonalToTheirResiduals() {
        for (Tensor a : Array.of(random(30, 8), hilbert(8), graded(20, 6))) {
            Tensor b = random(a.shape().dim(0), 2);
            Tensor x = eval(lstsq(a, b));
            Expr residual = a.matmul(x).minus(b);
            small("Aᵀ·(A·X − B)", a, a.t().matmul(residual), norm(a) * (norm(a) * norm(x) + norm(b)));
        }
        Tensor wide = random(5, 12);
        Tensor b = random(5, 1);
        assertThat(norm(eval(lstsq(wide, b)).minus(eval(pinv(wide)).matmul(b)))).isLessThan(1e-13);
    }

    @Test
    void pseudoInversesObeyPenrose() {
        for (Tensor a : Array.of(random(12, 5), random(5, 12), lowRank(9, 9, 3), Tensor.zeros(f64(3, 2)))) {
            Tensor p = eval(pinv(a));
            double scale = norm(a) * norm(p);
            small("A·A⁺·A − A", a, a.matmul(p).matmul(a).minus(a), norm(a) * scale * 4);
            small("A⁺·A·A⁺ − A⁺", a, p.matmul(a).matmul(p).minus(p), norm(p) * scale * 4);
            small("A·A⁺ − (A·A⁺)ᵀ", a, a.matmul(p).minus(a.matmul(p).t()), scale * 4);
        }
    }

    @Test
    void whatDoesNotExistIsNaNInItsOwnMatrixOnly() {
        Tensor pair = Tensor.of(Shape.of(2, 2, 2), 1.0, 2, 2, 4, 2, 0, 0, 2);
        assertThat(eval(inv(pair)).doubles()).containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0.5, 0, 0, 0.5);
        assertThat(eval(solve(pair, Tensor.of(new double[] {1, 2}))).doubles()).containsExactly(Double.NaN, Double.NaN, 0.5, 1);
        Tensor indefinite = Tensor.of(Shape.of(2, 2, 2), 1.0, 2, 2, 1, 4, 0, 0, 9);
        assertThat(eval(cholesky(indefinite)).doubles()).containsExactly(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 2, 0, 0, 3);
        Tensor infinite = Tensor.of(Shape.of(2, 1, 1), Double.POSITIVE_INFINITY, 3);
        assertThat(eval(svdvals(infinite)).doubles()).containsExactly(Double.NaN, 3);
        assertThat(eval(eigvalsh(infinite)).doubles()).containsExactly(Double.NaN, 3);
        assertThat(eval(expm(infinite)).doubles()[0]).isNaN();
    }

    @Test
    void determinantsHaveDerivativesAtSingularMatrices() {
        Tensor lines = Tensor.of(new double[][] {{1, 2, 3, 4}, {2, 4, 6, 8}, {1, 0, 1, 1}, {3, 1, 0, 2}});
        // the cofactors, and the second minors, of integers are integers
        Tensor gradient = eval(grad(fn((Expr x) -> det(x))).apply(lines));
        Tensor twice = eval(hessian(fn((Expr x) -> det(x))).apply(lines));
        assertThat(norm(gradient.minus(gradient.round()))).isLessThan(1e-12);
        assertThat(norm(gradient)).isGreaterThan(1);
        assertThat(norm(twice.minus(twice.round()))).isLessThan(1e-12);
        assertThat(toDouble(twice.get(0, 0, 1, 1))).isCloseTo(2, within(1e-12));
        assertThat(norm(eval(grad(fn((Expr x) -> det(x))).apply(Tensor.zeros(f64(3, 3)))))).isZero();
        assertThat(toDouble(eval(hessian(fn((Expr x) -> det(x))).apply(Tensor.zeros(f64(2, 2)))).get(0, 0, 1, 1))).isCloseTo(1, within(1e-15));
    }

    /** Behaviour 50. */
    @Test
    void eigenvaluesOfTheIdentityHaveFiniteDerivatives() {
        Tensor weights = Tensor.of(new double[] {1, 2, 3});
        assertThat(eval(grad(fn((Expr x) -> sum(eigvalsh(x).times(weights)))).apply(eye(3))).doubles()).doesNotContain(Double.NaN);
        assertThat(eval(grad(fn((Expr x) -> sum(eigvalsh(x)))).apply(eye(3))).doubles()).containsExactly(eye(3).doubles(), within(1e-15));
        assertThat(eval(hessian(fn((Expr x) -> sum(eigvalsh(x).square()))).apply(eye(3))).doubles()).satisfies(values -> assertThat(java.util.Arrays.stream(values).allMatch(Double::isFinite)).isTrue());
        assertThat(eval(grad(fn((Expr x) -> sum(svdvals(x)))).apply(eye(3))).doubles()).containsExactly(eye(3).doubles(), within(1e-15));
        // the vectors themselves have no derivative there
        assertThat(eval(grad(fn((Expr x) -> sum(svd(x).u()))).apply(eye(3))).doubles()).contains(Double.NaN);
    }

    @Test
    void factorsAreTreesThatFunctionsMayReturn() {
        var factor = fn((Expr x) -> qr(x));
        Matrices.Qr f = factor.apply(hilbert(3));
        assertThat(norm(f.q().matmul(f.r()).minus(hilbert(3)))).isLessThan(1e-14);
        Matrices.Qr each = vmap(factor).apply(Tensor.full(f64(4, 3, 2), 1));
        assertThat(each.q().shape()).isEqualTo(Shape.of(4, 3, 2));
    }

    @Test
    void derivativesReadAsMatrices() {
        assertThat(reads(logAbsDet(X))).isEqualTo("(X⁻¹)ᵀ");
        assertThat(reads(det(X))).isEqualTo("cof(X)");
        assertThat(reads(sum(svdvals(X)))).isEqualTo("svd(X).0·svd(X).2");
        assertThat(reads(sum(solve(X, B)))).isEqualTo("−(X⁻¹)ᵀ·ones[3,2]·Bᵀ·(X⁻¹)ᵀ");
        assertThat(reads(sum(inv(X)))).isEqualTo("−sum(X⁻¹, axis 0)·sum(X⁻¹, axis 1)ᵀ");
        assertThat(plain(cholesky(X))).isEqualTo("chol(X)");
        assertThat(plain(solve(X, B))).isEqualTo("X⁻¹·B");
        assertThat(plain(logAbsDet(X))).isEqualTo("ln(|det(X)|)");
    }

    private static final Var X = new Var("X", f64(3, 3));
    private static final Var B = new Var("B", f64(3, 2));

    private static String plain(Expr x) {
        return MathText.of(x);
    }

    private static String reads(Expr y) {
        Fn of = Fn.of(Array.of(X, B), Array.of(y));
        return plain(Simplify.of(Grad.of(of, Ints.of(0))).results().get(0));
    }
}
