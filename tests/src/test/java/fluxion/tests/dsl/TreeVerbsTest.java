package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static fluxion.tests.dsl.Near.assertNear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.Expr;
import fluxion.core.ShapeException;
import fluxion.core.TreeException;
import io.vavr.Tuple;
import io.vavr.Tuple2;
import io.vavr.collection.Array;
import io.vavr.collection.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** Trees as vectors, side by side, turned inside out; and what they say under other transforms. */
class TreeVerbsTest {
    private record Layer(Expr w, Expr b) {}

    private record Net(Array<Layer> layers, Expr scale, String name) {}

    private static final Net NET = new Net(Array.of(new Layer(matrix(row(1, 2), row(3, 4)), vector(5, 6)),
            new Layer(zeros(f64(0, 2)), scalar(7))), tensor(f32(1), 8), "net");

    @Test
    void ravelsInOrderAndBack() {
        assertNear(ravel(NET), vector(1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(unravel(NET, ravel(NET))).isEqualTo(NET);
        assertThat(unravel(NET, vector(1, 2, 3, 4, 5, 6, 7, 9)).scale()).isEqualTo(tensor(f32(1), 9));
        assertThat(ravel(floats(1, 2)).dtype()).isEqualTo(F32);
        assertNear(ravel(Array.empty()), zeros(f64(0)));
        assertThatThrownBy(() -> unravel(NET, vector(1, 2))).isInstanceOf(ShapeException.class)
                .hasMessage("unravel: the tree has 8 elements; got f64[2]");
        // a function of trees as one of vectors, with its Hessian
        var f = fn((Layer l) -> l.w().matmul(l.b()).square().sum());
        Layer at = NET.layers().get(0);
        var flat = fn((Expr v) -> f.apply(unravel(at, v)));
        assertNear(grad(flat).apply(ravel(at)), ravel(grad(f).apply(at)));
        assertThat(hessian(flat).apply(ravel(at)).shape().toString()).isEqualTo("[6,6]");
    }

    @Test
    void anyNumberOfTreesCombine() {
        Layer a = new Layer(vector(1, 2), scalar(3));
        Layer sum = zip(a, a, a, (x, y, z) -> x.plus(y.times(10)).plus(z.times(100)));
        assertThat(sum).isEqualTo(new Layer(vector(111, 222), scalar(333)));
        assertThat(zipAll(Array.of(a, a, a, a), leaves -> leaves.reduce(Expr::plus))).isEqualTo(new Layer(vector(4, 8), scalar(12)));
        assertNear(reduce(a, scalar(10), (x, y) -> x.minus(y.sum())), scalar(4));
        assertThat(paths(NET)).containsExactly("layers[0].w", "layers[0].b", "layers[1].w", "layers[1].b", "scale");
        assertThatThrownBy(() -> zipAll(Array.<Expr>empty(), leaves -> leaves.get(0))).hasMessageContaining("at least one tree");
        assertThatThrownBy(() -> zipAll(Array.of(Array.of(scalar(1)), Array.of(scalar(1), scalar(2))), leaves -> leaves.get(0)))
                .isInstanceOf(TreeException.class).hasMessageContaining("zipAll: all trees must have one structure");
    }

    @Test
    void normsAndProductsAreOverAllLeaves() {
        Layer a = new Layer(matrix(row(1, 2), row(0, 4)), scalar(-2));
        assertNear(globalNorm(a), scalar(5));
        assertNear(treeDot(a, map(a, x -> x.plus(1))), scalar(2 + 6 + 20 + 2));
        assertNear(ravel(grad(fn((Layer l) -> globalNorm(l))).apply(a)), vector(0.2, 0.4, 0, 0.8, -0.4));
        assertNear(ravel(grad(fn((Layer l) -> globalNorm(l))).apply(zerosLike(a))), zeros(f64(5)));
        assertNear(vmap(fn((Expr x) -> globalNorm(pair(x, x.get(0))))).apply(matrix(row(2, 1), row(0, 0))), vector(3, 0));
        assertThat(globalNorm(floats(3, 4))).isEqualTo(tensor(f32(), 5));
        assertNear(globalNorm(Array.empty()), scalar(0));
        assertThatThrownBy(() -> treeDot(a, pair(scalar(1), scalar(2)))).isInstanceOf(TreeException.class);
    }

    @Test
    void treesStackAndUnstack() {
        Array<Layer> layers = Array.of(new Layer(vector(1, 2), scalar(3)), new Layer(vector(4, 5), scalar(6)));
        Layer stacked = stackTrees(layers);
        assertThat(stacked).isEqualTo(new Layer(matrix(row(1, 2), row(4, 5)), vector(3, 6)));
        assertThat(unstackTrees(stacked)).isEqualTo(layers);
        assertNear(vmap(fn((Layer l) -> l.w().sum().plus(l.b()))).apply(stacked), vector(6, 15));
        assertThatThrownBy(() -> unstackTrees(layers.get(0))).isInstanceOf(ShapeException.class)
                .hasMessage("unstackTrees: all leaves must have an axis 0 of one length; got Layer(w: f64[2], b: f64[])");
    }

    @Test
    void insideAndOutsideChangePlaces() {
        Array<Tuple2<Expr, Expr>> rows = Array.of(Tuple.of(scalar(1), scalar(2)), Tuple.of(scalar(3), scalar(4)), Tuple.of(scalar(5), scalar(6)));
        Array<Expr> outer = Array.of(scalar(0), scalar(0), scalar(0));
        Tuple2<Array<Expr>, Array<Expr>> columns = transposeTrees(outer, rows.get(0), rows);
        assertThat(columns).isEqualTo(Tuple.of(Array.of(scalar(1), scalar(3), scalar(5)), Array.of(scalar(2), scalar(4), scalar(6))));
        assertThat((Object) transposeTrees(rows.get(0), outer, columns)).isEqualTo(rows);
        LinkedHashMap<String, Layer> named = LinkedHashMap.of("one", new Layer(scalar(1), scalar(2)));
        assertThat((Object) transposeTrees(LinkedHashMap.of("one", scalar(0)), pair(scalar(0), scalar(0)),
                LinkedHashMap.of("one", pair(scalar(1), scalar(2)))))
                .isEqualTo(Tuple.of(LinkedHashMap.of("one", scalar(1)), LinkedHashMap.of("one", scalar(2))));
        assertThatThrownBy(() -> transposeTrees(outer, rows.get(0), named)).isInstanceOf(TreeException.class)
                .hasMessageContaining("the tree must hold trees like inner in the places of outer");
    }
}
