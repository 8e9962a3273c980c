package fluxion.tests.ops;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.op.Reduce.Kind;
import fluxion.ops.reduction.ReductionKernels;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Sums and products of rows have the same bits whatever the vectors' length, and without vectors: those of sixteen partial results. */
class ReductionLanesTest {
    private static double inLanes(double[] x, int n, double none, DoubleBinaryOperator op) {
        if (n <= 16) {
            double result = none;
            for (int i = 0; i < n; i++) {
                result = op.applyAsDouble(result, x[i]);
            }
            return result;
        }
        double[] p = new double[16];
        java.util.Arrays.fill(p, none);
        int whole = n / 16 * 16;
        int fours = n / 4 * 4;
        for (int i = 0; i < fours; i++) {
            int lane = i < whole ? i % 16 : i % 4;
            p[lane] = op.applyAsDouble(p[lane], x[i]);
        }
        double result = none;
        for (int i = fours; i < n; i++) {
            result = op.applyAsDouble(result, x[i]);
        }
        for (int j = 0; j < 4; j++) {
            result = op.applyAsDouble(result, op.applyAsDouble(op.applyAsDouble(p[j], p[j + 4]), op.applyAsDouble(p[j + 8], p[j + 12])));
        }
        return result;
    }

    @Test
    void sixteenPartialResults() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n : new int[] {0, 1, 5, 16, 17, 19, 20, 31, 32, 47, 63, 64, 65, 500, 4096}) {
            double[] x = random.doubles(n, 0.5, 1.5).toArray();
            float[] f = new float[n];
            double[] wide = new double[n];
            for (int i = 0; i < n; i++) {
                f[i] = (float) x[i];
                wide[i] = f[i];
            }
            for (int calls = 0; calls < 300; calls++) {
                double[] y = new double[1];
                float[] z = new float[1];
                ReductionKernels.reduce(Kind.SUM, x, 0, y, 0, 1, n, 1);
                assertThat(y[0]).as("sum of %d", n).isEqualTo(inLanes(x, n, 0, Double::sum));
                ReductionKernels.reduce(Kind.PROD, x, 0, y, 0, 1, n, 1);
                assertThat(y[0]).as("product of %d", n).isEqualTo(inLanes(x, n, 1, (a, b) -> a * b));
                ReductionKernels.reduce(Kind.SUM, f, 0, z, 0, 1, n, 1);
                assertThat(z[0]).as("sum of %d", n).isEqualTo((float) inLanes(wide, n, 0, Double::sum));
                ReductionKernels.reduce(Kind.PROD, f, 0, z, 0, 1, n, 1);
                assertThat(z[0]).as("product of %d", n).isEqualTo((float) inLanes(wide, n, 1, (a, b) -> a * b));
            }
        }
    }
}
