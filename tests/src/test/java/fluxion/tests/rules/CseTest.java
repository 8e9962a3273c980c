package fluxion.tests.rules;

import static org.assertj.core.api.Assertions.assertThat;

import fluxion.core.DType;
import fluxion.core.Expr;
import fluxion.core.Fn;
import fluxion.core.Graph;
import fluxion.core.Tensor;
import fluxion.core.TensorType;
import fluxion.core.Var;
import fluxion.core.op.Eye;
import fluxion.transforms.Cse;
import io.vavr.collection.Array;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CseTest {
    private final Var x = new Var("x", TensorType.of(DType.F64, 3));
    private final Var y = new Var("y", TensorType.of(DType.F64, 3));

    private static int operations(Expr... roots) {
        return Graph.operations(Cse.of(Array.of(roots)));
    }

    @Test
    void equalOperationsOnEqualOperandsBecomeOne() {
        assertThat(operations(x.sin().plus(y).times(x.sin().plus(y)))).isEqualTo(3);
        assertThat(operations(x.sin(), x.sin(), x.cos())).isEqualTo(2);
    }

    @Test
    void operandsOfCommutativeOperationsMayStandInEitherOrder() {
        assertThat(operations(x.plus(y), y.plus(x))).isEqualTo(1);
        assertThat(operations(x.maximum(y), y.maximum(x), x.eq(y), y.eq(x))).isEqualTo(2);
        assertThat(operations(x.minus(y), y.minus(x), x.lt(y), y.lt(x))).isEqualTo(4);
    }

    @Test
    void equalNumbersAndIdentitiesAreShared() {
        assertThat(operations(x.times(2), x.times(2))).as("2, broadcast once").isEqualTo(2);
        assertThat(operations(Expr.apply(new Eye(DType.F64, 3, 3, 0)), Expr.apply(new Eye(DType.F64, 3, 3, 0)))).isEqualTo(1);
        assertThat(operations(x.times(0.0), x.times(-0.0))).as("zeros of both signs differ").isEqualTo(4);
        assertThat(operations(x.times(Tensor.of(new double[] {1, 2, 3})), x.times(Tensor.of(new double[] {1, 2, 3})))).isEqualTo(1);
    }

    @Test
    void parametersStay() {
        Fn fn = Cse.of(Fn.of(Array.of(x, y), Array.of(x.plus(y), y.plus(x), x)));
        assertThat(fn.params()).containsExactly(x, y);
        assertThat(fn.results().get(0)).isSameAs(fn.results().get(1));
        assertThat(fn.results().get(2)).isSameAs(x);
    }

    @Test
    void deepAndWidelySharedGraphsTakeLinearTime() {
        Expr deep = chain(100_000, e -> e.sin()).plus(chain(100_000, e -> e.sin()));
        assertThat(operations(deep)).isEqualTo(100_001);
        Expr doubled = chain(60, e -> e.plus(e)).times(chain(60, e -> e.plus(e)));
        assertThat(operations(doubled)).isEqualTo(61);
    }

    private Expr chain(int n, UnaryOperator<Expr> step) {
        Expr e = x;
        for (int i = 0; i < n; i++) {
            e = step.apply(e);
        }
        return e;
    }
}
