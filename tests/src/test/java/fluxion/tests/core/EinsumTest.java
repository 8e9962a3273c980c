package fluxion.tests.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fluxion.core.Apply;
import fluxion.core.DType;
import fluxion.core.Einsum;
import fluxion.core.Expr;
import fluxion.core.Graph;
import fluxion.core.Shape;
import fluxion.core.ShapeException;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Dot;
import fluxion.ops.eval.Evaluator;
import io.vavr.collection.Array;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Seq;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Einsum against its definition: the sum, over all positions of all letters, of products. */
class EinsumTest {
    private static final Map<Character, Integer> SIZES = HashMap.of('a', 2, 'b', 3, 'c', 4, 'd', 2, 'i', 3, 'j', 2, 'k', 4, 'l', 5, 'Z', 2);

    @ParameterizedTest
    @ValueSource(strings = {
        "ij,jk->ik", "ij,jk", "ij,jk->ki", "ij,ji->", "ii->i", "ii", "iii->i", "ijij->ij", "iijj", "i->", "ij->ji", "ij->j",
        "i,i->i", "i,i", "i,j->ij", "i,j->ji", "bij,bjk->bik", "bij,jk->bik", "ij,ij->ij", "ij,j->ij", "j,ij->ij", "i,ij->j",
        "ijk,jl,kl->il", "ij,jk,kl->il", "i,j,k->ijk", "ij,ij,ij->i", "iij,jk->ik", "ij,kk->ij", "ij,kl->", "ji,iZ", "b a , a c",
        "ij,j,jk,kl,l->i", ",ij->ij", ",->", "ij,,jk->ik", "abi,bij,ajk->k"})
    void isTheSumOfProducts(String equation) {
        SplittableRandom random = new SplittableRandom(equation.hashCode());
        Seq<Tensor> operands = Array.of(equation.replace(" ", "").split("->")[0].split(",", -1)).map(s -> random(s, random));
        Tensor got = Evaluator.evaluate(Einsum.of(equation, operands));
        Tensor want = defined(equation.replace(" ", ""), operands);
        assertThat(got.type()).isEqualTo(want.type());
        assertThat(got.doubles()).containsExactly(want.doubles(), within(1e-12));
    }

    private static Tensor random(String letters, SplittableRandom random) {
        Shape shape = Shape.of(letters.chars().map(c -> SIZES.get((char) c).get()).toArray());
        return Tensor.of(shape, random.doubles(shape.size(), -1, 1).toArray());
    }

    /** Straight from the definition, without ellipsis. */
    private static Tensor defined(String equation, Seq<Tensor> operands) {
        String[] sides = equation.split("->", -1);
        String[] inputs = sides[0].split(",", -1);
        TreeMap<Character, Integer> letters = new TreeMap<>();
        sides[0].chars().filter(Character::isLetter).forEach(c -> letters.merge((char) c, 1, Integer::sum));
        StringBuilder once = new StringBuilder();
        letters.forEach((c, n) -> once.append(n == 1 ? String.valueOf(c) : ""));
        String result = sides.length > 1 ? sides[1] : once.toString();
        Shape shape = Shape.of(result.chars().map(c -> SIZES.get((char) c).get()).toArray());
        double[] sums = new double[(int) shape.size()];
        sum(Array.ofAll(letters.keySet()), HashMap.empty(), inputs, operands, result, shape, sums);
        return Tensor.of(shape, sums);
    }

    private static void sum(Seq<Character> free, Map<Character, Integer> at, String[] inputs, Seq<Tensor> operands, String result,
            Shape shape, double[] sums) {
        if (free.nonEmpty()) {
            for (int i = 0; i < SIZES.get(free.head()).get(); i++) {
                sum(free.tail(), at.put(free.head(), i), inputs, operands, result, shape, sums);
            }
            return;
        }
        double product = 1;
        for (int k = 0; k < inputs.length; k++) {
            product *= operands.get(k).doubleAt(inputs[k].chars().map(c -> at.get((char) c).get()).toArray());
        }
        int offset = 0;
        for (int axis = 0; axis < result.length(); axis++) {
            offset = offset * shape.dim(axis) + at.get(result.charAt(axis)).get();
        }
        sums[offset] += product;
    }

    @Test
    void ellipsisAxesBroadcast() {
        SplittableRandom random = new SplittableRandom(5);
        Tensor a = Tensor.of(Shape.of(2, 1, 3, 4), random.doubles(24, -1, 1).toArray());
        Tensor b = Tensor.of(Shape.of(5, 4, 2), random.doubles(40, -1, 1).toArray());
        Tensor want = Evaluator.evaluate(a.matmul(b));
        assertThat(want.shape()).isEqualTo(Shape.of(2, 5, 3, 2));
        assertThat(Evaluator.evaluate(Einsum.of("...ij,...jk->...ik", a, b)).doubles()).containsExactly(want.doubles(), within(1e-12));
        assertThat(Evaluator.evaluate(Einsum.of("...ij,...jk", a, b)).doubles()).containsExactly(want.doubles(), within(1e-12));
        assertThat(Einsum.of("...ij,...jk->ik...", a, b).shape()).isEqualTo(Shape.of(3, 2, 2, 5));
        assertThat(Einsum.of("...ii->...i", Tensor.zeros(TensorType.of(DType.F64, 7, 3, 3))).shape()).isEqualTo(Shape.of(7, 3));
        assertThat(Einsum.of("i...,i...->...", a, Tensor.zeros(TensorType.of(DType.F64, 2, 4))).shape()).isEqualTo(Shape.of(1, 3, 4));
        assertThat(Einsum.of("...,...->...", Tensor.zeros(TensorType.of(DType.F64, 1, 1)), Tensor.zeros(TensorType.of(DType.F64, 1))).shape())
                .isEqualTo(Shape.of(1, 1));
        assertThat(Einsum.of("...", a).shape()).isEqualTo(a.shape());
    }

    @Test
    void promotesDtypes() {
        assertThat(Einsum.of("i,i->", Tensor.of(new int[] {1, 2}), Tensor.of(new float[] {3, 4})).type()).hasToString("f32[]");
        assertThat(Evaluator.evaluate(Einsum.of("ij,j->i", Tensor.of(Shape.of(2, 2), 1L, 2L, 3L, 4L), Tensor.of(new int[] {1, 1}))).longs())
                .containsExactly(3, 7);
    }

    @Test
    void contractsTheCheaperPairFirst() {
        Expr x = new Var("x", TensorType.of(DType.F64, 100, 2));
        Expr y = new Var("y", TensorType.of(DType.F64, 2, 100));
        Expr v = new Var("v", TensorType.of(DType.F64, 100));
        Seq<Long> sizes = Array.ofAll(Graph.topological(Array.of(Einsum.of("ij,jk,k->i", x, y, v))))
                .filter(e -> e instanceof Apply apply && apply.op() instanceof Dot).map(e -> e.shape().size());
        assertThat(sizes).containsExactly(2L, 100L);
    }

    @Test
    void aScaleIsNoMatrixProduct() {
        Expr x = new Var("x", TensorType.of(DType.F64, 3, 2));
        Expr v = new Var("v", TensorType.of(DType.F64, 3));
        assertThat(Array.ofAll(Graph.topological(Array.of(Einsum.of("ij,i->ij", x, v)))).exists(e -> e instanceof Apply a && a.op() instanceof Dot)).isFalse();
    }

    @Test
    void mistakesNameTheEquationTheOperandsAndTheSizes() {
        Tensor a = Tensor.zeros(TensorType.of(DType.F64, 3, 4));
        Tensor b = Tensor.zeros(TensorType.of(DType.F64, 5, 2));
        refused("einsum: \"ij,jk->ik\" 'j' must have one length; got 5 in operand 1 f64[5,2] and 4 in operand 0 f64[3,4]", "ij,jk->ik", a, b);
        refused("einsum: \"ii->i\" 'i' must have one length; got 4 in operand 0 f64[3,4] and 3 in operand 0 f64[3,4]", "ii->i", a);
        refused("einsum: \"ij,jk->ik\" names 2 operands; got 1", "ij,jk->ik", a);
        refused("einsum: \"ijk->k\" names 3 axes of operand 0; got f64[3,4]", "ijk->k", a);
        refused("einsum: \"...ijk->k\" names at least 3 axes of operand 0; got f64[3,4]", "...ijk->k", a);
        refused("einsum: \"ij->ijz\" the result's letters must be distinct and be those of operands; got 'ijz'", "ij->ijz", a);
        refused("einsum: \"ij->ii\" the result's letters must be distinct and be those of operands; got 'ii'", "ij->ii", a);
        refused("einsum: \"i1->i\" must consist of letters, commas, at most one '...' for each operand and one '->'; got 'i1'", "i1->i", a);
        refused("einsum: \"ij->i->j\" must consist of letters, commas, at most one '...' for each operand and one '->'; got 'i->j'", "ij->i->j", a);
        refused("einsum: \"...j->j\" must have '...' in the result too, its axes are never summed; got 'j'", "...j->j", a);
        refused("einsum: \"...,...\" the axes of '...' must broadcast; got 5 in operand 1 f64[5,2] and 3 in operand 0 f64[3,4]", "...,...", a, b);
    }

    private static void refused(String message, String equation, Expr... operands) {
        assertThatThrownBy(() -> Einsum.of(equation, operands)).isInstanceOf(ShapeException.class).hasMessage(message);
    }
}
