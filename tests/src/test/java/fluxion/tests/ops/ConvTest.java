package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.ops.contraction.ConvolutionKernel;
import fluxion.ops.contraction.ConvShape;
import fluxion.ops.simd.VectorKernel;
import fluxion.ops.simd.Workers;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Convolution against its formula, read entry by entry. */
class ConvTest {

    private static double[] random(int n, SplittableRandom random) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = (float) (random.nextDouble() * 2 - 1);
        return x;
    }

    private static float[] f32(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) y[i] = (float) x[i];
        return y;
    }

    private static int volume(int[] sizes) { return Arrays.stream(sizes).reduce(1, (x, y) -> x * y); }

    private static int[] index(int flat, int[] sizes) {
        int[] i = new int[sizes.length];
        for (int d = sizes.length - 1; d >= 0; d--) {
            i[d] = flat % sizes[d];
            flat /= sizes[d];
        }
        return i;
    }

    private static double[] expected(ConvShape s, double[] x, int xAt, double[] w, int wAt) {
        int[] outs = s.outSizes();
        int rank = outs.length, cg = s.channels() / s.groups(), og = s.filters() / s.groups();
        int out = volume(outs), in = volume(s.in()), taps = volume(s.kernel());
        double[] r = new double[s.batch() * s.filters() * out];
        for (int n = 0; n < s.batch(); n++) {
            for (int o = 0; o < s.filters(); o++) {
                for (int p = 0; p < out; p++) {
                    int[] at = index(p, outs);
                    double sum = 0;
                    for (int c = 0; c < cg; c++) {
                        for (int q = 0; q < taps; q++) {
                            int[] tap = index(q, s.kernel());
                            int flat = 0;
                            boolean inside = true;
                            for (int d = 0; d < rank; d++) {
                                int y = at[d] * s.strides()[d] + tap[d] * s.kernelDilation()[d] - s.lo()[d];
                                int end = (s.in()[d] - 1) * s.dilation()[d];
                                inside &= y >= 0 && y <= end && y % s.dilation()[d] == 0;
                                flat = flat * s.in()[d] + y / s.dilation()[d];
                            }
                            double entry = inside ? x[xAt + (n * s.channels() + o / og * cg + c) * in + flat] : 0;
                            sum += entry * w[wAt + (o * cg + c) * taps + q];
                        }
                    }
                    r[(n * s.filters() + o) * out + p] = sum;
                }
            }
        }
        return r;
    }

    private static void check(ConvShape s, long seed) {
        var random = new SplittableRandom(seed);
        int xs = s.batch() * s.channels() * volume(s.in()), ws = s.filters() * (s.channels() / s.groups()) * volume(s.kernel());
        double[] x = random(xs + 5, random), w = random(ws + 7, random);
        double[] want = expected(s, x, 2, w, 4);
        int terms = s.channels() / s.groups() * volume(s.kernel()) + 1;
        double[] got = random(want.length + 6, random), before = got.clone();
        ConvolutionKernel.f64(s, x, 2, w, 4, got, 3, Workers.SERIAL);
        float[] gotF = f32(before);
        ConvolutionKernel.f32(s, f32(x), 2, f32(w), 4, gotF, 3, Workers.SERIAL);
        String what = s + ", seed " + seed + ", in " + Arrays.toString(s.in()) + ", out " + Arrays.toString(s.outSizes());
        for (int i = 0; i < got.length; i++) {
            boolean result = i >= 3 && i < 3 + want.length;
            double expect = result ? want[i - 3] : before[i];
            if (!(Math.abs(got[i] - expect) <= 1e-14 * terms)) assertThat(got[i]).as(what + " at " + i).isEqualTo(expect);
            if (!(Math.abs(gotF[i] - expect) <= 1e-6 * terms)) assertThat((double) gotF[i]).as(what + " at " + i).isEqualTo(expect);
        }
    }

    private static int[] ints(int... v) { return v; }

    @Test void plainConvolutions() {
        check(ConvShape.plain(3, 1, ints(12, 11), 5, ints(3, 3)), 1);
        check(ConvShape.plain(2, 4, ints(9, 10), 7, ints(2, 5)), 2);
        check(ConvShape.plain(1, 8, ints(40, 37), 16, ints(3, 3)), 3);
        check(ConvShape.plain(2, 3, ints(50), 4, ints(7)), 4);
        check(ConvShape.plain(2, 3, ints(6, 7, 8), 4, ints(3, 2, 3)), 5);
        check(ConvShape.plain(4, 3, ints(5, 5), 4, ints(5, 5)), 6);
        check(ConvShape.plain(4, 3, ints(5, 5), 4, ints(1, 1)), 7);
    }

    @Test void aGradientOfTheWeightsIsAConvolutionWithAKernelAsLargeAsTheImage() {
        // lhs [C, N, H, W] by rhs [O, N, H', W'], and one image per group
        check(new ConvShape(3, 4, ints(14, 14), 6, ints(14, 14), 1, ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1)), 8);
        check(new ConvShape(4, 6, ints(13, 13), 6 * 5, ints(11, 11), 6, ints(1, 1), ints(0, 0), ints(0, 0), ints(1, 1), ints(1, 1)), 9);
    }

    @Test void depthwise() {
        check(new ConvShape(2, 6, ints(20, 21), 6, ints(3, 3), 6, ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1)), 10);
        check(new ConvShape(2, 6, ints(20, 21), 12, ints(3, 3), 6, ints(2, 2), ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1)), 11);
    }

    @Test void emptyConvolutions() {
        check(ConvShape.plain(0, 2, ints(5, 5), 3, ints(3, 3)), 12);
        check(ConvShape.plain(2, 0, ints(5, 5), 3, ints(3, 3)), 13);
        check(ConvShape.plain(2, 2, ints(5, 5), 0, ints(3, 3)), 14);
        check(ConvShape.plain(2, 2, ints(2, 5), 3, ints(3, 3)), 15);
        check(new ConvShape(2, 2, ints(0, 5), 3, ints(3, 3), 1, ints(1, 1), ints(2, 0), ints(2, 0), ints(1, 1), ints(1, 1)), 16);
        check(new ConvShape(2, 2, ints(4, 4), 3, ints(1, 1), 1, ints(1, 1), ints(-2, -1), ints(-2, -1), ints(1, 1), ints(1, 1)), 17);
    }

    @Test void randomGeometries() {
        geometries();
        VectorKernel.settle(20_000);
        geometries();
    }

    private static void geometries() {
        var random = new SplittableRandom(99);
        for (int i = 0; i < 300; i++) {
            int rank = 1 + random.nextInt(3), groups = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 1;
            int[] in = new int[rank], kernel = new int[rank], strides = new int[rank], lo = new int[rank], hi = new int[rank];
            int[] dilation = new int[rank], kernelDilation = new int[rank];
            for (int d = 0; d < rank; d++) {
                in[d] = 1 + random.nextInt(rank == 1 ? 60 : rank == 2 ? 16 : 7);
                kernel[d] = 1 + random.nextInt(4);
                strides[d] = 1 + (random.nextInt(3) == 0 ? random.nextInt(3) : 0);
                dilation[d] = 1 + (random.nextInt(4) == 0 ? random.nextInt(3) : 0);
                kernelDilation[d] = 1 + (random.nextInt(4) == 0 ? random.nextInt(2) : 0);
                lo[d] = random.nextInt(2) == 0 ? 0 : random.nextInt(-2, 4);
                hi[d] = random.nextInt(2) == 0 ? 0 : random.nextInt(-2, 4);
            }
            check(new ConvShape(1 + random.nextInt(4), groups * (1 + random.nextInt(4)), in, groups * (1 + random.nextInt(12)),
                kernel, groups, strides, lo, hi, dilation, kernelDilation), i);
        }
    }

    @Test void sameBitsForAnyNumberOfThreads() {
        var shapes = new ConvShape[] {
            new ConvShape(12, 8, ints(26, 26), 16, ints(3, 3), 1, ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1)),
            new ConvShape(1, 8, ints(60, 60), 16, ints(3, 3), 1, ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1), ints(1, 1)),
            new ConvShape(6, 8, ints(20, 20), 64, ints(18, 18), 8, ints(1, 1), ints(0, 0), ints(0, 0), ints(1, 1), ints(1, 1)),
        };
        for (var s : shapes) {
            var random = new SplittableRandom(3);
            double[] x = random(s.batch() * s.channels() * volume(s.in()), random);
            double[] w = random(s.filters() * (s.channels() / s.groups()) * volume(s.kernel()), random);
            int out = s.batch() * s.filters() * volume(s.outSizes());
            double[] one = new double[out];
            float[] oneF = new float[out];
            ConvolutionKernel.f64(s, x, 0, w, 0, one, 0, Workers.SERIAL);
            ConvolutionKernel.f32(s, f32(x), 0, f32(w), 0, oneF, 0, Workers.SERIAL);
            for (int threads = 2; threads <= 3; threads++) {
                double[] many = new double[out];
                float[] manyF = new float[out];
                ConvolutionKernel.f64(s, x, 0, w, 0, many, 0, Workers.of(threads));
                ConvolutionKernel.f32(s, f32(x), 0, f32(w), 0, manyF, 0, Workers.of(threads));
                assertThat(many).isEqualTo(one);
                assertThat(manyF).isEqualTo(oneF);
            }
        }
    }

    @Test void nanReachesExactlyTheResultsThatSeeIt() {
        var s = ConvShape.plain(2, 3, ints(11, 13), 5, ints(3, 3));
        double[] x = new double[2 * 3 * 11 * 13], w = new double[5 * 3 * 9], out = new double[2 * 5 * 9 * 11];
        Arrays.fill(w, 1);
        x[(3 + 1) * 11 * 13 + 5 * 13 + 12] = Double.NaN;
        ConvolutionKernel.f64(s, x, 0, w, 0, out, 0, Workers.SERIAL);
        for (int i = 0; i < out.length; i++) {
            int col = i % 11, row = i / 11 % 9, n = i / (5 * 9 * 11);
            assertThat(Double.isNaN(out[i])).as("at " + i).isEqualTo(n == 1 && row >= 3 && row <= 5 && col == 10);
        }
    }

    @Test void mistakesAreNamed() {
        assertThatThrownBy(() -> new ConvShape(1, 3, ints(5), 4, ints(3), 2, ints(1), ints(0), ints(0), ints(1), ints(1)))
            .hasMessageContaining("groups must divide").hasMessageContaining("2 groups for 3 channels");
        assertThatThrownBy(() -> new ConvShape(1, 3, ints(5), 4, ints(3), 1, ints(0), ints(0), ints(0), ints(1), ints(1)))
            .hasMessageContaining("strides and dilations must be at least 1");
    }
}
