package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.dsl.function.Fun1;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What vmap says of random numbers and of lanes holds inside loops, choices and calls as it does outside. */
class LanesInBodiesTest {
    private static final Tensor X = vector(0, 1, 0, 1);

    private static Expr noise(int stream) {
        return normal(key(7).foldIn(stream), f64());
    }

    /** The same sum x + noise, wherever the noise is drawn. */
    private static final Map<String, Fun1<Expr, Expr>> SUMS = LinkedHashMap.<String, Fun1<Expr, Expr>>empty()
            .put("outside", fn((Expr x) -> x.plus(noise(0))))
            .put("scan", fn((Expr x) -> scan(x, arange(1), (Expr c, Expr i) -> pair(c.plus(noise(0)), c))._1))
            .put("fori", fn((Expr x) -> fori(0, 1, x, (i, c) -> c.plus(noise(0)))))
            .put("fori to a bound of the lane's", fn((Expr x) -> fori(scalar(I32, 0), x.times(0).cast(I32).plus(1), x, (i, c) -> c.plus(noise(0)))))
            .put("while", fn((Expr x) -> whileLoop(pair(x, (Expr) scalar(0.0)), (Tuple2<Expr, Expr> s) -> s._2.lt(1),
                    s -> pair(s._1.plus(noise(0)), s._2.plus(1)))._1))
            .put("while, lanes stop by themselves", fn((Expr x) -> whileLoop(pair(x, x), (Tuple2<Expr, Expr> s) -> s._2.lt(x.plus(1)),
                    s -> pair(s._1.plus(noise(0)), s._2.plus(1)))._1))
            .put("scan in while, lanes stop by themselves", fn((Expr x) -> whileLoop(pair(x, x), (Tuple2<Expr, Expr> s) -> s._2.lt(x.plus(1)),
                    s -> pair(scan(s._1, arange(1), (Expr c, Expr i) -> pair(c.plus(noise(0)), c))._1, s._2.plus(1)))._1))
            .put("choice in scan", fn((Expr x) -> scan(x, arange(1), (Expr c, Expr i) ->
                    pair(cond(c.gt(0.5), () -> c.plus(noise(0)), () -> c.plus(noise(0))), c))._1))
            .put("cond", fn((Expr x) -> cond(x.gt(0.5), () -> x.plus(noise(0)), () -> x.plus(noise(0)))))
            .put("cond, one for all lanes", fn((Expr x) -> cond(scalar(1).gt(0), () -> x.plus(noise(0)), () -> x)))
            .put("switch", fn((Expr x) -> switchOn(x.cast(I32), () -> x.plus(noise(0)), () -> x.plus(noise(0)))))
            .put("mapEach", fn((Expr x) -> mapEach(zeros(f64(1)), (Expr z) -> x.plus(z).plus(noise(0))).sum()))
            .put("custom", fn((Expr x) -> custom("c", fn((Expr v) -> v.plus(noise(0)))).derivative((Expr v, Expr r, Expr t) -> t).apply(x)))
            .put("checkpoint", fn((Expr x) -> checkpoint((Expr v) -> v.plus(noise(0))).apply(x)))
            .put("gradient", fn((Expr x) -> x.plus(grad((Expr v) -> v.times(noise(0))).apply(x))))
            .put("a function of its own", fn((Expr x) -> fn((Expr v) -> v.plus(noise(0))).apply(x)));

    @TestFactory
    Stream<DynamicTest> everyLaneDrawsItsOwnNumbersWhereverItDraws() {
        Tensor expected = eval(vmap(SUMS.get("outside").get()).randomness(DIFFERENT).apply(X));
        assertThat(Array.ofAll(expected.minus(X) instanceof Expr noise ? eval(noise).doubles() : new double[0]).distinct()).hasSize(4);
        return SUMS.map(sum -> dynamicTest(sum._1, () -> {
            assertNear(vmap(sum._2).randomness(DIFFERENT).apply(X), expected);
            assertNear(vmap(sum._2).randomness(DIFFERENT).chunk(3).apply(X), expected);
            assertNear(vmap(sum._2).randomness(SAME).apply(X), X.plus(noise(0)));
            assertNear(vmap(grad(sum._2)).randomness(DIFFERENT).apply(X), ones(f64(4)));
        })).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> sharedKeysAreRefusedWhereverTheyAreDrawnFrom() {
        return SUMS.map(sum -> dynamicTest(sum._1, () -> assertThatThrownBy(() -> vmap(sum._2).apply(X)).isInstanceOf(TransformException.class)
                .hasMessageContaining("from a key that is not mapped would give every lane the same numbers")
                .hasMessageContaining("randomness(DIFFERENT)"))).toJavaStream();
    }

    @Test
    void keysThatLanesMakeTheirOwnAreNotRefused() {
        var own = fn((Expr i) -> normal(key(3).foldIn(i), f64()));
        Tensor three = eval(vmap(own).apply(ints(0, 1, 2)));
        assertNear(three, stack(0, own.apply(scalar(I32, 0)), own.apply(scalar(I32, 1)), own.apply(scalar(I32, 2))));
        var inside = fn((Expr i) -> scan(scalar(0.0), arange(2), (Expr c, Expr k) -> pair(c.plus(normal(key(3).foldIn(i).foldIn(k), f64())), c))._1);
        assertNear(vmap(inside).apply(ints(4, 9)), stack(0, inside.apply(scalar(I32, 4)), inside.apply(scalar(I32, 9))));
        // the carry gets a key of the lane's only in the second step of the analysis
        var late = fn((Expr i) -> scan(pair(key(1).value(), scalar(0.0)), arange(2), (s, k) ->
                pair(pair(new fluxion.dsl.random.RandomKey(s._1).foldIn(i).value(), s._2.plus(normal(new fluxion.dsl.random.RandomKey(s._1).foldIn(i), f64()))), k))._1._2);
        assertNear(vmap(late).apply(ints(4, 9)), stack(0, late.apply(scalar(I32, 4)), late.apply(scalar(I32, 9))));
    }

    @Test
    void lanesKnowTheirIndexInLoopsThatEachStopsByItself() {
        var steps = fn((Expr x) -> whileLoop(x, (Expr c) -> c.lt(axisIndex("i")), c -> c.plus(2)));
        assertThat(eval(vmap(steps).axisName("i").apply(ints(0, 0, 0, 0))).ints()).containsExactly(0, 2, 2, 4);
        var body = fn((Expr x) -> whileLoop(x, (Expr c) -> c.lt(5), c -> c.plus(axisIndex("i").plus(1))));
        assertThat(eval(vmap(body).axisName("i").apply(ints(0, 0, 0, 0))).ints()).containsExactly(5, 6, 6, 8);
        var bound = fn((Expr n) -> fori(scalar(I32, 0), n, n, (i, c) -> c.plus(axisIndex("i"))));
        assertThat(eval(vmap(bound).axisName("i").apply(ints(0, 1, 2, 3))).ints()).containsExactly(0, 2, 6, 12);
        var inner = fn((Expr x) -> whileLoop(x, (Expr c) -> c.lt(4), c -> fori(0, 2, c, (i, d) -> d.plus(axisIndex("i").plus(1)))));
        assertThat(eval(vmap(inner).axisName("i").apply(ints(0, 0, 5))).ints()).containsExactly(4, 4, 5);
    }

    @Test
    void twoNamedAxesAndDerivatives() {
        var sum = fn((Expr x) -> whileLoop(x, (Expr c) -> c.lt(axisIndex("i").plus(axisIndex("j"))), c -> c.plus(1)));
        var both = fn((Expr row) -> vmap(sum).axisName("i").apply(row));
        assertThat(eval(vmap(both).axisName("j").apply(zeros(i32(2, 3)))).ints()).containsExactly(0, 1, 2, 1, 2, 3);
        // x · 2^(lane): each doubles as often as its index says
        var power = fn((Expr x) -> whileLoop(pair(x, (Expr) scalar(I32, 0)), (Tuple2<Expr, Expr> s) -> s._2.lt(axisIndex("i")),
                s -> pair(s._1.times(2), s._2.plus(1)))._1);
        assertThat(eval(vmap(power).axisName("i").apply(vector(1, 1, 1, 1))).doubles()).containsExactly(1, 2, 4, 8);
        var all = fn((Expr x) -> sum(vmap(power).axisName("i").apply(x)));
        assertThat(eval(grad(all).apply(vector(1, 1, 1, 1))).doubles()).containsExactly(1, 2, 4, 8);
        assertThat(eval(jacfwd(fn((Expr x) -> vmap(power).axisName("i").apply(x))).apply(vector(1, 1, 1))).doubles()).containsExactly(1, 0, 0, 0, 2, 0, 0, 0, 4);
    }
}
