package fluxion.tests.dsl;

import static fluxion.dsl.Fluxion.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.FluxionException;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Ints;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.dsl.Taylor;
import fluxion.dsl.function.Fun1;
import fluxion.ops.eval.Evaluator;
import fluxion.transforms.Jvp;
import fluxion.transforms.Simplify;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Taylor mode against repeated derivatives and against known series. */
class TaylorTest {
    private static final Fun1<Expr, Expr> QUOTIENT = fn(x -> sin(x).times(exp(x)).div(x.square().plus(1)));
    /** The k-th derivative along v, by k pushforwards one inside the other. */
    private static Tensor nested(Fn fn, Tensor at, Tensor v, int k) {
        Fn current = fn;
        for (int i = 0; i < k; i++) {
            Var x = new Var("x", at.type());
            current = Fn.of(Array.of(x), Array.of(Jvp.of(current, Ints.of(0)).on(Array.of(x, v)).get(1)));
        }
        return Evaluator.evaluate(Simplify.of(current), Array.of(at)).get(0);
    }

    private static void agrees(Fun1<Expr, Expr> f, Tensor at, Tensor v, int order) {
        Taylor<Expr> series = taylor(f, at, v, order);
        assertThat(series.order()).isEqualTo(order);
        for (int k = 0; k <= order; k++) {
            double[] got = eval(series.derivative(k)).doubles();
            double[] want = nested(f.on(at.type()), at, v, k).doubles();
            assertThat(got).hasSameSizeAs(want);
            for (int i = 0; i < want.length; i++) {
                assertThat(got[i]).as("derivative %d, element %d", k, i).isCloseTo(want[i], within(1e-10 * (1 + Math.abs(want[i]))));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> elementwise() {
        Array<UnaryOperator<Expr>> functions = Array.of(x -> x.tanh(), x -> x.tan(), x -> x.log(), x -> x.sqrt(), x -> x.asin(), x -> x.erf(), x -> x.pow(3),
                x -> x.pow(-2), x -> x.pow(7), x -> x.pow(1.5), x -> x.softplus(), x -> x.abs(), x -> x.cbrt(), x -> x.pow(x), x -> x.atan2(x.square()),
                x -> x.hypot(x.plus(1)), x -> x.sinh().div(x.cosh()), x -> x.maximum(0.5).times(x.relu()), x -> x.gt(0.5).where(x.exp(), x.neg()),
                x -> x.logaddexp(x.square()), x -> x.rsqrt().times(x.sigmoid()), x -> x.cast(DType.F64).exp2().minus(x.log1p()));
        return Stream.of(functions.toJavaArray(UnaryOperator[]::new)).map(f -> {
            @SuppressWarnings("unchecked") Fun1<Expr, Expr> g = fn(x -> ((UnaryOperator<Expr>) f).apply(x));
            return dynamicTest(g.toString(), () -> agrees(g, Tensor.of(0.7), Tensor.of(1.0), 4));
        });
    }

    @TestFactory
    Stream<DynamicTest> tensors() {
        Tensor at = Tensor.of(new double[][] {{0.3, -0.7, 1.1}, {0.2, 0.9, -0.4}});
        Tensor v = Tensor.of(new double[][] {{1, 0.5, -2}, {0.1, -1, 2}});
        Tensor w = Tensor.of(new double[][] {{1, 2}, {-1, 0.5}, {0.25, 1}});
        Array<UnaryOperator<Expr>> functions = Array.of(x -> x.sin().matmul(w).matmul(x.exp()), x -> x.softmax(1), x -> x.logsumexp(0), x -> x.prod(1),
                x -> x.max(0), x -> x.norm(), x -> x.std(1), x -> x.cumsum(1).times(x.flip(0)), x -> x.sin().take(Tensor.of(new int[] {1, 1, 0}), 0).sum(1),
                x -> x.transpose().dot(x).trace(), x -> x.slice(1, 0, 2).square(), x -> x.get(0).diag().matmul(x.get(1)).tanh());
        return Array.range(0, functions.size()).toJavaStream().map(i -> dynamicTest("function " + i, () -> agrees(fn(x -> functions.get(i).apply(x)), at, v, 3)));
    }

    @Test
    void theDerivativesOfTheBenchmark() {
        Taylor<Expr> series = taylor(QUOTIENT, Tensor.of(0.7), 10);
        Fun1<Expr, Expr> reverse = QUOTIENT;
        for (int k = 1; k <= 10; k++) {
            reverse = grad(reverse);
            double want = eval(reverse.apply(Tensor.of(0.7))).toDouble();
            assertThat(eval(series.derivative(k)).toDouble()).as("order " + k).isCloseTo(want, within(1e-9 * Math.abs(want)));
        }
    }

    /** The operations of the k-th derivative of tanh besides tanh itself. */
    private static int operationsOfTanh(int k) {
        Fn fn = Simplify.of(fn(x -> taylor(z -> tanh(z), x, k).derivative(k)).on(f64()));
        assertThat(Graph.topological(fn.results()).count(n -> n instanceof fluxion.core.Apply a && a.op() == fluxion.core.op.Unary.TANH)).isEqualTo(1);
        return Graph.operations(fn.results()) - 1;
    }

    @Test
    void derivativesOfTanhStaySmall() {
        assertThat(operationsOfTanh(5)).isLessThanOrEqualTo(15);
        assertThat(operationsOfTanh(10)).isLessThanOrEqualTo(4 * 15);
        Fun1<Expr, Expr> nested = fn(x -> tanh(x));
        for (int i = 0; i < 5; i++) {
            nested = grad(nested);
        }
        assertThat(Graph.operations(nested.on(f64()).results()) - 1).isLessThanOrEqualTo(15);
        for (int i = 0; i < 5; i++) {
            nested = grad(nested);
        }
        assertThat(Graph.operations(nested.on(f64()).results()) - 1).isLessThanOrEqualTo(4 * 15);
    }

    @Test
    void theWorkIsQuadraticInTheOrder() {
        Fn fn = QUOTIENT.on(f64());
        int ten = Graph.operations(fluxion.transforms.TaylorMode.of(fn, Ints.of(0), 10).results());
        int twenty = Graph.operations(fluxion.transforms.TaylorMode.of(fn, Ints.of(0), 20).results());
        int forty = Graph.operations(fluxion.transforms.TaylorMode.of(fn, Ints.of(0), 40).results());
        assertThat(twenty).isLessThan(4 * ten);
        assertThat(forty).isLessThan(4 * twenty);
    }

    @Test
    void deepChains() {
        Var x = new Var("x", TensorType.scalar(DType.F64));
        Expr y = x;
        for (int i = 0; i < 3_000; i++) {
            y = i % 2 == 0 ? y.sin() : y.plus(x);
        }
        Fn series = fluxion.transforms.TaylorMode.of(Fn.of(Array.of(x), Array.of(y)), Ints.of(0), 2);
        assertThat(Graph.operations(series.results())).isLessThan(60_000);
    }

    @Test
    void theSeriesIsAFunctionLikeAnyOther() {
        Fun1<Expr, Expr> third = fn(x -> taylor(z -> sin(z).times(z), x, 3).derivative(3));
        Fun1<Expr, Expr> same = grad(grad(grad(x -> sin(x).times(x))));
        Tensor at = Tensor.of(new double[] {0.3, 1.5});
        assertThat(eval(vmap(third).apply(at)).doubles()).containsExactly(eval(vmap(same).apply(at)).doubles(), within(1e-12));
        assertThat(eval(grad(third).apply(Tensor.of(0.3))).toDouble()).isCloseTo(eval(grad(same).apply(Tensor.of(0.3))).toDouble(), within(1e-12));
        Taylor<Expr> exponential = taylor(z -> exp(z), Tensor.of(0.0), 12);
        assertThat(eval(exponential.at(0.5)).toDouble()).isCloseTo(Math.exp(0.5), within(1e-12));
    }

    @Test
    void customRulesAndCheckpointsExpand() {
        Fun1<Expr, Expr> f = custom(fn(x -> log1p(exp(x)))).derivative((x, y) -> sigmoid(x));
        Fun1<Expr, Expr> g = checkpoint(fn(x -> f.apply(x).times(sin(x))));
        Taylor<Expr> series = taylor(g, Tensor.of(0.4), 5);
        Taylor<Expr> plain = taylor(x -> softplus(x).times(sin(x)), Tensor.of(0.4), 5);
        for (int k = 0; k <= 5; k++) {
            assertThat(eval(series.derivative(k)).toDouble()).isCloseTo(eval(plain.derivative(k)).toDouble(), within(1e-12));
        }
    }

    @Test
    void mistakes() {
        assertThatThrownBy(() -> taylor(x -> sin(x), Tensor.of(1.0), -1)).isInstanceOf(FluxionException.class).hasMessageContaining("the order must not be negative");
        assertThatThrownBy(() -> taylor(x -> sin(x), Tensor.of(1.0), 2).derivative(3)).isInstanceOf(FluxionException.class).hasMessageContaining("from 0 to 2; got 3");
    }
}
