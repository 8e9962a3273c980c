package fluxion.tests.eval;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Ints;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.ops.eval.Finite;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FiniteTest {
    private static final double[] FINITE = {0, -0.0, 1, -1, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE,
            -Double.MIN_VALUE, Double.MIN_NORMAL};
    private static final double[] OTHERS = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            Double.longBitsToDouble(0xfff0_0000_0000_0001L), Double.longBitsToDouble(0x7fff_ffff_ffff_ffffL)};

    @Test
    void oneOtherAnywhereIsSeen() {
        for (int n : new int[] {1, 2, 7, 1_023, 1_024, 1_025, 5_000}) {
            double[] values = new double[n];
            float[] singles = new float[n];
            for (int i = 0; i < n; i++) {
                values[i] = FINITE[i % FINITE.length];
                singles[i] = i % 2 == 0 ? Float.MAX_VALUE : -Float.MIN_VALUE;
            }
            assertThat(Finite.all(Tensor.of(values))).isTrue();
            assertThat(Finite.all(Tensor.of(singles))).isTrue();
            for (int at : new int[] {0, n / 2, n - 1}) {
                for (double other : OTHERS) {
                    double[] changed = values.clone();
                    changed[at] = other;
                    assertThat(Finite.all(Tensor.of(changed))).as("%s at %d of %d", other, at, n).isFalse();
                    float[] changedSingles = singles.clone();
                    changedSingles[at] = (float) other;
                    assertThat(Finite.all(Tensor.of(changedSingles))).as("%s at %d of %d", other, at, n).isFalse();
                }
            }
        }
    }

    /** Only what the tensor is made of counts, wherever it lies in its storage. */
    @Test
    void viewsAreReadWhereTheyLie() {
        double[] values = new double[12];
        Arrays.fill(values, 1);
        values[5] = Double.NaN;
        Tensor whole = Tensor.of(values);
        assertThat(Finite.all(whole)).isFalse();
        assertThat(Finite.all(whole.view(Shape.of(5), 0, Ints.of(1)))).isTrue();
        assertThat(Finite.all(whole.view(Shape.of(6), 6, Ints.of(1)))).isTrue();
        assertThat(Finite.all(whole.view(Shape.of(6), 0, Ints.of(2)))).as("even places").isTrue();
        assertThat(Finite.all(whole.view(Shape.of(6), 1, Ints.of(2)))).as("odd places").isFalse();
        assertThat(Finite.all(whole.view(Shape.of(6), 11, Ints.of(-1)))).as("backwards").isTrue();
        assertThat(Finite.all(whole.view(Shape.of(7), 11, Ints.of(-1)))).isFalse();
        assertThat(Finite.all(whole.view(Shape.of(4, 3), 0, Ints.of(1, 4)))).as("transposed").isFalse();
        // more elements than memory has
        Shape huge = Shape.of(40_000, 40_000);
        assertThat(Finite.all(whole.view(huge, 4, Ints.of(0, 0)))).isTrue();
        assertThat(Finite.all(whole.view(huge, 5, Ints.of(0, 0)))).isFalse();
        assertThat(Finite.all(whole.view(Shape.of(0, 3), 5, Ints.of(0, 0)))).as("none").isTrue();
    }

    @Test
    void integersAndTruthValuesAre() {
        assertThat(Finite.all(Tensor.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}))).isTrue();
        assertThat(Finite.all(Tensor.of(new int[] {0x7f80_0000, -1}))).isTrue();
        assertThat(Finite.all(Tensor.of(new boolean[] {true, false}))).isTrue();
        assertThat(Finite.all(Tensor.zeros(TensorType.of(DType.F64, 0)))).isTrue();
        assertThat(Finite.all(Tensor.of(Double.NaN))).isFalse();
        assertThat(Finite.all(Tensor.of(1f))).isTrue();
    }
}
