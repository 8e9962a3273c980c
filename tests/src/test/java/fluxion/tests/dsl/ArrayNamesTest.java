package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TopK;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** NumPy's and SciPy's names for arrays against values that these give, their derivatives against differences. */
class ArrayNamesTest {
    private static final double NAN = Double.NaN;
    private static final Tensor X = matrix(row(1, NAN, 4, 2), row(3, -1, 0.5, NAN));
    private static final Tensor V = vector(0.5, 1.5, 1, 3, 2, -1, 0.99, 7);

    private static void holds(Expr got, double... expected) {
        assertThat(eval(got.cast(F64)).doubles()).hasSize(expected.length).containsExactly(expected, within(2e-12));
    }

    @Test
    void pastNotANumber() {
        holds(nanMax(X, 0), 3, -1, 4, 2);
        holds(nanMin(X), -1);
        holds(nanProd(X, 1), 8, -1.5);
        holds(nanVar(X, 1), 1.5555555555555556, 2.722222222222222);
        holds(nanStd(X), 1.6435902436096683);
        holds(nanMedian(X), 1.5);
        holds(nanMedian(X, 0), 2, -1, 2.25, 2);
        holds(nanQuantile(X, 0.3, -1), 1.6, -0.1);
        assertThat(eval(nanMax(vector(NAN, NAN))).doubles()).containsExactly(NAN);
        holds(grad(fn((Expr x) -> nanVar(x))).apply(vector(1, NAN, 5)), -2, 0, 2);
        holds(grad(fn((Expr x) -> nanMax(x))).apply(vector(1, NAN, 5)), 0, 0, 1);
        holds(grad(fn((Expr x) -> nanQuantile(x, 0.25, 0))).apply(vector(4, NAN, 1, 2)), 0, 0, 0.5, 0.5);
        holds(vmap(fn((Expr x) -> nanMedian(x))).apply(X), 2, 0.5);
    }

    @Test
    void counts() {
        Tensor edges = vector(0, 1, 2, 3);
        holds(histogram(V, edges), 2, 2, 2);
        holds(histogram(V, 4, 0, 3), 1, 2, 2, 1);
        holds(histogram(V, eval(iota(f64(8), 0)), edges), 6, 3, 7);
        holds(histogram(vector(NAN, 0.5), edges), 1, 0, 0);
        holds(digitize(V, edges), 1, 2, 2, 4, 3, 0, 1, 4);
        holds(bincount(ints(0, 2, 2, 5, -1), 4), 1, 0, 2, 0);
        holds(grad(fn((Expr w) -> bincount(ints(0, 2, 2), w, 3).square().sum())).apply(vector(1, 2, 3)), 2, 10, 10);
        assertThatThrownBy(() -> bincount(V, 3)).isInstanceOf(FluxionException.class).hasMessageContaining("whole numbers");
    }

    @Test
    void differencesOrderAndChoice() {
        Tensor y = matrix(row(1, 4, 9, 16), row(0, 1, 0, 5));
        holds(gradient(y, 0.5, -1), 6, 8, 12, 14, 2, 0, 4, 10);
        holds(unwrap(vector(0, 3, -3, 2.5, 9, -9), -1), 0, 3, 3.2831853071795862, 2.5, 2.7168146928204138, 3.5663706143591725);
        holds(lexsort(vector(3, 1, 2, 1), vector(0, 1, 0, 0)), 3, 2, 0, 1);
        Expr image = arange(6).reshape(2, 3);
        holds(rot90(image, 1), 2, 5, 1, 4, 0, 3);
        holds(rot90(image, -1), 3, 0, 4, 1, 5, 2);
        holds(rot90(image, 2), 5, 4, 3, 2, 1, 0);
        holds(select(Array.of(V.lt(1), V.lt(2)), Array.of(V.neg(), V.square()), scalar(9)), -0.5, 2.25, 1, 9, 9, 1, -0.99, 9);
        Array<Expr> places = unravelIndex(ints(5, 11), Shape.of(3, 4));
        holds(places.get(0), 1, 2);
        holds(places.get(1), 1, 3);
    }

    @Test
    void sets() {
        Tensor a = vector(3, 1, 3, 2, 1);
        Tensor b = vector(2, 5, 3);
        assertThat(unique(a)).isEqualTo(vector(1, 2, 3));
        assertThat(unique(ints(2, 1, 2))).isEqualTo(ints(1, 2));
        assertThat(unique(vector())).isEqualTo(vector());
        holds(fn((Expr x) -> unique(x, 5)).apply(a), 1, 2, 3, 1, 1);
        holds(vmap(fn((Expr x) -> unique(x, 2))).apply(matrix(row(1, 1, 0), row(3, 2, 1))), 0, 1, 1, 2);
        assertThat(intersect1d(a, b)).isEqualTo(vector(2, 3));
        assertThat(union1d(a, b)).isEqualTo(vector(1, 2, 3, 5));
        assertThat(setdiff1d(a, b)).isEqualTo(vector(1));
        assertThat(setxor1d(a, b)).isEqualTo(vector(1, 5));
        assertThat(eval(isin(a, b))).isEqualTo(bools(true, false, true, true, false));
        assertThat(nonzero(vector(0, 2, 0, -1))).isEqualTo(ints(1, 3));
        assertThatThrownBy(() -> fn((Expr x) -> unique(x)).apply(a)).isInstanceOf(FluxionException.class);
    }

    @Test
    void polynomialsAndSplines() {
        holds(polyfit(vector(0, 1, 2, 3, 4.5), vector(1, 0, 2, 5, 3), 2), -0.17436429683445762, 1.5594187856772188, 0.11961598339387734);
        holds(polyder(vector(1, 2, 3)), 2, 2);
        holds(polyint(vector(1, 2, 3)), 1 / 3.0, 1, 3, 0);
        holds(poly(vector(1, 2, -0.5)), 1, -2.5, 0.5, 1);
        holds(polymul(vector(1, 2), vector(1, -1, 3)), 1, 1, 1, 6);
        holds(polyadd(vector(1, 2), vector(1, -1, 3)), 1, 0, 5);
        Tensor xp = vector(0, 1, 2.5, 3, 5);
        Tensor fp = vector(1, 3, 2, 0, 4);
        Tensor at = vector(-0.5, 0.3, 1, 2.7, 4, 6);
        holds(cubicSpline(at, xp, fp), -0.1815384615384611, 1.6970092307692308, 3, 1.2660430769230764, -2.683076923076924,
                29.181538461538466);
        holds(grad(fn((Expr x) -> cubicSpline(x, xp, fp).sum())).apply(at), 2.277948717948717, 2.242502564102564,
                1.3456410256410256, -3.981251282051282, 0.47794871794871785, 37.474871794871795);
        assertThat(checkGradients((Expr knots, Expr f) -> cubicSpline(at, knots, f).sum(), xp, fp, 1).passed()).isTrue();
    }

    @Test
    void splinesOfManyKnotsAreTheCubicTheyLieOn() {
        int n = 10_000;
        Expr place = arange(n).cast(DType.F64).div(n);
        Tensor knots = eval(place.plus(place.times(40).sin().times(0.01)));
        Tensor at = vector(-0.01, 0.1234, 0.5, 0.9876, 1.02);
        UnaryOperator<Expr> cubic = x -> x.square().times(x).times(2).minus(x.times(3)).plus(1);
        double[] values = eval(cubicSpline(at, knots, cubic.apply(knots))).doubles();
        assertThat(values).containsExactly(eval(cubic.apply(at)).doubles(), within(1e-8));
    }

    @Test
    void splinesMap() {
        Tensor xp = vector(0, 1, 2.5, 3, 5);
        Tensor at = vector(-0.5, 0.3, 4);
        Tensor rows = eval(stack(0, vector(1, 3, 2, 0, 4), vector(0, -1, 7, 2, 2)));
        Expr mapped = vmap(fn((Expr f) -> cubicSpline(at, xp, f))).apply(rows);
        holds(mapped.get(0), eval(cubicSpline(at, xp, rows.get(0))).doubles());
        holds(mapped.get(1), eval(cubicSpline(at, xp, rows.get(1))).doubles());
    }

    @Test
    void signals() {
        Tensor a = vector(1, 2, 3);
        Tensor b = vector(0, 1, 0.5);
        holds(fftConvolve(a, b), eval(convolve(a, b)).doubles());
        holds(correlate(a, b), 0.5, 2, 3.5, 3, 0);
        Tensor x = vector(1, 2, 4, -1, 0.5);
        holds(dct(x), 13, 4.477768030049992, -6.190983005625053, -5.118553845478447, 7.309016994374947);
        holds(dct(vector(1, 2, 4, -1)), 12, 2.1647844005847876, -8.48528137423857, 5.226251859505506);
        holds(idct(dct(x)), 1, 2, 4, -1, 0.5);
        holds(grad(fn((Expr s) -> dct(s).get(1))).apply(a), Math.sqrt(3), 0, -Math.sqrt(3));
        holds(hamming(5), 0.08, 0.54, 1, 0.54, 0.08);
        holds(hanning(5), 0, 0.5, 1, 0.5, 0);
        holds(blackman(5), 0, 0.34, 1, 0.34, 0);
        holds(bartlett(5), 0, 0.5, 1, 0.5, 0);
        holds(stft(arange(6), vector(1, 1, 1, 1), 2), 6, 0, -2, 2, -2, 0, 14, 0, -2, 2, -2, 0);
    }

    @Test
    void bits() {
        int[] a = {0, 1, -1, 12, Integer.MIN_VALUE, Integer.MAX_VALUE, -77, 123456789};
        int[] b = {5, 1, 3, -10, -1, Integer.MIN_VALUE, 77, 987654321};
        long[] wide = {Long.MIN_VALUE, Long.MAX_VALUE, -1L << 40, 0x0123456789ABCDEFL};
        long[] other = {-1, Long.MIN_VALUE, 0xFFFFL << 32, 0x7EDCBA9876543210L};
        assertThat(eval(bitwiseAnd(ints(a), ints(b)))).isEqualTo(ints(IntStream.range(0, 8).map(i -> a[i] & b[i]).toArray()));
        assertThat(eval(bitwiseOr(ints(a), ints(b)))).isEqualTo(ints(IntStream.range(0, 8).map(i -> a[i] | b[i]).toArray()));
        assertThat(eval(bitwiseXor(Tensor.of(wide), Tensor.of(other)))).isEqualTo(
                Tensor.of(IntStream.range(0, 4).mapToLong(i -> wide[i] ^ other[i]).toArray()));
        assertThat(eval(bitwiseAnd(Tensor.of(wide), Tensor.of(other)))).isEqualTo(
                Tensor.of(IntStream.range(0, 4).mapToLong(i -> wide[i] & other[i]).toArray()));
        assertThat(eval(bitwiseNot(ints(a)))).isEqualTo(ints(IntStream.of(a).map(i -> ~i).toArray()));
        for (int k : new int[] {0, 1, 7, 30, 31}) {
            assertThat(eval(leftShift(ints(a), ints(k)))).isEqualTo(ints(IntStream.of(a).map(i -> i << k).toArray()));
            assertThat(eval(rightShift(ints(a), ints(k)))).isEqualTo(ints(IntStream.of(a).map(i -> i >> k).toArray()));
        }
        Tensor far = Tensor.of(new long[] {63});
        assertThat(eval(rightShift(Tensor.of(wide), far))).isEqualTo(Tensor.of(LongStream.of(wide).map(i -> i >> 63).toArray()));
        assertThat(eval(populationCount(ints(a)))).isEqualTo(ints(IntStream.of(a).map(Integer::bitCount).toArray()));
        assertThat(eval(populationCount(Tensor.of(wide)))).isEqualTo(Tensor.of(LongStream.of(wide).map(Long::bitCount).toArray()));
        assertThatThrownBy(() -> bitwiseAnd(V, V)).isInstanceOf(FluxionException.class).hasMessageContaining("requires integers");
    }

    @Test
    void transformsAndLanesAlongOtherAxes() {
        Expr image = iota(f64(2, 4), 1).plus(iota(f64(2, 4), 0).times(3)).square();
        Expr plane = complex(image, image.plus(1));
        holds(fftn(plane), eval(fft2(plane)).doubles());
        holds(fftn(plane, 0), eval(complex(image, image.plus(1)).fft(0)).doubles());
        holds(ifftn(fftn(plane)), eval(plane).doubles());
        holds(rfft2(image), eval(fft2(complex(image, image.times(0))).slice(1, 0, 3)).doubles());
        holds(irfft2(rfft2(image)), eval(image).doubles());
        TopK top = topK(matrix(row(1, 5), row(4, 2), row(3, 9)), 2, 0);
        holds(top.values(), 4, 9, 3, 5);
        holds(top.indices(), 1, 2, 2, 0);
        Tensor rows = matrix(row(1, 2, 3), row(4, 5, 6), row(7, 8, 9));
        holds(vmap(fn((Expr v) -> psumScatter(v, "i"))).axisName("i").apply(rows), 12, 15, 18);
        holds(vmap(fn((Expr v) -> allToAll(v, "i"))).axisName("i").apply(rows), 1, 4, 7, 2, 5, 8, 3, 6, 9);
        holds(grad(fn((Expr m) -> vmap(fn((Expr v) -> psumScatter(v, "i"))).axisName("i").apply(m).get(1))).apply(rows), 0, 1, 0, 0, 1, 0,
                0, 1, 0);
    }

    @Test
    void structures() {
        holds(toeplitz(vector(1, 2, 3), vector(1, 4, 5, 6)), 1, 4, 5, 6, 2, 1, 4, 5, 3, 2, 1, 4);
        holds(toeplitz(vector(1, 2)), 1, 2, 2, 1);
        holds(circulant(vector(1, 2, 3)), 1, 3, 2, 2, 1, 3, 3, 2, 1);
        holds(hankel(vector(1, 2, 3), vector(3, 4)), 1, 2, 2, 3, 3, 4);
        holds(hilbert(2), 1, 1 / 2.0, 1 / 2.0, 1 / 3.0);
        holds(vander(vector(1, 2, 3), 3), 1, 1, 1, 4, 2, 1, 9, 3, 1);
        holds(blockDiag(matrix(row(1, 2)), matrix(row(3), row(4))), 1, 2, 0, 0, 0, 3, 0, 0, 4);
        holds(trilIndices(2, 0), 0, 1, 1, 0, 0, 1);
        holds(triuIndices(2, 1), 0, 1);
        holds(grad(fn((Expr c) -> circulant(c).square().sum())).apply(vector(1, 2)), 4, 8);
    }
}
