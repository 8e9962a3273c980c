package fluxion.tests.control;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Shape;
import fluxion.core.Tensor;
import fluxion.core.TreeException;
import fluxion.dsl.function.Fun2;
import fluxion.dsl.function.LoopOption;
import fluxion.ops.eval.LoopCounts;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Loops next to the same steps written out: values and derivatives in every mode; and what reverse mode keeps. */
class LoopsTest {
    record Cell(Expr wx, Expr wh, Expr b) {
        Expr next(Expr h, Expr x) {
            return tanh(x.matmul(wx).plus(h.matmul(wh)).plus(b));
        }
    }

    private static Tensor some(long seed, int... dims) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[(int) Shape.of(dims).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-1, 1);
        }
        return Tensor.of(Shape.of(dims), values);
    }

    private static void same(Expr actual, Expr expected) {
        assertThat(actual.type()).isEqualTo(expected.type());
        assertThat(eval(actual).doubles()).containsExactly(eval(expected).doubles(), within(1e-12));
    }

    private static void same(Cell actual, Cell expected) {
        same(actual.wx(), expected.wx());
        same(actual.wh(), expected.wh());
        same(actual.b(), expected.b());
    }

    private static final int STEPS = 6;

    private static Expr scanned(Cell cell, Expr xs, LoopOption... options) {
        Tuple2<Expr, Expr> end = scan(zeros(f64(3)), xs, (h, x) -> {
            Expr next = cell.next(h, x);
            return pair(next, next.square().sum());
        }, options);
        return end._2.mean().plus(end._1.sum());
    }

    private static Expr written(Cell cell, Expr xs, boolean reverse) {
        Expr h = zeros(f64(3));
        Expr sum = scalar(0);
        for (int t = 0; t < STEPS; t++) {
            h = cell.next(h, xs.get(reverse ? STEPS - 1 - t : t));
            sum = sum.plus(h.square().sum());
        }
        return sum.div(STEPS).plus(h.sum());
    }

    @Test
    void aRecurrentNetworkScannedAndWrittenOut() {
        Cell cell = new Cell(some(1, 2, 3), some(2, 3, 3), some(3, 3));
        Cell along = new Cell(some(4, 2, 3), some(5, 3, 3), some(6, 3));
        Expr xs = some(7, STEPS, 2);
        Array<LoopOption[]> ways = Array.of(new LoopOption[0], new LoopOption[] {reversed()}, new LoopOption[] {unroll(2)},
                new LoopOption[] {unroll(4)}, new LoopOption[] {unroll(4), reversed()}, new LoopOption[] {unroll(100), reversed()});
        for (LoopOption[] way : ways) {
            boolean reverse = Array.of(way).contains(reversed());
            Fun2<Cell, Expr, Expr> f = fn((Cell c, Expr x) -> scanned(c, x, way));
            Fun2<Cell, Expr, Expr> g = fn((Cell c, Expr x) -> written(c, x, reverse));
            same(f.apply(cell, xs), g.apply(cell, xs));
            same(grad(f).apply(cell, xs), grad(g).apply(cell, xs));
            same(grad(f).<Expr>wrt(1).apply(cell, xs), grad(g).<Expr>wrt(1).apply(cell, xs));
            same(jvp(fn((Cell c) -> f.apply(c, xs)), cell, along).tangent(), jvp(fn((Cell c) -> g.apply(c, xs)), cell, along).tangent());
            same(jvp(fn((Cell c) -> grad(f).apply(c, xs)), cell, along).tangent(), jvp(fn((Cell c) -> grad(g).apply(c, xs)), cell, along).tangent());
            Expr many = some(8, 4, STEPS, 2);
            same(vmap(f).in(none(), axis(0)).apply(cell, many), vmap(g).in(none(), axis(0)).apply(cell, many));
            same(vmap(grad(f)).in(none(), axis(0)).apply(cell, many), vmap(grad(g)).in(none(), axis(0)).apply(cell, many));
        }
    }

    @Test
    void theHessianOfAScan() {
        var f = fn(x -> scan(x, vector(1, 2, 3), (c, t) -> pair(sin(c.times(t)), c))._1.sum());
        var g = fn(x -> sin(sin(sin(x).times(2)).times(3)).sum());
        same(hessian(f).apply(vector(0.5, -1)), hessian(g).apply(vector(0.5, -1)));
        same(jacfwd(jacrev(f)).apply(vector(0.5, -1)), hessian(g).apply(vector(0.5, -1)));
    }

    @Test
    void choicesHaveDerivatives() {
        var f = fn((x, y) -> switchOn(x.gt(1).cast(DType.I32).plus(x.gt(2).cast(DType.I32)), () -> x.times(y), () -> x.sin().plus(y.square()), () -> y.exp().times(x.square())));
        double[][] points = {{0.5, 2}, {1.5, 2}, {2.5, 0.3}};
        Tensor[] wanted = {vector(2, 0.5), vector(Math.cos(1.5), 4), vector(5 * Math.exp(0.3), 6.25 * Math.exp(0.3))};
        for (int i = 0; i < 3; i++) {
            Tuple2<Expr, Expr> g = grad(f).<Tuple2<Expr, Expr>>wrt(0, 1).apply(scalar(points[i][0]), scalar(points[i][1]));
            same(stack(0, g._1, g._2), wanted[i]);
        }
        Expr xs = vector(0.5, 1.5, 2.5);
        Expr ys = vector(2, 2, 0.3);
        Tuple2<Expr, Expr> lanes = vmap(grad(f).<Tuple2<Expr, Expr>>wrt(0, 1)).apply(xs, ys);
        same(lanes._1, vector(2, Math.cos(1.5), 5 * Math.exp(0.3)));
        // a shared argument collects the cotangents of all lanes
        same(grad(fn((x, y) -> vmap(f).in(0, none()).apply(x, y).sum())).<Expr>wrt(1).apply(xs, scalar(2)), scalar(0.5 + 4 + 6.25 * Math.exp(2)));
        // the index is clamped
        same(switchOn(Tensor.of(-7), () -> scalar(1), () -> scalar(2)), scalar(1));
        same(switchOn(Tensor.of(7), () -> scalar(1), () -> scalar(2)), scalar(2));
    }

    @Test
    void prefixesOfAnAssociativeOperation() {
        for (int n = 1; n < 12; n++) {
            Tensor x = some(n, n, 2);
            same(associativeScan(x, (a, b) -> a.plus(b)), x.cumsum(0));
            same(associativeScan(x, (a, b) -> a.plus(b), reversed()), x.flip(0).cumsum(0).flip(0));
            // products of 2×2 matrices do not commute
            Tensor m = some(n, n, 2, 2);
            Tuple2<Expr, Expr> one = scan(eye(2), m, (c, y) -> pair(c.matmul(y), c.matmul(y)));
            same(associativeScan(m, (a, b) -> a.matmul(b)), one._2);
            Tuple2<Expr, Expr> last = scan(eye(2), m, (c, y) -> pair(y.matmul(c), y.matmul(c)), reversed());
            same(associativeScan(m, (a, b) -> a.matmul(b), reversed()), last._2);
            same(grad(fn(y -> associativeScan(y, (a, b) -> a.matmul(b)).square().sum())).apply(m),
                    grad(fn(y -> scan(eye(2), y, (c, z) -> pair(c.matmul(z), c.matmul(z)))._2.square().sum())).apply(m));
        }
    }

    @Test
    void elementsOneByOneAndInBatches() {
        Tensor x = some(1, 7, 3);
        Expr wanted = x.sin().sum(1);
        for (int size : new int[] {1, 2, 3, 7, 50}) {
            same(mapEach(x, r -> r.sin().sum(), batchSize(size)), wanted);
            same(grad(fn(y -> mapEach(y, r -> r.sin().sum(), batchSize(size)).sum())).apply(x), x.cos());
        }
    }

    /** A long contraction towards √a that needs n steps. */
    private static Expr slow(Expr a, int n, LoopOption... options) {
        return whileLoop(pair((Expr) scalar(0.0), a), s -> s._1.lt(n), s -> pair(s._1.plus(1), s._2.plus(sin(s._2).times(a).times(0.01))), options)._2;
    }

    @Test
    void whatReverseModeKeeps() {
        int previous = 0;
        for (int n : new int[] {100, 400, 1600, 6400}) {
            LoopCounts.Counted<Tensor> all = LoopCounts.of(() -> grad(fn(a -> slow(a, n))).at(0.7));
            assertThat(all.mostKept()).as("all of %d steps", n).isEqualTo(n);
            assertThat(all.steps()).isEqualTo(2L * n);

            LoopCounts.Counted<Tensor> root = LoopCounts.of(() -> grad(fn(a -> slow(a, n, checkpointed()))).at(0.7));
            assertThat(root.mostKept()).as("√%d", n).isLessThanOrEqualTo((long) (4 * Math.sqrt(n)));
            assertThat(root.steps()).isEqualTo(3L * n);
            assertThat(root.result()).isEqualTo(all.result());
            if (previous > 0) {
                assertThat(root.mostKept()).as("growth").isLessThanOrEqualTo(5L * previous / 2);
            }
            previous = (int) root.mostKept();

            for (int most : new int[] {3, 10}) {
                LoopCounts.Counted<Tensor> few = LoopCounts.of(() -> grad(fn(a -> slow(a, n, checkpointed(most)))).at(0.7));
                assertThat(few.mostKept()).as("%d states for %d steps", most, n).isLessThanOrEqualTo(most + 1);
                assertThat(few.result()).isEqualTo(all.result());
            }
        }
    }

    @Test
    void checkpointsInHigherOrdersAndOverLanes() {
        var all = fn(a -> slow(a, 9));
        double second = grad(grad(all)).at(0.7).toDouble();
        double third = grad(grad(grad(all))).at(0.7).toDouble();
        for (LoopOption way : new LoopOption[] {checkpointed(), checkpointed(2), checkpointed(7)}) {
            var f = fn(a -> slow(a, 9, way));
            assertThat(grad(grad(f)).at(0.7).toDouble()).isEqualTo(second);
            assertThat(grad(grad(grad(f))).at(0.7).toDouble()).isEqualTo(third);
            var uneven = fn(a -> whileLoop(a, x -> x.lt(2), x -> x.plus(x.times(a).times(0.5)), way));
            var plain = fn(a -> whileLoop(a, x -> x.lt(2), x -> x.plus(x.times(a).times(0.5))));
            Expr lanes = vector(0.3, 1.9, 2.5, 0.8, 0.31);
            same(vmap(grad(uneven)).apply(lanes), vmap(grad(plain)).apply(lanes));
            same(vmap(grad(grad(uneven))).apply(lanes), vmap(grad(grad(plain))).apply(lanes));
        }
    }

    @Test
    void lanesEachWithTheirOwnNumberOfSteps() {
        var f = fn((a, b) -> whileLoop(a, x -> x.lt(5), x -> x.plus(x.times(b).sin().abs()).plus(0.3)));
        Expr a = vector(0.1, 7, 2, 4.9, 0.1, 1);
        Expr b = vector(0.5, 0.1, 0.7, 1, 0.9, 0.2);
        Expr values = vmap(f).apply(a, b);
        Tuple2<Expr, Expr> gradients = vmap(grad(f).<Tuple2<Expr, Expr>>wrt(0, 1)).apply(a, b);
        Expr shared = grad(fn((x, y) -> vmap(f).in(0, none()).apply(x, y).sum())).<Expr>wrt(1).apply(a, scalar(0.5));
        double sum = 0;
        for (int i = 0; i < 6; i++) {
            Expr ai = eval(a.get(i));
            Expr bi = eval(b.get(i));
            same(values.get(i), f.apply(ai, bi));
            Tuple2<Expr, Expr> one = grad(f).<Tuple2<Expr, Expr>>wrt(0, 1).apply(ai, bi);
            same(gradients._1.get(i), one._1);
            same(gradients._2.get(i), one._2);
            sum += toDouble(grad(f).<Expr>wrt(1).apply(ai, scalar(0.5)));
        }
        assertThat(toDouble(shared)).isCloseTo(sum, within(1e-10));
    }

    @Test
    void longLoopsNeedNoStack() {
        int n = 100_000;
        assertThat(toDouble(scan(scalar(0.0), ones(f64(n)), (c, x) -> pair(c.plus(x), c))._1)).isEqualTo(n);
        var f = fn(x -> scan(x, ones(f64(n)), (c, y) -> pair(c.times(y), c.times(0)))._1);
        assertThat(grad(f).at(3).toDouble()).isEqualTo(1);
        assertThat(grad(fn(x -> whileLoop(pair((Expr) scalar(0.0), x), s -> s._1.lt(n), s -> pair(s._1.plus(1), s._2.times(1)))._2)).at(3).toDouble()).isEqualTo(1);
    }

    @Test
    void whatLambdasUseIsCapturedOnce() {
        // √ is taken outside the loop: once; the lambda's own √ of a negative number is not
        var f = fn((x, y) -> {
            Expr outer = sqrt(x);
            return cond(y.gt(0), () -> outer.times(sqrt(y)), () -> outer);
        });
        assertThat(f.apply(scalar(4), scalar(9)).type()).isEqualTo(f64());
        assertThat(toDouble(f.apply(scalar(4), scalar(9)))).isEqualTo(6);
        assertThat(toDouble(grad(f).<Expr>wrt(1).apply(scalar(4), scalar(0)))).isEqualTo(0);
        assertThat(toDouble(grad(f).<Expr>wrt(0).apply(scalar(4), scalar(-1)))).isEqualTo(0.25);
        // loops within loops use what is around both
        var nested = fn(x -> scan(scalar(0.0), vector(1, 2), (c, a) ->
                pair(c.plus(scan(scalar(0.0), vector(3, 4), (d, b) -> pair(d.plus(a.times(b).times(x)), d))._1), c))._1);
        assertThat(nested.at(2).toDouble()).isEqualTo(42);
        assertThat(grad(nested).at(2).toDouble()).isEqualTo(21);
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> scan(scalar(0.0), vector(1, 2), (c, x) -> pair(stack(0, c, x), x)))
                .hasMessage("scan: the step must return a carry like the one it takes; got f64[2] for f64[]");
        assertThatThrownBy(() -> scan(scalar(F32, 0), vector(1, 2), (c, x) -> pair(c.plus(x), x)))
                .hasMessage("scan: the step must return a carry like the one it takes; got f64[] for f32[]. Use cast(·) to make the dtypes agree");
        assertThatThrownBy(() -> scan(scalar(0.0), scalar(1), (c, x) -> pair(c, x)))
                .hasMessage("scan: the elements must lie along axis 0 of one or more tensors; got f64[]");
        assertThatThrownBy(() -> whileLoop(scalar(0.0), x -> x, x -> x))
                .hasMessage("whileLoop: the condition must give one truth value, bool[]; got f64[]");
        assertThatThrownBy(() -> cond(vector(1, 0).gt(0), () -> scalar(1), () -> scalar(2)))
                .hasMessage("cond: the choice must be a scalar; got bool[2]. Use where(·) to choose element by element, or vmap to choose lane by lane");
        assertThatThrownBy(() -> cond(scalar(1).gt(0), () -> pair(scalar(1), scalar(2)), () -> pair(scalar(1), pair(scalar(1), scalar(2)))))
                .isInstanceOf(TreeException.class).hasMessageStartingWith("cond: all branches must return the same structure and types");
        assertThatThrownBy(() -> fori(0, 3, scalar(0.0), (i, s) -> s, unroll(0))).hasMessage("fori: unroll must be at least 1; got 0");
        assertThatThrownBy(() -> whileLoop(scalar(0.0), x -> x.lt(1), x -> x.plus(1), reversed())).hasMessage("whileLoop: takes no option reversed()");
    }

    record Par(Expr a, Expr b) {}

    @Test
    void elementsMayBeRecords() {
        Par xs = new Par(vector(1, 2), vector(3, 4));
        same(mapEach(xs, (Par e) -> e.a().times(e.b())), vector(3, 8));
        Par swapped = mapEach(xs, (Par e) -> new Par(e.b(), e.a()));
        same(swapped.a(), xs.b());
        same(scan(scalar(0.0), xs, (Expr c, Par e) -> pair(c.plus(e.a()), c.times(e.b())))._2, vector(0, 4));
        same(scan(new Par(scalar(0.0), scalar(1.0)), xs, (Par c, Par e) -> pair(new Par(c.a().plus(e.a()), c.b().times(e.b())), c.a()))._1.b(), scalar(12));
        same(mapEach(new Par(vector(), vector()), (Par e) -> e.a().times(e.b())), vector());
        same(grad(fn((Par p) -> sum(mapEach(p, (Par e) -> e.a().times(e.b()))))).apply(xs).a(), xs.b());
    }

    @Test
    void aLambdaRunsOnceHoweverDeepItLies() {
        int[] calls = {0};
        Expr made = nested(14, scalar(1.0), calls);
        assertThat(calls[0]).isEqualTo(14);
        same(made, scalar(1 + 14 + 1));
        int[] mixed = {0};
        var f = fn((Expr x) -> scan(x, vector(1, 2), (Expr c, Expr e) -> pair(cond(c.gt(0), () -> {
            mixed[0]++;
            Expr inside = scalar(2.0).sin(); // depends on nothing: only where it was made tells that it is the branch's own
            return c.plus(e.times(inside)).plus(x);
        }, () -> c), e))._1);
        same(f.apply(scalar(1.0)), scalar(3 + 3 * Math.sin(2)));
        assertThat(mixed[0]).isEqualTo(1);
    }

    private static Expr nested(int depth, Expr x, int[] calls) {
        return depth == 0 ? x.plus(1) : fori(0, 1, x, (i, c) -> {
            calls[0]++;
            return nested(depth - 1, c.plus(arange(2).cast(F64).sum()), calls);
        });
    }
}
