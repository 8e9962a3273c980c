package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import io.vavr.Tuple;
import org.junit.jupiter.api.Test;

/** Behaviour 36: operations across the lanes of named axes. */
class NamedAxesTest {
    private static Tensor vec(double... values) {
        return Tensor.of(values);
    }

    private static final Tensor X = vec(1, 2, 4);

    private static double[] values(Expr x) {
        return eval(x).doubles();
    }

    @Test
    void b36_sumsMayBeUnbatched() {
        assertThat(eval(vmap(x -> psum(x, "i")).axisName("i").out(none()).apply(X)).toDouble()).isEqualTo(7);
        assertThat(values(vmap(x -> psum(x, "i")).axisName("i").apply(X))).containsExactly(7, 7, 7);
        assertThat(values(vmap(x -> x.div(psum(x, "i"))).axisName("i").apply(X))).containsExactly(1 / 7.0, 2 / 7.0, 4 / 7.0);
        assertThat(eval(vmap(x -> psum(scalar(2.0), "i")).axisName("i").out(none()).apply(X)).toDouble()).as("a constant in every lane").isEqualTo(6);
    }

    @Test
    void b36_everyLaneKnowsItsIndex() {
        assertThat(eval(vmap(x -> axisIndex("i")).axisName("i").apply(X)).longs()).containsExactly(0, 1, 2);
        assertThat(values(vmap(x -> x.times(axisIndex("i"))).axisName("i").apply(X))).containsExactly(0, 2, 8);
    }

    @Test
    void otherCollectives() {
        assertThat(eval(vmap(x -> pmean(x, "i")).axisName("i").out(none()).apply(X)).toDouble()).isEqualTo(7 / 3.0);
        assertThat(eval(vmap(x -> pmax(x, "i")).axisName("i").out(none()).apply(X)).toDouble()).isEqualTo(4);
        assertThat(eval(vmap(x -> pmin(x, "i")).axisName("i").out(none()).apply(X)).toDouble()).isEqualTo(1);
        assertThat(values(vmap(x -> allGather(x, "i")).axisName("i").out(none()).apply(X))).containsExactly(1, 2, 4);
        assertThat(values(vmap(x -> ppermute(x, "i", Tuple.of(0, 1), Tuple.of(1, 2))).axisName("i").apply(X))).containsExactly(0, 1, 2);
    }

    @Test
    void nestedNames() {
        Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
        var rows = vmap(vmap(v -> v.div(psum(v, "row"))).axisName("column")).axisName("row");
        assertThat(values(rows.apply(x))).containsExactly(1 / 5.0, 2 / 7.0, 3 / 9.0, 4 / 5.0, 5 / 7.0, 6 / 9.0);
        var both = vmap(vmap(v -> psum(v, "row", "column")).axisName("column").out(none())).axisName("row").out(none());
        assertThat(eval(both.apply(x)).toDouble()).isEqualTo(21);
        var gathered = vmap(vmap(v -> allGather(v, "row")).axisName("column")).axisName("row").out(none());
        assertThat(eval(gathered.apply(x)).shape()).isEqualTo(Shape.of(3, 2));
        assertThat(values(gathered.apply(x))).containsExactly(1, 4, 2, 5, 3, 6);
        var index = vmap(vmap(v -> axisIndex("row").times(10).plus(axisIndex("column"))).axisName("column")).axisName("row");
        assertThat(eval(index.apply(x)).longs()).containsExactly(0, 1, 2, 10, 11, 12);
    }

    @Test
    void derivativesOfMappedFunctions() {
        var normalised = vmap(x -> x.div(psum(x, "i"))).axisName("i");
        var plain = fn(x -> x.div(sum(x)));
        assertThat(values(jacrev(normalised).apply(X))).containsExactly(values(jacrev(plain).apply(X)), within(1e-15));
        assertThat(values(jacfwd(normalised).apply(X))).containsExactly(values(jacfwd(plain).apply(X)), within(1e-15));
        var largest = fn(x -> sum(vmap(v -> pmax(v, "i").times(v)).axisName("i").apply(x)));
        assertThat(values(grad(largest).apply(X))).containsExactly(4, 4, 4 + 7);
        assertThat(values(grad(fn(x -> sum(vmap(v -> pmax(v, "i")).axisName("i").out(none()).apply(x)))).apply(vec(2, 2, 1)))).containsExactly(0.5, 0.5, 0);
        var weighed = fn(x -> sum(vmap(v -> allGather(v, "i").times(vec(1, 10, 100)).sum()).axisName("i").out(none()).apply(x)));
        assertThat(values(grad(weighed).apply(X))).containsExactly(1, 10, 100);
    }

    @Test
    void derivativesInsideALaneAreThoseOfTheSumOfAllLanes() {
        var inside = vmap(grad(x -> psum(x.square(), "i"))).axisName("i");
        assertThat(values(inside.apply(X))).containsExactly(6, 12, 24);
    }

    @Test
    void namesReachIntoCustomFunctionsAndCheckpoints() {
        var f = checkpoint(fn(x -> x.times(psum(x, "i")).sin()), keepNothing());
        var mapped = fn(x -> sum(vmap(f).axisName("i").apply(x)));
        var plain = fn(x -> sum(x.times(sum(x)).sin()));
        assertThat(values(grad(mapped).apply(X))).containsExactly(values(grad(plain).apply(X)), within(1e-13));
    }

    @Test
    void namesReachIntoLoops() {
        // each step adds the mean of all lanes
        var looped = vmap(x -> fori(0, 3, x, (i, s) -> s.plus(pmean(s, "i")))).axisName("i");
        assertThat(values(looped.apply(X))).containsExactly(values(fn(x -> fori(0, 3, x, (i, s) -> s.plus(s.mean()))).apply(X)), within(1e-12));
        var chosen = vmap(x -> cond(x.gt(1.5), () -> x.times(axisIndex("i")), () -> x.neg())).axisName("i");
        assertThat(values(chosen.apply(X))).containsExactly(-1, 2, 8);
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> vmap(x -> psum(x, "j")).axisName("i").apply(X)).isInstanceOf(TransformException.class)
                .hasMessage("psum: the axis must be one that an enclosing vmap names, as in vmap(f).axisName(\"j\"); got \"j\"; here are \"i\"");
        assertThatThrownBy(() -> vmap(x -> x.times(axisIndex("i"))).apply(X)).isInstanceOf(TransformException.class)
                .hasMessageContaining("and no axis has a name here");
        assertThatThrownBy(() -> vmap(x -> psum(x, "i")).axisName("i").chunk(2).apply(X)).isInstanceOf(TransformException.class)
                .hasMessageContaining("an axis with a name must be whole");
        assertThatThrownBy(() -> vmap(x -> ppermute(x, "i", Tuple.of(0, 3))).axisName("i").apply(X)).isInstanceOf(TransformException.class)
                .hasMessageContaining("ppermute");
    }
}
