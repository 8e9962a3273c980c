package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.TransformException;
import fluxion.dsl.Equivalence;
import org.junit.jupiter.api.Test;

/** Is my derivative right? Proven, refuted or undecided. */
class EquivalenceTest {
    @Test
    void proven() {
        Equivalence mine = equivalent(grad(fn(x -> exp(x.square()))).on(f64()), fn(x -> x.times(exp(x.square())).times(2)).on(f64()));
        assertThat(mine).isInstanceOf(Equivalence.Proven.class);
        assertThat(mine.toString()).startsWith("proven by ");
        assertThat(((Equivalence.Proven) equivalent(x -> x.times(1).plus(0), x -> x, f64())).rules()).contains("mul/one", "add/zero");
        assertThat(equivalent(fn(x -> sin(x).square().plus(cos(x).square())).on(f64()), fn(x -> x.div(x)).on(f64()))).isInstanceOf(Equivalence.Proven.class);
        assertThat(equivalent(fn((Expr x) -> x.sum().times(2)).on(f64(3)), fn((Expr x) -> x.plus(x).sum()).on(f64(3)))).isInstanceOf(Equivalence.Proven.class);
        assertThat(equivalent(fn((x, y) -> x.plus(y).square()).on(f64(), f64()), fn((x, y) -> x.square().plus(x.times(y).times(2)).plus(y.square())).on(f64(), f64())))
                .isNotInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void refuted() {
        Equivalence wrong = equivalent(grad(fn(x -> exp(x.square()))).on(f64()), fn(x -> exp(x.square())).on(f64()));
        assertThat(wrong).isInstanceOf(Equivalence.Refuted.class);
        Equivalence.Refuted at = (Equivalence.Refuted) wrong;
        assertThat(at.left().toDouble()).isNotEqualTo(at.right().toDouble());
        assertThat(wrong.toString()).startsWith("refuted at (");
        assertThat(equivalent(fn(x -> x.abs()).on(f64()), fn(x -> x).on(f64()))).isInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void undecided() {
        assertThat(equivalent(fn(x -> x.abs().sqrt().erf()).on(f64()), fn(x -> x.square().sqrt().sqrt().erf().plus(x.tanh().minus(exp(x.times(2)).minus(1).div(exp(x.times(2)).plus(1))))).on(f64())))
                .isNotInstanceOf(Equivalence.Refuted.class);
    }

    @Test
    void typesMustAgree() {
        assertThatThrownBy(() -> equivalent(fn(x -> x).on(f64()), fn((Expr x) -> x).on(f64(2)))).isInstanceOf(TransformException.class)
                .hasMessage("equivalent: both functions must take and return the same types; got (f64[]) → f64[] and (f64[2]) → f64[2]");
    }
}
