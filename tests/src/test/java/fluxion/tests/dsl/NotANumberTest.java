package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import org.junit.jupiter.api.Test;

/** An argument that is no number does not become one because terms cancel. */
class NotANumberTest {
    @Test
    void cancellingKeepsNaN() {
        for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(fn(v -> v.times(0)).at(x).toDouble()).isNaN();
            assertThat(fn(v -> v.minus(v)).at(x).toDouble()).isNaN();
            assertThat(fn(v -> v.times(2).minus(v).minus(v)).at(x).toDouble()).isNaN();
            assertThat(fn(v -> v.div(v)).at(x).toDouble()).isNaN();
        }
        assertThat(fn(v -> v.dividedInto(0)).at(Double.NaN).toDouble()).isNaN();
        assertThat(fn(v -> v.plus(1).square().minus(v.square()).minus(v.times(2))).at(Double.NaN).toDouble()).isNaN();
        assertThat(eval(fn((Expr v) -> v.times(0).plus(vector(1, 2))).apply(vector(Double.NaN, 3))).doubles()).containsExactly(Double.NaN, 2);
        assertThat(eval(fn((Expr v) -> v.dot(zeros(f64(2)))).apply(vector(Double.NaN, 3))).toDouble()).isNaN();
    }

    @Test
    void numbersThatAreNotFiniteStay() {
        assertThat(eval(vector(Double.NaN, 1).times(0)).doubles()).containsExactly(Double.NaN, 0);
        assertThat(eval(vector(Double.POSITIVE_INFINITY, 1).times(0)).doubles()).containsExactly(Double.NaN, 0);
        assertThat(eval(vector(1, Double.NaN).cast(F32).times(0).cast(F64)).doubles()).containsExactly(0, Double.NaN);
        assertThat(eval(vector(Double.NaN, 1).dot(zeros(f64(2)))).toDouble()).isNaN();
        assertThat(eval(vector(3, 1).times(0)).doubles()).containsExactly(0, 0);
    }

    @Test
    void finiteArgumentsGiveWhatTheFormulaSays() {
        assertThat(fn(v -> v.times(0)).at(3.0).toDouble()).isEqualTo(0.0);
        assertThat(fn(v -> v.minus(v)).at(3.0).toDouble()).isEqualTo(0.0);
        assertThat(fn(v -> v.pow(0)).at(Double.NaN).toDouble()).isEqualTo(1.0);
        assertThat(fn(v -> where(v.gt(0), v, scalar(0))).at(Double.NaN).toDouble()).isEqualTo(0.0);
    }
}
