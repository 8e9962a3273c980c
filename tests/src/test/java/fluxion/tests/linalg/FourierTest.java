package fluxion.tests.linalg;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Spectra;
import fluxion.core.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Transforms of long, prime and composite lengths: accuracy, inverses, the theorems that define them. */
class FourierTest {
    private final SplittableRandom random = new SplittableRandom(11);

    private Tensor random(int... dims) {
        Shape shape = Shape.of(dims);
        return Tensor.of(shape, random.doubles(shape.size(), -1, 1).toArray());
    }

    private static double norm(Expr x) {
        return Math.sqrt(toDouble(sum(x.square())));
    }

    @Test
    void errorsGrowLikeTheLogarithmOfTheLength() {
        for (int n : new int[] {256, 1000, 1009, 2187, 4096, 4999, 30030, 65536, 65537}) {
            // a single frequency has a single term
            int f = n / 3;
            double[] z = new double[2 * n];
            for (int j = 0; j < n; j++) {
                double angle = 2 * Math.PI * ((long) j * f % n) / n;
                z[2 * j] = Math.cos(angle);
                z[2 * j + 1] = Math.sin(angle);
            }
            Tensor x = Tensor.of(Shape.of(n, 2), z);
            double[] expected = new double[2 * n];
            expected[2 * f] = n;
            Tensor y = eval(fft(x));
            double bound = 4e-16 * Math.log(n) / Math.log(2) * Math.sqrt(n) * Math.sqrt(n);
            assertThat(norm(y.minus(Tensor.of(Shape.of(n, 2), expected)))).as("length " + n).isLessThan(bound);
            assertThat(norm(eval(ifft(y)).minus(x))).as("length " + n).isLessThan(bound / Math.sqrt(n));
            // Parseval
            assertThat(norm(y) / Math.sqrt(n)).isCloseTo(norm(x), within(1e-11 * Math.sqrt(n)));
        }
    }

    @Test
    void realTransformsAreTheFirstHalf() {
        for (int n : new int[] {1, 2, 3, 10, 15, 32, 101, 1000}) {
            Tensor x = random(3, n);
            Expr whole = fft(complex(x, Tensor.zeros(f64(3, n))));
            assertThat(norm(rfft(x).minus(whole.slice(1, 0, n / 2 + 1)))).isLessThan(1e-13 * n);
            assertThat(norm(rfft(x).irfft(n, -1, Spectra.Norm.BACKWARD).minus(x))).isLessThan(1e-14 * n);
        }
    }

    @Test
    void theTransformOfAConvolutionIsTheProduct() {
        int n = 24;
        Tensor a = random(n);
        Tensor b = random(n);
        double[] c = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                c[(i + j) % n] += a.doubles()[i] * b.doubles()[j];
            }
        }
        assertThat(eval(irfft(rfft(a).complexTimes(rfft(b)))).doubles()).containsExactly(c, within(1e-14));
    }

    @Test
    void twoAxesAreOneAfterTheOther() {
        Tensor x = random(2, 6, 5, 2);
        assertThat(norm(fft2(x).minus(x.fft(-1).fft(-2)))).isZero();
        assertThat(norm(ifft2(fft2(x)).minus(x))).isLessThan(1e-14);
        assertThat(norm(x.fft2(Spectra.Norm.ORTHO))).isCloseTo(norm(x), within(1e-13));
    }

    @Test
    void frequenciesAndShifts() {
        assertThat(fftfreq(5, 0.1).doubles()).containsExactly(0, 2, 4, -4, -2);
        assertThat(fftfreq(4, 1).doubles()).containsExactly(0, 0.25, -0.5, -0.25);
        assertThat(rfftfreq(5, 0.5).doubles()).containsExactly(0, 0.4, 0.8);
        Tensor x = Tensor.of(new double[] {0, 1, 2, -2, -1});
        assertThat(eval(fftshift(x)).doubles()).containsExactly(-2, -1, 0, 1, 2);
        assertThat(eval(ifftshift(fftshift(x))).doubles()).containsExactly(x.doubles());
        assertThat(eval(fftshift(Tensor.of(new double[] {0, 1, -2, -1}))).doubles()).containsExactly(-2, -1, 0, 1);
    }

    @Test
    void theDerivativeOfAPowerSpectrumIsTwiceTheSignal() {
        // Σ|x̂|² = n·Σx², for the full spectrum
        Tensor x = random(12);
        Tensor g = eval(grad(fn((Expr s) -> sum(fft(complex(s, zerosLike(s))).square()))).apply(x));
        assertThat(norm(g.minus(x.times(24)))).isLessThan(1e-12);
        Tensor h = eval(hessian(fn((Expr s) -> sum(rfft(s).magnitude()))).apply(x));
        assertThat(h.doubles()).satisfies(values -> assertThat(java.util.Arrays.stream(values).allMatch(Double::isFinite)).isTrue());
    }
}
