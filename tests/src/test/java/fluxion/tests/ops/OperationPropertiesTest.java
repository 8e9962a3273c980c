package fluxion.tests.ops;

import static fluxion.tests.ops.Numeric.close;
import static fluxion.tests.ops.Numeric.directions;
import static fluxion.tests.ops.Numeric.floating;
import static fluxion.tests.ops.Numeric.forward;
import static fluxion.tests.ops.Numeric.inner;
import static fluxion.tests.ops.Numeric.pullback;
import static fluxion.tests.ops.Numeric.pushforward;
import static fluxion.tests.ops.Numeric.reverse;
import static fluxion.tests.ops.Numeric.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.op.ArgReduce;
import fluxion.core.op.Fourier;
import fluxion.core.op.LinearAlgebra;
import fluxion.core.op.MatrixFunction;
import fluxion.core.op.Op;
import fluxion.core.op.RandomNumbers;
import fluxion.core.op.Reduce;
import fluxion.tests.ops.Row.Derivative;
import fluxion.transforms.Transpose;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each operation's derivatives against differences and inner products, to second order, and its transposes. */
class OperationPropertiesTest {
    private static SplittableRandom seeded(Row row) {
        return new SplittableRandom(row.name().hashCode());
    }

    private static Stream<DynamicNode> each(Seq<Row> rows, Function<Row, Seq<DynamicNode>> tests) {
        return rows.map(row -> (DynamicNode) dynamicContainer(row.name(), tests.apply(row).toJavaStream())).toJavaStream();
    }

    @TestFactory
    Stream<DynamicNode> derivatives() {
        return each(Catalogue.rows().filter(r -> r.derivative() == Derivative.SMOOTH), row -> {
            Fn fn = floating(row.fn());
            Ints wrt = row.floating();
            return Array.of(
                    dynamicTest("jvp", () -> forward(row.name(), "jvp", fn, row.sample(seeded(row)), wrt, seeded(row))),
                    dynamicTest("vjp", () -> reverse(row.name(), "vjp", fn, row.sample(seeded(row)), wrt, seeded(row))),
                    dynamicTest("second order of jvp", () -> {
                        Fn jvp = pushforward(fn, wrt);
                        second(row, "jvp", jvp, wrt.concat(Ints.range(fn.params().size(), jvp.params().size())));
                    }),
                    dynamicTest("second order of vjp", () -> {
                        Fn vjp = pullback(fn, wrt);
                        second(row, "vjp", vjp, wrt.concat(Ints.range(fn.params().size(), vjp.params().size())));
                    }));
        });
    }

    private static void second(Row row, String inner, Fn fn, Ints wrt) {
        SplittableRandom random = seeded(row);
        Seq<Tensor> at = row.sample(random).appendAll(directions(random, fn.params().drop(row.operands().size()).map(p -> p.type())));
        forward(row.name(), "jvp of " + inner, fn, at, wrt, random);
        reverse(row.name(), "vjp of " + inner, fn, at, wrt, random);
    }

    @TestFactory
    Stream<DynamicNode> derivativesThatAreZeroByDefinition() {
        return each(Catalogue.rows().filter(r -> r.derivative() == Derivative.STOPPED), row -> Array.of(dynamicTest("jvp and vjp are zero", () -> {
            SplittableRandom random = seeded(row);
            Seq<Tensor> at = row.sample(random);
            Fn fn = row.fn();
            Seq<Tensor> zeros = fn.resultTypes().map(Tensor::zeros);
            close(row.name(), "jvp", run(pushforward(fn, row.floating()), at.appendAll(directions(random, fn.parameterTypes()))), zeros, 0);
            close(row.name(), "vjp", run(pullback(fn, row.floating()), at.appendAll(directions(random, fn.resultTypes()))),
                    fn.parameterTypes().map(Tensor::zeros), 0);
        })));
    }

    @TestFactory
    Stream<DynamicNode> transposes() {
        return each(Catalogue.rows().filter(r -> r.linear().nonEmpty()), row -> row.linear().map(set ->
                dynamicTest("in operands " + set, () -> transposes(row, set))));
    }

    /**
     * The transpose's value for each unit cotangent is a row of the function's matrix, whose columns are its values for unit
     * operands: the same numbers, but for the rounding of operations that are long sums themselves.
     */
    private static void transposes(Row row, Ints set) {
        SplittableRandom random = seeded(row);
        Fn linear = Numeric.fixed(row.fn(), set, row.sample(random));
        Fn transpose = Transpose.of(linear);
        Seq<Seq<Tensor>> columns = units(linear.parameterTypes()).map(e -> run(linear, e));
        Seq<Seq<Tensor>> rows = units(linear.resultTypes()).map(e -> run(transpose, e));
        Seq<Seq<Tensor>> results = units(linear.resultTypes());
        Seq<Seq<Tensor>> operands = units(linear.parameterTypes());
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < columns.size(); j++) {
                assertThat(inner(rows.get(i), operands.get(j))).as(row.name() + ", transpose in operands " + set + ", element (" + i + "," + j + ")")
                        .isCloseTo(inner(results.get(i), columns.get(j)),
                                within(row.op() instanceof LinearAlgebra || row.op() instanceof MatrixFunction
                                        || row.op() instanceof Fourier ? 1e-13 : 0));
            }
        }
    }

    /** All lists of tensors of the types with a single one, zeros elsewhere. */
    private static Seq<Seq<Tensor>> units(Seq<TensorType> types) {
        return Array.range(0, types.size()).flatMap(k -> Array.range(0, (int) types.get(k).shape().size()).map(i -> types.zipWithIndex((t, l) -> {
            double[] values = new double[(int) t.shape().size()];
            if (l == k) {
                values[i] = 1;
            }
            return Numeric.like(t, values);
        })));
    }

    @TestFactory
    Stream<DynamicNode> refusesToTransposeWhatIsNotLinear() {
        return each(Catalogue.rows().filter(r -> r.derivative() == Derivative.SMOOTH), row -> Array.ofAll(row.floating())
                .filter(i -> !row.linear().exists(set -> set.size() == 1 && set.get(0) == i))
                .map(i -> dynamicTest("in operand " + i, () -> {
                    Fn fn = Numeric.fixed(floating(row.fn()), Ints.of(i), row.sample(seeded(row)));
                    assertThatThrownBy(() -> Transpose.of(fn)).as(row.name() + " is not linear in operand " + i).isInstanceOf(FluxionException.class);
                })));
    }

    @Test
    void everyOperationHasARow() {
        Set<Class<?>> families = leaves(Op.class).toSet();
        Seq<Op> ops = Catalogue.rows().map(Row::op);
        assertThat(ops.map(op -> op instanceof Enum<?> e ? e.getDeclaringClass() : op.getClass()).toSet()).isEqualTo(families);
        families.filter(Class::isEnum).forEach(family ->
                assertThat(ops.toJavaList()).containsAll(Array.of((Op[]) family.getEnumConstants())));
        assertThat(ops.filter(Reduce.class::isInstance).map(op -> ((Reduce) op).kind()).toJavaList()).contains(Reduce.Kind.values());
        assertThat(ops.filter(ArgReduce.class::isInstance).map(op -> ((ArgReduce) op).kind()).toJavaList()).contains(ArgReduce.Kind.values());
        assertThat(ops.filter(RandomNumbers.class::isInstance).map(op -> ((RandomNumbers) op).kind()).toJavaList()).contains(RandomNumbers.Kind.values());
    }

    private static Seq<Class<?>> leaves(Class<?> family) {
        return family.isSealed() ? Array.of(family.getPermittedSubclasses()).flatMap(OperationPropertiesTest::leaves) : Array.of(family);
    }

    @Test
    void integersHaveNoTangents() {
        // a check of the harness: no row offers an integer operand to derivatives
        Catalogue.rows().forEach(row -> assertThat(Array.ofAll(row.floating()).map(i -> row.operands().get(i).type().dtype()).toJavaSet())
                .isSubsetOf(DType.F64, DType.F32));
    }
}
