package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.dsl.random.RandomKey;
import org.junit.jupiter.api.Test;

/** NumPy's composed verbs against values that NumPy gives, and their derivatives against differences. */
class NumericVerbsTest {
    private static final Tensor X = matrix(row(1, 2, 4), row(3, -1, 0.5));

    private static void holds(Expr got, double... expected) {
        assertThat(eval(got).doubles()).hasSize(expected.length).containsExactly(expected, within(1e-12));
    }

    @Test
    void statistics() {
        holds(cov(X), 7 / 3.0, -17 / 12.0, -17 / 12.0, 49 / 12.0);
        holds(cov(X.get(0)), 7 / 3.0);
        holds(corrcoef(X), 1, -0.458956860082633, -0.458956860082633, 1);
        holds(percentile(X, 30), 0.75);
        holds(percentile(X, 50, 1), 2, 0.5);
        holds(nanMean(vector(1, Double.NaN, 5)), 3);
        holds(nanSum(matrix(row(1, Double.NaN), row(2, 5)), 0), 3, 5);
        assertThat(eval(countNonzero(X.gt(1), 0))).isEqualTo(ints(1, 1, 1));
        assertThat(eval(countNonzero(ints(0, 3, -1)))).isEqualTo(Tensor.of(2));
        holds(grad(fn((Expr x) -> nanMean(x))).apply(vector(1, Double.NaN, 5)), 0.5, 0, 0.5);
    }

    @Test
    void closeness() {
        double inf = Double.POSITIVE_INFINITY;
        assertThat(eval(isClose(vector(1, 1, inf, inf, 1, Double.NaN), vector(1 + 1e-6, 1.001, inf, -inf, inf, Double.NaN))))
                .isEqualTo(bools(true, false, true, false, false, false));
        assertThat(eval(allClose(X, X.plus(1e-9)))).isEqualTo(Tensor.of(true));
        assertThat(eval(allClose(X, X.plus(1e-3), 0, 1e-2))).isEqualTo(Tensor.of(true));
        assertThat(eval(allClose(X, X.plus(1e-3)))).isEqualTo(Tensor.of(false));
    }

    @Test
    void polynomialsAndLines() {
        holds(polyval(vector(1, -2, 3), vector(0, 1, 2.5)), 3, 2, 4.25);
        holds(grad(fn((Expr x) -> polyval(vector(1, -2, 3), x))).apply(scalar(2.5)), 3);
        holds(polyval(vector(), vector(1, 2)), 0, 0);
        Tensor at = vector(-1, 0.5, 1.5, 3, 9);
        Tensor xp = vector(0, 1, 2, 4);
        Tensor fp = vector(1, 3, 2, 6);
        holds(interp(at, xp, fp), 1, 2, 2.5, 4, 6);
        holds(grad(fn((Expr x) -> sum(interp(x, xp, fp)))).apply(at), 0, 2, -1, 2, 0);
        holds(grad(fn((Expr f) -> sum(interp(at, xp, f)))).apply(fp), 1.5, 1, 1, 1.5);
        holds(vmap(fn((Expr x) -> interp(x, xp, fp))).apply(at), 1, 2, 2.5, 4, 6);
        holds(interp(vector(0, 1, 2), vector(0, 1, 1), vector(5, 6, 7)), 5, 7, 7);
        holds(convolve(vector(1, 2, 3), vector(0, 1, 0.5, 2)), 0, 1, 2.5, 6, 5.5, 6);
        holds(grad(fn((Expr a) -> convolve(a, vector(1, 2)).square().sum())).apply(vector(3, 4)), 46, 52);
    }

    @Test
    void sideBySide() {
        assertThat(eval(vstack(vector(1, 2), matrix(row(3, 4), row(5, 6))))).isEqualTo(matrix(row(1, 2), row(3, 4), row(5, 6)));
        assertThat(eval(hstack(vector(1, 2), vector(3)))).isEqualTo(vector(1, 2, 3));
        assertThat(eval(hstack(matrix(row(1), row(2)), matrix(row(3, 4), row(5, 6))))).isEqualTo(matrix(row(1, 3, 4), row(2, 5, 6)));
    }

    @Test
    void distributions() {
        RandomKey key = key(7);
        Tensor draws = eval(logNormal(key, f64(40_000)));
        assertThat(toDouble(median(draws))).isCloseTo(1, within(0.03));
        assertThat(toDouble(mean(log(draws).square()))).isCloseTo(1, within(0.03));
        // P(x > 2) = e^(−2^k), α-quantiles of Pareto likewise
        assertThat(toDouble(mean(weibull(key, scalar(1.5), f64(40_000)).gt(2).cast(F64)))).isCloseTo(Math.exp(-Math.pow(2, 1.5)), within(0.01));
        assertThat(toDouble(mean(pareto(key, scalar(2), f64(40_000)).gt(2).cast(F64)))).isCloseTo(0.25, within(0.01));
        Tensor covariance = matrix(row(2, -0.5), row(-0.5, 1));
        Tensor vectors = eval(multivariateNormal(key, vector(1, -3), covariance, f64(40_000, 2)));
        assertThat(eval(mean(vectors, 0)).doubles()).containsExactly(new double[] {1, -3}, within(0.03));
        assertThat(eval(cov(vectors.t())).doubles()).containsExactly(covariance.doubles(), within(0.05));
        assertThat(multivariateNormal(key, vector(1, -3), covariance, f32(5, 4, 2)).type()).isEqualTo(f32(5, 4, 2));
        // a draw moves with the mean
        holds(grad(fn((Expr m) -> sum(multivariateNormal(key, m, covariance, f64(3, 2))))).apply(vector(1, -3)), 3, 3);
        double h = 1e-6;
        double slope = (toDouble(sum(weibull(key, scalar(1.5 + h), f64(5)))) - toDouble(sum(weibull(key, scalar(1.5 - h), f64(5))))) / (2 * h);
        assertThat(grad(fn((Expr k) -> sum(weibull(key, k, f64(5))))).at(1.5).toDouble()).isCloseTo(slope, within(1e-6));
    }

    @Test
    void wrongShapesAreExplained() {
        assertThatThrownBy(() -> convolve(X, X)).isInstanceOf(FluxionException.class).hasMessageContaining("convolve: requires two vectors that are not empty; got f64[2,3] and f64[2,3]");
        assertThatThrownBy(() -> interp(X, X, X)).isInstanceOf(FluxionException.class).hasMessageContaining("interp: requires two vectors of one length");
        assertThatThrownBy(() -> polyval(X, X)).isInstanceOf(FluxionException.class).hasMessageContaining("polyval: requires a vector of coefficients");
        assertThatThrownBy(() -> cov(scalar(1))).isInstanceOf(FluxionException.class).hasMessageContaining("cov: requires a matrix");
        assertThatThrownBy(() -> multivariateNormal(key(0), vector(1), X, f64(3))).isInstanceOf(FluxionException.class)
                .hasMessageContaining("multivariateNormal: requires a mean [n], a covariance [n, n] and a type […, n]; got f64[1], f64[2,3] and f64[3]");
    }
}
