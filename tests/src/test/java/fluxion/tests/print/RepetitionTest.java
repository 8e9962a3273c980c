package fluxion.tests.print;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Var;
import fluxion.core.print.MathText;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/** What goes without saying: axes of length one and repetition are left out only where they are read the same. */
class RepetitionTest {
    private static final Var c = variable("c", f64(2));
    private static final Var x = variable("x", f64(3, 2));
    private static final Var y = variable("y", f64(2, 2, 3));
    private static final Var z = variable("z", f64(2, 1, 3));

    private static String readTheSame(Expr e) {
        Fn f = Fn.of(Array.of(c, x, y, z), Array.of(e));
        RoundTrip.check(f);
        return MathText.of(f).substring("(c, x, y, z) ↦ ".length());
    }

    /** A mean that keeps its axes is as long as they say, but where it meets what it was taken of. */
    @Test
    void meansThatKeepTheirAxes() {
        assertThat(readTheSame(c.keep(c.mean(), 0))).isEqualTo("mean(c)[∗]");
        assertThat(readTheSame(c.keep(c.sum(), 0).div(2))).isEqualTo("(Σ c)[∗]/2");
        assertThat(readTheSame(x.keep(x.mean(1), 1))).isEqualTo("mean(x, axis 1)[:, ∗]");
        assertThat(readTheSame(x.keep(x.sum(1), 1).div(2))).isEqualTo("sum(x, axis 1)[:, ∗]/2");
        assertThat(readTheSame(x.keep(x.sum(), 0, 1).div(6).plus(1))).isEqualTo("(Σ x)[∗, ∗]/6 + 1");
        assertThat(readTheSame(x.keep(x.sum(1), 1).div(2).exp())).isEqualTo("exp(sum(x, axis 1)[:, ∗]/2)");
        assertThat(readTheSame(x.minus(x.keep(x.sum(1), 1).div(2)))).isEqualTo("x − mean(x, axis 1)");
        assertThat(readTheSame(x.minus(x.keep(x.mean(1), 1)))).isEqualTo("x − mean(x, axis 1)");
        assertThat(readTheSame(x.minus(x.keep(x.sum(0), 0).div(3)))).isEqualTo("x − mean(x, axis 0)");
        assertThat(readTheSame(x.minus(x.keep(x.sum(), 0, 1).div(6)))).isEqualTo("x − mean(x)");
    }

    /** Where a reduction took one axis away and another is repeated, the text says which. */
    @Test
    void otherAxesThanTheReducedOnes() {
        assertThat(readTheSame(y.plus(z.sum(2)))).isEqualTo("y + sum(z, axis 2)[∗]");
        assertThat(readTheSame(y.plus(z.sum(2).exp()))).isEqualTo("y + exp(sum(z, axis 2))[∗]");
        assertThat(readTheSame(y.gt(z.isNan().any(2).where(c.expandDims(1), z.sum(2))).where(y, 2)))
                .contains("y > {c[:, ∗] if any(isnan(z), axis 2); sum(z, axis 2) otherwise}[∗];");
        assertThat(readTheSame(y.plus(y.keep(y.sum(2), 2)))).isEqualTo("y + sum(y, axis 2)");
        assertThat(readTheSame(y.plus(y.sum(0)))).isEqualTo("y + sum(y, axis 0)");
        assertThat(readTheSame(y.plus(y.transpose().sum(0).t().expandDims(2)))).isEqualTo("y + sum(permute(y, [2, 1, 0]), axis 0)ᵀ[:, :, ∗]");
    }

    /** A number in a sum of elements is written, also where it is 1. */
    @Test
    void numbersInProductsByIndices() {
        Expr once = x.tile(1, 1, 1);
        assertThat(readTheSame(once.times(once.tanh().square().subtractedFrom(1)))).contains("(1 − ");
        assertThat(readTheSame(once.times(once.tanh().square().subtractedFrom(2.5)))).contains("(2.5 − ");
        assertThat(readTheSame(once.times(once.tanh().square().plus(-1)))).contains("1");
    }
}
