package fluxion.tests.behaviours;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.op.Switch;
import io.vavr.Tuple4;
import io.vavr.collection.Array;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Behaviours 37 to 43: choices and loops under derivatives and over lanes. */
class ControlFlowTest {
    private static double[] numbers(Expr x) {
        return eval(x.cast(DType.F64)).doubles();
    }

    private static Array<Switch> choices(Fn fn) {
        return Array.ofAll(Graph.topological(fn.results())).filter(e -> e instanceof Apply a && a.op() instanceof Switch).map(e -> (Switch) ((Apply) e).op());
    }

    @Test
    @DisplayName("37: one predicate for all lanes stays a cond; where lanes choose, each runs its own branch")
    void b37() {
        var one = vmap((p, x) -> cond(p.gt(0), () -> x.sin(), () -> x.times(2))).in(none(), axis(0));
        assertThat(choices(one.on(f64(), f64(3)))).singleElement().satisfies(s -> assertThat(s.lanes().isDefined()).isFalse());
        assertThat(numbers(one.apply(scalar(1), vector(1, 2, 3)))).containsExactly(Math.sin(1), Math.sin(2), Math.sin(3));
        assertThat(numbers(one.apply(scalar(-1), vector(1, 2, 3)))).containsExactly(2, 4, 6);

        var each = vmap((p, x) -> cond(p.gt(0), () -> x.sin(), () -> x.times(2)));
        assertThat(choices(each.on(f64(3), f64(3)))).singleElement().satisfies(s -> assertThat(s.lanes().isDefined()).isTrue());
        assertThat(numbers(each.apply(vector(1, -1, 1), vector(1, 2, 3)))).containsExactly(Math.sin(1), 4, Math.sin(3));
        // an index out of range in the branch not taken would be an error, a loop there would not end
        var table = vector(10, 20, 30);
        var safe = vmap((Expr i) -> cond(i.lt(3), () -> table.take(i, 0), () -> scalar(0)));
        assertThat(numbers(safe.apply(ints(0, 7, 2, 9)))).containsExactly(10, 0, 30, 0);
        var ending = vmap((Expr x) -> cond(x.gt(0), () -> whileLoop(x, s -> s.lt(100), s -> s.times(2)), () -> x));
        assertThat(numbers(ending.apply(vector(-1, 1, 0, 60)))).containsExactly(-1, 128, 0, 120);
    }

    @Test
    @DisplayName("38: the gradient of vmap(cond(x < ε, ε, √x)) at 0 is 0, not NaN")
    void b38() {
        var f = vmap(x -> cond(x.lt(1e-6), () -> scalar(1e-6), () -> sqrt(x)));
        assertThat(numbers(grad(fn(x -> f.apply(x).sum())).apply(vector(0, 4)))).containsExactly(0, 0.25);
        assertThat(numbers(vmap(grad(x -> cond(x.lt(1e-6), () -> scalar(1e-6), () -> sqrt(x)))).apply(vector(0, 4)))).containsExactly(0, 0.25);
    }

    @Test
    @DisplayName("39: in a loop over lanes each lane stops for itself")
    void b39() {
        assertThat(numbers(vmap(x -> whileLoop(x, s -> s.lt(3), s -> s.plus(2))).apply(vector(0, 1, 2, 3)))).containsExactly(4, 3, 4, 3);
        assertThat(numbers(vmap(x -> whileLoop(x, s -> s.lt(3), s -> s.plus(2))).apply(ints(0, 1, 2, 3)))).containsExactly(4, 3, 4, 3);
        // lanes differ only by a constant of the condition, or of the body
        assertThat(numbers(vmap(c -> whileLoop(scalar(0.0), s -> s.lt(c), s -> s.plus(2))).apply(vector(1, 4)))).containsExactly(2, 4);
        assertThat(numbers(vmap(c -> whileLoop(scalar(0.0), s -> s.lt(3), s -> s.plus(c))).apply(vector(2, 1)))).containsExactly(4, 3);
        // lanes within lanes
        var nested = vmap(vmap((a, b) -> whileLoop(a, s -> s.lt(b), s -> s.plus(2))).in(0, none())).in(none(), 0);
        assertThat(numbers(nested.apply(vector(0, 1), vector(3, 6)))).containsExactly(4, 3, 6, 7);
    }

    @Test
    @DisplayName("40: lanes reach a shifting carry of four one step after another")
    void b40() {
        var f = fn((Expr a, Expr d) -> scan(new Tuple4<Expr, Expr, Expr, Expr>(a, a, a, d), zeros(f64(5)),
                (Tuple4<Expr, Expr, Expr, Expr> c, Expr x) -> pair(new Tuple4<>(c._2, c._3, c._4, c._1.plus(c._4)), c._1))._2);
        Expr d = vector(1, 2, 3);
        Expr lanes = vmap(f).in(none(), axis(0)).apply(scalar(0.5), d);
        for (int i = 0; i < 3; i++) {
            assertThat(numbers(lanes.get(i))).containsExactly(numbers(f.apply(scalar(0.5), scalar(i + 1))));
        }
    }

    @Test
    @DisplayName("41: no steps give what the loop began with; nothing mapped is nothing")
    void b41() {
        for (int n : new int[] {0, -3}) {
            assertThat(toDouble(fori(0, n, scalar(5.0), (i, s) -> s.plus(1)))).isEqualTo(5);
            assertThat(toDouble(fori(scalar(0), scalar(n), scalar(5.0), (i, s) -> s.plus(1)))).isEqualTo(5);
            var f = fn(x -> fori(0, n, x, (i, s) -> s.sin()));
            assertThat(grad(f).at(2).toDouble()).isEqualTo(1);
            var g = fn(x -> fori(scalar(0), scalar(n), x, (i, s) -> s.sin()));
            assertThat(grad(g).at(2).toDouble()).isEqualTo(1);
            assertThat(numbers(vmap(grad(g)).apply(vector(1, 2)))).containsExactly(1, 1);
        }
        Expr nothing = mapEach(zeros(f64(0, 3)), x -> x.sum());
        assertThat(nothing.type()).isEqualTo(f64(0));
        assertThat(numbers(mapEach(zeros(f64(0, 3)), x -> x.sum(), batchSize(4)))).isEmpty();
    }

    @Test
    @DisplayName("42: tangents that reach a state only in the second step")
    void b42() {
        var f = fn(x -> whileLoop(new Tuple4<Expr, Expr, Expr, Expr>(scalar(0.0), scalar(1.0), scalar(2.0), x), s -> s._1.lt(3),
                s -> new Tuple4<>(s._1.plus(1), s._3, s._4.square(), s._4))._2);
        // the state is x² after two steps
        assertThat(f.at(3).toDouble()).isEqualTo(9);
        assertThat(toDouble(jvp(f, scalar(3), scalar(1)).tangent())).isEqualTo(6);
        assertThat(grad(f).at(3).toDouble()).isEqualTo(6);
        assertThat(grad(grad(f)).at(3).toDouble()).isEqualTo(2);
    }

    @Test
    @DisplayName("43: a loop has a reverse mode, of any order, and lanes")
    void b43() {
        var root = fn(a -> whileLoop(a, x -> abs(x.square().minus(a)).gt(a.times(1e-12)), x -> x.plus(a.div(x)).times(0.5)));
        for (double a : new double[] {0.3, 2, 9, 1e4}) {
            assertThat(grad(root).at(a).toDouble()).isCloseTo(0.5 / Math.sqrt(a), within(1e-10));
            assertThat(grad(grad(root)).at(a).toDouble()).isCloseTo(-0.25 * Math.pow(a, -1.5), within(1e-9));
            assertThat(toDouble(linearize(root, scalar(a)).linear().apply(scalar(1)))).isCloseTo(0.5 / Math.sqrt(a), within(1e-10));
            assertThat(toDouble(jvp(grad(root), scalar(a), scalar(1)).tangent())).isCloseTo(-0.25 * Math.pow(a, -1.5), within(1e-9));
        }
        double[] wanted = {0.5 / Math.sqrt(2), 0.25, 0.1};
        assertThat(numbers(vmap(grad(root)).apply(vector(2, 4, 25)))).containsExactly(wanted, within(1e-12));
        assertThat(numbers(grad(fn(v -> vmap(root).apply(v).sum())).apply(vector(2, 4, 25)))).containsExactly(wanted, within(1e-12));
    }
}
