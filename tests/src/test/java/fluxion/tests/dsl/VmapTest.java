package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static fluxion.tests.dsl.Near.some;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Tensor;
import fluxion.core.TransformException;
import fluxion.dsl.random.RandomKey;
import io.vavr.Tuple2;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behaviours 25 to 35 of vectorisation that a naive implementation gets wrong. */
class VmapTest {
    record Pair(Expr a, Expr b) {}

    record Layer(Expr w, String name, Expr b) {}

    @Test
    @DisplayName("25: nested, each level with its own axes")
    void b25() {
        Tensor x = some(1, 5, 2, 3);
        Tensor y = some(2, 3, 5, 2);
        var product = vmap(vmap(vmap((a, b) -> a.times(b))).in(1, 0)).in(1, 2);
        assertNear(product.apply(x, y), x.permute(1, 2, 0).times(y.permute(2, 0, 1)));
    }

    @Test
    @DisplayName("26: the identity from one axis to another is a transpose; negative axes count from the end")
    void b26() {
        Tensor x = some(1, 2, 3, 5);
        assertNear(vmap(t -> t).in(2).out(1).apply(x), x.swapAxes(1, 2));
        assertNear(vmap(t -> t).in(-1).out(-2).apply(x), x.swapAxes(1, 2));
        assertNear(vmap(t -> sum(t)).in(-1).out(-1).apply(x), x.sum(0, 1));
    }

    @Test
    @DisplayName("27: in-axes are a prefix of the arguments' tree")
    void b27() {
        Pair p = new Pair(some(1, 4, 3), some(2, 3, 4));
        var f = fn((Pair q, Expr x) -> q.a().times(q.b()).plus(x));
        assertNear(vmap(f).in(tree(0, 1), none()).apply(p, some(3, 3)), p.a().times(p.b().transpose()).plus(some(3, 3)));
        assertNear(vmap(f).in(axis(0), none()).apply(new Pair(p.a(), p.a()), some(3, 3)), square(p.a()).plus(some(3, 3)));
        assertNear(vmap(f).in(0).apply(new Pair(p.a(), p.a()), some(3, 4, 3)), square(p.a()).plus(some(3, 4, 3)));
        assertNear(vmap((List<Expr> l) -> l.get(0).plus(l.get(1))).in(List.of(axis(0), none())).apply(List.of(some(1, 4), some(2, 3))),
                some(1, 4).expandDims(1).plus(some(2, 3)));
        // values that are carried along need no entry
        assertNear(vmap((Layer l) -> l.w().plus(l.b())).in(tree(none(), 0)).apply(new Layer(scalar(2), "first", vector(1, 2))), vector(3, 4));
        assertThatThrownBy(() -> vmap(f).in(tree(0, 1, 2), none()).apply(p, some(3, 3))).isInstanceOf(TransformException.class)
                .hasMessage("vmap: in axes must be a number or none() for each part, or a tree like what they are for; got ((0, 1, 2), none) for (Pair(a, b), ·)");
        assertThatThrownBy(() -> vmap(f).in(0, 0, 0)).hasMessage(
                "vmap: in takes one entry for each argument, or one for all; got 3 entries (0, 0, 0) for 2 arguments");
    }

    @Test
    @DisplayName("28: out-axes are a prefix of the result's tree; none only where lanes agree")
    void b28() {
        var f = fn((Expr x) -> Tuple.of(x, Tuple.of(x.times(2), x.times(3))));
        Tensor x = some(1, 4, 3);
        Tuple2<Expr, Tuple2<Expr, Expr>> y = vmap(f).out(0, tree(0, 1)).apply(x);
        assertNear(y._1, x);
        assertNear(y._2._1, x.times(2));
        assertNear(y._2._2, x.times(3).transpose());
        Tuple2<Expr, Tensor> shared = vmap((Expr t) -> Tuple.of(t, scalar(5))).out(0, none()).apply(x);
        assertNear(shared._2, scalar(5));
        assertThatThrownBy(() -> vmap(t -> t).out(none()).apply(x)).isInstanceOf(TransformException.class).hasMessageContaining("differs between lanes");
        assertThatThrownBy(() -> vmap(t -> t).out(2).apply(x))
                .hasMessage("vmap: the out axis must be from -2 to 1 for lanes of f64[3]; got 2");
        assertThatThrownBy(() -> vmap(f).out(0, tree(0)).apply(x)).hasMessageContaining("out axes must be").hasMessageContaining("(·, (·, ·))");
    }

    @Test
    @DisplayName("29: an inner vmap that ignores its argument repeats what it captures")
    void b29() {
        Tensor x = some(1, 3);
        assertNear(vmap(t -> vmap(s -> t).apply(some(2, 5))).apply(x), x.expandDims(1).broadcastTo(3, 5));
    }

    @Test
    @DisplayName("30: a constant result is repeated")
    void b30() {
        assertNear(vmap(t -> scalar(4)).apply(some(1, 3)), full(f64(3), 4));
        assertNear(vmap(t -> vector(1, 2)).out(1).apply(some(1, 3)), vector(1, 2).expandDims(1).broadcastTo(2, 3));
    }

    static Stream<Arguments> axes() {
        return Stream.of(Option.of(0), Option.of(-1), Option.<Integer>none())
                .flatMap(a -> Stream.of(Option.of(0), Option.of(-1), Option.<Integer>none()).map(b -> Arguments.of(a, b)))
                .filter(pair -> !pair.get()[0].equals(Option.none()) || !pair.get()[1].equals(Option.none()));
    }

    @ParameterizedTest(name = "31: matmul over lanes {0} and {1} is the loop, and so is its gradient")
    @MethodSource("axes")
    void b31(Option<Integer> left, Option<Integer> right) {
        int lanes = 6;
        Tensor a = lanes(1, left, lanes, 2, 3);
        Tensor b = lanes(2, right, lanes, 3, 4);
        Object inLeft = left.<Object>map(i -> axis(i)).getOrElse(none());
        Object inRight = right.<Object>map(i -> axis(i)).getOrElse(none());
        var batched = vmap((x, y) -> x.matmul(y)).in(inLeft, inRight);
        assertNear(batched.apply(a, b), stack(0, Array.range(0, lanes).map(i -> lane(a, left, i).matmul(lane(b, right, i)))));
        Tensor weight = some(3, lanes, 2, 4);
        var total = fn((x, y) -> sum(batched.apply(x, y).times(weight)));
        var loop = fn((x, y) -> Array.range(0, lanes).map(i -> sum(lane(x, left, i).matmul(lane(y, right, i)).times(weight.get(i)))).reduce(Expr::plus));
        Tuple2<Expr, Expr> mapped = grad(total).<Tuple2<Expr, Expr>>wrt(0, 1).apply(a, b);
        Tuple2<Expr, Expr> looped = grad(loop).<Tuple2<Expr, Expr>>wrt(0, 1).apply(a, b);
        assertNear(mapped._1, looped._1);
        assertNear(mapped._2, looped._2);
    }

    private static Tensor lanes(long seed, Option<Integer> axis, int lanes, int m, int n) {
        return axis.map(a -> a == 0 ? some(seed, lanes, m, n) : some(seed, m, n, lanes)).getOrElse(() -> some(seed, m, n));
    }

    private static Expr lane(Expr x, Option<Integer> axis, int i) {
        return axis.map(a -> x.moveAxis(a, 0).get(i)).getOrElse(x);
    }

    @Test
    @DisplayName("32: a scalar for each lane meets a captured vector by its own rank")
    void b32() {
        Tensor v = some(1, 3);
        Tensor s = some(2, 4);
        assertNear(vmap(t -> t.times(v)).apply(s), s.expandDims(1).times(v));
        assertNear(vmap(t -> v.times(t)).apply(some(2, 3)), some(2, 3).expandDims(1).times(v));
        assertNear(vmap((t, m) -> t.plus(m)).apply(some(2, 3), some(3, 3, 2, 3)), some(2, 3).reshape(3, 1, 1).plus(some(3, 3, 2, 3)));
    }

    @Test
    @DisplayName("33: no lanes at all, in chunks too")
    void b33() {
        assertNear(vmap(t -> sin(t).matmul(some(1, 3, 2))).apply(some(1, 0, 3)), zeros(f64(0, 2)));
        assertNear(vmap(t -> sin(t)).chunk(4).apply(some(1, 0, 3)), zeros(f64(0, 3)));
        assertNear(vmap(t -> scalar(1)).apply(some(1, 0)), zeros(f64(0)));
        assertNear(vmap(grad(t -> sum(sin(t)))).apply(some(1, 0, 3)), zeros(f64(0, 3)));
    }

    @ParameterizedTest(name = "34: chunks of {0} for seven lanes")
    @ValueSource(ints = {1, 2, 3, 4, 6, 7, 8, 1000})
    void b34(int chunk) {
        Tensor x = some(1, 3, 7);
        Expr y = some(2, 3);
        var f = vmap((a, b) -> sin(a).times(b)).in(1, none()).out(1);
        assertNear(f.chunk(chunk).apply(x, y), f.apply(x, y));
        var g = fn((Expr a, Expr b) -> sum(square(f.chunk(chunk).apply(a, b))));
        assertNear(grad(g).apply(x, y), grad((Expr a, Expr b) -> sum(square(f.apply(a, b)))).apply(x, y));
        Tuple2<Expr, Expr> shared = vmap((Expr a) -> Tuple.of(a, y)).in(1).out(0, none()).chunk(chunk).apply(x);
        assertNear(shared._2, y);
    }

    @Test
    @DisplayName("35: random numbers from a shared key are refused, the same or different, as is said")
    void b35() {
        var noisy = fn((Expr x) -> x.plus(normal(key(7), f64(3))));
        Tensor zeros = eval(zeros(f64(5, 3)));
        assertThatThrownBy(() -> vmap(noisy).apply(zeros)).isInstanceOf(TransformException.class).hasMessageContaining("randomness(DIFFERENT)");
        Expr same = vmap(noisy).randomness(SAME).apply(zeros);
        assertNear(same, normal(key(7), f64(3)).expandDims(0).broadcastTo(5, 3));
        Tensor different = eval(vmap(noisy).randomness(DIFFERENT).apply(zeros));
        assertThat(rows(different).distinct()).hasSize(5);
        assertNear(vmap(noisy).randomness(DIFFERENT).chunk(2).apply(zeros), different);
        assertNear(vmap(noisy).randomness(DIFFERENT).apply(zeros), different);
    }

    @Test
    @DisplayName("35: a key for each lane needs no choice")
    void b35Keys() {
        RandomKey keys = key(7).batch(4);
        Expr drawn = vmap((RandomKey k) -> normal(k, f64(3))).apply(keys);
        assertNear(drawn, stack(0, key(7).split(4).map(k -> normal(k, f64(3)))));
    }

    private static Array<List<Double>> rows(Tensor x) {
        return Array.range(0, x.shape().dim(0)).map(i -> List.ofAll(eval(x.get(i)).doubles()));
    }

    @Test
    void mappedSizesMustAgree() {
        var f = vmap((Pair p, Expr x, Expr y) -> x).in(none(), 0, 0);
        Pair p = new Pair(scalar(1), scalar(2));
        assertThatThrownBy(() -> f.apply(p, zeros(f32(64, 784)), zeros(i32(63)))).isInstanceOf(TransformException.class)
                .hasMessage("vmap: mapped sizes differ: 64 for argument 2 (axis 0 of f32[64,784]), 63 for argument 3 (axis 0 of i32[63])");
        assertThatThrownBy(() -> vmap((Pair q) -> q.a()).apply(new Pair(vector(1, 2), vector(1, 2, 3)))).hasMessage(
                "vmap: mapped sizes differ: 2 for argument 1 (a) (axis 0 of f64[2]), 3 for argument 1 (b) (axis 0 of f64[3])");
        assertThatThrownBy(() -> vmap(t -> t).size(4).apply(vector(1, 2))).hasMessage(
                "vmap: the mapped size must be 4, as size(4) says; got 2 for argument 1 (axis 0 of f64[2])");
        assertThatThrownBy(() -> vmap(t -> t).in(none()).apply(vector(1, 2)))
                .hasMessage("vmap: at least one argument must be mapped, or size(n) be given; got (none) for (·)");
        assertNear(vmap(t -> t).in(none()).size(2).apply(vector(1, 2)), matrix(row(1, 2), row(1, 2)));
    }

    @Test
    void axesMustExist() {
        assertThatThrownBy(() -> vmap(t -> t).in(2).apply(some(1, 2, 3))).isInstanceOf(FluxionException.class)
                .hasMessage("vmap: the in axis must be from -2 to 1; got 2 for argument 1, f64[2,3]");
        assertThatThrownBy(() -> vmap(t -> t).apply(scalar(1)))
                .hasMessage("vmap: the in axis must be none(), as a scalar has no axes; got 0 for argument 1, f64[]");
        assertThatThrownBy(() -> vmap(t -> t).in("first").apply(scalar(1))).hasMessageContaining("axes are numbers, none(), or tuples");
    }
}
