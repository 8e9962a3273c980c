package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Expr;
import fluxion.dsl.function.ExprFn1;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import org.junit.jupiter.api.Test;

/** Values that are used several times, each time guarded, and values that nobody uses: their infinite slopes reach nothing. */
class GuardedUsesTest {
    private static double number(Expr x) {
        return eval(x).toDouble();
    }

    private static double[] values(Expr x) {
        return eval(x).doubles();
    }

    private static Tuple2<ExprFn1, Double> row(ExprFn1 f, double slope) {
        return Tuple.of(f, slope);
    }

    /** Functions at 0 with their derivatives. */
    private static final Array<Tuple2<ExprFn1, Double>> USES = Array.of(
            row(x -> { Expr t = sqrt(x); return where(x.gt(0), t, x).plus(where(x.gt(0), t.times(3), x)); }, 2),
            row(x -> { Expr t = log(x); return where(x.gt(0), t, x).plus(where(x.ge(0).and(x.ne(0)), t.times(3), x)); }, 2),
            row(x -> { Expr t = x.reciprocal(); return where(x.ne(0), t, x).plus(where(x.gt(0), t.square(), x)).plus(where(x.lt(0), t.exp(), 0)); }, 2),
            row(x -> { Expr t = sqrt(x); return where(x.gt(0), where(x.gt(1), t, t.times(2)), x).plus(where(x.gt(0), t, 0)); }, 1),
            row(x -> { Expr t = x.pow(0.25); return where(x.gt(0), t, 0).plus(where(x.le(0), x.times(5), t)).times(2); }, 10),
            row(x -> cond(x.gt(0), () -> sqrt(x), () -> x.times(2)).plus(cond(x.gt(0), () -> sqrt(x), () -> x)), 3));

    @Test
    void severalGuardedUses() {
        USES.forEach(row -> {
            var f = fn(row._1);
            assertThat(number(grad(f).at(0))).isEqualTo(row._2);
            assertThat(eval(jvp(f, scalar(0), scalar(1)).tangent()).toDouble()).isEqualTo(row._2);
            assertThat(values(vmap(grad(f)).apply(vector(0, 0)))).containsExactly(row._2, row._2);
            assertThat(values(grad(fn((Expr x) -> sum(vmap(f).apply(x)))).apply(vector(0, 0)))).containsExactly(row._2, row._2);
            assertThat(number(grad(grad(f)).at(0))).isZero();
            assertThat(number(grad(f).at(4))).isCloseTo(eval(jvp(f, scalar(4), scalar(1)).tangent()).toDouble(), within(1e-14));
        });
        ExprFn1 f = x -> { Expr t = sqrt(x); return sum(where(x.gt(0), t, x).plus(where(x.gt(0), t.times(3), x))); };
        assertThat(values(grad(fn(f)).apply(vector(0, 1, 0)))).containsExactly(2, 2, 2);
        // several uses of which one is not guarded are not
        assertThat(number(grad(fn((Expr x) -> { Expr t = sqrt(x); return t.plus(where(x.gt(0), t, 0)); })).at(0))).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** The rotation of a vector by Rodrigues' formula about no axis: v ↦ p + v × p. */
    @Test
    void rodrigues() {
        Expr p = vector(1, 2, 3);
        ExprFn1 rotated = v -> {
            Expr angle = norm(v);
            Expr a = where(angle.eq(0), 1, sin(angle).div(angle));
            Expr b = where(angle.eq(0), 0.5, cos(angle).subtractedFrom(1).div(angle.square()));
            return p.times(cos(angle)).plus(cross(v, p).times(a)).plus(v.times(v.dot(p)).times(b));
        };
        double[] want = {0, 3, -2, -3, 0, 1, 2, -1, 0};
        assertThat(values(jacrev(fn(rotated)).apply(vector(0, 0, 0)))).containsExactly(want, within(0.0));
        assertThat(values(jacfwd(fn(rotated)).apply(vector(0, 0, 0)))).containsExactly(want, within(0.0));
    }

    @Test
    void slotsOfLoopsThatNobodyReads() {
        double[] poison = {Double.NaN, Double.POSITIVE_INFINITY};
        for (double bad : poison) {
            ExprFn1 scanned = x -> scan(pair(x, x), zeros(f64(3)), (q, e) -> pair(pair(q._1().times(2), q._2().times(bad)), e))._1()._1();
            ExprFn1 counted = x -> fori(0, 3, pair(x, x), (i, q) -> pair(q._1().times(2), q._2().times(bad)))._1();
            ExprFn1 looped = x -> whileLoop(pair(x, x), q -> q._1().lt(5), q -> pair(q._1().times(2), q._2().times(bad)))._1();
            for (ExprFn1 f : Array.of(scanned, counted, looped)) {
                assertThat(number(grad(fn(f)).at(1))).isEqualTo(8);
                assertThat(values(vmap(grad(fn(f))).apply(vector(1, 1)))).containsExactly(8, 8);
                assertThat(number(grad(grad(fn((Expr x) -> f.apply(x).square()))).at(1))).isEqualTo(128);
            }
            // one that is read, but only by one that nobody reads
            ExprFn1 chain = x -> scan(pair(x, pair(x, x)), zeros(f64(3)), (q, e) -> pair(pair(q._1().times(2), pair(q._2()._2(), q._2()._2().times(bad))), e))._1()._1();
            assertThat(number(grad(fn(chain)).at(1))).isEqualTo(8);
        }
        // one that is read late
        ExprFn1 late = x -> scan(pair(x, x), zeros(f64(3)), (q, e) -> pair(pair(q._1().plus(q._2()), q._2().times(2)), e))._1()._1();
        assertThat(number(grad(fn(late)).at(1))).isEqualTo(8);
    }
}
