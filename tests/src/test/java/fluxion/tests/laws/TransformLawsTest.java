package fluxion.tests.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Cse;
import fluxion.transforms.Grad;
import fluxion.transforms.Hessian;
import fluxion.transforms.Jacobian;
import fluxion.transforms.Jvp;
import fluxion.transforms.Linearize;
import fluxion.transforms.Randomness;
import fluxion.transforms.Simplify;
import fluxion.transforms.Transpose;
import fluxion.transforms.Vjp;
import fluxion.transforms.Vmap;
import io.vavr.collection.Array;
import io.vavr.collection.Seq;
import io.vavr.control.Option;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every transform owes: results of the promised types, arguments left as they were, and work linear in the number of
 * distinct nodes, however deep the function is and however many paths lead through it. The time limits only catch hanging.
 */
@Timeout(120)
class TransformLawsTest {
    private static final int DEEP = 30_000;
    private static final Ints FIRST = Ints.of(0);
    private static final TensorType SCALAR = TensorType.scalar(DType.F64);
    private static final TensorType LANES = TensorType.of(DType.F64, 3);

    /**
     * A transform of functions from scalar to scalar.
     *
     * @param growth how many times as many operations its result may have
     * @param depth of the chain it is tried on
     */
    private record Law(String name, UnaryOperator<Fn> transform, Seq<TensorType> parameters, Seq<TensorType> results, int growth, int depth) {
        Law(String name, UnaryOperator<Fn> transform, Seq<TensorType> parameters, Seq<TensorType> results, int growth) {
            this(name, transform, parameters, results, growth, DEEP);
        }
    }

    private static Seq<Law> laws() {
        Seq<TensorType> one = Array.of(SCALAR);
        Seq<TensorType> two = Array.of(SCALAR, SCALAR);
        return Array.of(
                new Law("jvp", f -> Jvp.of(f, FIRST), two, two, 5),
                new Law("vjp", f -> Vjp.of(f, FIRST), two, two, 8),
                new Law("grad", f -> Grad.of(f, FIRST), one, one, 8),
                new Law("value and grad", f -> Grad.withValue(f, FIRST), one, two, 8),
                new Law("linearize", f -> Linearize.of(f, FIRST), two, one, 5),
                new Law("jacobian, forward", f -> Jacobian.forward(f, FIRST, 0), one, one, 6),
                new Law("jacobian, reverse", f -> Jacobian.reverse(f, FIRST, 0), one, one, 8),
                new Law("hessian", f -> Hessian.of(f, FIRST), one, one, 40),
                new Law("vmap", f -> Vmap.of(f, Array.of(Option.of(0)), Array.of(Option.of(0)), 3, Randomness.ERROR), Array.of(LANES), Array.of(LANES), 2),
                new Law("cse", Cse::of, one, one, 1),
                new Law("simplify", Simplify::of, one, one, 1),
                new Law("simplified grad", f -> Simplify.of(Grad.of(f, FIRST)), one, one, 6, 10_000),
                new Law("grad of grad", f -> Grad.of(Grad.of(f, FIRST), FIRST), one, one, 60, 10_000),
                new Law("vmap of grad", f -> Vmap.of(Grad.of(f, FIRST), Array.of(Option.of(0)), Array.of(Option.of(0)), 3, Randomness.ERROR),
                        Array.of(LANES), Array.of(LANES), 12, 10_000),
                new Law("jvp of vmap", f -> Jvp.of(Vmap.of(f, Array.of(Option.of(0)), Array.of(Option.of(0)), 3, Randomness.ERROR), FIRST),
                        Array.of(LANES, LANES), Array.of(LANES, LANES), 10, 10_000));
    }

    /** {@code steps} operations one after the other, the parameter coming in again at every second one. */
    private static Fn chain(int steps) {
        Var x = new Var("x", SCALAR);
        Expr y = x;
        for (int i = 0; i < steps; i++) {
            y = i % 2 == 0 ? y.sin() : y.times(x);
        }
        return Fn.of(Array.of(x), Array.of(y));
    }

    /** 2ⁿ paths through n squarings. */
    private static Fn doublings(int steps) {
        Var x = new Var("x", SCALAR);
        Expr y = x;
        for (int i = 0; i < steps; i++) {
            y = y.times(y);
        }
        return Fn.of(Array.of(x), Array.of(y));
    }

    private static int operations(Fn fn) {
        return Graph.operations(fn.results());
    }

    private static Stream<DynamicTest> each(Consumer<Law> check) {
        return laws().map(law -> dynamicTest(law.name(), () -> check.accept(law))).toJavaStream();
    }

    @TestFactory
    Stream<DynamicTest> resultsAreWellTyped() {
        return each(law -> {
            Fn made = law.transform().apply(chain(7));
            assertThat(made.parameterTypes()).as(law.name()).isEqualTo(law.parameters());
            assertThat(made.resultTypes()).as(law.name()).isEqualTo(law.results());
            assertThat(made.free()).as(law.name()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> argumentsStayAsTheyWere() {
        return each(law -> {
            Fn fn = chain(7);
            String before = fn.toString();
            Seq<Expr> nodes = Graph.topological(fn.results());
            law.transform().apply(fn);
            assertThat(fn.toString()).as(law.name()).isEqualTo(before);
            assertThat(Graph.topological(fn.results()).zip(nodes).forAll(p -> p._1 == p._2)).as(law.name()).isTrue();
        });
    }

    @TestFactory
    Stream<DynamicTest> deepChainsTakeLinearlyManyOperations() {
        return each(law -> {
            assertThat(operations(law.transform().apply(chain(law.depth())))).as(law.name()).isLessThanOrEqualTo(law.growth() * law.depth() + 100);
            int small = operations(law.transform().apply(chain(500)));
            int large = operations(law.transform().apply(chain(1000)));
            assertThat(large).as(law.name() + ": twice the chain, twice the operations").isLessThanOrEqualTo(2 * small + 10);
        });
    }

    @TestFactory
    Stream<DynamicTest> manyPathsTakeLinearlyManyOperations() {
        return each(law -> {
            assertThat(operations(law.transform().apply(doublings(60)))).as(law.name()).isLessThanOrEqualTo(law.growth() * 60 + 100);
        });
    }

    @TestFactory
    Stream<DynamicTest> deepChainsRun() {
        double x = 0.9;
        double value = x;
        double slope = 1;
        for (int i = 0; i < DEEP; i++) {
            slope = i % 2 == 0 ? slope * Math.cos(value) : slope * x + value;
            value = i % 2 == 0 ? Math.sin(value) : value * x;
        }
        double expectedValue = value;
        double expectedSlope = slope;
        Fn fn = chain(DEEP);
        Tensor at = Tensor.of(x);
        Tensor one = Tensor.of(1.0);
        return Stream.of(
                dynamicTest("value", () -> agrees(Evaluator.evaluate(fn, Array.of(at)).get(0), expectedValue)),
                dynamicTest("jvp", () -> agrees(Evaluator.evaluate(Jvp.of(fn, FIRST), Array.of(at, one)).get(1), expectedSlope)),
                dynamicTest("grad", () -> agrees(Evaluator.evaluate(Grad.of(fn, FIRST), Array.of(at)).get(0), expectedSlope)),
                dynamicTest("vmap of grad", () -> {
                    Fn mapped = Vmap.of(Grad.of(fn, FIRST), Array.of(Option.of(0)), Array.of(Option.of(0)), 3, Randomness.ERROR);
                    Tensor lanes = Evaluator.evaluate(mapped, Array.of(Tensor.of(new double[] {x, x, x}))).get(0);
                    assertThat(lanes.doubles()).containsOnly(lanes.doubleAt(0));
                    agrees(Evaluator.evaluate(lanes.get(0)), expectedSlope);
                }));
    }

    private static void agrees(Tensor got, double want) {
        assertThat(got.toDouble()).isCloseTo(want, within(1e-9 * (1 + Math.abs(want))));
    }

    @TestFactory
    Stream<DynamicTest> manyPathsRun() {
        Fn fn = doublings(60);
        Tensor at = Tensor.of(1.0);
        return Stream.of(
                dynamicTest("value", () -> assertThat(Evaluator.evaluate(fn, Array.of(at)).get(0).toDouble()).isEqualTo(1)),
                dynamicTest("jvp", () -> assertThat(Evaluator.evaluate(Jvp.of(fn, FIRST), Array.of(at, at)).get(1).toDouble()).isEqualTo(0x1p60)),
                dynamicTest("grad", () -> assertThat(Evaluator.evaluate(Grad.of(fn, FIRST), Array.of(at)).get(0).toDouble()).isEqualTo(0x1p60)),
                dynamicTest("hessian", () -> assertThat(Evaluator.evaluate(Hessian.of(fn, FIRST), Array.of(at)).get(0).toDouble())
                        .isEqualTo(0x1p60 * (0x1p60 - 1))));
    }

    @TestFactory
    Stream<DynamicTest> linearChainsTranspose() {
        Var x = new Var("x", SCALAR);
        Expr deep = x;
        for (int i = 0; i < DEEP; i++) {
            deep = i % 2 == 0 ? deep.neg() : deep.plus(x);
        }
        Expr many = x;
        for (int i = 0; i < 60; i++) {
            many = many.plus(many);
        }
        Fn deepFn = Fn.of(Array.of(x), Array.of(deep));
        Fn manyFn = Fn.of(Array.of(x), Array.of(many));
        return Stream.of(
                dynamicTest("30,000 deep", () -> {
                    Fn transpose = Transpose.of(deepFn);
                    assertThat(operations(transpose)).isLessThanOrEqualTo(3 * DEEP);
                    // x → −x → 0 → 0 → x → … : an even number of pairs gives x again
                    assertThat(Evaluator.evaluate(transpose, Array.of(Tensor.of(5.0))).get(0).toDouble())
                            .isEqualTo(Evaluator.evaluate(deepFn, Array.of(Tensor.of(5.0))).get(0).toDouble());
                }),
                dynamicTest("60 doublings", () -> {
                    Fn transpose = Transpose.of(manyFn);
                    assertThat(operations(transpose)).isLessThanOrEqualTo(200);
                    assertThat(Evaluator.evaluate(transpose, Array.of(Tensor.of(1.0))).get(0).toDouble()).isEqualTo(0x1p60);
                }));
    }

    @TestFactory
    Stream<DynamicTest> deepFunctionsPrintInLinearSpace() {
        return Stream.of(
                dynamicTest("30,000 deep", () -> {
                    int length = chain(DEEP).toString().length();
                    assertThat(length).isLessThanOrEqualTo(100 * DEEP);
                    assertThat(length).isGreaterThan(DEEP);
                }),
                dynamicTest("60 doublings", () -> assertThat(doublings(60).toString().length()).isLessThan(60 * 100)));
    }
}
