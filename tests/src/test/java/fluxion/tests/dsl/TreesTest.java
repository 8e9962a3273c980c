package fluxion.tests.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.TreeException;
import fluxion.core.Var;
import fluxion.dsl.tree.NamedBlocks;
import fluxion.dsl.tree.Structure;
import fluxion.dsl.tree.Trees;
import io.vavr.Tuple;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.List;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreesTest {
    record Linear(Expr w, Expr b, String name) {}

    record Net(Linear one, List<Linear> rest, int depth, double rate) {}

    record Holder<T>(T held) {}

    record Fixed(Tensor value) {}

    record Positive(Expr x, int n) {
        Positive {
            if (n < 0) {
                throw new IllegalStateException("n must not be negative");
            }
        }
    }

    private static Expr t(double value) {
        return Tensor.of(value);
    }

    private static Linear linear(double from) {
        return new Linear(t(from), t(from + 1), "linear");
    }

    static Stream<Object> trees() {
        java.util.Map<String, Expr> linked = new java.util.LinkedHashMap<>();
        linked.put("z", t(1));
        linked.put("a", t(2));
        return Stream.of(t(1), linear(0), new Net(linear(0), List.of(linear(2), linear(4)), 3, 0.5), new Holder<>(linear(1)), new Holder<>(null),
                List.of(t(1), t(2)), Vector.of(t(1)), Array.of(t(1), linear(3)), List.empty(), HashMap.of("b", t(1), "a", t(2)),
                LinkedHashMap.of("b", t(1), "a", t(2)), TreeMap.of("b", t(1), "a", t(2)), Tuple.empty(), Tuple.of(t(1)), Tuple.of(t(1), linear(2)),
                Tuple.of(t(1), t(2), t(3), t(4), t(5), t(6), t(7), t(8)), Option.some(t(1)), Option.none(), Either.right(t(1)), Either.left("no"),
                java.util.List.of(t(1), t(2)), java.util.Map.of("a", t(1), "b", linear(2)), linked, Optional.of(t(4)), Optional.empty(), "text", 5,
                DType.F32);
    }

    @ParameterizedTest
    @MethodSource("trees")
    void comesApartAndTogether(Object tree) {
        Trees.Flat flat = Trees.flatten(tree);
        Object again = Trees.unflatten(flat.structure(), flat.leaves());
        assertThat(again).isEqualTo(tree);
        assertThat(Trees.flatten(again)).isEqualTo(flat);
        assertThat(flat.structure().paths()).hasSize(flat.leaves().size()).hasSize(flat.structure().leafCount());
        java.util.List<Expr> collected = new java.util.ArrayList<>();
        assertThat(flat.structure().collect(tree, collected)).isTrue();
        assertThat(collected).containsExactlyElementsOf(flat.leaves());
    }

    @Test
    void arraysComeApartAndTogether() {
        Expr[] array = {t(1), t(2)};
        Trees.Flat flat = Trees.flatten(array);
        assertThat((Expr[]) Trees.unflatten(flat.structure(), flat.leaves())).containsExactly(array);
        assertThat(flat.structure()).hasToString("Expr[](·, ·)");
    }

    @Test
    void structureReadsLikeTheTree() {
        Structure net = Trees.structure(new Net(linear(0), List.of(linear(2)), 3, 0.5));
        assertThat(net).hasToString("Net(one: Linear(w, b, name=\"linear\"), rest: List(Linear(w, b, name=\"linear\")), depth=3, rate=0.5)");
        assertThat(net.paths()).containsExactly("one.w", "one.b", "rest[0].w", "rest[0].b");
        assertThat(Trees.structure(Tuple.of(t(1), HashMap.of("k", t(2)))).paths()).containsExactly("_1", "_2[k]");
        assertThat(Trees.structure(linear(0)).describe(Array.of(TensorType.of(DType.F64, 3, 4), TensorType.of(DType.F64, 4))))
                .isEqualTo("Linear(w: f64[3,4], b: f64[4], name=\"linear\")");
        assertThat(Trees.structure(Vector.fill(20, () -> t(0)))).hasToString("Vector(·, ·, ·, ·, ·, · … 20 in all)");
    }

    @Test
    void structuresDifferByShapeAndByWhatIsCarried() {
        assertThat(Trees.structure(linear(0))).isEqualTo(Trees.structure(linear(7)));
        assertThat(Trees.structure(new Linear(t(0), t(1), "other"))).isNotEqualTo(Trees.structure(linear(0)));
        assertThat(Trees.structure(List.of(t(0)))).isNotEqualTo(Trees.structure(Vector.of(t(0))));
        assertThat(Trees.structure(HashMap.of("a", t(0), "b", t(1)))).isEqualTo(Trees.structure(HashMap.of("b", t(0), "a", t(1))));
        assertThat(Trees.structure(Option.none())).isNotEqualTo(Trees.structure(Option.some(t(0))));
        assertThat(Trees.structure(linear(0)).collect(new Linear(t(0), t(1), "other"), new java.util.ArrayList<>())).isFalse();
        assertThat(Trees.structure(linear(0)).collect("text", new java.util.ArrayList<>())).isFalse();
    }

    @Test
    void zipCombinesLeafByLeaf() {
        Linear sum = Trees.zip(linear(1), linear(10), (a, b) -> Tensor.of(((Tensor) a).toDouble() + ((Tensor) b).toDouble()));
        assertThat(sum).isEqualTo(new Linear(t(11), t(13), "linear"));
    }

    @Test
    void zipShowsBothStructures() {
        assertThatThrownBy(() -> Trees.<Object>zip(linear(1), t(2), (a, b) -> a)).isInstanceOf(TreeException.class)
                .hasMessage("zip: both trees must have one structure; got · for Linear(w, b, name=\"linear\")");
    }

    @Test
    void refusesWhatAComponentCannotHold() {
        Structure fixed = Trees.structure(new Fixed(Tensor.of(1.0)));
        assertThatThrownBy(() -> fixed.build(Array.of(new Var("x", TensorType.scalar(DType.F64))))).isInstanceOf(TreeException.class)
                .hasMessage("tree: Fixed cannot hold f64[] that is not a number yet in value, declared Tensor. Declare it Expr");
        assertThatThrownBy(() -> Trees.structure(linear(0)).build(Array.of(t(0)))).isInstanceOf(TreeException.class)
                .hasMessageContaining("has 2 leaves; got 1");
    }

    @Test
    void aRecordsOwnChecksPass() {
        assertThat(Trees.map(new Positive(t(1), 2), x -> t(3))).isEqualTo(new Positive(t(3), 2));
    }

    @Test
    void blocksStandForRecordsThatCannotHoldTrees() {
        Structure linear = Trees.structure(linear(0));
        Object square = NamedBlocks.build(linear, Array.of(linear(1), linear(3)));
        assertThat(square).isInstanceOfSatisfying(NamedBlocks.class, b -> {
            assertThat(b.at("w", "b")).isEqualTo(t(2));
            assertThat(b.at("b", "w")).isEqualTo(t(3));
            assertThatThrownBy(() -> b.at("v")).hasMessage("get: the name must be one of w, b, name; got v");
            assertThatThrownBy(() -> b.at("w")).hasMessageContaining("must lead to a tensor");
        });
        assertThat(NamedBlocks.build(linear, Array.of(t(0), t(1)))).isEqualTo(linear(0));
        assertThat(NamedBlocks.build(Trees.structure(Tuple.of(t(0), t(0))), Array.of(linear(0), linear(1)))).isEqualTo(Tuple.of(linear(0), linear(1)));
    }
}
